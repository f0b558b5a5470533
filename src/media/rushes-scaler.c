/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-scaler.h"

#include "rushes-fit.h"
#include "rushes-shown.h"

#include <gst/video/video.h>

#define HALF 2 /* what is made smaller than that needs more than two pixels for one, which costs three times as much */

/* Drawn in software, GTK scales all of a texture each time: a picture that is made in the size in which it is drawn costs a third, of
 * memory too. No more pixels are made than there are: a picture that is drawn larger is enlarged when it is drawn. */
struct _RushesScaler
{
  GMutex mutex;
  GWeakRef scale;              /* holds this */
  GstElement *size;            /* the caps filter */
  int room_width, room_height; /* pixels of the screen; 0: all of the frame's own are wanted */
  int width, height;           /* of a frame, as it is shown in full; 0 until one is on its way */
  int made_width, made_height; /* what was asked for last; 0: the frame's own */
};

static void
clear (gpointer data)
{
  RushesScaler *self = data;

  g_weak_ref_clear (&self->scale);
  gst_object_unref (self->size);
  g_mutex_clear (&self->mutex);
}

RushesScaler *
rushes_scaler_ref (RushesScaler *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
rushes_scaler_unref (RushesScaler *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static void
release (gpointer data)
{
  rushes_scaler_unref (data);
}

/* Under the mutex. Returns: whether another size is to be made than before */
static gboolean
find_size (RushesScaler *self)
{
  int width, height;

  rushes_fit_inside (self->width, self->height, self->room_width, self->room_height, &width, &height);
  if (width == self->width && height == self->height)
    width = height = 0;
  if (width == self->made_width && height == self->made_height)
    return FALSE;
  self->made_width = width;
  self->made_height = height;
  return TRUE;
}

static void
choose_method (RushesScaler *self, int width)
{
  g_autoptr (GstElement) scale = g_weak_ref_get (&self->scale);

  if (scale != NULL)
    gst_util_set_object_arg (G_OBJECT (scale), "method", width > 0 && width * HALF < self->width ? "bilinear2" : "bilinear");
}

/* Not under the mutex: what is asked for travels up through the pipeline. Whoever asks last asks for what is right. */
static void
ask (RushesScaler *self)
{
  gboolean changed;

  do
    {
      g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("video/x-raw");
      int width, height;

      g_mutex_lock (&self->mutex);
      width = self->made_width;
      height = self->made_height;
      g_mutex_unlock (&self->mutex);
      if (width > 0)
        gst_caps_set_simple (caps, "width", G_TYPE_INT, width, "height", G_TYPE_INT, height, "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1, NULL);
      choose_method (self, width);
      g_object_set (self->size, "caps", caps, NULL);
      g_mutex_lock (&self->mutex);
      changed = width != self->made_width || height != self->made_height;
      g_mutex_unlock (&self->mutex);
    }
  while (changed);
}

/* Before the frames come that they are about. */
static GstPadProbeReturn
on_event (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  RushesScaler *self = data;
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  GstVideoInfo video;
  GstCaps *caps;
  gboolean changed;

  if (GST_EVENT_TYPE (event) != GST_EVENT_CAPS)
    return GST_PAD_PROBE_OK;
  gst_event_parse_caps (event, &caps);
  if (!gst_video_info_from_caps (&video, caps))
    return GST_PAD_PROBE_OK;
  g_mutex_lock (&self->mutex);
  rushes_shown_get_size (video.width, video.height, video.par_n, video.par_d, FALSE, &self->width, &self->height);
  changed = find_size (self);
  g_mutex_unlock (&self->mutex);
  if (changed)
    ask (self);
  return GST_PAD_PROBE_OK;
}

/**
 * rushes_scaler_new:
 * @bin: with %RUSHES_SCALER in it, that is not running yet
 *
 * Returns: (transfer full)
 */
RushesScaler *
rushes_scaler_new (GstElement *bin)
{
  RushesScaler *self = g_atomic_rc_box_new0 (RushesScaler);
  g_autoptr (GstElement) scale = gst_bin_get_by_name (GST_BIN (bin), "scale");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (scale, "sink");

  g_mutex_init (&self->mutex);
  g_weak_ref_init (&self->scale, scale);
  self->size = gst_bin_get_by_name (GST_BIN (bin), "size");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_event, rushes_scaler_ref (self), release);
  return self;
}

/**
 * rushes_scaler_set_room:
 * @width, @height: pixels of the screen that there are for a picture; 0: it is wanted as large as it is
 *
 * Takes effect with the frames that come.
 *
 * Returns: whether they are of another size than before
 */
gboolean
rushes_scaler_set_room (RushesScaler *self, int width, int height)
{
  gboolean changed;

  g_mutex_lock (&self->mutex);
  self->room_width = width;
  self->room_height = height;
  changed = find_size (self);
  g_mutex_unlock (&self->mutex);
  if (changed)
    ask (self);
  return changed;
}

/**
 * rushes_scaler_get_size:
 * @width, @height: (out): of a frame as it is shown, whatever size is made of it
 *
 * Returns: whether that is known
 */
gboolean
rushes_scaler_get_size (RushesScaler *self, int *width, int *height)
{
  g_mutex_lock (&self->mutex);
  *width = self->width;
  *height = self->height;
  g_mutex_unlock (&self->mutex);
  return *width > 0;
}
