/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-board-keeper.h"

#include "rushes-board-jobs.h"
#include "rushes-board-trash.h"
#include "rushes-worker.h"

/* In the process that owns the queue: what a job for a shot has made becomes its takes, on a worker, when it arrives; and at the start what
 * arrived before. Main thread. */
struct _RushesBoardKeeper
{
  GObject parent_instance;
  RushesPaths *paths;
  RushesLedger *ledger;
  RushesLibrary *library;
  guint n_open; /* workers that are at it */
};

G_DEFINE_FINAL_TYPE (RushesBoardKeeper, rushes_board_keeper, G_TYPE_OBJECT)

static void
rushes_board_keeper_dispose (GObject *object)
{
  RushesBoardKeeper *self = RUSHES_BOARD_KEEPER (object);

  g_clear_object (&self->paths);
  g_clear_object (&self->ledger);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (rushes_board_keeper_parent_class)->dispose (object);
}

static void
rushes_board_keeper_class_init (RushesBoardKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_board_keeper_dispose;
}

static void
rushes_board_keeper_init (RushesBoardKeeper *self)
{
}

static void
take_in (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RushesBoardKeeper *self = source;
  const RushesJobRecord *record = data;
  g_autoptr (GError) error = NULL;

  if (record == NULL)
    {
      rushes_board_trash_finish_all (self->paths); /* what was in the undo toast when we were stopped */
      rushes_board_jobs_catch_up (self->paths, self->ledger, self->library);
    }
  else if (!rushes_board_jobs_arrived (self->paths, self->library, record, &error))
    g_warning ("A result was not put on its board: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
on_taken_in (GObject *source, GAsyncResult *result, gpointer data)
{
  RUSHES_BOARD_KEEPER (source)->n_open--;
}

/* @record: (nullable) (transfer full): NULL: all that there is */
static void
begin (RushesBoardKeeper *self, RushesJobRecord *record)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_taken_in, NULL);

  self->n_open++;
  if (record != NULL)
    g_task_set_task_data (task, record, (GDestroyNotify) rushes_job_record_free);
  rushes_worker_run (task, take_in);
}

static void
on_ended (RushesJobQueue *queue, RushesJob *job, RushesBoardKeeper *self)
{
  if (rushes_job_queue_is_owner (queue) && rushes_request_get_string (rushes_job_get_request (job), RUSHES_REQUEST_BOARD) != NULL)
    begin (self, rushes_job_record_copy (rushes_job_get_record (job)));
}

/* Returns: (transfer full) */
RushesBoardKeeper *
rushes_board_keeper_new (RushesPaths *paths, RushesLedger *ledger, RushesLibrary *library, RushesJobQueue *queue)
{
  RushesBoardKeeper *self = g_object_new (RUSHES_TYPE_BOARD_KEEPER, NULL);

  self->paths = g_object_ref (paths);
  self->ledger = g_object_ref (ledger);
  self->library = g_object_ref (library);
  g_signal_connect_object (queue, "ended", G_CALLBACK (on_ended), self, 0);
  begin (self, NULL);
  return self;
}

/* Until all that has arrived is written. Blocks, in the main loop. */
void
rushes_board_keeper_wait (RushesBoardKeeper *self)
{
  while (self->n_open > 0)
    g_main_context_iteration (NULL, TRUE);
}
