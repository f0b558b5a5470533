/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-job-steps.h"

#include "rushes-error.h"
#include "rushes-job-outputs.h"
#include "rushes-job-placing.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* The ledger's state machine, one step at a time, on a worker (HACKING.md, "The ledger"). Every step is
 * written down before its effect on the world, and any of them can be the last before a power cut. */

#define MISSES_NEEDED 2      /* a request on its way may arrive between two looks */
#define CONFIRM_MS 1000      /* between those two looks */
#define ATTEMPTS_MAX 3       /* creates of one job whose outcome stayed unknown */
#define PLACE_AGAIN_MS 1000  /* when only servers that lack something are free */
#define GIVEN_UP_AFTER 5     /* looks in vain at a server that has not started a job that any may take */
#define HOPELESS_FAILURES 5  /* in a row, of a kind that waiting does not mend */

typedef struct
{
  const RushesStepTools *tools;
  RushesStep *step;
  RushesProvider *provider;
  RushesTarget *target;
  GCancellable *cancellable;
  RushesStepResult *result;
} Context;

/* Writes the result's record; if even that fails the job stays where it was and the step is repeated. */
static gboolean
commit (Context *context, RushesJobState expected)
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

static void
set_error (Context *context, GError *error)
{
  g_clear_error (&context->result->record->error);
  context->result->record->error = error;
}

static void
end (Context *context, RushesJobState expected, RushesJobState state, GError *error)
{
  RushesJobRecord *record = context->result->record;

  record->state = state;
  record->finished_us = g_get_real_time ();
  set_error (context, error);
  commit (context, expected);
}

/* The step did not succeed but may later: the record stays, its error says why it waits. */
static void
wait_with (Context *context, GError *error)
{
  gint64 told = rushes_error_get_retry_after_ms (error);

  context->result->failures++;
  context->result->after_ms = told >= 0 ? (int) MIN (told, 24 * 3600 * 1000) : -1;
  set_error (context, error);
}

static gboolean
is_local (const GError *error)
{
  return g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_DISK_FULL) ||
         g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_READ_ONLY) ||
         g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE);
}

/* A job the server has: an unreachable server never fails it; what waiting does not mend fails it after
 * some tries, and retrying carries on with the same remote job. */
static void
wait_or_fail (Context *context, GError *error)
{
  RushesJobState state = context->step->record->state;
  gboolean hopeful = rushes_error_is_temporary (error) && error->code != RUSHES_ERROR_INCOMPLETE;

  if (is_local (error) || (!hopeful && context->step->failures + 1 >= HOPELESS_FAILURES))
    end (context, state, RUSHES_JOB_FAILED, error);
  else
    wait_with (context, error);
}

/* What the server says it costs takes the place of what was expected. */
static void
correct_cost (Context *context, double cost)
{
  RushesJobRecord *record = context->result->record;

  if (cost < 0 || cost == record->cost)
    return;
  record->cost = cost;
  rushes_ledger_set_spent (context->tools->ledger, record->id, cost, NULL);
}

/* The ledger refused the server's id. If another job has it, whether the server made one video or two cannot be told; if
 * not, the disk was full or the like, and the next step tries again. */
static void
settle_twin (Context *context)
{
  RushesJobRecord *record = context->result->record;
  g_autoptr (GHashTable) known = rushes_ledger_get_remote_ids (context->tools->ledger, record->connection_id, NULL);

  if (known == NULL || record->remote_id == NULL || !g_hash_table_contains (known, record->remote_id))
    return;
  g_clear_pointer (&record->remote_id, g_free);
  g_clear_pointer (&record->remote_file, g_free);
  end (context, RUSHES_JOB_SUBMITTING, RUSHES_JOB_UNKNOWN,
       g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_UNCERTAIN, _("The server gave this job the id of another one")));
}

static void
take_submission (Context *context, RushesSubmission *submission)
{
  RushesJobRecord *record = context->result->record;

  record->cost = submission->cost >= 0 ? submission->cost : rushes_request_get_double (record->request, RUSHES_REQUEST_COST, -1);
  if (record->cost > 0)
    rushes_ledger_add_spent (context->tools->ledger, record->id, record->cost, NULL);
  record->remote_id = g_steal_pointer (&submission->remote_id);
  g_free (record->poll_url);
  record->poll_url = g_steal_pointer (&submission->poll_url);
  record->remote_file = g_steal_pointer (&submission->remote_file);
  record->note = g_steal_pointer (&submission->note);
  record->state = record->remote_file != NULL ? RUSHES_JOB_FETCHING : RUSHES_JOB_QUEUED;
  context->result->failures = 0;
  if (!commit (context, RUSHES_JOB_SUBMITTING))
    settle_twin (context);
}

static void
submit (Context *context)
{
  RushesJobRecord *record = context->result->record;
  g_autofree char *part = rushes_paths_dup_part_path (rushes_library_get_paths (context->tools->library), record->id);
  g_autoptr (RushesSubmission) submission = NULL;
  g_autoptr (GError) error = NULL;

  record->state = RUSHES_JOB_SUBMITTING;
  record->attempts++;
  record->started_us = g_get_real_time ();
  g_clear_error (&record->error);
  if (!commit (context, RUSHES_JOB_WAITING))
    return;
  g_clear_pointer (&record->note, g_free);
  submission = rushes_provider_submit (context->provider, context->target, record, part, context->cancellable, &error);
  if (submission != NULL)
    take_submission (context, submission);
  else if (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_UNCERTAIN))
    set_error (context, g_steal_pointer (&error)); /* still submitting: the next step looks it up */
  else if (rushes_error_is_temporary (error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      record->state = RUSHES_JOB_WAITING;
      wait_with (context, g_steal_pointer (&error));
      commit (context, RUSHES_JOB_SUBMITTING);
    }
  else
    end (context, RUSHES_JOB_SUBMITTING, RUSHES_JOB_FAILED, g_steal_pointer (&error));
}

/* The server answers and has no such job. */
static void
settle_missing (Context *context)
{
  RushesJobRecord *record = context->result->record;
  gboolean certain = rushes_provider_names_jobs (context->provider);

  if (++context->result->misses < MISSES_NEEDED)
    {
      context->result->after_ms = CONFIRM_MS;
      return;
    }
  context->result->misses = 0;
  if (record->cancel_requested)
    end (context, RUSHES_JOB_SUBMITTING, RUSHES_JOB_CANCELLED, NULL);
  else if (!certain)
    end (context, RUSHES_JOB_SUBMITTING, RUSHES_JOB_UNKNOWN,
         record->error != NULL ? g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_UNCERTAIN, record->error->message)
                               : g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_UNCERTAIN, ""));
  else if (record->attempts >= ATTEMPTS_MAX)
    end (context, RUSHES_JOB_SUBMITTING, RUSHES_JOB_FAILED,
         g_error_new (RUSHES_ERROR, RUSHES_ERROR_SERVER, "%s",
                      record->error != NULL ? record->error->message : _("the job was not taken")));
  else
    {
      record->state = RUSHES_JOB_WAITING;
      context->result->failures++;
      context->result->after_ms = -1;
      commit (context, RUSHES_JOB_SUBMITTING);
    }
}

/* A submission whose outcome is unknown: look, never resend. */
static void
find (Context *context)
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
          wait_with (context, g_steal_pointer (&error));
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
  context->result->failures = 0;
  if (!commit (context, RUSHES_JOB_SUBMITTING) && known != NULL)
    g_clear_pointer (&record->remote_id, g_free); /* another job has just adopted it */
}

/* The user may set how long a job may take on a connection. */
static gboolean
is_overdue (Context *context)
{
  const RushesJobRecord *record = context->result->record;
  double minutes = rushes_connection_get_number (context->step->connection, RUSHES_CONNECTION_DEADLINE, 0);

  return minutes > 0 && record->started_us > 0 && g_get_real_time () - record->started_us > minutes * 60 * G_USEC_PER_SEC;
}

/* The server may go on: its job is not forgotten. */
static GError *
new_overdue (Context *context)
{
  double minutes = rushes_connection_get_number (context->step->connection, RUSHES_CONNECTION_DEADLINE, 0);

  return g_error_new (RUSHES_ERROR, RUSHES_ERROR_OVERDUE, _("There was no result after %g minutes"), minutes);
}

static void
take_poll (Context *context, RushesPoll *poll)
{
  RushesJobRecord *record = context->result->record;
  RushesJobState before = record->state;

  context->result->failures = 0;
  context->result->fraction = poll->fraction;
  context->result->stage = g_strdup (poll->stage);
  context->result->after_ms =
    poll->after_ms > 0 ? poll->after_ms : rushes_provider_get_poll_interval (context->provider);
  g_clear_error (&record->error);
  if (poll->state == RUSHES_JOB_FAILED || poll->state == RUSHES_JOB_CANCELLED)
    {
      g_clear_pointer (&record->remote_id, g_free); /* it is dead there: a retry makes a new one */
      end (context, before, poll->state, g_steal_pointer (&poll->error));
      return;
    }
  if (poll->state == RUSHES_JOB_FETCHING)
    {
      record->remote_file = g_steal_pointer (&poll->remote_file);
      record->expires_us = poll->expires_us;
      correct_cost (context, poll->cost);
      if (poll->note != NULL && record->note == NULL)
        record->note = g_steal_pointer (&poll->note);
      context->result->after_ms = 0;
    }
  if ((poll->state == RUSHES_JOB_QUEUED || poll->state == RUSHES_JOB_RUNNING) && is_overdue (context))
    {
      end (context, before, RUSHES_JOB_FAILED, new_overdue (context));
      return;
    }
  if (poll->state == before)
    return;
  record->state = poll->state;
  commit (context, before);
}

static void
poll (Context *context)
{
  RushesJobRecord *record = context->result->record;
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesPoll) poll =
    rushes_provider_poll (context->provider, context->target, record, context->cancellable, &error);

  if (poll != NULL)
    take_poll (context, poll);
  else if (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_GONE))
    {
      RushesJobState before = record->state;
      g_clear_pointer (&record->remote_id, g_free);
      end (context, before, RUSHES_JOB_LOST, g_steal_pointer (&error));
    }
  else
    wait_or_fail (context, g_steal_pointer (&error));
}

static void
cancel (Context *context)
{
  RushesJobRecord *record = context->result->record;
  RushesJobState before = record->state;
  g_autoptr (GError) error = NULL;
  RushesCancelResult outcome =
    rushes_provider_cancel (context->provider, context->target, record, context->cancellable, &error);

  if (error != NULL)
    wait_with (context, g_steal_pointer (&error));
  else if (outcome == RUSHES_CANCEL_TOO_LATE)
    {
      /* It has ended on the server: if with a clip, that is kept. */
      record->cancel_requested = FALSE;
      rushes_ledger_set_cancel (context->tools->ledger, record->id, FALSE, NULL);
      poll (context);
    }
  else if (outcome == RUSHES_CANCEL_STOPPED)
    {
      g_clear_pointer (&record->remote_id, g_free);
      end (context, before, RUSHES_JOB_CANCELLED, NULL);
    }
  else
    end (context, before, RUSHES_JOB_CANCELLED,
         g_error_new (RUSHES_ERROR, RUSHES_ERROR_UNSUPPORTED,
                      _("Stopped watching. The server may finish the clip and bill it; then it is offered here")));
}

/* A job that could only be left alone: if it has finished all the same, its clip is there to be fetched. */
static void
look_after (Context *context)
{
  RushesJobRecord *record = context->result->record;
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesPoll) poll =
    rushes_provider_poll (context->provider, context->target, record, context->cancellable, &error);

  if (poll != NULL && poll->state == RUSHES_JOB_FETCHING)
    {
      record->remote_file = g_steal_pointer (&poll->remote_file);
      record->expires_us = poll->expires_us;
      correct_cost (context, poll->cost);
      g_free (record->note);
      record->note = g_strdup (_("The server finished it all the same. Fetch brings the clip; nothing new is made."));
      g_clear_error (&record->error);
    }
  else if (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_GONE) ||
           (poll != NULL && (poll->state == RUSHES_JOB_FAILED || poll->state == RUSHES_JOB_CANCELLED)))
    {
      g_clear_pointer (&record->remote_id, g_free);
      g_clear_error (&record->error);
    }
  else
    return;
  commit (context, RUSHES_JOB_CANCELLED);
}

static void
drop_part (Context *context)
{
  g_autofree char *part =
    rushes_paths_dup_part_path (rushes_library_get_paths (context->tools->library), context->step->record->id);
  g_autofree char *note = g_strconcat (part, ".etag", NULL);

  g_unlink (part);
  g_unlink (note);
}

/* One job may have made several files. A further one that is no clip does not fail the job, whose first is safe.
 * Returns: whether that was all this step has to do */
static gboolean
next_output (Context *context, RushesJobState before)
{
  RushesJobRecord *record = context->result->record;
  gboolean first = rushes_job_outputs_get_number (record->remote_file) == 1;
  g_autofree char *rest = rushes_job_outputs_dup_rest (record->remote_file);

  if (rest == NULL && !first && before == RUSHES_JOB_FETCHING)
    {
      end (context, before, RUSHES_JOB_DONE, NULL);
      return TRUE;
    }
  if (rest == NULL || (first && before == RUSHES_JOB_FETCHING))
    return FALSE;
  g_free (record->remote_file);
  record->remote_file = g_steal_pointer (&rest);
  record->state = RUSHES_JOB_FETCHING;
  context->result->after_ms = 0;
  commit (context, before);
  return TRUE;
}

/* The part is complete: what is it, and what shall it be called? */
static void
name_clip (Context *context, const char *part)
{
  RushesJobRecord *record = context->result->record;
  const RushesJobServices *services = context->tools->services;
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  g_autofree char *clip_id = rushes_job_outputs_dup_clip_id (record->id, record->remote_file);
  g_autoptr (GError) error = NULL;
  const char *extension = "mp4";

  if (!services->probe (services->data, part, info, &extension, &error))
    {
      drop_part (context);
      if (!next_output (context, RUSHES_JOB_FETCHING))
        end (context, RUSHES_JOB_FETCHING, RUSHES_JOB_FAILED, g_steal_pointer (&error));
      return;
    }
  g_free (record->clip_name);
  record->clip_name = rushes_paths_dup_clip_name (g_get_real_time (), rushes_request_get_prompt (record->request),
                                                  clip_id, extension);
  record->state = RUSHES_JOB_SAVING;
  g_clear_error (&record->error);
  context->result->failures = 0;
  commit (context, RUSHES_JOB_FETCHING);
}

static void
fetch (Context *context)
{
  RushesJobRecord *record = context->result->record;
  g_autofree char *part =
    rushes_paths_dup_part_path (rushes_library_get_paths (context->tools->library), record->id);
  g_autoptr (RushesJobRecord) order = rushes_job_record_copy (record);
  g_autoptr (GError) error = NULL;

  g_free (order->remote_file);
  order->remote_file = rushes_job_outputs_dup_current (record->remote_file);
  if (record->cancel_requested)
    {
      drop_part (context);
      end (context, RUSHES_JOB_FETCHING, RUSHES_JOB_CANCELLED, NULL);
      return;
    }
  if (rushes_provider_fetch (context->provider, context->target, order, part, context->tools->progress,
                             context->tools->progress_data, context->cancellable, &error))
    {
      name_clip (context, part);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      wait_with (context, g_steal_pointer (&error));
      context->result->after_ms = 0;
      return;
    }
  /* Room for the ledger first: a full disk could not even take down why the job failed. */
  if (is_local (error))
    drop_part (context);
  wait_or_fail (context, g_steal_pointer (&error));
  if (rushes_job_state_is_final (record->state))
    drop_part (context);
}

static void
fill_info (Context *context, RushesClipInfo *info)
{
  const RushesJobRecord *record = context->step->record;
  RushesConnection *connection = context->step->connection;

  info->id = rushes_job_outputs_dup_clip_id (record->id, record->remote_file);
  info->name = g_strdup (record->clip_name);
  info->request = rushes_request_ref (record->request);
  info->connection_name = connection != NULL ? g_strdup (rushes_connection_get_name (connection)) : NULL;
  info->remote_id = g_strdup (record->remote_id);
  info->created_us = g_get_real_time ();
  info->took_ms = record->started_us > 0 ? MAX (0, (info->created_us - record->started_us) / 1000) : 0;
  info->cost = record->cost;
  info->sample = connection != NULL && rushes_connection_get_flag (connection, RUSHES_CONNECTION_SAMPLE);
  info->is_new = TRUE;
}

/* Name, sidecar, row: each may be repeated after a crash. */
static void
save (Context *context)
{
  RushesJobRecord *record = context->result->record;
  RushesPaths *paths = rushes_library_get_paths (context->tools->library);
  const RushesJobServices *services = context->tools->services;
  g_autofree char *part = rushes_paths_dup_part_path (paths, record->id);
  g_autofree char *final = rushes_paths_dup_clip_path (paths, record->clip_name);
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  g_autoptr (GError) error = NULL;
  const char *extension;

  if (!g_file_test (part, G_FILE_TEST_EXISTS) && !g_file_test (final, G_FILE_TEST_EXISTS))
    {
      record->state = RUSHES_JOB_FETCHING; /* somebody cleaned up: fetch it again */
      commit (context, RUSHES_JOB_SAVING);
      return;
    }
  fill_info (context, info);
  if (rushes_paths_publish (part, final, &error) &&
      services->probe (services->data, final, info, &extension, &error) &&
      rushes_library_add (context->tools->library, info, &error))
    {
      if (!next_output (context, RUSHES_JOB_SAVING))
        end (context, RUSHES_JOB_SAVING, RUSHES_JOB_DONE, NULL);
    }
  else
    end (context, RUSHES_JOB_SAVING, RUSHES_JOB_FAILED, g_steal_pointer (&error));
}

static void
dispatch (Context *context)
{
  RushesJobRecord *record = context->result->record;

  switch (record->state)
    {
    case RUSHES_JOB_WAITING:
      submit (context);
      break;
    case RUSHES_JOB_SUBMITTING:
      find (context);
      break;
    case RUSHES_JOB_QUEUED:
    case RUSHES_JOB_RUNNING:
      if (record->cancel_requested)
        cancel (context);
      else
        poll (context);
      break;
    case RUSHES_JOB_FETCHING:
      fetch (context);
      break;
    case RUSHES_JOB_CANCELLED:
      look_after (context);
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
place (Context *context)
{
  RushesStep *step = context->step;
  g_autoptr (GError) error = NULL;
  RushesConnection *connection =
    rushes_job_place (context->tools->services, step->candidates, step->record, context->cancellable, &error);

  if (connection == NULL && step->n_busy > 0)
    context->result->after_ms = PLACE_AGAIN_MS; /* those that can may be among the busy ones */
  else if (connection == NULL && g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_MISSING_ON_SERVER))
    end (context, RUSHES_JOB_WAITING, RUSHES_JOB_FAILED, g_steal_pointer (&error));
  else if (connection == NULL)
    wait_with (context, g_steal_pointer (&error));
  if (connection == NULL)
    return FALSE;
  step->connection = g_object_ref (connection);
  g_free (context->result->record->connection_id);
  context->result->record->connection_id = g_strdup (rushes_connection_get_id (connection));
  return TRUE;
}

/* A job that no server has started goes back to where any may take it. */
static void
release (Context *context)
{
  RushesJobRecord *record = context->result->record;
  gboolean was_queued = context->step->record->state == RUSHES_JOB_QUEUED && record->state == RUSHES_JOB_QUEUED;

  if (!rushes_job_is_floating (record) || record->cancel_requested)
    return;
  if (was_queued && context->result->failures >= GIVEN_UP_AFTER)
    {
      g_clear_pointer (&record->remote_id, g_free);
      record->state = RUSHES_JOB_WAITING;
      commit (context, RUSHES_JOB_QUEUED);
    }
  if (record->state == RUSHES_JOB_WAITING)
    {
      g_free (record->connection_id);
      record->connection_id = g_strdup (RUSHES_CONNECTION_ANY);
      commit (context, RUSHES_JOB_WAITING);
    }
}

/* Takes the job through its next step. Blocking. */
RushesStepResult *
rushes_job_step_run (const RushesStepTools *tools, RushesStep *step, GCancellable *cancellable)
{
  RushesStepResult *result = g_new0 (RushesStepResult, 1);
  const RushesJobServices *services = tools->services;
  g_autoptr (RushesTarget) target = NULL;
  Context context = { tools, step, NULL, NULL, cancellable, result };

  result->record = rushes_job_record_copy (step->record);
  result->fraction = -1;
  result->misses = step->misses;
  result->failures = step->failures;
  if (step->record->state == RUSHES_JOB_SAVING)
    {
      save (&context); /* needs no server, and no connection that may have been removed meanwhile */
      return result;
    }
  if (step->connection == NULL && !place (&context))
    return result;
  target = services->new_target (services->data, step->connection);
  context.provider = services->get_provider (services->data, rushes_connection_get_kind (step->connection));
  context.target = target;
  dispatch (&context);
  release (&context);
  result->target = g_steal_pointer (&target);
  return result;
}
