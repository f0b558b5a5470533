/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-job-steps-private.h"

#include "rushes-error.h"
#include "rushes-hash.h"
#include "rushes-job-outputs.h"

#include <glib/gstdio.h>

/* What the server made comes here and becomes a clip: downloaded, named, published, indexed. */

#define FETCHED_AGAIN 3         /* times, when what came is no whole video */
#define FETCH_AGAIN_MS 2000     /* the first pause; each is three times as long as the one before */

static char *
dup_part (RushesStepContext *context)
{
  return rushes_paths_dup_part_path (rushes_library_get_paths (context->tools->library), context->step->record->id);
}

/* What it says is of no use any more. */
static void
drop_note (RushesStepContext *context)
{
  g_autofree char *part = dup_part (context);
  g_autofree char *note = g_strconcat (part, ".etag", NULL);

  g_unlink (note);
}

static void
drop_part (RushesStepContext *context)
{
  g_autofree char *part = dup_part (context);

  g_unlink (part);
  drop_note (context);
}

/* One job may have made several files. A further one that is no clip does not fail the job, whose first is safe.
 * Returns: whether that was all this step has to do */
static gboolean
next_output (RushesStepContext *context, RushesJobState before)
{
  RushesJobRecord *record = context->result->record;
  gboolean first = rushes_job_outputs_get_number (record->remote_file) == 1;
  g_autofree char *rest = rushes_job_outputs_dup_rest (record->remote_file);

  if (rest == NULL && !first && before == RUSHES_JOB_FETCHING)
    {
      rushes_job_steps_end (context, before, RUSHES_JOB_DONE, NULL);
      return TRUE;
    }
  if (rest == NULL || (first && before == RUSHES_JOB_FETCHING))
    return FALSE;
  g_free (record->remote_file);
  record->remote_file = g_steal_pointer (&rest);
  record->state = RUSHES_JOB_FETCHING;
  context->result->after_ms = 0;
  rushes_job_steps_commit (context, before);
  return TRUE;
}

/* A connection that a proxy cuts at the border of a chunk looks like the end, and an error's text like a file. What is there is
 * continued once, if the server can (the note says of which content it is), else it is fetched from the start.
 * Returns: whether it is */
static gboolean
fetch_again (RushesStepContext *context, GError **error)
{
  RushesStepResult *result = context->result;
  int pause = FETCH_AGAIN_MS;

  if (!g_error_matches (*error, RUSHES_ERROR, RUSHES_ERROR_NOT_A_VIDEO) || result->spoiled >= FETCHED_AGAIN)
    return FALSE;
  for (int i = 0; i < result->spoiled; i++)
    pause *= 3;
  if (result->spoiled++ > 0)
    drop_part (context);
  rushes_job_steps_wait_with (context, g_steal_pointer (error));
  result->after_ms = pause;
  return TRUE;
}

/* The part is complete: what is it, and what shall it be called? */
static void
name_clip (RushesStepContext *context, const char *part)
{
  RushesJobRecord *record = context->result->record;
  const RushesJobServices *services = context->tools->services;
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  g_autofree char *clip_id = rushes_job_outputs_dup_clip_id (record->id, record->remote_file);
  g_autoptr (GError) error = NULL;
  const char *extension = "mp4";

  if (!services->probe (services->data, part, info, &extension, &error))
    {
      if (fetch_again (context, &error))
        return;
      drop_part (context);
      context->result->spoiled = 0;
      if (!next_output (context, RUSHES_JOB_FETCHING))
        rushes_job_steps_end (context, RUSHES_JOB_FETCHING, RUSHES_JOB_FAILED, g_steal_pointer (&error));
      return;
    }
  g_free (record->clip_name);
  record->clip_name = rushes_paths_dup_clip_name (g_get_real_time (), rushes_request_get_prompt (record->request),
                                                  clip_id, extension);
  record->state = RUSHES_JOB_SAVING;
  g_clear_error (&record->error);
  context->result->failures = context->result->spoiled = 0;
  drop_note (context);
  rushes_job_steps_commit (context, RUSHES_JOB_FETCHING);
}

/* Where there is no place for a clip now, nothing is fetched and nothing fails: it is tried again, less and less often. Returns: whether
 * that is so */
static gboolean
waits_for_disk (RushesStepContext *context)
{
  GError *error = NULL;

  if (rushes_paths_check_there (rushes_library_get_paths (context->tools->library), &error))
    return FALSE;
  rushes_job_steps_wait_with (context, error);
  return TRUE;
}

void
rushes_job_steps_fetch (RushesStepContext *context)
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
      rushes_job_steps_end (context, RUSHES_JOB_FETCHING, RUSHES_JOB_CANCELLED, NULL);
      return;
    }
  if (waits_for_disk (context) || !rushes_job_steps_has_room (context, 1))
    return;
  if (rushes_provider_fetch (context->provider, context->target, order, part, context->tools->progress,
                             context->tools->progress_data, context->cancellable, &error) &&
      rushes_paths_settle (part, &error)) /* what is written down next is that it is there */
    {
      name_clip (context, part);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      rushes_job_steps_wait_with (context, g_steal_pointer (&error));
      context->result->after_ms = 0;
      return;
    }
  if (rushes_job_steps_is_local (error) && waits_for_disk (context)) /* it went meanwhile */
    return;
  /* Room for the ledger first: a full disk could not even take down why the job failed. What stopped before it was full is continued. */
  if (rushes_job_steps_is_local (error) && rushes_error_get_wanted (error) == 0)
    drop_part (context);
  if (rushes_job_steps_wait_for_room (context, &error))
    return;
  if (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_GONE) && rushes_job_steps_is_patient (context))
    {
      rushes_job_steps_look_again (context, g_steal_pointer (&error));
      return;
    }
  rushes_job_steps_wait_or_fail (context, g_steal_pointer (&error));
  if (rushes_job_state_is_final (record->state))
    drop_part (context);
}

static void
fill_info (RushesStepContext *context, RushesClipInfo *info)
{
  const RushesJobRecord *record = context->step->record;
  RushesConnection *connection = context->step->connection;

  info->id = rushes_job_outputs_dup_clip_id (record->id, record->remote_file);
  info->name = g_strdup (record->clip_name);
  info->request = record->sent != NULL ? rushes_request_new_with_string (record->request, RUSHES_REQUEST_WORKFLOW, record->sent)
                                       : rushes_request_ref (record->request);
  info->connection_name = connection != NULL ? g_strdup (rushes_connection_get_name (connection)) : NULL;
  info->remote_id = g_strdup (record->remote_id);
  info->created_us = g_get_real_time ();
  info->took_ms = context->step->running_ms;
  info->cost = record->cost;
  info->sample = connection != NULL && rushes_connection_get_flag (connection, RUSHES_CONNECTION_SAMPLE);
  info->is_new = TRUE;
}

/* What it is, and by what it is known again. */
static gboolean
add_clip (RushesStepContext *context, const char *path, RushesClipInfo *info, GError **error)
{
  const RushesJobServices *services = context->tools->services;
  const char *extension;

  if (!services->probe (services->data, path, info, &extension, error))
    return FALSE;
  info->sha256 = rushes_hash_dup (path);
  return rushes_library_add (context->tools->library, info, error);
}

/* Name, sidecar, row: each may be repeated after a crash. */
void
rushes_job_steps_save (RushesStepContext *context)
{
  RushesJobRecord *record = context->result->record;
  RushesPaths *paths = rushes_library_get_paths (context->tools->library);
  g_autofree char *part = rushes_paths_dup_part_path (paths, record->id);
  g_autofree char *final = rushes_paths_dup_clip_path (paths, record->clip_name);
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  g_autoptr (GError) error = NULL;

  if (waits_for_disk (context))
    return;
  if (!g_file_test (part, G_FILE_TEST_EXISTS) && !g_file_test (final, G_FILE_TEST_EXISTS))
    {
      record->state = RUSHES_JOB_FETCHING; /* somebody cleaned up: fetch it again */
      rushes_job_steps_commit (context, RUSHES_JOB_SAVING);
      return;
    }
  fill_info (context, info);
  if (rushes_paths_publish (part, final, &error) && add_clip (context, final, info, &error))
    {
      if (!next_output (context, RUSHES_JOB_SAVING))
        rushes_job_steps_end (context, RUSHES_JOB_SAVING, RUSHES_JOB_DONE, NULL);
    }
  else if (!waits_for_disk (context) && !rushes_job_steps_wait_for_room (context, &error))
    rushes_job_steps_end (context, RUSHES_JOB_SAVING, RUSHES_JOB_FAILED, g_steal_pointer (&error));
}
