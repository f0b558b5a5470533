/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-rate.h"

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

#define RUSHES_JOIN_SOUND_RATE 48000
#define RUSHES_JOIN_CHANNELS 2

/* The MP4 that is written. One thread. */
typedef struct _RushesJoinOutput RushesJoinOutput;

RushesJoinOutput *rushes_join_output_new     (const char        *path,
                                              GstCaps           *picture,
                                              gboolean           encode,
                                              GstCaps           *sound,
                                              GCancellable      *cancellable,
                                              GError           **error);
GstCaps          *rushes_join_output_new_sound_caps (void);
void              rushes_join_output_free    (RushesJoinOutput  *self);
gboolean          rushes_join_output_picture (RushesJoinOutput  *self,
                                              GstBuffer         *buffer,
                                              GError           **error);
gboolean          rushes_join_output_sound   (RushesJoinOutput  *self,
                                              GstBuffer         *buffer,
                                              GError           **error);
gboolean          rushes_join_output_finish  (RushesJoinOutput  *self,
                                              GError           **error);
const char       *rushes_join_output_get_encoder (RushesJoinOutput *self);

G_END_DECLS
