/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-order-placing.h"

#include "rushes-dialogs.h"

#include <glib/gi18n.h>

/* An order from a window: what would go above the month's limit is asked first. */

/* What is on its way; counted, since the question and the jobs hold it. */
typedef struct
{
  RushesOrder *order;
  GtkWidget *parent; /* of the question */
  GTask *task;       /* the caller's */
  gboolean agreed;
} Placing;

static void
placing_clear (gpointer data)
{
  Placing *placing = data;

  rushes_order_unref (placing->order);
  g_object_unref (placing->parent);
  g_object_unref (placing->task);
}

static void
placing_unref (gpointer placing)
{
  g_rc_box_release_full (placing, placing_clear);
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
send_placing (gpointer data)
{
  Placing *placing = data;

  placing->agreed = TRUE;
  rushes_order_send_async (placing->order, on_sent, g_object_ref (placing->task));
}

/* The question is gone: with a no, nothing was sent. */
static void
end_question (gpointer data)
{
  Placing *placing = data;

  if (!placing->agreed)
    g_task_return_new_error (placing->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Above the limit");
  placing_unref (placing);
}

static void
on_prepared (GObject *core, GAsyncResult *result, gpointer data)
{
  Placing *placing = data;
  g_autofree char *excess = NULL;
  GError *error = NULL;

  if (!rushes_order_prepare_finish (result, &excess, &error))
    {
      g_task_return_error (placing->task, error);
      placing_unref (placing);
    }
  else if (excess != NULL)
    rushes_question_ask (placing->parent, _("Above the Monthly Limit"), excess, _("_Generate Anyway"), FALSE, send_placing, placing,
                         end_question);
  else
    {
      send_placing (placing);
      placing_unref (placing);
    }
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
  Placing *placing = g_rc_box_new0 (Placing);

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
