/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-library-private.h"

#include "rushes-sidecar.h"
#include "rushes-worker.h"

/* Which clips have their file, kept up to date: looks on a worker, one at a time, when something changes in the library's folders and
 * whenever somebody asks. A change is only the occasion: what is so is what the look finds. */

#define AWAY_EVERY_S 2

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

typedef struct
{
  RushesLibrary *library;
  RushesSeen *seen;
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_object_unref (news->library);
  rushes_seen_free (news->seen);
  g_free (news);
}

static gboolean
on_away_timer (gpointer library)
{
  rushes_library_look (library);
  return G_SOURCE_CONTINUE;
}

/* Nothing tells that a disk is connected again, whatever kind of disk it is: it is asked for now and then. */
static void
take_away (RushesLibrary *self, gboolean away)
{
  if (away && self->away_timer == 0)
    self->away_timer = g_timeout_add_seconds (AWAY_EVERY_S, on_away_timer, self);
  if (!away)
    g_clear_handle_id (&self->away_timer, g_source_remove);
  if (self->away == away)
    return;
  self->away = away;
  if (!away)
    rushes_library_write_late_sidecars (self);
  g_signal_emit_by_name (self, "away-changed");
}

static gboolean
take_seen (gpointer data)
{
  RushesLibrary *self = ((News *) data)->library;
  RushesSeen *seen = ((News *) data)->seen;

  take_away (self, seen->away);
  for (guint i = 0; i < seen->moves->len; i++)
    move_clip (self, seen->moves->pdata[i]);
  if (seen->moves->len > 0)
    rushes_library_write_late_sidecars (self);
  if (take_missing (self, seen->missing))
    g_signal_emit_by_name (self, "missing-changed");
  return G_SOURCE_REMOVE;
}

/* What is found is told in the main thread, later, in the order of the looks. Blocking. */
gboolean
rushes_library_look_now (RushesLibrary *self, GError **error)
{
  RushesSeen *seen;

  g_mutex_lock (&self->look_lock);
  seen = rushes_presence_look (self->presence, error);
  if (seen != NULL)
    {
      News *news = g_new (News, 1);
      *news = (News) { g_object_ref (self), seen };
      g_idle_add_full (G_PRIORITY_DEFAULT, take_seen, news, news_free);
    }
  g_mutex_unlock (&self->look_lock);
  return seen != NULL;
}

/* The same when the clips folder has become another one: what was watched and read is not it any more. Blocking; any thread. */
void
rushes_library_look_anew (RushesLibrary *self)
{
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&self->look_lock);
  rushes_presence_forget (self->presence);
  g_mutex_unlock (&self->look_lock);
  if (!rushes_library_look_now (self, &error))
    g_message ("The clips' files could not be looked at: %s", error->message);
}

static void
run_look (GTask *task, gpointer library, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (!rushes_library_look_now (library, &error))
    g_message ("The clips' files could not be looked at: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
on_looked (GObject *library, GAsyncResult *result, gpointer data)
{
  RushesLibrary *self = RUSHES_LIBRARY (library);

  self->looking = FALSE;
  if (self->look_again)
    rushes_library_look (self);
}

/* Looks soon which clips have their file; what it costs is a look at the time of each folder. Their “missing” and “missing-changed”
 * tell. Main thread. */
void
rushes_library_look (RushesLibrary *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->watching)
    rushes_library_look_at_others (self);
  self->look_again = self->looking;
  if (self->looking)
    return;
  self->looking = TRUE;
  task = g_task_new (self, NULL, on_looked, NULL);
  rushes_worker_run (task, run_look);
}

static void
on_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer library)
{
  if (event != G_FILE_MONITOR_EVENT_CHANGED && event != G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED && event != G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT)
    rushes_library_look (library);
}

/* From now on files that come and go are noticed, and what other processes do. Once; main thread. */
void
rushes_library_watch (RushesLibrary *self)
{
  rushes_presence_watch (self->presence, on_changed, G_OBJECT (self));
  rushes_library_watch_others (self);
  self->watching = TRUE;
  rushes_library_look (self);
}

/* Whether the clips lie on a disk that is not connected, as of the last look. Main thread. */
gboolean
rushes_library_is_away (RushesLibrary *self)
{
  return self->away;
}

/* Whether a clip has no file, as of the last look. Main thread. */
gboolean
rushes_library_is_missing (RushesLibrary *self, const char *id)
{
  return g_hash_table_contains (self->missing, id);
}

/* Looks which clips have no file. Blocking. Returns: (transfer full) (element-type RushesClipInfo) (nullable): what is known of each, newest first */
GPtrArray *
rushes_library_list_missing (RushesLibrary *self, GError **error)
{
  g_autoptr (GArray) rows = rushes_paths_check_there (self->paths, error) && rushes_library_look_now (self, error) ? rushes_index_query (self->index, &(RushesQuery) { .missing = TRUE }, error) : NULL;

  return rows != NULL ? rushes_library_read_rows (self, rows, error) : NULL;
}
