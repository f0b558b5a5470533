/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-library-private.h"

/* Tells how far the writer's thread is while it has very much to write. */

#define TOLD_EVERY_MS 150

static gboolean
on_progress (gpointer data)
{
  RushesLibrary *self = data;
  gboolean over = g_atomic_int_get (&self->n_unfinished) == 0;
  guint n_all = over ? 0 : (guint) g_atomic_int_get (&self->progress.n_all), n_done = over ? 0 : (guint) g_atomic_int_get (&self->progress.n_done);

  if (over)
    {
      self->progress = (RushesProgress) { 0, 0 };
      self->progress_timer = 0;
    }
  if (n_all > RUSHES_MANY || (over && self->progress_told))
    g_signal_emit_by_name (self, "writing", n_done, n_all, over ? 0 : (guint) g_atomic_int_get (&self->n_orders));
  self->progress_told = n_all > RUSHES_MANY;
  return over ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/* “writing” tells of it until it is over. Main thread. */
void
rushes_library_watch_progress (RushesLibrary *self)
{
  if (self->progress_timer == 0 && self->writer != NULL)
    self->progress_timer = g_timeout_add (TOLD_EVERY_MS, on_progress, self);
}
