/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-scaler.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_FRAME_PAINTABLE (rushes_frame_paintable_get_type ())
G_DECLARE_FINAL_TYPE (RushesFramePaintable, rushes_frame_paintable, RUSHES, FRAME_PAINTABLE, GObject)

/* Without alpha the fourth byte is full: then the pixels are as cairo has them, and nothing converts them to be drawn. */
#define RUSHES_FRAME_CAPS "video/x-raw,format={BGRx,BGRA}"

RushesFramePaintable *rushes_frame_paintable_new         (void);
GstElement           *rushes_frame_paintable_new_sink    (RushesFramePaintable *self);
void                  rushes_frame_paintable_set_scaler  (RushesFramePaintable *self,
                                                          RushesScaler         *scaler);
guint32               rushes_frame_paintable_get_seqnum  (RushesFramePaintable *self);
GdkTexture           *rushes_frame_paintable_new_texture (GstSample            *sample,
                                                          int                  *width,
                                                          int                  *height);
void                  rushes_frame_paintable_show        (RushesFramePaintable *self,
                                                          GdkTexture           *texture,
                                                          int                   width,
                                                          int                   height);

G_END_DECLS
