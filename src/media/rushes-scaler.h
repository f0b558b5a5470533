/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* Behind %RUSHES_SHOWN_UPRIGHT: frames come out as large as they are drawn. For gst_parse_launch (), and then rushes_scaler_new (). */
#define RUSHES_SCALER "videoscale name=scale ! capsfilter name=size"

/* How large the pictures of a pipeline are made. Any thread. */
typedef struct _RushesScaler RushesScaler;

RushesScaler *rushes_scaler_new      (GstElement   *bin);
RushesScaler *rushes_scaler_ref      (RushesScaler *self);
void          rushes_scaler_unref    (RushesScaler *self);
gboolean      rushes_scaler_set_room (RushesScaler *self,
                                      int           width,
                                      int           height);
gboolean      rushes_scaler_get_size (RushesScaler *self,
                                      int          *width,
                                      int          *height);

G_END_DECLS
