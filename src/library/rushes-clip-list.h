/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_CLIP_LIST (rushes_clip_list_get_type ())
G_DECLARE_FINAL_TYPE (RushesClipList, rushes_clip_list, RUSHES, CLIP_LIST, GObject)

RushesClipList *rushes_clip_list_new     (RushesLibrary     *library);
void            rushes_clip_list_query   (RushesClipList    *self,
                                          const RushesQuery *query);
void            rushes_clip_list_refresh (RushesClipList    *self);
int             rushes_clip_list_find    (RushesClipList    *self,
                                          const char        *id);

G_END_DECLS
