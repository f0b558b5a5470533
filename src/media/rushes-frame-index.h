/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-frames.h"

G_BEGIN_DECLS

/* Which frame of a clip is seen when: counted with a rate until the frames' own times have been read from the file. */
typedef struct _RushesFrameIndex RushesFrameIndex;

RushesFrameIndex *rushes_frame_index_new        (const char             *path,
                                                 double                  fps,
                                                 GSourceOnceFunc         on_read,
                                                 gpointer                data);
void              rushes_frame_index_free       (RushesFrameIndex       *self);
gboolean          rushes_frame_index_is_read    (const RushesFrameIndex *self);
RushesFrames     *rushes_frame_index_get_frames (const RushesFrameIndex *self);
gboolean          rushes_frame_index_is_final   (const RushesFrameIndex *self);
const char       *rushes_frame_index_get_fault  (const RushesFrameIndex *self);
int               rushes_frame_index_find       (const RushesFrameIndex *self,
                                                 double                  seconds);
int               rushes_frame_index_get_count  (const RushesFrameIndex *self,
                                                 double                  duration);
double            rushes_frame_index_get_time   (const RushesFrameIndex *self,
                                                 int                     frame);
gint64            rushes_frame_index_get_length (const RushesFrameIndex *self);
gint64            rushes_frame_index_get_promise (const RushesFrameIndex *self);
double            rushes_frame_index_get_rate   (const RushesFrameIndex *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesFrameIndex, rushes_frame_index_free)

G_END_DECLS
