/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#define G_SETTINGS_ENABLE_BACKEND
#include "rushes-application.h"

#include "rushes-background.h"
#include "rushes-core.h"
#include "rushes-desktop-actions.h"
#include "rushes-error-text.h"
#include "rushes-error.h"
#include "rushes-job-notices.h"
#include "rushes-mpris.h"
#include "rushes-notifier.h"
#include "rushes-opening.h"
#include "rushes-owner.h"
#include "rushes-popovers.h"
#include "rushes-resources.h"
#include "rushes-search-provider.h"
#include "rushes-window-actions.h"

#include <gio/gsettingsbackend.h>
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
  guint lock_timer; /* another process owns the queue: asked again now and then */
};

#define LOCK_RETRY_S 2

G_DEFINE_FINAL_TYPE (RushesApplication, rushes_application, ADW_TYPE_APPLICATION)

static RushesWindow *
get_window (RushesApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; !RUSHES_IS_WINDOW (window) && l != NULL; l = l->next)
    window = l->data;
  return RUSHES_IS_WINDOW (window) ? RUSHES_WINDOW (window) : NULL;
}

/* What keeps this program from running the queue. */
static void
update_banner (RushesApplication *self)
{
  RushesWindow *window = get_window (self);

  if (window == NULL)
    return;
  if (rushes_library_is_away (rushes_core_get_library (self->core)))
    rushes_window_set_banner (window, _("The disk of the library is not connected. Nothing is lost: posters and notes are here, clips play and jobs "
                                        "go on when it is back."));
  else if (self->lock_timer != 0)
    rushes_window_set_banner (window, _("Another Rushes is running the queue. Jobs made here are handed to it; this window takes over when it ends."));
  else
    rushes_window_set_banner (window, NULL);
}

static gboolean
on_lock_retry (gpointer data)
{
  RushesApplication *self = data;
  g_autoptr (GError) error = NULL;

  if (!rushes_core_own (self->core, &error))
    {
      rushes_job_queue_read_async (rushes_core_get_queue (self->core), NULL, NULL);
      return G_SOURCE_CONTINUE;
    }
  self->lock_timer = 0;
  update_banner (self);
  return G_SOURCE_REMOVE;
}

static void
take_queue (RushesApplication *self)
{
  g_autoptr (GError) error = NULL;

  if (rushes_job_queue_is_owner (rushes_core_get_queue (self->core)) || rushes_core_own (self->core, &error))
    return;
  if (self->lock_timer == 0)
    self->lock_timer = g_timeout_add_seconds (LOCK_RETRY_S, on_lock_retry, self);
  update_banner (self);
}

/* The library cannot be opened: a window that says why, and nothing is touched. */
static void
show_failure (RushesApplication *self, const GError *error)
{
  g_autoptr (RushesErrorText) text = rushes_error_text_new (error, NULL);
  g_autofree char *description = g_strdup_printf ("%s\n\n%s", text->sentence, text->advice);
  g_autofree char *escaped = g_markup_escape_text (description, -1);
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (self));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), text->heading);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), escaped);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 480);
  gtk_window_set_title (GTK_WINDOW (window), "Rushes");
  gtk_window_present (GTK_WINDOW (window));
  g_set_weak_pointer (&self->failure, window);
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
  rushes_window_toast (get_window (self), adw_toast_new (line));
}

static void
on_left (RushesJobQueue *queue, RushesApplication *self)
{
  rushes_owner_tell_async (self->core, RUSHES_OWNER_ADOPT, NULL, on_told, g_object_ref (self));
}

static GSettings *
new_settings (RushesApplication *self)
{
  g_autofree char *path = NULL;
  g_autoptr (GSettingsBackend) backend = NULL;

  if (!self->demo)
    return g_settings_new (RUSHES_SETTINGS_ID);
  /* The demo keeps its own, beside its own library. */
  path = g_build_filename (rushes_paths_get_config_dir (rushes_core_get_paths (self->core)), "settings.ini", NULL);
  backend = g_keyfile_settings_backend_new (path, "/io/github/rushes_app/Rushes/", "Rushes");
  return g_settings_new_with_backend (RUSHES_SETTINGS_ID, backend);
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

static gboolean
open_core (RushesApplication *self, GError **error)
{
  self->core = rushes_core_open (self->demo, error);
  if (self->core == NULL || (self->demo && !rushes_core_start_sample (self->core, error)))
    return FALSE;
  self->settings = new_settings (self);
  self->notifier = rushes_notifier_new (G_APPLICATION (self));
  self->notices = rushes_job_notices_new (self->core, self->notifier);
  self->background = rushes_background_new (GTK_APPLICATION (self), self->core, self->settings, self->notifier);
  add_owner_actions (self);
  g_signal_connect_object (rushes_core_get_queue (self->core), "left", G_CALLBACK (on_left), self, 0);
  g_signal_connect_object (rushes_core_get_library (self->core), "away-changed", G_CALLBACK (update_banner), self, G_CONNECT_SWAPPED);
  return TRUE;
}

/* Returns: whether there is one; if not, a window says why. */
static gboolean
ensure_core (RushesApplication *self)
{
  g_autoptr (GError) error = NULL;

  if (self->core != NULL || open_core (self, &error))
    return TRUE;
  g_clear_object (&self->core);
  close_failure (self);
  show_failure (self, error);
  return FALSE;
}

static RushesWindow *
make_window (RushesApplication *self)
{
  RushesWindow *window = rushes_window_new (ADW_APPLICATION (self), self->core, self->settings);
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (self));

  rushes_window_actions_add (window);
  g_clear_object (&self->mpris);
  if (bus != NULL)
    self->mpris = rushes_mpris_new (window, bus, G_APPLICATION (self));
  return window;
}

static RushesWindow *
show_window (gpointer application)
{
  RushesApplication *self = RUSHES_APPLICATION (application);
  RushesWindow *window = get_window (self);

  g_application_set_inactivity_timeout (application, 0); /* it was there for the search alone */
  if (!ensure_core (self))
    return NULL;
  if (window == NULL)
    window = make_window (self);
  gtk_window_present (GTK_WINDOW (window));
  close_failure (self);
  take_queue (self);
  return window;
}

/* Quietly: what is wrong is said when somebody opens the window. */
static RushesCore *
open_core_alone (gpointer application)
{
  RushesApplication *self = RUSHES_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  if (self->core == NULL && !open_core (self, &error))
    {
      g_message ("The library cannot be opened: %s", error->message);
      g_clear_object (&self->core);
    }
  return self->core;
}

static RushesCore *
get_core (gpointer application)
{
  return RUSHES_APPLICATION (application)->core;
}

static void
rushes_application_activate (GApplication *application)
{
  show_window (application);
}

static void
rushes_application_open (GApplication *application, GFile **files, int n, const char *hint)
{
  RushesWindow *window = show_window (application);

  if (window != NULL)
    rushes_opening_open (window, files, n);
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
  if (RUSHES_IS_WINDOW (window))
    g_clear_object (&RUSHES_APPLICATION (application)->mpris);
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
  self->desktop = (RushesDesktop) { GTK_APPLICATION (self), get_core, open_core_alone, show_window, (void (*) (gpointer)) take_queue };
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
