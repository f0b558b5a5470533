/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-waveform.h"

#include "rushes-error.h"
#include "rushes-filmstrip.h"
#include "rushes-frames.h"
#include "rushes-probe.h"

#include <glib/gi18n.h>
#include <gst/app/app.h>
#include <math.h>

/* How loud a clip is when, as a picture, on a worker. */

#define RATE 8000 /* of the samples that are looked at: peaks are seen, not heard */
#define TIMEOUT (10 * GST_SECOND) /* without a sample */
#define LOOK_EVERY (50 * GST_MSECOND) /* for an error: it ends no wait by itself */

/* The loudest of each column, from 0 to 1. */
typedef struct
{
  float peaks[RUSHES_WAVEFORM_WIDTH];
  gint64 length; /* of the clip, nanoseconds */
} Peaks;

static void
take_samples (Peaks *peaks, GstSample *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstClockTime start = GST_BUFFER_PTS_IS_VALID (buffer) ? GST_BUFFER_PTS (buffer) : 0;
  GstMapInfo map;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return;
  for (gsize i = 0; i < map.size / sizeof (gint16); i++)
    {
      gint64 time = start + i * (GST_SECOND / RATE);
      int column = (int) (time * (double) RUSHES_WAVEFORM_WIDTH / peaks->length);
      float loud = ABS ((float) ((const gint16 *) map.data)[i]) / 32768;
      if (time >= 0 && column < RUSHES_WAVEFORM_WIDTH)
        peaks->peaks[column] = MAX (peaks->peaks[column], loud);
    }
  gst_buffer_unmap (buffer, &map);
}

static gboolean
has_error (GstElement *pipeline, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  g_autoptr (GError) cause = NULL;

  if (message == NULL)
    return FALSE;
  gst_message_parse_error (message, &cause, NULL);
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, "%s", cause->message);
  return TRUE;
}

/* Returns: (transfer full) (nullable): none at the end, without an error; or with one */
static GstSample *
pull (GstElement *pipeline, GstAppSink *sink, GError **error)
{
  for (GstClockTime waited = 0; waited < TIMEOUT; waited += LOOK_EVERY)
    {
      GstSample *sample = gst_app_sink_try_pull_sample (sink, LOOK_EVERY);
      if (sample != NULL || gst_app_sink_is_eos (sink) || has_error (pipeline, error))
        return sample;
    }
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, "%s", _("It takes too long"));
  return NULL;
}

static gboolean
read_peaks (GstElement *pipeline, Peaks *peaks, GError **error)
{
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_autoptr (GError) cause = NULL;
  GstSample *sample;

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  while ((sample = pull (pipeline, GST_APP_SINK (sink), &cause)) != NULL)
    {
      take_samples (peaks, sample);
      gst_sample_unref (sample);
    }
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

/* The picture is not decoded. */
static GstElement *
new_pipeline (const char *path, GError **error)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autofree char *text = g_strdup_printf ("uridecodebin name=source expose-all-streams=false caps=audio/x-raw ! audioconvert ! audioresample !"
                                           " audio/x-raw,format=S16%s,channels=1,rate=%d ! appsink name=sink sync=false max-buffers=8",
                                           G_BYTE_ORDER == G_LITTLE_ENDIAN ? "LE" : "BE", RATE);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GstElement) source = NULL;
  GstElement *pipeline = gst_parse_launch (text, &cause);

  if (cause != NULL)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, "%s", cause->message);
      gst_clear_object (&pipeline);
      return NULL;
    }
  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  g_object_set (source, "uri", uri, NULL);
  rushes_filmstrip_use_threads (G_OBJECT (pipeline), 1);
  return pipeline;
}

/* White, and as opaque as it is loud there; soft sounds are seen too, as they are heard. From the lower edge on. */
static GdkPixbuf *
draw (const Peaks *peaks)
{
  GdkPixbuf *picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, RUSHES_WAVEFORM_WIDTH, RUSHES_WAVEFORM_HEIGHT);
  guchar *pixels = gdk_pixbuf_get_pixels (picture);
  int stride = gdk_pixbuf_get_rowstride (picture);

  gdk_pixbuf_fill (picture, 0xffffff00);
  for (int column = 0; column < RUSHES_WAVEFORM_WIDTH; column++)
    {
      int height = (int) (sqrtf (peaks->peaks[column]) * RUSHES_WAVEFORM_HEIGHT + 0.5f);
      for (int row = RUSHES_WAVEFORM_HEIGHT - MIN (height, RUSHES_WAVEFORM_HEIGHT); row < RUSHES_WAVEFORM_HEIGHT; row++)
        pixels[row * stride + column * 4 + 3] = 255;
    }
  return picture;
}

/* Returns: (transfer full) (nullable): %NULL with an error, also where there is no sound. Blocking. */
GdkPixbuf *
rushes_waveform_extract (const char *path, GError **error)
{
  g_autoptr (RushesProbe) probe = rushes_probe_new (path, error);
  g_autoptr (GstElement) pipeline = NULL;
  g_autofree Peaks *peaks = NULL;
  gboolean done;

  if (probe == NULL)
    return NULL;
  if (probe->sound == NULL || probe->duration_ms <= 0)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("There is no sound"));
      return NULL;
    }
  rushes_media_init ();
  pipeline = new_pipeline (path, error);
  if (pipeline == NULL)
    return NULL;
  peaks = g_new0 (Peaks, 1);
  peaks->length = probe->duration_ms * GST_MSECOND;
  done = read_peaks (pipeline, peaks, error);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return done ? draw (peaks) : NULL;
}
