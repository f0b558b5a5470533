/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-frames.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* The decoded frames of a clip around the playhead. One thread decodes and converts; what is here is called on the main
 * thread, and blocks for nothing. */
typedef struct _RushesReel RushesReel;

/* @frame: which one, @width, @height: as it is shown, however many pixels @texture has */
typedef void (*RushesReelShown)  (gpointer     data,
                                  int          frame,
                                  GdkTexture  *texture,
                                  int          width,
                                  int          height);

#define RUSHES_REEL_BYTES ((gsize) 256 * 1024 * 1024) /* 14 s at 24 frames a second, drawn with 960 × 540 pixels */

RushesReel *rushes_reel_new          (const char      *path,
                                      RushesFrames    *frames,
                                      gsize            limit,
                                      int              width,
                                      int              height,
                                      RushesReelShown  on_shown,
                                      GSourceOnceFunc  on_cached,
                                      gpointer         data);
void        rushes_reel_close        (RushesReel      *self);
void        rushes_reel_set_room     (RushesReel      *self,
                                      int              width,
                                      int              height);
void        rushes_reel_follow       (RushesReel      *self,
                                      int              playhead,
                                      int              direction);
gboolean    rushes_reel_show         (RushesReel      *self,
                                      int              frame);
void        rushes_reel_take_back    (RushesReel      *self);
gboolean    rushes_reel_find_cached  (RushesReel      *self,
                                      int              from,
                                      int             *first,
                                      int             *last);
gsize       rushes_reel_get_bytes    (RushesReel      *self);
int         rushes_reel_count_live   (void);

G_END_DECLS
