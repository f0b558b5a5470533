/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-order-placing.h"

#include "rushes-limit-question.h"

/* An order from a window: what would go above the month's limit is asked first. */

/* What is on its way. */
typedef struct
{
  RushesOrder *order;
  GtkWidget *parent; /* of the question */
  GTask *task;       /* the caller's */
} Placing;

static void
placing_free (Placing *placing)
{
  rushes_order_unref (placing->order);
  g_object_unref (placing->parent);
  g_object_unref (placing->task);
  g_free (placing);
}

static void
on_sent (GObject *core, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (rushes_order_send_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_agreed (GObject *parent, GAsyncResult *result, gpointer data)
{
  Placing *placing = data;
  GError *error = NULL;

  if (rushes_limit_question_finish (result, &error))
    rushes_order_send_async (placing->order, on_sent, g_object_ref (placing->task));
  else
    g_task_return_error (placing->task, error);
  placing_free (placing);
}

static void
on_prepared (GObject *core, GAsyncResult *result, gpointer data)
{
  Placing *placing = data;
  g_autofree char *excess = NULL;
  GError *error = NULL;

  if (rushes_order_prepare_finish (result, &excess, &error))
    {
      rushes_limit_question_ask (placing->parent, excess, on_agreed, placing);
      return;
    }
  g_task_return_error (placing->task, error);
  placing_free (placing);
}

/**
 * rushes_order_placing_start:
 * @parent: where a question is asked
 *
 * Main thread.
 */
void
rushes_order_placing_start (RushesOrder *order, GtkWidget *parent, GAsyncReadyCallback callback, gpointer data)
{
  Placing *placing = g_new0 (Placing, 1);

  placing->order = g_rc_box_acquire (order);
  placing->parent = g_object_ref (parent);
  placing->task = g_task_new (parent, NULL, callback, data);
  g_task_set_task_data (placing->task, g_rc_box_acquire (order), (GDestroyNotify) rushes_order_unref);
  rushes_order_prepare_async (order, on_prepared, placing);
}

/**
 * rushes_order_placing_finish:
 * @last_seed: (out): of the last take
 *
 * Returns: whether every take is in the ledger; not, with %G_IO_ERROR_CANCELLED, if the user did not want to spend so much
 */
gboolean
rushes_order_placing_finish (GAsyncResult *result, gint64 *last_seed, GError **error)
{
  *last_seed = rushes_order_get_last_seed (g_task_get_task_data (G_TASK (result)));
  return g_task_propagate_boolean (G_TASK (result), error);
}
