/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"

#include "rushes-frame-source.h"
#include "rushes-frames.h"
#include "rushes-importing.h"
#include "rushes-review-cell.h"
#include "rushes-review-grid.h"
#include "rushes-tile.h"

#include "clips.h"

/* Takes are compared: by keys and by pointer, culled until the best is left. Each frame shows its number. */

#define N_CLIPS 5
#define BARS(frames, width, rate)                                                                                              \
  "videotestsrc num-buffers=" frames " ! video/x-raw,format=I420,width=" width ",height=96,framerate=" rate " ! identity name=bars"
#define MP4 " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux"

static RushesReview *
get_review (void)
{
  return rushes_window_get_review (window);
}

static RushesEnsemble *
get_ensemble (void)
{
  return rushes_review_get_ensemble (get_review ());
}

static RushesLibrary *
get_library (void)
{
  return rushes_core_get_library (rushes_window_get_core (window));
}

static gboolean
is_told (const char *words)
{
  return find_text (GTK_WIDGET (window), words) != NULL;
}

/* Returns: (nullable): the take with that number, if it is shown */
static RushesReviewCell *
get_cell (int number)
{
  for (GtkWidget *child = gtk_widget_get_first_child (find ("review-grid")); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child) && rushes_review_cell_get_number (RUSHES_REVIEW_CELL (child)) == number)
      return RUSHES_REVIEW_CELL (child);
  return NULL;
}

static const RushesClipInfo *
get_info (int number)
{
  return rushes_clip_get_info (rushes_review_cell_get_clip (get_cell (number)));
}

static int
count_cells (void)
{
  int n = 0;

  for (int number = 1; number <= N_CLIPS; number++)
    n += get_cell (number) != NULL;
  return n;
}

/* The one with the focus is the one that keys are about. */
static gboolean
has_focus (int number)
{
  RushesReviewCell *cell = get_cell (number);

  return cell != NULL && gtk_widget_is_focus (GTK_WIDGET (cell)) && rushes_review_get_clip (get_review ()) == rushes_review_cell_get_clip (cell);
}

static int
read_number (int number)
{
  return clips_read_bars (rushes_ensemble_get_paintable (get_ensemble (), number - 1));
}

static GtkWidget *
get_focus_tile (void)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window)), *child = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  return RUSHES_IS_TILE (child) ? child : NULL;
}

static guint
count_selected (void)
{
  g_autoptr (GPtrArray) clips = rushes_gallery_get_selected (rushes_window_get_gallery (window));

  return clips->len;
}

static void
import (const char *const paths[])
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (; *paths != NULL; paths++)
    g_ptr_array_add (files, g_file_new_for_path (*paths));
  rushes_importing_start (window, files);
}

static void
go_to_grid (void)
{
  for (int i = 0; i < 40 && get_focus_tile () == NULL; i++)
    {
      press_key (XK_Tab, 0);
      wait_for_frames ();
    }
  g_assert_nonnull (get_focus_tile ());
  press_key (XK_Home, 0);
  wait_until (count_selected () == 1);
}

static void
pause_at_start (void)
{
  rushes_ensemble_set_playing (get_ensemble (), FALSE);
  rushes_ensemble_seek (get_ensemble (), 0);
  wait_until (rushes_ensemble_is_settled (get_ensemble ()) && rushes_ensemble_get_frame (get_ensemble ()) == 0);
}

/* All five, from the gallery by keys. */
static void
compare_all (void)
{
  press_key (XK_a, XK_Control_L);
  wait_until (count_selected () == N_CLIPS);
  press_key (XK_c, 0);
  wait_until (rushes_review_get_clip (get_review ()) != NULL && count_cells () == N_CLIPS && has_focus (1));
  for (int i = 0; i < N_CLIPS; i++)
    wait_until (rushes_ensemble_get_clip_n_frames (get_ensemble (), i) > 0 && clips_read_bars (rushes_ensemble_get_paintable (get_ensemble (), i)) >= 0);
}

static void
test_a_sentence_says_what_to_do (void)
{
  g_autofree char *first = clips_make ("first.mp4", BARS ("48", "160", "24/1") MP4), *second = clips_make ("second.mp4", BARS ("48", "160", "24/1") MP4),
                  *brief = clips_make ("brief.mp4", BARS ("20", "160", "24/1") MP4), *slow = clips_make ("slow.mp4", BARS ("48", "176", "16/1") MP4),
                  *wide = clips_make ("wide.mp4", BARS ("60", "320", "30/1") MP4);

  rushes_window_show_main (window);
  import ((const char *const[]) { first, second, brief, slow, wide, NULL });
  wait_until (count_clips () == N_CLIPS);
  wait_for_frames ();
  go_to_grid ();
  press_key (XK_c, 0);
  wait_until (is_told ("Select two to nine takes to compare them: Ctrl and a click adds one"));
  g_assert_null (rushes_review_get_clip (get_review ()));
}

static void
test_they_play_in_step (void)
{
  compare_all ();
  wait_until (rushes_ensemble_get_playing (get_ensemble ()));
  wait_until (rushes_ensemble_get_frame (get_ensemble ()) > 10);
  press_key (XK_space, 0);
  wait_until (!rushes_ensemble_get_playing (get_ensemble ()) && rushes_ensemble_is_settled (get_ensemble ()));
  for (int i = 0; i < N_CLIPS; i++)
    g_assert_cmpint (clips_read_bars (rushes_ensemble_get_paintable (get_ensemble (), i)), ==, rushes_ensemble_get_clip_frame (get_ensemble (), i));
  pause_at_start ();
  press_key (XK_period, 0);
  wait_until (rushes_ensemble_get_frame (get_ensemble ()) == 1);
  press_key (XK_comma, 0);
  wait_until (rushes_ensemble_get_frame (get_ensemble ()) == 0);
  click (find ("review-step-on"));
  wait_until (rushes_ensemble_get_frame (get_ensemble ()) == 1);
  click (find ("review-position")); /* its middle: half of three seconds */
  wait_until (ABS (rushes_ensemble_get_position (get_ensemble ()) - 1.5) < 0.1 && rushes_ensemble_is_settled (get_ensemble ()));
}

static void
test_by_time_and_by_frame (void)
{
  int quick = 0, slow = 0;

  for (int number = 1; number <= N_CLIPS; number++)
    {
      quick = get_info (number)->fps > 29 ? number : quick;
      slow = get_info (number)->fps < 17 ? number : slow;
    }
  rushes_ensemble_seek (get_ensemble (), 0.5);
  wait_until (rushes_ensemble_is_settled (get_ensemble ()) && read_number (quick) == 15 && read_number (slow) == 8);
  click (find ("by-frame"));
  wait_until (rushes_ensemble_is_settled (get_ensemble ()) && read_number (quick) == 15 && read_number (slow) == 15);
  click (find ("by-time"));
  wait_until (rushes_ensemble_is_settled (get_ensemble ()) && read_number (slow) == 8);
}

/* Arrows move the focus, as they stand; a click does it, too. */
static void
test_the_focus_moves (void)
{
  int columns = (int) rushes_review_grid_get_columns (RUSHES_REVIEW_GRID (find ("review-grid")));

  click (find_named (GTK_WIDGET (get_cell (1)), "cell-picture"));
  wait_until (has_focus (1));
  press_key (XK_Right, 0);
  wait_until (has_focus (2));
  press_key (XK_Left, 0);
  wait_until (has_focus (1));
  press_key (XK_Down, 0);
  wait_until (has_focus (1 + columns));
  press_key (XK_Up, 0);
  wait_until (has_focus (1));
  press_key (XK_Left, 0); /* there is none */
  wait_for_frames ();
  g_assert_true (has_focus (1));
  click (find_named (GTK_WIDGET (get_cell (4)), "cell-picture"));
  wait_until (has_focus (4));
}

/* Each leads to the next; what is rejected leaves, and the others have more room. */
static void
test_what_is_rejected_leaves (void)
{
  int width;

  click (find_named (GTK_WIDGET (get_cell (1)), "cell-picture"));
  wait_until (has_focus (1));
  press_key (XK_4, 0);
  wait_until (get_info (1)->rating == 4 && has_focus (2));
  press_key (XK_f, 0);
  wait_until (get_info (2)->favourite && has_focus (3));
  width = gtk_widget_get_width (GTK_WIDGET (get_cell (1)));
  press_key (XK_x, 0);
  wait_until (get_cell (3) == NULL && count_cells () == 4 && has_focus (4)); /* the next, and not the one after */
  press_key (XK_x, 0);
  wait_until (count_cells () == 3 && has_focus (5));
  press_key (XK_x, 0);
  wait_until (count_cells () == 2 && has_focus (2));
  wait_until (gtk_widget_get_width (GTK_WIDGET (get_cell (1))) > width);
  g_assert_true (is_told ("5 takes · 3 rejected"));
  press_key (XK_z, XK_Control_L);
  wait_until (count_cells () == 3 && get_cell (5) != NULL && is_told ("Undone: 1 take neither picked nor rejected"));
}

/* By pointer: what the buttons are about is the take that they stand below. */
static void
test_the_buttons_judge (void)
{
  click (find_named (GTK_WIDGET (get_cell (5)), "star-3"));
  wait_until (get_info (5)->rating == 3 && has_focus (5));
  click (find_named (GTK_WIDGET (get_cell (1)), "pick"));
  wait_until (get_info (1)->verdict == RUSHES_VERDICT_PICK && has_focus (1) && is_told ("5 takes · 1 picked · 2 rejected"));
  click (find_named (GTK_WIDGET (get_cell (5)), "reject"));
  wait_until (count_cells () == 2);
}

/* Shown, they stand there darkened. */
static void
test_rejected_ones_can_be_shown (void)
{
  click (find ("hide-rejected"));
  wait_until (count_cells () == N_CLIPS && gtk_widget_has_css_class (GTK_WIDGET (get_cell (3)), "rejected"));
  click (find ("hide-rejected"));
  wait_until (count_cells () == 2);
}

static void
test_differences_are_listed (void)
{
  g_autoptr (GString) expected = g_string_new (NULL);
  const char *text = gtk_label_get_text (GTK_LABEL (find ("differences")));

  g_string_printf (expected, "From 1 ");
  g_assert_nonnull (strstr (text, expected->str));
  g_assert_null (strstr (text, "Model"));
  click (find ("all-differences"));
  wait_until (gtk_widget_get_mapped (find ("difference-list")) && find_text (find ("difference-list"), "From") != NULL);
  press_key (XK_Escape, 0);
  wait_until (!gtk_widget_get_mapped (find ("difference-list")));
  g_assert_nonnull (rushes_review_get_clip (get_review ())); /* that closed the list alone */
}

/* Back where one was: the same selection, the focus on the same tile. */
static void
test_back_as_it_was (void)
{
  GtkWidget *tile;

  press_key (XK_Escape, 0);
  wait_until (rushes_review_get_clip (get_review ()) == NULL && rushes_frame_source_count_live () == 0);
  wait_until (get_focus_tile () != NULL);
  g_assert_cmpuint (count_selected (), ==, N_CLIPS);
  press_key (XK_Home, 0);
  press_key (XK_Right, 0);
  wait_until (count_selected () == 1);
  press_key (XK_Right, XK_Control_L);
  press_key (XK_space, XK_Control_L);
  wait_until (count_selected () == 2);
  tile = get_focus_tile ();
  press_key (XK_c, 0);
  wait_until (rushes_review_get_clip (get_review ()) != NULL && count_cells () == 2);
  press_key (XK_Escape, 0);
  wait_until (rushes_review_get_clip (get_review ()) == NULL && get_focus_tile () == tile && count_selected () == 2);
}

/* Enter picks the one that keys are about, and goes back to it. */
static void
test_the_winner_returns (void)
{
  g_autoptr (RushesClip) winner = NULL;
  g_autoptr (GPtrArray) selected = NULL;

  press_key (XK_c, 0);
  wait_until (rushes_review_get_clip (get_review ()) != NULL && has_focus (1));
  press_key (XK_Right, 0);
  wait_until (has_focus (2));
  winner = g_object_ref (rushes_review_get_clip (get_review ()));
  press_key (XK_Return, 0);
  wait_until (rushes_review_get_clip (get_review ()) == NULL && rushes_clip_get_info (winner)->verdict == RUSHES_VERDICT_PICK);
  selected = rushes_gallery_get_selected (rushes_window_get_gallery (window));
  g_assert_true (selected->len == 1 && selected->pdata[0] == winner);
  wait_until (get_focus_tile () != NULL && rushes_tile_get_item (RUSHES_TILE (get_focus_tile ())) == G_OBJECT (winner));
  press_key (XK_z, XK_Control_L); /* what was judged there is undone here */
  wait_until (rushes_clip_get_info (winner)->verdict != RUSHES_VERDICT_PICK);
}

/* None left: the keys are heard all the same. One that was rejected before stays. */
static void
test_none_is_left (void)
{
  compare_all ();
  wait_for_frames ();
  for (int i = 0; i < 4 * N_CLIPS && count_cells () > 0; i++)
    {
      press_key (XK_x, 0); /* of one that was rejected before, the first takes that back */
      wait_for_frames ();
    }
  wait_until (count_cells () == 0 && gtk_widget_get_mapped (find ("review-empty")));
  press_key (XK_z, XK_Control_L);
  wait_until (count_cells () == 1);
  press_key (XK_Escape, 0);
  wait_until (rushes_review_get_clip (get_review ()) == NULL);
}

static void
test_narrow (void)
{
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 760);
  wait_until (gtk_widget_get_width (GTK_WIDGET (window)) <= 400);
  go_to_grid ();
  compare_all ();
  wait_for_frames ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, 400);
  g_assert_cmpint ((int) rushes_review_grid_get_columns (RUSHES_REVIEW_GRID (find ("review-grid"))), <=, 2);
  click (find ("review-play"));
  press_key (XK_Escape, 0);
  wait_until (rushes_review_get_clip (get_review ()) == NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  wait_for_frames ();
}

/* A file that is gone says so in its place; the others play. */
static void
test_a_missing_one_says_so (void)
{
  g_autoptr (RushesClip) clip = g_list_model_get_item (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window))), 0);
  g_autofree char *path = rushes_library_dup_path (get_library (), clip);

  g_assert_cmpint (remove (path), ==, 0);
  wait_until (rushes_clip_get_missing (clip));
  press_key (XK_a, XK_Control_L);
  wait_until (count_selected () == N_CLIPS);
  press_key (XK_c, 0);
  wait_until (is_told ("The file is missing"));
  for (int i = 1; i < N_CLIPS; i++)
    wait_until (clips_read_bars (rushes_ensemble_get_paintable (get_ensemble (), i)) >= 0);
  press_key (XK_Escape, 0);
  wait_until (rushes_review_get_clip (get_review ()) == NULL && rushes_frame_source_count_live () == 0);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  rushes_media_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/review/a-sentence-says-what-to-do", test_a_sentence_says_what_to_do);
  g_test_add_func ("/review/they-play-in-step", test_they_play_in_step);
  g_test_add_func ("/review/by-time-and-by-frame", test_by_time_and_by_frame);
  g_test_add_func ("/review/the-focus-moves", test_the_focus_moves);
  g_test_add_func ("/review/what-is-rejected-leaves", test_what_is_rejected_leaves);
  g_test_add_func ("/review/the-buttons-judge", test_the_buttons_judge);
  g_test_add_func ("/review/rejected-ones-can-be-shown", test_rejected_ones_can_be_shown);
  g_test_add_func ("/review/differences-are-listed", test_differences_are_listed);
  g_test_add_func ("/review/back-as-it-was", test_back_as_it_was);
  g_test_add_func ("/review/the-winner-returns", test_the_winner_returns);
  g_test_add_func ("/review/none-is-left", test_none_is_left);
  g_test_add_func ("/review/narrow", test_narrow);
  g_test_add_func ("/review/a-missing-one-says-so", test_a_missing_one_says_so);
  return drive (argc, argv);
}
