/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-still.h"

#include "rushes-fit.h"
#include "rushes-pixbuf-texture.h"
#include "rushes-worker.h"

typedef struct
{
  char *path;
  int room_width, room_height;
  GdkTexture *texture;
  int width, height; /* as it is, upright */
} Read;

struct _RushesStill
{
  GCancellable *reading;
  GSourceOnceFunc on_read;
  gpointer data;
  Read *read;    /* or NULL: not yet, or it cannot be */
  char *problem; /* or NULL */
};

static void
free_read (gpointer data)
{
  Read *read = data;

  g_free (read->path);
  g_clear_object (&read->texture);
  g_free (read);
}

/* (transfer full) */
static GdkPixbuf *
make_smaller (GdkPixbuf *picture, const Read *read)
{
  int width, height;

  rushes_fit_inside (read->width, read->height, read->room_width, read->room_height, &width, &height);
  if (width == read->width && height == read->height)
    return g_object_ref (picture);
  return gdk_pixbuf_scale_simple (picture, MAX (1, width), MAX (1, height), GDK_INTERP_BILINEAR);
}

static void
read_picture (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Read *read = data;
  g_autoptr (GdkPixbuf) stored = NULL, upright = NULL, small = NULL;
  GError *error = NULL;

  stored = gdk_pixbuf_new_from_file (read->path, &error);
  if (stored == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  upright = gdk_pixbuf_apply_embedded_orientation (stored);
  read->width = gdk_pixbuf_get_width (upright);
  read->height = gdk_pixbuf_get_height (upright);
  small = make_smaller (upright, read);
  read->texture = rushes_pixbuf_texture_new (small);
  g_task_return_boolean (task, TRUE);
}

/* A cancelled task gives nothing: then the still is gone. */
static void
on_task (GObject *source, GAsyncResult *result, gpointer data)
{
  RushesStill *self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (done)
    {
      Read *read = g_task_get_task_data (G_TASK (result));
      self->read = g_new (Read, 1);
      *self->read = (Read) { .texture = g_object_ref (read->texture), .width = read->width, .height = read->height };
    }
  else
    self->problem = g_strdup (error->message);
  self->on_read (self->data);
}

/**
 * rushes_still_new:
 * @width, @height: the pixels that there are for it; no more are made; 0: all of its own are
 * @on_read: called on this thread once it is read, or cannot be; never after it has been freed
 */
RushesStill *
rushes_still_new (const char *path, int width, int height, GSourceOnceFunc on_read, gpointer data)
{
  RushesStill *self = g_new (RushesStill, 1);
  Read *read = g_new (Read, 1);
  g_autoptr (GTask) task = NULL;

  *self = (RushesStill) { .reading = g_cancellable_new (), .on_read = on_read, .data = data };
  *read = (Read) { .path = g_strdup (path), .room_width = width, .room_height = height };
  task = g_task_new (NULL, self->reading, on_task, self);
  g_task_set_task_data (task, read, free_read);
  rushes_worker_run (task, read_picture);
  return self;
}

void
rushes_still_free (RushesStill *self)
{
  g_cancellable_cancel (self->reading);
  g_object_unref (self->reading);
  g_clear_pointer (&self->read, free_read);
  g_free (self->problem);
  g_free (self);
}

/* Whether it is there, or cannot be. */
gboolean
rushes_still_is_read (RushesStill *self)
{
  return self->read != NULL || self->problem != NULL;
}

/* @width, @height: (out): as it is. Returns: (transfer none) (nullable) */
GdkTexture *
rushes_still_get_texture (RushesStill *self, int *width, int *height)
{
  if (self->read == NULL)
    return NULL;
  *width = self->read->width;
  *height = self->read->height;
  return self->read->texture;
}

/* Returns: (nullable): why there is none */
const char *
rushes_still_get_problem (RushesStill *self)
{
  return self->problem;
}
