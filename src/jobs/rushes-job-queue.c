/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-job-queue-private.h"

#include "rushes-job-change.h"
#include "rushes-job-pump.h"

/* The line of jobs as everybody else sees it. It puts together who stands where (line), who may start (pump), who takes the next step
 * and when (stepper), and what decorates the rows (watches); each of these knows only those named before it. Main thread. */

#define FINISHED_SHOWN_US (24 * 3600 * G_TIME_SPAN_SECOND)
#define SOON_MS 1000
#define HEARD_OUT_US (4 * G_TIME_SPAN_SECOND)  /* for the answer to a create, when the program ends */
#define BROKEN_OFF_US (2 * G_TIME_SPAN_SECOND) /* for workers to notice that they are not wanted any more */

typedef enum
{
  PROP_PAUSED = 1,
  PROP_FULL,
} RushesJobQueueProperty;

static GParamSpec *properties[PROP_FULL + 1];

enum
{
  SIGNAL_ENDED,
  SIGNAL_CHANGED,
  SIGNAL_LEFT,
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
  return rushes_job_line_get_length (RUSHES_JOB_QUEUE (model)->line);
}

static gpointer
rushes_job_queue_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (RUSHES_JOB_QUEUE (model)->line), position);
}

static void
rushes_job_queue_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = rushes_job_queue_get_item_type;
  iface->get_n_items = rushes_job_queue_get_n_items;
  iface->get_item = rushes_job_queue_get_item;
}

/* Returns: (transfer none) (nullable) */
RushesJob *
rushes_job_queue_find (RushesJobQueue *self, const char *id)
{
  RushesJobEntry *entry = rushes_job_line_find (self->line, id);

  return entry != NULL ? entry->job : NULL;
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

static gboolean
on_soon (gpointer data)
{
  RushesJobQueue *self = data;

  self->soon_source = 0;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* A poll that found a job where it was tells at most how far that is: who hears of it looks at all of them. */
static void
emit_changed_soon (RushesJobQueue *self)
{
  if (self->soon_source == 0)
    self->soon_source = g_timeout_add (SOON_MS, on_soon, self);
}

/* What a start would not list any more goes while the program runs, too, or it has each job of months in memory. */
static void
let_old_go (RushesJobQueue *self)
{
  gint64 since = g_get_real_time () - FINISHED_SHOWN_US;

  for (guint i = rushes_job_line_get_length (self->line); i > 0; i--)
    {
      const RushesJobRecord *record = rushes_job_get_record (rushes_job_line_get (self->line, i - 1)->job);
      gboolean settled = record->state == RUSHES_JOB_DONE || record->state == RUSHES_JOB_CANCELLED;
      if (settled && record->finished_us < since)
        rushes_job_line_remove (self->line, i - 1);
    }
}

void
rushes_job_queue_emit_ended (RushesJobQueue *self, RushesJob *job)
{
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, job);
  if (self->owner)
    let_old_go (self);
}

/* Starts what may start. */
void
rushes_job_queue_pump (RushesJobQueue *self)
{
  if (self->owner)
    rushes_job_pump_run (self->line, self->stepper, self->paused || rushes_job_room_is_full (self->room));
}

static void
on_stepped (RushesJobStepper *stepper, RushesJobEntry *entry, RushesTarget *target, gboolean moved, gboolean ended, RushesJobQueue *self)
{
  if (target != NULL)
    rushes_job_watches_add (self->watches, target);
  if (ended)
    {
      rushes_job_watches_drop_idle (self->watches);
      rushes_job_queue_emit_ended (self, entry->job);
    }
  rushes_job_room_update (self->room);
  if (!moved)
    {
      emit_changed_soon (self);
      return;
    }
  rushes_job_queue_emit_changed (self);
  rushes_job_queue_pump (self);
}

static void
on_room_changed (RushesJobRoom *room, RushesJobQueue *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FULL]);
  rushes_job_queue_emit_changed (self);
  rushes_job_queue_pump (self);
}

static void
on_connections_changed (GListModel *model, guint position, guint removed, guint added, RushesJobQueue *self)
{
  for (guint i = 0; i < rushes_job_line_get_length (self->line); i++)
    {
      RushesJobEntry *entry = rushes_job_line_get (self->line, i);
      RushesJobState state = rushes_job_get_state (entry->job);

      rushes_job_line_update_place (self->line, entry);
      if (self->owner && state != RUSHES_JOB_WAITING && !rushes_job_state_is_final (state) && entry->timer == 0 &&
          entry->cancellable == NULL)
        rushes_job_stepper_schedule (self->stepper, entry, 0);
    }
  rushes_job_queue_pump (self);
}

/* An owner takes in rows it does not know; a looker also takes over what the owner has written. */
static void
take_in (gpointer queue, const RushesJobRecord *record)
{
  RushesJobQueue *self = queue;
  RushesJobEntry *entry = rushes_job_line_find (self->line, record->id);
  gboolean ended = entry != NULL && rushes_job_state_is_final (record->state);

  if (entry == NULL)
    {
      entry = rushes_job_line_append (self->line, rushes_job_record_copy (record));
      if (self->owner && record->state != RUSHES_JOB_WAITING && !rushes_job_state_is_final (record->state))
        rushes_job_stepper_schedule (self->stepper, entry, 0);
    }
  else if (!self->owner && !rushes_job_record_is_like (rushes_job_get_record (entry->job), record))
    {
      rushes_job_set_record (entry->job, rushes_job_record_copy (record));
      rushes_job_line_update_place (self->line, entry);
      if (ended)
        rushes_job_queue_emit_ended (self, entry->job);
    }
}

/* The owner has moved jobs in the line, or taken ended ones off it. */
static void
follow_order (RushesJobQueue *self, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      int position = rushes_job_line_find_position (self->line, ((RushesJobRecord *) records->pdata[i])->id);

      if (position != (int) i)
        rushes_job_line_swap (self->line, i, position);
    }
  for (guint i = rushes_job_line_get_length (self->line); i > records->len; i--)
    if (rushes_job_state_is_final (rushes_job_get_state (rushes_job_line_get (self->line, i - 1)->job)))
      rushes_job_line_remove (self->line, i - 1);
}

static void
take_in_all (RushesJobQueue *self, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    take_in (self, records->pdata[i]);
  if (!self->owner)
    follow_order (self, records);
}

/* Returns: (transfer full) (element-type RushesJobRecord) (nullable): jobs that are under way, that wait for the user, and those that ended today.
 * Blocking; any thread. */
GPtrArray *
rushes_job_queue_read (RushesLedger *ledger, GError **error)
{
  return rushes_ledger_list (ledger, g_get_real_time () - FINISHED_SHOWN_US, error);
}

/* @records: (transfer full): what the ledger says. Once, before the main loop hears of any */
void
rushes_job_queue_load (RushesJobQueue *self, GPtrArray *records)
{
  g_ptr_array_set_free_func (records, NULL);
  for (guint i = 0; i < records->len; i++)
    rushes_job_line_append (self->line, records->pdata[i]);
  g_ptr_array_unref (records);
}

/* Becomes the owner and carries every unfinished job on from where the ledger says it is.
 * @records: (nullable): by now, which may be further than when it was loaded */
void
rushes_job_queue_start (RushesJobQueue *self, GPtrArray *records)
{
  g_return_if_fail (!self->owner);

  if (records != NULL)
    take_in_all (self, records);
  self->owner = TRUE;
  for (guint i = 0; i < rushes_job_line_get_length (self->line); i++)
    {
      RushesJobEntry *entry = rushes_job_line_get (self->line, i);
      RushesJobState state = rushes_job_get_state (entry->job);

      if (state != RUSHES_JOB_WAITING && !rushes_job_state_is_final (state))
        rushes_job_stepper_schedule (self->stepper, entry, 0);
      else
        rushes_job_stepper_look_after (self->stepper, entry);
    }
  rushes_job_queue_pump (self);
  rushes_job_queue_emit_changed (self);
}

/* What has no effect on its server is broken off, and with @all a create on its way too: it is looked for at the next start. */
static void
break_off (RushesJobQueue *self, gboolean all)
{
  for (guint i = 0; i < rushes_job_line_get_length (self->line); i++)
    {
      RushesJobEntry *entry = rushes_job_line_get (self->line, i);

      g_clear_handle_id (&entry->timer, g_source_remove);
      if (entry->cancellable != NULL && (all || rushes_job_get_state (entry->job) != RUSHES_JOB_WAITING))
        g_cancellable_cancel (entry->cancellable);
    }
}

/**
 * rushes_job_queue_stop:
 *
 * The end of the program: no further step is taken, and those on workers are waited for, since everything that they use goes
 * next. The ledger says how far each job has come. Main thread; blocks.
 *
 * Returns: whether no worker is busy any more
 */
gboolean
rushes_job_queue_stop (RushesJobQueue *self)
{
  gint64 now = g_get_monotonic_time ();

  rushes_job_arrivals_flush (self->arrivals);
  self->owner = FALSE;
  break_off (self, FALSE);
  if (rushes_job_runner_stop (self->runner, now + HEARD_OUT_US))
    return TRUE;
  break_off (self, TRUE);
  return rushes_job_runner_stop (self->runner, now + HEARD_OUT_US + BROKEN_OFF_US);
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
  GPtrArray *records = rushes_job_queue_read (data, &error);

  if (records != NULL)
    g_task_return_pointer (task, records, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
on_all_taken_in (gpointer queue, GPtrArray *records, GTask *read)
{
  g_autoptr (GTask) task = read;
  RushesJobQueue *self = queue;

  if (!self->owner)
    follow_order (self, records);
  rushes_job_queue_emit_changed (self);
  rushes_job_queue_pump (self);
  g_task_return_boolean (task, TRUE);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RushesJobQueue *self = g_task_get_source_object (task);
  GPtrArray *records = g_task_propagate_pointer (G_TASK (result), NULL);

  if (records != NULL)
    rushes_job_arrivals_add (self->arrivals, records, on_all_taken_in, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, FALSE);
}

/* Looks at the ledger again: another process has added jobs, or moved them. @callback: (nullable): whether it went well does not
 * matter, the next time it may. Main thread. */
void
rushes_job_queue_read_async (RushesJobQueue *self, GAsyncReadyCallback callback, gpointer data)
{
  rushes_job_runner_run_async (self->runner, list_ledger, g_object_ref (self->ledger), g_object_unref, on_listed,
                               g_task_new (self, NULL, callback, data));
}

static void
on_added_taken_in (gpointer queue, GPtrArray *records, GTask *add)
{
  g_autoptr (GTask) task = add;
  RushesJobQueue *self = queue;
  RushesJobEntry *entry = rushes_job_line_find (self->line, ((RushesJobRecord *) records->pdata[0])->id);

  g_task_return_pointer (task, g_object_ref (entry->job), g_object_unref);
  if (!self->owner)
    g_signal_emit (self, signals[SIGNAL_LEFT], 0);
  rushes_job_queue_emit_changed (self);
  rushes_job_queue_pump (self);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RushesJobQueue *self = g_task_get_source_object (task);
  GError *error = NULL;
  RushesJobRecord *record = rushes_job_change_finish (result, &error);
  GPtrArray *records;

  if (record == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  records = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_job_record_free);
  g_ptr_array_add (records, record);
  rushes_job_arrivals_add (self->arrivals, records, on_added_taken_in, g_steal_pointer (&task));
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

/* Whether it has paused itself because there is no room for clips. */
gboolean
rushes_job_queue_is_full (RushesJobQueue *self)
{
  return rushes_job_room_is_known_full (self->room);
}

/* Returns: (transfer full) (nullable): that the queue has paused itself because there is no room for clips, and what can be done; notified
 * as “full” */
char *
rushes_job_queue_dup_full (RushesJobQueue *self)
{
  return rushes_job_room_dup_text (self->room);
}

void
rushes_job_queue_count (RushesJobQueue *self, int *running, int *waiting)
{
  *running = *waiting = 0;
  for (guint i = 0; i < rushes_job_line_get_length (self->line); i++)
    {
      RushesJobState state = rushes_job_get_state (rushes_job_line_get (self->line, i)->job);
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
    case PROP_FULL:
      g_value_take_string (value, rushes_job_queue_dup_full (RUSHES_JOB_QUEUE (object)));
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
    case PROP_FULL:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_job_queue_dispose (GObject *object)
{
  RushesJobQueue *self = RUSHES_JOB_QUEUE (object);

  g_clear_handle_id (&self->changed_source, g_source_remove);
  g_clear_handle_id (&self->soon_source, g_source_remove);
  rushes_job_line_clear (self->line); /* what runs is told to stop, what is due is not due any more */
  g_clear_object (&self->watches);
  g_clear_object (&self->room);
  g_clear_object (&self->stepper);
  g_clear_object (&self->runner);
  g_clear_object (&self->ledger);
  G_OBJECT_CLASS (rushes_job_queue_parent_class)->dispose (object);
}

static void
rushes_job_queue_finalize (GObject *object)
{
  rushes_job_arrivals_free (RUSHES_JOB_QUEUE (object)->arrivals);
  g_object_unref (RUSHES_JOB_QUEUE (object)->line);
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
  properties[PROP_FULL] = g_param_spec_string ("full", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  /* A job has ended, well or not. */
  signals[SIGNAL_ENDED] = g_signal_new ("ended", RUSHES_TYPE_JOB_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, RUSHES_TYPE_JOB);
  /* Some job is in another state: counts and groups are to be looked at again. */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RUSHES_TYPE_JOB_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  /* A job was written that the process which owns the queue has to take up. */
  signals[SIGNAL_LEFT] = g_signal_new ("left", RUSHES_TYPE_JOB_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_job_queue_init (RushesJobQueue *self)
{
  self->arrivals = rushes_job_arrivals_new (take_in, self);
}

RushesJobQueue *
rushes_job_queue_new (RushesLedger *ledger, RushesLibrary *library, RushesConnections *connections,
                      const RushesJobServices *services)
{
  RushesJobQueue *self = g_object_new (RUSHES_TYPE_JOB_QUEUE, NULL);

  self->ledger = g_object_ref (ledger);
  self->line = rushes_job_line_new (connections);
  self->runner = rushes_job_runner_new (ledger, library, services);
  self->stepper = rushes_job_stepper_new (self->line, self->runner);
  self->room = rushes_job_room_new (self->line, self->runner, self->stepper, rushes_library_get_paths (library));
  self->watches = rushes_job_watches_new (self->line, services);
  g_signal_connect_object (self->line, "items-changed", G_CALLBACK (g_list_model_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stepper, "ready", G_CALLBACK (rushes_job_queue_pump), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stepper, "stepped", G_CALLBACK (on_stepped), self, 0);
  g_signal_connect_object (self->room, "changed", G_CALLBACK (on_room_changed), self, 0);
  g_signal_connect_object (connections, "items-changed", G_CALLBACK (on_connections_changed), self, 0);
  return self;
}
