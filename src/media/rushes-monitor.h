/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* What is seen of a clip: what the pipeline plays, or a single frame in front of it. A GdkPaintable; main thread. */
#define RUSHES_TYPE_MONITOR (rushes_monitor_get_type ())
G_DECLARE_FINAL_TYPE (RushesMonitor, rushes_monitor, RUSHES, MONITOR, GObject)

RushesMonitor *rushes_monitor_new   (GdkPaintable  *live);
void           rushes_monitor_show  (RushesMonitor *self,
                                     GdkTexture    *frame,
                                     int            width,
                                     int            height);
void           rushes_monitor_yield (RushesMonitor *self,
                                     guint32        seqnum);

G_END_DECLS
