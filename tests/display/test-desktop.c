/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "clips.h"
#include "server.h"
#include "session.h"
#include "spoiled-index.h"
#include "top.h"

#include "rushes-board-file.h"
#include "rushes-boards.h"

#include <glib/gstdio.h>
#include <string.h>

/* What other programs of the desktop ask of this one, as in a sandbox: its search, its media controls, files that are opened with it, and that it goes on
 * without a window. */

#define MPRIS "org.mpris.MediaPlayer2"

static RushesCore *
get_core (void)
{
  return rushes_window_get_core (window);
}

static RushesClip *
get_viewed (void)
{
  return rushes_viewer_get_clip (rushes_window_get_viewer (window));
}

static const char *
get_name (void)
{
  return g_application_get_application_id (g_application_get_default ());
}

/* Returns: (transfer full) */
static GVariant *
ask_search (const char *method, GVariant *parameters)
{
  g_autofree char *path = g_strconcat (g_application_get_dbus_object_path (g_application_get_default ()), "/SearchProvider", NULL);

  return session_call (get_name (), path, "org.gnome.Shell.SearchProvider2", method, parameters);
}

/* Returns: (transfer full): ids */
static char **
search (const char *first, const char *second)
{
  g_autoptr (GVariant) answer = ask_search ("GetInitialResultSet", g_variant_new ("(^as)", ((const char *[]) { first, second, NULL })));
  char **ids;

  g_variant_get (answer, "(^as)", &ids);
  return ids;
}

/* Flag 4 is the computer's sleep. */
static void
test_no_sleep_while_clips_are_made (void)
{
  g_autoptr (GVariant) asked = NULL;
  guint32 flags;

  g_assert_cmpuint (session_count ("Inhibit"), ==, 0);
  click (find ("first-sample"));
  wait_until (session_count ("Inhibit") == 1);
  asked = session_dup ("Inhibit", 0);
  g_variant_get_child (asked, 3, "u", &flags);
  g_assert_cmpuint (flags, ==, GTK_APPLICATION_INHIBIT_SUSPEND);
  g_assert_cmpuint (session_count ("Uninhibit"), ==, 0);
  wait_until (session_count ("Uninhibit") == 1 && count_clips () == 2);
  g_assert_cmpuint (session_count ("Inhibit"), ==, 1);
}

static void
test_the_search_finds_prompts (void)
{
  g_auto (GStrv) found = search ("light", "CLIFF"), none = search ("elsewhere", NULL), nothing = search ("!!", NULL);
  g_autoptr (GVariant) narrowed = NULL, expected = g_variant_ref_sink (g_variant_new ("(^as)", found)), answer = NULL, metas = NULL, meta = NULL, icon = NULL;
  g_autofree char *name = NULL;

  g_assert_cmpuint (g_strv_length (found), ==, 1);
  g_assert_cmpuint (g_strv_length (none) + g_strv_length (nothing), ==, 0);
  narrowed = ask_search ("GetSubsearchResultSet", g_variant_new ("(^as^as)", found, ((const char *[]) { "lighthouse", NULL })));
  g_assert_true (g_variant_equal (narrowed, expected));
  answer = ask_search ("GetResultMetas", g_variant_new ("(^as)", found));
  g_variant_get (answer, "(@aa{sv})", &metas);
  g_assert_cmpuint (g_variant_n_children (metas), ==, 1);
  meta = g_variant_get_child_value (metas, 0);
  g_assert_true (g_variant_lookup (meta, "name", "s", &name));
  g_assert_cmpstr (name, ==, "A lighthouse on a black cliff at dusk, slow push in");
  icon = g_variant_lookup_value (meta, "icon", NULL);
  g_assert_nonnull (icon);
}

/* Of a clip that is gone nothing is told. */
static void
test_the_search_tells_of_what_is_there (void)
{
  g_autoptr (GVariant) answer = ask_search ("GetResultMetas", g_variant_new ("(^as)", ((const char *[]) { "none", NULL })));

  g_autoptr (GVariant) nothing = g_variant_ref_sink (g_variant_new_parsed ("(@aa{sv} [],)"));

  g_assert_true (g_variant_equal (answer, nothing));
}

static void
test_what_was_found_is_opened (void)
{
  g_auto (GStrv) found = search ("dunes", NULL);
  g_autoptr (GVariant) launched = NULL, opened = NULL;

  launched = ask_search ("LaunchSearch", g_variant_new ("(^asu)", ((const char *[]) { "dunes", "walker", NULL }), 0));
  wait_until (count_clips () == 1);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find ("search"))), ==, "dunes walker");
  opened = ask_search ("ActivateResult", g_variant_new ("(s^asu)", found[0], ((const char *[]) { "dunes", NULL }), 0));
  wait_until (get_viewed () != NULL);
  g_assert_cmpstr (rushes_clip_get_id (get_viewed ()), ==, found[0]);
  rushes_window_close_viewer (window);
  rushes_window_search (window, "");
  wait_until (count_clips () == 2);
}

static char *
dup_player_name (void)
{
  return g_strconcat (MPRIS ".", get_name (), NULL);
}

/* Returns: (transfer full): that property of the player */
static GVariant *
get_property (const char *name)
{
  g_autofree char *player = dup_player_name ();
  g_autoptr (GVariant) answer = session_call (player, "/org/mpris/MediaPlayer2", "org.freedesktop.DBus.Properties", "Get", g_variant_new ("(ss)", MPRIS ".Player", name));
  GVariant *value;

  g_variant_get (answer, "(v)", &value);
  return value;
}

static gboolean
has_property (const char *name, GVariant *wanted)
{
  g_autoptr (GVariant) value = get_property (name), sunk = g_variant_ref_sink (wanted);

  return g_variant_equal (value, sunk);
}

static void
control (const char *method, GVariant *parameters)
{
  g_autofree char *player = dup_player_name ();
  g_autoptr (GVariant) answer = session_call (player, "/org/mpris/MediaPlayer2", MPRIS ".Player", method, parameters);
}

/* Returns: (transfer full) (nullable) */
static char *
dup_fact (const char *name, const char *type)
{
  g_autoptr (GVariant) facts = get_property ("Metadata"), value = g_variant_lookup_value (facts, name, G_VARIANT_TYPE (type));

  return value != NULL ? g_strdup (g_variant_get_string (value, NULL)) : NULL;
}

static gboolean
has_poster (void)
{
  g_autofree char *uri = dup_fact ("mpris:artUrl", "s");
  g_autofree char *path = uri != NULL ? g_filename_from_uri (uri, NULL, NULL) : NULL;

  return path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static guint n_changes;

static void
on_signal (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *signal, GVariant *parameters, gpointer data)
{
  n_changes++;
}

static void
test_media_controls (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autofree char *name = dup_player_name (), *title = NULL, *track = NULL;
  g_autoptr (RushesClip) first = ref_clip (0), second = ref_clip (1);
  RushesPlayer *player = rushes_viewer_get_player (rushes_window_get_viewer (window));
  guint listener;

  g_assert_false (session_has_name (name));
  rushes_window_show_clip (window, first);
  wait_until (session_has_name (name));
  wait_until (rushes_player_get_position (player) > 0 && has_poster ());
  title = dup_fact ("xesam:title", "s");
  track = dup_fact ("mpris:trackid", "o");
  g_assert_cmpstr (title, ==, rushes_request_get_prompt (rushes_clip_get_info (first)->request));
  g_assert_true (has_property ("PlaybackStatus", g_variant_new_string ("Playing")));
  g_assert_true (has_property ("CanGoNext", g_variant_new_boolean (TRUE)));
  g_assert_true (has_property ("CanGoPrevious", g_variant_new_boolean (FALSE)));
  listener = g_dbus_connection_signal_subscribe (bus, NULL, "org.freedesktop.DBus.Properties", "PropertiesChanged", "/org/mpris/MediaPlayer2", NULL,
                                                 G_DBUS_SIGNAL_FLAGS_NONE, on_signal, NULL, NULL);
  control ("PlayPause", NULL);
  g_assert_true (has_property ("PlaybackStatus", g_variant_new_string ("Paused")));
  g_assert_false (rushes_player_get_playing (player));
  wait_until (n_changes > 0);
  g_dbus_connection_signal_unsubscribe (bus, listener);
  control ("SetPosition", g_variant_new ("(ox)", track, G_GINT64_CONSTANT (2000000)));
  wait_until (ABS (rushes_player_get_position (player) - 2) < 0.1);
  control ("Seek", g_variant_new ("(x)", G_GINT64_CONSTANT (-1000000)));
  wait_until (ABS (rushes_player_get_position (player) - 1) < 0.1);
  control ("SetPosition", g_variant_new ("(ox)", "/another", G_GINT64_CONSTANT (0)));
  g_assert_cmpfloat (rushes_player_get_position (player), >, 0.9);
  control ("Next", NULL);
  wait_until (get_viewed () == second);
  rushes_window_close_viewer (window);
  wait_until (!session_has_name (name));
}

static void
open_files (const char *const *paths)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) uris = NULL;
  g_autoptr (GVariant) answer = NULL;

  for (; *paths != NULL; paths++)
    {
      g_autofree char *uri = g_filename_to_uri (*paths, NULL, NULL);
      g_strv_builder_add (builder, uri);
    }
  uris = g_strv_builder_end (builder);
  answer = session_call (get_name (), g_application_get_dbus_object_path (application), "org.freedesktop.Application", "Open", g_variant_new ("(^asa{sv})", uris, NULL));
}

static void
test_a_video_is_opened (void)
{
  g_autofree char *path = clips_make ("from-elsewhere.mp4", CLIPS_SOURCE CLIPS_H264), *own = NULL;
  g_autoptr (RushesClip) clip = NULL;
  guint n = count_clips ();

  open_files ((const char *[]) { path, NULL });
  wait_until (count_clips () == n + 1 && get_viewed () != NULL);
  clip = g_object_ref (get_viewed ());
  g_assert_cmpstr (rushes_clip_get_info (clip)->imported_from, ==, path);

  /* One that is here is not taken in again. */
  rushes_window_close_viewer (window);
  own = rushes_library_dup_path (rushes_core_get_library (get_core ()), clip);
  open_files ((const char *[]) { own, NULL });
  wait_until (get_viewed () == clip);
  g_assert_cmpuint (count_clips (), ==, n + 1);
  rushes_window_close_viewer (window);
}

/* Whether it is here cannot be read: that is told, and asked again it comes in, once. */
static void
test_a_video_is_opened_again (void)
{
  RushesPaths *paths = rushes_core_get_paths (get_core ());
  g_autofree char *path = clips_make ("asked-again.mp4", CLIPS_NUMBERED CLIPS_H264);
  g_autofree char *own = rushes_paths_dup_clip_path (paths, "asked-again.mp4");
  guint n = count_clips ();

  spoil_index (paths);
  open_files ((const char *[]) { own, NULL });
  wait_until (is_told ("The library cannot be read"));
  mend_index (paths);
  open_files ((const char *[]) { path, NULL });
  wait_until (count_clips () == n + 1 && get_viewed () != NULL);
  rushes_window_close_viewer (window);
}

/* What was found may be asked for when it cannot be read: it is not said to be gone. */
static void
test_what_was_found_is_there (void)
{
  RushesPaths *paths = rushes_core_get_paths (get_core ());
  g_autoptr (RushesClip) clip = ref_clip (0);

  wait_until (!is_told ("The library cannot be read"));
  spoil_index (paths);
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "show-clip", g_variant_new_string (rushes_clip_get_id (clip)));
  wait_until (is_told ("The library cannot be read"));
  g_assert_false (is_told ("This clip is not in the library any more"));
  mend_index (paths);
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "show-clip", g_variant_new_string (rushes_clip_get_id (clip)));
  wait_until (get_viewed () == clip);
  rushes_window_close_viewer (window);
}

static void
test_a_workflow_is_opened (void)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), "mine.json", NULL);
  const char *graph = "{\"1\": {\"class_type\": \"CLIPTextEncode\", \"inputs\": {\"text\": \"opened\"}}}";

  g_assert_true (g_file_set_contents (path, graph, -1, NULL));
  open_files ((const char *[]) { path, NULL });
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (rushes_core_get_workflows (get_core ()))) == 1);
}

/* A copy from elsewhere comes in as one more; the library's own is only opened. */
static void
test_a_board_is_opened (void)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *slug = rushes_boards_make (get_core (), "A Film", NULL, remarks, NULL);
  g_autofree char *folder = rushes_board_file_dup_folder (rushes_core_get_paths (get_core ()), slug), *own = rushes_board_file_dup_path (folder);
  g_autofree char *elsewhere = g_build_filename (g_get_home_dir (), "brought", NULL), *board = rushes_board_file_dup_path (elsewhere), *text = NULL;
  RushesBoardDesk *desk = rushes_window_get_desk (window);

  g_assert_nonnull (slug);
  open_files ((const char *[]) { own, NULL });
  wait_until (rushes_board_desk_get_session (desk) != NULL);
  g_assert_cmpstr (rushes_board_session_get_slug (rushes_board_desk_get_session (desk)), ==, slug);
  g_assert_cmpint (g_mkdir (elsewhere, 0700), ==, 0);
  g_assert_true (g_file_get_contents (own, &text, NULL, NULL) && g_file_set_contents (board, text, -1, NULL));
  open_files ((const char *[]) { board, NULL });
  wait_until (rushes_board_desk_get_session (desk) != NULL && !g_str_equal (rushes_board_session_get_slug (rushes_board_desk_get_session (desk)), slug));
  rushes_window_show_page (window, "gallery");
}

/* A sandbox sees nothing of what is beside it: the folder is asked for. */
static void
test_a_bare_board_asks_for_its_folder (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "doc", "1a2b3c4d", NULL), *board = rushes_board_file_dup_path (folder), *text = NULL;
  g_autofree char *elsewhere = g_build_filename (g_get_home_dir (), "brought", NULL), *whole = rushes_board_file_dup_path (elsewhere), *before = NULL;
  RushesBoardDesk *desk = rushes_window_get_desk (window);

  before = g_strdup (rushes_board_session_get_slug (rushes_board_desk_get_session (desk)));
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_get_contents (whole, &text, NULL, NULL) && g_file_set_contents (board, text, -1, NULL));
  open_files ((const char *[]) { board, NULL });
  wait_until (get_top () != NULL && find_button (get_top (), "_Choose Folder…") != NULL);
  click (find_button (get_top (), "_Choose Folder…"));
  choose_file (elsewhere);
  wait_until (!g_str_equal (rushes_board_session_get_slug (rushes_board_desk_get_session (desk)), before));
  rushes_window_show_page (window, "gallery");
}

static char *
dup_status (guint number)
{
  g_autoptr (GVariant) told = session_dup ("SetStatus", number), options = g_variant_get_child_value (told, 0);
  char *message = NULL;

  g_variant_lookup (options, "message", "s", &message);
  return message;
}

static void
reopen (void)
{
  g_application_activate (g_application_get_default ());
  wait_until (find_open_window () != NULL);
  window = RUSHES_WINDOW (find_open_window ());
}

static void
begin (const char *prompt)
{
  g_autoptr (RushesRequest) request = rushes_request_new (
    g_variant_new_parsed ("{'provider': <'comfyui'>, 'model': <'wan2.2-5b'>, 'prompt': <%s>, 'width': <int64 64>, 'height': <int64 64>, 'seconds': <1.0>}", prompt));
  RushesJobQueue *queue = rushes_core_get_queue (get_core ());

  rushes_job_queue_add_async (queue, request, RUSHES_SAMPLE_COMFY_ID, NULL, NULL);
  wait_until (!rushes_job_queue_is_idle (queue));
}

/* The portal does the same where no session manager is there, which a sandbox cannot see: what it gives is closed. */
static void
test_no_sleep_by_the_portal (void)
{
  guint n_before = session_count ("Inhibit");
  g_autoptr (GVariant) asked = NULL;
  guint32 flags;

  session_leave ("org.gnome.SessionManager");
  begin ("awake by the portal");
  wait_until (session_count ("Inhibit") == n_before + 1);
  asked = session_dup ("Inhibit", n_before);
  g_assert_cmpstr (g_variant_get_type_string (asked), ==, "(sua{sv})");
  g_variant_get_child (asked, 1, "u", &flags);
  g_assert_cmpuint (flags, ==, GTK_APPLICATION_INHIBIT_SUSPEND);
  wait_until (session_count ("Close") == 1 && rushes_job_queue_is_idle (rushes_core_get_queue (get_core ())));
  g_assert_cmpuint (session_count ("Inhibit"), ==, n_before + 1);
}

static void
close_while_it_makes (const char *prompt)
{
  begin (prompt);
  close_all (); /* what the boards before had to say: with a dialog open libadwaita 1.5 closes that */
  gtk_window_close (GTK_WINDOW (window));
  window = NULL;
}

/* The portal is asked, nothing is to be started by itself, and the list of programs in the background has a line. */
static void
test_the_portal_is_asked (void)
{
  g_autoptr (GVariant) asked = NULL, options = NULL;
  g_autofree char *status = NULL;
  gboolean autostart = TRUE;

  close_while_it_makes ("in the background");
  wait_until (session_count ("RequestBackground") == 1 && session_count ("SetStatus") > 0);
  asked = session_dup ("RequestBackground", 0);
  options = g_variant_get_child_value (asked, 1);
  status = dup_status (0);
  g_assert_true (g_variant_lookup (options, "autostart", "b", &autostart));
  g_assert_false (autostart);
  g_assert_cmpstr (status, ==, "Making 1 clip");
  reopen ();
}

static gboolean
was_told (const char *title)
{
  for (guint i = 0; i < session_count ("AddNotification"); i++)
    {
      g_autoptr (GVariant) told = session_dup ("AddNotification", i), notification = g_variant_get_child_value (told, 2);
      const char *said = NULL;
      g_variant_lookup (notification, "title", "&s", &said);
      if (g_strcmp0 (said, title) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Then it ends rather than being ended, and says that the clips wait. */
static void
test_the_portal_refuses (void)
{
  g_assert_false (was_told ("Clips Wait for the Window"));
  session_allow_background (FALSE);
  close_while_it_makes ("not in the background");
  wait_until (was_told ("Clips Wait for the Window"));
  reopen ();
}

static gboolean
is_sending (const char *prompt)
{
  RushesJobQueue *queue = rushes_core_get_queue (get_core ());
  GListModel *jobs = G_LIST_MODEL (queue);

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (RushesJob) job = g_list_model_get_item (jobs, i);
      if (g_str_equal (rushes_request_get_prompt (rushes_job_get_request (job)), prompt))
        return rushes_job_queue_is_sending (queue, job);
    }
  return FALSE;
}

/* A create that costs is on its way: nothing else is asked about. */
static void
test_quitting_asks_where_it_may_cost (void)
{
  g_autoptr (Server) server = server_start ("--behaviour", "create=stall", NULL);
  g_autoptr (RushesConnection) slow = rushes_connection_new ("slow", RUSHES_PROVIDER_OPENAI, "Slow", server->videos, g_variant_new ("a{sv}", NULL), TRUE);
  g_autoptr (RushesRequest) request = rushes_request_new (g_variant_new_parsed ("{'provider': <'openai'>, 'model': <'sora-2'>, 'prompt': <'ordered'>}"));
  RushesJobQueue *queue = rushes_core_get_queue (get_core ());

  rushes_connections_put_for_session (rushes_core_get_connections (get_core ()), slow);
  rushes_job_queue_add_async (queue, request, "slow", NULL, NULL);
  wait_until (is_sending ("ordered"));
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "quit", NULL);
  wait_until (top_says ("Quit While a Clip Is Ordered?"));
  close_top ();
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (window)));
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_setenv ("RUSHES_SANDBOX", "1", TRUE);
  g_setenv ("RUSHES_SAMPLE_MS", "1500", TRUE);
  session_start ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desktop/no-sleep-while-clips-are-made", test_no_sleep_while_clips_are_made);
  g_test_add_func ("/desktop/the-search-finds-prompts", test_the_search_finds_prompts);
  g_test_add_func ("/desktop/the-search-tells-of-what-is-there", test_the_search_tells_of_what_is_there);
  g_test_add_func ("/desktop/what-was-found-is-opened", test_what_was_found_is_opened);
  g_test_add_func ("/desktop/media-controls", test_media_controls);
  g_test_add_func ("/desktop/a-video-is-opened", test_a_video_is_opened);
  g_test_add_func ("/desktop/a-video-is-opened-again", test_a_video_is_opened_again);
  g_test_add_func ("/desktop/what-was-found-is-there", test_what_was_found_is_there);
  g_test_add_func ("/desktop/a-workflow-is-opened", test_a_workflow_is_opened);
  g_test_add_func ("/desktop/a-board-is-opened", test_a_board_is_opened);
  g_test_add_func ("/desktop/a-bare-board-asks-for-its-folder", test_a_bare_board_asks_for_its_folder);
  g_test_add_func ("/desktop/no-sleep-by-the-portal", test_no_sleep_by_the_portal);
  g_test_add_func ("/desktop/the-portal-is-asked", test_the_portal_is_asked);
  g_test_add_func ("/desktop/the-portal-refuses", test_the_portal_refuses);
  g_test_add_func ("/desktop/quitting-asks-where-it-may-cost", test_quitting_asks_where_it_may_cost);
  return drive (argc, argv);
}
