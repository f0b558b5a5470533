/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-difference.h"

#include "rushes-worker.h"

#include <gio/gio.h>

/* Cairo blends through many steps what is a subtraction. Of several wishes while one is under way the latest counts. */

typedef struct
{
  GdkTexture *first, *second;
} Pair;

struct _RushesDifference
{
  GSourceOnceFunc on_ready;
  gpointer data;
  Pair *wanted;          /* or NULL: next */
  GCancellable *working; /* or NULL */
  GdkTexture *made;      /* or NULL */
};

static void
free_pair (gpointer data)
{
  Pair *pair = data;

  g_object_unref (pair->first);
  g_object_unref (pair->second);
  g_free (pair);
}

/* @on_ready: another difference has been made; never after rushes_difference_free () */
RushesDifference *
rushes_difference_new (GSourceOnceFunc on_ready, gpointer data)
{
  RushesDifference *self = g_new0 (RushesDifference, 1);

  self->on_ready = on_ready;
  self->data = data;
  return self;
}

/* Other pictures are looked at, or none: what was made of these is not wanted any more, and what is being made not waited for. */
void
rushes_difference_forget (RushesDifference *self)
{
  if (self->working != NULL)
    g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  g_clear_pointer (&self->wanted, free_pair);
  g_clear_object (&self->made);
}

void
rushes_difference_free (RushesDifference *self)
{
  rushes_difference_forget (self);
  g_free (self);
}

/* What cannot be seen through stays so. */
static void
subtract (guint8 *restrict from, const guint8 *restrict what, gsize size)
{
  for (gsize i = 0; i < size; i++)
    from[i] = from[i] > what[i] ? from[i] - what[i] : what[i] - from[i];
  for (gsize i = 3; i < size; i += 4)
    from[i] = 255;
}

/* On the worker. */
static void
make (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Pair *pair = data;
  int width = gdk_texture_get_width (pair->first), height = gdk_texture_get_height (pair->first);
  gsize stride = (gsize) width * 4, size = stride * (gsize) height;
  guint8 *pixels = g_malloc (size);
  g_autofree guint8 *others = g_malloc (size);
  g_autoptr (GBytes) bytes = NULL;

  gdk_texture_download (pair->first, pixels, stride);
  gdk_texture_download (pair->second, others, stride);
  subtract (pixels, others, size);
  bytes = g_bytes_new_take (pixels, size);
  /* As they are downloaded. */
  g_task_return_pointer (task, gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride), g_object_unref);
}

static void begin (RushesDifference *self);

/* A cancelled task gives nothing: then what it is for may be gone. */
static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  RushesDifference *self = data;
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture == NULL)
    return;
  g_set_object (&self->made, texture);
  g_object_unref (texture);
  g_clear_object (&self->working);
  if (self->wanted != NULL)
    begin (self);
  self->on_ready (self->data);
}

static void
begin (RushesDifference *self)
{
  g_autoptr (GTask) task = NULL;

  self->working = g_cancellable_new ();
  task = g_task_new (NULL, self->working, on_made, self);
  g_task_set_priority (task, GDK_PRIORITY_REDRAW - 10);
  g_task_set_task_data (task, g_steal_pointer (&self->wanted), free_pair);
  rushes_worker_run (task, make);
}

/* Returns: whether it can be made, and will be: of two of the same size */
gboolean
rushes_difference_want (RushesDifference *self, GdkTexture *first, GdkTexture *second)
{
  if (gdk_texture_get_width (first) != gdk_texture_get_width (second) || gdk_texture_get_height (first) != gdk_texture_get_height (second))
    {
      rushes_difference_forget (self);
      return FALSE;
    }
  g_clear_pointer (&self->wanted, free_pair);
  self->wanted = g_new (Pair, 1);
  *self->wanted = (Pair) { g_object_ref (first), g_object_ref (second) };
  if (self->working == NULL)
    begin (self);
  return TRUE;
}

/* Returns: (transfer none) (nullable): the latest */
GdkTexture *
rushes_difference_get (RushesDifference *self)
{
  return self->made;
}
