/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-ensemble.h"
#include "rushes-filmstrip.h"

#include "clips.h"
#include "player.h"

#include <glib/gstdio.h>
#include <string.h>

/* Files of which a part is missing or is something else: they play as far as they go. */

#define SOURCE(n) "videotestsrc num-buffers=" n " pattern=ball ! video/x-raw,format=I420,width=160,height=96,framerate=24/1 ! identity name=number"
#define H264 " ! x264enc key-int-max=24 speed-preset=ultrafast ! h264parse"
#define N 120 /* frames: five seconds */

static double
get_promised (RushesPlayer *player)
{
  double plays, promised;

  g_assert_true (rushes_player_get_damage (player, &plays, &promised));
  g_assert_cmpfloat (plays, >, 0);
  g_assert_cmpfloat (plays, <, promised);
  return promised;
}

/* Every byte of a part of the file becomes another. @from, @to: of its length */
static void
spoil (const char *path, double from, double to)
{
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  for (gsize i = (gsize) (length * from); i < (gsize) (length * to); i++)
    data[i] = (char) (i * 2654435761u >> 13);
  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
}

static void
wait_for_end (RushesPlayer *player)
{
  while (rushes_player_get_playing (player))
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_rest (RushesPlayer *player)
{
  while (player->seeking || player->stale)
    g_main_context_iteration (NULL, TRUE);
}

static RushesPlayer *
open_clip (const char *path)
{
  RushesPlayer *player = rushes_player_new ();

  rushes_player_open (player, path, 24);
  while (!rushes_frame_index_is_final (player->index) || (!player->has_picture && player->problem == NULL))
    g_main_context_iteration (NULL, TRUE);
  return player;
}

/* Plays to the end that there is and stands on the last frame; begins anew from there; steps, the first and the last frame and every place
 * between them are as in a whole one. Returns: how many frames there are */
static int
check_plays (RushesPlayer *player, const char *path)
{
  g_autofree char *png = g_strconcat (path, ".png", NULL);
  g_autoptr (GdkPixbuf) strip = NULL;
  g_autoptr (GError) error = NULL;
  int n = rushes_player_get_n_frames (player), first, last;

  g_assert_null (player->problem);
  g_assert_cmpint (n, >, 24);
  rushes_player_set_playing (player, TRUE);
  wait_for_end (player);
  wait_for_rest (player);
  g_assert_cmpint (ABS (rushes_player_get_frame (player) - (n - 1)), <=, 1);
  g_assert_cmpfloat_with_epsilon (rushes_player_get_duration (player), n / 24.0, 0.1);
  rushes_player_set_playing (player, TRUE);
  while (rushes_player_get_frame (player) > n / 2)
    g_main_context_iteration (NULL, TRUE);
  rushes_player_set_playing (player, FALSE);
  for (int i = 0; i < n; i += 20)
    {
      rushes_player_seek (player, i / 24.0, TRUE);
      player_wait_for_painted (player, i);
      wait_for_rest (player);
    }
  rushes_player_seek (player, (n - 1) / 24.0, TRUE);
  wait_for_rest (player);
  rushes_player_step (player, 1);
  g_assert_cmpint (rushes_player_get_frame (player), ==, n - 1);
  rushes_player_step (player, -1);
  g_assert_cmpint (rushes_player_get_frame (player), ==, n - 2);
  while (!rushes_player_find_cached (player, 0, &first, &last) || first > 0 || last < n - 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (rushes_filmstrip_save_frame (path, 0, png, &error));
  g_assert_no_error (error);
  g_assert_true (rushes_filmstrip_save_frame (path, (n - 2) / 24.0, png, &error));
  g_assert_no_error (error);
  strip = rushes_filmstrip_extract (path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strip);
  return n;
}

static void
check_cut (const char *name, const char *chain)
{
  g_autofree char *text = g_strconcat (SOURCE ("120"), chain, NULL), *path = clips_make (name, text);
  g_autoptr (RushesPlayer) player = NULL;
  int n;

  clips_cut (path, 0.5);
  player = open_clip (path);
  g_assert_cmpfloat_with_epsilon (get_promised (player), 5, 0.2);
  n = check_plays (player, path);
  g_assert_cmpint (n, <, N - 24);
}

static void
test_cut_in_the_middle (void)
{
  check_cut ("cut.mp4", H264 " ! mp4mux faststart=true");
  check_cut ("cut.mkv", H264 " ! matroskamux");
  check_cut ("cut.webm", " ! vp8enc deadline=1 keyframe-max-dist=24 ! webmmux");
  check_cut ("cut.avi", " ! jpegenc ! avimux");
}

static void
test_cut_with_sound (void)
{
  g_autofree char *path = clips_make ("cut.mp4", SOURCE ("120") H264 " ! mux. audiotestsrc num-buffers=215 ! audioconvert ! avenc_aac ! aacparse !"
                                                " mp4mux name=mux faststart=true");
  g_autoptr (RushesPlayer) player = NULL;

  clips_cut (path, 0.5);
  player = open_clip (path);
  g_assert_cmpfloat_with_epsilon (get_promised (player), 5, 0.2);
  check_plays (player, path);
}

/* The index of an AVI stands at its end, and can be done without. */
static void
test_an_avi_without_its_index (void)
{
  g_autofree char *path = clips_make ("clip.avi", SOURCE ("120") " ! jpegenc ! avimux"), *data = NULL;
  g_autoptr (RushesPlayer) player = NULL;
  double plays, promised;
  gsize length;
  char *index;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  index = memmem (data, length, "idx1", 4);
  g_assert_nonnull (index);
  g_assert_true (g_file_set_contents (path, data, index - data, NULL));
  player = open_clip (path);
  g_assert_cmpint (check_plays (player, path), ==, N);
  g_assert_false (rushes_player_get_damage (player, &plays, &promised));
}

/* Something else in the middle: whatever can be made of what is behind it, nothing waits for ever, and it plays at least to there. */
static void
check_spoilt (const char *name, const char *chain)
{
  g_autofree char *text = g_strconcat (SOURCE ("120"), chain, NULL), *path = clips_make (name, text);
  g_autoptr (RushesPlayer) player = NULL;

  spoil (path, 0.5, 0.55);
  player = open_clip (path);
  g_assert_null (player->problem);
  rushes_player_set_playing (player, TRUE);
  wait_for_end (player);
  g_assert_cmpfloat (rushes_player_get_position (player), >, 1.5);
  for (int i = 0; i < 10; i++)
    {
      rushes_player_seek (player, rushes_player_get_duration (player) * (i * 7 % 10) / 10, TRUE);
      wait_for_rest (player);
    }
  rushes_player_seek (player, 1, TRUE);
  player_wait_for_painted (player, 24);
  g_object_set (player, "loop", TRUE, NULL);
  rushes_player_set_playing (player, TRUE);
  while (rushes_player_get_position (player) < 1.5 && rushes_player_get_playing (player))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_something_else_in_the_middle (void)
{
  check_spoilt ("spoilt.mp4", H264 " ! mp4mux faststart=true");
  check_spoilt ("spoilt.mkv", H264 " ! matroskamux");
  check_spoilt ("spoilt.webm", " ! vp8enc deadline=1 keyframe-max-dist=24 ! webmmux");
  check_spoilt ("spoilt.avi", " ! jpegenc ! avimux");
}

/* Beside others it stays on its last frame. */
static void
test_compared (void)
{
  const double rates[] = { 24, 24 };
  g_autofree char *cut = clips_make ("cut.mkv", SOURCE ("120") H264 " ! matroskamux"), *whole = clips_make ("whole.mp4", SOURCE ("120") H264 " ! mp4mux");
  RushesEnsemble *ensemble = rushes_ensemble_new ();

  clips_cut (cut, 0.5);
  rushes_ensemble_open (ensemble, (const char *const[]) { cut, whole, NULL }, rates);
  rushes_ensemble_set_room (ensemble, 0, 160, 96);
  rushes_ensemble_set_room (ensemble, 1, 160, 96);
  while (rushes_ensemble_get_clip_n_frames (ensemble, 1) != N || !rushes_ensemble_is_settled (ensemble))
    g_main_context_iteration (NULL, TRUE);
  rushes_ensemble_set_playing (ensemble, TRUE);
  while (rushes_ensemble_get_playing (ensemble))
    g_main_context_iteration (NULL, TRUE);
  while (!rushes_ensemble_is_settled (ensemble))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (rushes_ensemble_get_problem (ensemble, 0));
  g_assert_cmpint (rushes_ensemble_get_clip_frame (ensemble, 0), ==, rushes_ensemble_get_clip_n_frames (ensemble, 0) - 1);
  g_assert_cmpint (rushes_ensemble_get_clip_frame (ensemble, 1), ==, N - 1);
  rushes_ensemble_seek (ensemble, 1);
  while (!rushes_ensemble_is_settled (ensemble))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (player_read_painted (rushes_ensemble_get_paintable (ensemble, 0)), ==, 24);
  g_object_unref (ensemble);
}

/* What never had a picture is a problem, as ever; a whole one is not damaged. */
static void
test_nothing_and_all (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264);
  g_autoptr (RushesPlayer) player = open_clip (path);
  double plays, promised;

  g_assert_false (rushes_player_get_damage (player, &plays, &promised));
  rushes_player_close (player);
  g_assert_true (g_file_set_contents (path, "nothing", -1, NULL));
  rushes_player_open (player, path, 24);
  while (player->problem == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (rushes_player_get_damage (player, &plays, &promised));
}

static void
note_read (gpointer read)
{
  *(gboolean *) read = TRUE;
}

/* Before it was begun to be read: neither a picture nor a fault is told. */
static void
test_cut_and_left (void)
{
  g_autofree char *path = clips_make ("left.mp4", SOURCE ("48") H264 " ! mp4mux"); /* its index is at the end */
  g_autoptr (RushesFrameIndex) index = NULL;
  gboolean left = FALSE, read = FALSE;

  clips_cut (path, 0.5);
  for (int i = 0; i < 40; i++)
    rushes_frame_index_free (rushes_frame_index_new (path, 24, note_read, &left));
  index = rushes_frame_index_new (path, 24, note_read, &read);
  while (!read)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (rushes_frame_index_get_fault (index));
  g_assert_false (left);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rushes_media_init ();
  g_test_add_func ("/damaged/cut-in-the-middle", test_cut_in_the_middle);
  g_test_add_func ("/damaged/cut-with-sound", test_cut_with_sound);
  g_test_add_func ("/damaged/cut-and-left", test_cut_and_left);
  g_test_add_func ("/damaged/an-avi-without-its-index", test_an_avi_without_its_index);
  g_test_add_func ("/damaged/something-else-in-the-middle", test_something_else_in_the_middle);
  g_test_add_func ("/damaged/compared", test_compared);
  g_test_add_func ("/damaged/nothing-and-all", test_nothing_and_all);
  return g_test_run ();
}
