/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>
#include <gst/gst.h>

G_BEGIN_DECLS

GstElement *rushes_video_sink_new         (GdkPaintable **paintable);
GstElement *rushes_video_sink_find_turner (GstElement    *sink);

G_END_DECLS
