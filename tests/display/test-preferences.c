/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "server.h"
#include "desktop.h"
#include "top.h"

#include <glib/gstdio.h>

/* The first page, About, the shortcuts, and the preferences beside the connections. */

static GSettings *
get_settings (void)
{
  return rushes_window_get_settings (window);
}

static RushesLibrary *
get_library (void)
{
  return rushes_core_get_library (rushes_window_get_core (window));
}

/* Returns: (nullable): what leads to that page; rows may have the same title */
static GtkWidget *
find_page (GtkWidget *parent, const char *title)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ADW_IS_VIEW_SWITCHER (child) && gtk_widget_get_mapped (child) ? find_text (child, title) : find_page (child, title);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
open_preferences (const char *page)
{
  press_key (XK_comma, XK_Control_L);
  wait_until (get_top () != NULL && find_page (get_top (), page) != NULL);
  click (find_page (get_top (), page));
}

static RushesConnections *
get_connections (void)
{
  return rushes_core_get_connections (rushes_window_get_core (window));
}

static Server *found; /* the ComfyUI of this computer */

static double
get_top_of (const char *name)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (find (name), GTK_WIDGET (window), &bounds));
  return bounds.origin.y;
}

/* Everything that the first page offers can be read in a narrow window too. */
static void
test_the_first_page_is_narrow (void)
{
  wait_until (gtk_widget_get_mapped (find ("first-sample")));
  wait_for_frames ();
  g_assert_cmpfloat (get_top_of ("first-sample"), ==, get_top_of ("first-service"));
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 760);
  wait_until (get_top_of ("first-sample") > get_top_of ("first-service") && get_top_of ("first-service") > get_top_of ("first-comfyui"));
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  wait_until (get_top_of ("first-sample") == get_top_of ("first-service"));
}

/* The menu is there from the beginning. */
static void
test_about_and_the_shortcuts (void)
{
  press_key (XK_F10, 0);
  choose_item (GTK_WIDGET (window), "About Rushes");
  wait_until (top_says ("Rushes") && top_says (RUSHES_VERSION));
  close_top ();
  press_key (XK_F10, 0);
  choose_item (GTK_WIDGET (window), "Keyboard Shortcuts");
  wait_until (top_says ("Pick or Reject") && top_says ("Preferences"));
  close_top ();
  press_key (XK_question, XK_Control_L);
  wait_until (top_says ("Pick or Reject"));
  close_all ();
}

static void
test_a_service_from_the_first_page (void)
{
  click (find ("first-service"));
  wait_until (is_shown ("connection-key"));
  g_assert_true (gtk_widget_get_mapped (get ("connection-kind")));
  press_key (XK_Escape, 0);
  wait_until (get_top () == NULL);
  g_assert_true (gtk_widget_get_mapped (find ("first-service")));
}

/* A ComfyUI that runs on this computer is found, and used by one press. */
static void
test_what_runs_here_is_used (void)
{
  g_autofree char *note = g_strdup_printf ("Found at %s", found->comfy);
  RushesConnection *connection;

  wait_until (find_text (GTK_WIDGET (window), note) != NULL);
  g_assert_true (gtk_widget_has_css_class (find ("first-comfyui"), "suggested-action"));
  g_assert_false (gtk_widget_has_css_class (find ("first-sample"), "suggested-action"));
  click (find ("first-comfyui"));
  wait_until (gtk_widget_get_mapped (find ("generate")) && rushes_compose_get_model (get_form ()) != NULL);
  connection = rushes_connections_get_default (get_connections (), RUSHES_PROVIDER_COMFYUI);
  g_assert_cmpstr (rushes_connection_get_url (connection), ==, found->comfy);
  click (find ("prompt"));
  type ("A red fox");
  press_key (XK_Return, XK_Control_L);
  wait_until (count_clips () == 1);
}

/* As if the program had just been started. */
static void
open_another_window (void)
{
  GApplication *application = g_application_get_default ();

  g_application_hold (application);
  gtk_window_close (GTK_WINDOW (window));
  wait_until (gtk_application_get_active_window (GTK_APPLICATION (application)) == NULL);
  g_application_activate (application);
  wait_until (find_open_window () != NULL);
  window = RUSHES_WINDOW (find_open_window ());
  g_application_release (application);
}

/* One can look around before there is anywhere to make takes, and is asked again the next time. */
static void
test_look_around (void)
{
  click (find ("look-around"));
  wait_until (gtk_widget_get_mapped (find ("generate")));
  g_assert_cmpuint (count_clips (), ==, 0);
  open_another_window ();
  wait_until (gtk_widget_get_mapped (find ("look-around")));
}

/* Every clip's file is looked at, and what is wrong is said by its name. */
static void
test_the_library_is_verified (void)
{
  g_autoptr (RushesClip) clip = NULL;
  g_autofree char *path = NULL, *name = NULL, *folder = NULL;

  open_preferences ("Library");
  wait_until (find_button (get_top (), "_Verify") != NULL && top_says (" used"));
  click (find_button (get_top (), "_Verify"));
  wait_until (top_says ("All clips are in order."));
  clip = g_list_model_get_item (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window))), 0);
  path = rushes_library_dup_path (get_library (), clip);
  name = g_path_get_basename (path);
  g_assert_true (g_file_set_contents (path, "no clip", -1, NULL));
  click (find_button (get_top (), "_Verify"));
  wait_until (top_says (name) && top_says ("has another size"));
  /* More than a row has room for. */
  folder = g_path_get_dirname (path);
  for (int i = 0; i < 11; i++)
    {
      g_autofree char *stray = g_strdup_printf ("%s/stray-%d.mp4", folder, i);
      g_assert_true (g_file_set_contents (stray, "", 0, NULL));
    }
  click (find_button (get_top (), "_Verify"));
  wait_until (top_says ("… and 2 more; “rushes verify” lists them all"));
  for (int i = 0; i < 11; i++)
    {
      g_autofree char *stray = g_strdup_printf ("%s/stray-%d.mp4", folder, i);
      g_unlink (stray);
    }
  close_all ();
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
test_the_folder_is_opened (void)
{
  const char *clips = rushes_paths_get_clips_dir (rushes_library_get_paths (get_library ()));
  g_autofree char *told = g_build_filename (g_get_home_dir (), "told", NULL);
  guint poll;

  desktop_choose ("inode/directory", told);
  open_preferences ("Library");
  wait_until (find_button (get_top (), "_Open") != NULL && top_says (clips));
  click (find_button (get_top (), "_Open"));
  poll = g_timeout_add (50, on_tick, NULL); /* another process does it, and wakes nobody here */
  wait_until (desktop_was_told (told, clips));
  g_source_remove (poll);
  close_all ();
}

/* A row is pressed anywhere, or its switch by the keyboard. */
static void
test_playback (void)
{
  gboolean loop = g_settings_get_boolean (get_settings (), "loop"), mute = g_settings_get_boolean (get_settings (), "mute");
  gboolean advance = g_settings_get_boolean (get_settings (), "advance"), loops;

  open_preferences ("Playback");
  wait_until (find_text (get_top (), "Play clips over and over") != NULL);
  click (find_text (get_top (), "Play clips over and over"));
  wait_until (g_settings_get_boolean (get_settings (), "loop") != loop);
  click (find_text (get_top (), "Play without sound"));
  wait_until (g_settings_get_boolean (get_settings (), "mute") != mute);
  press_key (XK_space, 0);
  wait_until (g_settings_get_boolean (get_settings (), "mute") == mute);
  click (find_text (get_top (), "Go to the next take after a judgement, unless Caps Lock is on"));
  wait_until (g_settings_get_boolean (get_settings (), "advance") != advance);
  close_all ();
  /* The player goes by it at once. */
  g_object_get (rushes_viewer_get_player (rushes_window_get_viewer (window)), "loop", &loops, NULL);
  g_assert_true (loops != loop);
}

static void
test_money (void)
{
  GtkWidget *spin;

  open_preferences ("Connections");
  wait_until (is_shown ("monthly-limit") && top_says ("by the prices of the connections"));
  spin = get ("monthly-limit");
  move_to (spin, 12, 12); /* the number, not its buttons */
  press_button ();
  press_key (XK_a, XK_Control_L);
  type ("25");
  press_key (XK_Return, 0);
  wait_until (g_settings_get_double (get_settings (), "monthly-limit") == 25);
  close_all ();
}

/* A connection is made the default by its button. */
static void
test_a_default (void)
{
  RushesConnections *connections = get_connections ();
  g_autoptr (RushesConnection) other = rushes_connection_new ("other", RUSHES_PROVIDER_COMFYUI, "Nobody <Home>", "http://127.0.0.1:9",
                                                              g_variant_new ("a{sv}", NULL), FALSE);
  GtkWidget *row;

  rushes_connections_put_for_session (connections, other);
  open_preferences ("Connections");
  wait_until (find_text (get_top (), "Nobody <Home>") != NULL);
  click (find_text (get_top (), "Nobody <Home>"));
  row = gtk_widget_get_ancestor (find_text (get_top (), "Nobody <Home>"), ADW_TYPE_EXPANDER_ROW);
  wait_until (gtk_widget_get_mapped (find_named (row, "default-connection")));
  click (find_named (row, "default-connection"));
  wait_until (rushes_connection_get_default (rushes_connections_find (connections, "other")));
  wait_until (find_text (get_top (), "Nobody <Home>") != NULL);
  close_all ();
}

/* Returns: the preferences, below what the button opens */
static GtkWidget *
open_transfer (const char *button)
{
  GtkWidget *preferences;

  open_preferences ("Transfer");
  wait_until (is_shown (button));
  wait_for_frames ();
  preferences = get_top ();
  click (get (button));
  return preferences;
}

/* A file that another computer has written: it brings a server, whose key did not come along, and says so until it is seen to. */
static void
test_settings_come_in (void)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), "given.json", NULL);
  GtkWidget *preferences, *row;

  g_assert_true (g_file_set_contents (path,
                                      "{\"rushes_settings\": 1, \"connections\": [{\"kind\": \"openai\", \"name\": \"Paid\", \"url\": \"http://127.0.0.1:9\", "
                                      "\"needs_key\": true}, {\"kind\": \"warp\", \"name\": \"Odd\", \"url\": \"http://127.0.0.1:9\"}], "
                                      "\"preferences\": {\"prompt\": \"'Theirs'\", \"mute\": \"true\"}}",
                                      -1, NULL));
  preferences = open_transfer ("import-settings");
  choose_file (path);
  wait_until (top_says ("1 connection, preferences") && top_says ("Enter them again for: Paid.") && top_says ("“Odd” was left out"));
  close_top ();
  wait_until (get_top () == preferences);
  g_assert_true (g_settings_get_boolean (get_settings (), "mute"));
  click (find_page (preferences, "Connections"));
  wait_until (find_text (preferences, "Key Missing") != NULL && gtk_widget_get_mapped (find_text (preferences, "Paid")));
  wait_for_frames ();
  click (find_text (preferences, "Paid"));
  row = gtk_widget_get_ancestor (find_text (preferences, "Paid"), ADW_TYPE_EXPANDER_ROW);
  wait_until (gtk_widget_get_mapped (find_named (row, "edit-connection")));
  wait_for_frames ();
  click (find_named (row, "edit-connection"));
  wait_until (is_shown ("connection-key") && top_is_active ());
  click (get ("connection-save"));
  wait_until (get_top () == preferences && find_text (preferences, "Key Missing") == NULL);
  close_all ();
}

static void
test_a_broken_file_changes_nothing (void)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), "broken.json", NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (get_connections ()));

  g_assert_true (g_file_set_contents (path, "{\"rushes_settings\": 1, \"connections\": [", -1, NULL));
  open_transfer ("import-settings");
  choose_file (path);
  wait_until (top_says ("Settings Were Not Imported") && top_says ("Nothing was changed"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_connections ())), ==, n);
  close_all ();
}

static void
test_settings_are_exported (void)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), "mine.json", NULL), *text = NULL;

  open_transfer ("export-settings");
  wait_until (GTK_IS_FILE_CHOOSER (get_top ()) && top_is_active ());
  wait_for_frames ();
  press_key (XK_a, XK_Control_L);
  type (path);
  press_key (XK_Return, 0);
  wait_until (top_says ("Settings Were Exported"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"Paid\""));
  g_assert_null (strstr (text, "Nobody")); /* that one is for this session */
  close_all ();
}

/* The question can be answered no; what stood in the form leaves it at once, and nothing of the library is touched. */
static void
test_it_begins_afresh (void)
{
  guint n = count_clips ();

  rushes_compose_set_prompt (get_form (), "A blue fox");
  wait_until (({ g_autofree char *kept = g_settings_get_string (get_settings (), "prompt"); g_str_equal (kept, "A blue fox"); }));
  open_transfer ("reset-prompts");
  wait_until (top_says ("Reset Prompts?"));
  close_top ();
  open_transfer ("reset-prompts");
  wait_until (top_says ("Reset Prompts?"));
  click (find_button (get_top (), "_Reset"));
  wait_until (({ g_autofree char *shown = rushes_compose_dup_prompt (get_form ()); *shown == '\0'; }));
  close_all ();
  open_transfer ("reset-preferences");
  wait_until (top_says ("Reset Preferences?"));
  click (find_button (get_top (), "_Reset"));
  wait_until (g_settings_get_double (get_settings (), "monthly-limit") == 0);
  close_all ();
  open_transfer ("remove-connections");
  wait_until (top_says ("Remove All Connections?"));
  click (find_button (get_top (), "_Remove"));
  wait_until (rushes_connections_find_named (get_connections (), "Paid") == NULL);
  close_all ();
  g_assert_cmpuint (count_clips (), ==, n);
}

/* What the keys of the window do would happen below it. */
static void
test_its_keys_are_its_own (void)
{
  GtkWidget *dialog;

  open_preferences ("Playback");
  dialog = get_top ();
  press_key (XK_2, XK_Control_L);
  press_key (XK_l, XK_Control_L);
  press_key (XK_f, XK_Control_L);
  wait_for_frames ();
  g_assert_true (get_top () == dialog);
  close_top ();
  g_assert_null (get_top ());
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (rushes_window_get_gallery (window))));
  g_assert_false (gtk_widget_get_mapped (find ("search")));
  press_key (XK_2, XK_Control_L);
  wait_until (!gtk_widget_get_mapped (GTK_WIDGET (rushes_window_get_gallery (window))));
  press_key (XK_1, XK_Control_L);
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (rushes_window_get_gallery (window))));
}

int
main (int argc, char **argv)
{
  int code;

  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  found = server_start (NULL, NULL);
  g_setenv ("RUSHES_LOCAL_COMFYUI", found->comfy, TRUE);
  g_test_add_func ("/preferences/the-first-page-is-narrow", test_the_first_page_is_narrow);
  g_test_add_func ("/preferences/about-and-the-shortcuts", test_about_and_the_shortcuts);
  g_test_add_func ("/preferences/a-service-from-the-first-page", test_a_service_from_the_first_page);
  g_test_add_func ("/preferences/look-around", test_look_around);
  g_test_add_func ("/preferences/what-runs-here-is-used", test_what_runs_here_is_used);
  g_test_add_func ("/preferences/the-library-is-verified", test_the_library_is_verified);
  g_test_add_func ("/preferences/the-folder-is-opened", test_the_folder_is_opened);
  g_test_add_func ("/preferences/playback", test_playback);
  g_test_add_func ("/preferences/money", test_money);
  g_test_add_func ("/preferences/a-default", test_a_default);
  g_test_add_func ("/preferences/its-keys-are-its-own", test_its_keys_are_its_own);
  g_test_add_func ("/preferences/settings-come-in", test_settings_come_in);
  g_test_add_func ("/preferences/a-broken-file-changes-nothing", test_a_broken_file_changes_nothing);
  g_test_add_func ("/preferences/settings-are-exported", test_settings_are_exported);
  g_test_add_func ("/preferences/it-begins-afresh", test_it_begins_afresh);
  code = drive (argc, argv);
  server_stop (found);
  return code;
}
