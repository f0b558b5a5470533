/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sample-render.h"

#include "rushes-sample-scene.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gst/app/app.h>
#include <gst/video/video.h>
#include <math.h>

/* Real clips, with picture and a soft tone, by the best encoder there is. Blocking, on a worker. */

typedef struct
{
  const char *element, *pipeline, *mux;
} Encoder;

static const Encoder encoders[] = {
  { "x264enc", "x264enc speed-preset=superfast bitrate=5000 key-int-max=48 ! video/x-h264,profile=high ! h264parse",
    "mp4mux faststart=true" },
  { "openh264enc", "openh264enc bitrate=5000000 ! h264parse", "mp4mux faststart=true" },
  { "vp9enc", "vp9enc deadline=1 cpu-used=8", "webmmux" },
  { "vp8enc", "vp8enc deadline=1 cpu-used=8", "webmmux" },
};

static const Encoder sounds[] = {
  { "avenc_aac", "avenc_aac bitrate=96000", "mp4mux" },
  { "voaacenc", "voaacenc bitrate=96000", "mp4mux" },
  { "opusenc", "opusenc", "webmmux" },
};

static gboolean
is_there (const char *element)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (element);

  return factory != NULL;
}

static const Encoder *
find_encoder (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (encoders); i++)
    if (is_there (encoders[i].element))
      return &encoders[i];
  return NULL;
}

/* Returns: (nullable): the element that encodes, so that the server can say what it makes */
const char *
rushes_sample_get_encoder (void)
{
  const Encoder *encoder;

  gst_init (NULL, NULL);
  encoder = find_encoder ();
  return encoder != NULL ? encoder->element : NULL;
}

void
rushes_sample_clip_clear (RushesSampleClip *clip)
{
  g_clear_pointer (&clip->prompt, g_free);
}

static void
append_sound (GString *text, const Encoder *video, const RushesSampleClip *clip)
{
  double seconds = clip->frames / clip->fps;
  double tone = 110 * pow (2, (clip->seed % 12) / 12.0);

  for (guint i = 0; i < G_N_ELEMENTS (sounds); i++)
    if (g_str_has_prefix (video->mux, sounds[i].mux) && is_there (sounds[i].element))
      {
        g_string_append_printf (text,
                                " audiotestsrc wave=sine freq=%d volume=0.05 samplesperbuffer=480 num-buffers=%d !"
                                " audio/x-raw,rate=48000,channels=2 ! audioconvert ! %s ! queue ! mux.",
                                (int) tone, (int) (seconds * 100), sounds[i].pipeline);
        return;
      }
}

static GstElement *
build (const RushesSampleClip *clip, const char *path, GError **error)
{
  const Encoder *encoder = find_encoder ();
  g_autoptr (GString) text = g_string_new (NULL);

  if (encoder == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "GStreamer has no video encoder here");
      return NULL;
    }
  g_string_append_printf (text,
                          "appsrc name=source format=time block=true max-buffers=4 caps=video/x-raw,format=BGRx,"
                          "width=%d,height=%d,framerate=%d/1000 ! videoconvert ! %s ! queue ! %s name=mux !"
                          " filesink name=sink",
                          clip->width, clip->height, (int) (clip->fps * 1000), encoder->pipeline, encoder->mux);
  append_sound (text, encoder, clip);
  {
    GstElement *pipeline = gst_parse_launch (text->str, error);
    GstElement *sink = pipeline != NULL ? gst_bin_get_by_name (GST_BIN (pipeline), "sink") : NULL;
    if (sink != NULL)
      g_object_set (sink, "location", path, NULL);
    g_clear_pointer (&sink, gst_object_unref);
    return pipeline;
  }
}

static cairo_surface_t *
draw (const RushesSampleClip *clip, guint8 *pixels, double time)
{
  cairo_surface_t *surface = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_RGB24, clip->width,
                                                                  clip->height, clip->width * 4);
  cairo_t *cr = cairo_create (surface);

  rushes_sample_scene_draw (cr, clip->width, clip->height, clip->prompt, clip->seed, time, clip->frames / clip->fps);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static void
push_frames (const RushesSampleClip *clip, GstAppSrc *source, GCancellable *cancellable)
{
  gsize size = (gsize) clip->width * clip->height * 4;

  for (int i = 0; i < clip->frames && !g_cancellable_is_cancelled (cancellable); i++)
    {
      GstBuffer *buffer = gst_buffer_new_allocate (NULL, size, NULL);
      GstMapInfo map;

      gst_buffer_map (buffer, &map, GST_MAP_WRITE);
      cairo_surface_destroy (draw (clip, map.data, i / clip->fps));
      gst_buffer_unmap (buffer, &map);
      GST_BUFFER_PTS (buffer) = (GstClockTime) (i * GST_SECOND / clip->fps);
      GST_BUFFER_DURATION (buffer) = (GstClockTime) (GST_SECOND / clip->fps);
      if (gst_app_src_push_buffer (source, buffer) != GST_FLOW_OK)
        break;
    }
  gst_app_src_end_of_stream (source);
}

static void
wake (GCancellable *cancellable, gpointer bus)
{
  gst_bus_post (bus, gst_message_new_application (NULL, gst_structure_new_empty ("cancelled")));
}

static gboolean
wait_for_end (GstElement *pipeline, GCancellable *cancellable, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  gulong handler = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (wake), bus, NULL) : 0;
  g_autoptr (GstMessage) message =
    gst_bus_timed_pop_filtered (bus, 120 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR | GST_MESSAGE_APPLICATION);

  g_cancellable_disconnect (cancellable, handler);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (message != NULL && GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    return TRUE;
  if (message != NULL)
    gst_message_parse_error (message, error, NULL);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The encoder did not finish");
  return FALSE;
}

/* Writes the clip to @path, or breaks off within a frame. Blocking.
 * @cancellable: (nullable) */
gboolean
rushes_sample_render (const RushesSampleClip *clip, const char *path, GCancellable *cancellable, GError **error)
{
  GstElement *pipeline, *source;
  gboolean done;

  gst_init (NULL, NULL);
  pipeline = build (clip, path, error);
  if (pipeline == NULL)
    return FALSE;
  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  push_frames (clip, GST_APP_SRC (source), cancellable);
  done = wait_for_end (pipeline, cancellable, error);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (source);
  gst_object_unref (pipeline);
  return done;
}

/* Grain that clears as the picture comes out of it, as a diffusion model's previews do. */
static void
add_grain (guint8 *pixels, int count, double done, gint64 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) seed);
  double keep = CLAMP (done, 0.05, 1);

  for (int i = 0; i < count; i++)
    pixels[i] = (guint8) (pixels[i] * keep + g_rand_int_range (random, 0, 256) * (1 - keep));
}

static GdkPixbuf *
to_pixbuf (const guint8 *bgrx, int width, int height)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  guint8 *out = gdk_pixbuf_get_pixels (pixbuf);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      for (int c = 0; c < 3; c++)
        out[y * stride + x * 3 + c] = bgrx[(y * width + x) * 4 + 2 - c];
  return pixbuf;
}

/* Returns: (transfer full): a small JPEG of the clip as it looks when it is @done (0–1) */
GBytes *
rushes_sample_render_still (const RushesSampleClip *clip, double done)
{
  RushesSampleClip small = *clip;
  g_autofree guint8 *pixels = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  char *jpeg;
  gsize size;

  small.height = MAX (16, 256 * clip->height / MAX (clip->width, clip->height) / 2 * 2);
  small.width = MAX (16, 256 * clip->width / MAX (clip->width, clip->height) / 2 * 2);
  pixels = g_malloc0 ((gsize) small.width * small.height * 4);
  cairo_surface_destroy (draw (&small, pixels, 0));
  add_grain (pixels, small.width * small.height * 4, done, clip->seed + (int) (done * 100));
  pixbuf = to_pixbuf (pixels, small.width, small.height);
  if (!gdk_pixbuf_save_to_buffer (pixbuf, &jpeg, &size, "jpeg", NULL, "quality", "80", NULL))
    return g_bytes_new (NULL, 0);
  return g_bytes_new_take (jpeg, size);
}
