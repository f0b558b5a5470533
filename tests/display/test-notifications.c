/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "server.h"
#include "session.h"
#include "spoiled-index.h"
#include "top.h"

#include <gdk/x11/gdkx.h>
#include <string.h>

/* Who does not look is told when a clip is ready, and nobody else; and what a notification is asked for happens. */

/* Returns: (transfer full): that one of those that were sent, from 0 */
static GVariant *
dup_notification (guint number, char **id)
{
  g_autoptr (GVariant) parameters = session_dup ("AddNotification", number);
  GVariant *notification;

  g_variant_get (parameters, "(s&s@a{sv})", NULL, id, &notification);
  return notification;
}

static guint
count_told (void)
{
  return session_count ("AddNotification");
}

/* Returns: (transfer full): what that one says under this name */
static char *
dup_words (guint number, const char *name)
{
  char *id, *words = NULL;
  g_autoptr (GVariant) notification = dup_notification (number, &id);

  g_assert_true (g_variant_lookup (notification, name, "s", &words));
  return words;
}

/* The last one that says so, -1: none. */
static int
find_told (const char *name, const char *words)
{
  for (guint i = count_told (); i > 0; i--)
    {
      g_autofree char *said = dup_words (i - 1, name);
      if (g_str_equal (said, words))
        return (int) i - 1;
    }
  return -1;
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

/* As the desktop does when it, or a button of it, is pressed. */
static void
press (const char *action, const char *target)
{
  GApplication *application = g_application_get_default ();
  GVariantBuilder parameter = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GVariant) answer = NULL;

  if (target != NULL)
    g_variant_builder_add (&parameter, "v", g_variant_new_string (target));
  answer = session_call (g_application_get_application_id (application), g_application_get_dbus_object_path (application), "org.freedesktop.Application", "ActivateAction",
                         g_variant_new ("(sava{sv})", action, &parameter, NULL));
}

/* As a window manager does it. @to: (nullable): nobody, as on the way from one window to another */
static void
give_keyboard (GtkWindow *to)
{
  static Display *display; /* to open one takes a while on a busy machine, and nothing goes on meanwhile */

  if (display == NULL)
    display = XOpenDisplay (NULL);
  XSetInputFocus (display, to != NULL ? gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (to))) : None, RevertToNone, CurrentTime);
  XSync (display, False);
}

static void
look_away (GtkWindow *from)
{
  while (g_main_context_iteration (NULL, FALSE))
    ; /* the driver may be about to give it the keyboard */
  give_keyboard (NULL);
  wait_until (!gtk_window_is_active (from));
}

static void
generate (const char *prompt)
{
  rushes_compose_set_prompt (get_form (), prompt);
  g_signal_emit_by_name (find ("generate"), "clicked");
}

static guint n_ended; /* a clip is there before its job has ended */

static void
on_ended (void)
{
  n_ended++;
}

static void
on_ended_look (RushesJobQueue *queue, RushesJob *job, gpointer other)
{
  give_keyboard (other);
}

static void
test_only_who_looks_away_is_told (void)
{
  RushesJobQueue *queue = rushes_core_get_queue (rushes_window_get_core (window));
  GtkWindow *other = GTK_WINDOW (gtk_window_new ());
  gulong handler;

  g_signal_connect_after (queue, "ended", on_ended, NULL);
  click (find ("first-sample"));
  wait_until (n_ended == 2 && count_clips () == 2 && rushes_compose_get_model (get_form ()) != NULL);
  g_assert_cmpuint (count_told (), ==, 0);

  /* Ready while the focus is on the way to another window of ours. */
  gtk_window_set_transient_for (other, GTK_WINDOW (window));
  gtk_window_present (other);
  wait_until (gtk_window_is_active (other));
  look_away (other);
  handler = g_signal_connect_after (queue, "ended", G_CALLBACK (on_ended_look), window);
  generate ("on the way");
  wait_until (n_ended == 3 && gtk_window_is_active (GTK_WINDOW (window)));
  g_signal_handler_disconnect (queue, handler);
  gtk_window_destroy (other);
  wait_until (gtk_window_is_active (GTK_WINDOW (window)));

  look_away (GTK_WINDOW (window));
  generate ("far away");
  wait_until (count_told () > 0);
  g_assert_cmpuint (count_told (), ==, 1);
  g_assert_cmpint (find_told ("body", "far away"), ==, 0);
}

/* The picture is a file that other programs can read. */
static void
test_a_clip_has_its_poster_and_actions (void)
{
  char *id;
  g_autoptr (GVariant) notification = dup_notification (0, &id), buttons = g_variant_lookup_value (notification, "buttons", G_VARIANT_TYPE ("aa{sv}"));
  g_autoptr (GVariant) icon = g_variant_lookup_value (notification, "icon", NULL), target = g_variant_lookup_value (notification, "default-action-target", NULL);
  g_autoptr (GIcon) poster = g_icon_deserialize (icon);
  g_autofree char *path = g_file_get_path (g_file_icon_get_file (G_FILE_ICON (poster))), *action = dup_words (0, "default-action"), *button = NULL;
  g_autoptr (GVariant) second = g_variant_get_child_value (buttons, 1);

  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpstr (action, ==, "app.show-clip");
  g_assert_cmpuint (g_variant_n_children (buttons), ==, 2);
  g_assert_true (g_variant_lookup (second, "action", "s", &button));
  g_assert_cmpstr (button, ==, "app.show-file");
  g_assert_cmpstr (g_variant_get_string (target, NULL), ==, id);
  g_assert_false (was_withdrawn (id));
  press ("show-clip", g_variant_get_string (target, NULL));
  wait_until (rushes_viewer_get_clip (rushes_window_get_viewer (window)) != NULL);
  g_assert_cmpstr (rushes_clip_get_id (rushes_viewer_get_clip (rushes_window_get_viewer (window))), ==, id);
  wait_until (was_withdrawn (id)); /* it was seen */
  rushes_window_close_viewer (window);
}

/* A refusal too, in the server's own words. */
static void
test_a_refusal_is_told_in_words (void)
{
  g_autoptr (Server) server = server_start ("--behaviour", "create=quota*1", NULL);
  g_autoptr (RushesConnection) broke = rushes_connection_new ("broke", RUSHES_PROVIDER_OPENAI, "Broke", server->videos,
                                                              g_variant_new ("a{sv}", NULL), TRUE);
  guint before = count_told ();
  g_autofree char *body = NULL, *action = NULL;
  char *id;

  give_keyboard (GTK_WINDOW (window));
  wait_until (gtk_window_is_active (GTK_WINDOW (window)));
  rushes_connections_put_for_session (rushes_core_get_connections (rushes_window_get_core (window)), broke);
  click (find ("provider-openai"));
  wait_until (gtk_widget_get_mapped (find ("connection")));
  adw_combo_row_set_selected (ADW_COMBO_ROW (find ("connection")), 1);
  wait_until (rushes_compose_get_model (get_form ()) != NULL);
  look_away (GTK_WINDOW (window));
  generate ("nobody pays");
  wait_until (count_told () > before);
  body = dup_words (before, "body");
  action = dup_words (before, "default-action");
  g_assert_nonnull (strstr (body, "“Broke”"));
  g_assert_nonnull (strstr (body, "You exceeded your current quota"));
  g_assert_cmpstr (action, ==, "app.show-page");

  /* Once more, from there: this time it is made. */
  g_variant_unref (dup_notification (before, &id));
  press ("try-again", id);
  wait_until (find_told ("body", "nobody pays") > (int) before);
}

/* A small one: it is there soon. */
static void
make_small (const char *prompt)
{
  g_autoptr (RushesRequest) request = rushes_request_new (
    g_variant_new_parsed ("{'provider': <'comfyui'>, 'model': <'wan2.2-5b'>, 'prompt': <%s>, 'width': <int64 64>, 'height': <int64 64>, 'seconds': <1.0>}", prompt));

  rushes_job_queue_add_async (rushes_core_get_queue (rushes_window_get_core (window)), request, RUSHES_SAMPLE_COMFY_ID, NULL, NULL);
}

/* Makes a clip that is told of, and looks again. Returns: (transfer full): its id */
static char *
make_told (const char *prompt)
{
  g_autoptr (RushesClip) clip = NULL;
  char *id;

  give_keyboard (GTK_WINDOW (window));
  wait_until (gtk_window_is_active (GTK_WINDOW (window)));
  look_away (GTK_WINDOW (window));
  make_small (prompt);
  wait_until (find_told ("body", prompt) >= 0);
  g_variant_unref (dup_notification (find_told ("body", prompt), &id));
  give_keyboard (GTK_WINDOW (window));
  wait_until (({ g_clear_object (&clip); clip = ref_clip (0); g_strcmp0 (rushes_clip_get_id (clip), id) == 0; }));
  g_assert_false (was_withdrawn (id));
  return g_strdup (id);
}

static void
on_hidden (GObject *library, GAsyncResult *result, gpointer data)
{
  g_assert_true (rushes_library_hide_rows_finish (RUSHES_LIBRARY (library), result, NULL, NULL));
}

/* So many at once that nobody is told of each. What was told of the clip that stays, stays. */
static void
test_of_many_that_are_trashed_too (void)
{
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (window));
  g_autofree char *stays = make_told ("among those that stay"), *goes = make_told ("one of those that go");
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 row = rushes_library_find_row (library, goes, NULL);

  g_array_append_val (rows, row);
  for (row += 1000; rows->len <= RUSHES_MANY; row++)
    g_array_append_val (rows, row); /* that nothing has */
  rushes_library_hide_rows_async (library, rows, TRUE, on_hidden, NULL);
  wait_until (was_withdrawn (goes));
  g_assert_false (was_withdrawn (stays));
}

/* Nobody can say whether this one is gone, and that one is. */
static void
test_one_that_cannot_be_read_stays (void)
{
  RushesCore *core = rushes_window_get_core (window);
  RushesPaths *paths = rushes_core_get_paths (core);
  g_autofree char *unread = make_told ("not read for a while"), *half = make_told ("half of it is read"), *goes = make_told ("gone, as far as can be read");
  g_autofree char *view = g_strdup_printf ("SELECT CASE id WHEN '%s' THEN json (id) ELSE row END AS row, id, CASE id WHEN '%s' THEN json (id) ELSE hidden END AS hidden,"
                                           " stack, verdict, rating FROM away WHERE id <> '%s'", unread, half, goes);

  spoil_view (paths, view);
  g_signal_emit_by_name (rushes_core_get_library (core), "changed");
  wait_until (was_withdrawn (goes));
  g_assert_false (was_withdrawn (unread));
  g_assert_false (was_withdrawn (half));
  mend_view (paths);
}

/* Nothing speaks of a clip that is in the trash. */
static void
test_one_that_is_trashed_is_taken_back (void)
{
  g_autofree char *id = make_told ("soon gone");

  g_assert_true (rushes_library_hide (rushes_core_get_library (rushes_window_get_core (window)), id, TRUE, NULL));
  wait_until (was_withdrawn (id));
}

/* More than a few are one, which goes when somebody looks. */
static void
test_many_are_one (void)
{
  give_keyboard (GTK_WINDOW (window));
  wait_until (gtk_window_is_active (GTK_WINDOW (window)));
  look_away (GTK_WINDOW (window));
  for (int i = 0; i < 5; i++)
    make_small ("one of many");
  wait_until (find_told ("title", "5 clips are ready") >= 0);
  g_assert_false (was_withdrawn ("jobs"));
  give_keyboard (GTK_WINDOW (window));
  wait_until (was_withdrawn ("jobs"));
}

/* The program stays while a job runs, with no window; the notification brings one. */
static void
test_it_goes_on_without_a_window (void)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  RushesJobQueue *queue = rushes_core_get_queue (rushes_window_get_core (window));
  guint n = count_clips ();

  make_small ("nobody there");
  wait_until (!rushes_job_queue_is_idle (queue));
  gtk_window_close (GTK_WINDOW (window));
  wait_until (gtk_application_get_active_window (application) == NULL);
  wait_until (find_told ("title", "Rushes Goes On in the Background") >= 0);
  wait_until (find_told ("body", "nobody there") >= 0);
  wait_until (was_withdrawn ("background")); /* nothing goes on any more */
  press ("activate-window", NULL);
  wait_until (find_open_window () != NULL);
  window = RUSHES_WINDOW (find_open_window ());
  wait_until (count_clips () == n + 1);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  session_start ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notifications/only-who-looks-away-is-told", test_only_who_looks_away_is_told);
  g_test_add_func ("/notifications/a-clip-has-its-poster-and-actions", test_a_clip_has_its_poster_and_actions);
  g_test_add_func ("/notifications/a-refusal-is-told-in-words", test_a_refusal_is_told_in_words);
  g_test_add_func ("/notifications/one-that-is-trashed-is-taken-back", test_one_that_is_trashed_is_taken_back);
  g_test_add_func ("/notifications/of-many-that-are-trashed-too", test_of_many_that_are_trashed_too);
  g_test_add_func ("/notifications/one-that-cannot-be-read-stays", test_one_that_cannot_be_read_stays);
  g_test_add_func ("/notifications/many-are-one", test_many_are_one);
  g_test_add_func ("/notifications/it-goes-on-without-a-window", test_it_goes_on_without_a_window);
  return drive (argc, argv);
}
