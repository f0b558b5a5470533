/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-part.h"
#include "rushes-reel.h"

G_BEGIN_DECLS

/* @path, @frame: of which clip, as it was asked for */
typedef void (*RushesKeptShown) (gpointer    data,
                                 const char *path,
                                 int         frame,
                                 GdkTexture *texture);

/* The decoded frames of the few clips that were looked at last, each on a reel of its own. Main thread. */
typedef struct _RushesKeptFrames RushesKeptFrames;

RushesKeptFrames *rushes_kept_frames_new      (RushesKeptShown    on_shown,
                                               gpointer           data);
void              rushes_kept_frames_free     (RushesKeptFrames  *self);
void              rushes_kept_frames_set_room (RushesKeptFrames  *self,
                                               int                width,
                                               int                height);
void              rushes_kept_frames_keep     (RushesKeptFrames  *self,
                                               const RushesPart  *part,
                                               RushesRate         rate,
                                               gint64             at);
int               rushes_kept_frames_show     (RushesKeptFrames  *self,
                                               const RushesPart  *part,
                                               RushesRate         rate,
                                               gint64             at);
void              rushes_kept_frames_rest     (RushesKeptFrames  *self);
void              rushes_kept_frames_clear    (RushesKeptFrames  *self);
int               rushes_kept_frames_count    (RushesKeptFrames  *self,
                                               const char        *path);

G_END_DECLS
