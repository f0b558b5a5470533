/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"
#include "rushes-index.h"
#include "rushes-paths.h"

G_BEGIN_DECLS

/* Returns: (transfer full): an a{sas} from the titles of boards to the ids of the clips that are takes on them, not floating */
typedef GVariant *(*RushesBoardsFunc) (gpointer data);

/* What is done with more clips than these is done without a step for each in the main thread. */
#define RUSHES_MANY 64

#define RUSHES_TYPE_LIBRARY (rushes_library_get_type ())
G_DECLARE_FINAL_TYPE (RushesLibrary, rushes_library, RUSHES, LIBRARY, GObject)

/* Called on a worker. Returns: (transfer full) (element-type RushesJudgement) (nullable): what is to change */
typedef GPtrArray *(*RushesChangesFunc) (RushesLibrary *library,
                                         gpointer       data,
                                         GError       **error);

RushesLibrary *rushes_library_open           (RushesPaths          *paths,
                                              GError              **error);
void           rushes_library_refuse_changes  (RushesLibrary        *self);
RushesPaths   *rushes_library_get_paths      (RushesLibrary        *self);
gboolean       rushes_library_add            (RushesLibrary        *self,
                                              const RushesClipInfo *info,
                                              GError              **error);
GArray        *rushes_library_query          (RushesLibrary        *self,
                                              const RushesQuery    *query,
                                              GError              **error);
GArray        *rushes_library_query_stacks   (RushesLibrary        *self,
                                              const RushesQuery    *query,
                                              GError              **error);
GArray        *rushes_library_find_shown     (RushesLibrary        *self,
                                              GArray               *rows,
                                              GError              **error);
gint64         rushes_library_find_stack     (RushesLibrary        *self,
                                              gint64                row,
                                              gint64               *takes,
                                              GError              **error);
GArray        *rushes_library_list_stack     (RushesLibrary        *self,
                                              gint64                stack,
                                              GError              **error);
RushesClip    *rushes_library_ref_clip_later (RushesLibrary       *self,
                                              gint64                row);
gint64         rushes_library_find_known_row (RushesLibrary        *self,
                                              const char           *id);
RushesClip    *rushes_library_ref_known_clip (RushesLibrary       *self,
                                              const char           *id);
gboolean       rushes_library_has_clip       (RushesLibrary        *self,
                                              gint64                row);
RushesClip    *rushes_library_take_clip      (RushesLibrary        *self,
                                              gint64                row,
                                              RushesClipInfo       *info);
RushesClipInfo *rushes_library_read_clip     (RushesLibrary        *self,
                                              gint64                row,
                                              GError              **error);
GPtrArray     *rushes_library_read_rows      (RushesLibrary        *self,
                                              GArray               *rows,
                                              GError              **error);
RushesClipInfo *rushes_library_find_clip     (RushesLibrary        *self,
                                              const char           *id,
                                              GError              **error);
RushesClip    *rushes_library_ref_clip       (RushesLibrary        *self,
                                              gint64                row,
                                              GError              **error);
gboolean       rushes_library_is_empty       (RushesLibrary        *self);
gint64         rushes_library_find_row       (RushesLibrary        *self,
                                              const char           *id,
                                              GError              **error);
gboolean       rushes_library_notice         (RushesLibrary        *self,
                                              const char           *id);
gint64         rushes_library_find_row_by_path (RushesLibrary        *self,
                                              const char           *path,
                                              GError              **error);
gint64         rushes_library_find_row_by_start (RushesLibrary        *self,
                                              const char           *start,
                                              GError              **error);
char          *rushes_library_find_content   (RushesLibrary        *self,
                                              gint64                duration_ms,
                                              const char           *sha256,
                                              GError              **error);
GPtrArray     *rushes_library_list_boards    (RushesLibrary        *self,
                                              GError              **error);
GPtrArray     *rushes_library_list_board     (RushesLibrary        *self,
                                              const char           *board,
                                              GError              **error);
char          *rushes_library_dup_path       (RushesLibrary        *self,
                                              RushesClip           *clip);
void           rushes_library_set_boards_func (RushesLibrary      *self,
                                              RushesBoardsFunc      func,
                                              gpointer              data,
                                              GDestroyNotify        destroy);
GPtrArray     *rushes_library_list_values    (RushesLibrary        *self,
                                              RushesValues          what,
                                              GError              **error);
void           rushes_library_judge          (RushesLibrary        *self,
                                              GPtrArray            *judgements);
void           rushes_library_judge_rows     (RushesLibrary        *self,
                                              GArray               *rows,
                                              RushesOpinion         opinion,
                                              GVariant             *value,
                                              GVariant             *otherwise);
void           rushes_library_judge_later_async (RushesLibrary     *self,
                                              guint                 n,
                                              RushesChangesFunc     func,
                                              gpointer              data,
                                              GDestroyNotify        destroy,
                                              GAsyncReadyCallback   callback,
                                              gpointer              callback_data);
gssize         rushes_library_judge_later_finish (RushesLibrary    *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void           rushes_library_hide_rows_async (RushesLibrary       *self,
                                              GArray               *rows,
                                              gboolean              hidden,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
gboolean       rushes_library_hide_rows_finish (RushesLibrary      *self,
                                              GAsyncResult         *result,
                                              gboolean             *linked,
                                              GError              **error);
GPtrArray     *rushes_library_list_ids       (RushesLibrary        *self,
                                              GArray               *rows,
                                              GError              **error);
GPtrArray     *rushes_library_list_paths     (RushesLibrary        *self,
                                              GArray               *rows,
                                              GError              **error);
GHashTable    *rushes_library_count_tags     (RushesLibrary        *self,
                                              GArray               *rows,
                                              GError              **error);
void           rushes_library_undo_async     (RushesLibrary        *self,
                                              gboolean              redo,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
GPtrArray     *rushes_library_undo_finish    (RushesLibrary        *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void           rushes_library_see            (RushesLibrary        *self,
                                              RushesClip           *clip);
void           rushes_library_watch          (RushesLibrary        *self);
void           rushes_library_look           (RushesLibrary        *self);
void           rushes_library_look_anew      (RushesLibrary        *self);
gboolean       rushes_library_look_now       (RushesLibrary        *self,
                                              GError              **error);
gboolean       rushes_library_is_away        (RushesLibrary        *self);
gboolean       rushes_library_is_missing     (RushesLibrary        *self,
                                              const char           *id);
GPtrArray     *rushes_library_list_missing   (RushesLibrary        *self,
                                              GError              **error);
gboolean       rushes_library_write_sidecar  (RushesLibrary        *self,
                                              const char           *id,
                                              GError              **error);
void           rushes_library_flush          (RushesLibrary        *self);
gboolean       rushes_library_hide           (RushesLibrary        *self,
                                              const char           *id,
                                              gboolean              hidden,
                                              GError              **error);
gboolean       rushes_library_trash_hidden   (RushesLibrary        *self,
                                              GError              **error);
int            rushes_library_rebuild        (RushesLibrary        *self,
                                              GError              **error);
GPtrArray     *rushes_library_verify         (RushesLibrary        *self,
                                              GError              **error);
GPtrArray     *rushes_library_list_use       (RushesLibrary        *self,
                                              gboolean              by_model,
                                              GError              **error);
gint64         rushes_library_get_used_bytes (RushesLibrary        *self);

G_END_DECLS
