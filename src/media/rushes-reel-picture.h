/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/* Frames as a reel keeps them, and as they are shown. Any thread, one at a time. */
typedef struct _RushesReelPicture RushesReelPicture;

RushesReelPicture *rushes_reel_picture_new      (void);
void               rushes_reel_picture_free     (RushesReelPicture *self);
GdkTexture        *rushes_reel_picture_show     (RushesReelPicture *self,
                                                 GstSample         *frame);
GstSample         *rushes_reel_picture_copy     (GstSample         *frame);
gsize              rushes_reel_picture_get_size (GstSample         *frame);

G_END_DECLS
