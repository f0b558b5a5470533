/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-reel-picture.h"

#include <gst/video/video.h>

struct _RushesReelPicture
{
  GstVideoConverter *converter; /* (nullable): from @info */
  GstVideoInfo info;
};

RushesReelPicture *
rushes_reel_picture_new (void)
{
  return g_new0 (RushesReelPicture, 1);
}

void
rushes_reel_picture_free (RushesReelPicture *self)
{
  g_clear_pointer (&self->converter, gst_video_converter_free);
  g_free (self);
}

/* Bytes, once it is kept; 0: it is no frame. */
gsize
rushes_reel_picture_get_size (GstSample *frame)
{
  GstVideoInfo info;

  return gst_video_info_from_caps (&info, gst_sample_get_caps (frame)) ? info.size : 0;
}

/* A decoder has few buffers to lend, and larger ones than it fills. Returns: (transfer full) (nullable) */
GstSample *
rushes_reel_picture_copy (GstSample *frame)
{
  GstCaps *caps = gst_sample_get_caps (frame);
  g_autoptr (GstBuffer) buffer = NULL;
  GstVideoInfo info;
  GstVideoFrame from, to;
  gboolean copied;

  if (!gst_video_info_from_caps (&info, caps) || !gst_video_frame_map (&from, &info, gst_sample_get_buffer (frame), GST_MAP_READ))
    return NULL;
  buffer = gst_buffer_new_allocate (NULL, info.size, NULL);
  copied = gst_video_frame_map (&to, &info, buffer, GST_MAP_WRITE);
  if (copied)
    {
      gst_video_frame_copy (&to, &from);
      gst_video_frame_unmap (&to);
    }
  gst_video_frame_unmap (&from);
  return copied ? gst_sample_new (buffer, caps, NULL, NULL) : NULL;
}

/* The same conversion as that of the player's pipeline, so that nothing changes when one takes the other's place. */
static gboolean
prepare (RushesReelPicture *self, GstVideoInfo *from, GstVideoInfo *to)
{
  gst_video_info_set_format (to, GST_VIDEO_FORMAT_BGRA, from->width, from->height);
  to->fps_n = from->fps_n; /* neither is converted */
  to->fps_d = from->fps_d;
  to->par_n = from->par_n;
  to->par_d = from->par_d;
  if (self->converter != NULL && gst_video_info_is_equal (&self->info, from))
    return TRUE;
  g_clear_pointer (&self->converter, gst_video_converter_free);
  self->info = *from;
  self->converter = gst_video_converter_new (from, to, NULL);
  return self->converter != NULL;
}

/* Returns: (transfer full) (nullable) */
static GBytes *
convert (RushesReelPicture *self, GstBuffer *buffer, GstVideoInfo *from, GstVideoInfo *to)
{
  g_autofree gpointer pixels = g_malloc (to->size);
  g_autoptr (GstBuffer) around = gst_buffer_new_wrapped_full (0, pixels, to->size, 0, to->size, NULL, NULL);
  GstVideoFrame source, target;

  if (!gst_video_frame_map (&source, from, buffer, GST_MAP_READ))
    return NULL;
  gst_video_frame_map (&target, to, around, GST_MAP_WRITE);
  gst_video_converter_frame (self->converter, &source, &target);
  gst_video_frame_unmap (&target);
  gst_video_frame_unmap (&source);
  return g_bytes_new_take (g_steal_pointer (&pixels), to->size);
}

/* Blocking, some milliseconds. Returns: (transfer full) (nullable) */
GdkTexture *
rushes_reel_picture_show (RushesReelPicture *self, GstSample *frame)
{
  GstVideoInfo from, to;
  g_autoptr (GBytes) bytes = NULL;
  GdkMemoryFormat format;

  if (!gst_video_info_from_caps (&from, gst_sample_get_caps (frame)) || !prepare (self, &from, &to))
    return NULL;
  bytes = convert (self, gst_sample_get_buffer (frame), &from, &to);
  if (bytes == NULL)
    return NULL;
  /* Where nothing can be seen through the two are the same, and GTK draws the first without converting it. */
  format = GST_VIDEO_INFO_HAS_ALPHA (&from) ? GDK_MEMORY_B8G8R8A8 : GDK_MEMORY_B8G8R8A8_PREMULTIPLIED;
  return gdk_memory_texture_new (from.width, from.height, format, bytes, to.stride[0]);
}
