/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-filmstrip.h"

#include "rushes-container.h"
#include "rushes-error.h"
#include "rushes-frames.h"
#include "rushes-probe.h"
#include "rushes-shown.h"

#include <glib/gi18n.h>
#include <gst/app/app.h>
#include <gst/video/video.h>

/* Still pictures out of a clip, on a worker. */

#define TIMEOUT (10 * GST_SECOND)
#define LOOK_EVERY (50 * GST_MSECOND) /* for an error, while a frame is waited for: it ends no wait by itself */
#define GRACE (500 * GST_MSECOND) /* after an error: it may be another stream's, and the frame is on its way */
#define FLAT 24 /* levels of light between the darkest and the brightest */
#define FORMATS "format={RGB,RGBA}" /* whichever loses nothing */

typedef struct
{
  GstElement *pipeline, *sink;
  GError *problem; /* (nullable): what the pipeline has told of */
  GstClockTime waited; /* since then */
} Reader;

static gboolean
has_problem (Reader *reader)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (reader->pipeline);
  g_autoptr (GstMessage) message = reader->problem == NULL ? gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR) : NULL;

  if (message != NULL)
    gst_message_parse_error (message, &reader->problem, NULL);
  return reader->problem != NULL;
}

/* Asked each time that %LOOK_EVERY has passed. */
static gboolean
is_hopeless (Reader *reader)
{
  if (has_problem (reader))
    reader->waited += LOOK_EVERY;
  return reader->waited > GRACE;
}

static void
set_failed (GError **error, Reader *reader)
{
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, "%s", has_problem (reader) ? reader->problem->message : _("It takes too long"));
}

/* @preroll: the one that it is paused on, not the next one of those that pass.
 * Returns: (transfer full) (nullable): none at the end of the stream, after an error, or when it takes too long */
static GstSample *
pull (Reader *reader, gboolean preroll)
{
  GstAppSink *sink = GST_APP_SINK (reader->sink);

  for (GstClockTime waited = 0; waited < TIMEOUT; waited += LOOK_EVERY)
    {
      GstSample *sample = preroll ? gst_app_sink_try_pull_preroll (sink, LOOK_EVERY) : gst_app_sink_try_pull_sample (sink, LOOK_EVERY);
      if (sample != NULL || gst_app_sink_is_eos (sink) || is_hopeless (reader))
        return sample;
    }
  return NULL;
}

/* What can be seen through lies on black, as in the player. */
static GdkPixbuf *
flatten (GdkPixbuf *picture)
{
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture);
  GdkPixbuf *flat = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  gdk_pixbuf_fill (flat, 0x000000ff);
  gdk_pixbuf_composite (picture, flat, 0, 0, width, height, 0, 0, 1, 1, GDK_INTERP_NEAREST, 255);
  return flat;
}

/* Its pixels are square. */
static GdkPixbuf *
to_pixbuf (GstSample *sample)
{
  GstVideoInfo info;
  GstVideoFrame frame;
  g_autoptr (GdkPixbuf) wrapped = NULL, flat = NULL;
  GdkPixbuf *copy;
  int width, height;

  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) ||
      !gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ))
    return NULL;
  wrapped = gdk_pixbuf_new_from_data (GST_VIDEO_FRAME_PLANE_DATA (&frame, 0), GDK_COLORSPACE_RGB, GST_VIDEO_INFO_HAS_ALPHA (&info), 8,
                                      info.width, info.height, GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0), NULL, NULL);
  flat = GST_VIDEO_INFO_HAS_ALPHA (&info) ? flatten (wrapped) : gdk_pixbuf_copy (wrapped);
  rushes_shown_get_size (info.width, info.height, info.par_n, info.par_d, FALSE, &width, &height);
  copy = width == info.width && height == info.height ? g_object_ref (flat)
                                                      : gdk_pixbuf_scale_simple (flat, width, height, GDK_INTERP_BILINEAR);
  gst_video_frame_unmap (&frame);
  return copy;
}

static void
on_element (GstBin *bin, GstBin *inside, GstElement *element, gpointer n_threads)
{
  static const char *const names[] = { "max-threads", "threads", "n-threads" };
  g_autofree char *value = g_strdup_printf ("%d", GPOINTER_TO_INT (n_threads));

  if (!gst_element_factory_list_is_type (gst_element_get_factory (element), GST_ELEMENT_FACTORY_TYPE_DECODER))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_object_class_find_property (G_OBJECT_GET_CLASS (element), names[i]) != NULL)
      gst_util_set_object_arg (G_OBJECT (element), names[i], value);
}

/* Several clips are looked at side by side: a decoder in @pipeline that would take every core for itself gets so many threads. */
void
rushes_filmstrip_use_threads (GObject *pipeline, int n_threads)
{
  g_signal_connect (pipeline, "deep-element-added", G_CALLBACK (on_element), GINT_TO_POINTER (n_threads));
}

/* Goes nowhere yet. @middle: what stands between decoder and sink */
static gboolean
open_reader (Reader *reader, const char *path, const char *middle, GError **error)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autofree char *text =
    g_strdup_printf ("uridecodebin name=source ! %s ! appsink name=sink sync=false max-buffers=2", middle);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GstElement) source = NULL;

  rushes_media_init ();
  *reader = (Reader) { .pipeline = gst_parse_launch (text, &cause) };
  if (reader->pipeline == NULL)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, "%s", cause->message);
      return FALSE;
    }
  rushes_filmstrip_use_threads (G_OBJECT (reader->pipeline), 1);
  if (rushes_shown_is_untold (path))
    rushes_shown_tell (reader->pipeline);
  source = gst_bin_get_by_name (GST_BIN (reader->pipeline), "source");
  g_object_set (source, "uri", uri, NULL);
  reader->sink = gst_bin_get_by_name (GST_BIN (reader->pipeline), "sink");
  return TRUE;
}

static void
close_reader (Reader *reader)
{
  gst_element_set_state (reader->pipeline, GST_STATE_NULL);
  gst_clear_object (&reader->sink);
  gst_clear_object (&reader->pipeline);
  g_clear_error (&reader->problem);
}

static GdkPixbuf *
scale_to (GdkPixbuf *source, int longest_side)
{
  int width = gdk_pixbuf_get_width (source), height = gdk_pixbuf_get_height (source);
  double scale = MIN (1.0, (double) longest_side / MAX (width, height));

  return gdk_pixbuf_scale_simple (source, MAX (1, (int) (width * scale)), MAX (1, (int) (height * scale)),
                                  GDK_INTERP_BILINEAR);
}

static void
play_reader (Reader *reader)
{
  gst_element_set_state (reader->pipeline, GST_STATE_PLAYING);
}

/* Paused, on a first frame. One that was told to play before may never get there: its sink waits for room while it is full,
 * and does not say that it has a frame. */
static gboolean
pause_reader (Reader *reader)
{
  GstStateChangeReturn change = gst_element_set_state (reader->pipeline, GST_STATE_PAUSED);

  for (GstClockTime waited = 0; change == GST_STATE_CHANGE_ASYNC && waited < TIMEOUT && !is_hopeless (reader); waited += LOOK_EVERY)
    change = gst_element_get_state (reader->pipeline, NULL, NULL, LOOK_EVERY);
  return change == GST_STATE_CHANGE_SUCCESS;
}

/* @time: nanoseconds; < 0: the first one that comes. Returns: (transfer full): the frame in its full size */
static GdkPixbuf *
extract_frame (const char *path, gint64 time, GError **error)
{
  Reader reader;
  GdkPixbuf *frame = NULL;
  GstSample *sample = NULL;

  if (!open_reader (&reader, path, RUSHES_SHOWN_UPRIGHT " ! videoconvert ! video/x-raw," FORMATS, error))
    return NULL;
  if (time < 0)
    {
      play_reader (&reader);
      sample = pull (&reader, FALSE);
    }
  else if (pause_reader (&reader) &&
           gst_element_seek_simple (reader.pipeline, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, time))
    sample = pull (&reader, TRUE);
  if (sample != NULL)
    frame = to_pixbuf (sample);
  if (frame == NULL)
    set_failed (error, &reader);
  g_clear_pointer (&sample, gst_sample_unref);
  close_reader (&reader);
  return frame;
}

/* Whether nothing is to be seen on it: black, or one colour with some noise. */
static gboolean
is_flat (GdkPixbuf *frame)
{
  g_autoptr (GdkPixbuf) small = gdk_pixbuf_scale_simple (frame, 16, 16, GDK_INTERP_BILINEAR);
  const guchar *pixels = gdk_pixbuf_read_pixels (small);
  int darkest = 255, brightest = 0;

  for (int i = 0; i < 16 * 16; i++)
    {
      const guchar *pixel = pixels + i / 16 * gdk_pixbuf_get_rowstride (small) + i % 16 * gdk_pixbuf_get_n_channels (small);
      int light = (pixel[0] + 2 * pixel[1] + pixel[2]) / 4;
      darkest = MIN (darkest, light);
      brightest = MAX (brightest, light);
    }
  return brightest - darkest < FLAT;
}

/* Returns: (transfer full) (nullable): a later frame on which there is something */
static GdkPixbuf *
find_frame (const char *path)
{
  static const double places[] = { 0.1, 0.3, 0.5, 0.8 };
  g_autoptr (RushesProbe) probe = rushes_probe_new (path, NULL);

  for (guint i = 0; probe != NULL && probe->duration_ms > 0 && i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GdkPixbuf) frame = extract_frame (path, (gint64) (places[i] * probe->duration_ms) * GST_MSECOND, NULL);
      if (frame != NULL && !is_flat (frame))
        return g_steal_pointer (&frame);
    }
  return NULL;
}

/**
 * rushes_filmstrip_extract_poster:
 * @longest_side: pixels
 *
 * Returns: (transfer full) (nullable): the first frame, or a later one where nothing is to be seen on that. Blocking.
 */
GdkPixbuf *
rushes_filmstrip_extract_poster (const char *path, int longest_side, GError **error)
{
  g_autoptr (GdkPixbuf) frame = NULL, later = NULL;

  if (!rushes_container_check (path, NULL, error))
    return NULL;
  frame = extract_frame (path, -1, error);
  if (frame == NULL)
    return NULL;
  later = is_flat (frame) ? find_frame (path) : NULL;
  return scale_to (later != NULL ? later : frame, longest_side);
}

/* What is cut off plays as far as it goes. */
static gboolean
can_be_read (const char *path, GError **error)
{
  gboolean plays = FALSE;
  g_autoptr (GError) cause = NULL;

  if (rushes_container_check (path, &plays, &cause) || plays)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

/* Milliseconds; 0, with an error: it has no picture. */
static int
find_length (const char *path, GError **error)
{
  g_autoptr (RushesFrames) frames = can_be_read (path, error) ? rushes_frames_read (path, NULL, error) : NULL;

  return frames != NULL ? (int) ((rushes_frames_get_length (frames) - rushes_frames_get_time (frames, 0) + GST_MSECOND / 2) / GST_MSECOND) : 0;
}

/**
 * rushes_filmstrip_save_frame:
 * @seconds: which one
 * @to: the path of the PNG that is written
 *
 * Keeps one frame of a clip in its full size: the last one where the sound goes on after the picture. Blocking.
 */
gboolean
rushes_filmstrip_save_frame (const char *path, double seconds, const char *to, GError **error)
{
  g_autoptr (RushesFrames) frames = can_be_read (path, error) ? rushes_frames_read (path, NULL, error) : NULL;
  g_autoptr (GdkPixbuf) frame = NULL;

  if (frames == NULL)
    return FALSE;
  /* Its own time: between two frames that stay for long, a decoder gives the later one. */
  frame = extract_frame (path, rushes_frames_get_target (frames, rushes_frames_find (frames, (gint64) (seconds * GST_SECOND))), error);
  return frame != NULL && gdk_pixbuf_save (frame, to, "png", error, NULL);
}

/* As large as its frames are within the bounds of a cell: no more is kept of a portrait than can be seen. */
static GdkPixbuf *
new_strip (GdkPixbuf *frame)
{
  int width = gdk_pixbuf_get_width (frame), height = gdk_pixbuf_get_height (frame);
  double scale = MIN ((double) RUSHES_FILMSTRIP_WIDTH / width, (double) RUSHES_FILMSTRIP_HEIGHT / height);
  GdkPixbuf *strip = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, MAX (1, (int) (width * scale + .5)) * RUSHES_FILMSTRIP_FRAMES,
                                     MAX (1, (int) (height * scale + .5)));

  gdk_pixbuf_fill (strip, 0x000000ff);
  return strip;
}

static void
paste (GdkPixbuf **strip, GstSample *sample, int index)
{
  g_autoptr (GdkPixbuf) frame = to_pixbuf (sample);
  int width, height;

  if (frame == NULL)
    return;
  if (*strip == NULL)
    *strip = new_strip (frame);
  width = gdk_pixbuf_get_width (*strip) / RUSHES_FILMSTRIP_FRAMES;
  height = gdk_pixbuf_get_height (*strip);
  gdk_pixbuf_scale (frame, *strip, index * width, 0, width, height, index * width, 0, (double) width / gdk_pixbuf_get_width (frame),
                    (double) height / gdk_pixbuf_get_height (frame), GDK_INTERP_BILINEAR);
}

/* A last frame that stays for long comes once: it fills what is left. */
static void
fill_strip (GdkPixbuf **strip, Reader *reader)
{
  GstSample *sample = NULL;
  int n = 0;

  while (n < RUSHES_FILMSTRIP_FRAMES)
    {
      GstSample *next = pull (reader, FALSE);
      if (next == NULL)
        break;
      g_clear_pointer (&sample, gst_sample_unref);
      sample = next;
      paste (strip, sample, n++);
    }
  while (sample != NULL && n < RUSHES_FILMSTRIP_FRAMES)
    paste (strip, sample, n++);
  g_clear_pointer (&sample, gst_sample_unref);
}

/* Returns: (transfer full) (nullable): %RUSHES_FILMSTRIP_FRAMES frames side by side, evenly over the clip.
 * One pass over the file: for clips with a single key frame that is much quicker than seeking. Blocking. */
GdkPixbuf *
rushes_filmstrip_extract (const char *path, GError **error)
{
  int length = find_length (path, error);
  g_autofree char *middle = NULL;
  g_autoptr (GdkPixbuf) strip = NULL;
  Reader reader;

  if (length <= 0)
    return NULL;
  middle = g_strdup_printf ("videorate ! video/x-raw,framerate=%d/%d ! " RUSHES_SHOWN_UPRIGHT " ! videoconvert ! videoscale !"
                            " video/x-raw," FORMATS ",height=%d,pixel-aspect-ratio=1/1",
                            RUSHES_FILMSTRIP_FRAMES * 1000, MIN (length, G_MAXINT / 2),
                            RUSHES_FILMSTRIP_HEIGHT * 2);
  if (!open_reader (&reader, path, middle, error))
    return NULL;
  play_reader (&reader);
  fill_strip (&strip, &reader);
  if (strip == NULL)
    set_failed (error, &reader);
  close_reader (&reader);
  return g_steal_pointer (&strip);
}
