/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "compared.h"

#include "rushes-frame-source.h"
#include "rushes-frames.h"
#include "rushes-importing.h"
#include "rushes-review-grid.h"
#include "rushes-tile.h"

#include "clips.h"

/* Takes are compared: by keys and by pointer, culled until the best is left. Each frame shows its number. */

#define N_CLIPS 5
#define BARS(frames, width, rate)                                                                                              \
  "videotestsrc num-buffers=" frames " ! video/x-raw,format=I420,width=" width ",height=96,framerate=" rate " ! identity name=bars"
#define MP4 " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux"

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
  import_all ((const char *const[]) { first, second, brief, slow, wide, NULL });
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

static gboolean
is_aligned (const char *wanted)
{
  g_autofree char *alignment = NULL;

  g_object_get (get_review (), "alignment", &alignment, NULL);
  return g_str_equal (alignment, wanted);
}

/* The arrows go from one of several buttons to the next where one of them has the focus, and not to another take. */
static void
test_buttons_by_keys (void)
{
  RushesClip *current = rushes_review_get_clip (get_review ());

  gtk_widget_grab_focus (find ("by-time"));
  press_key (XK_Right, 0);
  wait_until (gtk_widget_has_focus (find ("by-frame")));
  press_key (XK_Return, 0);
  wait_until (is_aligned ("frame"));
  press_key (XK_Left, 0);
  wait_until (gtk_widget_has_focus (find ("by-time")));
  press_key (XK_Return, 0);
  wait_until (is_aligned ("time"));
  g_assert_true (rushes_review_get_clip (get_review ()) == current);
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

static gboolean
on_frame (GtkWidget *stage, GdkFrameClock *clock, gpointer heights)
{
  g_hash_table_add (heights, GINT_TO_POINTER (gtk_widget_get_height (stage)));
  return G_SOURCE_CONTINUE;
}

/* Whose filmstrip is not made yet: a button that is pressed must still be there when it is let go. */
static void
test_nothing_moves_for_another (void)
{
  g_autoptr (GHashTable) heights = g_hash_table_new (NULL, NULL);
  GtkWidget *stage = GTK_WIDGET (rushes_review_cell_get_stage (get_cell (1)));
  guint tick;

  click (find_named (GTK_WIDGET (get_cell (1)), "cell-picture"));
  wait_until (has_focus (1));
  tick = gtk_widget_add_tick_callback (stage, on_frame, heights, NULL);
  for (int i = 2; i <= N_CLIPS; i++)
    {
      press_key (XK_Right, 0);
      wait_until (has_focus (i));
      wait_for_frames ();
    }
  gtk_widget_remove_tick_callback (stage, tick);
  g_assert_cmpuint (g_hash_table_size (heights), ==, 1);
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

#define BITS 8

static int two[2]; /* numbers of those that are compared, A and B */

/* Returns: the bar of the picture that the two are seen in, from 0 to 255: what is red there, green and blue alike */
static int
read_bar (int bit)
{
  GtkWidget *stage = find ("pair-picture");
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (stage);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) drawn = NULL;
  g_autofree guint32 *pixels = NULL;
  graphene_rect_t area;
  int width = gtk_widget_get_width (stage), height = gtk_widget_get_height (stage), x;

  rushes_stage_get_area (RUSHES_STAGE (stage), &area);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 0, 0, 0, 1 }, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  drawn = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  pixels = g_new (guint32, width * height);
  gdk_texture_download (drawn, (guchar *) pixels, width * 4);
  x = (int) (area.origin.x + (2 * bit + 1) * area.size.width / (2 * BITS));
  return (int) (pixels[height / 2 * width + x] & 0xff);
}

static gboolean
shows (const char *bars)
{
  for (int bit = 0; bit < BITS; bit++)
    if ((read_bar (bit) > 128) != (bars[bit] == '1'))
      return FALSE;
  return TRUE;
}

static const char *
dup_bars (int number)
{
  static char bars[2][BITS + 1];
  static int next;
  char *text = bars[next++ % 2];

  for (int bit = 0; bit < BITS; bit++)
    text[bit] = (number >> bit & 1) != 0 ? '1' : '0';
  return text;
}

/* Two that show other frames: of the quick and the slow one, half a second on. */
static void
show_two (int *quick, int *slow)
{
  click (find ("hide-rejected"));
  wait_until (count_cells () == N_CLIPS);
  for (int number = 1; number <= N_CLIPS; number++)
    {
      *quick = get_info (number)->fps > 29 ? number : *quick;
      *slow = get_info (number)->fps < 17 ? number : *slow;
    }
  rushes_ensemble_seek (get_ensemble (), 0.5);
  wait_until (rushes_ensemble_is_settled (get_ensemble ()));
  click (find_named (GTK_WIDGET (get_cell (*quick)), "cell-picture"));
  click (find_named (GTK_WIDGET (get_cell (*slow)), "cell-picture"));
  wait_until (has_focus (*slow));
}

/* In one place: what is seen is drawn out of both, at the same time. */
static void
test_two_in_one_place (void)
{
  int quick = 0, slow = 0, first, second;
  char wiped[BITS + 1] = { 0 };

  show_two (&quick, &slow); /* 15 and 8: 11110000 and 00010000 */
  first = quick < slow ? 15 : 8;
  second = quick < slow ? 8 : 15;
  two[0] = MIN (quick, slow);
  two[1] = MAX (quick, slow);
  for (int bit = 0; bit < BITS; bit++)
    wiped[bit] = ((bit < BITS / 2 ? first : second) >> bit & 1) != 0 ? '1' : '0';
  press_key (XK_w, 0);
  wait_until (gtk_widget_get_mapped (find ("pair-picture")) && rushes_ensemble_is_settled (get_ensemble ()));
  wait_for_frames ();
  wait_until (shows (wiped));
  press_key (XK_d, 0);
  wait_until (shows (dup_bars (15 ^ 8)));
  click (find ("mode-switch"));
  wait_until (shows (dup_bars (8)));
  press_key (XK_s, 0); /* the other, in its place */
  wait_until (shows (dup_bars (15)));
  press_key (XK_s, 0);
  wait_until (shows (dup_bars (8)));
}

/* The handle is dragged, or moved by keys. */
static void
test_the_handle_of_a_wipe (void)
{
  GtkWidget *handle;
  graphene_rect_t area;

  press_key (XK_w, 0);
  handle = find ("wipe-handle");
  wait_until (gtk_widget_get_mapped (handle));
  rushes_stage_get_area (RUSHES_STAGE (find ("pair-picture")), &area);
  drag (handle, -area.size.width * .49); /* nearly to its left end: all is B */
  wait_until (shows (dup_bars (read_number (two[1]))));
  gtk_widget_grab_focus (handle);
  press_key (XK_End, 0);
  wait_until (shows (dup_bars (read_number (two[0]))));
}

/* The keys judge the one that is meant; one that is rejected gives its place to the next. */
static void
test_judged_in_one_place (void)
{
  RushesClip *current;

  press_key (XK_Left, 0);
  gtk_widget_grab_focus (find ("pair"));
  press_key (XK_Left, 0);
  current = rushes_review_get_clip (get_review ());
  press_key (XK_Right, 0);
  wait_until (rushes_review_get_clip (get_review ()) != current);
  press_key (XK_2, 0);
  wait_until (rushes_clip_get_info (rushes_review_get_clip (get_review ()))->rating == 2);
  click (find_named (find ("take-a"), "star-1"));
  wait_until (rushes_review_get_clip (get_review ()) == current && rushes_clip_get_info (current)->rating == 1);
  press_key (XK_z, XK_Control_L);
  wait_until (rushes_clip_get_info (current)->rating != 1);
  press_key (XK_b, 0);
  wait_until (count_cells () == N_CLIPS);
  click (find ("hide-rejected"));
  wait_until (count_cells () == 2);
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
  press_key (XK_w, 0); /* the next takes the place of one that leaves */
  wait_until (gtk_widget_get_mapped (find ("pair-picture")));
  for (int i = 0; i < 4 * N_CLIPS && rushes_review_get_clip (get_review ()) != NULL; i++)
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

static GtkAdjustment *
get_scroll (void)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (find ("grid")));
}

/* What was in sight is so again, though what has the focus is not. */
static void
test_scrolled_as_it_was (void)
{
  GtkAdjustment *scroll = get_scroll ();
  GtkWidget *tile;
  double value;

  gtk_window_set_default_size (GTK_WINDOW (window), 400, 420);
  wait_until (gtk_widget_get_height (GTK_WIDGET (window)) <= 420 && gtk_adjustment_get_upper (scroll) > gtk_adjustment_get_page_size (scroll) + 20);
  go_to_grid ();
  press_key (XK_a, XK_Control_L);
  wait_until (count_selected () == N_CLIPS);
  tile = get_focus_tile ();
  value = gtk_adjustment_get_upper (scroll) - gtk_adjustment_get_page_size (scroll);
  gtk_adjustment_set_value (scroll, value);
  wait_for_frames ();
  value = gtk_adjustment_get_value (scroll);
  g_assert_cmpfloat (value, >, 0);
  press_key (XK_c, 0);
  wait_until (rushes_review_get_clip (get_review ()) != NULL);
  wait_for_frames ();
  press_key (XK_Escape, 0);
  wait_until (rushes_review_get_clip (get_review ()) == NULL && get_focus_tile () == tile);
  wait_for_frames ();
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (get_scroll ()), value, 2); /* the grid counts in whole pixels */
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

/* Before a frame is there. */
static void
test_a_difference_of_nothing (void)
{
  go_to_grid ();
  press_key (XK_a, XK_Control_L);
  press_key (XK_c, 0);
  wait_until (rushes_review_get_clip (get_review ()) != NULL);
  g_object_set (get_review (), "mode", "difference", NULL);
  wait_for_frames ();
  press_key (XK_Escape, 0);
  wait_until (rushes_review_get_clip (get_review ()) == NULL);
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
  wait_until (is_told ("The file is missing. “Find Missing Files…” in its menu looks for it."));
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
  g_test_add_func ("/review/nothing-moves-for-another", test_nothing_moves_for_another);
  g_test_add_func ("/review/by-time-and-by-frame", test_by_time_and_by_frame);
  g_test_add_func ("/review/buttons-by-keys", test_buttons_by_keys);
  g_test_add_func ("/review/the-focus-moves", test_the_focus_moves);
  g_test_add_func ("/review/what-is-rejected-leaves", test_what_is_rejected_leaves);
  g_test_add_func ("/review/the-buttons-judge", test_the_buttons_judge);
  g_test_add_func ("/review/rejected-ones-can-be-shown", test_rejected_ones_can_be_shown);
  g_test_add_func ("/review/differences-are-listed", test_differences_are_listed);
  g_test_add_func ("/review/two-in-one-place", test_two_in_one_place);
  g_test_add_func ("/review/the-handle-of-a-wipe", test_the_handle_of_a_wipe);
  g_test_add_func ("/review/judged-in-one-place", test_judged_in_one_place);
  g_test_add_func ("/review/back-as-it-was", test_back_as_it_was);
  g_test_add_func ("/review/the-winner-returns", test_the_winner_returns);
  g_test_add_func ("/review/none-is-left", test_none_is_left);
  g_test_add_func ("/review/scrolled-as-it-was", test_scrolled_as_it_was);
  g_test_add_func ("/review/narrow", test_narrow);
  g_test_add_func ("/review/a-difference-of-nothing", test_a_difference_of_nothing);
  g_test_add_func ("/review/a-missing-one-says-so", test_a_missing_one_says_so);
  return drive (argc, argv);
}
