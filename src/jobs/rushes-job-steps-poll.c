/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-job-steps-private.h"

#include "rushes-error.h"
#include "rushes-number.h"

#include <glib/gi18n.h>

/* A job that the server has: how it goes there, and how it is stopped. */

/* What the server says it costs takes the place of what was expected. */
static void
correct_cost (RushesStepContext *context, double cost)
{
  RushesJobRecord *record = context->result->record;

  if (cost < 0 || cost == record->cost)
    return;
  record->cost = cost;
  rushes_ledger_set_spent (context->tools->ledger, record->id, cost, NULL);
}

/* The user may set how long a job may take on a connection. */
static gboolean
is_overdue (RushesStepContext *context)
{
  double minutes = rushes_connection_get_number (context->step->connection, RUSHES_CONNECTION_DEADLINE, 0);

  return minutes > 0 && context->step->running_ms > minutes * 60 * 1000;
}

/* The server may go on: its job is not forgotten. */
static GError *
new_overdue (RushesStepContext *context)
{
  double minutes = rushes_connection_get_number (context->step->connection, RUSHES_CONNECTION_DEADLINE, 0);

  g_autofree char *number = rushes_number_dup_text (minutes);

  return g_error_new (RUSHES_ERROR, RUSHES_ERROR_OVERDUE,
                      ngettext ("There was no result after %s minute", "There was no result after %s minutes", minutes == 1 ? 1 : 2), number);
}

#define MISSES_NEEDED 3       /* answers in a row that it has not the job */
#define RESEND_AFTER_MS 20000 /* since the first of them, where sending again costs nothing */
#define RESENT_MAX 2

/* The server says, in its own form, that it has not the job. Only what it goes on saying for a while is believed. */
static void
settle_gone (RushesStepContext *context, GError *error)
{
  RushesStepResult *result = context->result;
  RushesJobRecord *record = result->record;
  RushesJobState before = record->state;
  RushesRetry retry = context->step->retry;
  gboolean is_free = rushes_job_steps_is_free (context);
  gboolean resend = is_free && record->resent < RESENT_MAX;
  gboolean wait = rushes_job_steps_is_patient (context) && !(resend && context->step->missing_ms >= RESEND_AFTER_MS);

  result->misses++;
  result->retry = RUSHES_RETRY_NONE;
  if (context->step->record->cancel_requested || retry == RUSHES_RETRY_SEND)
    g_clear_error (&error);
  if (context->step->record->cancel_requested)
    {
      g_clear_pointer (&record->remote_id, g_free);
      rushes_job_steps_end (context, before, RUSHES_JOB_CANCELLED, NULL);
    }
  else if (retry == RUSHES_RETRY_SEND)
    rushes_job_steps_send_again (context, before);
  else if (retry != RUSHES_RETRY_LOOK && (result->misses < MISSES_NEEDED || wait))
    rushes_job_steps_look_again (context, error);
  else if (retry != RUSHES_RETRY_LOOK && resend)
    {
      record->resent++;
      g_error_free (error);
      rushes_job_steps_send_again (context, before);
    }
  else
    {
      if (is_free)
        g_clear_pointer (&record->remote_id, g_free); /* else a retry looks once more */
      rushes_job_steps_end (context, before, RUSHES_JOB_LOST, error);
    }
}

static void
take_poll (RushesStepContext *context, RushesPoll *poll)
{
  RushesJobRecord *record = context->result->record;
  RushesJobState before = record->state;

  context->result->failures = context->result->misses = 0;
  context->result->retry = RUSHES_RETRY_NONE;
  context->result->fraction = poll->fraction;
  context->result->stage = g_strdup (poll->stage);
  context->result->after_ms =
    poll->after_ms > 0 ? poll->after_ms : rushes_provider_get_poll_interval (context->provider);
  g_clear_error (&record->error);
  if (poll->state == RUSHES_JOB_FAILED || poll->state == RUSHES_JOB_CANCELLED)
    {
      g_clear_pointer (&record->remote_id, g_free); /* it is dead there: a retry makes a new one */
      rushes_job_steps_end (context, before, poll->state, g_steal_pointer (&poll->error));
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
      rushes_job_steps_end (context, before, RUSHES_JOB_FAILED, new_overdue (context));
      return;
    }
  if (poll->state == before)
    return;
  record->state = poll->state;
  rushes_job_steps_commit (context, before);
}

void
rushes_job_steps_poll (RushesStepContext *context)
{
  RushesJobRecord *record = context->result->record;
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesPoll) poll =
    rushes_provider_poll (context->provider, context->target, record, context->cancellable, &error);

  if (poll != NULL)
    take_poll (context, poll);
  else if (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_GONE))
    settle_gone (context, g_steal_pointer (&error));
  else
    rushes_job_steps_wait_or_fail (context, g_steal_pointer (&error));
}

void
rushes_job_steps_cancel (RushesStepContext *context)
{
  RushesJobRecord *record = context->result->record;
  RushesJobState before = record->state;
  g_autoptr (GError) error = NULL;
  RushesCancelResult outcome =
    rushes_provider_cancel (context->provider, context->target, record, context->cancellable, &error);

  if (error != NULL)
    rushes_job_steps_wait_with (context, g_steal_pointer (&error));
  else if (outcome == RUSHES_CANCEL_TOO_LATE)
    {
      /* It has ended on the server: if with a clip, that is kept. */
      record->cancel_requested = FALSE;
      rushes_ledger_set_cancel (context->tools->ledger, record->id, FALSE, NULL);
      rushes_job_steps_poll (context);
    }
  else if (outcome == RUSHES_CANCEL_STOPPED)
    {
      g_clear_pointer (&record->remote_id, g_free);
      rushes_job_steps_end (context, before, RUSHES_JOB_CANCELLED, NULL);
    }
  else
    rushes_job_steps_end (context, before, RUSHES_JOB_CANCELLED,
         g_error_new (RUSHES_ERROR, RUSHES_ERROR_UNSUPPORTED,
                      _("Stopped watching. The server may finish the clip and bill it; then it is offered here")));
}

/* A job that could only be left alone: if it has finished all the same, its clip is there to be fetched. */
void
rushes_job_steps_look_after (RushesStepContext *context)
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
  rushes_job_steps_commit (context, RUSHES_JOB_CANCELLED);
}
