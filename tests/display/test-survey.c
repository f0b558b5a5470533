/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "compared.h"

#include "rushes-frame-source.h"
#include "rushes-frames.h"
#include "rushes-review-grid.h"
#include "rushes-sound.h"

#include "clips.h"

/* As many takes side by side as there may be: how they lie, which one is heard, and what is said of those that cannot be shown. */

#define N_CLIPS 9
#define BARS(frames, width, rate)                                                                                              \
  "videotestsrc num-buffers=" frames " ! video/x-raw,format=I420,width=" width ",height=96,framerate=" rate " ! identity name=bars"
#define H264 " ! x264enc speed-preset=ultrafast ! h264parse"

static void
compare_all (void)
{
  go_to_grid ();
  press_key (XK_a, XK_Control_L);
  wait_until (count_selected () == N_CLIPS);
  press_key (XK_c, 0);
  wait_until (rushes_review_get_clip (get_review ()) != NULL && count_cells () == N_CLIPS && has_focus (1));
}

static void
leave (void)
{
  press_key (XK_Escape, 0);
  wait_until (rushes_review_get_clip (get_review ()) == NULL && rushes_frame_source_count_live () == 0 && rushes_sound_count_live () == 0);
}

static RushesReviewGrid *
get_grid (void)
{
  return RUSHES_REVIEW_GRID (find ("review-grid"));
}

/* Three by three, all in sight, each as large as the others. */
static void
test_nine_lie_well (void)
{
  int width, height;

  compare_all ();
  wait_for_frames ();
  width = gtk_widget_get_width (GTK_WIDGET (get_cell (1)));
  height = gtk_widget_get_height (GTK_WIDGET (get_cell (1)));
  g_assert_cmpuint (rushes_review_grid_get_columns (get_grid ()), ==, 3);
  for (int number = 1; number <= N_CLIPS; number++)
    {
      graphene_rect_t bounds;
      g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (get_cell (number)), gtk_widget_get_parent (GTK_WIDGET (get_grid ())), &bounds));
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (get_cell (number))), ==, width);
      g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (get_cell (number))), ==, height);
      g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (gtk_widget_get_parent (GTK_WIDGET (get_grid ()))));
    }
}

/* In step, and no decoder too many; the keys reach all of them. */
static void
test_nine_play_in_step (void)
{
  for (int number = 1; number <= N_CLIPS; number++)
    wait_until (rushes_ensemble_get_clip_n_frames (get_ensemble (), number - 1) > 0);
  g_assert_cmpint (rushes_frame_source_count_live (), ==, N_CLIPS);
  wait_until (rushes_ensemble_get_frame (get_ensemble ()) > 10);
  press_key (XK_space, 0);
  wait_until (!rushes_ensemble_get_playing (get_ensemble ()) && rushes_ensemble_is_settled (get_ensemble ()));
  for (int number = 1; number <= N_CLIPS; number++)
    g_assert_cmpint (read_number (number), ==, rushes_ensemble_get_clip_frame (get_ensemble (), number - 1));
  rushes_ensemble_seek (get_ensemble (), 0.5);
  wait_until (rushes_ensemble_is_settled (get_ensemble ()));
  for (int number = 1; number <= N_CLIPS; number++)
    g_assert_cmpint (read_number (number), ==, (int) (0.5 * get_info (number)->fps + 0.01));
  press_key (XK_Down, 0);
  wait_until (has_focus (4));
  press_key (XK_Down, 0);
  wait_until (has_focus (7));
  press_key (XK_Right, 0);
  press_key (XK_Right, 0);
  wait_until (has_focus (9));
}

static gboolean
is_heard (int number)
{
  int heard = 0;

  for (int i = 1; i <= N_CLIPS; i++)
    heard += get_cell (i) != NULL && gtk_widget_get_mapped (find_named (GTK_WIDGET (get_cell (i)), "cell-heard")) ? (heard == 0 ? i : N_CLIPS) : 0;
  return heard == number;
}

static int
find_with_sound (void)
{
  for (int number = 1; number <= N_CLIPS; number++)
    if (get_info (number)->sound != NULL)
      return number;
  g_assert_not_reached ();
}

/* One take at most: the one that keys are about, if it has sound; in step, and as loud as clips are in the viewer. */
static void
test_one_is_heard (void)
{
  RushesPlayer *player = rushes_viewer_get_player (rushes_window_get_viewer (window));
  int loud = find_with_sound (), silent = loud == 1 ? 2 : 1;
  gboolean muted;

  click (find_named (GTK_WIDGET (get_cell (silent)), "cell-picture"));
  wait_until (has_focus (silent) && is_heard (0));
  click (find_named (GTK_WIDGET (get_cell (loud)), "cell-picture"));
  wait_until (has_focus (loud) && is_heard (loud));
  g_assert_cmpint (rushes_sound_count_live (), ==, 0); /* they do not play */
  g_object_set (get_ensemble (), "loop", TRUE, NULL);
  press_key (XK_space, 0);
  wait_until (rushes_ensemble_get_sound_position (get_ensemble ()) > 0.3 &&
              ABS (rushes_ensemble_get_sound_position (get_ensemble ()) - rushes_ensemble_get_position (get_ensemble ())) < 0.2);
  press_key (XK_m, 0);
  wait_until (is_heard (0) && rushes_sound_count_live () == 0);
  g_object_get (player, "muted", &muted, NULL);
  g_assert_true (muted);
  click (find ("review-mute"));
  wait_until (is_heard (loud));
  press_key (XK_w, 0);
  wait_until (gtk_widget_get_mapped (find ("pair-picture")));
  wait_until (gtk_widget_get_mapped (find ("heard-a")) != gtk_widget_get_mapped (find ("heard-b")));
  press_key (XK_w, 0);
  wait_until (count_cells () == N_CLIPS);
  pause_at_start ();
  wait_until (rushes_ensemble_get_sound_position (get_ensemble ()) == -1);
}

/* One under the other in two columns at most, and the last is reached by keys. */
static void
test_nine_in_a_narrow_window (void)
{
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 760);
  wait_until (gtk_widget_get_width (GTK_WIDGET (window)) <= 400);
  wait_for_frames ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, 400);
  g_assert_cmpuint (rushes_review_grid_get_columns (get_grid ()), <=, 2);
  click (find ("review-mute"));
  wait_until (is_heard (0));
  click (find ("review-mute"));
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  wait_until (rushes_review_grid_get_columns (get_grid ()) == 3);
  leave ();
}

static void
overwrite (RushesClip *clip, gsize n)
{
  g_autofree char *path = rushes_library_dup_path (get_library (), clip), *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_assert_true (g_file_set_contents (path, data, (gssize) MIN (n, length), NULL));
}

static gboolean
is_said (int number, const char *name, const char *words)
{
  GtkWidget *label = get_cell (number) != NULL ? find_named (GTK_WIDGET (get_cell (number)), name) : NULL;

  return label != NULL && strstr (gtk_label_get_label (GTK_LABEL (label)), words) != NULL;
}

/* Files that were spoilt on the disk say so in their places, with what can be done; the others play to their end. */
static void
test_broken_ones_say_so (void)
{
  GListModel *clips = G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window)));
  g_autoptr (RushesClip) second = g_list_model_get_item (clips, 1), third = g_list_model_get_item (clips, 2), fourth = g_list_model_get_item (clips, 3);
  g_autofree char *gone = rushes_library_dup_path (get_library (), fourth);

  overwrite (second, 3);
  overwrite (third, 2000);
  g_assert_cmpint (remove (gone), ==, 0);
  wait_until (rushes_clip_get_missing (fourth));
  compare_all ();
  wait_until (is_said (2, "cell-problem", "The file is no video and no picture that moves. Put a whole copy"));
  wait_until (is_said (3, "cell-problem", "The file is cut off. Put a whole copy"));
  wait_until (is_said (4, "cell-problem", "“Find Missing Files…” in its menu looks for it"));
  g_assert_true (gtk_widget_get_mapped (find_named (GTK_WIDGET (get_cell (2)), "cell-problem")));
  g_assert_false (gtk_widget_get_mapped (find_named (GTK_WIDGET (get_cell (5)), "cell-problem")));
  click (find_named (GTK_WIDGET (get_cell (2)), "cell-problem"));
  wait_until (has_focus (2));
  press_key (XK_w, 0); /* in one place it is said, too */
  wait_until (gtk_widget_get_mapped (find ("problem-b")) && !gtk_widget_get_mapped (find ("problem-a")));
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (find ("problem-b"))), "The file is no video"));
  press_key (XK_w, 0);
  wait_until (count_cells () == N_CLIPS);
  pause_at_start ();
  rushes_ensemble_seek (get_ensemble (), 1);
  wait_until (rushes_ensemble_is_settled (get_ensemble ()));
  for (int number = 5; number <= N_CLIPS; number++)
    wait_until (read_number (number) == rushes_ensemble_get_clip_frame (get_ensemble (), number - 1) && read_number (number) > 0);
  leave ();
}

static void
test_nine_are_opened (void)
{
  const char *paths[N_CLIPS + 1] = { NULL };

  for (int i = 0; i < N_CLIPS; i++)
    {
      g_autofree char *name = g_strdup_printf ("take-%d.mp4", i);
      paths[i] = i == 4   ? clips_make (name, "audiotestsrc num-buffers=86 ! audioconvert ! avenc_aac ! aacparse ! mux. " BARS ("60", "320", "30/1") H264
                                              " ! mp4mux name=mux")
                 : i == 6 ? clips_make (name, BARS ("48", "176", "16/1") H264 " ! mp4mux")
                          : clips_make (name, BARS ("48", "160", "24/1") H264 " ! mp4mux");
    }
  rushes_window_show_main (window);
  import_all (paths);
  wait_until (count_clips () == N_CLIPS);
  wait_for_frames ();
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  rushes_media_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/survey/nine-are-opened", test_nine_are_opened);
  g_test_add_func ("/survey/nine-lie-well", test_nine_lie_well);
  g_test_add_func ("/survey/nine-play-in-step", test_nine_play_in_step);
  g_test_add_func ("/survey/one-is-heard", test_one_is_heard);
  g_test_add_func ("/survey/nine-in-a-narrow-window", test_nine_in_a_narrow_window);
  g_test_add_func ("/survey/broken-ones-say-so", test_broken_ones_say_so);
  return drive (argc, argv);
}
