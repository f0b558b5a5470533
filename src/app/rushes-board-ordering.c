/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-ordering.h"

#include "rushes-board-sending.h"
#include "rushes-limit-question.h"
#include "rushes-worker.h"

/* Takes of one shot, from a window: a worker makes the requests and looks what they cost; what would go above the month's limit is asked once, for
 * all of them together; then they are sent. */

/* What is on its way: the worker has it first, then the main thread, which frees it. */
typedef struct
{
  RushesCore *core;
  char *slug;
  RushesBoardModels *models;
  gint64 number;
  int count;
  double limit;
  GPtrArray *lines;          /* (nullable): RushesFillLine */
  char *excess;              /* (nullable) */
  GtkWidget *parent;         /* of the question */
  GTask *task;               /* the caller's */
} Ordering;

static void
ordering_free (Ordering *self)
{
  g_object_unref (self->core);
  g_free (self->slug);
  rushes_board_models_free (self->models);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self->excess);
  g_object_unref (self->parent);
  g_object_unref (self->task);
  g_free (self);
}

static void
prepare (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Ordering *self = data;
  GError *error = NULL;

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
on_sent (GObject *core, GAsyncResult *result, gpointer data)
{
  Ordering *self = data;
  GError *error = NULL;
  g_auto (GStrv) ids = rushes_board_sending_finish (result, &error);

  if (ids != NULL)
    g_task_return_boolean (self->task, TRUE);
  else
    g_task_return_error (self->task, error);
  ordering_free (self);
}

static void
on_agreed (GObject *parent, GAsyncResult *result, gpointer data)
{
  Ordering *self = data;
  GError *error = NULL;

  if (rushes_limit_question_finish (result, &error))
    {
      rushes_board_sending_start (self->core, self->slug, self->lines, TRUE, on_sent, self);
      return;
    }
  g_task_return_error (self->task, error);
  ordering_free (self);
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer data)
{
  Ordering *self = data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      rushes_limit_question_ask (self->parent, self->excess, on_agreed, self);
      return;
    }
  g_task_return_error (self->task, error);
  ordering_free (self);
}

/* So many takes of one shot. Main thread. */
void
rushes_board_ordering_shot (RushesCore *core, const char *slug, gint64 number, int count, double limit, GtkWidget *parent, GAsyncReadyCallback callback,
                            gpointer data)
{
  Ordering *self = g_new0 (Ordering, 1);
  g_autoptr (GTask) task = g_task_new (core, NULL, on_prepared, self);

  self->core = g_object_ref (core);
  self->slug = g_strdup (slug);
  self->models = rushes_board_models_new (core);
  self->number = number;
  self->count = count;
  self->limit = limit;
  self->parent = g_object_ref (parent);
  self->task = g_task_new (core, NULL, callback, data);
  g_task_set_task_data (task, self, NULL);
  rushes_worker_run (task, prepare);
}

/* Returns: whether all are in the ledger; not, with %G_IO_ERROR_CANCELLED, if the user did not want to spend so much */
gboolean
rushes_board_ordering_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
