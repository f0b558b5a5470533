/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-monitor.h"
#include "rushes-reel.h"

G_BEGIN_DECLS

/* Shows a clip's frames out of a reel, in front of what its pipeline shows: single ones, and backwards by a clock. Main thread. */
typedef struct _RushesShuttle RushesShuttle;

RushesShuttle *rushes_shuttle_new         (RushesMonitor   *monitor,
                                           GSourceOnceFunc  on_cached,
                                           gpointer         data);
void           rushes_shuttle_free        (RushesShuttle   *self);
void           rushes_shuttle_prepare     (RushesShuttle   *self,
                                           const char      *path,
                                           RushesFrames    *frames,
                                           int              playhead);
void           rushes_shuttle_set_room    (RushesShuttle   *self,
                                           int              width,
                                           int              height);
gboolean       rushes_shuttle_show        (RushesShuttle   *self,
                                           int              frame);
void           rushes_shuttle_yield       (RushesShuttle   *self,
                                           guint32          seqnum);
void           rushes_shuttle_go_back     (RushesShuttle   *self,
                                           int              from,
                                           double           speed);
void           rushes_shuttle_stop        (RushesShuttle   *self);
gboolean       rushes_shuttle_tick        (RushesShuttle   *self,
                                           gint64           now_us,
                                           int              first,
                                           int              last,
                                           gboolean         loop,
                                           int             *frame);
RushesReel    *rushes_shuttle_get_reel    (RushesShuttle   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesShuttle, rushes_shuttle_free)

G_END_DECLS
