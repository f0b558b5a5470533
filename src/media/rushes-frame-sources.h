/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-frame-source.h"

G_BEGIN_DECLS

/* What of several clips is seen together: what each shows after as many seconds, or after as many frames. */
typedef enum
{
  RUSHES_ALIGN_BY_TIME,
  RUSHES_ALIGN_BY_FRAME,
} RushesAlignment;

/* Several clips as one: its frames are those of the quickest, so that a step leaves out none of anybody's, and it is as long as the
 * longest; a shorter one stays on its last frame. Times are seconds of all. Main thread. */
typedef struct _RushesFrameSources RushesFrameSources;

RushesFrameSources *rushes_frame_sources_new           (void);
void                rushes_frame_sources_free          (RushesFrameSources *self);
void                rushes_frame_sources_clear         (RushesFrameSources *self);
RushesFrameSource  *rushes_frame_sources_add           (RushesFrameSources *self,
                                                        const char         *path,
                                                        double              fps,
                                                        int                 n_threads);
guint               rushes_frame_sources_get_n         (RushesFrameSources *self);
RushesFrameSource  *rushes_frame_sources_get           (RushesFrameSources *self,
                                                        guint               clip);
void                rushes_frame_sources_set_alignment (RushesFrameSources *self,
                                                        RushesAlignment     alignment);
gboolean            rushes_frame_sources_set_active    (RushesFrameSources *self,
                                                        guint               clip,
                                                        gboolean            active);
double              rushes_frame_sources_get_rate      (RushesFrameSources *self);
double              rushes_frame_sources_get_pace      (RushesFrameSources *self,
                                                        guint               clip);
double              rushes_frame_sources_get_length    (RushesFrameSources *self);
double              rushes_frame_sources_get_length_of (RushesFrameSources *self,
                                                        guint               clip);
int                 rushes_frame_sources_get_count     (RushesFrameSources *self);
int                 rushes_frame_sources_find          (RushesFrameSources *self,
                                                        double              seconds);
double              rushes_frame_sources_find_next     (RushesFrameSources *self,
                                                        double              seconds);
gboolean            rushes_frame_sources_go_to         (RushesFrameSources *self,
                                                        double              seconds);
int                 rushes_frame_sources_show          (RushesFrameSources *self);
gboolean            rushes_frame_sources_set_room      (RushesFrameSources *self,
                                                        guint               clip,
                                                        int                 width,
                                                        int                 height);
void                rushes_frame_sources_apply_rooms   (RushesFrameSources *self,
                                                        gboolean            again);
int                 rushes_frame_sources_find_trouble  (RushesFrameSources *self);

G_END_DECLS
