/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-preload.h"

#include "rushes-filmstrip.h"
#include "rushes-frame-paintable.h"
#include "rushes-frames.h"
#include "rushes-shown.h"
#include "rushes-worker.h"

#include <gst/app/app.h>

#define LIMIT (10 * GST_SECOND) /* what takes longer is not there when it is needed */

typedef struct
{
  char *path; /* or NULL */
  gboolean tried;
  GdkTexture *texture; /* or NULL */
  int width, height;   /* as it is shown */
} Picture;

typedef struct
{
  char *path;
  int width, height;
} Order;

struct _RushesPreload
{
  Picture pictures[RUSHES_PRELOAD_MAX];
  int room_width, room_height;
  GCancellable *reading; /* or NULL */
  Picture *read;         /* whose picture that is */
  guint idle;
};

static void
clear_picture (Picture *picture)
{
  g_clear_pointer (&picture->path, g_free);
  g_clear_object (&picture->texture);
  picture->tried = FALSE;
}

static void
free_picture (gpointer data)
{
  clear_picture (data);
  g_free (data);
}

static void
free_order (gpointer data)
{
  Order *order = data;

  g_free (order->path);
  g_free (order);
}

RushesPreload *
rushes_preload_new (void)
{
  return g_new0 (RushesPreload, 1);
}

/* On the worker, as the next ones. */
static GstElement *
new_pipeline (const Order *order, RushesScaler **scaler)
{
  g_autofree char *uri = g_filename_to_uri (order->path, NULL, NULL);
  GstElement *pipeline = gst_parse_launch ("uridecodebin name=source ! " RUSHES_SHOWN_UPRIGHT " ! " RUSHES_SCALER " ! videoconvert ! " RUSHES_FRAME_CAPS
                                           " ! appsink name=sink sync=false", NULL);
  g_autoptr (GstElement) source = pipeline != NULL ? gst_bin_get_by_name (GST_BIN (pipeline), "source") : NULL;

  if (source == NULL)
    return pipeline;
  gst_object_ref_sink (pipeline);
  rushes_filmstrip_use_threads (G_OBJECT (pipeline), 1); /* each more would want a frame more before it gives the first */
  *scaler = rushes_scaler_new (pipeline);
  rushes_scaler_set_room (*scaler, order->width, order->height);
  g_object_set (source, "uri", uri, NULL);
  if (rushes_shown_is_untold (order->path))
    rushes_shown_tell (pipeline);
  return pipeline;
}

/* On whichever thread cancels. */
static void
on_cancelled (GCancellable *cancellable, GstBus *bus)
{
  gst_bus_post (bus, gst_message_new_application (NULL, gst_structure_new_empty ("cancelled")));
}

static void
wait_for_first (GstElement *pipeline, GCancellable *cancellable)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  gulong handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), gst_object_ref (bus), gst_object_unref);
  GstMessage *message = NULL;

  gst_element_set_state (pipeline, GST_STATE_PAUSED);
  message = gst_bus_timed_pop_filtered (bus, LIMIT, GST_MESSAGE_ASYNC_DONE | GST_MESSAGE_ERROR | GST_MESSAGE_APPLICATION);
  g_clear_pointer (&message, gst_message_unref);
  g_cancellable_disconnect (cancellable, handler);
}

static void
read_picture (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Picture *picture = g_new0 (Picture, 1);
  RushesScaler *scaler = NULL;
  GstElement *pipeline = new_pipeline (data, &scaler);
  g_autoptr (GstElement) sink = scaler != NULL ? gst_bin_get_by_name (GST_BIN (pipeline), "sink") : NULL;
  GstSample *sample = NULL;

  if (sink != NULL)
    {
      wait_for_first (pipeline, cancellable);
      sample = gst_app_sink_try_pull_preroll (GST_APP_SINK (sink), 0);
    }
  if (sample != NULL)
    picture->texture = rushes_frame_paintable_new_texture (sample, &picture->width, &picture->height);
  if (picture->texture != NULL)
    rushes_scaler_get_size (scaler, &picture->width, &picture->height);
  g_clear_pointer (&sample, gst_sample_unref);
  if (sink != NULL)
    gst_element_set_state (pipeline, GST_STATE_NULL);
  g_clear_pointer (&scaler, rushes_scaler_unref);
  gst_clear_object (&pipeline);
  g_task_return_pointer (task, picture, free_picture);
}

static void read_soon (RushesPreload *self);

/* A cancelled task gives nothing: then what it is for may be gone. */
static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  RushesPreload *self = data;
  Picture *picture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (picture == NULL)
    return;
  self->read->texture = g_steal_pointer (&picture->texture);
  self->read->width = picture->width;
  self->read->height = picture->height;
  free_picture (picture);
  g_clear_object (&self->reading);
  read_soon (self);
}

static gboolean
read_next (gpointer data)
{
  RushesPreload *self = data;

  self->idle = 0;
  for (int i = 0; i < RUSHES_PRELOAD_MAX && self->reading == NULL; i++)
    if (self->pictures[i].path != NULL && !self->pictures[i].tried)
      {
        Order *order = g_new (Order, 1);
        g_autoptr (GTask) task = NULL;

        *order = (Order) { .path = g_strdup (self->pictures[i].path), .width = self->room_width, .height = self->room_height };
        self->read = &self->pictures[i];
        self->read->tried = TRUE;
        self->reading = g_cancellable_new ();
        task = g_task_new (NULL, self->reading, on_read, self);
        g_task_set_task_data (task, order, free_order);
        rushes_worker_run (task, read_picture);
      }
  return G_SOURCE_REMOVE;
}

static void
read_soon (RushesPreload *self)
{
  if (self->idle == 0 && self->reading == NULL)
    self->idle = g_idle_add_full (G_PRIORITY_LOW, read_next, self, NULL);
}

/* What is being made is not waited for; what is there stays. */
void
rushes_preload_stop (RushesPreload *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->reading == NULL)
    return;
  self->read->tried = FALSE;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

void
rushes_preload_free (RushesPreload *self)
{
  rushes_preload_stop (self);
  for (int i = 0; i < RUSHES_PRELOAD_MAX; i++)
    clear_picture (&self->pictures[i]);
  g_free (self);
}

static Picture *
find (RushesPreload *self, const char *path)
{
  for (int i = 0; i < RUSHES_PRELOAD_MAX; i++)
    if (g_strcmp0 (self->pictures[i].path, path) == 0)
      return &self->pictures[i];
  return NULL;
}

/**
 * rushes_preload_want:
 * @paths: (array zero-terminated=1): of at most %RUSHES_PRELOAD_MAX clips, in the order in which they are made; all others go
 * @width, @height: the pixels that there are for a picture; no more are made; 0: all of its own are
 */
void
rushes_preload_want (RushesPreload *self, const char *const *paths, int width, int height)
{
  Picture wanted[RUSHES_PRELOAD_MAX] = { 0 };

  rushes_preload_stop (self);
  for (int i = 0; i < RUSHES_PRELOAD_MAX && paths[i] != NULL; i++)
    {
      Picture *there = find (self, paths[i]);
      if (there != NULL)
        wanted[i] = *there;
      if (there != NULL)
        *there = (Picture) { 0 };
      else
        wanted[i].path = g_strdup (paths[i]);
    }
  for (int i = 0; i < RUSHES_PRELOAD_MAX; i++)
    {
      clear_picture (&self->pictures[i]);
      self->pictures[i] = wanted[i];
    }
  self->room_width = width;
  self->room_height = height;
  read_soon (self);
}

gboolean
rushes_preload_is_ready (RushesPreload *self, const char *path)
{
  Picture *picture = find (self, path);

  return picture != NULL && picture->texture != NULL;
}

/**
 * rushes_preload_take:
 * @width, @height: (out): as it is shown
 *
 * Returns: (transfer full) (nullable): the clip's first picture, if it is there
 */
GdkTexture *
rushes_preload_take (RushesPreload *self, const char *path, int *width, int *height)
{
  Picture *picture = find (self, path);
  GdkTexture *texture = picture != NULL ? g_steal_pointer (&picture->texture) : NULL;

  if (texture == NULL)
    return NULL;
  *width = picture->width;
  *height = picture->height;
  clear_picture (picture);
  return texture;
}
