/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"

#include "rushes-frames.h"

#include "clips.h"

/* What is seen of a clip in the viewer before it can be played, and of one that cannot be played to its end. */

#define CODEC " ! x264enc speed-preset=ultrafast key-int-max=12 ! h264parse ! mp4mux"
#define WIDE "videotestsrc num-buffers=48 pattern=white ! video/x-raw,format=I420,width=320,height=96,framerate=24/1"

static RushesViewer *
get_viewer (void)
{
  return rushes_window_get_viewer (window);
}

static RushesPlayer *
get_player (void)
{
  return rushes_viewer_get_player (get_viewer ());
}

static int
get_width (void)
{
  return gdk_paintable_get_intrinsic_width (rushes_player_get_paintable (get_player ()));
}

static char *
dup_path (guint position)
{
  g_autoptr (RushesClip) clip = ref_clip (position);

  return rushes_library_dup_path (rushes_core_get_library (rushes_window_get_core (window)), clip);
}

/* In the very turn in which the clip is opened. */
static void
on_shown (RushesViewer *viewer, RushesClip *clip, int *width)
{
  *width = get_width ();
}

/* Those before and after have their first pictures made, and are seen at once; closed, nothing is kept. */
static void
test_neighbours_are_seen_at_once (void)
{
  g_autofree char *clip = clips_make ("clip.mp4", CLIPS_SOURCE CODEC), *wide = clips_make ("wide.mp4", WIDE CODEC), *last = clips_make ("last.mp4", CLIPS_SOURCE CODEC);
  g_autofree char *paths[3] = { NULL };
  g_autoptr (RushesClip) middle = NULL;
  int width = -1;

  rushes_window_show_main (window);
  import_clip (clip);
  import_clip (wide);
  import_clip (last);
  for (guint i = 0; i < 3; i++)
    paths[i] = dup_path (i);
  middle = ref_clip (1);
  g_signal_connect (get_viewer (), "shown", G_CALLBACK (on_shown), &width);
  rushes_window_show_clip (window, middle);
  g_assert_cmpint (width, ==, 0); /* nothing was known of this one */
  wait_until (rushes_player_is_preloaded (get_player (), paths[0]) && rushes_player_is_preloaded (get_player (), paths[2]));
  g_assert_cmpint (get_width (), ==, 320);
  press_key (XK_Right, 0);
  wait_until (width == 160);
  wait_until (rushes_player_is_preloaded (get_player (), paths[1]));
  g_assert_false (rushes_player_is_preloaded (get_player (), paths[0]));
  press_key (XK_Left, 0);
  wait_until (width == 320);
  wait_until (rushes_player_is_preloaded (get_player (), paths[0]));
  g_signal_handlers_disconnect_by_data (get_viewer (), &width);
  press_key (XK_Escape, 0);
  wait_until (rushes_viewer_get_clip (get_viewer ()) == NULL);
  g_assert_false (rushes_player_is_preloaded (get_player (), paths[0]) || rushes_player_is_preloaded (get_player (), paths[2]));
}

static const char *
get_label (const char *name)
{
  return gtk_label_get_label (GTK_LABEL (find (name)));
}

/* A file that was cut behind our back plays as far as it goes, and says so; the next one says nothing. */
static void
test_a_damaged_file_plays_as_far_as_it_goes (void)
{
  g_autofree char *long_one = clips_make ("long.mkv", "videotestsrc num-buffers=96 pattern=ball ! video/x-raw,format=I420,width=160,height=96,framerate=24/1"
                                          " ! x264enc speed-preset=ultrafast key-int-max=12 ! h264parse ! matroskamux");
  g_autofree char *path = NULL;
  g_autoptr (RushesClip) clip = NULL;
  double upper;
  int n;

  import_clip (long_one);
  path = dup_path (0);
  clip = ref_clip (0);
  clips_cut (path, 0.6);
  rushes_window_show_clip (window, clip);
  wait_until (gtk_widget_get_mapped (find ("damage")));
  g_object_set (get_player (), "loop", FALSE, NULL);
  g_assert_cmpstr (get_label ("damage"), ==, "The file is damaged: it plays to 2 of 4 seconds");
  wait_until (gtk_widget_get_mapped (find ("filmstrip")) && gtk_widget_get_mapped (find ("position")) && !gtk_widget_get_mapped (find ("problem")));
  upper = gtk_adjustment_get_upper (gtk_range_get_adjustment (GTK_RANGE (find ("position"))));
  g_assert_true (upper > 1.5 && upper < 3);
  n = rushes_player_get_n_frames (get_player ());
  wait_until (!rushes_player_get_playing (get_player ()));
  g_assert_cmpint (ABS (rushes_player_get_frame (get_player ()) - (n - 1)), <=, 1);
  press_key (XK_Right, 0);
  wait_until (rushes_viewer_get_clip (get_viewer ()) != clip && !gtk_widget_get_visible (find ("damage")));
  press_key (XK_Escape, 0);
  wait_until (rushes_viewer_get_clip (get_viewer ()) == NULL);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  rushes_media_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/player/neighbours-are-seen-at-once", test_neighbours_are_seen_at_once);
  g_test_add_func ("/player/a-damaged-file-plays-as-far-as-it-goes", test_a_damaged_file_plays_as_far_as_it_goes);
  return drive (argc, argv);
}
