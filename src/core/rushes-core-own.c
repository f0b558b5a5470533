/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-core-private.h"

#include "rushes-board-file.h"
#include "rushes-board-jobs.h"
#include "rushes-board-text.h"
#include "rushes-replace.h"
#include "rushes-worker.h"

/* Which process owns the queue: the lock, what it finds and cleans up, and where others speak to it. */

/* Removes what jobs that have ended, or never were, left among the parts. Blocking. */
void
rushes_core_sweep (RushesCore *self)
{
  g_autoptr (GPtrArray) records = rushes_ledger_list (self->ledger, 0, NULL);
  g_autoptr (GHashTable) keep = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      RushesJobRecord *record = records->pdata[i];
      if (!rushes_job_state_is_final (record->state))
        g_hash_table_add (keep, record->id);
    }
  self->swept = rushes_paths_sweep_parts (self->paths, keep);
}

/* Removes what those left who were killed while they exchanged a file or put a board together. Blocking. */
static void
sweep_replacements (RushesCore *self)
{
  static const char *const folders[] = { ".", "pictures", "workflows" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (rushes_paths_get_data_dir (self->paths), folders[i], NULL);
      rushes_replace_sweep (folder);
    }
  rushes_replace_sweep (rushes_paths_get_config_dir (self->paths));
  rushes_replace_sweep (rushes_paths_get_cache_dir (self->paths));
  rushes_board_file_sweep (self->paths);
}

/* For others: on a worker. */
static char *
change_board (const char *board, const char *change, gpointer data, GError **error)
{
  RushesCore *self = data;
  g_autoptr (GVariant) value = rushes_board_text_parse (change, -1, error);

  return value != NULL ? rushes_board_jobs_run (self->paths, self->ledger, self->library, board, value, error) : NULL;
}

/* What makes a process the owner. */
typedef struct
{
  RushesOwnerLock *lock;
  GPtrArray *records;        /* (nullable): the ledger as it was then */
  RushesOwnerSocket *socket; /* (nullable) */
} Hold;

static void
hold_free (Hold *hold)
{
  g_clear_object (&hold->socket);
  g_clear_object (&hold->lock);
  g_clear_pointer (&hold->records, g_ptr_array_unref);
  g_free (hold);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Hold, hold_free)

/* Where nothing can listen, jobs are handed over by the ledger alone. */
static RushesOwnerSocket *
listen_to_others (RushesCore *self)
{
  g_autoptr (GError) error = NULL;
  RushesOwnerSocket *socket = rushes_owner_socket_open (rushes_paths_get_data_dir (self->paths), self->actions, change_board, self, &error);

  if (socket == NULL)
    g_message ("Other processes cannot speak to this one: %s", error->message);
  return socket;
}

/* All that waits for the disk. Any thread, one at a time. Returns: (transfer full) (nullable) */
static Hold *
hold_take (RushesCore *self, GError **error)
{
  g_autoptr (Hold) hold = g_new0 (Hold, 1);

  if (!rushes_paths_check_there (self->paths, error))
    return NULL;
  hold->lock = rushes_owner_lock_take (rushes_paths_get_data_dir (self->paths), error);
  if (hold->lock == NULL)
    return NULL;
  rushes_core_sweep (self);
  sweep_replacements (self);
  rushes_library_trash_hidden (self->library, NULL); /* what was in the undo toast when we were stopped */
  hold->records = rushes_job_queue_read (self->ledger, NULL);
  hold->socket = listen_to_others (self);
  return g_steal_pointer (&hold);
}

/* Carries the jobs on. Main thread. @hold: (transfer full) */
static void
own (RushesCore *self, Hold *hold)
{
  self->lock = g_steal_pointer (&hold->lock);
  self->keeper = rushes_board_keeper_new (self->paths, self->ledger, self->library, self->queue);
  rushes_job_queue_start (self->queue, hold->records);
  self->socket = g_steal_pointer (&hold->socket);
  if (self->socket != NULL)
    rushes_owner_socket_start (self->socket);
  hold_free (hold);
}

/* Becomes the owner of the queue and carries its jobs on; %RUSHES_ERROR_LOCKED if another process is, %RUSHES_ERROR_AWAY while there
 * is no place for what it makes. Blocking; main thread. */
gboolean
rushes_core_own (RushesCore *self, GError **error)
{
  Hold *hold = self->lock == NULL ? hold_take (self, error) : NULL;

  if (hold != NULL)
    own (self, hold);
  return self->lock != NULL;
}

static void
own_on_worker (GTask *task, gpointer source, gpointer self, GCancellable *cancellable)
{
  GError *error = NULL;
  Hold *hold = hold_take (self, &error);

  if (hold != NULL)
    g_task_return_pointer (task, hold, (GDestroyNotify) hold_free);
  else
    g_task_return_error (task, error);
}

static void
on_held (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RushesCore *self = g_task_get_source_object (task);
  GError *error = NULL;
  Hold *hold = g_task_propagate_pointer (G_TASK (result), &error);

  self->n_owning--;
  if (hold == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  own (self, hold);
  g_task_return_boolean (task, TRUE);
}

/* The same, with a worker that waits for the disk; one at a time, and not of who is the owner. Main thread. */
void
rushes_core_own_async (RushesCore *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *told = g_task_new (self, NULL, callback, data); /* holds the core, which must not go with the worker */
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_held, told);

  g_return_if_fail (self->lock == NULL && self->n_owning == 0);
  self->n_owning++;
  g_task_set_task_data (task, self, NULL);
  rushes_worker_run (task, own_on_worker);
}

/* Returns: as rushes_core_own() */
gboolean
rushes_core_own_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
