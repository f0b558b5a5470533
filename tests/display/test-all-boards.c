/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"
#include "top.h"

#include "rushes-board-card.h"
#include "rushes-board-trash.h"
#include "rushes-boards.h"

/* What is done with whole boards: once more, and into the trash and back. */

static RushesBoardDesk *
get_desk (void)
{
  return rushes_window_get_desk (window);
}

static RushesBoardSession *
get_session (void)
{
  return rushes_board_desk_get_session (get_desk ());
}

/* Returns: (nullable): the card of that board, if it is in sight */
static GtkWidget *
find_board (GtkWidget *parent, const char *title)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const RushesBoardFacts *facts = RUSHES_IS_BOARD_CARD (child) && gtk_widget_get_mapped (child) ? rushes_board_card_get_facts (RUSHES_BOARD_CARD (child)) : NULL;
      GtkWidget *found = facts != NULL && g_strcmp0 (facts->title, title) == 0 ? child : find_board (child, title);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_card (const char *title)
{
  return find_board (find ("boards"), title);
}

static gboolean
is_open (const char *title)
{
  RushesBoard *board = get_session () != NULL ? rushes_board_view_get_board (rushes_board_session_get_view (get_session ())) : NULL;

  return board != NULL && g_str_equal (rushes_board_get_title (board), title);
}

static char *
dup_in_trash (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "Trash", "files", name, NULL);
}

static void
test_duplicated_from_its_card (void)
{
  g_autofree char *slug = rushes_boards_make (rushes_window_get_core (window), "Night Train", NULL, NULL, NULL);

  rushes_window_show_page (window, "boards");
  rushes_board_desk_look (get_desk ());
  wait_until (get_card ("Night Train") != NULL);
  wait_for_frames ();
  choose_in_menu_of (get_card ("Night Train"), "Duplicate");
  wait_until (get_card ("Night Train (Copy)") != NULL && get_card ("Night Train") != NULL);
  wait_until (is_told ("Board duplicated"));
  wait_for_frames ();
  click (find_button (GTK_WIDGET (window), "_Open"));
  wait_until (is_open ("Night Train (Copy)"));
}

static void
open_menu (const char *item)
{
  wait_for_frames ();
  click (find ("board-menu"));
  choose_item (find ("board-menu"), item);
}

/* From the menu of the board that is open, what was just typed included. */
static void
test_the_open_one_is_duplicated (void)
{
  rushes_board_desk_change (get_desk (), g_variant_new_parsed ("{'do': <'add'>, 'words': <['action=She waits']>}"));
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (rushes_board_session_get_view (get_session ()))) == 1);
  open_menu ("Duplicate");
  wait_until (is_told ("Board duplicated"));
  g_assert_true (is_open ("Night Train (Copy)"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.close-board", NULL);
  wait_until (get_card ("Night Train (Copy) (Copy)") != NULL);
  g_assert_cmpint (rushes_board_card_get_facts (RUSHES_BOARD_CARD (get_card ("Night Train (Copy) (Copy)")))->n_shots, ==, 1);
}

static gboolean
has_card_focus (void)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window)), *child = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  return child != NULL && RUSHES_IS_BOARD_CARD (child) && gtk_widget_get_mapped (child);
}

/* Delete on a card, and Ctrl+Z. */
static void
test_trashed_by_a_key (void)
{
  g_autofree char *trashed = dup_in_trash ("night-train-copy");

  gtk_widget_grab_focus (gtk_widget_get_parent (get_card ("Night Train (Copy)")));
  press_key (XK_Delete, 0);
  wait_until (get_card ("Night Train (Copy)") == NULL && is_told ("“Night Train (Copy)” moved to the trash; its clips stay"));
  g_assert_nonnull (get_card ("Night Train"));
  wait_until (has_card_focus ()); /* what stands there now */
  press_key (XK_z, XK_Control_L);
  wait_until (get_card ("Night Train (Copy)") != NULL);
  wait_until (!is_told ("“Night Train (Copy)” moved to the trash; its clips stay"));
  g_assert_false (g_file_test (trashed, G_FILE_TEST_EXISTS));
}

static void
test_trashed_from_a_menu (void)
{
  wait_until (get_card ("Night Train (Copy)") != NULL);
  wait_for_frames ();
  choose_in_menu_of (get_card ("Night Train (Copy)"), "Move to Trash");
  wait_until (get_card ("Night Train (Copy)") == NULL && get_card ("Night Train") != NULL);
  wait_until (has_card_focus ());
  press_key (XK_z, XK_Control_L);
  wait_until (get_card ("Night Train (Copy)") != NULL);
  wait_until (!is_told ("“Night Train (Copy)” moved to the trash; its clips stay"));
}

static void
dismiss (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (g_str_equal (G_OBJECT_TYPE_NAME (child), "AdwToastWidget"))
      gtk_widget_activate_action (child, "toast.dismiss", NULL);
    else
      dismiss (child);
}

static gboolean
is_on_a_shot (void)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  return focus != NULL && g_str_equal (G_OBJECT_TYPE_NAME (focus), "RushesShotCard");
}

/* The last of what was asked for is in it; from the toast's button it is opened again. */
static void
test_the_open_one_is_trashed (void)
{
  wait_for_frames ();
  click (get_card ("Night Train (Copy)"));
  wait_until (is_open ("Night Train (Copy)") && is_on_a_shot ()); /* not on what could be exported, or sent */
  rushes_board_desk_change (get_desk (), g_variant_new_parsed ("{'do': <'set'>, 'shot': <'10'>, 'words': <['action=He runs']>}"));
  open_menu ("Move to Trash");
  wait_until (get_session () == NULL && is_told ("“Night Train (Copy)” moved to the trash; its clips stay") && get_card ("Night Train (Copy)") == NULL);
  wait_for_frames ();
  click (find_button (GTK_WIDGET (window), "_Undo"));
  wait_until (is_open ("Night Train (Copy)"));
  g_assert_cmpstr (rushes_board_item_get_string (rushes_shot_get_item (rushes_board_view_get_shot (rushes_board_session_get_view (get_session ()), 0)), RUSHES_BOARD_ACTION),
                   ==, "He runs");
}

/* Nobody took it back: then it lies in the desktop's trash. */
static void
test_it_goes (void)
{
  g_autofree char *trashed = dup_in_trash ("night-train-copy"), *file = g_build_filename (trashed, "board.json", NULL);

  open_menu ("Move to Trash");
  wait_until (get_session () == NULL && is_told ("“Night Train (Copy)” moved to the trash; its clips stay"));
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  dismiss (GTK_WIDGET (window));
  wait_until (g_file_test (file, G_FILE_TEST_EXISTS));
  wait_until (get_card ("Night Train") != NULL && get_card ("Night Train (Copy)") == NULL);
}

/* Its toast has gone long ago: Ctrl+Z among the boards fetches it from the trash, and then the one before it. */
static void
test_it_comes_back (void)
{
  g_autofree char *trashed = dup_in_trash ("night-train-copy"), *first = dup_in_trash ("night-train-copy-copy"), *file = g_build_filename (first, "board.json", NULL);

  wait_for_frames ();
  choose_in_menu_of (get_card ("Night Train (Copy) (Copy)"), "Move to Trash");
  wait_until (is_told ("“Night Train (Copy) (Copy)” moved to the trash; its clips stay"));
  dismiss (GTK_WIDGET (window));
  wait_until (g_file_test (file, G_FILE_TEST_EXISTS) && get_card ("Night Train (Copy) (Copy)") == NULL);
  press_key (XK_z, XK_Control_L);
  wait_until (get_card ("Night Train (Copy) (Copy)") != NULL && !g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (trashed, G_FILE_TEST_EXISTS));
  press_key (XK_z, XK_Control_L);
  wait_until (!g_file_test (trashed, G_FILE_TEST_EXISTS) && (is_open ("Night Train (Copy)") || get_card ("Night Train (Copy)") != NULL));
  if (get_session () != NULL) /* it was, when it went */
    gtk_widget_activate_action (GTK_WIDGET (window), "win.close-board", NULL);
  wait_until (get_card ("Night Train (Copy)") != NULL);
}

/* Another process takes the open one away: it is closed, and that is said. */
static void
test_taken_away_elsewhere (void)
{
  g_autofree char *hidden = NULL;

  wait_for_frames ();
  click (get_card ("Night Train"));
  wait_until (is_open ("Night Train"));
  hidden = rushes_board_trash_hide (rushes_core_get_paths (rushes_window_get_core (window)), "night-train", NULL);
  g_assert_nonnull (hidden);
  wait_until (get_session () == NULL && is_told ("“Night Train” is not among the boards any more") && get_card ("Night Train (Copy) (Copy)") != NULL);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  driver_makes_clips = FALSE;
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/all-boards/duplicated-from-its-card", test_duplicated_from_its_card);
  g_test_add_func ("/all-boards/the-open-one-is-duplicated", test_the_open_one_is_duplicated);
  g_test_add_func ("/all-boards/trashed-by-a-key", test_trashed_by_a_key);
  g_test_add_func ("/all-boards/trashed-from-a-menu", test_trashed_from_a_menu);
  g_test_add_func ("/all-boards/the-open-one-is-trashed", test_the_open_one_is_trashed);
  g_test_add_func ("/all-boards/it-goes", test_it_goes);
  g_test_add_func ("/all-boards/it-comes-back", test_it_comes_back);
  g_test_add_func ("/all-boards/taken-away-elsewhere", test_taken_away_elsewhere);
  return drive (argc, argv);
}
