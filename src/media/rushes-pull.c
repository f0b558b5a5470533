/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-pull.h"

#include "rushes-error.h"

#include <glib/gi18n.h>

/* The last element of a pipeline is an appsink called “sink”. Blocking, one thread. */

struct _RushesPull
{
  GstElement *pipeline;
  GstAppSink *sink;
  int broken; /* atomic */
};

/* An error wakes nobody who waits for an appsink: it is told that it is at its end. */
static GstBusSyncReply
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  RushesPull *self = data;
  g_autoptr (GstPad) pad = NULL;

  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ERROR)
    return GST_BUS_PASS;
  g_atomic_int_set (&self->broken, TRUE);
  pad = gst_element_get_static_pad (GST_ELEMENT (self->sink), "sink");
  gst_pad_send_event (pad, gst_event_new_eos ());
  return GST_BUS_PASS;
}

void
rushes_pull_free (RushesPull *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_object_unref (self->sink);
  gst_object_unref (self->pipeline);
  g_free (self);
}

static gboolean
set_error (RushesPull *self, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  g_autoptr (GError) cause = NULL;

  if (message != NULL)
    gst_message_parse_error (message, &cause, NULL);
  g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, cause != NULL ? cause->message : _("It cannot be read"));
  return FALSE;
}

/**
 * rushes_pull_new:
 * @pipeline: (transfer full)
 *
 * Returns: (transfer full) (nullable): one whose first sample is there, or that is at its end
 */
RushesPull *
rushes_pull_new (GstElement *pipeline, GError **error)
{
  RushesPull *self = g_new (RushesPull, 1);
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  GstStateChangeReturn change;

  *self = (RushesPull) { .pipeline = gst_object_ref_sink (pipeline), .sink = GST_APP_SINK (gst_bin_get_by_name (GST_BIN (pipeline), "sink")) };
  gst_bus_set_sync_handler (bus, on_message, self, NULL);
  change = gst_element_set_state (pipeline, GST_STATE_PAUSED);
  if (change == GST_STATE_CHANGE_ASYNC)
    change = gst_element_get_state (pipeline, NULL, NULL, GST_CLOCK_TIME_NONE);
  if (change != GST_STATE_CHANGE_FAILURE)
    return self;
  set_error (self, error);
  rushes_pull_free (self);
  return NULL;
}

/* @way: elements, as gst-launch-1.0 takes them, that give what is wanted of the file at @path, not decoded. Returns: (transfer full) (nullable):
 * NULL: that is not in it, or cannot be made here */
RushesPull *
rushes_pull_new_for_stream (const char *path, const char *way)
{
  g_autofree char *text = g_strdup_printf ("filesrc name=source ! %s ! appsink name=sink sync=false max-buffers=16", way);
  GstElement *pipeline = gst_parse_launch (text, NULL);
  g_autoptr (GstElement) source = pipeline != NULL ? gst_bin_get_by_name (GST_BIN (pipeline), "source") : NULL;

  if (source == NULL)
    return NULL;
  g_object_set (source, "location", path, NULL);
  return rushes_pull_new (pipeline, NULL);
}

/* @time: nanoseconds of the file: what is pulled next is the frame, or the sound, that is due then. */
gboolean
rushes_pull_seek (RushesPull *self, gint64 time)
{
  return gst_element_seek_simple (self->pipeline, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, time);
}

/* Returns: (transfer full) (nullable): NULL: the end, or an error, which is an end, too */
GstSample *
rushes_pull_next (RushesPull *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  return gst_app_sink_pull_sample (self->sink);
}

/* Whether its end was an error. */
gboolean
rushes_pull_is_broken (RushesPull *self)
{
  return g_atomic_int_get (&self->broken);
}

/* Returns: (transfer full): where what is pulled comes from */
GstPad *
rushes_pull_ref_pad (RushesPull *self)
{
  return gst_element_get_static_pad (GST_ELEMENT (self->sink), "sink");
}

/* Returns: nanoseconds of the file; what lies before it is below 0 */
gint64
rushes_pull_get_time (GstSample *sample, GstClockTime time)
{
  const GstSegment *segment = gst_sample_get_segment (sample);

  return (gint64) time - (gint64) segment->start + (gint64) segment->time;
}
