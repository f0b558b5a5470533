/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-work.h"

/* How much goes on, for all who decide by that whether the program stays, the computer may sleep, or something is asked. Main thread. */

/* Paused, or with no server or no room for its clip, it would wait for ever. */
static gboolean
will_be_sent (RushesCore *core, const RushesJobRecord *record)
{
  if (rushes_job_queue_is_full (rushes_core_get_queue (core)) || rushes_job_queue_get_paused (rushes_core_get_queue (core)) || record->connection_id == NULL)
    return FALSE;
  return g_str_equal (record->connection_id, RUSHES_CONNECTION_ANY) ||
         rushes_connections_find (rushes_core_get_connections (core), record->connection_id) != NULL;
}

static gboolean
may_cost (RushesCore *core, const RushesJobRecord *record)
{
  RushesConnection *connection = record->connection_id != NULL ? rushes_connections_find (rushes_core_get_connections (core), record->connection_id) : NULL;

  return connection != NULL && !rushes_connection_is_free (connection);
}

static void
count (RushesCore *core, RushesJob *job, RushesWork *work)
{
  const RushesJobRecord *record = rushes_job_get_record (job);
  gboolean sending, sent = record->state != RUSHES_JOB_WAITING, held;

  if (rushes_job_state_is_final (record->state))
    return;
  held = rushes_job_queue_is_held (rushes_core_get_queue (core), job);
  sending = rushes_job_queue_is_sending (rushes_core_get_queue (core), job);
  work->n_held += held;
  work->n_running += (sent || sending) && record->error == NULL;
  work->n_going += (sent && !held) || sending || (record->state == RUSHES_JOB_WAITING && will_be_sent (core, record));
  work->n_paid += sending && may_cost (core, record);
}

/* @work: (out): all 0 where another process owns the queue */
void
rushes_work_count (RushesCore *core, RushesWork *work)
{
  RushesJobQueue *queue = rushes_core_get_queue (core);
  GListModel *jobs = G_LIST_MODEL (queue);

  *work = (RushesWork) { 0 };
  for (guint i = 0; rushes_job_queue_is_owner (queue) && i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (RushesJob) job = g_list_model_get_item (jobs, i);
      count (core, job, work);
    }
}
