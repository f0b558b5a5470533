/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-board-sending.h"

#include "rushes-owner.h"

/* Jobs for shots on their way: the shots name them, the ledger gets them, and the queue knows them, be it this process' or another's. Main thread. */

static void
on_told (GObject *core, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!rushes_owner_tell_finish (result, &error))
    g_debug ("The queue takes the jobs up later: %s", error->message);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RushesJobQueue *queue = RUSHES_JOB_QUEUE (source);

  if (!rushes_job_queue_is_owner (queue))
    rushes_owner_tell_async (g_task_get_source_object (task), RUSHES_OWNER_ADOPT, NULL, on_told, NULL);
  g_task_return_pointer (task, g_strdupv (g_task_get_task_data (task)), (GDestroyNotify) g_strfreev);
}

/* The jobs are in the ledger. */
static void
on_changed (GObject *core, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autofree char *ids = rushes_boards_change_finish (result, &error);

  if (ids == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, g_strsplit (ids, " ", -1), (GDestroyNotify) g_strfreev);
  rushes_job_queue_read_async (rushes_core_get_queue (RUSHES_CORE (core)), on_read, g_steal_pointer (&task));
}

/**
 * rushes_board_sending_start:
 * @lines: (element-type RushesFillLine): those that have a request are sent
 * @again: also where a shot has takes, or several jobs for it; else a shot for which something is made already is left out
 */
void
rushes_board_sending_start (RushesCore *core, const char *slug, GPtrArray *lines, gboolean again, GAsyncReadyCallback callback, gpointer data)
{
  rushes_boards_change_async (core, slug, rushes_board_fill_to_change (lines, again), on_changed, g_task_new (core, NULL, callback, data));
}

/* Returns: (transfer full) (nullable): the ids of the jobs, which the queue has by now. Where this fails some may be in the ledger all the same. */
char **
rushes_board_sending_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
