/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-job-steps-private.h"

#include "rushes-error.h"

/* How a step ends: what is written down, and when the next one is due. */

#define HOPELESS_FAILURES 5 /* in a row, of a kind that waiting does not mend */

/* Writes the result's record; if even that fails the job stays where it was and the step is repeated. */
gboolean
rushes_job_steps_commit (RushesStepContext *context, RushesJobState expected)
{
  RushesJobRecord *record = context->result->record;
  g_autoptr (GError) error = NULL;

  if (rushes_ledger_write (context->tools->ledger, record, expected, &error))
    return TRUE;
  record->state = expected;
  g_clear_error (&record->error);
  record->error = g_steal_pointer (&error);
  context->result->failures++;
  context->result->after_ms = -1;
  return FALSE;
}

void
rushes_job_steps_set_error (RushesStepContext *context, GError *error)
{
  g_clear_error (&context->result->record->error);
  context->result->record->error = error;
}

void
rushes_job_steps_end (RushesStepContext *context, RushesJobState expected, RushesJobState state, GError *error)
{
  RushesJobRecord *record = context->result->record;

  record->state = state;
  record->finished_us = g_get_real_time ();
  rushes_job_steps_set_error (context, error);
  rushes_job_steps_commit (context, expected);
}

/* The step did not succeed but may later: the record stays, its error says why it waits. */
void
rushes_job_steps_wait_with (RushesStepContext *context, GError *error)
{
  gint64 told = rushes_error_get_retry_after_ms (error);

  context->result->failures++;
  context->result->after_ms = told >= 0 ? (int) MIN (told, 24 * 3600 * 1000) : -1;
  rushes_job_steps_set_error (context, error);
}

gboolean
rushes_job_steps_is_local (const GError *error)
{
  return g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_DISK_FULL) ||
         g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_READ_ONLY) ||
         g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE);
}

/* A job the server has: an unreachable server never fails it; what waiting does not mend fails it after
 * some tries, and retrying carries on with the same remote job. */
void
rushes_job_steps_wait_or_fail (RushesStepContext *context, GError *error)
{
  RushesJobState state = context->step->record->state;
  gboolean hopeful = rushes_error_is_temporary (error) && error->code != RUSHES_ERROR_INCOMPLETE;

  if (rushes_job_steps_is_local (error) || (!hopeful && context->step->failures + 1 >= HOPELESS_FAILURES))
    rushes_job_steps_end (context, state, RUSHES_JOB_FAILED, error);
  else
    rushes_job_steps_wait_with (context, error);
}
