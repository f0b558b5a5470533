/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-job-queue-private.h"

#include "rushes-error.h"
#include "rushes-job-change.h"
#include "rushes-job-runner.h"
#include "rushes-provider.h"

#include <glib/gi18n.h>

/* The line of jobs as a list model. It decides which job takes its next step and when; the runner takes
 * it. Waiting between two steps is a timer here, never a thread. Main thread. */

#define FINISHED_SHOWN_US (24 * 3600 * G_TIME_SPAN_SECOND)
#define BACKOFF_FIRST_MS 1000
#define BACKOFF_MAX_MS 30000
#define LOOK_AFTER_MS 15000 /* between two looks at a job that was cancelled but may finish */
#define LOOKED_AFTER_US (2 * 3600 * G_TIME_SPAN_SECOND)
#define PROGRESS_MS 250 /* how often downloads are looked at */

typedef enum
{
  PROP_PAUSED = 1,
} RushesJobQueueProperty;

static GParamSpec *properties[PROP_PAUSED + 1];

enum
{
  SIGNAL_ENDED,
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void rushes_job_queue_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesJobQueue, rushes_job_queue, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rushes_job_queue_iface_init))

static GType
rushes_job_queue_get_item_type (GListModel *model)
{
  return RUSHES_TYPE_JOB;
}

static guint
rushes_job_queue_get_n_items (GListModel *model)
{
  return RUSHES_JOB_QUEUE (model)->entries->len;
}

static gpointer
rushes_job_queue_get_item (GListModel *model, guint position)
{
  RushesJobQueue *self = RUSHES_JOB_QUEUE (model);
  RushesJobEntry *entry = position < self->entries->len ? self->entries->pdata[position] : NULL;

  return entry != NULL ? g_object_ref (entry->job) : NULL;
}

static void
rushes_job_queue_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = rushes_job_queue_get_item_type;
  iface->get_n_items = rushes_job_queue_get_n_items;
  iface->get_item = rushes_job_queue_get_item;
}

static void
entry_free (gpointer data)
{
  RushesJobEntry *entry = data;

  g_clear_handle_id (&entry->timer, g_source_remove);
  if (entry->cancellable != NULL)
    g_cancellable_cancel (entry->cancellable);
  g_clear_object (&entry->cancellable);
  g_object_unref (entry->job);
  g_free (entry);
}

int
rushes_job_queue_find_position (RushesJobQueue *self, const char *id)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      RushesJobEntry *entry = self->entries->pdata[i];
      if (g_strcmp0 (rushes_job_get_id (entry->job), id) == 0)
        return i;
    }
  return -1;
}

RushesJobEntry *
rushes_job_queue_find_entry (RushesJobQueue *self, const char *id)
{
  int position = rushes_job_queue_find_position (self, id);

  return position >= 0 ? self->entries->pdata[position] : NULL;
}

/* Returns: (transfer none) (nullable) */
RushesJob *
rushes_job_queue_find (RushesJobQueue *self, const char *id)
{
  RushesJobEntry *entry = rushes_job_queue_find_entry (self, id);

  return entry != NULL ? entry->job : NULL;
}

RushesConnection *
rushes_job_queue_get_connection (RushesJobEntry *entry)
{
  const RushesJobRecord *record = rushes_job_get_record (entry->job);

  return record->connection_id != NULL ? rushes_connections_find (entry->queue->connections, record->connection_id)
                                       : NULL;
}

void
rushes_job_queue_update_place (RushesJobEntry *entry)
{
  RushesConnection *connection = rushes_job_queue_get_connection (entry);

  rushes_job_set_place (entry->job, connection != NULL ? rushes_connection_get_name (connection) : NULL);
}

/* @record: (transfer full) */
static RushesJobEntry *
append (RushesJobQueue *self, RushesJobRecord *record)
{
  RushesJobEntry *entry = g_new0 (RushesJobEntry, 1);

  entry->queue = self;
  entry->job = rushes_job_new (record);
  rushes_job_queue_update_place (entry);
  g_ptr_array_add (self->entries, entry);
  g_list_model_items_changed (G_LIST_MODEL (self), self->entries->len - 1, 0, 1);
  return entry;
}

static gboolean
on_changed_source (gpointer data)
{
  RushesJobQueue *self = data;

  self->changed_source = 0;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* Once per turn of the main loop, however many jobs have moved. */
void
rushes_job_queue_emit_changed (RushesJobQueue *self)
{
  if (self->changed_source == 0)
    self->changed_source = g_idle_add_full (G_PRIORITY_DEFAULT, on_changed_source, self, NULL);
}

void
rushes_job_queue_emit_ended (RushesJobQueue *self, RushesJob *job)
{
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, job);
}

static gboolean
on_progress_timer (gpointer data)
{
  RushesJobQueue *self = data;
  gboolean fetching = FALSE;
  gint64 received, total;

  for (guint i = 0; i < self->entries->len; i++)
    {
      RushesJobEntry *entry = self->entries->pdata[i];
      g_autofree char *stage = NULL, *got = NULL, *all = NULL;

      if (rushes_job_get_state (entry->job) != RUSHES_JOB_FETCHING)
        continue;
      fetching = TRUE;
      if (!rushes_job_runner_peek_progress (self->runner, rushes_job_get_id (entry->job), &received, &total))
        continue;
      got = g_format_size (received);
      all = total > 0 ? g_format_size (total) : NULL;
      stage = all != NULL ? g_strdup_printf (_("Downloading %s of %s"), got, all)
                          : g_strdup_printf (_("Downloading, %s so far"), got);
      rushes_job_set_progress (entry->job, total > 0 ? (double) received / total : -1, stage);
    }
  if (!fetching)
    self->progress_timer = 0;
  return fetching;
}

static int
get_backoff (RushesJobEntry *entry)
{
  int shift = CLAMP (entry->failures - 1, 0, 5);

  return MIN (BACKOFF_FIRST_MS << shift, BACKOFF_MAX_MS);
}

static void
show_result (RushesJobEntry *entry, RushesStepResult *result)
{
  RushesJobState state = result->record->state;

  if (state == RUSHES_JOB_FETCHING && entry->queue->progress_timer == 0)
    entry->queue->progress_timer = g_timeout_add (PROGRESS_MS, on_progress_timer, entry->queue);
  if (state == RUSHES_JOB_FETCHING)
    rushes_job_set_progress (entry->job, -1, _("Downloading"));
  else if (state == RUSHES_JOB_SAVING)
    rushes_job_set_progress (entry->job, 1, _("Saving"));
  else if (!entry->watched || state == RUSHES_JOB_QUEUED)
    rushes_job_set_progress (entry->job, result->fraction, result->stage);
}

/* A job that could only be left alone may finish all the same, and be billed: for a while it is looked at now and then. */
static void
look_after (RushesJobEntry *entry)
{
  const RushesJobRecord *record = rushes_job_get_record (entry->job);

  if (record->state == RUSHES_JOB_CANCELLED && record->remote_id != NULL && record->remote_file == NULL &&
      g_get_real_time () - record->finished_us < LOOKED_AFTER_US)
    rushes_job_queue_schedule (entry, LOOK_AFTER_MS);
}

static void
on_step (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesJobQueue) self = RUSHES_JOB_QUEUE (((gpointer *) data)[0]);
  g_autofree char *id = ((gpointer *) data)[1];
  g_autoptr (RushesStepResult) step = rushes_job_runner_step_finish (RUSHES_JOB_RUNNER (source), result, NULL);
  RushesJobEntry *entry = rushes_job_queue_find_entry (self, id);

  g_free (data);
  if (entry == NULL || step == NULL)
    return;
  g_clear_object (&entry->cancellable);
  if (entry->looking && rushes_job_get_state (entry->job) != RUSHES_JOB_CANCELLED)
    {
      /* The user took it up again meanwhile: what was seen is old. */
      rushes_job_queue_schedule (entry, 0);
      return;
    }
  entry->misses = step->misses;
  entry->failures = step->failures;
  /* Cancel may have been pressed while the step ran; a step that cancelled too late takes it back. */
  if (!entry->cancelling)
    step->record->cancel_requested = rushes_job_get_record (entry->job)->cancel_requested;
  step->record->position = rushes_job_get_record (entry->job)->position;
  show_result (entry, step);
  rushes_job_set_record (entry->job, g_steal_pointer (&step->record));
  rushes_job_queue_update_place (entry);
  if (step->target != NULL)
    rushes_job_queue_watch (self, step->target);
  if (entry->looking && rushes_job_get_record (entry->job)->remote_file == NULL)
    look_after (entry);
  else if (rushes_job_state_is_final (rushes_job_get_state (entry->job)))
    {
      rushes_job_queue_drop_idle_watches (self);
      rushes_job_queue_emit_ended (self, entry->job);
      look_after (entry);
    }
  else
    rushes_job_queue_schedule (entry, step->after_ms < 0 ? get_backoff (entry) : step->after_ms);
  rushes_job_queue_emit_changed (self);
  rushes_job_queue_pump (self);
}

/* @candidates: (nullable) (transfer full), @n_busy: for a job that has to be placed. Takes the next step now. */
void
rushes_job_queue_step (RushesJobEntry *entry, GPtrArray *candidates, guint n_busy)
{
  RushesStep *step = rushes_step_new (rushes_job_get_record (entry->job), rushes_job_queue_get_connection (entry));
  gpointer *data = g_new (gpointer, 2);

  step->candidates = candidates;
  step->n_busy = n_busy;
  step->misses = entry->misses;
  step->failures = entry->failures;
  entry->cancelling = step->record->cancel_requested;
  entry->looking = step->record->state == RUSHES_JOB_CANCELLED;
  data[0] = g_object_ref (entry->queue);
  data[1] = g_strdup (rushes_job_get_id (entry->job));
  entry->cancellable = g_cancellable_new ();
  rushes_job_runner_step_async (entry->queue->runner, step, entry->cancellable, on_step, data);
}

static gboolean
on_timer (gpointer data)
{
  RushesJobEntry *entry = data;

  entry->timer = 0;
  if (entry->cancellable != NULL)
    return G_SOURCE_REMOVE; /* what follows the step that runs follows from it */
  /* A waiting job needs a slot, and a job of a connection that was removed needs one back. */
  if (rushes_job_get_state (entry->job) == RUSHES_JOB_WAITING)
    rushes_job_queue_pump (entry->queue);
  else if (rushes_job_queue_get_connection (entry) != NULL || rushes_job_get_state (entry->job) == RUSHES_JOB_SAVING)
    rushes_job_queue_step (entry, NULL, 0);
  return G_SOURCE_REMOVE;
}

void
rushes_job_queue_schedule (RushesJobEntry *entry, int after_ms)
{
  int due = (int) (after_ms * entry->queue->pace);

  g_clear_handle_id (&entry->timer, g_source_remove);
  if (due >= 3000)
    entry->timer = g_timeout_add_seconds (due / 1000, on_timer, entry); /* wakes together with others */
  else
    entry->timer = g_timeout_add (due, on_timer, entry);
}

static void
on_connections_changed (GListModel *model, guint position, guint removed, guint added, RushesJobQueue *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      RushesJobEntry *entry = self->entries->pdata[i];
      RushesJobState state = rushes_job_get_state (entry->job);

      rushes_job_queue_update_place (entry);
      if (self->owner && state != RUSHES_JOB_WAITING && !rushes_job_state_is_final (state) && entry->timer == 0 &&
          entry->cancellable == NULL)
        rushes_job_queue_schedule (entry, 0);
    }
  rushes_job_queue_pump (self);
}

/* Reads the ledger: jobs that are under way, that wait for the user, and those that ended today. Blocking;
 * once, before the main loop runs. */
gboolean
rushes_job_queue_load (RushesJobQueue *self, GError **error)
{
  g_autoptr (GPtrArray) records = rushes_ledger_list (self->ledger, g_get_real_time () - FINISHED_SHOWN_US, error);

  if (records == NULL)
    return FALSE;
  g_ptr_array_set_free_func (records, NULL);
  for (guint i = 0; i < records->len; i++)
    append (self, records->pdata[i]);
  return TRUE;
}

/* Becomes the owner and carries every unfinished job on from where the ledger says it is. */
void
rushes_job_queue_start (RushesJobQueue *self)
{
  g_return_if_fail (!self->owner);

  self->owner = TRUE;
  for (guint i = 0; i < self->entries->len; i++)
    {
      RushesJobEntry *entry = self->entries->pdata[i];
      RushesJobState state = rushes_job_get_state (entry->job);

      if (state != RUSHES_JOB_WAITING && !rushes_job_state_is_final (state))
        rushes_job_queue_schedule (entry, 0);
      else
        look_after (entry);
    }
  rushes_job_queue_pump (self);
  rushes_job_queue_emit_changed (self);
}

gboolean
rushes_job_queue_is_owner (RushesJobQueue *self)
{
  return self->owner;
}

static void
list_ledger (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *records = rushes_ledger_list (data, g_get_real_time () - FINISHED_SHOWN_US, &error);

  if (records != NULL)
    g_task_return_pointer (task, records, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* An owner takes in rows it does not know; a looker also takes over what the owner has written. */
static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesJobQueue) self = data;
  g_autoptr (GPtrArray) records = g_task_propagate_pointer (G_TASK (result), NULL);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      RushesJobRecord *record = records->pdata[i];
      RushesJobEntry *entry = rushes_job_queue_find_entry (self, record->id);

      if (entry == NULL)
        append (self, rushes_job_record_copy (record));
      else if (!self->owner && record->state != rushes_job_get_state (entry->job))
        rushes_job_set_record (entry->job, rushes_job_record_copy (record));
    }
  rushes_job_queue_emit_changed (self);
  rushes_job_queue_pump (self);
}

/* Looks at the ledger again: another process has added jobs, or moved them. */
void
rushes_job_queue_adopt (RushesJobQueue *self)
{
  rushes_job_runner_run_async (self->runner, list_ledger, g_object_ref (self->ledger), g_object_unref, on_listed,
                               g_object_ref (self));
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RushesJobQueue *self = g_task_get_source_object (task);
  GError *error = NULL;
  RushesJobRecord *record = rushes_job_change_finish (result, &error);
  RushesJobEntry *entry;

  if (record == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  entry = rushes_job_queue_find_entry (self, record->id);
  if (entry == NULL)
    entry = append (self, record);
  else
    rushes_job_record_free (record);
  g_task_return_pointer (task, g_object_ref (entry->job), g_object_unref);
  if (self->owner && rushes_job_get_state (entry->job) != RUSHES_JOB_WAITING)
    rushes_job_queue_schedule (entry, 0);
  rushes_job_queue_emit_changed (self);
  rushes_job_queue_pump (self);
}

/* @record: (transfer full): written into the ledger, then listed */
void
rushes_job_queue_add_record (RushesJobQueue *self, RushesJobRecord *record, GAsyncReadyCallback callback, gpointer data)
{
  rushes_job_change_async (self->runner, self->ledger, RUSHES_CHANGE_ADD, record, 0, NULL, on_added, g_task_new (self, NULL, callback, data));
}

/**
 * rushes_job_queue_add_async:
 * @connection_id: (nullable): the job waits until there is one
 *
 * Writes a job into the ledger, then puts it at the end of the line.
 */
void
rushes_job_queue_add_async (RushesJobQueue *self, RushesRequest *request, const char *connection_id,
                            GAsyncReadyCallback callback, gpointer data)
{
  RushesJobRecord *record = rushes_job_record_new ();

  record->id = g_uuid_string_random ();
  record->state = RUSHES_JOB_WAITING;
  record->request = rushes_request_ref (request);
  record->connection_id = g_strdup (connection_id);
  record->created_us = g_get_real_time ();
  rushes_job_queue_add_record (self, record, callback, data);
}

/* Returns: (transfer full) */
RushesJob *
rushes_job_queue_add_finish (RushesJobQueue *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* While paused nothing new is sent; what runs is carried to its end. */
void
rushes_job_queue_set_paused (RushesJobQueue *self, gboolean paused)
{
  if (self->paused == !!paused)
    return;
  self->paused = !!paused;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
  rushes_job_queue_emit_changed (self);
  rushes_job_queue_pump (self);
}

gboolean
rushes_job_queue_get_paused (RushesJobQueue *self)
{
  return self->paused;
}

void
rushes_job_queue_count (RushesJobQueue *self, int *running, int *waiting)
{
  *running = *waiting = 0;
  for (guint i = 0; i < self->entries->len; i++)
    {
      RushesJobState state = rushes_job_get_state (((RushesJobEntry *) self->entries->pdata[i])->job);
      if (state == RUSHES_JOB_WAITING)
        ++*waiting;
      else if (!rushes_job_state_is_final (state))
        ++*running;
    }
}

/* Whether every job has ended. */
gboolean
rushes_job_queue_is_idle (RushesJobQueue *self)
{
  int running, waiting;

  rushes_job_queue_count (self, &running, &waiting);
  return running == 0 && waiting == 0;
}

static void
rushes_job_queue_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((RushesJobQueueProperty) id)
    {
    case PROP_PAUSED:
      g_value_set_boolean (value, RUSHES_JOB_QUEUE (object)->paused);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_job_queue_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((RushesJobQueueProperty) id)
    {
    case PROP_PAUSED:
      rushes_job_queue_set_paused (RUSHES_JOB_QUEUE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_job_queue_dispose (GObject *object)
{
  RushesJobQueue *self = RUSHES_JOB_QUEUE (object);

  g_clear_handle_id (&self->progress_timer, g_source_remove);
  g_clear_handle_id (&self->changed_source, g_source_remove);
  g_ptr_array_set_size (self->entries, 0);
  g_hash_table_remove_all (self->watches);
  g_clear_object (&self->runner);
  g_clear_object (&self->connections);
  g_clear_object (&self->ledger);
  G_OBJECT_CLASS (rushes_job_queue_parent_class)->dispose (object);
}

static void
rushes_job_queue_finalize (GObject *object)
{
  RushesJobQueue *self = RUSHES_JOB_QUEUE (object);

  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->watches);
  G_OBJECT_CLASS (rushes_job_queue_parent_class)->finalize (object);
}

static void
rushes_job_queue_class_init (RushesJobQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rushes_job_queue_get_property;
  object_class->set_property = rushes_job_queue_set_property;
  object_class->dispose = rushes_job_queue_dispose;
  object_class->finalize = rushes_job_queue_finalize;
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  /* A job has ended, well or not. */
  signals[SIGNAL_ENDED] = g_signal_new ("ended", RUSHES_TYPE_JOB_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, RUSHES_TYPE_JOB);
  /* Some job is in another state: counts and groups are to be looked at again. */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RUSHES_TYPE_JOB_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
rushes_job_queue_init (RushesJobQueue *self)
{
  const char *pace = g_getenv ("RUSHES_PACE");

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->watches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->pace = pace != NULL ? g_ascii_strtod (pace, NULL) : 1;
}

RushesJobQueue *
rushes_job_queue_new (RushesLedger *ledger, RushesLibrary *library, RushesConnections *connections,
                      const RushesJobServices *services)
{
  RushesJobQueue *self = g_object_new (RUSHES_TYPE_JOB_QUEUE, NULL);

  self->ledger = g_object_ref (ledger);
  self->connections = g_object_ref (connections);
  self->services = *services;
  self->runner = rushes_job_runner_new (ledger, library, services);
  g_signal_connect_object (connections, "items-changed", G_CALLBACK (on_connections_changed), self, 0);
  return self;
}
