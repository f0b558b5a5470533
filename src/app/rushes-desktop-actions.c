/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-desktop-actions.h"

#include "rushes-clip-lookup.h"
#include "rushes-clip-wish.h"
#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-launch.h"
#include "rushes-owner.h"
#include "rushes-toast.h"
#include "rushes-work.h"

#include <glib/gi18n.h>

/* What notifications, the desktop's search and its list of programs in the background ask for: “app.…”, by ids, so that they work in a program that
 * was started for it. */

/* @func: about @parameter, when the window is there */
static void
with_window (const RushesDesktop *desktop, RushesDesktopFunc func, GVariant *parameter)
{
  desktop->show_window (desktop->application, func, g_variant_ref (parameter), (GDestroyNotify) g_variant_unref);
}

static void
show_clip_in (const RushesDesktop *desktop, RushesCore *core, RushesWindow *window, gpointer id)
{
  rushes_clip_wish (window, g_variant_get_string (id, NULL), rushes_window_show_clip);
}

static void
show_clip (GSimpleAction *action, GVariant *id, gpointer data)
{
  with_window (data, show_clip_in, id);
}

/* What is to be done with a clip, whose id is data. */
typedef struct
{
  const RushesDesktop *desktop;
  GVariant *id;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_application_release (G_APPLICATION (errand->desktop->application));
  g_variant_unref (errand->id);
  g_free (errand);
}

/* The file manager comes to the front, not this program. */
static void
show_file_of (gpointer core, RushesClip *clip, const GError *error, gpointer data)
{
  Errand *errand = data;
  g_autofree char *path = clip != NULL ? rushes_library_dup_path (rushes_core_get_library (core), clip) : NULL;
  GtkWindow *active = gtk_application_get_active_window (errand->desktop->application);

  if (path != NULL)
    rushes_file_show (active != NULL ? GTK_WIDGET (active) : NULL, path);
  else
    with_window (errand->desktop, show_clip_in, errand->id); /* which says so */
}

static void
find_file (const RushesDesktop *desktop, RushesCore *core, RushesWindow *window, gpointer id)
{
  Errand *errand;

  if (core == NULL)
    {
      with_window (desktop, show_clip_in, id);
      return;
    }
  errand = g_new (Errand, 1);
  *errand = (Errand) { desktop, g_variant_ref (id) };
  g_application_hold (G_APPLICATION (desktop->application));
  rushes_clip_lookup (core, rushes_core_get_library (core), g_variant_get_string (id, NULL), show_file_of, errand, errand_free);
}

static void
show_file (GSimpleAction *action, GVariant *id, gpointer data)
{
  const RushesDesktop *desktop = data;

  desktop->open_core (desktop->application, find_file, g_variant_ref (id), (GDestroyNotify) g_variant_unref);
}

static void
show_page_in (const RushesDesktop *desktop, RushesCore *core, RushesWindow *window, gpointer name)
{
  rushes_window_show_page (window, g_variant_get_string (name, NULL));
}

static void
show_page (GSimpleAction *action, GVariant *name, gpointer data)
{
  with_window (data, show_page_in, name);
}

static void
search_in (const RushesDesktop *desktop, RushesCore *core, RushesWindow *window, gpointer words)
{
  rushes_window_search (window, g_variant_get_string (words, NULL));
}

static void
search (GSimpleAction *action, GVariant *words, gpointer data)
{
  with_window (data, search_in, words);
}

static void
say (const RushesDesktop *desktop, RushesCore *core, RushesWindow *window, gpointer line)
{
  rushes_window_toast (window, rushes_toast_new (line));
}

static void
on_told (GObject *core, GAsyncResult *result, gpointer data)
{
  const RushesDesktop *desktop = data;
  g_autoptr (GError) error = NULL;

  if (!rushes_owner_tell_finish (result, &error))
    desktop->show_window (desktop->application, say, rushes_error_text_one_line (error, NULL), g_free);
}

static void
ask_again (const RushesDesktop *desktop, RushesCore *core, RushesWindow *window, gpointer id)
{
  rushes_window_show_page (window, "queue");
  if (rushes_job_queue_find (rushes_core_get_queue (core), g_variant_get_string (id, NULL)) != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (window), RUSHES_OWNER_RETRY, id);
}

static void
tell_owner (const RushesDesktop *desktop, RushesCore *core, RushesWindow *window, gpointer id)
{
  rushes_owner_tell_async (core, RUSHES_OWNER_RETRY, g_variant_get_string (id, NULL), on_told, (gpointer) desktop);
}

static void
try_job_again (const RushesDesktop *desktop, RushesCore *core, RushesWindow *window, gpointer id)
{
  RushesJob *job = core != NULL ? rushes_job_queue_find (rushes_core_get_queue (core), g_variant_get_string (id, NULL)) : NULL;

  if (job == NULL || rushes_job_queue_may_pay_again (rushes_core_get_queue (core), job))
    with_window (desktop, ask_again, id);
  else
    desktop->take_queue (desktop->application, tell_owner, g_variant_ref (id), (GDestroyNotify) g_variant_unref);
}

/* Without a window, unless there is something to be asked. */
static void
try_again (GSimpleAction *action, GVariant *id, gpointer data)
{
  const RushesDesktop *desktop = data;

  desktop->open_core (desktop->application, try_job_again, g_variant_ref (id), (GDestroyNotify) g_variant_unref);
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

static void
ask_before_end (const RushesDesktop *desktop, RushesCore *core, RushesWindow *window, gpointer data)
{
  rushes_question_ask (GTK_WIDGET (window), _("Quit While a Clip Is Ordered?"),
                       _("A server that costs money has been asked for a clip and has not answered yet. Without its answer, which takes a few seconds, "
                         "Rushes may not know whether the clip is made and paid."),
                       _("_Quit"), TRUE, end, (gpointer) desktop, NULL);
}

/* What is made goes on at its server, and is taken up at the next start; only a create whose answer nobody hears leaves a doubt. */
static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const RushesDesktop *desktop = data;
  RushesCore *core = desktop->get_core (desktop->application);
  RushesWork work = { 0 };

  if (core != NULL)
    rushes_work_count (core, &work);
  if (work.n_paid > 0)
    desktop->show_window (desktop->application, ask_before_end, NULL, NULL);
  else
    end (data);
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
