/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-reel-window.h"

#include <gst/gst.h>

G_BEGIN_DECLS

/* The frames that a reel keeps, and which are still to be decoded. Its owner sees to it that one thread at a time is in here. */
typedef struct
{
  RushesReelWindow window;
  gsize limit, bytes;
  gsize frame_bytes; /* of a frame in the size in which they are made now; others that are kept are of before */
  GstSample **kept;  /* one for each frame, or NULL */
  gboolean *tried;   /* it need not be decoded again: it is kept, or did not come */
} RushesReelStore;

void       rushes_reel_store_init        (RushesReelStore *self,
                                          int              n_frames,
                                          gsize            limit);
void       rushes_reel_store_clear       (RushesReelStore *self);
void       rushes_reel_store_begin_anew  (RushesReelStore *self);
gboolean   rushes_reel_store_set_size    (RushesReelStore *self,
                                          gsize            frame_bytes);
gboolean   rushes_reel_store_follow      (RushesReelStore *self,
                                          int              playhead,
                                          int              direction);
void       rushes_reel_store_keep        (RushesReelStore *self,
                                          int              frame,
                                          GstSample       *sample,
                                          int              playhead);
void       rushes_reel_store_give_up     (RushesReelStore *self,
                                          int              first,
                                          int              end);
gboolean   rushes_reel_store_find_run    (RushesReelStore *self,
                                          int             *first,
                                          int             *end);
gboolean   rushes_reel_store_find_cached (RushesReelStore *self,
                                          int              from,
                                          int             *first,
                                          int             *last);
GstSample *rushes_reel_store_get         (RushesReelStore *self,
                                          int              frame);

G_END_DECLS
