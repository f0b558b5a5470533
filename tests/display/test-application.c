/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"
#include "top.h"

#include "rushes-library.h"

#include <X11/Xatom.h>
#include <gdk/x11/gdkx.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>

/* The program from its start to its end: a library that cannot be opened, another library instead, and how it is left. */

static GtkWidget *
get_first (void)
{
  return GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ())));
}

static char *
dup_data_dir (void)
{
  return g_build_filename (g_get_user_data_dir (), "rushes", NULL);
}

/* There is a file where the library's folder should be: the window says so, and names it. */
static void
test_no_library_is_said (void)
{
  g_autofree char *path = dup_data_dir ();

  g_assert_null (window);
  wait_until (has_words (get_first (), "The library folder cannot be written"));
  g_assert_true (has_words (get_first (), path) && has_words (get_first (), "Nothing was sent."));
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR)); /* nothing was touched */
}

/* Started again, it looks again, in one window. */
static void
test_it_is_tried_again (void)
{
  g_autofree char *path = dup_data_dir ();
  GtkWidget *failure = get_first ();

  g_object_add_weak_pointer (G_OBJECT (failure), (gpointer *) &failure);
  g_application_activate (g_application_get_default ());
  wait_until (failure == NULL && get_first () != NULL && has_words (get_first (), path));
  failure = get_first ();
  g_object_add_weak_pointer (G_OBJECT (failure), (gpointer *) &failure);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_application_activate (g_application_get_default ());
  wait_until (failure == NULL && RUSHES_IS_WINDOW (find_open_window ()));
  window = RUSHES_WINDOW (find_open_window ());
  wait_until (gtk_widget_get_mapped (find ("first-sample")));
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));
}

static void
end_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
is_of (Display *display, Window other, guint pid)
{
  Atom type, name = XInternAtom (display, "_NET_WM_PID", False);
  XWindowAttributes attributes;
  unsigned char *value = NULL;
  unsigned long n, left;
  int format;
  gboolean is;

  XGetWindowProperty (display, other, name, 0, 1, False, XA_CARDINAL, &type, &format, &n, &left, &value);
  is = value != NULL && n == 1 && *(unsigned long *) value == pid && XGetWindowAttributes (display, other, &attributes) && attributes.map_state == IsViewable;
  if (value != NULL)
    XFree (value);
  return is;
}

/* Returns: a window on the screen that belongs to the process, or None. Windows come and go while it is looked for. */
static Window
find_window_of (guint pid)
{
  GdkDisplay *gdk = gtk_widget_get_display (GTK_WIDGET (window));
  Display *display = gdk_x11_display_get_xdisplay (gdk);
  Window root, parent, *children = NULL, found = None;
  unsigned int n = 0;

  gdk_x11_display_error_trap_push (gdk);
  XQueryTree (display, DefaultRootWindow (display), &root, &parent, &children, &n);
  for (unsigned int i = 0; i < n && found == None; i++)
    if (is_of (display, children[i], pid))
      found = children[i];
  if (children != NULL)
    XFree (children);
  gdk_x11_display_error_trap_pop_ignored (gdk);
  return found;
}

static void
on_exited (GObject *process, GAsyncResult *result, gpointer exited)
{
  g_subprocess_wait_finish (G_SUBPROCESS (process), result, NULL);
  *(gboolean *) exited = TRUE;
}

static void
give_keyboard_to (Window other)
{
  GdkDisplay *gdk = gtk_widget_get_display (GTK_WIDGET (window));

  gdk_x11_display_error_trap_push (gdk);
  XSetInputFocus (gdk_x11_display_get_xdisplay (gdk), other, RevertToParent, CurrentTime);
  XSync (gdk_x11_display_get_xdisplay (gdk), False); /* keys come over another connection */
  gdk_x11_display_error_trap_pop_ignored (gdk);
  wait_until (!gtk_window_is_active (GTK_WINDOW (window)));
}

/* The demo is a program of its own, with its own library and its own settings; Ctrl+Q ends it, and it keeps how its window was. */
static void
test_the_demo_is_left_by_its_key (void)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *settings = g_build_filename (g_get_user_config_dir (), "rushes-demo", "settings.ini", NULL);
  g_autoptr (GSubprocess) demo = NULL;
  g_autoptr (GKeyFile) kept = g_key_file_new ();
  g_autofree char *size = NULL;
  gboolean exited = FALSE;
  guint pid, poll = g_timeout_add (50, on_tick, NULL); /* another process wakes nobody here */

  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  demo = g_subprocess_launcher_spawn (launcher, NULL, g_getenv ("RUSHES"), "--demo", NULL);
  g_assert_nonnull (demo);
  g_subprocess_wait_async (demo, NULL, on_exited, &exited);
  pid = (guint) atoi (g_subprocess_get_identifier (demo));
  wait_until (find_window_of (pid) != None);
  g_assert_false (g_file_test (settings, G_FILE_TEST_EXISTS));
  give_keyboard_to (find_window_of (pid));
  press_key (XK_q, XK_Control_L);
  wait_until (exited);
  g_source_remove (poll);
  g_assert_true (g_subprocess_get_successful (demo));
  g_assert_true (g_key_file_load_from_file (kept, settings, G_KEY_FILE_NONE, NULL));
  size = g_key_file_get_string (kept, "Rushes", "window-size", NULL);
  g_assert_nonnull (size);
  g_assert_true (gtk_widget_get_mapped (find ("first-sample"))); /* this one has nothing of it */
}

static void
put_a_file_there (void)
{
  g_autofree char *path = dup_data_dir ();

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

/* Returns: how many names of icons in that file the theme does not have */
static guint
look_for_icons (GtkIconTheme *theme, const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GRegex) regex = g_regex_new ("[\">]([a-z][a-z-]*-symbolic)[\"<]", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint n_missing = 0;

  if (!(g_str_has_suffix (path, ".c") || g_str_has_suffix (path, ".ui")) || !g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);
      if (gtk_icon_theme_has_icon (theme, name))
        continue;
      g_printerr ("%s: there is no icon “%s”\n", path, name);
      n_missing++;
    }
  return n_missing;
}

static guint
look_below (GtkIconTheme *theme, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_missing = 0;

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      n_missing += g_file_test (path, G_FILE_TEST_IS_DIR) ? look_below (theme, path) : look_for_icons (theme, path);
    }
  return n_missing;
}

/* Themes lose some over the years. */
static void
test_all_icons_are_there (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("TOP"), "src", NULL);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  g_assert_true (gtk_icon_theme_has_icon (theme, "rushes-pick-symbolic") && !gtk_icon_theme_has_icon (theme, "no-such-symbolic"));
  g_assert_cmpuint (look_below (theme, folder), ==, 0);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  driver_makes_clips = FALSE;
  put_a_file_there ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/application/no-library-is-said", test_no_library_is_said);
  g_test_add_func ("/application/it-is-tried-again", test_it_is_tried_again);
  g_test_add_func ("/application/the-demo-is-left-by-its-key", test_the_demo_is_left_by_its_key);
  g_test_add_func ("/application/all-icons-are-there", test_all_icons_are_there);
  return drive (argc, argv);
}
