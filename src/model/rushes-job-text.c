/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-job-text.h"

#include "rushes-error-text.h"

#include <glib/gi18n.h>

/* Returns: (transfer full) (nullable): why a job ended, or what happened while it goes on */
char *
rushes_job_text_dup_error (RushesJob *job)
{
  const RushesJobRecord *record = rushes_job_get_record (job);

  if (record->error == NULL)
    return NULL;
  return rushes_job_state_is_final (record->state) ? rushes_error_text_one_line (record->error, rushes_job_get_place (job))
                                                   : rushes_error_text_going_on (record->error, rushes_job_get_place (job));
}

/* What is being done, and how far, in steps that do not flicker. */
static char *
dup_stage (RushesJob *job)
{
  double fraction = rushes_job_get_fraction (job);

  if (fraction > 0)
    return g_strdup_printf (_("%s, %d %%"), rushes_job_get_stage (job), (int) (fraction * 10) * 10);
  return g_strdup (rushes_job_get_stage (job));
}

static char *
describe (RushesJob *job)
{
  const RushesJobRecord *record = rushes_job_get_record (job);
  const char *place = rushes_job_get_place (job);
  double fraction = rushes_job_get_fraction (job);

  if (record->state <= RUSHES_JOB_SUBMITTING && fraction >= 0 && rushes_job_get_stage (job) != NULL)
    return dup_stage (job); /* what it needs is uploaded, for the first time or once more */
  if (record->error != NULL && !rushes_job_state_is_final (record->state))
    return rushes_job_text_dup_error (job);
  switch (record->state)
    {
    case RUSHES_JOB_WAITING:
      return g_strdup (record->connection_id != NULL ? _("Waiting") : _("Waiting for a connection"));
    case RUSHES_JOB_SUBMITTING:
      return g_strdup_printf (_("Sending to “%s”"), place);
    case RUSHES_JOB_DONE:
      return record->note != NULL ? g_strdup_printf (_("Saved. %s"), record->note) : g_strdup (_("Saved"));
    case RUSHES_JOB_CANCELLED:
      if (record->note != NULL || record->error != NULL)
        return g_strdup_printf (_("Cancelled. %s"), record->note != NULL ? record->note : record->error->message);
      return g_strdup (_("Cancelled"));
    case RUSHES_JOB_FAILED:
    case RUSHES_JOB_LOST:
    case RUSHES_JOB_UNKNOWN:
      return record->error != NULL ? rushes_job_text_dup_error (job) : g_strdup (_("Failed"));
    case RUSHES_JOB_QUEUED:
    case RUSHES_JOB_RUNNING:
    case RUSHES_JOB_FETCHING:
    case RUSHES_JOB_SAVING:
    default:
      return rushes_job_get_stage (job) != NULL ? dup_stage (job) : g_strdup (_("Generating"));
    }
}

static gboolean
is_sentence (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && strchr (".!?)", text[length - 1]) != NULL;
}

/* Returns: (transfer full): how a job is, in words a person understands */
char *
rushes_job_text_new (RushesJob *job)
{
  const RushesJobRecord *record = rushes_job_get_record (job);
  g_autofree char *text = describe (job);

  if (record->resent == 0)
    return g_steal_pointer (&text);
  return g_strdup_printf (is_sentence (text) ? "%s %s" : "%s. %s", text,
                          _("Sent again after the server restarted"));
}
