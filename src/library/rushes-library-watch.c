/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-library-private.h"

/* Which clips have their file, kept up to date: looks on a worker, one at a time, when something changes in the library's folders and
 * whenever somebody asks. A change is only the occasion: what is so is what the look finds. */

static void
move_clip (RushesLibrary *self, const RushesMove *move)
{
  RushesClip *clip = g_hash_table_lookup (self->clips, move->id);

  if (clip != NULL)
    rushes_clip_set_name (clip, move->name);
}

/* Returns: whether it is not as it was */
static gboolean
take_missing (RushesLibrary *self, GHashTable *missing)
{
  g_autoptr (GHashTable) before = g_steal_pointer (&self->missing);
  gboolean changed = g_hash_table_size (before) != g_hash_table_size (missing);
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer id, clip;

  self->missing = g_hash_table_ref (missing);
  g_hash_table_iter_init (&iter, before);
  while (!changed && g_hash_table_iter_next (&iter, &id, NULL))
    changed = !g_hash_table_contains (missing, id);
  g_hash_table_iter_init (&iter, self->clips);
  while (changed && g_hash_table_iter_next (&iter, NULL, &clip)) /* who hears of it may make others */
    g_ptr_array_add (shown, g_object_ref (clip));
  for (guint i = 0; i < shown->len; i++)
    rushes_clip_set_missing (shown->pdata[i], g_hash_table_contains (missing, rushes_clip_get_id (shown->pdata[i])));
  return changed;
}

static void
run_look (GTask *task, gpointer library, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  RushesSeen *seen = rushes_presence_look (RUSHES_LIBRARY (library)->presence, &error);

  if (seen != NULL)
    g_task_return_pointer (task, seen, (GDestroyNotify) rushes_seen_free);
  else
    g_task_return_error (task, error);
}

static void
on_looked (GObject *library, GAsyncResult *result, gpointer data)
{
  RushesLibrary *self = RUSHES_LIBRARY (library);
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesSeen) seen = g_task_propagate_pointer (G_TASK (result), &error);

  self->looking = FALSE;
  if (seen == NULL)
    g_message ("The clips' files could not be looked at: %s", error->message);
  for (guint i = 0; seen != NULL && i < seen->moves->len; i++)
    move_clip (self, seen->moves->pdata[i]);
  if (seen != NULL && seen->moves->len > 0)
    rushes_library_write_late_sidecars (self);
  if (seen != NULL && take_missing (self, seen->missing))
    g_signal_emit_by_name (self, "missing-changed");
  if (self->look_again)
    rushes_library_look (self);
}

/* Looks soon which clips have their file; what it costs is a look at the time of each folder. Their “missing” and “missing-changed”
 * tell. Main thread. */
void
rushes_library_look (RushesLibrary *self)
{
  g_autoptr (GTask) task = NULL;

  self->look_again = self->looking;
  if (self->looking)
    return;
  self->looking = TRUE;
  task = g_task_new (self, NULL, on_looked, NULL);
  g_task_run_in_thread (task, run_look);
}

static void
on_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer library)
{
  if (event != G_FILE_MONITOR_EVENT_CHANGED && event != G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED && event != G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT)
    rushes_library_look (library);
}

/* From now on files that come and go are noticed. Once; main thread. */
void
rushes_library_watch (RushesLibrary *self)
{
  rushes_presence_watch (self->presence, on_changed, G_OBJECT (self));
  rushes_library_look (self);
}

/* Whether a clip has no file, as of the last look. Main thread. */
gboolean
rushes_library_is_missing (RushesLibrary *self, const char *id)
{
  return g_hash_table_contains (self->missing, id);
}
