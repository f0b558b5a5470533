/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-job-runner.h"

#include "rushes-fetch-line.h"
#include "rushes-job-steps.h"
#include "rushes-worker.h"

/* Runs steps on workers: a pool for the short ones, and a few threads for downloads and for saving what
 * they bring. Between two steps a job occupies no thread. */

#define STEP_THREADS 16

typedef struct
{
  gint64 done, total;
} Progress;

struct _RushesJobRunner
{
  GObject parent_instance;
  RushesLedger *ledger;
  RushesLibrary *library;
  RushesJobServices services;
  GThreadPool *steps;
  RushesFetchLine *fetches;
  GMutex mutex;
  GCond changed;
  int n_open;           /* orders that have not been carried out */
  gboolean stopped;
  GHashTable *progress; /* job id → Progress, written by the workers */
};

G_DEFINE_FINAL_TYPE (RushesJobRunner, rushes_job_runner, G_TYPE_OBJECT)

typedef struct
{
  RushesJobRunner *runner; /* not owned: the task holds it */
  char *id;
} ProgressDoor;

typedef struct
{
  GTaskThreadFunc func;
  gpointer data;
  GDestroyNotify free_data;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  if (order->free_data != NULL)
    order->free_data (order->data);
  g_free (order);
}

RushesStep *
rushes_step_new (const RushesJobRecord *record, RushesConnection *connection)
{
  RushesStep *step = g_new0 (RushesStep, 1);

  step->record = rushes_job_record_copy (record);
  step->connection = connection != NULL ? g_object_ref (connection) : NULL;
  return step;
}

void
rushes_step_free (RushesStep *step)
{
  rushes_job_record_free (step->record);
  g_clear_object (&step->connection);
  g_clear_pointer (&step->candidates, g_ptr_array_unref);
  g_free (step);
}

void
rushes_step_result_free (RushesStepResult *result)
{
  g_clear_pointer (&result->record, rushes_job_record_free);
  g_clear_pointer (&result->target, rushes_target_unref);
  g_free (result->stage);
  g_free (result);
}

/* On the worker: only notes the numbers; the queue looks at them now and then. */
static void
note_progress (gint64 done, gint64 total, gpointer data)
{
  ProgressDoor *door = data;
  Progress *progress = g_new (Progress, 1);

  *progress = (Progress) { done, total };
  g_mutex_lock (&door->runner->mutex);
  g_hash_table_insert (door->runner->progress, g_strdup (door->id), progress);
  g_mutex_unlock (&door->runner->mutex);
}

static void
forget_progress (RushesJobRunner *self, const char *id)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_remove (self->progress, id);
  g_mutex_unlock (&self->mutex);
}

/* Bytes of the file that a job's step downloads or uploads. Returns: whether there is one. Any thread. */
gboolean
rushes_job_runner_peek_progress (RushesJobRunner *self, const char *job_id, gint64 *done, gint64 *total)
{
  Progress *progress;

  g_mutex_lock (&self->mutex);
  progress = g_hash_table_lookup (self->progress, job_id);
  if (progress != NULL)
    {
      *done = progress->done;
      *total = progress->total;
    }
  g_mutex_unlock (&self->mutex);
  return progress != NULL;
}

static void
run_step (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RushesJobRunner *self = source;
  RushesStep *step = data;
  ProgressDoor door = { self, step->record->id };
  RushesStepTools tools = { self->ledger, self->library, &self->services, note_progress, &door };
  RushesStepResult *result = rushes_job_step_run (&tools, step, cancellable);

  forget_progress (self, step->record->id);
  g_task_return_pointer (task, result, (GDestroyNotify) rushes_step_result_free);
}

static void
run_order (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  RushesJobRunner *self = g_task_get_source_object (task); /* held by the task, which ends in the main loop */
  Order *order = g_task_get_task_data (task);

  order->func (task, self, order->data, g_task_get_cancellable (task));
  g_mutex_lock (&self->mutex);
  self->n_open--;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/* Returns: whether the order may be given */
static gboolean
count_in (RushesJobRunner *self)
{
  gboolean stopped;

  g_mutex_lock (&self->mutex);
  stopped = self->stopped;
  self->n_open += !stopped;
  g_mutex_unlock (&self->mutex);
  return !stopped;
}

/* (transfer full) (nullable): an order as a task, if it may be given */
static GTask *
new_task (RushesJobRunner *self, GTaskThreadFunc func, gpointer data, GDestroyNotify free_data, GCancellable *cancellable, GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Order *order = g_new (Order, 1);

  *order = (Order) { func, data, free_data };
  g_task_set_task_data (task, order, order_free);
  /* A step that has had an effect must be heard of, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  rushes_worker_bind (task);
  if (count_in (self))
    return task;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The program ends");
  g_object_unref (task);
  return NULL;
}

static gboolean
is_fetch (const RushesStep *step)
{
  return step->record->state == RUSHES_JOB_FETCHING || step->record->state == RUSHES_JOB_SAVING;
}

/* Files that the server deletes soonest come first; what is here already waits for no server. */
static void
push_fetch (RushesJobRunner *self, const RushesJobRecord *record, GTask *task)
{
  const char *whose = record->state == RUSHES_JOB_FETCHING && record->connection_id != NULL ? record->connection_id : "";

  rushes_fetch_line_push (self->fetches, whose, record->expires_us > 0 ? record->expires_us : G_MAXINT64, task);
}

/* @step: (transfer full) */
void
rushes_job_runner_step_async (RushesJobRunner *self, RushesStep *step, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = new_task (self, run_step, step, (GDestroyNotify) rushes_step_free, cancellable, callback, data);

  if (task != NULL && is_fetch (step))
    push_fetch (self, step->record, task);
  else if (task != NULL)
    g_thread_pool_push (self->steps, task, NULL);
}

RushesStepResult *
rushes_job_runner_step_finish (RushesJobRunner *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Any other short blocking piece of work on the step threads: ledger writes for the user's actions. */
void
rushes_job_runner_run_async (RushesJobRunner *self, GTaskThreadFunc func, gpointer order, GDestroyNotify free_order,
                             GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = new_task (self, func, order, free_order, NULL, callback, data);

  if (task != NULL)
    g_thread_pool_push (self->steps, task, NULL);
}

/**
 * rushes_job_runner_stop:
 * @until: monotonic time
 *
 * Takes no more orders, and waits for those that are being carried out: they use what is taken down after this. Their results
 * are in the ledger. Blocks; at the end of the program, and again if they need longer.
 *
 * Returns: whether nothing is under way any more
 */
gboolean
rushes_job_runner_stop (RushesJobRunner *self, gint64 until)
{
  gboolean idle;

  g_mutex_lock (&self->mutex);
  self->stopped = TRUE;
  while (self->n_open > 0 && g_cond_wait_until (&self->changed, &self->mutex, until))
    ;
  idle = self->n_open == 0;
  g_mutex_unlock (&self->mutex);
  return idle;
}

static void
rushes_job_runner_dispose (GObject *object)
{
  RushesJobRunner *self = RUSHES_JOB_RUNNER (object);

  if (self->steps != NULL)
    g_thread_pool_free (g_steal_pointer (&self->steps), FALSE, FALSE);
  g_clear_pointer (&self->fetches, rushes_fetch_line_free);
  G_OBJECT_CLASS (rushes_job_runner_parent_class)->dispose (object);
}

static void
rushes_job_runner_finalize (GObject *object)
{
  RushesJobRunner *self = RUSHES_JOB_RUNNER (object);

  g_clear_object (&self->ledger);
  g_clear_object (&self->library);
  g_hash_table_unref (self->progress);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  G_OBJECT_CLASS (rushes_job_runner_parent_class)->finalize (object);
}

static void
rushes_job_runner_class_init (RushesJobRunnerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_job_runner_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_job_runner_finalize;
}

static void
rushes_job_runner_init (RushesJobRunner *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->progress = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->steps = g_thread_pool_new (run_order, NULL, STEP_THREADS, FALSE, NULL);
  self->fetches = rushes_fetch_line_new (run_order, NULL);
}

/* @services: copied */
RushesJobRunner *
rushes_job_runner_new (RushesLedger *ledger, RushesLibrary *library, const RushesJobServices *services)
{
  RushesJobRunner *self = g_object_new (RUSHES_TYPE_JOB_RUNNER, NULL);

  self->ledger = g_object_ref (ledger);
  self->library = g_object_ref (library);
  self->services = *services;
  return self;
}
