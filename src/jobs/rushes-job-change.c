/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-job-change.h"

/* Something the user wants written into the ledger. */
typedef struct
{
  RushesChangeKind kind;
  RushesLedger *ledger;
  RushesJobRecord *record;
  RushesJobState expected;
  char *other_id;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->ledger);
  rushes_job_record_free (change->record);
  g_free (change->other_id);
  g_free (change);
}

static gboolean
apply_change (Change *change, GError **error)
{
  switch (change->kind)
    {
    case RUSHES_CHANGE_ADD:
      return rushes_ledger_add (change->ledger, change->record, error);
    case RUSHES_CHANGE_WRITE:
      return rushes_ledger_set_cancel (change->ledger, change->record->id, FALSE, error) &&
             rushes_ledger_write (change->ledger, change->record, change->expected, error);
    case RUSHES_CHANGE_CANCEL:
      return rushes_ledger_set_cancel (change->ledger, change->record->id, TRUE, error);
    case RUSHES_CHANGE_SWAP:
      return rushes_ledger_swap (change->ledger, change->record->id, change->other_id, error);
    case RUSHES_CHANGE_FORGET:
    default:
      return rushes_ledger_remove (change->ledger, change->record->id, error);
    }
}

static void
run_change (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Change *change = data;
  GError *error = NULL;

  if (!apply_change (change, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, rushes_job_record_copy (change->record), (GDestroyNotify) rushes_job_record_free);
}

/**
 * rushes_job_change_async:
 * @record: (transfer full): the job, as it shall be
 * @expected: with %RUSHES_CHANGE_WRITE, the state it must be in
 * @other_id: with %RUSHES_CHANGE_SWAP, the job to exchange places with
 *
 * Writes on a worker.
 */
void
rushes_job_change_async (RushesJobRunner *runner, RushesLedger *ledger, RushesChangeKind kind, RushesJobRecord *record,
                         RushesJobState expected, const char *other_id, GAsyncReadyCallback callback, gpointer data)
{
  Change *change = g_new0 (Change, 1);

  *change = (Change) { kind, g_object_ref (ledger), record, expected, g_strdup (other_id) };
  rushes_job_runner_run_async (runner, run_change, change, change_free, callback, data);
}

/* Returns: (transfer full): the row as it was written */
RushesJobRecord *
rushes_job_change_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
