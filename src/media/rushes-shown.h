/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* Between a decoder and whoever takes pictures: frames come out upright. For gst_parse_launch (). */
#define RUSHES_SHOWN_UPRIGHT "videoconvert ! videoflip name=upright video-direction=auto"

void        rushes_shown_get_size    (int               width,
                                      int               height,
                                      int               par_n,
                                      int               par_d,
                                      gboolean          sideways,
                                      int              *shown_width,
                                      int              *shown_height);
gboolean    rushes_shown_is_sideways (const GstTagList *tags);
GstElement *rushes_shown_new_filter  (gboolean          scaled);
gboolean    rushes_shown_is_untold   (const char       *path);
void        rushes_shown_tell        (GstElement       *flip);

G_END_DECLS
