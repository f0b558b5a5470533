/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-job-steps-private.h"

#include "rushes-error.h"
#include "rushes-job-placing.h"
#include "rushes-room.h"

/* The ledger's state machine, one step at a time, on a worker (HACKING.md, "The ledger"). Every step is
 * written down before its effect on the world, and any of them can be the last before a power cut. */

#define PLACE_AGAIN_MS 1000 /* when only servers that lack something are free */
#define GIVEN_UP_AFTER 5    /* looks in vain at a server that has not started a job that any may take */

static void
dispatch (RushesStepContext *context)
{
  RushesJobRecord *record = context->result->record;

  switch (record->state)
    {
    case RUSHES_JOB_WAITING:
      rushes_job_steps_submit (context);
      break;
    case RUSHES_JOB_SUBMITTING:
      rushes_job_steps_find (context);
      break;
    case RUSHES_JOB_QUEUED:
    case RUSHES_JOB_RUNNING:
      if (record->cancel_requested)
        rushes_job_steps_cancel (context);
      else
        rushes_job_steps_poll (context);
      break;
    case RUSHES_JOB_FETCHING:
      rushes_job_steps_fetch (context);
      break;
    case RUSHES_JOB_CANCELLED:
      rushes_job_steps_look_after (context);
      break;
    case RUSHES_JOB_SAVING:
    case RUSHES_JOB_DONE:
    case RUSHES_JOB_FAILED:
    case RUSHES_JOB_LOST:
    case RUSHES_JOB_UNKNOWN:
    default:
      g_assert_not_reached ();
    }
}

/* Finds a server for a job that may go to any. Returns: whether there is one now */
static gboolean
place (RushesStepContext *context)
{
  RushesStep *step = context->step;
  g_autoptr (GError) error = NULL;
  RushesConnection *connection =
    rushes_job_place (context->tools->services, step->candidates, step->record, context->cancellable, &error);

  if (connection == NULL && step->n_busy > 0)
    context->result->after_ms = PLACE_AGAIN_MS; /* those that can may be among the busy ones */
  else if (connection == NULL && g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_MISSING_ON_SERVER))
    rushes_job_steps_end (context, RUSHES_JOB_WAITING, RUSHES_JOB_FAILED, g_steal_pointer (&error));
  else if (connection == NULL)
    rushes_job_steps_wait_with (context, g_steal_pointer (&error));
  if (connection == NULL)
    return FALSE;
  step->connection = g_object_ref (connection);
  g_free (context->result->record->connection_id);
  context->result->record->connection_id = g_strdup (rushes_connection_get_id (connection));
  return TRUE;
}

/* A job that no server has started goes back to where any may take it. */
static void
release (RushesStepContext *context)
{
  RushesJobRecord *record = context->result->record;
  gboolean was_queued = context->step->record->state == RUSHES_JOB_QUEUED && record->state == RUSHES_JOB_QUEUED;

  if (!rushes_job_is_floating (record) || record->cancel_requested)
    return;
  if (was_queued && context->result->failures >= GIVEN_UP_AFTER)
    {
      g_clear_pointer (&record->remote_id, g_free);
      record->state = RUSHES_JOB_WAITING;
      rushes_job_steps_commit (context, RUSHES_JOB_QUEUED);
    }
  if (record->state == RUSHES_JOB_WAITING)
    {
      g_clear_pointer (&record->sent, g_free);
      g_free (record->connection_id);
      record->connection_id = g_strdup (RUSHES_CONNECTION_ANY);
      rushes_job_steps_commit (context, RUSHES_JOB_WAITING);
    }
}

/* Without its key nothing is sent: the job stays what it is until the keyring gives it. What no server has goes back to where any may take it. */
static void
wait_for_key (RushesStepContext *context, GError *error)
{
  if (context->step->record->state == RUSHES_JOB_WAITING)
    release (context);
  rushes_job_steps_wait_with (context, error);
}

/* Takes the job through its next step. Blocking. */
RushesStepResult *
rushes_job_step_run (const RushesStepTools *tools, RushesStep *step, GCancellable *cancellable)
{
  RushesStepResult *result = g_new0 (RushesStepResult, 1);
  const RushesJobServices *services = tools->services;
  g_autoptr (RushesTarget) target = NULL;
  GError *error = NULL;
  RushesStepContext context = { tools, step, NULL, NULL, cancellable, result };

  result->record = rushes_job_record_copy (step->record);
  result->fraction = -1;
  result->misses = step->misses;
  result->failures = step->failures;
  result->spoiled = step->spoiled;
  result->retry = step->retry;
  if (step->record->state == RUSHES_JOB_SAVING)
    {
      rushes_job_steps_save (&context); /* needs no server, and no connection that may have been removed meanwhile */
      return result;
    }
  if (step->record->state == RUSHES_JOB_WAITING && !rushes_job_steps_has_room (&context, RUSHES_ROOM_CLIP))
    return result; /* nothing is paid for that could not be kept */
  if (step->connection == NULL && !place (&context))
    return result;
  target = services->new_target (services->data, step->connection, &error);
  if (target == NULL)
    {
      wait_for_key (&context, error);
      return result;
    }
  context.provider = services->get_provider (services->data, rushes_connection_get_kind (step->connection));
  context.target = target;
  dispatch (&context);
  release (&context);
  result->target = g_steal_pointer (&target);
  return result;
}
