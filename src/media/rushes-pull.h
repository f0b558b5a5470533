/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>
#include <gst/app/app.h>

G_BEGIN_DECLS

/* Pulls what a pipeline gives, for a worker that waits for it. Errors end the wait. */
typedef struct _RushesPull RushesPull;

RushesPull *rushes_pull_new       (GstElement  *pipeline,
                                   GError     **error);
RushesPull *rushes_pull_new_for_stream
                                  (const char  *path,
                                   const char  *way);
void        rushes_pull_free      (RushesPull  *self);
gboolean    rushes_pull_seek      (RushesPull  *self,
                                   gint64       time);
gboolean    rushes_pull_is_broken (RushesPull  *self);
GstSample  *rushes_pull_next      (RushesPull  *self);
GstPad     *rushes_pull_ref_pad   (RushesPull  *self);
gint64      rushes_pull_get_time  (GstSample   *sample,
                                   GstClockTime time);

G_END_DECLS
