/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"

#include "rushes-board-change.h"
#include "rushes-board-strip.h"
#include "rushes-boards.h"
#include "rushes-shot-band.h"

/* The strip of a board: lengths and order by the pointer, the playhead by keys. */

static const char script[] = "INT. KITCHEN - NIGHT\n\nInes stays at the window.\n\nThe kettle starts to sing.\n\nEXT. ROOFTOP - DAWN\n\nFirst light.\n\n"
                             "Pigeons burst from the wires.\n";

static RushesBoardSession *
get_session (void)
{
  return rushes_board_desk_get_session (rushes_window_get_desk (window));
}

static RushesBoardView *
get_view (void)
{
  return rushes_board_session_get_view (get_session ());
}

static RushesShotBand *
get_band (void)
{
  return RUSHES_SHOT_BAND (find ("band"));
}

static gint64
get_length (guint shot)
{
  return rushes_shot_get_length (rushes_board_view_get_shot (get_view (), shot));
}

static gint64
get_number (guint shot)
{
  return rushes_shot_get_number (rushes_board_view_get_shot (get_view (), shot));
}

static gint64
get_position (void)
{
  return rushes_shot_band_get_position (get_band ());
}

static void
undo (void)
{
  rushes_board_desk_undo (rushes_window_get_desk (window), FALSE);
}

static void
test_a_board_is_opened (void)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "film.fountain", NULL), *slug = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, script, -1, &error));
  slug = rushes_boards_make (rushes_window_get_core (window), "The Last Tram", path, remarks, &error);
  g_assert_no_error (error);
  rushes_window_show_page (window, "boards");
  rushes_board_desk_open (rushes_window_get_desk (window), slug);
  wait_until (rushes_board_view_get_board (get_view ()) != NULL && !rushes_board_session_is_busy (get_session ()));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_view ())), ==, 4);
  wait_for_frames ();
}

static void
drag_band (gint64 frame, double by)
{
  drag_from (GTK_WIDGET (get_band ()), rushes_shot_band_get_x (get_band (), frame), 50, by);
}

/* The others keep theirs, and one step back gives it again. */
static void
test_an_edge_is_dragged (void)
{
  gint64 first = get_length (0), second = get_length (1), third = get_length (2);
  double by = rushes_shot_band_get_x (get_band (), 12) - rushes_shot_band_get_x (get_band (), 0);

  drag_band (first, by);
  wait_until (get_length (0) == first + 12);
  g_assert_cmpint (get_length (1), ==, second);
  g_assert_cmpint (get_length (2), ==, third);
  wait_until (!rushes_board_session_is_busy (get_session ()));
  undo ();
  wait_until (get_length (0) == first && !rushes_board_session_is_busy (get_session ()));
}

/* From one scene into the other. */
static void
test_a_shot_is_dragged (void)
{
  gint64 number = get_number (0), scene = rushes_shot_get_scene (rushes_board_view_get_shot (get_view (), 2));
  gint64 to = rushes_shot_get_start (rushes_board_view_get_shot (get_view (), 2)) + get_length (2) * 3 / 4, from = get_length (0) / 2;

  drag_band (from, rushes_shot_band_get_x (get_band (), to) - rushes_shot_band_get_x (get_band (), from));
  wait_until (get_number (2) == number);
  g_assert_cmpint (rushes_shot_get_scene (rushes_board_view_get_shot (get_view (), 2)), ==, scene);
  wait_until (!rushes_board_session_is_busy (get_session ()));
  undo ();
  wait_until (get_number (0) == number && !rushes_board_session_is_busy (get_session ()));
}

static void
test_a_click_selects (void)
{
  RushesBoardPage *page = RUSHES_BOARD_PAGE (gtk_widget_get_ancestor (find ("band"), RUSHES_TYPE_BOARD_PAGE));
  gint64 frame = rushes_shot_get_start (rushes_board_view_get_shot (get_view (), 1)) + get_length (1) / 2;

  move_to (find ("band"), rushes_shot_band_get_x (get_band (), frame), 50);
  press_button ();
  wait_until (rushes_board_page_get_shot (page) == rushes_board_view_get_shot (get_view (), 1));
  wait_until (ABS (get_position () - frame) <= 1);
}

static void
test_keys_move_the_playhead (void)
{
  gint64 second = rushes_shot_get_start (rushes_board_view_get_shot (get_view (), 1));

  gtk_widget_grab_focus (find ("band"));
  press_key (XK_Home, 0);
  wait_until (get_position () == 0);
  press_key (XK_Right, 0);
  wait_until (get_position () == 1);
  press_key (XK_Right, XK_Shift_L);
  wait_until (get_position () == 25);
  press_key (XK_Left, 0);
  wait_until (get_position () == 24);
  press_key (XK_Down, 0);
  wait_until (get_position () == second);
  press_key (XK_Page_Down, 0);
  wait_until (get_position () == rushes_shot_get_start (rushes_board_view_get_shot (get_view (), 2)));
  press_key (XK_Up, 0);
  wait_until (get_position () == second);
  press_key (XK_End, 0);
  wait_until (get_position () == rushes_board_view_get_length (get_view ()) - 1);
}

static void
test_a_key_makes_it_longer (void)
{
  gint64 length = get_length (0);

  press_key (XK_Home, 0);
  wait_until (get_position () == 0);
  press_key (XK_bracketright, 0);
  wait_until (get_length (0) == length + 1 && !rushes_board_session_is_busy (get_session ()));
  press_key (XK_bracketleft, 0);
  wait_until (get_length (0) == length && !rushes_board_session_is_busy (get_session ()));
}

static void
test_buttons_go_from_shot_to_shot (void)
{
  click (find ("next-shot"));
  wait_until (get_position () == rushes_shot_get_start (rushes_board_view_get_shot (get_view (), 1)));
  click (find ("last-shot"));
  wait_until (get_position () == rushes_shot_get_start (rushes_board_view_get_shot (get_view (), 3)));
  click (find ("previous-shot"));
  wait_until (get_position () == rushes_shot_get_start (rushes_board_view_get_shot (get_view (), 2)));
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (find ("board-where"))), "30"));
  click (find ("first-shot"));
  wait_until (get_position () == 0);
}

/* What was nearer is drawn around the playhead, which stays in sight. */
static void
test_zoom (void)
{
  double before = rushes_shot_band_get_x (get_band (), 24);

  g_object_set (get_band (), "zoom", .5, NULL);
  g_assert_cmpfloat (rushes_shot_band_get_x (get_band (), 24), >, before);
  g_assert_cmpfloat_with_epsilon (gtk_range_get_value (GTK_RANGE (find ("board-zoom"))), .5, .001);
  gtk_widget_grab_focus (find ("band"));
  press_key (XK_End, 0);
  wait_until (get_position () == rushes_board_view_get_length (get_view ()) - 1);
  g_assert_cmpfloat (rushes_shot_band_get_x (get_band (), get_position ()), <=, gtk_widget_get_width (find ("band")));
  g_object_set (get_band (), "zoom", 0.0, NULL);
}

static const char *
get_member (guint shot, const char *name)
{
  return rushes_board_item_get_string (rushes_shot_get_item (rushes_board_view_get_shot (get_view (), shot)), name);
}

static gboolean
is_typing (void)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && g_str_equal (gtk_widget_get_name (focus), "cell-text");
}

/* Into the cell that is open; @key leaves it. */
static void
fill_cell (const char *text, unsigned long key)
{
  wait_until (is_typing ());
  type (text);
  press_key (key, 0);
}

/* By the keyboard alone: down the column, along the row, and one step back is one cell. */
static void
test_the_list_is_typed_into (void)
{
  gint64 first = get_length (0);

  click (find ("board-list"));
  wait_until (gtk_widget_get_mapped (find ("shot-list")));
  click (find_text (find ("shot-list"), rushes_shot_get_shown (rushes_board_view_get_shot (get_view (), 0))));
  press_key (XK_Return, 0);
  fill_cell ("The door opens.", XK_Return);
  fill_cell ("The kettle is off.", XK_Tab);
  fill_cell ("At last", XK_Tab);
  fill_cell ("3+12", XK_Tab);
  wait_until (get_length (1) == 3 * 24 + 12);
  g_assert_cmpstr (get_member (0, RUSHES_BOARD_ACTION), ==, "The door opens.");
  g_assert_cmpstr (get_member (1, RUSHES_BOARD_ACTION), ==, "The kettle is off.");
  g_assert_cmpstr (get_member (1, RUSHES_BOARD_DIALOGUE), ==, "At last");
  g_assert_cmpint (get_length (0), ==, first);
  fill_cell ("wide", XK_Escape);
  wait_until (!is_typing () && !rushes_board_session_is_busy (get_session ()));
  g_assert_null (get_member (2, RUSHES_BOARD_SIZE));
  undo ();
  wait_until (get_length (1) != 3 * 24 + 12 && !rushes_board_session_is_busy (get_session ()));
  g_assert_cmpstr (get_member (1, RUSHES_BOARD_DIALOGUE), ==, "At last");
}

/* What is no length stays open until it is one. */
static void
test_a_length_has_to_be_one (void)
{
  click (find_text (find ("shot-list"), rushes_shot_get_shown (rushes_board_view_get_shot (get_view (), 3))));
  press_key (XK_Return, 0);
  for (int column = 0; column < 4; column++) /* from the size, which was left last */
    {
      wait_until (is_typing ());
      press_key (XK_Tab, 0);
    }
  fill_cell ("long", XK_Return);
  wait_until (is_typing () && gtk_widget_has_css_class (gtk_root_get_focus (GTK_ROOT (window)), "error"));
  press_key (XK_a, XK_Control_L);
  fill_cell ("2s", XK_Return);
  wait_until (get_length (3) == 48 && !rushes_board_session_is_busy (get_session ()));
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  driver_makes_clips = FALSE;
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/strip/a board is opened", test_a_board_is_opened);
  g_test_add_func ("/strip/an edge is dragged", test_an_edge_is_dragged);
  g_test_add_func ("/strip/a shot is dragged", test_a_shot_is_dragged);
  g_test_add_func ("/strip/a click selects", test_a_click_selects);
  g_test_add_func ("/strip/keys move the playhead", test_keys_move_the_playhead);
  g_test_add_func ("/strip/a key makes it longer", test_a_key_makes_it_longer);
  g_test_add_func ("/strip/buttons go from shot to shot", test_buttons_go_from_shot_to_shot);
  g_test_add_func ("/strip/zoom", test_zoom);
  g_test_add_func ("/strip/the list is typed into", test_the_list_is_typed_into);
  g_test_add_func ("/strip/a length has to be one", test_a_length_has_to_be_one);
  return drive (argc, argv);
}
