/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-desktop-actions.h"

#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-launch.h"
#include "rushes-owner.h"
#include "rushes-work.h"

#include <glib/gi18n.h>

/* What notifications, the desktop's search and its list of programs in the background ask for: “app.…”, by ids, so that they work in a program that
 * was started for it. */

/* Returns: (transfer full) (nullable) */
static RushesClip *
ref_clip (RushesCore *core, GVariant *id)
{
  RushesLibrary *library = rushes_core_get_library (core);
  gint64 row = rushes_library_find_row (library, g_variant_get_string (id, NULL));

  return row != 0 ? rushes_library_ref_clip (library, row) : NULL;
}

static void
show_clip (GSimpleAction *action, GVariant *id, gpointer data)
{
  const RushesDesktop *desktop = data;
  RushesWindow *window = desktop->show_window (desktop->application);
  g_autoptr (RushesClip) clip = window != NULL ? ref_clip (rushes_window_get_core (window), id) : NULL;

  if (clip != NULL)
    rushes_window_show_clip (window, clip);
  else if (window != NULL)
    rushes_window_toast (window, rushes_toast_new (_("This clip is not in the library any more")));
}

/* The file manager comes to the front, not this program. */
static void
show_file (GSimpleAction *action, GVariant *id, gpointer data)
{
  const RushesDesktop *desktop = data;
  RushesCore *core = desktop->open_core (desktop->application);
  g_autoptr (RushesClip) clip = core != NULL ? ref_clip (core, id) : NULL;
  g_autofree char *path = clip != NULL ? rushes_library_dup_path (rushes_core_get_library (core), clip) : NULL;
  GtkWindow *window = gtk_application_get_active_window (desktop->application);

  if (path != NULL)
    rushes_file_show (window != NULL ? GTK_WIDGET (window) : NULL, path);
  else
    show_clip (action, id, data); /* which says so */
}

static void
show_page (GSimpleAction *action, GVariant *name, gpointer data)
{
  const RushesDesktop *desktop = data;
  RushesWindow *window = desktop->show_window (desktop->application);

  if (window != NULL)
    rushes_window_show_page (window, g_variant_get_string (name, NULL));
}

static void
search (GSimpleAction *action, GVariant *words, gpointer data)
{
  const RushesDesktop *desktop = data;
  RushesWindow *window = desktop->show_window (desktop->application);

  if (window != NULL)
    rushes_window_search (window, g_variant_get_string (words, NULL));
}

static void
on_told (GObject *core, GAsyncResult *result, gpointer data)
{
  const RushesDesktop *desktop = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  RushesWindow *window;

  if (rushes_owner_tell_finish (result, &error))
    return;
  line = rushes_error_text_one_line (error, NULL);
  window = desktop->show_window (desktop->application);
  if (window != NULL)
    rushes_window_toast (window, rushes_toast_new (line));
}

static void
ask_again (const RushesDesktop *desktop, RushesJob *job, GVariant *id)
{
  RushesWindow *window = desktop->show_window (desktop->application);

  if (window == NULL)
    return;
  rushes_window_show_page (window, "queue");
  if (job != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (window), RUSHES_OWNER_RETRY, id);
}

/* Without a window, unless there is something to be asked. */
static void
try_again (GSimpleAction *action, GVariant *id, gpointer data)
{
  const RushesDesktop *desktop = data;
  RushesCore *core = desktop->open_core (desktop->application);
  RushesJob *job = core != NULL ? rushes_job_queue_find (rushes_core_get_queue (core), g_variant_get_string (id, NULL)) : NULL;

  if (job == NULL || rushes_job_queue_may_pay_again (rushes_core_get_queue (core), job))
    {
      ask_again (desktop, job, id);
      return;
    }
  desktop->take_queue (desktop->application);
  rushes_owner_tell_async (core, RUSHES_OWNER_RETRY, rushes_job_get_id (job), on_told, data);
}

/* What is written when a window closes is written. */
static void
end (gpointer data)
{
  const RushesDesktop *desktop = data;
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (desktop->application));

  for (GList *l = windows; l != NULL; l = l->next)
    if (RUSHES_IS_WINDOW (l->data))
      gtk_window_close (l->data);
  g_application_quit (G_APPLICATION (desktop->application));
}

/* What is made goes on at its server, and is taken up at the next start; only a create whose answer nobody hears leaves a doubt. */
static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const RushesDesktop *desktop = data;
  RushesCore *core = desktop->get_core (desktop->application);
  RushesWork work = { 0 };
  RushesWindow *window;

  if (core != NULL)
    rushes_work_count (core, &work);
  window = work.n_paid > 0 ? desktop->show_window (desktop->application) : NULL;
  if (window == NULL)
    end (data);
  else
    rushes_question_ask (GTK_WIDGET (window), _("Quit While a Clip Is Ordered?"),
                         _("A server that costs money has been asked for a clip and has not answered yet. Without its answer, which takes a few seconds, "
                           "Rushes may not know whether the clip is made and paid."),
                         _("_Quit"), TRUE, end, data, NULL);
}

/* “app.show-clip” and its kin. @desktop: lives as long as the application */
void
rushes_desktop_actions_add (const RushesDesktop *desktop)
{
  static const GActionEntry entries[] = {
    { .name = "show-clip", .activate = show_clip, .parameter_type = "s" },
    { .name = "show-file", .activate = show_file, .parameter_type = "s" },
    { .name = "show-page", .activate = show_page, .parameter_type = "s" },
    { .name = "search", .activate = search, .parameter_type = "s" },
    { .name = "try-again", .activate = try_again, .parameter_type = "s" },
    { .name = "quit", .activate = quit },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (desktop->application), entries, G_N_ELEMENTS (entries), (gpointer) desktop);
}
