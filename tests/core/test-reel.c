/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-player.h"
#include "rushes-reel-window.h"
#include "rushes-shuttle.h"

#include "clips.h"

/* The frames that are kept around the playhead, and how they are shown: each clip's frames say which they are. */

#define N_FRAMES 48
#define FRAME_BYTES (160 * 96 * 3 / 2)
/* One key frame, and frames that are decoded in another order than they are seen. */
#define H264 " ! x264enc key-int-max=250 bframes=3 b-adapt=false speed-preset=veryfast ! h264parse ! mp4mux"

typedef struct
{
  RushesReel *reel;
  RushesFrames *frames;
  int shown;      /* the frame that came last, or -1 */
  int number;     /* what is seen on it */
  int width, height;
} Looked;

static GdkPixbuf *
download (GdkTexture *texture)
{
  GdkPixbuf *picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, gdk_texture_get_width (texture), gdk_texture_get_height (texture));

  /* Blue comes first in it, which black and white do not mind. */
  gdk_texture_download (texture, gdk_pixbuf_get_pixels (picture), gdk_pixbuf_get_rowstride (picture));
  return picture;
}

static void
on_shown (gpointer data, int frame, GdkTexture *texture, int width, int height)
{
  Looked *looked = data;
  g_autoptr (GdkPixbuf) picture = download (texture);

  looked->shown = frame;
  looked->number = gdk_pixbuf_get_width (picture) == CLIPS_WIDTH ? clips_read_number (picture) : -1;
  looked->width = width;
  looked->height = height;
}

static void
on_cached (gpointer data)
{
}

static void
open_reel (Looked *looked, const char *path, gsize limit)
{
  g_autoptr (GError) error = NULL;

  *looked = (Looked) { .shown = -1, .frames = rushes_frames_read (path, NULL, &error) };
  g_assert_no_error (error);
  looked->reel = rushes_reel_new (path, looked->frames, limit, on_shown, on_cached, looked);
}

static void
close_reel (Looked *looked)
{
  g_clear_pointer (&looked->reel, rushes_reel_close);
  g_clear_pointer (&looked->frames, rushes_frames_unref);
  while (rushes_reel_count_live () > 0)
    g_usleep (1000);
}

static void
wait_for (RushesReel *reel, int first, int last)
{
  int from, to;

  while (!rushes_reel_find_cached (reel, first, &from, &to) || from > first || to < last)
    g_main_context_iteration (NULL, TRUE);
}

static void
look_at (Looked *looked, int frame)
{
  looked->shown = -1;
  g_assert_true (rushes_reel_show (looked->reel, frame));
  while (looked->shown != frame)
    g_main_context_iteration (NULL, TRUE);
}

/* @step: in twenty-fourths of a second, 0: of the frames that 5 or 7 divides */
static void
check_all (const char *name, const char *chain, int n_frames)
{
  g_autofree char *text = g_strconcat (CLIPS_NUMBERED, chain, NULL), *path = clips_make (name, text);
  Looked looked;

  open_reel (&looked, path, RUSHES_REEL_BYTES);
  g_assert_cmpint (rushes_frames_get_count (looked.frames), ==, n_frames);
  wait_for (looked.reel, 0, n_frames - 1);
  for (int i = n_frames - 1; i >= 0; i--)
    {
      gint64 time = rushes_frames_get_time (looked.frames, i);
      look_at (&looked, i);
      g_assert_cmpint (looked.number, ==, (int) ((time * 24 + GST_SECOND / 2) / GST_SECOND));
    }
  g_assert_cmpint (looked.width, ==, 160);
  g_assert_cmpint (looked.height, ==, 96);
  g_assert_cmpuint (rushes_reel_get_bytes (looked.reel), ==, (gsize) n_frames * FRAME_BYTES);
  close_reel (&looked);
}

static void
test_every_frame_is_kept (void)
{
  check_all ("reordered.mp4", H264, N_FRAMES);
  check_all ("keys.mkv", " ! x264enc speed-preset=ultrafast key-int-max=7 ! h264parse ! matroskamux", N_FRAMES);
  check_all ("clip.webm", " ! vp8enc deadline=1 ! webmmux", N_FRAMES);
  check_all ("clip.avi", " ! jpegenc ! avimux", N_FRAMES);
  check_all ("uneven.mp4", " ! identity name=drop" H264, 15);
  check_all ("uneven.mkv", " ! identity name=drop ! x264enc speed-preset=ultrafast ! h264parse ! matroskamux", 15);
  check_all ("sound.mp4", " ! x264enc ! h264parse ! mux. audiotestsrc num-buffers=200 ! audioconvert ! avenc_aac ! aacparse ! mp4mux name=mux", N_FRAMES);
}

/* As the player shows them. */
static void
test_frames_are_upright_and_drawn_out (void)
{
  static const int turn[4] = { 0, 1, -1, 0 };
  g_autofree char *turned = clips_make ("turned.mp4", CLIPS_CORNER " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux");
  g_autofree char *wide = clips_make ("wide.mp4", CLIPS_SOURCE ",pixel-aspect-ratio=4/3 ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux");
  Looked looked;

  clips_turn (turned, turn);
  open_reel (&looked, turned, RUSHES_REEL_BYTES);
  wait_for (looked.reel, 0, N_FRAMES - 1);
  look_at (&looked, 20);
  g_assert_cmpint (looked.width, ==, 96);
  g_assert_cmpint (looked.height, ==, 160);
  close_reel (&looked);
  open_reel (&looked, wide, RUSHES_REEL_BYTES);
  wait_for (looked.reel, 0, N_FRAMES - 1);
  look_at (&looked, 20);
  g_assert_cmpint (looked.width, ==, 213);
  g_assert_cmpint (looked.height, ==, 96);
  close_reel (&looked);
}

/* However little may be kept, each frame is there in its turn, on the way back and on the way on. */
static void
test_the_limit_is_kept (void)
{
  const gsize limit = 10 * FRAME_BYTES + FRAME_BYTES / 2;
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED H264);
  Looked looked;

  open_reel (&looked, path, limit);
  for (int i = N_FRAMES - 1; i > -N_FRAMES; i--)
    {
      rushes_reel_follow (looked.reel, ABS (i), i > 0 ? -1 : 1);
      wait_for (looked.reel, ABS (i), ABS (i));
      g_assert_cmpuint (rushes_reel_get_bytes (looked.reel), <=, limit);
      look_at (&looked, ABS (i));
      g_assert_cmpint (looked.number, ==, ABS (i));
    }
  close_reel (&looked);
}

static void
test_what_is_kept_goes_with_the_playhead (void)
{
  RushesReelWindow window = { .n = 100, .capacity = 16 };

  g_assert_true (rushes_reel_window_follow (&window, 50, 0));
  g_assert_cmpint (window.first, ==, 42);
  g_assert_cmpint (window.end, ==, 58);
  g_assert_false (rushes_reel_window_follow (&window, 52, 0));
  g_assert_false (rushes_reel_window_follow (&window, 50, -1)); /* eight of sixteen are left */
  g_assert_true (rushes_reel_window_follow (&window, 47, -1));
  g_assert_cmpint (window.first, ==, 33);
  g_assert_false (rushes_reel_window_follow (&window, 39, -1));
  g_assert_true (rushes_reel_window_follow (&window, 38, -1));
  g_assert_true (rushes_reel_window_follow (&window, 3, -1));
  g_assert_cmpint (window.first, ==, 0);
  g_assert_false (rushes_reel_window_follow (&window, 0, -1));
  g_assert_true (rushes_reel_window_follow (&window, 99, -1));
  g_assert_cmpint (window.end, ==, 100);
  window = (RushesReelWindow) { .n = 9, .capacity = 16 };
  g_assert_true (rushes_reel_window_follow (&window, 4, 1));
  g_assert_false (rushes_reel_window_follow (&window, 0, -1));
  g_assert_cmpint (window.end - window.first, ==, 9);
}

/* Whatever it is about when it is closed, it ends. */
static void
test_a_reel_is_closed_at_any_moment (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED H264);

  for (int us = 0; us < 60000; us += 1500)
    {
      Looked looked;
      open_reel (&looked, path, RUSHES_REEL_BYTES);
      g_usleep (us);
      rushes_reel_show (looked.reel, 0);
      close_reel (&looked);
    }
}

/* What cannot be decoded is not waited for. */
static void
test_a_broken_clip_has_no_frames (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED H264);
  Looked looked;
  int first, last;

  open_reel (&looked, path, RUSHES_REEL_BYTES);
  close_reel (&looked);
  looked = (Looked) { .frames = rushes_frames_read (path, NULL, NULL) };
  g_assert_true (g_file_set_contents (path, "nothing", -1, NULL));
  looked.reel = rushes_reel_new (path, looked.frames, RUSHES_REEL_BYTES, on_shown, on_cached, &looked);
  rushes_reel_follow (looked.reel, 10, -1);
  g_assert_false (rushes_reel_show (looked.reel, 10));
  g_assert_false (rushes_reel_find_cached (looked.reel, 0, &first, &last));
  close_reel (&looked);
}

static int
read_painted (GdkPaintable *paintable)
{
  g_autoptr (GdkPaintable) image = gdk_paintable_get_current_image (paintable);
  g_autoptr (GdkPixbuf) picture = GDK_IS_TEXTURE (image) ? download (GDK_TEXTURE (image)) : NULL;

  return picture != NULL ? clips_read_number (picture) : -1;
}

static RushesPlayer *
open_player (const char *path, int n_frames)
{
  RushesPlayer *player = rushes_player_new ();

  rushes_player_open (player, path, 24);
  while (gdk_paintable_get_intrinsic_width (rushes_player_get_paintable (player)) == 0 || rushes_player_get_n_frames (player) != n_frames)
    g_main_context_iteration (NULL, TRUE);
  return player;
}

static void
wait_for_all (RushesPlayer *player, int n_frames)
{
  int first, last;

  while (!rushes_player_find_cached (player, 0, &first, &last) || first > 0 || last < n_frames - 1)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_painted (RushesPlayer *player, int number)
{
  while (read_painted (rushes_player_get_paintable (player)) != number)
    g_main_context_iteration (NULL, TRUE);
}

static double
get_backwards (RushesPlayer *player)
{
  double speed;

  g_object_get (player, "backwards", &speed, NULL);
  return speed;
}

/* The clock of a screen of 48 pictures a second. */
static void
tick (RushesPlayer *player, gint64 *now)
{
  *now += G_USEC_PER_SEC / 48;
  rushes_player_tick (player, *now);
}

/* N, N − 1, N − 2 …, each seen, down to the first; then it stands. */
static void
test_backwards_every_frame_is_seen (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED H264);
  g_autoptr (RushesPlayer) player = open_player (path, N_FRAMES);
  gint64 now = G_USEC_PER_SEC;
  int last = 40;

  wait_for_all (player, N_FRAMES);
  rushes_player_seek (player, 40 / 24.0, TRUE);
  wait_for_painted (player, 40);
  rushes_player_shuttle (player, -1);
  g_assert_true (rushes_player_get_playing (player));
  while (rushes_player_get_playing (player))
    {
      int frame;
      tick (player, &now);
      frame = rushes_player_get_frame (player);
      g_assert_true (frame == last || frame == last - 1);
      if (frame == last)
        continue;
      wait_for_painted (player, frame);
      last = frame;
    }
  g_assert_cmpint (last, ==, 0);
  g_assert_cmpfloat (get_backwards (player), ==, 0);
  g_assert_cmpint (now / 1000, <=, 1000 + 1000 * 84 / 48); /* 41 frames, of two pictures each, and where it began and ended */
}

/* Frames of any length are seen for as long as forwards. */
static void
test_backwards_frames_have_their_own_length (void)
{
  g_autofree char *path = clips_make ("uneven.mkv", CLIPS_NUMBERED " ! identity name=drop ! x264enc speed-preset=ultrafast ! h264parse ! matroskamux");
  g_autoptr (RushesPlayer) player = open_player (path, 15);
  gint64 now = G_USEC_PER_SEC;
  int ticks = 0;

  wait_for_all (player, 15);
  rushes_player_seek (player, 10 / 24.0, TRUE); /* 0, 5, 7, 10 */
  rushes_player_shuttle (player, -1);
  tick (player, &now);
  g_assert_cmpint (rushes_player_get_frame (player), ==, 3);
  while (rushes_player_get_frame (player) == 3)
    tick (player, &now);
  while (rushes_player_get_frame (player) == 2)
    tick (player, &now);
  for (; rushes_player_get_frame (player) == 1; ticks++)
    tick (player, &now);
  g_assert_cmpint (ABS (ticks - 4), <=, 1); /* from 5 to 7 */
}

/* J J is twice as fast; K stops; L plays on, L L twice as fast. */
static void
test_shuttle (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED H264);
  g_autoptr (RushesPlayer) player = open_player (path, N_FRAMES);
  gint64 now = G_USEC_PER_SEC;
  double rate;

  wait_for_all (player, N_FRAMES);
  rushes_player_seek (player, 40 / 24.0, TRUE);
  rushes_player_shuttle (player, -1);
  rushes_player_shuttle (player, -1);
  g_assert_cmpfloat (get_backwards (player), ==, 2);
  tick (player, &now);
  for (int i = 1; i <= 10; i++)
    tick (player, &now);
  g_assert_cmpint (ABS (rushes_player_get_frame (player) - 31), <=, 1);
  rushes_player_shuttle (player, 0);
  g_assert_false (rushes_player_get_playing (player));
  g_assert_cmpfloat (get_backwards (player), ==, 0);
  wait_for_painted (player, rushes_player_get_frame (player));
  rushes_player_shuttle (player, 1);
  g_assert_true (rushes_player_get_playing (player));
  rushes_player_shuttle (player, 1);
  g_object_get (player, "rate", &rate, NULL);
  g_assert_cmpfloat (rate, ==, 2);
  while (rushes_player_get_playing (player))
    {
      g_assert_cmpint (rushes_player_get_frame (player), >=, 30); /* it goes on where it was */
      g_main_context_iteration (NULL, TRUE);
    }
  g_object_set (player, "loop", TRUE, NULL);
}

/* Back at the start of the part it goes on at its end. */
static void
test_backwards_in_a_loop (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED H264);
  g_autoptr (RushesPlayer) player = open_player (path, N_FRAMES);
  gint64 now = G_USEC_PER_SEC;
  g_autoptr (GString) seen = g_string_new (NULL);
  int last = -1;

  wait_for_all (player, N_FRAMES);
  g_object_set (player, "loop", TRUE, NULL);
  rushes_player_set_range (player, 10, 13);
  rushes_player_seek (player, 12 / 24.0, TRUE);
  rushes_player_shuttle (player, -1);
  while (seen->len < 24)
    {
      tick (player, &now);
      if (rushes_player_get_frame (player) == last)
        continue;
      last = rushes_player_get_frame (player);
      wait_for_painted (player, last);
      g_string_append_printf (seen, "%d ", last);
    }
  g_assert_cmpstr (seen->str, ==, "12 11 10 13 12 11 10 13 ");
}

/* Steps and seeks among the frames that are kept ask the pipeline for nothing: they are seen before it has heard of them. When
 * the hand rests it stands where they do, and plays on from there. */
static void
test_steps_among_what_is_kept (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED H264);
  g_autoptr (RushesPlayer) player = open_player (path, N_FRAMES);

  wait_for_all (player, N_FRAMES);
  rushes_player_seek (player, 1, TRUE);
  wait_for_painted (player, 24);
  for (int i = 23; i > 10; i--)
    {
      rushes_player_step (player, -1);
      g_assert_cmpint (rushes_player_get_frame (player), ==, i);
      wait_for_painted (player, i);
    }
  for (int i = 12; i < N_FRAMES; i++)
    {
      rushes_player_step (player, 1);
      g_assert_cmpint (rushes_player_get_frame (player), ==, i);
      wait_for_painted (player, i);
    }
  rushes_player_step (player, 1); /* there is none */
  g_assert_cmpint (rushes_player_get_frame (player), ==, N_FRAMES - 1);
  rushes_player_seek (player, 30 / 24.0, TRUE);
  rushes_player_set_playing (player, TRUE);
  while (rushes_player_get_playing (player))
    {
      int number = read_painted (rushes_player_get_paintable (player));
      g_assert_cmpint (number, >=, 30);
      g_main_context_iteration (NULL, TRUE);
    }
}

/* While it is dragged a clip that plays stands still, and goes on from where it was let go of. */
static void
test_dragging_shows_what_is_kept (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED H264);
  g_autoptr (RushesPlayer) player = open_player (path, N_FRAMES);

  wait_for_all (player, N_FRAMES);
  rushes_player_set_playing (player, TRUE);
  rushes_player_set_scrubbing (player, TRUE);
  for (int i = 0; i < N_FRAMES; i++)
    {
      int frame = i * 7 % N_FRAMES;
      rushes_player_seek (player, (frame + 0.5) / 24, TRUE);
      wait_for_painted (player, frame);
      g_assert_cmpint (rushes_player_get_frame (player), ==, frame);
    }
  g_assert_true (rushes_player_get_playing (player));
  rushes_player_seek (player, 30 / 24.0, TRUE);
  wait_for_painted (player, 30);
  rushes_player_set_scrubbing (player, FALSE);
  while (rushes_player_get_playing (player))
    {
      g_assert_cmpint (read_painted (rushes_player_get_paintable (player)), >=, 30);
      g_main_context_iteration (NULL, TRUE);
    }
}

/* The frames go with the clip. */
static void
test_frames_go_with_their_clip (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED H264);
  g_autoptr (RushesPlayer) player = open_player (path, N_FRAMES);
  int first, last;

  wait_for_all (player, N_FRAMES);
  rushes_player_shuttle (player, -1);
  rushes_player_close (player);
  g_assert_false (rushes_player_find_cached (player, 0, &first, &last));
  g_assert_cmpfloat (get_backwards (player), ==, 0);
  while (rushes_reel_count_live () > 0 || rushes_player_count_live () > 0)
    g_usleep (1000);
  rushes_player_open (player, path, 24);
  rushes_player_set_playing (player, TRUE);
  g_assert_false (rushes_player_find_cached (player, 0, &first, &last));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rushes_media_init ();
  g_test_add_func ("/reel/what-is-kept-goes-with-the-playhead", test_what_is_kept_goes_with_the_playhead);
  g_test_add_func ("/reel/every-frame-is-kept", test_every_frame_is_kept);
  g_test_add_func ("/reel/frames-are-upright-and-drawn-out", test_frames_are_upright_and_drawn_out);
  g_test_add_func ("/reel/the-limit-is-kept", test_the_limit_is_kept);
  g_test_add_func ("/reel/a-reel-is-closed-at-any-moment", test_a_reel_is_closed_at_any_moment);
  g_test_add_func ("/reel/a-broken-clip-has-no-frames", test_a_broken_clip_has_no_frames);
  g_test_add_func ("/reel/backwards-every-frame-is-seen", test_backwards_every_frame_is_seen);
  g_test_add_func ("/reel/backwards-frames-have-their-own-length", test_backwards_frames_have_their_own_length);
  g_test_add_func ("/reel/backwards-in-a-loop", test_backwards_in_a_loop);
  g_test_add_func ("/reel/shuttle", test_shuttle);
  g_test_add_func ("/reel/steps-among-what-is-kept", test_steps_among_what_is_kept);
  g_test_add_func ("/reel/dragging-shows-what-is-kept", test_dragging_shows_what_is_kept);
  g_test_add_func ("/reel/frames-go-with-their-clip", test_frames_go_with_their_clip);
  return g_test_run ();
}
