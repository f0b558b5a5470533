/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"
#include "rushes-stacks.h"
#include "rushes-steps.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_CLIP_LIST (rushes_clip_list_get_type ())
G_DECLARE_FINAL_TYPE (RushesClipList, rushes_clip_list, RUSHES, CLIP_LIST, GObject)

/* Returns: whether anything is in sight */
typedef gboolean (*RushesSightFunc) (RushesSight *sight,
                                     gpointer     data);

/* Returns: (transfer full) (element-type gint64) (nullable): rows */
typedef GArray *(*RushesKeepFunc) (gpointer data);

RushesClipList *rushes_clip_list_new     (RushesLibrary     *library);
void            rushes_clip_list_query   (RushesClipList    *self,
                                          const RushesQuery *query);
void            rushes_clip_list_refresh (RushesClipList    *self);
gboolean        rushes_clip_list_has_failed (RushesClipList *self);
int             rushes_clip_list_find    (RushesClipList    *self,
                                          const char        *id);
const RushesEntry *rushes_clip_list_get_entry (RushesClipList *self,
                                          guint              position);
guint           rushes_clip_list_get_n_found (RushesClipList *self);
guint           rushes_clip_list_get_n_stacks (RushesClipList *self);
gboolean        rushes_clip_list_is_by_rating (RushesClipList *self);
void            rushes_clip_list_set_open (RushesClipList    *self,
                                          gint64             stack,
                                          gboolean           open);
void            rushes_clip_list_set_keep_func (RushesClipList *self,
                                          RushesKeepFunc     func,
                                          gpointer           data);
void            rushes_clip_list_let_go  (RushesClipList    *self);
void            rushes_clip_list_set_sight_func (RushesClipList *self,
                                          RushesSightFunc    func,
                                          gpointer           data);

G_END_DECLS
