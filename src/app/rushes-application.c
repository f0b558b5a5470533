/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-application.h"

#include "rushes-background.h"
#include "rushes-core.h"
#include "rushes-desktop-actions.h"
#include "rushes-error.h"
#include "rushes-failure-window.h"
#include "rushes-job-notices.h"
#include "rushes-mpris.h"
#include "rushes-notifier.h"
#include "rushes-opening.h"
#include "rushes-owner.h"
#include "rushes-popovers.h"
#include "rushes-resources.h"
#include "rushes-search-provider.h"
#include "rushes-settings.h"
#include "rushes-toast.h"
#include "rushes-way-back.h"
#include "rushes-window-actions.h"
#include "rushes-wishes.h"

#include <glib/gi18n.h>

/* Owns the core and the window, and what else of the program the desktop sees. */
struct _RushesApplication
{
  AdwApplication parent_instance;
  gboolean demo;
  RushesCore *core;
  GSettings *settings;
  RushesNotifier *notifier;
  RushesJobNotices *notices;
  RushesBackground *background;
  RushesDesktop desktop;
  RushesSearchProvider *search; /* (nullable): while there is a bus */
  RushesMpris *mpris;           /* (nullable): of the window; the same */
  GtkWidget *failure; /* the window that says why there is no library; weak */
  RushesWishes *wishes; /* what waits for the library, the window or the queue */
  gboolean opening;   /* the library, by a worker */
  gboolean taking;    /* the queue, by a worker */
  guint lock_timer; /* another process owns the queue: asked again now and then */
};

#define LOCK_RETRY_S 2
#define SERVICE_MS 10000

G_DEFINE_FINAL_TYPE (RushesApplication, rushes_application, ADW_TYPE_APPLICATION)

/* Returns: (transfer none) (nullable): it may not be filled yet */
static RushesWindow *
get_any_window (RushesApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; !RUSHES_IS_WINDOW (window) && l != NULL; l = l->next)
    window = l->data;
  return RUSHES_IS_WINDOW (window) ? RUSHES_WINDOW (window) : NULL;
}

/* Returns: (transfer none) (nullable): one that is filled */
static RushesWindow *
get_window (RushesApplication *self)
{
  RushesWindow *window = get_any_window (self);

  return window != NULL && rushes_window_get_core (window) != NULL ? window : NULL;
}

static void
grant (RushesApplication *self, RushesWishKind kind)
{
  rushes_wishes_grant (self->wishes, kind, &self->desktop, self->core, get_window (self));
}

/* What keeps this program from running the queue, or the queue from going on. */
static void
update_banner (RushesApplication *self)
{
  RushesWindow *window = get_window (self);
  g_autofree char *looked = NULL;
  const char *elsewhere;
  g_autofree char *full = window != NULL ? rushes_job_queue_dup_full (rushes_core_get_queue (self->core)) : NULL;

  if (window == NULL)
    return;
  elsewhere = rushes_paths_get_elsewhere (rushes_core_get_paths (self->core));
  looked = elsewhere != NULL ? g_strdup_printf (_("The library is open on “%s”. This window shows it as it was when it was opened, and changes nothing. Close Rushes "
                                                  "there, then start it here again."), elsewhere) : NULL;
  if (looked != NULL)
    rushes_window_set_banner (window, looked);
  else if (rushes_library_is_away (rushes_core_get_library (self->core)))
    rushes_window_set_banner (window, _("The disk of the library is not connected. Nothing is lost: posters and notes are here, clips play and jobs "
                                        "go on when it is back."));
  else if (self->lock_timer != 0)
    rushes_window_set_banner (window, _("Another Rushes is running the queue. Jobs made here are handed to it; this window takes over when it ends."));
  else
    rushes_window_set_banner (window, full);
}

/* One that was started without a window for something has some seconds for what comes next, whoever else held it meanwhile. */
static void
release (RushesApplication *self)
{
  GApplication *application = G_APPLICATION (self);

  if ((g_application_get_flags (application) & G_APPLICATION_IS_SERVICE) && get_any_window (self) == NULL)
    g_application_set_inactivity_timeout (application, MAX (g_application_get_inactivity_timeout (application), SERVICE_MS));
  g_application_release (application);
}

static void begin_to_take (RushesApplication *self);

static gboolean
on_lock_retry (gpointer data)
{
  RushesApplication *self = data;

  if (!self->taking)
    begin_to_take (self);
  return G_SOURCE_CONTINUE;
}

/* What the owner has done meanwhile is seen, and it is asked for again. */
static void
wait_for_queue (RushesApplication *self)
{
  if (self->lock_timer != 0)
    rushes_job_queue_read_async (rushes_core_get_queue (self->core), NULL, NULL);
  else
    self->lock_timer = g_timeout_add_seconds (LOCK_RETRY_S, on_lock_retry, self);
}

static void
on_taken (GObject *core, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesApplication) self = data;
  g_autoptr (GError) error = NULL;

  self->taking = FALSE;
  if (self->wishes == NULL) /* it is over */
    return;
  if (rushes_core_own_finish (result, &error))
    g_clear_handle_id (&self->lock_timer, g_source_remove);
  else if (!g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_ELSEWHERE)) /* what it is shown does not change */
    wait_for_queue (self);
  update_banner (self);
  grant (self, RUSHES_WISH_QUEUE);
  release (self);
}

static void
begin_to_take (RushesApplication *self)
{
  self->taking = TRUE;
  g_application_hold (G_APPLICATION (self));
  rushes_core_own_async (self->core, on_taken, g_object_ref (self));
}

static void
take_queue (gpointer application, RushesDesktopFunc func, gpointer data, GDestroyNotify destroy)
{
  RushesApplication *self = RUSHES_APPLICATION (application);

  rushes_wishes_add (self->wishes, RUSHES_WISH_QUEUE, func, data, destroy);
  if (rushes_job_queue_is_owner (rushes_core_get_queue (self->core)))
    grant (self, RUSHES_WISH_QUEUE);
  else if (!self->taking)
    begin_to_take (self);
}

/* It was of the last time. */
static void
close_failure (RushesApplication *self)
{
  if (self->failure != NULL)
    gtk_window_destroy (GTK_WINDOW (self->failure));
}

static void
on_told (GObject *core, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesApplication) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  if (rushes_owner_tell_finish (result, &error) || get_window (self) == NULL)
    return;
  line = g_strdup_printf (_("%s. The job is kept, and made when that one ends or starts again."), error->message);
  rushes_window_toast (get_window (self), rushes_toast_new (line));
}

static void
on_left (RushesJobQueue *queue, RushesApplication *self)
{
  rushes_owner_tell_async (self->core, RUSHES_OWNER_ADOPT, NULL, on_told, g_object_ref (self));
}

static GSettings *
new_settings (gboolean demo)
{
  g_autoptr (RushesPaths) paths = rushes_paths_new_for_user (demo);
  GSettings *settings = rushes_settings_new (paths, demo);

  if (settings == NULL)
    g_error ("The schema %s is not installed", RUSHES_SETTINGS_ID);
  return settings;
}

/* The session bus has them too. */
static void
add_owner_actions (RushesApplication *self)
{
  GActionMap *map = G_ACTION_MAP (rushes_core_get_actions (self->core));
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (map));

  for (char **name = names; *name != NULL; name++)
    g_action_map_add_action (G_ACTION_MAP (self), g_action_map_lookup_action (map, *name));
}

/* What goes with the library. */
static void
follow_core (RushesApplication *self)
{
  self->notices = rushes_job_notices_new (self->core, self->notifier);
  self->background = rushes_background_new (GTK_APPLICATION (self), self->core, self->settings, self->notifier);
  add_owner_actions (self);
  g_signal_connect_object (rushes_core_get_queue (self->core), "left", G_CALLBACK (on_left), self, 0);
  g_signal_connect_object (rushes_core_get_queue (self->core), "notify::full", G_CALLBACK (update_banner), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rushes_core_get_library (self->core), "away-changed", G_CALLBACK (update_banner), self, G_CONNECT_SWAPPED);
}

typedef struct
{
  RushesLibrary *library;
  gboolean empty;
} Question;

static void
question_free (gpointer data)
{
  g_object_unref (((Question *) data)->library);
  g_free (data);
}

static gpointer
ask_whether_empty (gpointer data, GError **error)
{
  Question *question = data;

  question->empty = rushes_library_is_empty (question->library);
  return NULL;
}

/* A window that is being arranged, and whether its library has no clip. */
typedef struct
{
  RushesWindow *window;
  gboolean empty, placed;
} Filling;

static void
filling_free (gpointer data)
{
  g_object_unref (((Filling *) data)->window);
  g_free (data);
}

static void
fill (RushesApplication *self, RushesWindow *window, gboolean empty)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (self));

  rushes_window_fill (window, self->core, empty);
  rushes_window_actions_add (window);
  g_clear_object (&self->mpris);
  if (bus != NULL)
    self->mpris = rushes_mpris_new (window, bus, G_APPLICATION (self));
  take_queue (self, NULL, NULL, NULL);
  update_banner (self);
  grant (self, RUSHES_WISH_WINDOW);
}

/* It may have been closed between the turns. */
static gboolean
on_filling (gpointer data)
{
  Filling *filling = data;
  RushesApplication *self = RUSHES_APPLICATION (gtk_window_get_application (GTK_WINDOW (filling->window)));

  if (self == NULL || self->core == NULL)
    return G_SOURCE_REMOVE;
  if (filling->placed)
    {
      fill (self, filling->window, filling->empty);
      return G_SOURCE_REMOVE;
    }
  filling->placed = TRUE;
  rushes_window_place_parts (filling->window);
  return G_SOURCE_CONTINUE;
}

/* The window shows the library, unless it does. It gets its parts, and is filled, in turns of their own: keys and answers come in between, and no frame. */
static void
on_asked (gpointer widget, gpointer question, gpointer nothing, const GError *error)
{
  RushesApplication *self = RUSHES_APPLICATION (gtk_window_get_application (widget));
  Filling *filling;

  if (self == NULL || self->core == NULL || !rushes_window_arrange (widget))
    return;
  filling = g_new (Filling, 1);
  *filling = (Filling) { g_object_ref (widget), ((Question *) question)->empty, FALSE };
  g_idle_add_full (G_PRIORITY_DEFAULT, on_filling, filling, filling_free);
}

static void
ask (RushesApplication *self, RushesWindow *window)
{
  Question *question = g_new0 (Question, 1);

  question->library = g_object_ref (rushes_core_get_library (self->core));
  rushes_way_back_work (window, ask_whether_empty, question, question_free, NULL, on_asked);
}

/* As far as it goes: the library is open, and what waits for it goes on. */
static void
go_on (RushesApplication *self)
{
  RushesWindow *window = get_any_window (self);

  grant (self, RUSHES_WISH_CORE);
  if (window != NULL && rushes_window_get_core (window) != NULL)
    grant (self, RUSHES_WISH_WINDOW);
  else if (window != NULL && rushes_window_was_seen (window))
    ask (self, window);
}

static void
on_seen (RushesApplication *self)
{
  if (self->core != NULL)
    go_on (self);
}

/* One that says why there is no library stays until there is one. */
static void
present_window (RushesApplication *self)
{
  RushesWindow *window = get_any_window (self);

  if (window == NULL && (self->failure == NULL || self->core != NULL))
    {
      window = rushes_window_new (ADW_APPLICATION (self), self->settings);
      g_signal_connect_object (window, "seen", G_CALLBACK (on_seen), self, G_CONNECT_SWAPPED);
    }
  gtk_window_present (window != NULL ? GTK_WINDOW (window) : GTK_WINDOW (self->failure));
}

/* In the place of one that said why not. */
static void
show_failure (RushesApplication *self, const GError *error)
{
  GtkWidget *before = self->failure, *now = rushes_failure_window_new (GTK_APPLICATION (self), error);

  g_set_weak_pointer (&self->failure, now);
  gtk_window_present (GTK_WINDOW (now));
  if (before != NULL)
    gtk_window_destroy (GTK_WINDOW (before));
}

/* Quietly where there is no window: what is wrong is said when somebody opens one. */
static void
fail (RushesApplication *self, const GError *error)
{
  RushesWindow *window = get_any_window (self);

  if (rushes_wishes_has (self->wishes, RUSHES_WISH_WINDOW))
    show_failure (self, error);
  else
    g_message ("The library cannot be opened: %s", error->message);
  if (window != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
  rushes_wishes_drop (self->wishes, RUSHES_WISH_WINDOW);
  grant (self, RUSHES_WISH_CORE);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesApplication) self = data;
  g_autoptr (GError) error = NULL;

  self->opening = FALSE;
  self->core = rushes_core_open_finish (result, &error);
  if (self->core != NULL && self->demo && !rushes_core_start_sample (self->core, &error))
    g_clear_object (&self->core);
  if (self->core == NULL)
    fail (self, error);
  else
    {
      follow_core (self);
      if (self->failure != NULL)
        present_window (self);
      close_failure (self);
      go_on (self);
    }
  release (self);
}

/* The program stays for it. */
static void
ensure_core (RushesApplication *self)
{
  if (self->core != NULL)
    go_on (self);
  if (self->core != NULL || self->opening)
    return;
  self->opening = TRUE;
  g_application_hold (G_APPLICATION (self));
  rushes_core_open_async (self->demo, on_opened, g_object_ref (self));
}

static void
show_window (gpointer application, RushesDesktopFunc func, gpointer data, GDestroyNotify destroy)
{
  RushesApplication *self = RUSHES_APPLICATION (application);

  g_application_set_inactivity_timeout (application, 0); /* it was there for the search alone */
  rushes_wishes_add (self->wishes, RUSHES_WISH_WINDOW, func, data, destroy);
  present_window (self);
  ensure_core (self);
}

static void
open_core (gpointer application, RushesDesktopFunc func, gpointer data, GDestroyNotify destroy)
{
  rushes_wishes_add (RUSHES_APPLICATION (application)->wishes, RUSHES_WISH_CORE, func, data, destroy);
  ensure_core (application);
}

static RushesCore *
get_core (gpointer application)
{
  return RUSHES_APPLICATION (application)->core;
}

static void
rushes_application_activate (GApplication *application)
{
  show_window (application, NULL, NULL, NULL);
}

static void
open_files (const RushesDesktop *desktop, RushesCore *core, RushesWindow *window, gpointer files)
{
  rushes_opening_open (window, files);
}

static void
rushes_application_open (GApplication *application, GFile **files, int n, const char *hint)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < n; i++)
    g_ptr_array_add (list, g_object_ref (files[i]));
  show_window (application, open_files, list, (GDestroyNotify) g_ptr_array_unref);
}

static void
on_activate_window (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  g_application_activate (application);
}

/* Before the name is there, so that whoever waits for it finds all. */
static gboolean
rushes_application_dbus_register (GApplication *application, GDBusConnection *bus, const char *path, GError **error)
{
  RushesApplication *self = RUSHES_APPLICATION (application);

  if (!G_APPLICATION_CLASS (rushes_application_parent_class)->dbus_register (application, bus, path, error))
    return FALSE;
  self->search = rushes_search_provider_new (&self->desktop, bus, path, error);
  return self->search != NULL;
}

static void
rushes_application_dbus_unregister (GApplication *application, GDBusConnection *bus, const char *path)
{
  g_clear_object (&RUSHES_APPLICATION (application)->search);
  G_APPLICATION_CLASS (rushes_application_parent_class)->dbus_unregister (application, bus, path);
}

static void
on_window_removed (GtkApplication *application, GtkWindow *window)
{
  RushesApplication *self = RUSHES_APPLICATION (application);

  if (!RUSHES_IS_WINDOW (window))
    return;
  g_clear_object (&self->mpris);
  if (self->failure == NULL && self->wishes != NULL)
    rushes_wishes_drop (self->wishes, RUSHES_WISH_WINDOW);
}

static void
set_accels (GtkApplication *application, const char *action, const char *accel)
{
  gtk_application_set_accels_for_action (application, action, (const char *[]) { accel, NULL });
}

static void
rushes_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { "activate-window", on_activate_window },
  };
  GtkApplication *gtk_application = GTK_APPLICATION (application);

  rushes_register_resource ();
  g_application_set_resource_base_path (application, "/io/github/rushes_app/Rushes");
  G_APPLICATION_CLASS (rushes_application_parent_class)->startup (application);
  rushes_popovers_mend ();
  RUSHES_APPLICATION (application)->settings = new_settings (RUSHES_APPLICATION (application)->demo);
  RUSHES_APPLICATION (application)->notifier = rushes_notifier_new (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  rushes_desktop_actions_add (&RUSHES_APPLICATION (application)->desktop);
  g_signal_connect (application, "window-removed", G_CALLBACK (on_window_removed), NULL);
  set_accels (gtk_application, "app.quit", "<Control>q");
  set_accels (gtk_application, "win.help", "F1");
  set_accels (gtk_application, "win.search", "<Control>f");
  set_accels (gtk_application, "win.toggle-pane", "F9");
  set_accels (gtk_application, "win.workflows", "<Control>l");
  set_accels (gtk_application, "win.preferences", "<Control>comma");
  set_accels (gtk_application, "win.show-page('gallery')", "<Control>1");
  set_accels (gtk_application, "win.show-page('queue')", "<Control>2");
}

/* Jobs that run are in the ledger; the next start carries them on. */
static void
rushes_application_shutdown (GApplication *application)
{
  RushesApplication *self = RUSHES_APPLICATION (application);

  g_clear_pointer (&self->wishes, rushes_wishes_free);
  g_clear_handle_id (&self->lock_timer, g_source_remove);
  g_clear_weak_pointer (&self->failure);
  G_APPLICATION_CLASS (rushes_application_parent_class)->shutdown (application);
  g_clear_object (&self->mpris);
  g_clear_object (&self->background);
  g_clear_object (&self->notices);
  g_clear_object (&self->notifier);
  g_clear_object (&self->settings);
  if (self->core != NULL)
    rushes_core_close (self->core);
  g_clear_object (&self->core);
}

static void
rushes_application_class_init (RushesApplicationClass *klass)
{
  G_APPLICATION_CLASS (klass)->activate = rushes_application_activate;
  G_APPLICATION_CLASS (klass)->open = rushes_application_open;
  G_APPLICATION_CLASS (klass)->dbus_register = rushes_application_dbus_register;
  G_APPLICATION_CLASS (klass)->dbus_unregister = rushes_application_dbus_unregister;
  G_APPLICATION_CLASS (klass)->startup = rushes_application_startup;
  G_APPLICATION_CLASS (klass)->shutdown = rushes_application_shutdown;
}

static void
rushes_application_init (RushesApplication *self)
{
  g_application_set_flags (G_APPLICATION (self), G_APPLICATION_HANDLES_OPEN);
  self->wishes = rushes_wishes_new ();
  self->desktop = (RushesDesktop) { GTK_APPLICATION (self), get_core, open_core, show_window, take_queue };
}

/* Runs the window. Returns: the exit code */
int
rushes_application_main (gboolean demo, int argc, char **argv)
{
  g_autoptr (RushesApplication) self =
    g_object_new (RUSHES_TYPE_APPLICATION, "application-id", demo ? RUSHES_APP_ID ".Demo" : RUSHES_APP_ID, NULL);

  g_set_application_name ("Rushes");
  gtk_window_set_default_icon_name (RUSHES_APP_ID);
  self->demo = demo;
  return g_application_run (G_APPLICATION (self), argc, argv);
}
