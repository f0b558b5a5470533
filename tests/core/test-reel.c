/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-kept-frames.h"
#include "rushes-reel.h"
#include "rushes-reel-window.h"

#include "clips.h"

/* The frames that are kept around the playhead, and how they are shown: each clip's frames say which they are. */

#define FRAME_BYTES (160 * 96 * 3 / 2)
typedef struct
{
  RushesReel *reel;
  RushesFrames *frames;
  int shown;      /* the frame that came last, or -1 */
  int number;     /* what is seen on it */
  int width, height;
  int texture_width, texture_height;
} Looked;

static void
on_shown (gpointer data, int frame, GdkTexture *texture, int width, int height)
{
  Looked *looked = data;
  g_autoptr (GdkPixbuf) picture = clips_download (texture);

  looked->shown = frame;
  looked->number = gdk_pixbuf_get_width (picture) == CLIPS_WIDTH ? clips_read_number (picture) : -1;
  looked->texture_width = gdk_pixbuf_get_width (picture);
  looked->texture_height = gdk_pixbuf_get_height (picture);
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
  looked->reel = rushes_reel_new (path, looked->frames, limit, 0, 0, on_shown, on_cached, looked);
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
  check_all ("reordered.mp4", CLIPS_H264, CLIPS_N);
  check_all ("keys.mkv", " ! x264enc speed-preset=ultrafast key-int-max=7 ! h264parse ! matroskamux", CLIPS_N);
  check_all ("clip.webm", " ! vp8enc deadline=1 ! webmmux", CLIPS_N);
  check_all ("clip.avi", " ! jpegenc ! avimux", CLIPS_N);
  check_all ("uneven.mp4", " ! identity name=drop" CLIPS_H264, 15);
  check_all ("uneven.mkv", " ! identity name=drop ! x264enc speed-preset=ultrafast ! h264parse ! matroskamux", 15);
  check_all ("sound.mp4", " ! x264enc ! h264parse ! mux. audiotestsrc num-buffers=200 ! audioconvert ! avenc_aac ! aacparse ! mp4mux name=mux", CLIPS_N);
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
  wait_for (looked.reel, 0, CLIPS_N - 1);
  look_at (&looked, 20);
  g_assert_cmpint (looked.width, ==, 96);
  g_assert_cmpint (looked.height, ==, 160);
  close_reel (&looked);
  open_reel (&looked, wide, RUSHES_REEL_BYTES);
  wait_for (looked.reel, 0, CLIPS_N - 1);
  look_at (&looked, 20);
  g_assert_cmpint (looked.width, ==, 213);
  g_assert_cmpint (looked.height, ==, 96);
  close_reel (&looked);
}

static void
wait_for_bytes (RushesReel *reel, gsize bytes)
{
  while (rushes_reel_get_bytes (reel) != bytes)
    g_main_context_iteration (NULL, TRUE);
}

/* In the size in which they are drawn, and anew in another: what is seen stays until it is there in that. */
static void
test_frames_are_as_large_as_they_are_drawn (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264);
  Looked looked;

  open_reel (&looked, path, RUSHES_REEL_BYTES);
  wait_for (looked.reel, 0, CLIPS_N - 1);
  look_at (&looked, 20);
  looked.shown = -1;
  rushes_reel_set_room (looked.reel, 80, 200);
  g_assert_true (rushes_reel_show (looked.reel, 30)); /* it is still kept */
  while (looked.shown != 30 || looked.texture_width != 80)
    {
      g_assert_true (looked.shown < 0 || looked.texture_width == 80 || looked.texture_width == CLIPS_WIDTH);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpint (looked.texture_height, ==, 48);
  g_assert_cmpint (looked.width, ==, CLIPS_WIDTH);
  g_assert_cmpint (looked.height, ==, 96);
  wait_for_bytes (looked.reel, CLIPS_N * (FRAME_BYTES / 4));
  rushes_reel_set_room (looked.reel, 0, 0); /* it is looked at from near */
  while (looked.texture_width != CLIPS_WIDTH)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (looked.shown, ==, 30);
  g_assert_cmpint (looked.number, ==, 30);
  wait_for_bytes (looked.reel, CLIPS_N * FRAME_BYTES);
  close_reel (&looked);
}

/* What may be kept holds more small frames than large ones; whichever size it is, never more than that. */
static void
test_small_frames_are_more (void)
{
  const gsize limit = 20 * FRAME_BYTES;
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264);
  Looked looked;
  int first, last;

  open_reel (&looked, path, limit);
  rushes_reel_follow (looked.reel, 30, 0);
  wait_for (looked.reel, 20, 39);
  for (int i = 0; i < 3; i++)
    {
      rushes_reel_set_room (looked.reel, 80, 80);
      while (rushes_reel_get_bytes (looked.reel) != CLIPS_N * (FRAME_BYTES / 4) || !rushes_reel_find_cached (looked.reel, 0, &first, &last) ||
             last < CLIPS_N - 1)
        {
          g_assert_cmpuint (rushes_reel_get_bytes (looked.reel), <=, limit);
          g_assert_true (rushes_reel_find_cached (looked.reel, 30, &first, &last) && first == 30); /* never without the playhead */
          g_main_context_iteration (NULL, TRUE);
        }
      rushes_reel_set_room (looked.reel, 500, 500);
      wait_for_bytes (looked.reel, limit);
      look_at (&looked, 30);
      g_assert_cmpint (looked.number, ==, 30);
    }
  close_reel (&looked);
}

/* However little may be kept, each frame is there in its turn, on the way back and on the way on. */
static void
test_the_limit_is_kept (void)
{
  const gsize limit = 10 * FRAME_BYTES + FRAME_BYTES / 2;
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264);
  Looked looked;

  open_reel (&looked, path, limit);
  for (int i = CLIPS_N - 1; i > -CLIPS_N; i--)
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
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264);

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
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264);
  Looked looked;
  int first, last;

  open_reel (&looked, path, RUSHES_REEL_BYTES);
  close_reel (&looked);
  looked = (Looked) { .frames = rushes_frames_read (path, NULL, NULL) };
  g_assert_true (g_file_set_contents (path, "nothing", -1, NULL));
  looked.reel = rushes_reel_new (path, looked.frames, RUSHES_REEL_BYTES, 0, 0, on_shown, on_cached, &looked);
  rushes_reel_follow (looked.reel, 10, -1);
  g_assert_false (rushes_reel_show (looked.reel, 10));
  g_assert_false (rushes_reel_find_cached (looked.reel, 0, &first, &last));
  close_reel (&looked);
}

typedef struct
{
  char *path;
  int frame, number; /* what came last, and what is seen on it */
} Kept;

static void
on_kept (gpointer data, const char *path, int frame, GdkTexture *texture)
{
  Kept *kept = data;
  g_autoptr (GdkPixbuf) picture = clips_download (texture);

  g_free (kept->path);
  kept->path = g_strdup (path);
  kept->frame = frame;
  kept->number = clips_read_number (picture);
}

/* The frame that is seen there in a film, by whatever part it is shown. */
static void
look_at_part (RushesKeptFrames *frames, Kept *kept, const RushesPart *part, gint64 at, int wanted)
{
  kept->frame = -1;
  g_assert_cmpint (rushes_kept_frames_show (frames, part, RUSHES_RATE_DEFAULT, at), ==, wanted);
  while (kept->frame < 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (kept->frame, ==, wanted);
  g_assert_cmpint (kept->number, ==, wanted);
  g_assert_cmpstr (kept->path, ==, part->path);
}

/* Of two clips; the one that was looked at longest ago gives its place up. What plays leaves only what is whole. */
static void
test_of_several_clips (void)
{
  RushesPart *parts[3], *card = rushes_part_new (NULL, 12);
  Kept kept = { 0 };
  RushesKeptFrames *frames = rushes_kept_frames_new (on_kept, &kept);

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("kept-%d.mp4", i), *path = clips_make (name, CLIPS_NUMBERED CLIPS_H264);
      parts[i] = rushes_part_new (path, 12);
      parts[i]->in = i;
    }
  g_assert_cmpint (rushes_kept_frames_show (frames, parts[0], RUSHES_RATE_DEFAULT, 3), ==, -1);
  rushes_kept_frames_keep (frames, card, RUSHES_RATE_DEFAULT, 0); /* has none */
  g_assert_cmpint (rushes_kept_frames_show (frames, card, RUSHES_RATE_DEFAULT, 0), ==, -1);
  for (int i = 0; i < 2; i++)
    rushes_kept_frames_keep (frames, parts[i], RUSHES_RATE_DEFAULT, 5);
  for (int i = 0; i < 2; i++)
    while (rushes_kept_frames_count (frames, parts[i]->path) < CLIPS_N)
      g_main_context_iteration (NULL, TRUE);
  for (int i = 1; i >= 0; i--)
    look_at_part (frames, &kept, parts[i], 7, i + 7);
  rushes_kept_frames_keep (frames, parts[0], RUSHES_RATE_DEFAULT, 7); /* looked at again */
  rushes_kept_frames_keep (frames, parts[2], RUSHES_RATE_DEFAULT, 0);
  g_assert_cmpint (rushes_kept_frames_show (frames, parts[1], RUSHES_RATE_DEFAULT, 7), ==, -1);
  rushes_kept_frames_rest (frames);
  g_assert_cmpint (rushes_kept_frames_show (frames, parts[2], RUSHES_RATE_DEFAULT, 7), ==, -1); /* it had just begun */
  look_at_part (frames, &kept, parts[0], 2, 2);
  rushes_kept_frames_free (frames);
  while (rushes_reel_count_live () > 0)
    g_usleep (1000);
  for (int i = 0; i < 3; i++)
    rushes_part_free (parts[i]);
  rushes_part_free (card);
  g_free (kept.path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rushes_media_init ();
  g_test_add_func ("/reel/what-is-kept-goes-with-the-playhead", test_what_is_kept_goes_with_the_playhead);
  g_test_add_func ("/reel/every-frame-is-kept", test_every_frame_is_kept);
  g_test_add_func ("/reel/frames-are-upright-and-drawn-out", test_frames_are_upright_and_drawn_out);
  g_test_add_func ("/reel/frames-are-as-large-as-they-are-drawn", test_frames_are_as_large_as_they_are_drawn);
  g_test_add_func ("/reel/small-frames-are-more", test_small_frames_are_more);
  g_test_add_func ("/reel/the-limit-is-kept", test_the_limit_is_kept);
  g_test_add_func ("/reel/a-reel-is-closed-at-any-moment", test_a_reel_is_closed_at_any_moment);
  g_test_add_func ("/reel/a-broken-clip-has-no-frames", test_a_broken_clip_has_no_frames);
  g_test_add_func ("/reel/of-several-clips", test_of_several_clips);
  return g_test_run ();
}
