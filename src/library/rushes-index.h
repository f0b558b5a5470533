/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-judgement.h"
#include "rushes-query.h"

G_BEGIN_DECLS

/* A clip that matches, and with what it stands. */
typedef struct
{
  gint64 row;
  gint64 stack; /* its key: rushes-stack-key.h */
  int verdict, rating;
} RushesFound;

#define RUSHES_TYPE_INDEX (rushes_index_get_type ())
G_DECLARE_FINAL_TYPE (RushesIndex, rushes_index, RUSHES, INDEX, GObject)

/* Facts of which a library has a handful of values. */
typedef enum
{
  RUSHES_VALUES_TAG,
  RUSHES_VALUES_MODEL,
  RUSHES_VALUES_CONNECTION,
  RUSHES_VALUES_BOARD,
  RUSHES_N_VALUES
} RushesValues;

/* How far something is that takes a while: both are only counted up meanwhile, with g_atomic_int_add(). */
typedef struct
{
  int n_done, n_all; /* clips */
} RushesProgress;

/* What is asked about every clip that is shown. */
typedef void (*RushesIndexFunc) (const char *name,
                                 gint64      size_bytes,
                                 gpointer    data);

/* What some clips take of the disk. */
typedef struct
{
  char *name;
  guint n_clips;
  gint64 bytes;
} RushesUse;

/* What is asked about the clips of one folder. */
typedef void (*RushesIndexFileFunc) (gint64      row,
                                     const char *id,
                                     const char *name,
                                     gboolean    hidden,
                                     gpointer    data);

void         rushes_index_refuse_changes (RushesIndex        *self);
RushesIndex *rushes_index_open           (const char           *path,
                                          gboolean             *fresh,
                                          GError              **error);
gboolean     rushes_index_is_empty       (RushesIndex          *self);
gboolean     rushes_index_is_bare        (RushesIndex          *self);
gint64       rushes_index_find_row       (RushesIndex          *self,
                                          const char           *id,
                                          GError              **error);
gint64       rushes_index_find_row_by_name  (RushesIndex          *self,
                                          const char           *name,
                                          GError              **error);
gint64       rushes_index_find_row_by_start (RushesIndex          *self,
                                          const char           *start,
                                          GError              **error);
RushesClipInfo *rushes_index_read_opinions (RushesIndex         *self,
                                            gint64               row);
char        *rushes_index_find_content   (RushesIndex          *self,
                                          gint64                duration_ms,
                                          const char           *sha256,
                                          GError              **error);
GPtrArray   *rushes_index_list_boards    (RushesIndex          *self,
                                          GError              **error);
GArray      *rushes_index_list_board     (RushesIndex          *self,
                                          const char           *board,
                                          GError              **error);
char        *rushes_index_dup_sidecar    (RushesIndex          *self,
                                          gint64                row,
                                          GError              **error);
gint64       rushes_index_get_used_bytes (RushesIndex          *self);
GArray      *rushes_index_query          (RushesIndex          *self,
                                          const RushesQuery    *query,
                                          GError              **error);
GArray      *rushes_index_query_stacks   (RushesIndex          *self,
                                          const RushesQuery    *query,
                                          GError              **error);
GArray      *rushes_index_find_shown     (RushesIndex          *self,
                                          GArray               *rows,
                                          GError              **error);
gint64       rushes_index_find_stack     (RushesIndex          *self,
                                          gint64                row,
                                          gint64               *takes,
                                          GError              **error);
char        *rushes_index_dup_chosen_stack (RushesIndex        *self,
                                          const char           *id);
GArray      *rushes_index_list_stack     (RushesIndex          *self,
                                          gint64                stack,
                                          GError              **error);
GPtrArray   *rushes_index_list_values    (RushesIndex          *self,
                                          RushesValues          what,
                                          GError              **error);
gboolean     rushes_index_judge          (RushesIndex          *self,
                                          GPtrArray            *judgements,
                                          RushesProgress       *progress,
                                          GError              **error);
GPtrArray   *rushes_index_undo           (RushesIndex          *self,
                                          gboolean              redo,
                                          RushesProgress       *progress,
                                          GError              **error);
GArray      *rushes_index_list_unwritten (RushesIndex          *self);
gboolean     rushes_index_set_written    (RushesIndex          *self,
                                          gint64                row,
                                          const char           *sidecar,
                                          GError              **error);
gboolean     rushes_index_see            (RushesIndex          *self,
                                          const char           *id,
                                          GError              **error);
gboolean     rushes_index_foreach        (RushesIndex          *self,
                                          RushesIndexFunc       func,
                                          gpointer              data,
                                          GError              **error);
gboolean     rushes_index_put            (RushesIndex          *self,
                                          const RushesClipInfo *info,
                                          gint64               *row,
                                          GError              **error);
gboolean     rushes_index_has            (RushesIndex          *self,
                                          const char           *id,
                                          const char           *name);
gboolean     rushes_index_remove         (RushesIndex          *self,
                                          const char           *name,
                                          GError              **error);
gboolean     rushes_index_hide           (RushesIndex          *self,
                                          const char           *id,
                                          gboolean              hidden,
                                          gint64               *row,
                                          GError              **error);
gboolean     rushes_index_hide_rows      (RushesIndex          *self,
                                          GArray               *rows,
                                          gboolean              hidden,
                                          RushesProgress       *progress,
                                          GError              **error);
gboolean     rushes_index_has_linked     (RushesIndex          *self,
                                          GArray               *rows);
GPtrArray   *rushes_index_list_ids       (RushesIndex          *self,
                                          GArray               *rows,
                                          GError              **error);
GPtrArray   *rushes_index_list_names     (RushesIndex          *self,
                                          GArray               *rows,
                                          GError              **error);
GHashTable  *rushes_index_count_tags     (RushesIndex          *self,
                                          GArray               *rows,
                                          GError              **error);
GPtrArray   *rushes_index_list_use       (RushesIndex          *self,
                                          gboolean              by_model,
                                          GError              **error);
GPtrArray   *rushes_index_list_folders   (RushesIndex          *self,
                                          GError              **error);
gboolean     rushes_index_foreach_in     (RushesIndex          *self,
                                          const char           *folder,
                                          RushesIndexFileFunc   func,
                                          gpointer              data,
                                          GError              **error);
gboolean     rushes_index_set_boards     (RushesIndex          *self,
                                          GVariant             *boards,
                                          GError              **error);
gboolean     rushes_index_set_missing    (RushesIndex          *self,
                                          GArray               *rows,
                                          GError              **error);
gboolean     rushes_index_rename         (RushesIndex          *self,
                                          const char           *id,
                                          const char           *name,
                                          GError              **error);
GPtrArray   *rushes_index_list_hidden    (RushesIndex          *self,
                                          GError              **error);
void         rushes_index_show_rest      (RushesIndex          *self,
                                          GPtrArray            *names,
                                          guint                 n);
gboolean     rushes_index_begin_rebuild  (RushesIndex          *self,
                                          GError              **error);
gboolean     rushes_index_end_rebuild    (RushesIndex          *self,
                                          gboolean              commit,
                                          GError              **error);

G_END_DECLS
