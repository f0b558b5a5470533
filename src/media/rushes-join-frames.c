/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-join-frames.h"

#include "rushes-fit.h"
#include "rushes-frames.h"
#include "rushes-pull.h"
#include "rushes-shown.h"

#include <gst/video/video.h>
#include <string.h>

typedef struct
{
  GstBuffer *buffer; /* or NULL */
  int number;        /* of the file's frame */
} Frame;

struct _RushesJoinFrames
{
  const RushesJoin *join;
  const RushesPart *part;
  RushesFrames *frames; /* when each is seen, or NULL */
  RushesPull *pull;     /* or NULL: it is at its end, or a picture */
  Frame held, next;     /* the latest that is not past what is wanted, and the one behind it */
  gboolean card;        /* it has no picture of its own */
};

/* The sound stays compressed. */
static gboolean
on_continue (GstElement *bin, GstPad *pad, GstCaps *caps, gpointer data)
{
  return !g_str_has_prefix (gst_structure_get_name (gst_caps_get_structure (caps, 0)), "audio/");
}

static GstElement *
build (const RushesJoin *join, const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autofree char *text = g_strdup_printf ("uridecodebin name=source ! " RUSHES_SHOWN_UPRIGHT " ! videoconvert ! videoscale add-borders=true !"
                                           " video/x-raw,format=I420,width=%d,height=%d,pixel-aspect-ratio=1/1 ! appsink name=sink sync=false max-buffers=4",
                                           join->width, join->height);
  GstElement *pipeline = gst_parse_launch (text, NULL);
  g_autoptr (GstElement) source = pipeline != NULL ? gst_bin_get_by_name (GST_BIN (pipeline), "source") : NULL;

  if (pipeline == NULL)
    return NULL;
  g_object_set (source, "uri", uri, NULL);
  g_signal_connect (source, "autoplug-continue", G_CALLBACK (on_continue), NULL);
  if (rushes_shown_is_untold (path))
    rushes_shown_tell (pipeline);
  return pipeline;
}

/* Black around it, in the middle. (transfer full) */
static GdkPixbuf *
frame_picture (const RushesJoin *join, GdkPixbuf *picture)
{
  GdkPixbuf *whole = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, join->width, join->height);
  RushesFitArea area;

  gdk_pixbuf_fill (whole, 0x000000ff);
  if (picture == NULL)
    return whole;
  rushes_fit_centre (gdk_pixbuf_get_width (picture), gdk_pixbuf_get_height (picture), join->width, join->height, &area);
  gdk_pixbuf_composite (picture, whole, area.x, area.y, area.width, area.height, area.x, area.y,
                        (double) area.width / gdk_pixbuf_get_width (picture), (double) area.height / gdk_pixbuf_get_height (picture),
                        GDK_INTERP_BILINEAR, 255);
  return whole;
}

static void
copy_rows (GdkPixbuf *picture, GstVideoFrame *to)
{
  for (int y = 0; y < gdk_pixbuf_get_height (picture); y++)
    memcpy ((guint8 *) GST_VIDEO_FRAME_PLANE_DATA (to, 0) + y * GST_VIDEO_FRAME_PLANE_STRIDE (to, 0),
            gdk_pixbuf_read_pixels (picture) + y * gdk_pixbuf_get_rowstride (picture), (gsize) gdk_pixbuf_get_width (picture) * 3);
}

/* (transfer full): the same as the encoder wants it */
static GstBuffer *
convert (const RushesJoin *join, GdkPixbuf *picture)
{
  GstVideoInfo rgb, yuv;
  GstVideoFrame from, to;
  GstVideoConverter *converter;
  g_autoptr (GstBuffer) raw = NULL;
  GstBuffer *made;

  gst_video_info_set_format (&rgb, GST_VIDEO_FORMAT_RGB, (guint) join->width, (guint) join->height);
  gst_video_info_set_format (&yuv, GST_VIDEO_FORMAT_I420, (guint) join->width, (guint) join->height);
  raw = gst_buffer_new_allocate (NULL, rgb.size, NULL);
  made = gst_buffer_new_allocate (NULL, yuv.size, NULL);
  gst_video_frame_map (&from, &rgb, raw, GST_MAP_READWRITE);
  gst_video_frame_map (&to, &yuv, made, GST_MAP_WRITE);
  copy_rows (picture, &from);
  converter = gst_video_converter_new (&rgb, &yuv, NULL);
  gst_video_converter_frame (converter, &from, &to);
  gst_video_converter_free (converter);
  gst_video_frame_unmap (&to);
  gst_video_frame_unmap (&from);
  return made;
}

static void
hold_picture (RushesJoinFrames *self, GdkPixbuf *picture)
{
  g_autoptr (GdkPixbuf) whole = frame_picture (self->join, picture);

  self->held.buffer = convert (self->join, whole);
}

static void
hold_card (RushesJoinFrames *self)
{
  g_autoptr (GdkPixbuf) card = NULL;

  if (self->join->card != NULL)
    card = self->join->card (self->part, self->join->width, self->join->height, self->join->data);
  hold_picture (self, card);
  self->card = TRUE;
}

static void
hold_still (RushesJoinFrames *self)
{
  g_autoptr (GdkPixbuf) stored = gdk_pixbuf_new_from_file (self->part->path, NULL);
  g_autoptr (GdkPixbuf) upright = stored != NULL ? gdk_pixbuf_apply_embedded_orientation (stored) : NULL;

  if (upright != NULL)
    hold_picture (self, upright);
}

static void
pull_next (RushesJoinFrames *self)
{
  g_autoptr (GstSample) sample = self->pull != NULL ? rushes_pull_next (self->pull) : NULL;
  gint64 time;

  if (sample == NULL)
    {
      g_clear_pointer (&self->pull, rushes_pull_free);
      return;
    }
  time = rushes_pull_get_time (sample, GST_BUFFER_PTS (gst_sample_get_buffer (sample)));
  self->next.buffer = gst_buffer_ref (gst_sample_get_buffer (sample));
  if (self->frames != NULL)
    self->next.number = rushes_frames_find (self->frames, MAX (0, time));
  else
    self->next.number = (int) rushes_rate_to_frames (self->part->rate, (double) time / GST_SECOND);
}

static int
find_number (RushesJoinFrames *self, gint64 at)
{
  if (self->part->variable && self->frames != NULL)
    return rushes_frames_find (self->frames, (gint64) (rushes_part_find_time (self->part, self->join->rate, at) * GST_SECOND));
  return (int) rushes_part_find (self->part, self->join->rate, at);
}

static void
advance (RushesJoinFrames *self, int number)
{
  if (self->next.buffer == NULL)
    pull_next (self);
  while (self->next.buffer != NULL && (self->held.buffer == NULL || self->next.number <= number))
    {
      g_clear_pointer (&self->held.buffer, gst_buffer_unref);
      self->held = self->next;
      self->next.buffer = NULL;
      pull_next (self);
    }
}

static void
open_clip (RushesJoinFrames *self, GCancellable *cancellable)
{
  GstElement *pipeline = build (self->join, self->part->path);
  int first;

  self->frames = rushes_frames_read (self->part->path, cancellable, NULL);
  self->pull = pipeline != NULL ? rushes_pull_new (pipeline, NULL) : NULL;
  first = find_number (self, 0);
  if (self->pull != NULL && first > 0 && self->frames != NULL && first < rushes_frames_get_count (self->frames))
    rushes_pull_seek (self->pull, rushes_frames_get_target (self->frames, first));
  advance (self, first);
}

/* One that cannot be read is a card. */
RushesJoinFrames *
rushes_join_frames_new (const RushesJoin *join, const RushesPart *part, GCancellable *cancellable)
{
  RushesJoinFrames *self = g_new (RushesJoinFrames, 1);

  *self = (RushesJoinFrames) { .join = join, .part = part };
  if (part->path != NULL && part->picture)
    hold_still (self);
  else if (part->path != NULL)
    open_clip (self, cancellable);
  if (self->held.buffer == NULL)
    hold_card (self);
  return self;
}

void
rushes_join_frames_free (RushesJoinFrames *self)
{
  g_clear_pointer (&self->pull, rushes_pull_free);
  g_clear_pointer (&self->frames, rushes_frames_unref);
  g_clear_pointer (&self->held.buffer, gst_buffer_unref);
  g_clear_pointer (&self->next.buffer, gst_buffer_unref);
  g_free (self);
}

gboolean
rushes_join_frames_is_card (RushesJoinFrames *self)
{
  return self->card;
}

/* @at: frames of the film since the part began, never less than before. Returns: (transfer full) */
GstBuffer *
rushes_join_frames_get (RushesJoinFrames *self, gint64 at)
{
  if (self->pull != NULL || self->next.buffer != NULL)
    advance (self, find_number (self, at));
  return gst_buffer_copy (self->held.buffer);
}
