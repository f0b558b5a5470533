/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-job-actions.h"

#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-job-text.h"

#include <glib/gi18n.h>

/* What can be done with a job, by its id. */

static RushesJobQueue *
get_queue (gpointer window)
{
  return rushes_core_get_queue (rushes_window_get_core (RUSHES_WINDOW (window)));
}

static RushesJob *
find_job (gpointer window, GVariant *id)
{
  return rushes_job_queue_find (get_queue (window), g_variant_get_string (id, NULL));
}

static void
cancel_job (GSimpleAction *action, GVariant *id, gpointer window)
{
  RushesJob *job = find_job (window, id);

  if (job != NULL)
    rushes_job_queue_cancel (get_queue (window), job);
}

/* A job that may have been paid for, while it is looked for. */
typedef struct
{
  GtkWidget *window;
  RushesJobQueue *queue;
  RushesJob *job;
  gulong handler;
} Retry;

static void
retry_free (gpointer data)
{
  Retry *retry = data;

  g_object_unref (retry->window);
  g_object_unref (retry->queue);
  g_object_unref (retry->job);
  g_free (retry);
}

static void
send_again (gpointer data)
{
  Retry *retry = data;

  rushes_job_queue_send_again (retry->queue, retry->job);
}

/* The server has it not: sending it once more is for the user to say. */
static void
on_looked (RushesJobQueue *queue, RushesJob *job, Retry *retry)
{
  if (job != retry->job)
    return;
  g_signal_handler_disconnect (queue, retry->handler);
  if (rushes_job_queue_may_pay_again (queue, job) && gtk_widget_get_root (retry->window) != NULL)
    rushes_question_ask (retry->window, _("Send It Again?"),
                         _("The server was asked once more and does not name this clip. It may have made it all the same. Sending "
                           "it again may cost twice."),
                         _("_Send Again"), TRUE, send_again, retry, retry_free);
  else
    retry_free (retry);
}

static void
retry_job (GSimpleAction *action, GVariant *id, gpointer window)
{
  RushesJobQueue *queue = get_queue (window);
  RushesJob *job = find_job (window, id);
  Retry *retry;

  if (job == NULL)
    return;
  if (rushes_job_queue_may_pay_again (queue, job))
    {
      retry = g_new (Retry, 1);
      *retry = (Retry) { g_object_ref (GTK_WIDGET (window)), g_object_ref (queue), g_object_ref (job), 0 };
      retry->handler = g_signal_connect (queue, "ended", G_CALLBACK (on_looked), retry);
    }
  rushes_job_queue_retry (queue, job);
}

static void
forget_job (GSimpleAction *action, GVariant *id, gpointer window)
{
  RushesJob *job = find_job (window, id);

  if (job != NULL)
    rushes_job_queue_forget (get_queue (window), job);
}

static void
move_job (GSimpleAction *action, GVariant *id, gpointer window)
{
  RushesJob *job = find_job (window, id);

  if (job != NULL)
    rushes_job_queue_move (get_queue (window), job, g_str_equal (g_action_get_name (G_ACTION (action)), "job-up") ? -1 : 1);
}

static void
edit_job (GSimpleAction *action, GVariant *id, gpointer window)
{
  RushesJob *job = find_job (window, id);

  if (job == NULL)
    return;
  rushes_composer_mend (rushes_window_get_composer (RUSHES_WINDOW (window)), job);
  rushes_window_show_page (RUSHES_WINDOW (window), "compose");
}

/* The reason in our words and in the server's. */
static void
copy_reason (GSimpleAction *action, GVariant *id, gpointer window)
{
  RushesJob *job = find_job (window, id);
  g_autofree char *text = job != NULL ? rushes_job_text_new (job) : NULL;
  g_autofree char *said = job != NULL ? rushes_error_text_dup_said (rushes_job_get_record (job)->error, text) : NULL;
  g_autofree char *all = g_strconcat (text != NULL ? text : "", said != NULL ? "\n\n" : NULL, said, NULL);

  if (job != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (window), all);
}

/* “win.cancel-job” and its kin. */
void
rushes_job_actions_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "cancel-job", .activate = cancel_job, .parameter_type = "s" },
    { .name = "retry-job", .activate = retry_job, .parameter_type = "s" },
    { .name = "forget-job", .activate = forget_job, .parameter_type = "s" },
    { .name = "job-up", .activate = move_job, .parameter_type = "s" },
    { .name = "job-down", .activate = move_job, .parameter_type = "s" },
    { .name = "copy-reason", .activate = copy_reason, .parameter_type = "s" },
    { .name = "edit-job", .activate = edit_job, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
