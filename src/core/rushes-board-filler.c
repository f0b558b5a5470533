/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-filler.h"

#include "rushes-board-sending.h"
#include "rushes-error-text.h"
#include "rushes-fill-shots.h"
#include "rushes-owner.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>

/* A fill that was agreed to, until it is over: what can be made is sent at once, what starts from the take of another shot when that is there. While it
 * goes on it is one of the core's fills, and the program stays. What waited when the program ended is empty, and the next fill offers it again: nothing
 * is sent that nobody has just agreed to. That no shot gets two jobs is seen to where they are written (rushes-board-jobs). Main thread. */
struct _RushesBoardFiller
{
  GObject parent_instance;
  RushesCore *core;
  char *slug;
  RushesBoardModels *models; /* with what the servers offered when it was agreed to */
  RushesFillOptions options;
  GPtrArray *lines;          /* (nullable): RushesFillLine: that are being sent */
  GPtrArray *shots;          /* RushesFillShot */
  gboolean busy;             /* something is being sent, or looked at */
  gboolean again;            /* looked at again after that */
  gboolean stopped;
};

G_DEFINE_FINAL_TYPE (RushesBoardFiller, rushes_board_filler, G_TYPE_OBJECT)

enum
{
  CHANGED,
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rushes_board_filler_finalize (GObject *object)
{
  RushesBoardFiller *self = RUSHES_BOARD_FILLER (object);

  rushes_board_models_free (self->models);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_ptr_array_unref (self->shots);
  g_object_unref (self->core);
  g_free (self->slug);
  G_OBJECT_CLASS (rushes_board_filler_parent_class)->finalize (object);
}

static void
rushes_board_filler_class_init (RushesBoardFillerClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rushes_board_filler_finalize;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* The error, which may be NULL, is why no more was sent. */
  signals[ENDED] = g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
rushes_board_filler_init (RushesBoardFiller *self)
{
}

static RushesJobQueue *
get_queue (RushesBoardFiller *self)
{
  return rushes_core_get_queue (self->core);
}

/* The program ends before it does, or it has ended. */
static gboolean
is_over (RushesBoardFiller *self)
{
  return !g_list_store_find (rushes_core_get_fills (self->core), self, NULL);
}

static void
end (RushesBoardFiller *self, const GError *error)
{
  g_autoptr (RushesBoardFiller) held = g_object_ref (self);
  guint position;

  if (!g_list_store_find (rushes_core_get_fills (self->core), self, &position))
    return;
  g_signal_handlers_disconnect_by_data (get_queue (self), self);
  g_list_store_remove (rushes_core_get_fills (self->core), position);
  g_signal_emit (self, signals[ENDED], 0, error);
}

static void
note_end (RushesFillShot *shot, RushesJob *job)
{
  const RushesJobRecord *record = rushes_job_get_record (job);
  g_autofree char *reason = record->error != NULL ? rushes_error_text_one_line (record->error, rushes_job_get_place (job)) : NULL;

  if (record->state == RUSHES_JOB_DONE)
    rushes_fill_shots_set (shot, RUSHES_FILL_DONE, NULL);
  else if (rushes_job_state_is_final (record->state))
    rushes_fill_shots_set (shot, RUSHES_FILL_FAILED, reason != NULL ? reason : _("It was cancelled"));
}

static void
on_told (GObject *core, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!rushes_owner_tell_finish (result, &error))
    g_message ("A job was not cancelled: %s", error->message);
}

/* What was sent is cancelled, by whichever process owns the queue. */
static void
cancel_all (RushesBoardFiller *self)
{
  for (guint i = 0; i < self->shots->len; i++)
    {
      const RushesFillShot *shot = self->shots->pdata[i];
      if (shot->stage == RUSHES_FILL_SENT)
        rushes_owner_tell_async (self->core, RUSHES_OWNER_CANCEL, shot->job, on_told, NULL);
    }
  end (self, NULL);
}

static void look (RushesBoardFiller *self);

/* Nothing is being sent or looked at: what is next? */
static void
go_on (RushesBoardFiller *self)
{
  guint waiting = rushes_fill_shots_count (self->shots, RUSHES_FILL_WAITS);
  gboolean again = self->again;

  self->again = FALSE;
  if (self->stopped)
    cancel_all (self);
  else if (waiting > 0 && again)
    look (self);
  else if (waiting == 0 && rushes_fill_shots_count (self->shots, RUSHES_FILL_SENT) == 0)
    end (self, NULL);
  else
    g_signal_emit (self, signals[CHANGED], 0);
}

/* The queue has the jobs by now: which is for which shot stands in their requests. */
static void
take_jobs (RushesBoardFiller *self, char **ids)
{
  for (char **id = ids; *id != NULL; id++)
    {
      RushesJob *job = rushes_job_queue_find (get_queue (self), *id);
      RushesFillShot *shot = job != NULL ? rushes_fill_shots_find (self->shots, rushes_request_get_int (rushes_job_get_request (job), RUSHES_REQUEST_SHOT, 0)) : NULL;
      if (shot == NULL)
        continue;
      shot->job = g_strdup (*id);
      rushes_fill_shots_set (shot, RUSHES_FILL_SENT, NULL);
      note_end (shot, job);
    }
}

/* Those that got no job have somebody else's. */
static void
leave_others (RushesBoardFiller *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const RushesFillLine *line = self->lines->pdata[i];
      RushesFillShot *shot = line->request != NULL ? rushes_fill_shots_find (self->shots, line->number) : NULL;
      if (shot != NULL && shot->stage == RUSHES_FILL_WAITS)
        rushes_fill_shots_set (shot, RUSHES_FILL_ELSEWHERE, NULL);
    }
}

static void
on_sent (GObject *core, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesBoardFiller) self = data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = rushes_board_sending_finish (result, &error);

  self->busy = FALSE;
  if (ids == NULL)
    {
      end (self, error);
      return;
    }
  take_jobs (self, ids);
  if (is_over (self))
    return;
  leave_others (self);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->again = self->again || rushes_fill_shots_count (self->shots, RUSHES_FILL_SENT) == 0; /* nothing of ours will tell that it has ended */
  go_on (self);
}

static gboolean
has_request (GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    if (((RushesFillLine *) lines->pdata[i])->request != NULL)
      return TRUE;
  return FALSE;
}

/* @lines: those that have a request go */
static void
send (RushesBoardFiller *self, GPtrArray *lines)
{
  self->busy = TRUE;
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->lines = g_ptr_array_ref (lines);
  rushes_board_sending_start (self->core, self->slug, lines, FALSE, on_sent, g_object_ref (self));
}

/* What a worker finds. */
typedef struct
{
  RushesBoardFiller *filler; /* borrowed: whoever waits for the worker holds it */
  GPtrArray *lines;          /* (nullable) */
  GHashTable *going_on;      /* jobs for which somebody waits, and that are not over */
} Look;

static void
look_free (gpointer data)
{
  Look *self = data;

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_hash_table_unref (self->going_on);
  g_free (self);
}

static void
note_going_on (Look *self, char **jobs)
{
  for (char **job = jobs; job != NULL && *job != NULL; job++)
    {
      g_autoptr (RushesJobRecord) record = rushes_ledger_get (rushes_core_get_ledger (self->filler->core), *job, NULL);
      if (record != NULL && !rushes_job_state_is_final (record->state))
        g_hash_table_add (self->going_on, g_strdup (*job));
    }
}

static void
run_look (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Look *self = data;
  GError *error = NULL;

  self->lines = rushes_board_fill_plan_with (self->filler->models, self->filler->core, self->filler->slug, &self->filler->options, &error);
  for (guint i = 0; self->lines != NULL && i < self->lines->len; i++)
    for (int side = 0; side < 2; side++)
      note_going_on (self, ((RushesFillLine *) self->lines->pdata[i])->awaited[side]);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
judge (RushesBoardFiller *self, Look *found)
{
  if (self->again) /* something has arrived meanwhile */
    {
      go_on (self);
      return;
    }
  self->again = rushes_fill_shots_judge (self->shots, found->lines, found->going_on);
  if (!self->again && has_request (found->lines))
    send (self, found->lines);
  else
    go_on (self);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesBoardFiller) self = data;
  g_autoptr (GError) error = NULL;

  self->busy = FALSE;
  if (is_over (self))
    return;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    end (self, error);
  else if (self->stopped)
    go_on (self);
  else
    judge (self, g_task_get_task_data (G_TASK (result)));
}

static void
on_collected (GObject *core, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesBoardFiller) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *done = rushes_boards_change_finish (result, &error);
  g_autoptr (GTask) task = NULL;
  Look *look;

  if (done == NULL || is_over (self))
    {
      self->busy = FALSE;
      end (self, error);
      return;
    }
  task = g_task_new (NULL, NULL, on_looked, g_object_ref (self));
  look = g_new0 (Look, 1);
  look->filler = self;
  look->going_on = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, look, look_free);
  rushes_worker_run (task, run_look);
}

/* What has arrived becomes takes; then what waits for one is planned anew. */
static void
look (RushesBoardFiller *self)
{
  self->busy = TRUE;
  rushes_boards_change_async (self->core, self->slug, g_variant_new_parsed ("{'do': <'collect'>}"), on_collected, g_object_ref (self));
}

static void
arrive (RushesBoardFiller *self)
{
  self->again = TRUE;
  if (!self->busy)
    go_on (self);
}

static void
on_ended (RushesJobQueue *queue, RushesJob *job, RushesBoardFiller *self)
{
  RushesFillShot *shot = rushes_fill_shots_find_job (self->shots, rushes_job_get_id (job));

  if (shot != NULL)
    note_end (shot, job);
  if (rushes_request_get_string (rushes_job_get_request (job), RUSHES_REQUEST_BOARD) != NULL)
    arrive (self);
}

/* Jobs of another process may have come and gone between two looks into the ledger. */
static void
on_changed (RushesJobQueue *queue, RushesBoardFiller *self)
{
  if (!rushes_job_queue_is_owner (queue) && !self->busy && rushes_fill_shots_count (self->shots, RUSHES_FILL_WAITS) > 0)
    arrive (self);
}

/**
 * rushes_board_filler_new:
 * @models: (transfer full): with which @lines were planned
 * @lines: (element-type RushesFillLine): that were agreed to; what is missing something is not made
 *
 * Returns: (transfer full)
 */
RushesBoardFiller *
rushes_board_filler_new (RushesCore *core, const char *slug, RushesBoardModels *models, const RushesFillOptions *options, GPtrArray *lines)
{
  RushesBoardFiller *self = g_object_new (RUSHES_TYPE_BOARD_FILLER, NULL);

  self->core = g_object_ref (core);
  self->slug = g_strdup (slug);
  self->models = models;
  self->options = *options;
  self->lines = g_ptr_array_ref (lines);
  self->shots = rushes_fill_shots_new (lines);
  return self;
}

/* It is one of the core's fills until “ended”. */
void
rushes_board_filler_start (RushesBoardFiller *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_ref (self->lines);

  g_signal_connect_object (get_queue (self), "ended", G_CALLBACK (on_ended), self, 0);
  g_signal_connect_object (get_queue (self), "changed", G_CALLBACK (on_changed), self, 0);
  g_list_store_append (rushes_core_get_fills (self->core), self);
  if (has_request (lines))
    send (self, lines);
  else
    arrive (self);
}

/* Nothing more is sent, and what was and is not made yet is cancelled, as the queue cancels: what is on its way to a server is heard to its end. */
void
rushes_board_filler_stop (RushesBoardFiller *self)
{
  if (self->stopped || is_over (self))
    return;
  self->stopped = TRUE;
  if (!self->busy)
    go_on (self);
  else
    g_signal_emit (self, signals[CHANGED], 0);
}

const char *
rushes_board_filler_get_slug (RushesBoardFiller *self)
{
  return self->slug;
}

gboolean
rushes_board_filler_is_stopped (RushesBoardFiller *self)
{
  return self->stopped;
}

/* (nullable): what all that waits waits for; NULL too if that differs */
static const char *
find_awaited (RushesBoardFiller *self)
{
  const RushesFillShot *awaited = NULL;

  for (guint i = 0; i < self->shots->len; i++)
    {
      const RushesFillShot *shot = self->shots->pdata[i], *other;
      if (shot->stage != RUSHES_FILL_WAITS)
        continue;
      other = rushes_fill_shots_find (self->shots, shot->waits_for);
      if (other == NULL || (awaited != NULL && awaited != other))
        return NULL;
      awaited = other;
    }
  return awaited != NULL ? awaited->shown : NULL;
}

void
rushes_board_filler_get_progress (RushesBoardFiller *self, RushesFillProgress *progress)
{
  progress->all = self->shots->len - rushes_fill_shots_count (self->shots, RUSHES_FILL_ELSEWHERE);
  progress->done = rushes_fill_shots_count (self->shots, RUSHES_FILL_DONE);
  progress->failed = rushes_fill_shots_count (self->shots, RUSHES_FILL_FAILED) + rushes_fill_shots_count (self->shots, RUSHES_FILL_LEFT_OUT);
  progress->waiting = rushes_fill_shots_count (self->shots, RUSHES_FILL_WAITS);
  progress->waiting_for = find_awaited (self);
}

/* Returns: how many of its jobs a server has got that may charge for them, also when they are cancelled */
guint
rushes_board_filler_count_paid (RushesBoardFiller *self)
{
  guint n = 0;

  for (guint i = 0; i < self->shots->len; i++)
    {
      const RushesFillShot *shot = self->shots->pdata[i];
      RushesJob *job = shot->stage == RUSHES_FILL_SENT ? rushes_job_queue_find (get_queue (self), shot->job) : NULL;
      const RushesJobRecord *record = job != NULL ? rushes_job_get_record (job) : NULL;
      RushesConnection *connection = record != NULL && record->connection_id != NULL
                                       ? rushes_connections_find (rushes_core_get_connections (self->core), record->connection_id)
                                       : NULL;
      n += record != NULL && record->state != RUSHES_JOB_WAITING && !rushes_job_state_is_final (record->state) &&
           (record->cost > 0 || (connection != NULL && !rushes_connection_is_free (connection)));
    }
  return n;
}

/* Returns: (transfer full) (element-type utf8): a line for each shot that has no take now */
GPtrArray *
rushes_board_filler_list_reasons (RushesBoardFiller *self)
{
  GPtrArray *reasons = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->shots->len; i++)
    {
      const RushesFillShot *shot = self->shots->pdata[i];
      if (shot->stage == RUSHES_FILL_LEFT_OUT)
        g_ptr_array_add (reasons, g_strdup_printf (_("Shot %s was left out. %s."), shot->shown, shot->reason));
      else if (shot->stage == RUSHES_FILL_FAILED)
        g_ptr_array_add (reasons, g_strdup_printf (_("Shot %s could not be made. %s."), shot->shown, shot->reason));
    }
  return reasons;
}
