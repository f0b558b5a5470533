/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-remote-thumbnails.h"

#include "rushes-untrusted-picture.h"
#include "rushes-worker.h"

/* Small pictures of videos that a server keeps, a few at a time: a server that hangs must not use up the threads that
 * others need. What is no picture stays an empty well. */

#define THREADS 2

struct _RushesRemoteThumbnails
{
  RushesCore *core;
  GThreadPool *pool; /* of GTask */
  GCancellable *cancellable;
};

typedef struct
{
  RushesCore *core;
  RushesConnection *connection;
  char *id;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_object_unref (wish->core);
  g_object_unref (wish->connection);
  g_free (wish->id);
  g_free (wish);
}

static void
run (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  Wish *wish = g_task_get_task_data (task);
  RushesProvider *provider = rushes_core_get_provider (wish->core, rushes_connection_get_kind (wish->connection));
  g_autoptr (RushesTarget) target = NULL;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *texture;

  if (g_task_return_error_if_cancelled (task))
    return;
  target = rushes_core_new_target (wish->core, wish->connection, &error);
  if (target != NULL)
    bytes = rushes_provider_thumbnail (provider, target, wish->id, g_task_get_cancellable (task), &error);
  texture = bytes != NULL ? rushes_untrusted_picture_decode (bytes, &error) : NULL;
  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkPicture) picture = data;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture != NULL)
    gtk_picture_set_paintable (picture, GDK_PAINTABLE (texture));
}

/* Main thread. */
void
rushes_remote_thumbnails_load (RushesRemoteThumbnails *self, RushesConnection *connection, const char *id, GtkPicture *picture)
{
  GTask *task = g_task_new (NULL, self->cancellable, on_loaded, g_object_ref (picture));
  Wish *wish = g_new (Wish, 1);

  *wish = (Wish) { g_object_ref (self->core), g_object_ref (connection), g_strdup (id) };
  g_task_set_task_data (task, wish, wish_free);
  rushes_worker_bind (task);
  g_thread_pool_push (self->pool, task, NULL);
}

RushesRemoteThumbnails *
rushes_remote_thumbnails_new (RushesCore *core)
{
  RushesRemoteThumbnails *self = g_new0 (RushesRemoteThumbnails, 1);

  self->core = g_object_ref (core);
  self->cancellable = g_cancellable_new ();
  self->pool = g_thread_pool_new (run, NULL, THREADS, FALSE, NULL);
  return self;
}

/* What waits is given up; what runs is cancelled and ends by itself. */
void
rushes_remote_thumbnails_free (RushesRemoteThumbnails *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_pool_free (self->pool, FALSE, FALSE);
  g_object_unref (self->cancellable);
  g_object_unref (self->core);
  g_free (self);
}
