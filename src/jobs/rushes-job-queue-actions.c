/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-job-queue-private.h"

#include "rushes-job-change.h"
#include "rushes-error.h"
#include "rushes-job-placing.h"

#include <glib/gi18n.h>

/* What the user does to the queue: cancel, retry, move, forget. Each is written down before it has an effect. */

static void
on_changed_row (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesJobQueue) self = data;
  g_autoptr (GError) error = NULL;
  RushesJobRecord *record = rushes_job_change_finish (result, &error);
  RushesJobEntry *entry = record != NULL ? rushes_job_line_find (self->line, record->id) : NULL;

  if (error != NULL)
    g_message ("Not changed: %s", error->message);
  if (entry == NULL)
    {
      g_clear_pointer (&record, rushes_job_record_free);
      return;
    }
  g_clear_handle_id (&entry->timer, g_source_remove);
  entry->failures = entry->misses = entry->spoiled = 0;
  entry->hold = RUSHES_HOLD_NONE;
  entry->wanted = 0;
  rushes_job_set_record (entry->job, record);
  if (rushes_job_state_is_final (record->state))
    rushes_job_queue_emit_ended (self, entry->job);
  else if (record->state != RUSHES_JOB_WAITING)
    rushes_job_stepper_schedule (self->stepper, entry, 0);
  rushes_job_room_update (self->room);
  rushes_job_queue_emit_changed (self);
  rushes_job_queue_pump (self);
}

static void
on_cancel_noted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesJobQueue) self = data;
  g_autoptr (RushesJobRecord) record = rushes_job_change_finish (result, NULL);
  RushesJobEntry *entry = record != NULL ? rushes_job_line_find (self->line, record->id) : NULL;

  if (entry == NULL || !self->owner)
    return;
  /* A download can be broken off; a request on its way must be heard to its end. */
  if (entry->cancellable != NULL && rushes_job_get_state (entry->job) == RUSHES_JOB_FETCHING)
    g_cancellable_cancel (entry->cancellable);
  else if (entry->cancellable == NULL)
    rushes_job_stepper_schedule (self->stepper, entry, 0);
}

/* Stops exactly this job, whatever it is doing; soon. */
void
rushes_job_queue_cancel (RushesJobQueue *self, RushesJob *job)
{
  RushesJobEntry *entry = rushes_job_line_find (self->line, rushes_job_get_id (job));
  RushesJobRecord *record;

  if (entry == NULL || rushes_job_state_is_final (rushes_job_get_state (job)))
    return;
  record = rushes_job_record_copy (rushes_job_get_record (job));
  if (record->state == RUSHES_JOB_WAITING && entry->cancellable == NULL)
    {
      g_clear_handle_id (&entry->timer, g_source_remove);
      record->state = RUSHES_JOB_CANCELLED;
      record->finished_us = g_get_real_time ();
      g_clear_error (&record->error);
      rushes_job_change_async (self->runner, self->ledger, RUSHES_CHANGE_WRITE, record, RUSHES_JOB_WAITING, NULL, on_changed_row, g_object_ref (self));
      return;
    }
  record->cancel_requested = TRUE;
  rushes_job_set_record (job, rushes_job_record_copy (record));
  rushes_job_set_progress (job, -1, _("Cancelling"));
  rushes_job_change_async (self->runner, self->ledger, RUSHES_CHANGE_CANCEL, record, 0, NULL, on_cancel_noted, g_object_ref (self));
}

/* Whether a job may have been made and billed already although nobody knows of it: then it is looked for before it is sent again,
 * and sent again only on the user's word. */
gboolean
rushes_job_queue_may_pay_again (RushesJobQueue *self, RushesJob *job)
{
  RushesJobEntry *entry = rushes_job_line_find (self->line, rushes_job_get_id (job));
  RushesConnection *connection = entry != NULL ? rushes_job_line_get_connection (self->line, entry) : NULL;
  const RushesJobRecord *record = rushes_job_get_record (job);

  if (connection == NULL || (rushes_connection_is_free (connection) && record->cost <= 0))
    return FALSE;
  return record->state == RUSHES_JOB_UNKNOWN || (record->state == RUSHES_JOB_LOST && record->remote_id != NULL);
}

/* Whether a create is on its way, whose answer is waited for. */
gboolean
rushes_job_queue_is_sending (RushesJobQueue *self, RushesJob *job)
{
  RushesJobEntry *entry = rushes_job_line_find (self->line, rushes_job_get_id (job));
  RushesJobState state = rushes_job_get_state (job); /* the object is told when the step is over: until then it waits */

  return entry != NULL && entry->cancellable != NULL && (state == RUSHES_JOB_WAITING || state == RUSHES_JOB_SUBMITTING);
}

/* Whether it waits for room on a disk, which may never come. */
gboolean
rushes_job_queue_is_held (RushesJobQueue *self, RushesJob *job)
{
  RushesJobEntry *entry = rushes_job_line_find (self->line, rushes_job_get_id (job));

  return entry != NULL && entry->hold != RUSHES_HOLD_NONE;
}

static RushesJobState
find_beginning (const RushesJobRecord *record, RushesRetry retry)
{
  if (record->state == RUSHES_JOB_UNKNOWN && retry != RUSHES_RETRY_NONE)
    return RUSHES_JOB_SUBMITTING;
  if (record->remote_id == NULL)
    return RUSHES_JOB_WAITING;
  return record->remote_file != NULL ? RUSHES_JOB_FETCHING : RUSHES_JOB_QUEUED;
}

static void
take_up (RushesJobQueue *self, RushesJob *job, RushesRetry retry)
{
  RushesJobEntry *entry = rushes_job_line_find (self->line, rushes_job_get_id (job));
  RushesJobRecord *record = rushes_job_record_copy (rushes_job_get_record (job));
  RushesJobState before = record->state;
  RushesConnection *connection;

  if (entry == NULL || !rushes_job_state_is_final (before) || before == RUSHES_JOB_DONE)
    {
      rushes_job_record_free (record);
      return;
    }
  entry->retry = retry;
  entry->missing_since = 0;
  record->state = find_beginning (record, retry);
  if (record->state == RUSHES_JOB_WAITING)
    {
      record->attempts = 0;
      g_clear_pointer (&record->poll_url, g_free);
      g_clear_pointer (&record->sent, g_free);
      g_clear_pointer (&record->remote_file, g_free);
    }
  record->resent = 0;
  record->finished_us = 0;
  record->cancel_requested = FALSE;
  if (g_error_matches (record->error, RUSHES_ERROR, RUSHES_ERROR_OVERDUE))
    record->started_us = g_get_real_time (); /* another while */
  g_clear_pointer (&record->note, g_free);
  g_clear_error (&record->error);
  /* Its connection may have been replaced since. */
  connection = record->connection_id != NULL ? rushes_connections_find (rushes_job_line_get_connections (self->line), record->connection_id) : NULL;
  if (connection == NULL && record->state == RUSHES_JOB_WAITING)
    {
      connection = rushes_connections_get_default (rushes_job_line_get_connections (self->line), rushes_request_get_provider (record->request));
      g_free (record->connection_id);
      record->connection_id = connection != NULL ? g_strdup (rushes_connection_get_id (connection)) : NULL;
    }
  if (record->state == RUSHES_JOB_WAITING && rushes_job_is_floating (record))
    {
      g_free (record->connection_id);
      record->connection_id = g_strdup (RUSHES_CONNECTION_ANY);
    }
  rushes_job_change_async (self->runner, self->ledger, RUSHES_CHANGE_WRITE, record, before, NULL, on_changed_row, g_object_ref (self));
}

/* The user's word: an ended job goes on. What the server still has is fetched, not made again; what may be paid for twice is only
 * looked for. */
void
rushes_job_queue_retry (RushesJobQueue *self, RushesJob *job)
{
  take_up (self, job, rushes_job_queue_may_pay_again (self, job) ? RUSHES_RETRY_LOOK : RUSHES_RETRY_NONE);
}

/* The same, and the user has said that it may be paid for twice: if the server still has it not, it is sent. */
void
rushes_job_queue_send_again (RushesJobQueue *self, RushesJob *job)
{
  take_up (self, job, rushes_job_queue_may_pay_again (self, job) ? RUSHES_RETRY_SEND : RUSHES_RETRY_NONE);
}

/* Another job with the same request. */
void
rushes_job_queue_duplicate (RushesJobQueue *self, RushesJob *job)
{
  const RushesJobRecord *record = rushes_job_get_record (job);

  rushes_job_queue_add_async (self, record->request, rushes_job_is_floating (record) ? RUSHES_CONNECTION_ANY : record->connection_id,
                              NULL, NULL);
}

/* Returns: where the next waiting job stands, or -1 */
static int
find_waiting (RushesJobQueue *self, int from, int by)
{
  int to = from + by, length = rushes_job_line_get_length (self->line);

  while (from >= 0 && to >= 0 && to < length && rushes_job_get_state (rushes_job_line_get (self->line, to)->job) != RUSHES_JOB_WAITING)
    to += by;
  return from >= 0 && to < length ? to : -1;
}

/* Whether rushes_job_queue_move() would do something. Main thread. */
gboolean
rushes_job_queue_can_move (RushesJobQueue *self, RushesJob *job, int by)
{
  return rushes_job_get_state (job) == RUSHES_JOB_WAITING &&
         find_waiting (self, rushes_job_line_find_position (self->line, rushes_job_get_id (job)), by) >= 0;
}

/* Exchanges a waiting job with the next waiting one, @by -1 (earlier) or +1 (later). */
void
rushes_job_queue_move (RushesJobQueue *self, RushesJob *job, int by)
{
  int from = rushes_job_line_find_position (self->line, rushes_job_get_id (job));
  int to = find_waiting (self, from, by);
  RushesJobEntry *other;

  if (to < 0)
    return;
  other = rushes_job_line_get (self->line, to);
  rushes_job_line_swap (self->line, from, to);
  rushes_job_change_async (self->runner, self->ledger, RUSHES_CHANGE_SWAP, rushes_job_record_copy (rushes_job_get_record (job)), 0,
                rushes_job_get_id (other->job), NULL, NULL);
}

/* Takes an ended job off the list. */
void
rushes_job_queue_forget (RushesJobQueue *self, RushesJob *job)
{
  int position = rushes_job_line_find_position (self->line, rushes_job_get_id (job));

  if (position < 0 || !rushes_job_state_is_final (rushes_job_get_state (job)))
    return;
  rushes_job_change_async (self->runner, self->ledger, RUSHES_CHANGE_FORGET, rushes_job_record_copy (rushes_job_get_record (job)), 0, NULL, NULL, NULL);
  rushes_job_line_remove (self->line, position);
  rushes_job_queue_emit_changed (self);
}

/**
 * rushes_job_queue_adopt_async:
 * @remote_id: of a job that the server has, and the ledger must not
 *
 * Follows and fetches it like any other; rushes_job_queue_add_finish() ends this, too.
 */
void
rushes_job_queue_adopt_async (RushesJobQueue *self, RushesRequest *request, const char *connection_id, const char *remote_id,
                              GAsyncReadyCallback callback, gpointer data)
{
  RushesJobRecord *record = rushes_job_record_new ();

  record->id = g_uuid_string_random ();
  record->state = RUSHES_JOB_QUEUED;
  record->request = rushes_request_ref (request);
  record->connection_id = g_strdup (connection_id);
  record->remote_id = g_strdup (remote_id);
  record->created_us = record->started_us = g_get_real_time ();
  rushes_job_queue_add_record (self, record, callback, data);
}
