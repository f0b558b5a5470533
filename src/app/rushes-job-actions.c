/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-job-actions.h"

#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-job-text.h"
#include "rushes-owner.h"
#include "rushes-toast.h"

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
on_told (GObject *core, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesWindow) window = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  if (rushes_owner_tell_finish (result, &error))
    {
      if (!rushes_job_queue_is_owner (get_queue (window)))
        rushes_job_queue_read_async (get_queue (window), NULL, NULL);
      return;
    }
  line = rushes_error_text_one_line (error, NULL);
  rushes_window_toast (window, rushes_toast_new (line));
}

/* Whichever process owns the queue does it. */
static void
have_done (gpointer window, const char *action, RushesJob *job)
{
  rushes_owner_tell_async (rushes_window_get_core (RUSHES_WINDOW (window)), action, rushes_job_get_id (job), on_told, g_object_ref (window));
}

/* What needs no question; the window's actions are called as the owner's. */
static void
do_with_job (GSimpleAction *action, GVariant *id, gpointer window)
{
  RushesJob *job = find_job (window, id);

  if (job != NULL)
    have_done (window, g_action_get_name (G_ACTION (action)), job);
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

  have_done (retry->window, RUSHES_OWNER_SEND_AGAIN, retry->job);
}

/* The server has it not: sending it once more is for the user to say. */
static void
on_looked (RushesJobQueue *queue, RushesJob *job, Retry *retry)
{
  if (job != retry->job)
    return;
  g_signal_handler_disconnect (queue, retry->handler);
  if (rushes_job_queue_may_pay_again (queue, job) && gtk_widget_get_realized (retry->window)) /* not closed meanwhile */
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
  have_done (window, RUSHES_OWNER_RETRY, job);
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
    { .name = RUSHES_OWNER_CANCEL, .activate = do_with_job, .parameter_type = "s" },
    { .name = RUSHES_OWNER_RETRY, .activate = retry_job, .parameter_type = "s" },
    { .name = RUSHES_OWNER_FORGET, .activate = do_with_job, .parameter_type = "s" },
    { .name = RUSHES_OWNER_UP, .activate = do_with_job, .parameter_type = "s" },
    { .name = RUSHES_OWNER_DOWN, .activate = do_with_job, .parameter_type = "s" },
    { .name = "copy-reason", .activate = copy_reason, .parameter_type = "s" },
    { .name = "edit-job", .activate = edit_job, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
