/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desktop.h"
#include "shots.h"
#include "top.h"

#include "rushes-board-card.h"
#include "rushes-board-file.h"
#include "rushes-boards.h"
#include "rushes-frames.h"
#include "rushes-tile.h"

#include "clips.h"

#include <glib/gstdio.h>

/* Boards are made of a screenplay, of a folder and of what is selected in the gallery, and what is done with one that is not open. */

#define CLIP "videotestsrc num-buffers=24 ! video/x-raw,format=I420,width=64,height=36,framerate=24/1 ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux"
#define OTHER "videotestsrc num-buffers=24 pattern=ball ! video/x-raw,format=I420,width=64,height=36,framerate=24/1 ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux"

static gboolean
is_open (const char *title)
{
  return get_session () != NULL && rushes_board_view_get_board (get_view ()) != NULL &&
         g_strcmp0 (rushes_board_get_title (rushes_board_view_get_board (get_view ())), title) == 0 && !rushes_board_session_is_busy (get_session ());
}

static void
act (const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
}

static void
test_of_a_screenplay (void)
{
  static const char text[] = "Title: The Last Tram\n\nINT. TRAM - NIGHT\n\nInes stays at the window.\n\nShe turns.\n\nEXT. STOP - NIGHT\n\nThe tram leaves.\n";
  g_autofree char *path = g_build_filename (g_get_home_dir (), "tram.fountain", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  rushes_window_show_main (window);
  rushes_window_show_page (window, "boards");
  act ("win.board-from-file");
  choose_file (path);
  wait_until (is_open ("The Last Tram") && stand ("10 20 | 30"));
  g_assert_cmpstr (rushes_board_item_get_string (rushes_shot_get_item (get_shot ("20")), RUSHES_BOARD_ACTION), ==, "She turns.");
}

/* What is no screenplay makes no board, and a sentence says why. */
static void
test_of_what_cannot_be_read (void)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), "away.fountain", NULL);

  g_assert_true (g_file_set_contents (path, "\0\1\2\3", 4, NULL));
  act ("win.board-from-file");
  choose_file (path);
  wait_until (is_told ("“away.fountain” cannot be read as a screenplay: it is no text."));
  g_assert_true (is_open ("The Last Tram"));
}

static void
test_of_a_folder (void)
{
  g_autofree char *clip = clips_make ("010 A door.mp4", CLIP), *folder = g_build_filename (g_get_home_dir (), "Dailies", NULL);
  g_autofree char *copy = g_build_filename (folder, "010 A door.mp4", NULL), *other = g_build_filename (folder, "020 Spoiled.mp4", NULL);

  g_assert_true (g_mkdir (folder, 0700) == 0 && g_rename (clip, copy) == 0 && g_file_set_contents (other, "mp4", 3, NULL));
  act ("win.board-from-folder");
  choose_file (folder);
  wait_until (is_open ("Dailies") && get_top () != NULL && top_says ("Not Everything Was Taken") && top_says ("020 Spoiled.mp4"));
  close_top ();
  wait_until (stand ("10") && rushes_shot_get_n_takes (get_shot ("10")) == 1);
}

/* (nullable): of the only clip */
static GtkWidget *
find_tile (void)
{
  for (GtkWidget *cell = gtk_widget_get_first_child (find ("grid")); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *tile = gtk_widget_get_first_child (cell);
      if (RUSHES_IS_TILE (tile) && gtk_widget_get_mapped (tile) && RUSHES_IS_CLIP (rushes_tile_get_item (RUSHES_TILE (tile))))
        return tile;
    }
  return NULL;
}

static void
test_of_a_selection (void)
{
  act ("win.close-board");
  rushes_window_show_page (window, "gallery");
  wait_until (count_clips () == 1 && find_tile () != NULL);
  wait_for_frames ();
  choose_in_menu_of (find_tile (), "New Board from This…");
  wait_until (get_top () != NULL && top_says ("New Board"));
  type ("Chosen");
  press_key (XK_Return, 0);
  wait_until (is_open ("Chosen") && stand ("10") && rushes_shot_get_n_takes (get_shot ("10")) == 1);
}

/* What a shot of that board has chosen, as its file says. (nullable) */
static char *
dup_chosen (const char *slug, gint64 number)
{
  g_autoptr (RushesBoard) board = rushes_boards_load (rushes_window_get_core (window), slug, NULL);
  RushesBoardItem *shot = board != NULL ? rushes_board_find_shot (board, number) : NULL;

  return shot != NULL ? g_strdup (rushes_board_item_get_string (shot, RUSHES_BOARD_CHOSEN)) : NULL;
}

static gboolean
has_shot (const char *slug, gint64 number)
{
  g_autofree char *chosen = dup_chosen (slug, number);

  return chosen != NULL;
}

static guint
count_on (const char *slug)
{
  g_autoptr (RushesBoard) board = rushes_boards_load (rushes_window_get_core (window), slug, NULL);
  g_autoptr (GPtrArray) shots = board != NULL ? rushes_board_list_shots (board) : NULL;

  return shots != NULL ? shots->len : 0;
}

static void
ask_for_board (void)
{
  wait_for_frames ();
  choose_in_menu_of (find_tile (), "Add to Board…");
  wait_until (get_top () != NULL && find_text (get_top (), "Chosen") != NULL && find_text (get_top (), "New Board…") != NULL);
  wait_for_frames ();
}

/* Its chosen take in a new shot at the end, which can be taken back where nobody sees the board. */
static void
test_a_clip_joins_a_board (void)
{
  g_autofree char *first = dup_chosen ("chosen", 10), *second = NULL, *later = NULL;

  act ("win.close-board");
  rushes_window_show_page (window, "gallery");
  wait_until (find_tile () != NULL);
  ask_for_board ();
  click (find_text (get_top (), "Chosen"));
  wait_until (get_top () == NULL && is_told ("1 shot added to “Chosen”"));
  second = dup_chosen ("chosen", 20);
  g_assert_nonnull (first);
  g_assert_cmpstr (second, ==, first);
  later = rushes_boards_change (rushes_window_get_core (window), "chosen", g_variant_new_parsed ("{'do': <'add'>}"), NULL); /* Undo is not about that */
  g_assert_cmpuint (count_on ("chosen"), ==, 3);
  wait_for_frames ();
  click (find_button (GTK_WIDGET (window), "_Undo"));
  wait_until (!has_shot ("chosen", 20) && has_shot ("chosen", 10));
  wait_until (is_told ("Shot 20 removed"));
  g_assert_cmpuint (count_on ("chosen"), ==, 2);
}

static guint
count_scenes_on (const char *slug)
{
  g_autoptr (RushesBoard) board = rushes_boards_load (rushes_window_get_core (window), slug, NULL);

  return rushes_board_item_get_count (rushes_board_get_root (board));
}

/* A board that had nothing gets a scene for it, which goes again with it. */
static void
test_a_clip_joins_an_empty_board (void)
{
  g_autofree char *slug = rushes_boards_make (rushes_window_get_core (window), "Bare", NULL, NULL, NULL);

  ask_for_board ();
  click (find_text (get_top (), "Bare"));
  wait_until (get_top () == NULL && is_told ("1 shot added to “Bare”"));
  g_assert_cmpuint (count_scenes_on (slug), ==, 1);
  wait_for_frames ();
  click (find_button (GTK_WIDGET (window), "_Undo"));
  wait_until (count_scenes_on (slug) == 0);
}

/* It is looked at on its board, which is not open. */
static void
test_what_was_added_is_shown (void)
{
  const char *shown;

  wait_until (find_button (GTK_WIDGET (window), "_Show") == NULL); /* of the one before, which was taken back */
  ask_for_board ();
  click (find_text (get_top (), "Chosen"));
  wait_until (get_top () == NULL && find_button (GTK_WIDGET (window), "_Show") != NULL);
  wait_for_frames ();
  click (find_button (GTK_WIDGET (window), "_Show"));
  wait_until (is_open ("Chosen") && count_shots () == 3);
  shown = rushes_shot_get_shown (rushes_board_view_get_shot (get_view (), 2));
  wait_until (is_at (shown));
  g_assert_cmpint (rushes_shot_get_state (get_shot (shown)), ==, RUSHES_SHOT_CHOSEN);
  rushes_board_desk_change (rushes_window_get_desk (window), g_variant_new_parsed ("{'do': <'undo'>}"));
  wait_until (count_shots () == 2);
  act ("win.close-board");
  rushes_window_show_page (window, "gallery");
  wait_until (find_tile () != NULL);
}

/* With keys alone; Escape changes nothing. */
static void
test_a_board_is_chosen_by_keys (void)
{
  ask_for_board ();
  press_key (XK_Escape, 0);
  wait_until (get_top () == NULL);
  g_assert_false (has_shot ("chosen", 20));
  ask_for_board ();
  press_key (XK_End, 0);
  press_key (XK_Return, 0);
  wait_until (get_top () != NULL && top_says ("New Board") && find_text (get_top (), "Chosen") == NULL);
  press_key (XK_Escape, 0);
  wait_until (get_top () == NULL);
  rushes_window_show_page (window, "boards");
}

static void
test_its_name_and_its_file (void)
{
  g_autofree char *told = g_build_filename (g_get_home_dir (), "told", NULL);

  desktop_choose ("inode/directory", told);
  act ("win.close-board");
  wait_until (find_board_card ("Chosen") != NULL);
  wait_for_frames ();
  choose_in_menu_of (find_board_card ("Chosen"), "Rename…");
  wait_until (get_top () != NULL && top_says ("Rename the Board"));
  press_key (XK_a, XK_Control_L);
  type ("The One");
  press_key (XK_Return, 0);
  wait_until (find_board_card ("The One") != NULL && find_board_card ("Chosen") == NULL && get_top () == NULL);
  wait_for_frames ();
  choose_in_menu_of (find_board_card ("The One"), "Show in Files");
  wait_until (g_file_test (told, G_FILE_TEST_EXISTS));
}

/* Its file is cut off in the middle: nothing is lost, the version before comes back. */
static void
test_one_that_is_spoiled (void)
{
  RushesPaths *paths = rushes_core_get_paths (rushes_window_get_core (window));
  g_autofree char *folder = rushes_board_file_dup_folder (paths, "dailies"), *path = rushes_board_file_dup_path (folder);

  rushes_board_desk_open (rushes_window_get_desk (window), "dailies");
  wait_until (is_open ("Dailies"));
  change ("{'do': <'add'>}");
  act ("win.close-board");
  g_assert_true (g_file_set_contents (path, "{ \"rushes\": ", -1, NULL));
  rushes_board_desk_look (rushes_window_get_desk (window));
  wait_until (find_board_card ("dailies") != NULL && rushes_board_card_get_facts (RUSHES_BOARD_CARD (find_board_card ("dailies")))->problem != NULL);
  wait_for_frames ();
  choose_in_menu_of (find_board_card ("dailies"), "Restore");
  wait_until (find_board_card ("Dailies") != NULL && rushes_board_card_get_facts (RUSHES_BOARD_CARD (find_board_card ("Dailies")))->problem == NULL);
  wait_for_frames ();
  click (find_board_card ("Dailies"));
  wait_until (is_open ("Dailies") && count_shots () >= 1);
}

/* As a file manager does it, on a card at that part of its width. */
static void
drop_on (GtkWidget *card, double part, const char *path)
{
  GtkWidget *flow = find ("shot-flow");
  GSList list = { g_file_new_for_path (path), NULL };
  g_auto (GValue) value = G_VALUE_INIT;
  graphene_point_t at;
  gboolean taken = FALSE;

  g_assert_true (gtk_widget_compute_point (card, flow, &GRAPHENE_POINT_INIT ((float) (part * gtk_widget_get_width (card)), (float) gtk_widget_get_height (card) / 2), &at));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, &list);
  g_object_unref (list.data);
  g_signal_emit_by_name (get_drop_target (flow), "drop", &value, (double) at.x, (double) at.y, &taken);
  g_assert_true (taken);
}

/* Onto a shot: its take; behind it: a shot of its own; what is no film: nothing, which is said. */
static void
test_files_are_dropped (void)
{
  g_autofree char *onto = clips_make ("onto.mp4", OTHER), *behind = clips_make ("behind.mp4", OTHER), *none = g_build_filename (g_get_home_dir (), "none.mp4", NULL);
  guint takes = rushes_shot_get_n_takes (get_shot ("10")), shots = count_shots ();

  wait_until (find_card ("10") != NULL);
  wait_for_frames ();
  drop_on (find_card ("10"), .5, onto);
  wait_until (rushes_shot_get_n_takes (get_shot ("10")) == takes + 1 && count_shots () == shots);
  drop_on (find_card ("10"), .97, behind);
  wait_until (count_shots () == shots + 1 && rushes_shot_get_state (rushes_board_view_get_shot (get_view (), 1)) == RUSHES_SHOT_CHOSEN);
  act ("win.undo");
  wait_until (count_shots () == shots && rushes_shot_get_n_takes (get_shot ("10")) == takes + 1);
  g_assert_true (g_file_set_contents (none, "none", 4, NULL));
  drop_on (find_card ("10"), .5, none);
  wait_until (has_words (GTK_WIDGET (window), "none.mp4"));
  g_assert_cmpuint (rushes_shot_get_n_takes (get_shot ("10")), ==, takes + 1);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  rushes_media_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/board-making/of-a-screenplay", test_of_a_screenplay);
  g_test_add_func ("/board-making/of-what-cannot-be-read", test_of_what_cannot_be_read);
  g_test_add_func ("/board-making/of-a-folder", test_of_a_folder);
  g_test_add_func ("/board-making/of-a-selection", test_of_a_selection);
  g_test_add_func ("/board-making/a-clip-joins-a-board", test_a_clip_joins_a_board);
  g_test_add_func ("/board-making/a-clip-joins-an-empty-board", test_a_clip_joins_an_empty_board);
  g_test_add_func ("/board-making/what-was-added-is-shown", test_what_was_added_is_shown);
  g_test_add_func ("/board-making/a-board-is-chosen-by-keys", test_a_board_is_chosen_by_keys);
  g_test_add_func ("/board-making/its-name-and-its-file", test_its_name_and_its_file);
  g_test_add_func ("/board-making/one-that-is-spoiled", test_one_that_is_spoiled);
  g_test_add_func ("/board-making/files-are-dropped", test_files_are_dropped);
  return drive (argc, argv);
}
