/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-job-steps-private.h"

#include "rushes-error.h"
#include "rushes-room.h"

/* How a step ends: what is written down, and when the next one is due. */

#define HOPELESS_FAILURES 5 /* in a row, of a kind that waiting does not mend */
#define LOOK_AGAIN_MS 5000  /* at a server that says that it has not the job */

/* Writes the result's record, by one of the ledger's functions; if even that fails the job stays where it was and the step is repeated. */
gboolean
rushes_job_steps_commit_with (RushesStepContext *context, RushesJobState expected, RushesLedgerWrite write)
{
  RushesJobRecord *record = context->result->record;
  g_autoptr (GError) error = NULL;

  if (write (context->tools->ledger, record, expected, &error))
    return TRUE;
  record->state = expected;
  g_clear_error (&record->error);
  if (rushes_job_steps_wait_for_room (context, &error))
    return FALSE;
  record->error = g_steal_pointer (&error);
  context->result->failures++;
  context->result->after_ms = -1;
  return FALSE;
}

gboolean
rushes_job_steps_commit (RushesStepContext *context, RushesJobState expected)
{
  return rushes_job_steps_commit_with (context, expected, rushes_ledger_write);
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
         g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE) ||
         g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_BROKEN);
}

/**
 * rushes_job_steps_wait_for_room:
 * @error: why a step failed; cleared if it is because there is no room
 *
 * A full disk is no fault of the job: it stays what it is until there is room. Where nothing tells how much is wanted (a quota, a disk out of
 * names) it is tried again as after any failure. Returns: whether that is so
 */
gboolean
rushes_job_steps_wait_for_room (RushesStepContext *context, GError **error)
{
  const char *clips = rushes_paths_get_clips_dir (rushes_library_get_paths (context->tools->library));
  gint64 wanted = rushes_error_get_wanted (*error), room;

  if (!g_error_matches (*error, RUSHES_ERROR, RUSHES_ERROR_DISK_FULL) || !rushes_room_can_ever (clips, wanted))
    return FALSE;
  room = rushes_room_get (clips);
  if (wanted == 0)
    wanted = RUSHES_ROOM_KEPT + RUSHES_ROOM_CLIP;
  rushes_job_steps_wait_with (context, g_steal_pointer (error));
  context->result->wanted = room >= 0 && room < wanted ? wanted : -1;
  return TRUE;
}

/* Whether so many bytes more can be written to the library; else the job waits for that, or fails where the disk is too small. */
gboolean
rushes_job_steps_has_room (RushesStepContext *context, gint64 needed)
{
  g_autoptr (GError) error = NULL;

  if (rushes_room_check (rushes_paths_get_clips_dir (rushes_library_get_paths (context->tools->library)), needed, RUSHES_ROOM_KEPT, &error))
    return TRUE;
  if (!rushes_job_steps_wait_for_room (context, &error))
    rushes_job_steps_end (context, context->step->record->state, RUSHES_JOB_FAILED, g_steal_pointer (&error));
  return FALSE;
}

/* A job the server has: an unreachable server never fails it; what waiting does not mend fails it after
 * some tries, and retrying carries on with the same remote job. */
void
rushes_job_steps_wait_or_fail (RushesStepContext *context, GError *error)
{
  RushesJobState state = context->step->record->state;
  gboolean hopeful = rushes_error_is_temporary (error) && error->code != RUSHES_ERROR_INCOMPLETE;

  /* What the server says it has not was waited for already. */
  if (rushes_job_steps_is_local (error) || error->code == RUSHES_ERROR_GONE || (!hopeful && context->step->failures + 1 >= HOPELESS_FAILURES))
    rushes_job_steps_end (context, state, RUSHES_JOB_FAILED, error);
  else
    rushes_job_steps_wait_with (context, error);
}

/* Whether making it once more costs nothing, as far as is known: with a key for it, the nodes of a graph may cost. */
gboolean
rushes_job_steps_is_free (RushesStepContext *context)
{
  return rushes_connection_is_free (context->step->connection) && context->result->record->cost <= 0 &&
         rushes_target_get_comfy_org_key (context->target) == NULL;
}

/* Whether what the server says is not yet believed: it may have restarted, or what is before it does not know yet. */
gboolean
rushes_job_steps_is_patient (RushesStepContext *context)
{
  return context->step->missing_ms < rushes_connection_get_patience (context->step->connection) * 60 * 1000;
}

/* The server says that it has not the job; it is asked again. @error: (transfer full) */
void
rushes_job_steps_look_again (RushesStepContext *context, GError *error)
{
  context->result->missing = TRUE;
  context->result->failures = 0;
  context->result->after_ms = LOOK_AGAIN_MS;
  rushes_job_steps_set_error (context, error);
}

/* The server has it not: from the beginning. */
void
rushes_job_steps_send_again (RushesStepContext *context, RushesJobState expected)
{
  RushesJobRecord *record = context->result->record;

  g_clear_pointer (&record->remote_id, g_free);
  g_clear_pointer (&record->poll_url, g_free);
  g_clear_pointer (&record->remote_file, g_free);
  g_clear_error (&record->error);
  record->state = RUSHES_JOB_WAITING;
  record->attempts = 0;
  context->result->retry = RUSHES_RETRY_NONE;
  context->result->misses = 0;
  context->result->after_ms = 0;
  rushes_job_steps_commit (context, expected);
}
