/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"
#include "session.h"
#include "takes.h"
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

#define N_TAKES 1000 /* the grid has some two hundred tiles at either end */
#define STACKED 340 /* from this one on, where nobody looks, so many are takes of one request: */
#define N_STACKED 3

static RushesLibrary *
get_library (void)
{
  return rushes_core_get_library (rushes_window_get_core (window));
}

static void
stack_some (RushesClipInfo *info, int number)
{
  if (number < STACKED || number >= STACKED + N_STACKED)
    return;
  g_clear_pointer (&info->request, rushes_request_unref);
  info->request = rushes_request_new (g_variant_new_parsed ("{'provider': <'comfyui'>, 'model': <'wan'>, 'prompt': <'Takes in a stack'>}"));
}

/* The row of a clip that the gallery shows there, and which nobody has read: else this test would see nothing. */
static gint64
find_unread (guint position)
{
  gint64 row = rushes_clip_list_get_entry (rushes_gallery_get_clips (rushes_window_get_gallery (window)), position)->row;

  g_assert_false (rushes_library_has_clip (get_library (), row));
  return row;
}

/* As it is in the library now. */
static RushesClipInfo *
read_clip (gint64 row)
{
  return rushes_library_read_clip (get_library (), row, NULL);
}

static guint
count_shown (void)
{
  return g_list_model_get_n_items (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window))));
}

/* The newest first, so that those at the end never were in sight. */
static void
test_many_clips_are_there (void)
{
  for (int number = 0; number < N_TAKES; number++)
    take_add (get_library (), number, stack_some);
  wait_until (count_clips () == 2 + N_TAKES && count_shown () == 2 + N_TAKES - (N_STACKED - 1));
}

/* The window does what another key asks for, and all that was asked for before has been asked. */
static void
prove_that_keys_are_answered (void)
{
  press_key (XK_comma, XK_Control_L);
  wait_until (get_top () != NULL);
  close_top ();
}

/* The focus goes to the last clip, which is not read while the disk hangs. */
static void
go_to_the_end (void)
{
  gtk_widget_grab_focus (find ("grid"));
  press_key (XK_End, 0);
}

/* Whether all of these (gint64) are a pick with that rating. */
static gboolean
are_judged (GArray *rows, int rating)
{
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (RushesClipInfo) info = read_clip (g_array_index (rows, gint64, i));
      if (info->rating != rating || info->verdict != RUSHES_VERDICT_PICK)
        return FALSE;
    }
  return TRUE;
}

static void
count_up (GObject *gallery, RushesClip *clip, guint *n)
{
  ++*n;
}

/* Opens the last but one and then the last: what was wanted before is not opened when it has been read. @n: (out): how many will have been opened */
static void
open_two (guint *n)
{
  g_signal_connect (rushes_window_get_gallery (window), "open", G_CALLBACK (count_up), n);
  go_to_the_end ();
  press_key (XK_Left, 0);
  press_key (XK_Return, 0);
  prove_that_keys_are_answered ();
  go_to_the_end ();
  press_key (XK_Return, 0);
}

/* Some, of which none was read, are judged, tagged and copied all the same; one of them is opened when it was. */
static void
test_clips_that_were_not_read (void)
{
  RushesViewer *viewer = rushes_window_get_viewer (window);
  gint64 last = find_unread (count_shown () - 1);
  g_autoptr (RushesClipInfo) info = read_clip (last);
  g_autoptr (GArray) rows = NULL;
  guint n_opened = 0;

  turns_set_hang (TRUE);
  go_to_the_end ();
  press_key (XK_Up, XK_Shift_L);
  rows = rushes_window_list_rows (window);
  g_assert_cmpuint (rows->len, >, 1);
  g_assert_cmpuint (rows->len, <, RUSHES_MANY);
  for (guint i = 0; i < rows->len; i++)
    g_assert_false (rushes_library_has_clip (get_library (), g_array_index (rows, gint64, i)));
  press_key (XK_4, 0);
  press_key (XK_p, 0);
  press_key (XK_c, XK_Control_L);
  wait_until (gdk_clipboard_is_local (gtk_widget_get_clipboard (GTK_WIDGET (window))));
  press_key (XK_Menu, 0);
  wait_until (is_in_sight (GTK_WIDGET (window), "GtkPopoverMenu"));
  press_key (XK_Escape, 0);
  wait_until (!is_in_sight (GTK_WIDGET (window), "GtkPopoverMenu"));
  press_key (XK_t, 0);
  wait_until (get_top () != NULL);
  close_top ();
  open_two (&n_opened);
  prove_that_keys_are_answered ();
  g_assert_null (rushes_viewer_get_clip (viewer));
  turns_set_hang (FALSE);
  wait_until (rushes_viewer_get_clip (viewer) != NULL);
  g_assert_cmpstr (rushes_clip_get_id (rushes_viewer_get_clip (viewer)), ==, info->id);
  wait_until (are_judged (rows, 4));
  g_assert_cmpuint (n_opened, ==, 1);
  g_signal_handlers_disconnect_by_data (rushes_window_get_gallery (window), &n_opened);
  press_key (XK_Escape, 0);
  wait_until (rushes_viewer_get_clip (viewer) == NULL && is_in_sight (GTK_WIDGET (window), "RushesGallery"));
}

static void
on_hidden (GObject *library, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rushes_library_hide_rows_finish (RUSHES_LIBRARY (library), result, NULL, &error));
}

static gboolean
was_withdrawn (const char *id)
{
  for (guint i = 0; i < session_count ("RemoveNotification"); i++)
    {
      g_autoptr (GVariant) parameters = session_dup ("RemoveNotification", i);
      const char *name;
      g_variant_get (parameters, "(&s&s)", NULL, &name);
      if (g_str_equal (name, id))
        return TRUE;
    }
  return FALSE;
}

/* It was told of in a session before this one, and goes to the trash without having been read in this one. */
static void
test_a_notification_goes_with_its_clip (void)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 row = find_unread (N_TAKES * 2 / 3);
  g_autoptr (RushesClipInfo) info = read_clip (row);

  g_array_append_val (rows, row);
  rushes_library_hide_rows_async (get_library (), g_steal_pointer (&rows), TRUE, on_hidden, NULL);
  wait_until (was_withdrawn (info->id));
}

/* Of a closed stack only the one on top is ever read for the gallery. */
static void
test_takes_that_were_not_read_are_compared (void)
{
  g_autoptr (GArray) rows = NULL;

  rushes_gallery_search (rushes_window_get_gallery (window), "stack");
  wait_until (count_clips () == N_STACKED && count_shown () == 1);
  rows = rushes_library_query (get_library (), &(RushesQuery) { .words = "stack" }, NULL);
  g_assert_cmpuint (rows->len, ==, N_STACKED);
  for (guint i = 1; i < rows->len; i++)
    g_assert_false (rushes_library_has_clip (get_library (), g_array_index (rows, gint64, i)));
  gtk_widget_grab_focus (find ("grid"));
  press_key (XK_End, 0);
  press_key (XK_c, 0);
  wait_until (rushes_review_get_clip (rushes_window_get_review (window)) != NULL);
  press_key (XK_Escape, 0);
  wait_until (is_in_sight (GTK_WIDGET (window), "RushesGallery"));
  rushes_gallery_search (rushes_window_get_gallery (window), "");
  wait_until (count_shown () > N_TAKES / 2 + 1);
}

static gboolean
on_show_clip (gpointer clip)
{
  rushes_window_show_clip (window, clip);
  return G_SOURCE_REMOVE;
}

/* Neither it nor those beside it were read; one step goes to a neighbour, whenever that is known. */
static void
test_a_neighbour_that_was_not_read_is_shown_when_it_was (void)
{
  RushesViewer *viewer = rushes_window_get_viewer (window);
  guint middle = N_TAKES / 2;
  gint64 row = find_unread (middle), next = find_unread (middle + 1);
  g_autoptr (RushesClipInfo) info = read_clip (next);
  g_autoptr (RushesClip) clip = rushes_library_ref_clip (get_library (), row, NULL);

  find_unread (middle - 1);
  turns_set_hang (TRUE);
  g_idle_add (on_show_clip, clip);
  wait_until (rushes_viewer_get_clip (viewer) == clip);
  press_key (XK_Right, 0);
  prove_that_keys_are_answered ();
  g_assert_true (rushes_viewer_get_clip (viewer) == clip);
  turns_set_hang (FALSE);
  wait_until (g_str_equal (rushes_clip_get_id (rushes_viewer_get_clip (viewer)), info->id));
  press_key (XK_Escape, 0);
  wait_until (rushes_viewer_get_clip (viewer) == NULL && is_in_sight (GTK_WIDGET (window), "RushesGallery"));
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
  g_test_add_func ("/stall/many-clips-are-there", test_many_clips_are_there);
  g_test_add_func ("/stall/clips-that-were-not-read", test_clips_that_were_not_read);
  g_test_add_func ("/stall/a-notification-goes-with-its-clip", test_a_notification_goes_with_its_clip);
  g_test_add_func ("/stall/takes-that-were-not-read-are-compared", test_takes_that_were_not_read_are_compared);
  g_test_add_func ("/stall/a-neighbour-that-was-not-read-is-shown-when-it-was", test_a_neighbour_that_was_not_read_is_shown_when_it_was);
  g_test_add_func ("/stall/it-starts-and-ends-meanwhile", test_it_starts_and_ends_meanwhile);
  return drive (argc, argv);
}
