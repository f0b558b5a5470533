/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-video-sink.h"

#include "rushes-frame-paintable.h"

/* gtk4paintablesink, with GL around it when it has a GL context; NULL where it is not installed. */
static GstElement *
new_gtk_sink (GdkPaintable **paintable)
{
  GstElement *sink = gst_element_factory_make ("gtk4paintablesink", NULL);
  GstElement *gl = NULL;
  g_autoptr (GObject) context = NULL;

  if (sink == NULL)
    return NULL;
  g_object_get (sink, "paintable", paintable, NULL);
  g_object_get (*paintable, "gl-context", &context, NULL);
  if (context != NULL)
    gl = gst_element_factory_make ("glsinkbin", NULL);
  if (gl == NULL)
    return sink;
  g_object_set (gl, "sink", sink, NULL);
  return gl;
}

/**
 * rushes_video_sink_new:
 * @paintable: (out) (transfer full): what the video appears in
 *
 * Returns: (transfer floating): the best sink there is: GStreamer's own for GTK 4, else ours.
 * RUSHES_VIDEO_SINK=appsink forces ours.
 */
GstElement *
rushes_video_sink_new (GdkPaintable **paintable)
{
  GstElement *sink = NULL;

  if (g_strcmp0 (g_getenv ("RUSHES_VIDEO_SINK"), "appsink") != 0)
    sink = new_gtk_sink (paintable);
  if (sink == NULL)
    {
      RushesFramePaintable *own = rushes_frame_paintable_new ();
      *paintable = GDK_PAINTABLE (own);
      sink = rushes_frame_paintable_new_sink (own);
    }
  return sink;
}

/* Returns: (transfer none): the one in the bin for GL, or @sink */
static GstElement *
get_inner (GstElement *sink)
{
  GstElement *inner = NULL;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (sink), "sink") != NULL)
    g_object_get (sink, "sink", &inner, NULL);
  if (inner != NULL)
    gst_object_unref (inner); /* @sink holds it */
  return inner != NULL ? inner : sink;
}

/**
 * rushes_video_sink_find_turner:
 *
 * Returns: (transfer none) (nullable): what turns a picture by itself as its file says, which leaves it on the graphics card:
 *   GStreamer's own sink does so since it has the property for it
 */
GstElement *
rushes_video_sink_find_turner (GstElement *sink)
{
  GstElement *inner = get_inner (sink);

  return g_object_class_find_property (G_OBJECT_GET_CLASS (inner), "orientation") != NULL ? inner : NULL;
}
