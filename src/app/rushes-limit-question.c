/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-limit-question.h"

#include "rushes-dialogs.h"

#include <glib/gi18n.h>

/* What would bring the month above its limit is asked before it is sent. */

static void
on_yes (gpointer task)
{
  g_task_set_task_data (task, GINT_TO_POINTER (TRUE), NULL);
}

/* The question is gone: without a yes, nothing is sent. */
static void
end_question (gpointer data)
{
  g_autoptr (GTask) task = data;

  if (g_task_get_task_data (task) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Above the limit");
}

/**
 * rushes_limit_question_ask:
 * @excess: (nullable): a sentence; NULL: it stays below the limit, and nothing is asked
 *
 * Main thread.
 */
void
rushes_limit_question_ask (GtkWidget *parent, const char *excess, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (parent, NULL, callback, data);

  if (excess == NULL)
    g_task_return_boolean (task, TRUE);
  else
    rushes_question_ask (parent, _("Above the Monthly Limit"), excess, _("_Generate Anyway"), FALSE, on_yes, g_object_ref (task), end_question);
}

/* Returns: whether it may be sent; not, with %G_IO_ERROR_CANCELLED, if the user did not want to spend so much */
gboolean
rushes_limit_question_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
