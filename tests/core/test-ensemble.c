/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-ensemble.h"
#include "rushes-frame-source.h"
#include "rushes-frames.h"
#include "rushes-sound.h"

#include "clips.h"

#include <string.h>

/* Several clips under one clock. Each frame has its number in the picture, so that it is seen what is shown. */

#define NUMBERED(frames, width, rate)                                                                                          \
  "videotestsrc num-buffers=" frames " ! video/x-raw,format=I420,width=" width ",height=96,framerate=" rate " ! identity name=bars"
#define MP4 " ! x264enc speed-preset=ultrafast key-int-max=250 ! h264parse ! mp4mux"

static char *quick, *brief, *slow, *wide, *uneven, *loud, *double_rate;

typedef struct
{
  RushesEnsemble *ensemble;
  guint n;
  double rates[4];     /* of each clip */
  int counts[4];       /* frames of each */
  gboolean by_frame;
  double quickest;
  int most_seen;       /* the furthest frame of all */
  guint n_seen, n_wraps;
} Watch;

#define wait_until(condition)                                                                                                 \
  G_STMT_START                                                                                                                \
  {                                                                                                                           \
    guint patience = g_timeout_add_seconds (40, on_patience, (gpointer) #condition);                                          \
    while (!(condition))                                                                                                      \
      g_main_context_iteration (NULL, TRUE);                                                                                  \
    g_source_remove (patience);                                                                                               \
  }                                                                                                                           \
  G_STMT_END

static gboolean
on_patience (gpointer what)
{
  g_error ("Waited in vain: %s", (const char *) what);
  return G_SOURCE_REMOVE;
}

static int
read_clip (Watch *watch, guint clip)
{
  return clips_read_bars (rushes_ensemble_get_paintable (watch->ensemble, clip));
}

/* By its picture, and by what the clock says; that may stand a millisecond before a frame, as some files count. */
static void
check_in_step (Watch *watch)
{
  double position = rushes_ensemble_get_position (watch->ensemble);

  for (guint i = 0; i < watch->n; i++)
    {
      double frames = position * (watch->by_frame ? watch->quickest : watch->rates[i]);
      g_assert_cmpint (read_clip (watch, i), >=, MIN ((int) MAX (0, frames - 0.05), watch->counts[i] - 1));
      g_assert_cmpint (read_clip (watch, i), <=, MIN ((int) (frames + 0.05), watch->counts[i] - 1));
    }
}

static void
on_position (RushesEnsemble *ensemble, GParamSpec *pspec, Watch *watch)
{
  int frame = rushes_ensemble_get_frame (ensemble);

  check_in_step (watch);
  watch->n_wraps += frame < watch->most_seen;
  watch->most_seen = frame;
  watch->n_seen++;
}

static void
open_clips (Watch *watch, const char *const *paths, const double *rates, const int *counts)
{
  const double unknown[RUSHES_ENSEMBLE_MAX] = { 0 };

  *watch = (Watch) { .ensemble = rushes_ensemble_new (), .n = g_strv_length ((char **) paths) };
  for (guint i = 0; i < watch->n; i++)
    {
      watch->rates[i] = rates[i];
      watch->counts[i] = counts[i];
      watch->quickest = MAX (watch->quickest, rates[i]);
    }
  rushes_ensemble_open (watch->ensemble, paths, unknown);
  for (guint i = 0; i < watch->n; i++)
    wait_until (rushes_ensemble_get_clip_n_frames (watch->ensemble, i) == counts[i]);
  wait_until (rushes_ensemble_is_settled (watch->ensemble));
  g_signal_connect (watch->ensemble, "notify::position", G_CALLBACK (on_position), watch);
  check_in_step (watch);
}

static void
close_clips (Watch *watch)
{
  g_clear_object (&watch->ensemble);
  wait_until (rushes_frame_source_count_live () == 0);
}

static void
go_to (Watch *watch, double seconds)
{
  rushes_ensemble_seek (watch->ensemble, seconds);
  wait_until (rushes_ensemble_is_settled (watch->ensemble));
  g_assert_cmpfloat_with_epsilon (rushes_ensemble_get_position (watch->ensemble), seconds, 1e-6);
  check_in_step (watch);
}

/* Different lengths, rates and sizes. */
static void
open_all (Watch *watch)
{
  open_clips (watch, (const char *const[]) { quick, brief, slow, wide, NULL }, (const double[]) { 24, 24, 16, 30 }, (const int[]) { 48, 20, 48, 60 });
}

static void
test_played_by_time (void)
{
  Watch watch;

  open_all (&watch);
  g_assert_cmpfloat_with_epsilon (rushes_ensemble_get_duration (watch.ensemble), 3, 0.01);
  rushes_ensemble_set_playing (watch.ensemble, TRUE);
  wait_until (!rushes_ensemble_get_playing (watch.ensemble) && rushes_ensemble_is_settled (watch.ensemble));
  g_assert_cmpint (read_clip (&watch, 0), ==, 47);
  g_assert_cmpint (read_clip (&watch, 1), ==, 19);
  g_assert_cmpint (read_clip (&watch, 2), ==, 47);
  g_assert_cmpint (read_clip (&watch, 3), ==, 59);
  g_assert_cmpuint (watch.n_seen, >, 20);
  close_clips (&watch);
}

static void
test_played_by_frame (void)
{
  Watch watch;

  open_all (&watch);
  watch.by_frame = TRUE;
  rushes_ensemble_set_alignment (watch.ensemble, RUSHES_ALIGN_BY_FRAME);
  g_assert_cmpint (rushes_ensemble_get_n_frames (watch.ensemble), ==, 60);
  go_to (&watch, 15.0 / 30);
  g_assert_cmpint (read_clip (&watch, 2), ==, 15);
  g_assert_cmpint (read_clip (&watch, 3), ==, 15);
  rushes_ensemble_set_playing (watch.ensemble, TRUE);
  wait_until (!rushes_ensemble_get_playing (watch.ensemble) && rushes_ensemble_is_settled (watch.ensemble));
  g_assert_cmpint (read_clip (&watch, 3), ==, 59);
  g_assert_cmpint (read_clip (&watch, 2), ==, 47);
  close_clips (&watch);
}

static void
test_sought (void)
{
  static const double places[] = { 1.5, 0.25, 1.9, 0, 0.8, 0.9, 2.5, 0.1 };
  Watch watch;

  open_all (&watch);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    go_to (&watch, places[i]);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) /* of many wishes the last counts */
    rushes_ensemble_seek (watch.ensemble, places[i]);
  wait_until (rushes_ensemble_is_settled (watch.ensemble));
  g_assert_cmpint (read_clip (&watch, 0), ==, 2);
  close_clips (&watch);
}

static void
test_stepped (void)
{
  Watch watch;

  open_all (&watch);
  for (int frame = 1; frame < 12; frame++)
    {
      rushes_ensemble_step (watch.ensemble, 1);
      wait_until (rushes_ensemble_is_settled (watch.ensemble));
      g_assert_cmpint (read_clip (&watch, 3), ==, frame);
      check_in_step (&watch);
    }
  for (int frame = 10; frame >= 8; frame--)
    {
      rushes_ensemble_step (watch.ensemble, -1);
      wait_until (rushes_ensemble_is_settled (watch.ensemble));
      g_assert_cmpint (read_clip (&watch, 3), ==, frame);
    }
  go_to (&watch, 0);
  rushes_ensemble_step (watch.ensemble, -1);
  g_assert_cmpint (read_clip (&watch, 3), ==, 0);
  close_clips (&watch);
}

/* Between the points, over and over: the same frames for all. */
static void
test_looped (void)
{
  Watch watch;

  open_all (&watch);
  g_object_set (watch.ensemble, "loop", TRUE, NULL);
  rushes_ensemble_set_range (watch.ensemble, 12, 29);
  rushes_ensemble_set_playing (watch.ensemble, TRUE);
  wait_until (watch.n_wraps == 3);
  g_assert_cmpint (watch.most_seen, >=, 12);
  g_assert_cmpint (watch.most_seen, <=, 29);
  g_object_set (watch.ensemble, "loop", FALSE, NULL);
  wait_until (!rushes_ensemble_get_playing (watch.ensemble) && rushes_ensemble_is_settled (watch.ensemble));
  g_assert_cmpint (rushes_ensemble_get_frame (watch.ensemble), ==, 29);
  close_clips (&watch);
}

static void
test_other_speeds (void)
{
  Watch watch;

  open_all (&watch);
  rushes_ensemble_set_rate (watch.ensemble, 4);
  rushes_ensemble_set_playing (watch.ensemble, TRUE);
  wait_until (rushes_ensemble_get_frame (watch.ensemble) >= 20);
  rushes_ensemble_set_rate (watch.ensemble, 0.5);
  wait_until (rushes_ensemble_get_frame (watch.ensemble) >= 40);
  rushes_ensemble_set_playing (watch.ensemble, FALSE);
  wait_until (rushes_ensemble_is_settled (watch.ensemble));
  check_in_step (&watch);
  close_clips (&watch);
}

/* One that is put aside does not take part; when it comes back it is where the others are. */
static void
test_put_aside (void)
{
  Watch watch;

  open_all (&watch);
  go_to (&watch, 0.5);
  watch.n = 3;
  rushes_ensemble_set_active (watch.ensemble, 3, FALSE);
  g_assert_cmpfloat_with_epsilon (rushes_ensemble_get_frame_rate (watch.ensemble), 24, 0.01);
  go_to (&watch, 1);
  g_assert_cmpint (read_clip (&watch, 3), ==, 15); /* as it was */
  watch.n = 4;
  g_signal_handlers_block_by_func (watch.ensemble, on_position, &watch);
  rushes_ensemble_set_active (watch.ensemble, 3, TRUE);
  wait_until (rushes_ensemble_is_settled (watch.ensemble) && read_clip (&watch, 3) == 30);
  check_in_step (&watch);
  close_clips (&watch);
}

/* Frames that stay for different times, beside some that do not: each shows what is due. */
static void
test_an_uneven_rate (void)
{
  const double unknown[] = { 0, 0 };
  RushesEnsemble *ensemble = rushes_ensemble_new ();

  rushes_ensemble_open (ensemble, (const char *const[]) { quick, uneven, NULL }, unknown);
  wait_until (rushes_ensemble_get_clip_n_frames (ensemble, 0) == 48 && rushes_ensemble_get_clip_n_frames (ensemble, 1) > 0 &&
              rushes_ensemble_is_settled (ensemble));
  for (int frame = 0; frame < 40; frame += 3)
    {
      int kept = frame; /* those that 5 or 7 divides were kept */
      while (kept % 5 != 0 && kept % 7 != 0)
        kept--;
      rushes_ensemble_seek (ensemble, frame / 24.0);
      wait_until (rushes_ensemble_is_settled (ensemble));
      g_assert_cmpint (clips_read_bars (rushes_ensemble_get_paintable (ensemble, 0)), ==, frame);
      g_assert_cmpint (clips_read_bars (rushes_ensemble_get_paintable (ensemble, 1)), ==, kept);
    }
  g_object_unref (ensemble);
  wait_until (rushes_frame_source_count_live () == 0);
}

#define WHOLE (1 << 20)

/* @n: bytes of it that are left */
static void
cut_file (const char *from, const char *to, gsize n)
{
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &data, &length, NULL));
  g_assert_true (g_file_set_contents (to, data, (gssize) MIN (n, length), NULL));
}

/* Where its boxes of that kind begin. */
static gsize
find_box (const char *path, const char *kind)
{
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  for (gsize i = 4; i + 4 < length; i++)
    if (memcmp (data + i, kind, 4) == 0)
      return i - 4;
  g_assert_not_reached ();
}

/* Noise where the pictures were. */
static void
spoil (const char *path)
{
  g_autofree char *data = NULL;
  gsize length, from = find_box (path, "mdat") + 8;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  for (gsize i = from; i < length; i++)
    data[i] = (char) (i * 2654435761u >> 13);
  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
}

/* Returns: the ensemble, in which @broken is beside one that is whole, and that has been played to its end */
static RushesEnsemble *
play_beside (const char *broken)
{
  const double unknown[] = { 0, 0 };
  RushesEnsemble *ensemble = rushes_ensemble_new ();

  rushes_ensemble_open (ensemble, (const char *const[]) { broken, quick, NULL }, unknown);
  rushes_ensemble_set_playing (ensemble, TRUE);
  wait_until (rushes_ensemble_get_clip_n_frames (ensemble, 1) == 48 && !rushes_ensemble_get_playing (ensemble) && rushes_ensemble_is_settled (ensemble));
  g_assert_cmpint (clips_read_bars (rushes_ensemble_get_paintable (ensemble, 1)), ==, 47);
  g_assert_null (rushes_ensemble_get_problem (ensemble, 1));
  return ensemble;
}

/* One that cannot be shown says why, and keeps nobody waiting. @problem: a pattern */
static void
check_broken (const char *path, const char *problem)
{
  RushesEnsemble *ensemble = play_beside (path);

  wait_until (rushes_ensemble_get_problem (ensemble, 0) != NULL);
  g_test_message ("%s", rushes_ensemble_get_problem (ensemble, 0));
  g_assert_true (g_regex_match_simple (problem, rushes_ensemble_get_problem (ensemble, 0), G_REGEX_ANCHORED, 0));
  rushes_ensemble_seek (ensemble, 1);
  wait_until (rushes_ensemble_is_settled (ensemble));
  g_assert_cmpint (clips_read_bars (rushes_ensemble_get_paintable (ensemble, 1)), ==, 24);
  g_object_unref (ensemble);
  wait_until (rushes_frame_source_count_live () == 0);
}

static void
test_broken_ones (void)
{
  g_autofree char *fast = clips_make ("fast.mp4", NUMBERED ("48", "160", "24/1") " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux faststart=true");
  g_autofree char *folder = g_dir_make_tmp ("rushes-XXXXXX", NULL), *broken = g_build_filename (folder, "broken.mp4", NULL);

  g_assert_true (g_file_set_contents (broken, "abc", 3, NULL));
  check_broken (broken, "The file is no video and no picture that moves$");
  g_assert_true (g_file_set_contents (broken, "", 0, NULL));
  check_broken (broken, "The file is empty$");
  cut_file (quick, broken, find_box (quick, "moov") - 10);
  check_broken (broken, "The file is cut off$");
  cut_file (fast, broken, find_box (fast, "mdat")); /* its frames are told, and none is there */
  check_broken (broken, "The file is incomplete$");
  cut_file (fast, broken, WHOLE);
  spoil (broken);
  check_broken (broken, "None of its pictures can be decoded$|The file has no picture$"); /* the parser of GStreamer 1.28 finds none to hand to a decoder */
  g_assert_cmpint (remove (broken), ==, 0);
  check_broken (broken, "The file cannot be opened$");
}

/* What is there of one that is cut is shown, as long as it goes. */
static void
test_a_damaged_one (void)
{
  g_autofree char *fast = clips_make ("fast.mp4", NUMBERED ("120", "160", "24/1") " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux faststart=true");
  RushesEnsemble *ensemble;
  double plays, promised;

  clips_cut (fast, 0.5);
  ensemble = play_beside (fast);
  g_assert_null (rushes_ensemble_get_problem (ensemble, 0));
  g_assert_true (rushes_ensemble_get_damage (ensemble, 0, &plays, &promised));
  g_assert_false (rushes_ensemble_get_damage (ensemble, 1, &plays, &promised));
  rushes_ensemble_get_damage (ensemble, 0, &plays, &promised);
  g_assert_cmpfloat_with_epsilon (promised, 5, 0.1);
  g_assert_cmpint (rushes_ensemble_get_clip_n_frames (ensemble, 0), ==, (int) (plays * 24 + 0.5));
  g_assert_cmpint (clips_read_bars (rushes_ensemble_get_paintable (ensemble, 0)), ==, rushes_ensemble_get_clip_n_frames (ensemble, 0) - 1);
  g_object_unref (ensemble);
  wait_until (rushes_frame_source_count_live () == 0);
}

static int
get_texture_width (RushesEnsemble *ensemble, guint clip)
{
  g_autoptr (GdkPaintable) image = gdk_paintable_get_current_image (rushes_ensemble_get_paintable (ensemble, clip));

  return gdk_paintable_get_intrinsic_width (image);
}

/* No more pixels are made than are shown, and none out of nothing. */
static void
test_as_large_as_it_is_shown (void)
{
  Watch watch;

  open_all (&watch);
  go_to (&watch, 1);
  g_assert_cmpint (get_texture_width (watch.ensemble, 3), ==, 320);
  for (guint i = 0; i < 4; i++)
    rushes_ensemble_set_room (watch.ensemble, i, 160, 200);
  wait_until (rushes_ensemble_is_settled (watch.ensemble) && get_texture_width (watch.ensemble, 3) == 160);
  check_in_step (&watch);
  for (guint i = 0; i < 4; i++)
    rushes_ensemble_set_room (watch.ensemble, i, 4000, 4000);
  wait_until (rushes_ensemble_is_settled (watch.ensemble) && get_texture_width (watch.ensemble, 3) == 320);
  g_assert_cmpint (get_texture_width (watch.ensemble, 0), ==, 160);
  close_clips (&watch);
}

static double
get_stray (RushesEnsemble *ensemble, double pace)
{
  return ABS (rushes_ensemble_get_sound_position (ensemble) - rushes_ensemble_get_position (ensemble) * pace);
}

static gboolean
on_beat (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static int
get_heard (RushesEnsemble *ensemble)
{
  int heard;

  g_object_get (ensemble, "heard", &heard, NULL);
  return heard;
}

/* One at most, in step with the pictures round after round; and none before they play. */
static void
test_one_is_heard (void)
{
  const double unknown[] = { 0, 0, 0 };
  RushesEnsemble *ensemble = rushes_ensemble_new ();
  guint beat = g_timeout_add (10, on_beat, NULL);

  g_object_set (ensemble, "loop", TRUE, NULL);
  rushes_ensemble_open (ensemble, (const char *const[]) { loud, wide, quick, NULL }, unknown);
  wait_until (rushes_ensemble_get_clip_n_frames (ensemble, 0) == 96 && rushes_ensemble_get_clip_n_frames (ensemble, 1) == 60 &&
              rushes_ensemble_is_settled (ensemble));
  g_assert_cmpint (get_heard (ensemble), ==, -1);
  rushes_ensemble_listen (ensemble, 0);
  g_assert_cmpint (get_heard (ensemble), ==, 0);
  g_assert_cmpint (rushes_sound_count_live (), ==, 0);
  rushes_ensemble_set_playing (ensemble, TRUE);
  for (int round = 0; round < 2; round++)
    {
      wait_until (rushes_ensemble_get_position (ensemble) < 0.5);
      wait_until (rushes_ensemble_get_position (ensemble) > 0.5 && get_stray (ensemble, 1) < 0.15);
      wait_until (rushes_ensemble_get_position (ensemble) > 3 && get_stray (ensemble, 1) < 0.15);
      g_assert_cmpint (rushes_sound_count_live (), ==, 1);
    }
  rushes_ensemble_seek (ensemble, 1);
  rushes_ensemble_listen (ensemble, 1); /* two seconds long */
  g_assert_cmpint (get_heard (ensemble), ==, 1);
  wait_until (rushes_ensemble_get_position (ensemble) < 2 && rushes_ensemble_get_sound_position (ensemble) > 0 && get_stray (ensemble, 1) < 0.15);
  wait_until (rushes_ensemble_get_position (ensemble) > 2.5 && rushes_ensemble_get_sound_position (ensemble) == -1);
  wait_until (rushes_sound_count_live () == 1);
  rushes_ensemble_listen (ensemble, 2); /* without sound */
  g_assert_cmpint (get_heard (ensemble), ==, -1);
  wait_until (rushes_sound_count_live () == 0);
  g_object_unref (ensemble);
  g_source_remove (beat);
  wait_until (rushes_frame_source_count_live () == 0);
}

static void
test_muted_and_paused (void)
{
  const double unknown[] = { 0, 0 };
  RushesEnsemble *ensemble = rushes_ensemble_new ();
  guint beat = g_timeout_add (10, on_beat, NULL);

  rushes_ensemble_open (ensemble, (const char *const[]) { loud, quick, NULL }, unknown);
  wait_until (rushes_ensemble_get_clip_n_frames (ensemble, 0) == 96 && rushes_ensemble_is_settled (ensemble));
  rushes_ensemble_listen (ensemble, 0);
  g_object_set (ensemble, "muted", TRUE, "volume", 0.5, NULL);
  rushes_ensemble_set_playing (ensemble, TRUE);
  wait_until (rushes_ensemble_get_position (ensemble) > 0.5);
  g_assert_cmpint (get_heard (ensemble), ==, -1);
  g_assert_cmpint (rushes_sound_count_live (), ==, 0);
  g_object_set (ensemble, "muted", FALSE, NULL);
  wait_until (rushes_ensemble_get_sound_position (ensemble) > 0 && get_stray (ensemble, 1) < 0.15);
  rushes_ensemble_set_playing (ensemble, FALSE);
  wait_until (rushes_ensemble_get_sound_position (ensemble) == -1);
  rushes_ensemble_set_rate (ensemble, 0.5);
  rushes_ensemble_seek (ensemble, 2);
  rushes_ensemble_set_playing (ensemble, TRUE);
  wait_until (rushes_ensemble_get_sound_position (ensemble) > 2.1 && get_stray (ensemble, 1) < 0.15);
  rushes_ensemble_set_playing (ensemble, FALSE);
  rushes_ensemble_set_rate (ensemble, 1);
  g_object_unref (ensemble);
  wait_until (rushes_frame_source_count_live () == 0 && rushes_sound_count_live () == 0);
  g_source_remove (beat);
}

/* Beside one that is twice as quick, by frames: it goes twice as fast, and so does its sound. */
static void
test_heard_by_frame (void)
{
  const double unknown[] = { 0, 0 };
  RushesEnsemble *ensemble = rushes_ensemble_new ();
  guint beat = g_timeout_add (10, on_beat, NULL);

  rushes_ensemble_set_alignment (ensemble, RUSHES_ALIGN_BY_FRAME);
  rushes_ensemble_open (ensemble, (const char *const[]) { loud, double_rate, NULL }, unknown);
  wait_until (rushes_ensemble_get_clip_n_frames (ensemble, 0) == 96 && rushes_ensemble_get_clip_n_frames (ensemble, 1) == 96 &&
              rushes_ensemble_is_settled (ensemble));
  rushes_ensemble_listen (ensemble, 0);
  rushes_ensemble_set_playing (ensemble, TRUE);
  wait_until (rushes_ensemble_get_sound_position (ensemble) > 1.5 && get_stray (ensemble, 2) < 0.25);
  g_object_unref (ensemble);
  g_source_remove (beat);
  wait_until (rushes_frame_source_count_live () == 0 && rushes_sound_count_live () == 0);
}

/* Whatever is under way. */
static void
test_closed_at_any_time (void)
{
  for (int i = 0; i < 12; i++)
    {
      const double unknown[] = { 0, 0, 0 };
      RushesEnsemble *ensemble = rushes_ensemble_new ();

      rushes_ensemble_open (ensemble, (const char *const[]) { quick, slow, wide, NULL }, unknown);
      if (i % 3 > 0)
        rushes_ensemble_set_playing (ensemble, TRUE);
      for (int k = 0; k < i; k++)
        g_main_context_iteration (NULL, FALSE);
      if (i % 3 > 1)
        rushes_ensemble_seek (ensemble, 1);
      g_object_unref (ensemble);
    }
  wait_until (rushes_frame_source_count_live () == 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rushes_media_init ();
  quick = clips_make ("quick.mp4", NUMBERED ("48", "160", "24/1") MP4);
  brief = clips_make ("brief.mp4", NUMBERED ("20", "160", "24/1") MP4);
  slow = clips_make ("slow.mkv", NUMBERED ("48", "176", "16/1") " ! x264enc speed-preset=ultrafast ! h264parse ! matroskamux");
  wide = clips_make ("wide.mp4", "audiotestsrc num-buffers=86 ! audioconvert ! avenc_aac ! aacparse ! mux. " NUMBERED ("60", "320", "30/1")
                     " ! x264enc speed-preset=ultrafast key-int-max=12 ! h264parse ! mp4mux name=mux");
  uneven = clips_make ("uneven.mkv", NUMBERED ("48", "160", "24/1") " ! identity name=drop ! x264enc speed-preset=ultrafast ! h264parse ! matroskamux");
  loud = clips_make ("loud.mp4", "audiotestsrc num-buffers=173 ! audioconvert ! avenc_aac ! aacparse ! mux. " NUMBERED ("96", "160", "24/1")
                     " ! x264enc speed-preset=ultrafast key-int-max=24 ! h264parse ! mp4mux name=mux");
  double_rate = clips_make ("double.mp4", NUMBERED ("96", "160", "48/1") MP4);
  g_test_add_func ("/ensemble/played-by-time", test_played_by_time);
  g_test_add_func ("/ensemble/played-by-frame", test_played_by_frame);
  g_test_add_func ("/ensemble/sought", test_sought);
  g_test_add_func ("/ensemble/stepped", test_stepped);
  g_test_add_func ("/ensemble/looped", test_looped);
  g_test_add_func ("/ensemble/other-speeds", test_other_speeds);
  g_test_add_func ("/ensemble/put-aside", test_put_aside);
  g_test_add_func ("/ensemble/an-uneven-rate", test_an_uneven_rate);
  g_test_add_func ("/ensemble/broken-ones", test_broken_ones);
  g_test_add_func ("/ensemble/a-damaged-one", test_a_damaged_one);
  g_test_add_func ("/ensemble/as-large-as-it-is-shown", test_as_large_as_it_is_shown);
  g_test_add_func ("/ensemble/one-is-heard", test_one_is_heard);
  g_test_add_func ("/ensemble/muted-and-paused", test_muted_and_paused);
  g_test_add_func ("/ensemble/heard-by-frame", test_heard_by_frame);
  g_test_add_func ("/ensemble/closed-at-any-time", test_closed_at_any_time);
  return g_test_run ();
}
