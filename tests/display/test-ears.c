/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ears.h"
#include "takes.h"
#include "top.h"

#include "rushes-boards.h"

/* What a screen reader is told of every page: nothing that can be used is without a word. */

#define N_TAKES 20

/* What is used, and so must say what it is. */
static gboolean
is_control (const char *role)
{
  static const char *const controls[] = { "check box", "checkbox", "radio button", "radio", "slider", "spin button", "text", "entry",
                                          "combo box", "menu item", "grid cell", "tab", "switch", "link", "progress bar", "frame", "dialog",
                                          NULL };

  return g_strv_contains (controls, role);
}

/* What has the focus only for what is in it. */
static gboolean
is_container (const char *role)
{
  static const char *const containers[] = { "group", "generic", "list", "grid", "label", "menu", "widget", NULL };

  return g_strv_contains (containers, role);
}

/* What GTK and libadwaita put into a menu button, a list to choose from, an entry for secrets, their own search: what is
 * around it has been said before. */
static gboolean
is_part (const Heard *heard)
{
  return strstr (heard->where, "/ combo box “") != NULL || g_str_equal (heard->role, "menu item") || /* of a model, which has words */
         g_regex_match_simple ("(button|text box) “[^”]+” / button “”$", heard->where, 0, 0) ||
         g_str_has_suffix (heard->where, "window “Preferences” / search box “”");
}

static GPtrArray *last; /* Heard: of the page that was checked last */

/* A few lines that a failure prints, for whoever mends it. @where: what is looked at has that around it */
static void
check_part (const char *page, const char *where)
{
  GPtrArray *all = ears_listen ();
  guint dumb = 0;

  g_clear_pointer (&last, g_ptr_array_unref);
  last = all;
  g_assert_cmpuint (all->len, >, 5);
  for (guint i = 0; i < all->len; i++)
    {
      const Heard *heard = g_ptr_array_index (all, i);
      if (strstr (heard->where, where) == NULL)
        continue;
      if (heard->explained != NULL && g_type_from_name (heard->explained) != 0) /* what GTK 4.8 says where it knows nothing */
        {
          g_printerr ("%s: %s is explained by a %s\n", page, heard->where, heard->explained);
          dumb++;
        }
      if (*heard->name != '\0' || !(is_control (heard->role) || (heard->focusable && !is_container (heard->role))) || is_part (heard))
        continue;
      g_printerr ("%s: %s [%s]\n", page, heard->where, heard->description);
      dumb++;
    }
  g_assert_cmpuint (dumb, ==, 0);
}

static void
check_page (const char *page)
{
  check_part (page, "");
}

/* What it said somewhere when it was checked. */
static gboolean
page_says (const char *role, const char *words)
{
  for (guint i = 0; i < last->len; i++)
    {
      const Heard *heard = g_ptr_array_index (last, i);
      if (g_str_equal (heard->role, role) && strstr (heard->name, words) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Whether something said, when the page was checked, that it steers @other, and that it is explained by @note. Both: (nullable) */
static gboolean
page_relates (const char *name, const char *other, const char *note)
{
  for (guint i = 0; i < last->len; i++)
    {
      const Heard *heard = g_ptr_array_index (last, i);
      if (g_str_equal (heard->name, name) && (other == NULL || g_strcmp0 (heard->steers, other) == 0) &&
          (note == NULL || (heard->explained != NULL && strstr (heard->explained, note) != NULL)))
        return TRUE;
    }
  return FALSE;
}

static RushesLibrary *
get_library (void)
{
  return rushes_core_get_library (rushes_window_get_core (window));
}

static void
test_first_run (void)
{
  ears_attend ();
  check_page ("first run");
  click (find ("first-sample"));
  wait_until (count_clips () == 2);
}

/* What is thought of a clip is heard with it, and nothing of it is told by a colour alone. */
static void
judge_first (void)
{
  gtk_selection_model_select_item (gtk_grid_view_get_model (GTK_GRID_VIEW (find ("grid"))), 0, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.favour", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.rate", "i", 4);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.label", "i", 7);
  wait_until (({ g_autoptr (RushesClip) clip = ref_clip (0); const RushesClipInfo *info = rushes_clip_get_info (clip); info->favourite && info->rating == 4 && info->label == 7; }));
  wait_for_frames ();
  check_page ("a judged take");
  g_assert_true (page_says ("grid cell", ", favourite, 4 stars, green"));
}

static void
test_gallery (void)
{
  for (int i = 1; i <= N_TAKES; i++)
    take_add (get_library (), i, NULL);
  rushes_window_show_main (window);
  wait_until (count_clips () == N_TAKES + 2);
  wait_for_frames ();
  check_page ("gallery");
  g_assert_true (page_says ("grid cell", "Take number 7, Take 1"));
  judge_first ();
  g_assert_true (page_says ("button", "Generate"));
  click (find ("add-filter"));
  wait_until (find_menu (find ("add-filter")) != NULL);
  check_page ("filters");
  press_key (XK_Escape, 0);
  press_key (XK_f, XK_Control_L);
  check_page ("search");
  g_assert_true (page_relates ("Search", "Takes", NULL) && page_relates ("Stack Takes", "Takes", NULL));
  press_key (XK_Escape, 0);
}

static void
test_form (void)
{
  click (find ("provider-openai"));
  wait_until (rushes_compose_get_model (get_form ()) != NULL);
  wait_for_frames ();
  check_page ("form of a video service");
  click (find ("provider-comfyui"));
  wait_until (rushes_compose_get_model (get_form ()) != NULL);
  click (find ("model-row"));
  wait_until (gtk_widget_get_mapped (find ("typed-model")) || find_menu (find ("model-row")) == NULL);
  check_page ("models");
  press_key (XK_Escape, 0);
}

static void
test_queue (void)
{
  rushes_compose_set_prompt (get_form (), "a red fox");
  click (find ("generate"));
  press_key (XK_2, XK_Control_L);
  wait_until (has_words (GTK_WIDGET (window), "a red fox"));
  check_page ("queue");
  g_assert_true (page_says ("list item", "a red fox, ")); /* and how it stands with it */
  press_key (XK_1, XK_Control_L);
  wait_until (count_clips () == N_TAKES + 3);
  if (gtk_check_version (4, 14, 0) == NULL)
    wait_until (ears_were_told ("A clip is ready: a red fox"));
}

static void
test_viewer (void)
{
  RushesViewer *viewer = rushes_window_get_viewer (window);
  g_autoptr (RushesClip) clip = g_list_model_get_item (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window))), 0);

  rushes_window_show_clip (window, clip);
  wait_until (rushes_player_get_position (rushes_viewer_get_player (viewer)) > 0.2);
  rushes_player_set_playing (rushes_viewer_get_player (viewer), FALSE); /* each answer would wait for a frame */
  check_page ("viewer");
  g_assert_true (page_says ("image", "a red fox"));
  g_assert_true (page_says ("slider", "Position") && page_relates ("Position", "a red fox", NULL));
  press_key (XK_Escape, 0);
  wait_until (rushes_viewer_get_clip (viewer) == NULL);
}

/* A window or a dialog of its own; @shown: what it has when it is there */
static void
check_dialog (const char *action, const char *shown, const char *page)
{
  g_test_message ("%s", page);
  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
  wait_until (get_top () != NULL && find_named (get_top (), shown) != NULL);
  wait_for_frames ();
  check_page (page);
  close_all ();
}

/* What is wrong with an address, and what came of a test, is said when it comes, and found where it belongs. */
static void
check_connection_notes (void)
{
  const char *result;

  type_into (get ("connection-url"), "somewhere:");
  wait_until (is_shown ("connection-url-note"));
  if (gtk_check_version (4, 14, 0) == NULL)
    wait_until (ears_were_told (gtk_label_get_label (GTK_LABEL (gtk_widget_get_first_child (get ("connection-url-note"))))));
  type_into (get ("connection-url"), "http://127.0.0.1:9/v1");
  wait_until (gtk_widget_is_sensitive (get ("connection-test")));
  click (get ("connection-test"));
  wait_until (is_shown ("connection-result") && gtk_widget_has_css_class (get ("connection-result"), "error"));
  result = gtk_label_get_label (GTK_LABEL (get ("connection-result")));
  check_page ("a test that failed");
  g_assert_true (page_relates ("Test", NULL, result));
  if (gtk_check_version (4, 14, 0) == NULL)
    wait_until (ears_were_told (result));
}

static void
test_preferences (void)
{
  press_key (XK_comma, XK_Control_L);
  wait_until (is_shown ("add-service"));
  check_page ("preferences");
  g_assert_true (page_relates ("Ask first above", NULL, "0 never asks"));
  click (get ("add-service"));
  wait_until (is_shown ("connection-save"));
  check_page ("a video service");
  check_connection_notes ();
  close_all ();
}

static void
test_other_windows (void)
{
  check_dialog ("win.workflows", "add-workflow", "workflows");
  check_dialog ("win.disk-use", "disk-clips", "disk use");
  check_dialog ("win.remote-videos", "remote-connection", "videos on the server");
}

/* Cards, of which one waits to be used again, with strip and form; and the list. What is not seen is not heard. */
static void
check_board (RushesBoardDesk *desk)
{
  rushes_board_desk_change (desk, g_variant_new_parsed ("{'do': <'add'>}"));
  rushes_board_desk_change (desk, g_variant_new_parsed ("{'do': <'remove'>, 'shot': <'30'>}"));
  wait_until (!rushes_board_session_is_busy (rushes_board_desk_get_session (desk)));
  wait_for_frames ();
  check_page ("a board as cards");
  g_assert_true (page_says ("list item", "Shot 20, Empty") && page_says ("slider", "Playhead") && page_says ("button", "Boards"));
  g_assert_false (page_says ("row", ""));
  click (find ("board-list"));
  wait_until (gtk_widget_get_mapped (find ("shot-list")));
  wait_for_frames ();
  check_page ("a board as a list");
  g_assert_true (page_says ("row", "Shot 20, Empty") && page_says ("grid cell", "Action: It looks up."));
  g_assert_false (page_says ("list item", "Shot 20, Empty"));
  click (find ("board-cards"));
  wait_for_frames ();
}

static void
test_boards (void)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *slug = rushes_boards_make (rushes_window_get_core (window), "Film", NULL, remarks, NULL);
  RushesBoardDesk *desk = rushes_window_get_desk (window);

  rushes_window_show_page (window, "boards");
  rushes_board_desk_open (desk, slug);
  rushes_board_desk_change (desk, g_variant_new_parsed ("{'do': <'add'>, 'members': <{'prompt': <'a red fox'>}>}"));
  rushes_board_desk_change (desk, g_variant_new_parsed ("{'do': <'add'>, 'members': <{'action': <'It looks up.'>}>}"));
  wait_until (!rushes_board_session_is_busy (rushes_board_desk_get_session (desk)));
  rushes_board_page_select (RUSHES_BOARD_PAGE (gtk_widget_get_ancestor (find ("band"), RUSHES_TYPE_BOARD_PAGE)), 20);
  wait_until (rushes_window_is_about_shot (window));
  wait_for_frames ();
  check_board (desk);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.fill-board", NULL);
  wait_until (is_shown ("fill-row"));
  wait_for_frames ();
  check_part ("fill", "“Fill Empty Shots”");
  g_assert_true (page_says ("list item", "Shot 20: "));
  close_all ();
}

/* With a person and a scratch track, so that all there can be is there. */
static void
test_board_settings (void)
{
  RushesBoardDesk *desk = rushes_window_get_desk (window);
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *slug = rushes_boards_make (rushes_window_get_core (window), "The Last Tram", NULL, remarks, NULL);

  rushes_window_show_page (window, "boards");
  rushes_board_desk_open (desk, slug);
  rushes_board_desk_change (desk, g_variant_new_parsed ("{'do': <'set'>, 'members': <{'people': <{'Ines': <{'words': <'a woman'>}>}>, 'track': <{'file': <'media/none.wav'>}>}>}"));
  wait_until (({ RushesBoard *board = rushes_board_view_get_board (rushes_board_session_get_view (rushes_board_desk_get_session (desk)));
                 board != NULL && rushes_board_item_get (rushes_board_get_root (board), "track") != NULL; }));
  wait_for_frames ();
  gtk_widget_activate_action (GTK_WIDGET (window), "win.board-settings", NULL);
  wait_until (get_top () != NULL && find_named (get_top (), "settings-title") != NULL);
  wait_for_frames ();
  check_part ("what a board says", "window “Board Settings”");
  close_all ();
  rushes_board_desk_change (desk, g_variant_new_parsed ("{'do': <'add-scene'>, 'title': <'The Depot'>}"));
  wait_until (({ RushesBoard *board = rushes_board_view_get_board (rushes_board_session_get_view (rushes_board_desk_get_session (desk)));
                 rushes_board_item_get_count (rushes_board_get_root (board)) == 1; }));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.scene-settings", "x",
                              rushes_board_item_get_int (rushes_board_item_get_child (rushes_board_get_root (rushes_board_view_get_board (rushes_board_session_get_view (
                                                           rushes_board_desk_get_session (desk)))), 0), "id", 0));
  wait_until (get_top () != NULL && find_named (get_top (), "scene-colour") != NULL);
  wait_for_frames ();
  check_part ("what a scene says", "window “Scene Settings”");
  close_all ();
}

int
main (int argc, char **argv)
{
  ears_set_up ();
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ears/first-run", test_first_run);
  g_test_add_func ("/ears/gallery", test_gallery);
  g_test_add_func ("/ears/form", test_form);
  g_test_add_func ("/ears/queue", test_queue);
  g_test_add_func ("/ears/viewer", test_viewer);
  g_test_add_func ("/ears/preferences", test_preferences);
  g_test_add_func ("/ears/other-windows", test_other_windows);
  g_test_add_func ("/ears/boards", test_boards);
  g_test_add_func ("/ears/board-settings", test_board_settings);
  return drive (argc, argv);
}
