/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-job-steps-private.h"

#include "rushes-error.h"

#include <glib/gi18n.h>

/* A job goes to its server, at most once: the create, and the look-up when nobody can tell whether it arrived. */

#define MISSES_NEEDED 2 /* a request on its way may arrive between two looks */
#define CONFIRM_MS 1000 /* between those two looks */
#define ATTEMPTS_MAX 3  /* creates of one job whose outcome stayed unknown */

/* The ledger refused the server's id. If another job has it, that one may have looked for its own video and taken this one's for it, as like each other as
 * they are: then this one finds that one's when it looks, and else whether the server made one or two cannot be told. If none has it, the disk
 * was full or the like, and the next step tries again. */
static void
settle_twin (RushesStepContext *context)
{
  RushesJobRecord *record = context->result->record;
  g_autoptr (GHashTable) known = rushes_ledger_get_remote_ids (context->tools->ledger, record->connection_id, NULL);
  GError *error;

  if (known == NULL || record->remote_id == NULL || !g_hash_table_contains (known, record->remote_id))
    return;
  g_clear_pointer (&record->remote_id, g_free);
  g_clear_pointer (&record->remote_file, g_free);
  error = g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_UNCERTAIN, _("The server gave this job the id of another one"));
  if (rushes_provider_names_jobs (context->provider)) /* it would be sent again */
    rushes_job_steps_end (context, RUSHES_JOB_SUBMITTING, RUSHES_JOB_UNKNOWN, error);
  else
    rushes_job_steps_set_error (context, error);
}

/* The server has it, and that is what it costs. @cost: what the server said, or -1. Returns: whether that is written down */
static gboolean
commit_taken (RushesStepContext *context, double cost)
{
  RushesJobRecord *record = context->result->record;

  record->cost = cost >= 0 ? cost : rushes_request_get_double (record->request, RUSHES_REQUEST_COST, -1);
  return rushes_job_steps_commit_with (context, RUSHES_JOB_SUBMITTING, rushes_ledger_write_taken);
}

static void
take_submission (RushesStepContext *context, RushesSubmission *submission)
{
  RushesJobRecord *record = context->result->record;

  record->remote_id = g_steal_pointer (&submission->remote_id);
  g_free (record->poll_url);
  record->poll_url = g_steal_pointer (&submission->poll_url);
  record->remote_file = g_steal_pointer (&submission->remote_file);
  record->sent = g_steal_pointer (&submission->sent);
  record->note = g_steal_pointer (&submission->note);
  record->state = record->remote_file != NULL ? RUSHES_JOB_FETCHING : RUSHES_JOB_QUEUED;
  context->result->failures = 0;
  if (!commit_taken (context, submission->cost))
    settle_twin (context);
}

void
rushes_job_steps_submit (RushesStepContext *context)
{
  RushesJobRecord *record = context->result->record;
  g_autofree char *part = rushes_paths_dup_part_path (rushes_library_get_paths (context->tools->library), record->id);
  g_autoptr (RushesSubmission) submission = NULL;
  g_autoptr (GError) error = NULL;

  record->state = RUSHES_JOB_SUBMITTING;
  record->attempts++;
  record->started_us = g_get_real_time ();
  g_clear_pointer (&record->sent, g_free);
  g_clear_error (&record->error);
  if (!rushes_job_steps_commit (context, RUSHES_JOB_WAITING))
    return;
  g_clear_pointer (&record->note, g_free);
  submission = rushes_provider_submit (context->provider, context->target, record, part, context->tools->progress, context->tools->progress_data,
                                       context->cancellable, &error);
  if (submission != NULL)
    take_submission (context, submission);
  else if (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_UNCERTAIN))
    rushes_job_steps_set_error (context, g_steal_pointer (&error)); /* still submitting: the next step looks it up */
  else if (rushes_error_is_temporary (error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      record->state = RUSHES_JOB_WAITING;
      record->attempts--; /* refused: its outcome is known */
      rushes_job_steps_wait_with (context, g_steal_pointer (&error));
      rushes_job_steps_commit (context, RUSHES_JOB_SUBMITTING);
    }
  else
    rushes_job_steps_end (context, RUSHES_JOB_SUBMITTING, RUSHES_JOB_FAILED, g_steal_pointer (&error));
}

/* The server answers and has no such job. */
static void
settle_missing (RushesStepContext *context)
{
  RushesJobRecord *record = context->result->record;
  gboolean certain = rushes_provider_names_jobs (context->provider);

  if (context->step->retry == RUSHES_RETRY_SEND)
    {
      rushes_job_steps_send_again (context, RUSHES_JOB_SUBMITTING);
      return;
    }
  context->result->missing = TRUE;
  /* Where it would be paid for again, what is before the server gets the time to know of it. */
  if (++context->result->misses < MISSES_NEEDED || (certain && !rushes_job_steps_is_free (context) && rushes_job_steps_is_patient (context)))
    {
      context->result->after_ms = CONFIRM_MS;
      return;
    }
  context->result->misses = 0;
  context->result->missing = FALSE;
  context->result->retry = RUSHES_RETRY_NONE;
  if (record->cancel_requested)
    rushes_job_steps_end (context, RUSHES_JOB_SUBMITTING, RUSHES_JOB_CANCELLED, NULL);
  else if (!certain)
    rushes_job_steps_end (context, RUSHES_JOB_SUBMITTING, RUSHES_JOB_UNKNOWN,
         record->error != NULL ? g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_UNCERTAIN, record->error->message)
                               : g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_UNCERTAIN, ""));
  else if (record->attempts >= ATTEMPTS_MAX)
    rushes_job_steps_end (context, RUSHES_JOB_SUBMITTING, RUSHES_JOB_FAILED,
         g_error_new (RUSHES_ERROR, RUSHES_ERROR_SERVER, "%s",
                      record->error != NULL ? record->error->message : _("the job was not taken")));
  else
    {
      record->state = RUSHES_JOB_WAITING;
      context->result->failures++;
      context->result->after_ms = -1;
      rushes_job_steps_commit (context, RUSHES_JOB_SUBMITTING);
    }
}

/* A submission whose outcome is unknown: look, never resend. */
void
rushes_job_steps_find (RushesStepContext *context)
{
  RushesJobRecord *record = context->result->record;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) known = NULL;
  g_autofree char *remote_id = NULL;

  if (record->remote_id == NULL)
    {
      known = rushes_ledger_get_remote_ids (context->tools->ledger, record->connection_id, &error);
      if (known == NULL || !rushes_provider_find (context->provider, context->target, record, known, &remote_id,
                                                  context->cancellable, &error))
        {
          rushes_job_steps_wait_with (context, g_steal_pointer (&error));
          return;
        }
      if (remote_id == NULL)
        {
          settle_missing (context);
          return;
        }
      record->remote_id = g_steal_pointer (&remote_id);
    }
  record->state = RUSHES_JOB_QUEUED;
  g_clear_error (&record->error);
  context->result->retry = RUSHES_RETRY_NONE;
  context->result->failures = 0;
  if (!commit_taken (context, record->cost))
    settle_twin (context);
}
