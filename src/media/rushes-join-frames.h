/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-join.h"

#include <gst/gst.h>

G_BEGIN_DECLS

/* The pictures of one part, in the size of the film, and its sound. One thread. */
typedef struct _RushesJoinFrames RushesJoinFrames;

RushesJoinFrames *rushes_join_frames_new    (const RushesJoin *join,
                                             const RushesPart *part,
                                             GCancellable     *cancellable);
void              rushes_join_frames_free   (RushesJoinFrames *self);
gboolean          rushes_join_frames_is_card (RushesJoinFrames *self);
GstBuffer        *rushes_join_frames_get    (RushesJoinFrames *self,
                                             gint64            at);

G_END_DECLS
