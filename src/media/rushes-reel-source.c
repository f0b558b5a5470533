/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-reel-source.h"

#include "rushes-scaler.h"
#include "rushes-shown.h"

#include <gst/app/app.h>

#define AHEAD 4 /* frames that are decoded before anyone takes them */
#define GRACE_US (500 * 1000) /* after an error: it may be another stream's, and the frame is on its way */
/* As decoders give them: a frame of most clips is then not half as large as it is on a screen. */
#define FORMATS "video/x-raw,format={I420,NV12,Y42B,Y444,A420,BGRA}"

struct _RushesReelSource
{
  GstElement *pipeline;
  GstAppSink *sink;
  RushesScaler *scaler;
  GSourceOnceFunc wake;
  gpointer data;
  gboolean ready, failed; /* atomic: it is paused on its first frame; it reported an error */
  gint64 waiting_us;      /* for a frame, since that error; 0: not */
};

/* On whichever thread has something to say. */
static GstBusSyncReply
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  RushesReelSource *self = data;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ASYNC_DONE)
    g_atomic_int_set (&self->ready, TRUE);
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    g_atomic_int_set (&self->failed, TRUE);
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ASYNC_DONE || GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    self->wake (self->data);
  gst_message_unref (message);
  return GST_BUS_DROP;
}

static GstFlowReturn
on_sample (GstAppSink *sink, gpointer data)
{
  RushesReelSource *self = data;

  self->wake (self->data);
  return GST_FLOW_OK;
}

static void
on_end (GstAppSink *sink, gpointer data)
{
  RushesReelSource *self = data;

  self->wake (self->data);
}

static GstElement *
new_pipeline (const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  GstElement *pipeline = gst_parse_launch ("uridecodebin name=source ! " RUSHES_SHOWN_UPRIGHT " ! " RUSHES_SCALER " ! videoconvert ! " FORMATS
                                           " ! appsink name=sink sync=false", NULL);
  g_autoptr (GstElement) source = pipeline != NULL ? gst_bin_get_by_name (GST_BIN (pipeline), "source") : NULL;

  if (source == NULL)
    return pipeline;
  g_object_set (source, "uri", uri, NULL);
  if (rushes_shown_is_untold (path))
    rushes_shown_tell (pipeline);
  return pipeline;
}

static void
start (RushesReelSource *self, int width, int height)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  GstAppSinkCallbacks callbacks = { .eos = on_end, .new_sample = on_sample };

  self->scaler = rushes_scaler_new (self->pipeline);
  rushes_scaler_set_room (self->scaler, width, height);
  gst_bus_set_sync_handler (bus, on_message, self, NULL);
  self->sink = GST_APP_SINK (gst_bin_get_by_name (GST_BIN (self->pipeline), "sink"));
  gst_app_sink_set_max_buffers (self->sink, AHEAD);
  gst_app_sink_set_callbacks (self->sink, &callbacks, self, NULL);
  gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
}

/**
 * rushes_reel_source_new:
 * @width, @height: the pixels that there are for a frame; no more are made; 0: all of its own are
 * @wake: (scope notified): called on any thread when there may be something new
 *
 * Returns: (transfer full): one that gets ready, or is broken, soon
 */
RushesReelSource *
rushes_reel_source_new (const char *path, int width, int height, GSourceOnceFunc wake, gpointer data)
{
  RushesReelSource *self = g_new0 (RushesReelSource, 1);

  self->wake = wake;
  self->data = data;
  self->pipeline = new_pipeline (path);
  if (self->pipeline != NULL)
    start (self, width, height);
  else
    self->failed = TRUE; /* an element is not installed */
  return self;
}

/* Blocks until no thread of it runs any more. */
void
rushes_reel_source_free (RushesReelSource *self)
{
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_pointer (&self->scaler, rushes_scaler_unref);
  gst_clear_object (&self->sink);
  gst_clear_object (&self->pipeline);
  g_free (self);
}

/* Whether it has its first frame, for rushes_reel_source_peek (), and can be told where to go. */
gboolean
rushes_reel_source_is_ready (RushesReelSource *self)
{
  return g_atomic_int_get (&self->ready);
}

gboolean
rushes_reel_source_is_at_end (RushesReelSource *self)
{
  return self->sink != NULL && gst_app_sink_is_eos (self->sink);
}

/**
 * rushes_reel_source_is_broken:
 * @look_again: (out): monotonic time when that will be known, where it is not yet; else 0
 *
 * Returns: whether no frame comes any more. To be asked when there is none.
 */
gboolean
rushes_reel_source_is_broken (RushesReelSource *self, gint64 *look_again)
{
  gint64 now = g_get_monotonic_time ();

  *look_again = 0;
  if (!g_atomic_int_get (&self->failed))
    return FALSE;
  if (self->waiting_us == 0)
    self->waiting_us = now;
  if (self->pipeline == NULL || now >= self->waiting_us + GRACE_US)
    return TRUE;
  *look_again = self->waiting_us + GRACE_US;
  return FALSE;
}

/* @width, @height: (out): of a frame as it is shown, whatever size is made of it. Once it is ready. */
void
rushes_reel_source_get_size (RushesReelSource *self, int *width, int *height)
{
  rushes_scaler_get_size (self->scaler, width, height);
}

/* Returns: (transfer full) (nullable): the frame that it is paused on */
GstSample *
rushes_reel_source_peek (RushesReelSource *self)
{
  return gst_app_sink_try_pull_preroll (self->sink, 0);
}

/* Returns: (transfer full) (nullable): the next frame, if there is one already */
GstSample *
rushes_reel_source_pull (RushesReelSource *self)
{
  GstSample *sample = gst_app_sink_try_pull_sample (self->sink, 0);

  if (sample != NULL)
    self->waiting_us = 0;
  return sample;
}

/* Goes on with the frame that is seen at @time (nanoseconds). Blocks for as long as it takes to stop what goes on. */
void
rushes_reel_source_seek (RushesReelSource *self, gint64 time)
{
  gst_element_seek_simple (self->pipeline, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, time);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
}
