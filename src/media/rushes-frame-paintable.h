/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>
#include <gst/gst.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_FRAME_PAINTABLE (rushes_frame_paintable_get_type ())
G_DECLARE_FINAL_TYPE (RushesFramePaintable, rushes_frame_paintable, RUSHES, FRAME_PAINTABLE, GObject)

RushesFramePaintable *rushes_frame_paintable_new      (void);
GstElement           *rushes_frame_paintable_new_sink (RushesFramePaintable *self);

G_END_DECLS
