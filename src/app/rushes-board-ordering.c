/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-ordering.h"

#include "rushes-dialogs.h"
#include "rushes-owner.h"

#include <glib/gi18n.h>

/* Takes for shots, from a window: a worker makes the requests and looks what they cost; what would go above the month's limit is asked once, for
 * all of them together; then the shots name their jobs, the ledger gets them, and the queue is told. */

/* What is on its way; counted, since the question and the jobs hold it. */
typedef struct
{
  RushesCore *core;
  char *slug;
  RushesBoardModels *models; /* (nullable): to make the lines with */
  gint64 number;
  int count;
  double limit;
  GPtrArray *lines;          /* (nullable): RushesFillLine */
  char *excess;              /* (nullable) */
  GtkWidget *parent;         /* of the question */
  GTask *task;               /* the caller's */
  gboolean agreed;
} Ordering;

static void
ordering_clear (gpointer data)
{
  Ordering *self = data;

  g_object_unref (self->core);
  g_free (self->slug);
  g_clear_pointer (&self->models, rushes_board_models_free);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self->excess);
  g_object_unref (self->parent);
  g_object_unref (self->task);
}

static void
ordering_unref (gpointer self)
{
  g_rc_box_release_full (self, ordering_clear);
}

static void
prepare (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Ordering *self = data;
  GError *error = NULL;

  if (self->lines == NULL)
    self->lines = rushes_board_fill_plan_shot (self->models, self->core, self->slug, self->number, self->count, &error);
  if (self->lines == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->excess = rushes_board_fill_dup_excess (self->core, self->lines, self->limit);
  g_task_return_boolean (task, TRUE);
}

static void
on_told (GObject *core, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!rushes_owner_tell_finish (result, &error))
    g_debug ("The queue takes the jobs up later: %s", error->message);
}

/* The jobs are in the ledger. */
static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  Ordering *self = data;
  RushesJobQueue *queue = rushes_core_get_queue (self->core);
  GError *error = NULL;
  char *ids = rushes_boards_change_finish (result, &error);

  rushes_job_queue_read_async (queue, NULL, NULL);
  if (!rushes_job_queue_is_owner (queue))
    rushes_owner_tell_async (self->core, RUSHES_OWNER_ADOPT, NULL, on_told, NULL);
  if (ids != NULL)
    g_task_return_pointer (self->task, ids, g_free);
  else
    g_task_return_error (self->task, error);
  ordering_unref (self);
}

static void
send (gpointer data)
{
  Ordering *self = data;

  self->agreed = TRUE;
  rushes_boards_change_async (self->core, self->slug, rushes_board_fill_to_change (self->lines, self->models != NULL), on_sent, g_rc_box_acquire (self));
}

/* The question is gone: with a no, nothing was sent. */
static void
end_question (gpointer data)
{
  Ordering *self = data;

  if (!self->agreed)
    g_task_return_new_error (self->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Above the limit");
  ordering_unref (self);
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer data)
{
  Ordering *self = data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (self->task, error);
  else if (self->excess != NULL)
    {
      rushes_question_ask (self->parent, _("Above the Monthly Limit"), self->excess, _("_Generate Anyway"), FALSE, send, self, end_question);
      return;
    }
  else
    send (self);
  ordering_unref (self);
}

static void
start (Ordering *self, RushesCore *core, const char *slug, double limit, GtkWidget *parent, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (core, NULL, on_prepared, self);

  self->core = g_object_ref (core);
  self->slug = g_strdup (slug);
  self->limit = limit;
  self->parent = g_object_ref (parent);
  self->task = g_task_new (core, NULL, callback, data);
  g_task_set_task_data (task, g_rc_box_acquire (self), ordering_unref);
  g_task_run_in_thread (task, prepare);
}

/* So many takes of one shot. Main thread. */
void
rushes_board_ordering_shot (RushesCore *core, const char *slug, gint64 number, int count, double limit, GtkWidget *parent, GAsyncReadyCallback callback,
                            gpointer data)
{
  Ordering *self = g_rc_box_new0 (Ordering);

  self->models = rushes_board_models_new (core);
  self->number = number;
  self->count = count;
  start (self, core, slug, limit, parent, callback, data);
}

/* @lines: (element-type RushesFillLine): one take for each that has a request and for whose shot nothing is made yet; all count for the limit.
 * Main thread. */
void
rushes_board_ordering_lines (RushesCore *core, const char *slug, GPtrArray *lines, double limit, GtkWidget *parent, GAsyncReadyCallback callback, gpointer data)
{
  Ordering *self = g_rc_box_new0 (Ordering);

  self->lines = g_ptr_array_ref (lines);
  start (self, core, slug, limit, parent, callback, data);
}

/* Returns: (transfer full) (nullable): the ids of the jobs, with spaces between; NULL with %G_IO_ERROR_CANCELLED if the user did not want to spend
 * so much */
char *
rushes_board_ordering_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
