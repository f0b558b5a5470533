/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"
#include "session.h"
#include "turns.h"

#include <gdk/x11/gdkx.h>
#include <glib/gstdio.h>
#include <string.h>

/* The disk of the library hangs, and so does the keyring, as a mount does whose server is gone: whatever asks it does not come back. The window answers all the same, and the main
 * thread asks it for nothing in all that is done here. */

/* Whether there is a widget of that class below @parent that is in sight. */
static gboolean
is_in_sight (GtkWidget *parent, const char *type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child) && (g_str_equal (G_OBJECT_TYPE_NAME (child), type) || is_in_sight (child, type)))
      return TRUE;
  return FALSE;
}

static void
test_clips_are_made (void)
{
  click (find ("first-sample"));
  wait_until (count_clips () == 2 && rushes_job_queue_is_idle (rushes_core_get_queue (rushes_window_get_core (window))));
}

static void
test_keys_are_answered_meanwhile (void)
{
  turns_set_hang (TRUE);
  press_key (XK_2, XK_Control_L);
  wait_until (is_in_sight (GTK_WIDGET (window), "RushesQueuePage"));
  press_key (XK_1, XK_Control_L);
  wait_until (is_in_sight (GTK_WIDGET (window), "RushesGallery"));
  press_key (XK_comma, XK_Control_L);
  wait_until (get_top () != NULL);
  close_top ();
  turns_set_hang (FALSE);
}

static void
test_a_clip_is_opened_and_left (void)
{
  RushesViewer *viewer = rushes_window_get_viewer (window);

  gtk_widget_grab_focus (find ("grid"));
  press_key (XK_Home, 0);
  press_key (XK_Return, 0);
  wait_until (rushes_viewer_get_clip (viewer) != NULL);
  turns_set_hang (TRUE);
  press_key (XK_Escape, 0);
  wait_until (rushes_viewer_get_clip (viewer) == NULL && is_in_sight (GTK_WIDGET (window), "RushesGallery"));
  turns_set_hang (FALSE);
}

static gboolean
is_in_top (const char *name)
{
  GtkWidget *widget = get_top () != NULL ? find_named (get_top (), name) : NULL;

  return widget != NULL && gtk_widget_get_mapped (widget);
}

static guint
count_connections (void)
{
  return g_list_model_get_n_items (G_LIST_MODEL (rushes_core_get_connections (rushes_window_get_core (window))));
}

static void
fill_in_connection (const char *name)
{
  press_key (XK_comma, XK_Control_L);
  wait_until (is_in_top ("add-service"));
  click (find_named (get_top (), "add-service"));
  wait_until (is_in_top ("connection-save"));
  type_into (find_named (get_top (), "connection-name"), name);
  type_into (find_named (get_top (), "connection-url"), "http://127.0.0.1:9/v1");
  type_into (find_named (get_top (), "connection-key"), "a key of the test");
}

static void
close_all (void)
{
  while (get_top () != NULL)
    close_top ();
}

/* A keyring that waits to be unlocked, or does not come back, keeps nobody from anything else: not from closing the dialog, nor from jobs, which wait for
 * their connection's key themselves. */
static void
test_a_keyring_that_hangs_is_waited_for_elsewhere (void)
{
  guint n = count_connections ();

  fill_in_connection ("Kept");
  click (find_named (get_top (), "connection-save"));
  wait_until (count_connections () == n + 1);
  close_all ();
  fill_in_connection ("In vain");
  turns_set_hang (TRUE);
  click (find_named (get_top (), "connection-test"));
  wait_until (find_text (get_top (), "Asking the server…") != NULL);
  click (find_named (get_top (), "connection-save"));
  wait_until (!gtk_widget_get_sensitive (find_named (get_top (), "connection-save")));
  close_all ();
  press_key (XK_2, XK_Control_L);
  wait_until (is_in_sight (GTK_WIDGET (window), "RushesQueuePage"));
  press_key (XK_1, XK_Control_L);
  wait_until (is_in_sight (GTK_WIDGET (window), "RushesGallery"));
  turns_set_hang (FALSE);
  g_assert_cmpuint (count_connections (), ==, n + 1);
}

/* Any window of that name, on the screen. */
static gboolean
is_shown (const char *name)
{
  Display *display = gdk_x11_display_get_xdisplay (gdk_display_get_default ());
  Window root, parent, *children = NULL;
  unsigned int n = 0;
  gboolean shown = FALSE;

  gdk_x11_display_error_trap_push (gdk_display_get_default ());
  XQueryTree (display, DefaultRootWindow (display), &root, &parent, &children, &n);
  for (unsigned int i = 0; i < n && !shown; i++)
    {
      XWindowAttributes about;
      char *title = NULL;
      shown = children[i] != gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (window))) && XGetWindowAttributes (display, children[i], &about) &&
              about.map_state == IsViewable && XFetchName (display, children[i], &title) && title != NULL && g_str_equal (title, name);
      XFree (title);
    }
  XFree (children);
  gdk_x11_display_error_trap_pop_ignored (gdk_display_get_default ());
  return shown;
}

static gboolean ended;

static void
on_ended (GObject *process, GAsyncResult *result, gpointer data)
{
  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (process), result, NULL));
  ended = TRUE;
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* It is started while its disk hangs: there is a window, and it can be ended. */
static void
test_it_starts_and_ends_meanwhile (void)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) program = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *home = g_dir_make_tmp ("rushes-stall-XXXXXX", &error), *library = g_build_filename (home, "rushes", NULL), *gate = g_build_filename (home, "gate", NULL);
  GVariantBuilder parameter = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  guint ticks = g_timeout_add (20, on_tick, NULL);

  g_assert_no_error (error);
  g_file_set_contents (gate, "", 0, NULL);
  g_subprocess_launcher_setenv (launcher, "LD_PRELOAD", g_getenv ("STALL_MODULE"), TRUE);
  g_subprocess_launcher_setenv (launcher, "STALL_FOLDERS", library, TRUE);
  g_subprocess_launcher_setenv (launcher, "STALL_GATE", gate, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "STALL_LOG");
  for (const char *const *name = (const char *const[]) { "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", NULL }; *name != NULL; name++)
    g_subprocess_launcher_setenv (launcher, *name, home, TRUE);
  program = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("RUSHES"), NULL);
  g_assert_no_error (error);
  wait_until (is_shown ("Rushes"));
  g_variant_unref (session_call (RUSHES_APP_ID, "/io/github/rushes_app/Rushes", "org.freedesktop.Application", "ActivateAction",
                                 g_variant_new ("(sava{sv})", "quit", &parameter, NULL)));
  g_subprocess_wait_check_async (program, NULL, on_ended, NULL);
  wait_until (ended);
  g_source_remove (ticks);
  g_assert_false (g_file_test (library, G_FILE_TEST_EXISTS)); /* it was asked for, and did not come */
  g_unlink (gate);
  g_rmdir (home);
}

int
main (int argc, char **argv)
{
  driver_watches_turns = TRUE;
  driver_set_up ();
  driver_use_keyring ("keys");
  session_start ();
  g_test_init (&argc, &argv, NULL);
  if (g_getenv ("STALL_MODULE") == NULL)
    {
      g_print ("1..0 # SKIP built with sanitizers\n");
      return 0;
    }
  g_test_add_func ("/stall/clips-are-made", test_clips_are_made);
  g_test_add_func ("/stall/keys-are-answered-meanwhile", test_keys_are_answered_meanwhile);
  g_test_add_func ("/stall/a-clip-is-opened-and-left", test_a_clip_is_opened_and_left);
  g_test_add_func ("/stall/a-keyring-that-hangs-is-waited-for-elsewhere", test_a_keyring_that_hangs_is_waited_for_elsewhere);
  g_test_add_func ("/stall/it-starts-and-ends-meanwhile", test_it_starts_and_ends_meanwhile);
  return drive (argc, argv);
}
