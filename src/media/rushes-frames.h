/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* When each frame of a clip is shown; what has been read is not changed any more, and any thread may ask it. */
typedef struct _RushesFrames RushesFrames;

RushesFrames *rushes_frames_read       (const char         *path,
                                        GCancellable       *cancellable,
                                        GError            **error);
RushesFrames *rushes_frames_ref        (RushesFrames       *self);
void          rushes_frames_unref      (RushesFrames       *self);
int           rushes_frames_get_count  (const RushesFrames *self);
gint64        rushes_frames_get_time   (const RushesFrames *self,
                                        int                 index);
gint64        rushes_frames_get_target (const RushesFrames *self,
                                        int                 index);
int           rushes_frames_find       (const RushesFrames *self,
                                        gint64              time);
gint64        rushes_frames_get_length (const RushesFrames *self);
gint64        rushes_frames_get_end    (const RushesFrames *self);
gint64        rushes_frames_get_told   (const RushesFrames *self);
gboolean      rushes_frames_is_complete (const RushesFrames *self);
double        rushes_frames_get_rate   (const RushesFrames *self);
gboolean      rushes_frames_is_even    (const RushesFrames *self);
void          rushes_media_init        (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesFrames, rushes_frames_unref)

G_END_DECLS
