/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

G_BEGIN_DECLS

#define RUSHES_CLIP_PAGE 64 /* clips that are read together */

typedef struct _RushesClipPages RushesClipPages;

/* Returns: the row of the clip at @position, or 0: there is none */
typedef gint64 (*RushesClipPagesRowFunc) (guint    position,
                                          gpointer data);

RushesClipPages *rushes_clip_pages_new    (RushesLibrary         *library,
                                           RushesClipPagesRowFunc func,
                                           gpointer               data);
void             rushes_clip_pages_free   (RushesClipPages       *self);
RushesClip      *rushes_clip_pages_ref    (RushesClipPages       *self,
                                           guint                  position);
void             rushes_clip_pages_keep   (RushesClipPages       *self,
                                           RushesClip            *clip);
void             rushes_clip_pages_forget (RushesClipPages       *self);
GPtrArray       *rushes_clip_pages_read   (RushesLibrary         *library,
                                           GArray                *rows);
void             rushes_clip_pages_take   (RushesClipPages       *self,
                                           GPtrArray             *read);

G_END_DECLS
