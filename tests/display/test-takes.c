/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"

#include "rushes-board-change.h"
#include "rushes-boards.h"
#include "rushes-frames.h"
#include "rushes-shot-state.h"

#include "clips.h"

/* A take in the viewer: which part of it plays in the shot; and a take that is out of date. */

#define CLIP(pattern) "videotestsrc num-buffers=48 pattern=" pattern " ! video/x-raw,format=I420,width=320,height=180,framerate=24/1 ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux"

static RushesCore *
get_core (void)
{
  return rushes_window_get_core (window);
}

static RushesBoardSession *
get_session (void)
{
  return rushes_board_desk_get_session (rushes_window_get_desk (window));
}

static RushesPlayer *
get_player (void)
{
  return rushes_viewer_get_player (rushes_window_get_viewer (window));
}

static RushesShot *
get_shot (void)
{
  return rushes_shot_form_get_shot (rushes_window_get_shot_form (window));
}

static void
change (const char *text)
{
  rushes_board_desk_change (rushes_window_get_desk (window), g_variant_new_parsed (text));
  wait_until (!rushes_board_session_is_busy (get_session ()));
}

static void
select_shot (gint64 number)
{
  rushes_board_page_select (RUSHES_BOARD_PAGE (gtk_widget_get_ancestor (find ("fill-board"), RUSHES_TYPE_BOARD_PAGE)), number);
  wait_until (get_shot () != NULL && rushes_shot_get_number (get_shot ()) == number);
}

/* A board with two clips as takes of its first shot, and the other shot beginning where that ends. */
static void
test_a_board_is_made (void)
{
  g_autofree char *clips[] = { clips_make ("one.mp4", CLIP ("ball")), clips_make ("two.mp4", CLIP ("smpte")) }, *slug = NULL;
  g_autoptr (RushesClip) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;

  click (find ("first-sample"));
  wait_until (count_clips () == 2 && rushes_job_queue_is_idle (rushes_core_get_queue (get_core ())));
  import_clip (clips[0]);
  second = ref_clip (0);
  import_clip (clips[1]);
  first = ref_clip (0);
  slug = rushes_boards_make (get_core (), "The Last Tram", NULL, NULL, &error);
  g_assert_no_error (error);
  rushes_window_show_page (window, "boards");
  rushes_board_desk_open (rushes_window_get_desk (window), slug);
  wait_until (rushes_board_view_get_board (rushes_board_session_get_view (get_session ())) != NULL);
  change ("{'do': <'add'>, 'words': <['prompt=a tram', 'length=48']>}");
  change ("{'do': <'add'>, 'words': <['prompt=its driver', 'length=24', 'first=end-of:10']>}");
  rushes_board_session_change (get_session (), g_variant_new_parsed ("{'do': <'take'>, 'shot': <'10'>, 'clips': <[<%s>, <%s>]>}",
                                                                     rushes_clip_get_id (first), rushes_clip_get_id (second)));
  select_shot (10);
  wait_until (rushes_shot_get_n_takes (get_shot ()) == 2);
}

static void
look_at (guint take)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.play-take", "u", take);
  wait_until (rushes_player_find_frame (get_player (), 0) == 0 && rushes_player_get_n_frames (get_player ()) == 48);
  rushes_player_set_playing (get_player (), FALSE);
}

static void
leave (void)
{
  press_key (XK_Escape, 0);
  wait_until (gtk_widget_get_mapped (find ("takes-row")));
  wait_until (!rushes_board_session_is_busy (get_session ()));
}

static void
go_to (int frame)
{
  rushes_player_seek (get_player (), (frame + 0.5) / 24, TRUE);
  wait_until (rushes_player_get_frame (get_player ()) == frame);
}

/* -1: it has none */
static gint64
get_point (guint take, const char *member)
{
  return rushes_board_item_get_int (rushes_board_item_get_child (rushes_shot_get_item (get_shot ()), take - 1), member, -1);
}

static void
assert_points (guint take, gint64 in, gint64 out)
{
  g_assert_cmpint (get_point (take, RUSHES_BOARD_IN), ==, in);
  g_assert_cmpint (get_point (take, RUSHES_BOARD_OUT), ==, out);
}

static void
test_points_are_the_takes (void)
{
  look_at (1);
  go_to (10);
  press_key (XK_i, 0);
  go_to (29);
  press_key (XK_o, 0);
  leave ();
  assert_points (1, 10, 30);
  assert_points (2, -1, -1);
}

/* They are seen again, and one that is moved leaves the other where it is. */
static void
test_points_come_back (void)
{
  int first, last;

  look_at (1);
  rushes_player_get_range (get_player (), &first, &last);
  g_assert_cmpint (first, ==, 10);
  g_assert_cmpint (last, ==, 29);
  go_to (19);
  press_key (XK_o, 0);
  leave ();
  assert_points (1, 10, 20);
  change ("{'do': <'undo'>}");
  assert_points (1, 10, 30);
}

/* Looking changes nothing: no step that could be taken back. */
static void
test_looking_changes_nothing (void)
{
  look_at (1);
  leave ();
  assert_points (1, 10, 30);
  change ("{'do': <'undo'>}"); /* of what was done before */
  assert_points (1, -1, -1);
  change ("{'do': <'redo'>}");
  assert_points (1, 10, 30);
}

/* Points that are taken away in the viewer are away; those of a neighbour that is no take are nobody's. */
static void
test_points_are_taken_away (void)
{
  look_at (1);
  go_to (10);
  press_key (XK_i, 0);
  go_to (29);
  press_key (XK_o, 0);
  rushes_viewer_show_neighbour (rushes_window_get_viewer (window), 1);
  wait_until (!rushes_board_session_is_busy (get_session ()));
  leave ();
  assert_points (1, -1, -1);
}

/* Another take of the shot before makes this one out of date; made again it is not. */
static void
test_made_again (void)
{
  change ("{'do': <'choose'>, 'shot': <'10'>, 'take': <int64 1>}");
  select_shot (20);
  wait_until (gtk_widget_is_sensitive (find ("generate")));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.generate-shot", NULL);
  wait_until (rushes_shot_get_n_takes (get_shot ()) == 1 && !gtk_widget_get_visible (find ("out-of-date")));
  wait_until (rushes_job_queue_is_idle (rushes_core_get_queue (get_core ())));
  change ("{'do': <'choose'>, 'shot': <'20'>, 'take': <int64 1>}");
  g_assert_cmpint (rushes_shot_get_state (get_shot ()), ==, RUSHES_SHOT_CHOSEN);
  change ("{'do': <'choose'>, 'shot': <'10'>, 'take': <int64 2>}");
  g_assert_cmpint (rushes_shot_get_state (get_shot ()), ==, RUSHES_SHOT_OUT_OF_DATE);
  wait_until (gtk_widget_get_mapped (find ("out-of-date")));
  click (find_button (find ("out-of-date"), "Generate Again"));
  wait_until (rushes_shot_get_n_takes (get_shot ()) == 2);
  change ("{'do': <'choose'>, 'shot': <'20'>, 'take': <int64 2>}");
  g_assert_cmpint (rushes_shot_get_state (get_shot ()), ==, RUSHES_SHOT_CHOSEN);
  g_assert_false (gtk_widget_get_visible (find ("out-of-date")));
}

/* From its menu in the row of takes. */
static void
test_a_take_is_left_out (void)
{
  select_shot (10);
  change ("{'do': <'set'>, 'shot': <'10'>, 'take': <int64 1>, 'members': <{'in': <int64 3>, 'out': <int64 20>}>}");
  assert_points (1, 3, 20);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.whole-take", "u", 1);
  wait_until (get_point (1, RUSHES_BOARD_IN) == -1 && get_point (1, RUSHES_BOARD_OUT) == -1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.remove-take", "u", 2);
  wait_until (rushes_shot_get_n_takes (get_shot ()) == 1);
  wait_until (!gtk_widget_get_mapped (find ("compare-takes")));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.compare-takes", NULL);
  wait_until (is_told ("There have to be two takes to be compared"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.play-take", "u", 2);
  wait_until (is_told ("The clip of this take is not in the library"));
  change ("{'do': <'undo'>}");
  g_assert_cmpuint (rushes_shot_get_n_takes (get_shot ()), ==, 2);
}

static void
test_a_shot_ends_with_another (void)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.end-with-shot", "x", (gint64) 20); /* which starts from its end: a circle */
  wait_until (!rushes_board_session_is_busy (get_session ()));
  g_assert_null (rushes_board_item_get (rushes_shot_get_item (get_shot ()), RUSHES_BOARD_LAST));
  change ("{'do': <'add'>}");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.end-with-shot", "x", (gint64) 30);
  wait_until (rushes_board_item_get (rushes_shot_get_item (get_shot ()), RUSHES_BOARD_LAST) != NULL);
  wait_until (find_text (find ("shot-last"), "Where shot 30 starts") != NULL);
  change ("{'do': <'undo'>}");
  wait_until (rushes_board_item_get (rushes_shot_get_item (get_shot ()), RUSHES_BOARD_LAST) == NULL);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  rushes_media_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/takes/a-board-is-made", test_a_board_is_made);
  g_test_add_func ("/takes/points-are-the-takes", test_points_are_the_takes);
  g_test_add_func ("/takes/points-come-back", test_points_come_back);
  g_test_add_func ("/takes/looking-changes-nothing", test_looking_changes_nothing);
  g_test_add_func ("/takes/points-are-taken-away", test_points_are_taken_away);
  g_test_add_func ("/takes/made-again", test_made_again);
  g_test_add_func ("/takes/a-take-is-left-out", test_a_take_is_left_out);
  g_test_add_func ("/takes/a-shot-ends-with-another", test_a_shot_ends_with_another);
  return drive (argc, argv);
}
