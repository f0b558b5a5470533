/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-preview.h"

#include "rushes-untrusted-picture.h"
#include "rushes-worker.h"

struct _RushesPreview
{
  RushesJob *job;
  RushesPreviewFunc func;
  gpointer data;
  GCancellable *cancellable;
  GBytes *taken; /* what was decoded last, or is being so */
  gboolean busy;
};

static void decode_newest (RushesPreview *self);

static void
decode (GTask *task, gpointer source, gpointer bytes, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = rushes_untrusted_picture_decode (bytes, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Whoever is gone has cancelled it. */
static void
on_decoded (GObject *source, GAsyncResult *result, gpointer data)
{
  RushesPreview *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->busy = FALSE;
  if (texture != NULL)
    self->func (texture, self->data);
  else
    g_debug ("No preview: %s", error->message);
  decode_newest (self);
}

/* One at a time: those that come meanwhile are left out but for the last. */
static void
decode_newest (RushesPreview *self)
{
  GBytes *newest = rushes_job_get_preview (self->job);
  g_autoptr (GTask) task = NULL;

  if (self->busy || newest == NULL || newest == self->taken)
    return;
  g_clear_pointer (&self->taken, g_bytes_unref);
  self->taken = g_bytes_ref (newest);
  self->busy = TRUE;
  task = g_task_new (NULL, self->cancellable, on_decoded, self);
  g_task_set_task_data (task, g_bytes_ref (newest), (GDestroyNotify) g_bytes_unref);
  rushes_worker_run (task, decode);
}

/* @func: called with what there is now, as soon as it is decoded, and with what comes, until it is freed */
RushesPreview *
rushes_preview_new (RushesJob *job, RushesPreviewFunc func, gpointer data)
{
  RushesPreview *self = g_new0 (RushesPreview, 1);

  self->job = g_object_ref (job);
  self->func = func;
  self->data = data;
  self->cancellable = g_cancellable_new ();
  g_signal_connect_swapped (job, "notify::preview", G_CALLBACK (decode_newest), self);
  decode_newest (self);
  return self;
}

void
rushes_preview_free (RushesPreview *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_pointer (&self->taken, g_bytes_unref);
  g_object_unref (self->job);
  g_free (self);
}
