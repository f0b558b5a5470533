/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-job-steps-private.h"

#include "rushes-error.h"
#include "rushes-room.h"

#include <glib/gi18n.h>

/* How a step ends: what is written down, and when the next one is due. */

#define HOPELESS_FAILURES 5 /* in a row, of a kind that waiting does not mend */
#define LOOK_AGAIN_MS 5000  /* at a server that says that it has not the job */

void
rushes_job_steps_set_error (RushesStepContext *context, GError *error)
{
  g_clear_error (&context->result->record->error);
  context->result->record->error = error;
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

static const char *
get_clips (RushesStepContext *context)
{
  return rushes_paths_get_clips_dir (rushes_library_get_paths (context->tools->library));
}

static const char *
get_ledger (RushesStepContext *context)
{
  return rushes_paths_get_data_dir (rushes_library_get_paths (context->tools->library));
}

/* Which room it is that @error misses. */
static RushesHold
find_hold (RushesStepContext *context, const GError *error)
{
  gint64 rows;

  if (error->code == RUSHES_ERROR_NO_ROOM)
    return RUSHES_HOLD_OWN;
  rows = rushes_room_get (get_ledger (context));
  return rows >= 0 && rows < RUSHES_ROOM_LEDGER && rushes_error_get_wanted (error) <= RUSHES_ROOM_LEDGER ? RUSHES_HOLD_LEDGER : RUSHES_HOLD_CLIPS;
}

/* As rushes_job_steps_wait_for_room(), without taking it down. */
static gboolean
hold (RushesStepContext *context, GError **error)
{
  RushesHold kind = rushes_error_is_about_room (*error) ? find_hold (context, *error) : RUSHES_HOLD_NONE;
  const char *folder = kind == RUSHES_HOLD_LEDGER ? get_ledger (context) : get_clips (context);
  gint64 wanted = rushes_error_get_wanted (*error), room;

  if (kind == RUSHES_HOLD_NONE || !rushes_room_can_ever (folder, wanted))
    return FALSE;
  room = rushes_room_get (folder);
  if (wanted == 0)
    wanted = kind == RUSHES_HOLD_LEDGER ? RUSHES_ROOM_LEDGER : RUSHES_ROOM_KEPT + RUSHES_ROOM_CLIP;
  rushes_job_steps_wait_with (context, g_steal_pointer (error));
  context->result->hold = kind;
  context->result->wanted = room >= 0 && room < wanted ? wanted : -1;
  return TRUE;
}

static void
give_back_text (char **text, const char *before)
{
  g_free (*text);
  *text = g_strdup (before);
}

/* What the step took out of the record, or went on to, was not written down: the ledger has what was before, and so has the step that is repeated. What the
 * server said of a job that had nothing of it stays: it says that only once. */
static void
give_back (RushesJobRecord *record, const RushesJobRecord *before)
{
  if (record->remote_id == NULL)
    record->remote_id = g_strdup (before->remote_id);
  if (record->poll_url == NULL)
    record->poll_url = g_strdup (before->poll_url);
  if (before->remote_file != NULL)
    give_back_text (&record->remote_file, before->remote_file);
}

/* Writes the result's record, by one of the ledger's functions; if even that fails the job stays where it was and the step is repeated. */
gboolean
rushes_job_steps_commit_with (RushesStepContext *context, RushesJobState expected, RushesLedgerWrite write)
{
  RushesJobRecord *record = context->result->record;
  g_autoptr (GError) error = NULL;

  if (write (context->tools->ledger, record, expected, &error))
    return TRUE;
  record->state = expected;
  if (context->step->record->state == expected) /* else something of this step is written down */
    give_back (record, context->step->record);
  g_clear_error (&record->error);
  if (hold (context, &error))
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
rushes_job_steps_end (RushesStepContext *context, RushesJobState expected, RushesJobState state, GError *error)
{
  RushesJobRecord *record = context->result->record;

  record->state = state;
  record->finished_us = g_get_real_time ();
  rushes_job_steps_set_error (context, error);
  rushes_job_steps_commit (context, expected);
}

gboolean
rushes_job_steps_is_local (const GError *error)
{
  return rushes_error_is_about_room (error) ||
         g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_READ_ONLY) ||
         g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE) ||
         g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_BROKEN);
}

/**
 * rushes_job_steps_wait_for_room:
 * @error: why a step failed; cleared if it is because there is no room
 *
 * A full disk is no fault of the job: it stays what it is until there is room. Where nothing tells how much is wanted (a quota, a disk out of
 * names) it is tried again as after any failure. Why it waits is taken down where that can be: others ask. Returns: whether that is so
 */
gboolean
rushes_job_steps_wait_for_room (RushesStepContext *context, GError **error)
{
  const GError *before = context->step->record->error;
  RushesJobRecord *record = context->result->record;

  if (!hold (context, error))
    return FALSE;
  if (before == NULL || !g_error_matches (record->error, before->domain, before->code) || !g_str_equal (before->message, record->error->message))
    rushes_ledger_write (context->tools->ledger, record, record->state, NULL);
  return TRUE;
}

static gboolean
has_room_for_clip (RushesStepContext *context, gint64 needed, GError **error)
{
  gint64 room = rushes_room_get (get_clips (context));
  g_autofree char *more = g_format_size (needed), *have = g_format_size (MAX (0, room)), *kept = g_format_size (RUSHES_ROOM_KEPT);

  if (room < 0 || needed <= room - RUSHES_ROOM_KEPT)
    return TRUE;
  if (context->step->record->state == RUSHES_JOB_WAITING)
    rushes_error_set_room (error, RUSHES_ERROR_DISK_FULL, needed + RUSHES_ROOM_KEPT, _("It needs %s, and %s are free; %s are kept free"), more, have, kept);
  else /* how much it needs is not known yet */
    rushes_error_set_room (error, RUSHES_ERROR_DISK_FULL, needed + RUSHES_ROOM_KEPT, _("There is no more room for the clip; %s are kept free"), kept);
  return FALSE;
}

/* Whether what is sent can be taken down: a create whose answer is not may be paid for and never found again. */
static gboolean
has_room_for_row (RushesStepContext *context, GError **error)
{
  const char *folder = get_ledger (context);
  gint64 room = rushes_room_get (folder);
  g_autofree char *have = g_format_size (MAX (0, room)), *wanted = g_format_size (RUSHES_ROOM_LEDGER), *name = g_filename_display_name (folder);

  if (room < 0 || room >= RUSHES_ROOM_LEDGER)
    return TRUE;
  rushes_error_set_room (error, RUSHES_ERROR_DISK_FULL, RUSHES_ROOM_LEDGER,
                         _("What is sent could not be taken down: %s are free in “%s”, and %s have to be. Nothing was sent"), have, name, wanted);
  return FALSE;
}

/* Whether so many bytes more can be written to the library; else the job waits for that, or fails where the disk is too small. */
gboolean
rushes_job_steps_has_room (RushesStepContext *context, gint64 needed)
{
  g_autoptr (GError) error = NULL;

  if (has_room_for_clip (context, needed, &error) && (context->step->record->state != RUSHES_JOB_WAITING || has_room_for_row (context, &error)))
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
