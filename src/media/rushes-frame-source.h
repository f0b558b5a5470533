/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* One clip among several that are shown together: it decodes some frames ahead and shows one when it is told to. It has no
 * clock. Signal “changed”: what was gone to may be at hand now, or it has a problem; “closed”: its decoder is gone. Main thread. */
#define RUSHES_TYPE_FRAME_SOURCE (rushes_frame_source_get_type ())
G_DECLARE_FINAL_TYPE (RushesFrameSource, rushes_frame_source, RUSHES, FRAME_SOURCE, GObject)

RushesFrameSource *rushes_frame_source_new           (const char        *path,
                                                      double             fps,
                                                      int                n_threads);
void               rushes_frame_source_close         (RushesFrameSource *self);
GdkPaintable      *rushes_frame_source_get_paintable (RushesFrameSource *self);
void               rushes_frame_source_set_paintable (RushesFrameSource *self,
                                                      GdkPaintable      *paintable);
void               rushes_frame_source_set_room      (RushesFrameSource *self,
                                                      int                width,
                                                      int                height,
                                                      gboolean           again);
gboolean           rushes_frame_source_go_to         (RushesFrameSource *self,
                                                      int                frame);
void               rushes_frame_source_show          (RushesFrameSource *self);
int                rushes_frame_source_get_shown     (RushesFrameSource *self);
int                rushes_frame_source_find          (RushesFrameSource *self,
                                                      double             seconds);
double             rushes_frame_source_get_time      (RushesFrameSource *self,
                                                      int                frame);
int                rushes_frame_source_get_count     (RushesFrameSource *self);
double             rushes_frame_source_get_rate      (RushesFrameSource *self);
double             rushes_frame_source_get_length    (RushesFrameSource *self);
gboolean           rushes_frame_source_has_sound     (RushesFrameSource *self);
const char        *rushes_frame_source_get_problem   (RushesFrameSource *self);
gboolean           rushes_frame_source_get_damage    (RushesFrameSource *self,
                                                      double            *plays,
                                                      double            *promised);
const char        *rushes_frame_source_get_missing   (RushesFrameSource *self);
int                rushes_frame_source_count_live    (void);

G_END_DECLS
