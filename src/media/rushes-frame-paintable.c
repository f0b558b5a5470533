/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-frame-paintable.h"

#include "rushes-shown.h"
#include "rushes-worker.h"

#include <gst/app/app.h>
#include <gst/video/video.h>

/* Video frames as a paintable, where GStreamer's own GTK 4 sink is not installed. The texture is made on
 * the streaming thread; one slot hands the newest one over, older ones are dropped. */
struct _RushesFramePaintable
{
  GObject parent_instance;
  GMutex mutex;
  GdkTexture *pending;               /* under the mutex, as the next two */
  int pending_width, pending_height; /* as it is shown */
  guint32 pending_seqnum;            /* of the seek that it came of */
  guint32 seqnum;                    /* of the seek of which comes what the sink has now */
  guint idle;
  RushesScaler *scaler; /* (nullable): knows how large the frames are */
  GdkTexture *current; /* main thread, as the next */
  int width, height;
  guint32 current_seqnum;
};

static void rushes_frame_paintable_iface_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesFramePaintable, rushes_frame_paintable, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, rushes_frame_paintable_iface_init))

static void
rushes_frame_paintable_snapshot (GdkPaintable *paintable, GdkSnapshot *snapshot, double width, double height)
{
  RushesFramePaintable *self = RUSHES_FRAME_PAINTABLE (paintable);

  if (self->current != NULL)
    gdk_paintable_snapshot (GDK_PAINTABLE (self->current), snapshot, width, height);
}

static GdkPaintable *
rushes_frame_paintable_get_current_image (GdkPaintable *paintable)
{
  RushesFramePaintable *self = RUSHES_FRAME_PAINTABLE (paintable);

  return self->current != NULL ? GDK_PAINTABLE (g_object_ref (self->current)) : gdk_paintable_new_empty (0, 0);
}

static int
rushes_frame_paintable_get_intrinsic_width (GdkPaintable *paintable)
{
  RushesFramePaintable *self = RUSHES_FRAME_PAINTABLE (paintable);

  return self->width;
}

static int
rushes_frame_paintable_get_intrinsic_height (GdkPaintable *paintable)
{
  RushesFramePaintable *self = RUSHES_FRAME_PAINTABLE (paintable);

  return self->height;
}

static void
rushes_frame_paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = rushes_frame_paintable_snapshot;
  iface->get_current_image = rushes_frame_paintable_get_current_image;
  iface->get_intrinsic_width = rushes_frame_paintable_get_intrinsic_width;
  iface->get_intrinsic_height = rushes_frame_paintable_get_intrinsic_height;
}

/* @width, @height: as it is shown. For who has no sink of its own here. Main thread. */
void
rushes_frame_paintable_show (RushesFramePaintable *self, GdkTexture *texture, int width, int height)
{
  gboolean resized = self->width != width || self->height != height;

  g_set_object (&self->current, texture);
  self->width = width;
  self->height = height;
  if (resized)
    gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

static gboolean
show_pending (gpointer data)
{
  RushesFramePaintable *self = data;
  g_autoptr (GdkTexture) texture = NULL;
  int width, height;

  g_mutex_lock (&self->mutex);
  texture = g_steal_pointer (&self->pending);
  self->current_seqnum = self->pending_seqnum;
  width = self->pending_width;
  height = self->pending_height;
  self->idle = 0;
  g_mutex_unlock (&self->mutex);
  if (texture != NULL)
    rushes_frame_paintable_show (self, texture, width, height);
  return G_SOURCE_REMOVE;
}

static void
unmap (gpointer data)
{
  gst_video_frame_unmap (data);
  g_free (data);
}

/**
 * rushes_frame_paintable_new_texture:
 * @width, @height: (out): as it is shown
 *
 * The pixels are not copied: they stay mapped as long as the texture lives. The sample must not be kept: appsink writes
 * to it again when the format changes. Any thread.
 *
 * Returns: (transfer full) (nullable): the frame of a sample of %RUSHES_FRAME_CAPS
 */
GdkTexture *
rushes_frame_paintable_new_texture (GstSample *sample, int *width, int *height)
{
  GstVideoFrame *frame = g_new0 (GstVideoFrame, 1);
  g_autoptr (GBytes) bytes = NULL;
  GstVideoInfo info;

  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) ||
      !gst_video_frame_map (frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ))
    {
      g_free (frame);
      return NULL;
    }
  rushes_shown_get_size (info.width, info.height, info.par_n, info.par_d, FALSE, width, height);
  bytes = g_bytes_new_with_free_func (GST_VIDEO_FRAME_PLANE_DATA (frame, 0),
                                      (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0) * info.height, unmap, frame);
  return gdk_memory_texture_new (info.width, info.height,
                                 GST_VIDEO_INFO_HAS_ALPHA (&info) ? GDK_MEMORY_B8G8R8A8 : GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, bytes,
                                 GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0));
}

/* @sample: (transfer full) (nullable) */
static GstFlowReturn
take (RushesFramePaintable *self, GstSample *sample)
{
  int width, height;
  g_autoptr (GdkTexture) texture = sample != NULL ? rushes_frame_paintable_new_texture (sample, &width, &height) : NULL;

  g_clear_pointer (&sample, gst_sample_unref);
  if (texture == NULL)
    return GST_FLOW_OK;
  if (self->scaler != NULL)
    rushes_scaler_get_size (self->scaler, &width, &height);
  g_mutex_lock (&self->mutex);
  g_set_object (&self->pending, texture);
  self->pending_seqnum = self->seqnum;
  self->pending_width = width;
  self->pending_height = height;
  if (self->idle == 0)
    self->idle = g_idle_add_full (GDK_PRIORITY_REDRAW - 10, show_pending, g_object_ref (self), g_object_unref);
  g_mutex_unlock (&self->mutex);
  return GST_FLOW_OK;
}

static GstFlowReturn
on_sample (GstAppSink *sink, gpointer data)
{
  return take (data, gst_app_sink_pull_sample (sink));
}

static GstFlowReturn
on_preroll (GstAppSink *sink, gpointer data)
{
  return take (data, gst_app_sink_pull_preroll (sink));
}

/* A seek's frames come behind a segment that has its number. */
static GstPadProbeReturn
on_event (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  RushesFramePaintable *self = data;
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);

  if (GST_EVENT_TYPE (event) != GST_EVENT_SEGMENT)
    return GST_PAD_PROBE_OK;
  g_mutex_lock (&self->mutex);
  self->seqnum = gst_event_get_seqnum (event);
  g_mutex_unlock (&self->mutex);
  return GST_PAD_PROBE_OK;
}

/* Returns: the number of the seek of which came the picture that is seen, as GStreamer counts them (each is larger than the one before); 0: none. Main thread. */
guint32
rushes_frame_paintable_get_seqnum (RushesFramePaintable *self)
{
  return self->current_seqnum;
}

/* What makes the frames of the sink as large as they are drawn; before it starts. */
void
rushes_frame_paintable_set_scaler (RushesFramePaintable *self, RushesScaler *scaler)
{
  self->scaler = rushes_scaler_ref (scaler);
}

/* Returns: (transfer floating): a sink that paints here */
GstElement *
rushes_frame_paintable_new_sink (RushesFramePaintable *self)
{
  GstElement *sink = gst_element_factory_make ("appsink", NULL);
  g_autoptr (GstCaps) caps = gst_caps_from_string (RUSHES_FRAME_CAPS);
  GstAppSinkCallbacks callbacks = { .new_preroll = on_preroll, .new_sample = on_sample };
  g_autoptr (GstPad) pad = gst_element_get_static_pad (sink, "sink");

  g_object_set (sink, "caps", caps, "max-buffers", 2, "drop", TRUE, "sync", TRUE, NULL);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_event, g_object_ref (self), rushes_worker_let_go);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, g_object_ref (self), rushes_worker_let_go); /* sinks end on the pipeline's worker */
  return sink;
}

static void
rushes_frame_paintable_finalize (GObject *object)
{
  RushesFramePaintable *self = RUSHES_FRAME_PAINTABLE (object);

  g_clear_object (&self->pending);
  g_clear_object (&self->current);
  g_clear_pointer (&self->scaler, rushes_scaler_unref);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (rushes_frame_paintable_parent_class)->finalize (object);
}

static void
rushes_frame_paintable_class_init (RushesFramePaintableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_frame_paintable_finalize;
}

static void
rushes_frame_paintable_init (RushesFramePaintable *self)
{
  g_mutex_init (&self->mutex);
}

RushesFramePaintable *
rushes_frame_paintable_new (void)
{
  return g_object_new (RUSHES_TYPE_FRAME_PAINTABLE, NULL);
}
