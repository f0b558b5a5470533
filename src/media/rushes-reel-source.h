/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* A clip's frames, decoded one after the other as fast as they are taken, upright as in the player. It belongs to one thread,
 * which it tells from others when there is something to do. */
typedef struct _RushesReelSource RushesReelSource;

RushesReelSource *rushes_reel_source_new       (const char       *path,
                                                int               width,
                                                int               height,
                                                GSourceOnceFunc   wake,
                                                gpointer          data);
void              rushes_reel_source_free      (RushesReelSource *self);
gboolean          rushes_reel_source_is_ready  (RushesReelSource *self);
gboolean          rushes_reel_source_is_at_end (RushesReelSource *self);
gboolean          rushes_reel_source_is_broken (RushesReelSource *self,
                                                gint64           *look_again);
void              rushes_reel_source_get_size  (RushesReelSource *self,
                                                int              *width,
                                                int              *height);
GstSample        *rushes_reel_source_peek      (RushesReelSource *self);
GstSample        *rushes_reel_source_pull      (RushesReelSource *self);
void              rushes_reel_source_seek      (RushesReelSource *self,
                                                gint64            time);

G_END_DECLS
