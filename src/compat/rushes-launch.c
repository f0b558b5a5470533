/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-launch.h"

#include "rushes-dialogs.h"

#include <glib/gi18n.h>

/* Files and folders in other programs, by the portal where that is how it goes: GTK knows. Main thread. */

/* What is shown, on behalf of which widget. */
typedef struct
{
  GtkWidget *parent; /* (nullable): where there is no window, nobody is told of failures but the log */
  GFile *file;
} Errand;

static Errand *
errand_new (GtkWidget *parent, GFile *file)
{
  Errand *errand = g_new (Errand, 1);

  *errand = (Errand) { parent != NULL ? g_object_ref (parent) : NULL, g_object_ref (file) };
  return errand;
}

static void
errand_free (Errand *errand)
{
  g_clear_object (&errand->parent);
  g_object_unref (errand->file);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static GtkWindow *
get_window (GtkWidget *widget)
{
  GtkRoot *root = widget != NULL ? gtk_widget_get_root (widget) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* Whether the user was asked, and closed the question. */
static gboolean
is_dismissed (const GError *error)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    return TRUE;
#endif
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Nobody opened it: the path is what helps. */
static void
tell_failed (Errand *errand, const GError *error)
{
  g_autofree char *path = g_file_get_parse_name (errand->file), *body = NULL;

  if (errand->parent == NULL)
    g_message ("Nothing showed %s: %s", path, error->message);
  if (is_dismissed (error) || get_window (errand->parent) == NULL)
    return;
  body = g_strdup_printf (_("%s.\nThis is what was to be opened:\n%s"), error->message, path);
  rushes_message_show (errand->parent, _("No Program Opened It"), body);
}

#if GTK_CHECK_VERSION(4, 10, 0)
static void
on_launched (GObject *launcher, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (launcher), result, &error))
    tell_failed (errand, error);
}
#else
static void
on_launched (GObject *window, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (window), result, &error))
    tell_failed (errand, error);
}
#endif

/* @ask: which program, where the platform can ask; else the one for such files */
static void
launch (GtkWidget *parent, GFile *file, gboolean ask)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

#if GTK_CHECK_VERSION(4, 12, 0)
  gtk_file_launcher_set_always_ask (launcher, ask);
#endif
  gtk_file_launcher_launch (launcher, get_window (parent), NULL, on_launched, errand_new (parent, file));
#else
  g_autofree char *uri = g_file_get_uri (file);

  gtk_show_uri_full (get_window (parent), uri, GDK_CURRENT_TIME, NULL, on_launched, errand_new (parent, file));
#endif
}

/* No file manager pointed at it: its folder then. */
static void
show_folder_of (Errand *errand)
{
  g_autoptr (GFile) folder = g_file_get_parent (errand->file);

  launch (errand->parent, folder, FALSE);
}

#if GTK_CHECK_VERSION(4, 10, 0)
static void
on_shown (GObject *launcher, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (launcher), result, &error) && !is_dismissed (error))
    show_folder_of (errand);
}
#else
static void
on_shown (GObject *bus, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, NULL);

  if (answer == NULL)
    show_folder_of (errand);
}
#endif

static void
point_at (GtkWidget *parent, GFile *file)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, get_window (parent), NULL, on_shown, errand_new (parent, file));
#else
  g_autofree char *uri = g_file_get_uri (file);
  GDBusConnection *bus = g_application_get_dbus_connection (g_application_get_default ());

  if (bus != NULL)
    g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1", "org.freedesktop.FileManager1", "ShowItems",
                            g_variant_new ("(^ass)", ((const char *[]) { uri, NULL }), ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_shown,
                            errand_new (parent, file));
  else
    {
      g_autoptr (Errand) errand = errand_new (parent, file);

      show_folder_of (errand);
    }
#endif
}

/* In another program: one that the user chooses, where the platform can ask; else the one for such files. */
void
rushes_file_open_with (GtkWidget *parent, GFile *file)
{
  launch (parent, file, TRUE);
}

/* Shows a file in the file manager: itself where that can be asked, else its folder. @parent: (nullable); @path: absolute */
void
rushes_file_show (GtkWidget *parent, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  point_at (parent, file);
}

/* Shows what is in a folder, in the file manager. @path: absolute */
void
rushes_folder_show (GtkWidget *parent, const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);

  launch (parent, folder, FALSE);
}

/* The help, a page that is whole in one file, so that a portal can hand it to a browser. RUSHES_SHARE says where the files of a program lie that is not
 * installed. */
void
rushes_help_show (GtkWidget *parent)
{
  const char *share = g_getenv ("RUSHES_SHARE");
  /* Translators: help.LANGUAGE.html, where there is a translation of the help, else as it is */
  g_autoptr (GFile) page = g_file_new_build_filename (share != NULL ? share : RUSHES_SHARE_DIR, "rushes", _("help.html"), NULL);

  launch (parent, page, FALSE);
}
