/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-board-edit-several.h"
#include "rushes-board-edit.h"
#include "rushes-board-file.h"
#include "rushes-board-history.h"
#include "rushes-board-read.h"
#include "rushes-board-text.h"
#include "rushes-board-view.h"
#include "rushes-filtered-shots.h"
#include "rushes-inherit.h"
#include "rushes-shot-state.h"

/* What is done to several shots at once, and how little of a list it moves. */

static void
run_step (RushesBoard *board, RushesBoardStep *step)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (step);
  rushes_board_do (board, step, &error);
  g_assert_no_error (error);
}

static RushesBoardItem *
add_scene (RushesBoard *board, const char *title)
{
  gint64 id = 0;

  run_step (board, rushes_board_edit_add_scene (board, G_MAXUINT, title, &id));
  return rushes_board_find_scene (board, id);
}

static RushesBoardItem *
add_shot (RushesBoard *board, RushesBoardItem *scene, guint index)
{
  gint64 number = 0;

  run_step (board, rushes_board_edit_add_shot (board, scene, index, NULL, &number));
  return rushes_board_find_shot (board, number);
}

static gint64
number_of (RushesBoardItem *shot)
{
  return rushes_board_item_get_int (shot, RUSHES_BOARD_NUMBER, 0);
}

static void
set (RushesBoard *board, RushesBoardItem *item, const char *member, GVariant *value)
{
  run_step (board, rushes_board_edit_set (board, item, member, value, NULL));
}

static char *
to_text (RushesBoard *board)
{
  g_autoptr (RushesBoardSnapshot) snapshot = rushes_board_snapshot_new (board);
  gsize length;

  return rushes_board_snapshot_to_text (snapshot, &length);
}

/* (transfer full): “10 20 | 30”: the shots of the scenes */
static char *
dup_order (RushesBoard *board)
{
  RushesBoardItem *root = rushes_board_get_root (board);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rushes_board_item_get_count (root); i++)
    {
      RushesBoardItem *scene = rushes_board_item_get_child (root, i);
      if (i > 0)
        g_string_append (text, " |");
      for (guint j = 0; j < rushes_board_item_get_count (scene); j++)
        g_string_append_printf (text, "%s%" G_GINT64_FORMAT, text->len > 0 ? " " : "", number_of (rushes_board_item_get_child (scene, j)));
    }
  return g_string_free (text, FALSE);
}

static void
assert_order (RushesBoard *board, const char *wanted)
{
  g_autofree char *order = dup_order (board);

  g_assert_cmpstr (order, ==, wanted);
}

static void
take_back (RushesBoard *board)
{
  g_autofree char *name = rushes_board_undo (board, FALSE, NULL);

  g_assert_nonnull (name);
}

/* Two scenes with three shots each. */
static void
add_shots (RushesBoard *board)
{
  RushesBoardItem *one = add_scene (board, "One"), *two = add_scene (board, "Two");

  for (guint i = 0; i < 3; i++)
    add_shot (board, one, i);
  for (guint i = 0; i < 3; i++)
    add_shot (board, two, i);
}

static GPtrArray *
pick (RushesBoard *board, gint64 one, gint64 other)
{
  GPtrArray *shots = g_ptr_array_new ();

  g_ptr_array_add (shots, rushes_board_find_shot (board, one));
  g_ptr_array_add (shots, rushes_board_find_shot (board, other));
  return shots;
}

/* Several shots at once are one step, wherever they go. */
static void
test_several_shots_at_once (void)
{
  g_autoptr (RushesBoard) board = rushes_board_new ("night-train-1", "Night Train");
  g_autoptr (GPtrArray) shots = NULL;
  RushesBoardItem *one, *two;

  add_shots (board);
  one = rushes_board_item_get_child (rushes_board_get_root (board), 0);
  two = rushes_board_item_get_child (rushes_board_get_root (board), 1);
  shots = pick (board, 10, 30);
  assert_order (board, "10 20 30 | 40 50 60");
  run_step (board, rushes_board_edit_move_all (shots, two, rushes_board_find_shot (board, 50)));
  assert_order (board, "20 | 40 10 30 50 60");
  take_back (board);
  assert_order (board, "10 20 30 | 40 50 60");
  run_step (board, rushes_board_edit_move_all (shots, one, rushes_board_find_shot (board, 30))); /* before one of them */
  assert_order (board, "20 10 30 | 40 50 60");
  take_back (board);
  run_step (board, rushes_board_edit_duplicate_all (board, shots));
  assert_order (board, "10 15 20 30 35 | 40 50 60");
  take_back (board);
  run_step (board, rushes_board_edit_remove_all (shots));
  assert_order (board, "20 | 40 50 60");
  take_back (board);
  assert_order (board, "10 20 30 | 40 50 60");
  run_step (board, rushes_board_edit_move_scene (two, 0));
  assert_order (board, "40 50 60 | 10 20 30");
}

static gint64
length_of (RushesBoard *board, gint64 number)
{
  return rushes_inherit_get_length (board, rushes_board_find_shot (board, number));
}

/* Each keeps what it has beyond the others; none becomes nothing. */
static void
test_lengths_by_so_much (void)
{
  g_autoptr (RushesBoard) board = rushes_board_new ("night-train-1", "Night Train");
  g_autoptr (GPtrArray) shots = NULL;
  gint64 usual;

  add_shots (board);
  usual = length_of (board, 10);
  set (board, rushes_board_find_shot (board, 30), RUSHES_BOARD_LENGTH, g_variant_new_int64 (5));
  shots = pick (board, 10, 30);
  run_step (board, rushes_board_edit_lengthen_all (board, shots, 3, NULL));
  g_assert_cmpint (length_of (board, 10), ==, usual + 3);
  g_assert_cmpint (length_of (board, 30), ==, 8);
  run_step (board, rushes_board_edit_lengthen_all (board, shots, -10, NULL));
  g_assert_cmpint (length_of (board, 10), ==, usual - 7);
  g_assert_cmpint (length_of (board, 30), ==, 1);
  take_back (board);
  take_back (board);
  g_assert_cmpint (length_of (board, 10), ==, usual);
  g_assert_cmpint (length_of (board, 30), ==, 5);
}

/* Between two shots each gets a number between, and its clip. */
static void
test_clips_become_shots (void)
{
  g_autoptr (RushesBoard) board = rushes_board_new ("night-train-1", "Night Train");
  static const char *const clips[] = { "a", "b", NULL };
  RushesBoardItem *shot;
  gint64 numbers[2];

  add_shots (board);
  run_step (board, rushes_board_edit_add_for_clips (board, rushes_board_item_get_child (rushes_board_get_root (board), 0), 1, clips));
  for (guint i = 0; i < 2; i++)
    {
      shot = rushes_board_item_get_child (rushes_board_item_get_child (rushes_board_get_root (board), 0), 1 + i);
      numbers[i] = number_of (shot);
      g_assert_true (numbers[i] > 10 && numbers[i] < 20);
      g_assert_cmpint (rushes_shot_state_get (board, shot), ==, RUSHES_SHOT_CHOSEN);
      g_assert_cmpstr (rushes_board_item_get_string (rushes_board_item_get_child (shot, 0), RUSHES_BOARD_CLIP), ==, clips[i]);
    }
  g_assert_cmpint (numbers[0], !=, numbers[1]);
  take_back (board);
  assert_order (board, "10 20 30 | 40 50 60");
}

/* What the view said: where, how many went, how many came. */
static void
on_items_changed (GListModel *view, guint position, guint removed, guint added, GString *said)
{
  g_string_append_printf (said, "%u -%u +%u;", position, removed, added);
}

static void
on_shot_changed (RushesShot *shot, guint *count)
{
  *count += 1;
}

/* (transfer full): the same, read anew */
static RushesBoard *
read_again (RushesBoard *board)
{
  g_autofree char *text = to_text (board);
  RushesBoard *again = rushes_board_new_from_text (text, strlen (text), NULL);

  g_assert_nonnull (again);
  return again;
}

static void
show (RushesBoardView *view, RushesBoard *board)
{
  g_autoptr (RushesBoard) again = read_again (board);

  rushes_board_view_set_board (view, again);
}

/* A view moves no more than it has to, and shots stay the objects that they are. */
static void
test_a_view_moves_little (void)
{
  g_autoptr (RushesBoard) board = rushes_board_new ("night-train-1", "Night Train");
  g_autoptr (RushesBoardView) view = rushes_board_view_new ();
  g_autoptr (GString) said = g_string_new (NULL);
  RushesShot *twenty;
  guint count = 0;

  add_shots (board);
  g_signal_connect (view, "items-changed", G_CALLBACK (on_items_changed), said);
  show (view, board);
  g_assert_cmpstr (said->str, ==, "0 -0 +6;");
  twenty = rushes_board_view_get_shot (view, 1);
  g_signal_connect (twenty, "changed", G_CALLBACK (on_shot_changed), &count);
  g_string_truncate (said, 0);
  show (view, board);
  g_assert_cmpstr (said->str, ==, "");
  g_assert_cmpuint (count, ==, 0);
  set (board, rushes_board_find_shot (board, 20), RUSHES_BOARD_ACTION, g_variant_new_string ("She turns."));
  show (view, board);
  g_assert_cmpstr (said->str, ==, "");
  g_assert_cmpuint (count, ==, 1);
  run_step (board, rushes_board_edit_move (rushes_board_find_shot (board, 20), rushes_board_item_get_child (rushes_board_get_root (board), 0), 2));
  show (view, board);
  g_assert_cmpstr (said->str, ==, "1 -2 +2;");
  g_assert_true (rushes_board_view_get_shot (view, 2) == twenty);
  g_assert_cmpuint (rushes_board_view_find (view, 20), ==, 2);
  g_string_truncate (said, 0);
  run_step (board, rushes_board_edit_remove (rushes_board_find_shot (board, 60)));
  show (view, board);
  g_assert_cmpstr (said->str, ==, "5 -1 +0;");
  g_assert_cmpuint (rushes_board_view_find (view, 60), ==, G_MAXUINT);
}

/* The numbers of what is shown, the same by asking for each. */
static void
assert_shown (RushesFilteredShots *shown, const char *wanted)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (shown)); i++)
    {
      RushesShot *shot = rushes_filtered_shots_get_shot (shown, i);
      g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", rushes_shot_get_number (shot));
      g_assert_cmpuint (rushes_filtered_shots_find (shown, rushes_shot_get_number (shot)), ==, i);
    }
  g_assert_cmpstr (text->str, ==, wanted);
}

static void
add_take (RushesBoard *board, gint64 number)
{
  run_step (board, rushes_board_edit_add_take (board, rushes_board_find_shot (board, number), "clip", NULL));
}

static void
keep (RushesFilteredShots *shown, gint64 number)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (number != 0)
    g_array_append_val (numbers, number);
  rushes_filtered_shots_keep (shown, numbers);
}

static void
run_idle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* What is told moves no more than it has to; what is worked on stays until it is left; what is new is shown first. */
static void
test_shots_in_some_states (void)
{
  g_autoptr (RushesBoard) board = rushes_board_new ("night-train-1", "Night Train");
  g_autoptr (RushesBoardView) view = rushes_board_view_new ();
  g_autoptr (RushesFilteredShots) shown = rushes_filtered_shots_new (view);
  g_autoptr (GString) said = g_string_new (NULL);

  add_shots (board);
  add_take (board, 20);
  add_take (board, 50);
  show (view, board);
  assert_shown (shown, "10 20 30 40 50 60");
  g_signal_connect (shown, "items-changed", G_CALLBACK (on_items_changed), said);
  keep (shown, 20); /* it is selected, and nothing is done to it yet */
  rushes_filtered_shots_set_states (shown, 1u << RUSHES_SHOT_EMPTY);
  assert_shown (shown, "10 30 40 60");
  g_assert_cmpstr (said->str, ==, "4 -1 +0;1 -1 +0;");
  keep (shown, 30);
  add_take (board, 30);
  add_take (board, 40);
  g_string_truncate (said, 0);
  show (view, board);
  assert_shown (shown, "10 30 60"); /* somebody is at 30 */
  g_assert_cmpstr (said->str, ==, "2 -1 +0;");
  rushes_filtered_shots_hold (shown, TRUE);
  keep (shown, 60);
  run_idle ();
  assert_shown (shown, "10 30 60");
  rushes_filtered_shots_hold (shown, FALSE);
  assert_shown (shown, "10 30 60"); /* not in the turn in which it was left */
  run_idle ();
  assert_shown (shown, "10 60");
  rushes_filtered_shots_reveal (shown, 40);
  assert_shown (shown, "10 40 60");
  g_string_truncate (said, 0);
  rushes_filtered_shots_set_states (shown, 0);
  assert_shown (shown, "10 20 30 40 50 60");
  g_assert_cmpstr (said->str, ==, "1 -0 +2;4 -0 +1;");
}

static void
test_new_shots_are_shown (void)
{
  g_autoptr (RushesBoard) board = rushes_board_new ("night-train-1", "Night Train");
  g_autoptr (RushesBoardView) view = rushes_board_view_new ();
  g_autoptr (RushesFilteredShots) shown = rushes_filtered_shots_new (view);

  add_shots (board);
  add_take (board, 20);
  show (view, board);
  rushes_filtered_shots_set_states (shown, 1u << RUSHES_SHOT_TO_CHOOSE);
  assert_shown (shown, "20");
  add_shot (board, rushes_board_item_get_child (rushes_board_get_root (board), 1), 0);
  show (view, board);
  assert_shown (shown, "20 35");
  run_step (board, rushes_board_edit_move (rushes_board_find_shot (board, 35), rushes_board_item_get_child (rushes_board_get_root (board), 0), 0));
  show (view, board);
  assert_shown (shown, "35 20");
  keep (shown, 0);
  run_idle ();
  assert_shown (shown, "20");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/board-view/several-shots-at-once", test_several_shots_at_once);
  g_test_add_func ("/board-view/lengths-by-so-much", test_lengths_by_so_much);
  g_test_add_func ("/board-view/clips-become-shots", test_clips_become_shots);
  g_test_add_func ("/board-view/a-view-moves-little", test_a_view_moves_little);
  g_test_add_func ("/board-view/shots-in-some-states", test_shots_in_some_states);
  g_test_add_func ("/board-view/new-shots-are-shown", test_new_shots_are_shown);
  return g_test_run ();
}
