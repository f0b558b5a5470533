/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-filmstrip.h"

#include "clips.h"
#include "player.h"

/* What is seen of a clip that is stepped, dragged and played backwards. */

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
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264);
  g_autoptr (RushesPlayer) player = player_open (path, CLIPS_N);
  gint64 now = G_USEC_PER_SEC;
  int last = 40;

  player_wait_for_all (player, CLIPS_N);
  rushes_player_seek (player, 40 / 24.0, TRUE);
  player_wait_for_painted (player, 40);
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
      player_wait_for_painted (player, frame);
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
  g_autoptr (RushesPlayer) player = player_open (path, 15);
  gint64 now = G_USEC_PER_SEC;
  int ticks = 0;

  player_wait_for_all (player, 15);
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
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264);
  g_autoptr (RushesPlayer) player = player_open (path, CLIPS_N);
  gint64 now = G_USEC_PER_SEC;
  double rate;

  player_wait_for_all (player, CLIPS_N);
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
  player_wait_for_painted (player, rushes_player_get_frame (player));
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
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264);
  g_autoptr (RushesPlayer) player = player_open (path, CLIPS_N);
  gint64 now = G_USEC_PER_SEC;
  g_autoptr (GString) seen = g_string_new (NULL);
  int last = -1;

  player_wait_for_all (player, CLIPS_N);
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
      player_wait_for_painted (player, last);
      g_string_append_printf (seen, "%d ", last);
    }
  g_assert_cmpstr (seen->str, ==, "12 11 10 13 12 11 10 13 ");
}

/* Steps and seeks among the frames that are kept ask the pipeline for nothing: they are seen before it has heard of them. When
 * the hand rests it stands where they do, and plays on from there. */
static void
test_steps_among_what_is_kept (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264);
  g_autoptr (RushesPlayer) player = player_open (path, CLIPS_N);

  player_wait_for_all (player, CLIPS_N);
  rushes_player_seek (player, 1, TRUE);
  player_wait_for_painted (player, 24);
  for (int i = 23; i > 10; i--)
    {
      rushes_player_step (player, -1);
      g_assert_cmpint (rushes_player_get_frame (player), ==, i);
      player_wait_for_painted (player, i);
    }
  for (int i = 12; i < CLIPS_N; i++)
    {
      rushes_player_step (player, 1);
      g_assert_cmpint (rushes_player_get_frame (player), ==, i);
      player_wait_for_painted (player, i);
    }
  rushes_player_step (player, 1); /* there is none */
  g_assert_cmpint (rushes_player_get_frame (player), ==, CLIPS_N - 1);
  rushes_player_seek (player, 30 / 24.0, TRUE);
  rushes_player_set_playing (player, TRUE);
  while (rushes_player_get_playing (player))
    {
      int number = player_read_painted (rushes_player_get_paintable (player));
      g_assert_cmpint (number, >=, 30);
      g_main_context_iteration (NULL, TRUE);
    }
}

/* A picture that comes late does not stay in front of a clip that plays. */
static void
test_a_late_picture_does_not_stay (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264);
  g_autoptr (RushesPlayer) player = player_open (path, CLIPS_N);

  player_wait_for_all (player, CLIPS_N);
  rushes_player_seek (player, 10 / 24.0, TRUE);
  player_wait_for_painted (player, 10);
  while (player->stale || player->seeking) /* the pipeline has followed */
    g_main_context_iteration (NULL, TRUE);
  for (int i = 0; i < 10; i++)
    {
      rushes_player_seek (player, (20 + i) / 24.0, TRUE);
      rushes_player_seek_pipeline (player, i / 24.0, TRUE);
      player_wait_for_painted (player, i);
      while (player->seeking)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (player_read_painted (rushes_player_get_paintable (player)), ==, i);
    }
}

/* Returns: the frame that the pipeline has decoded last */
static int
get_decoded (RushesPlayer *player)
{
  g_autoptr (GstSample) sample = NULL;
  gint64 time;

  g_object_get (player->pipeline, "sample", &sample, NULL);
  if (sample == NULL)
    return -1;
  time = (gint64) gst_segment_to_stream_time (gst_sample_get_segment (sample), GST_FORMAT_TIME, GST_BUFFER_PTS (gst_sample_get_buffer (sample)));
  return rushes_player_find_frame (player, (double) time / GST_SECOND);
}

/* A picture that comes of a seek before does not take the place of what is in front: nothing hears of it here until the next seek is given. */
static void
test_a_picture_of_the_seek_before (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264);
  g_autoptr (RushesPlayer) player = player_open (path, CLIPS_N);
  g_autoptr (GdkPaintable) front = NULL;
  int painted;

  player_wait_for_all (player, CLIPS_N);
  rushes_player_seek (player, 30 / 24.0, TRUE);
  player_wait_for_painted (player, 30);
  front = gdk_paintable_get_current_image (rushes_player_get_paintable (player));
  while (player->stale || player->seeking) /* the pipeline has followed */
    g_main_context_iteration (NULL, TRUE);
  rushes_player_seek_pipeline (player, 10 / 24.0, TRUE);
  while (get_decoded (player) != 10) /* held back: the main loop stands still */
    g_usleep (1000);
  gst_element_get_state (player->pipeline, NULL, NULL, GST_CLOCK_TIME_NONE);
  rushes_monitor_show (player->monitor, GDK_TEXTURE (front), gdk_texture_get_width (GDK_TEXTURE (front)), gdk_texture_get_height (GDK_TEXTURE (front)));
  rushes_player_seek_pipeline (player, 40 / 24.0, TRUE);
  while ((painted = player_read_painted (rushes_player_get_paintable (player))) != 40)
    {
      g_assert_cmpint (painted, ==, 30);
      g_main_context_iteration (NULL, TRUE);
    }
}

/* A time that counts in milliseconds is a little off: what is kept, what the pipeline shows and what is saved are the same frame. */
static void
test_seeks_meet_the_very_frame (void)
{
  g_autofree char *path = clips_make ("clip.mkv", CLIPS_NUMBERED " ! x264enc speed-preset=ultrafast key-int-max=7 ! h264parse ! matroskamux");
  g_autofree char *png = g_strconcat (path, ".png", NULL);
  g_autoptr (RushesPlayer) player = player_open (path, CLIPS_N);

  for (int i = 1; i < CLIPS_N; i += 3)
    {
      g_autoptr (GdkPixbuf) saved = NULL;
      rushes_player_seek_pipeline (player, i / 24.0, TRUE);
      player_wait_for_painted (player, i);
      while (player->seeking)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (rushes_player_get_frame (player), ==, i);
      g_assert_true (rushes_filmstrip_save_frame (path, i / 24.0, png, NULL));
      saved = gdk_pixbuf_new_from_file (png, NULL);
      g_assert_cmpint (clips_read_number (saved), ==, i);
    }
}

/* While it is dragged a clip that plays stands still, and goes on from where it was let go of. */
static void
test_dragging_shows_what_is_kept (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264);
  g_autoptr (RushesPlayer) player = player_open (path, CLIPS_N);

  player_wait_for_all (player, CLIPS_N);
  rushes_player_set_playing (player, TRUE);
  rushes_player_set_scrubbing (player, TRUE);
  for (int i = 0; i < CLIPS_N; i++)
    {
      int frame = i * 7 % CLIPS_N;
      rushes_player_seek (player, (frame + 0.5) / 24, TRUE);
      player_wait_for_painted (player, frame);
      g_assert_cmpint (rushes_player_get_frame (player), ==, frame);
    }
  g_assert_true (rushes_player_get_playing (player));
  rushes_player_seek (player, 30 / 24.0, TRUE);
  player_wait_for_painted (player, 30);
  rushes_player_set_scrubbing (player, FALSE);
  while (rushes_player_get_playing (player))
    {
      g_assert_cmpint (player_read_painted (rushes_player_get_paintable (player)), >=, 30);
      g_main_context_iteration (NULL, TRUE);
    }
}

static int
get_texture_width (RushesPlayer *player)
{
  g_autoptr (GdkPaintable) image = gdk_paintable_get_current_image (rushes_player_get_paintable (player));

  return gdk_paintable_get_intrinsic_width (image);
}

static void
wait_for_width (RushesPlayer *player, int width)
{
  while (get_texture_width (player) != width || player->seeking || player->resizing != 0)
    {
      g_assert_cmpint (gdk_paintable_get_intrinsic_width (rushes_player_get_paintable (player)), ==, CLIPS_WIDTH); /* nothing else moves */
      g_main_context_iteration (NULL, TRUE);
    }
}

/* In the pipeline and out of the reel, in the size that there is room for, and no larger than the frame. What stands still is made again
 * where it stands, at the end too. */
static void
test_as_large_as_it_is_drawn (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264);
  g_autoptr (RushesPlayer) player = rushes_player_new ();

  rushes_player_set_room (player, 80, 80);
  rushes_player_open (player, path, 24);
  while (gdk_paintable_get_intrinsic_width (rushes_player_get_paintable (player)) == 0 || rushes_player_get_n_frames (player) != CLIPS_N)
    g_main_context_iteration (NULL, TRUE);
  wait_for_width (player, 80);
  player_wait_for_all (player, CLIPS_N);
  rushes_player_seek (player, 30 / 24.0, TRUE);
  wait_for_width (player, 80);
  while (player->stale || player->seeking)
    g_main_context_iteration (NULL, TRUE);
  rushes_player_set_room (player, 0, 0);
  wait_for_width (player, CLIPS_WIDTH);
  g_assert_cmpint (player_read_painted (rushes_player_get_paintable (player)), ==, 30);
  rushes_player_set_playing (player, TRUE);
  while (rushes_player_get_playing (player))
    g_main_context_iteration (NULL, TRUE);
  rushes_player_set_room (player, 120, 1000);
  wait_for_width (player, 120);
  g_assert_cmpint (rushes_player_get_frame (player), ==, CLIPS_N - 1);
  rushes_player_set_playing (player, TRUE);
  while (rushes_player_get_frame (player) > 10) /* it begins anew */
    g_main_context_iteration (NULL, TRUE);
  rushes_player_set_room (player, 1000, 1000);
  wait_for_width (player, CLIPS_WIDTH);
}

/* The frames go with the clip. */
static void
test_frames_go_with_their_clip (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264);
  g_autoptr (RushesPlayer) player = player_open (path, CLIPS_N);
  int first, last;

  player_wait_for_all (player, CLIPS_N);
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
  g_test_add_func ("/shuttle/backwards-every-frame-is-seen", test_backwards_every_frame_is_seen);
  g_test_add_func ("/shuttle/backwards-frames-have-their-own-length", test_backwards_frames_have_their_own_length);
  g_test_add_func ("/shuttle/backwards-in-a-loop", test_backwards_in_a_loop);
  g_test_add_func ("/shuttle/shuttle", test_shuttle);
  g_test_add_func ("/shuttle/steps-among-what-is-kept", test_steps_among_what_is_kept);
  g_test_add_func ("/shuttle/a-late-picture-does-not-stay", test_a_late_picture_does_not_stay);
  g_test_add_func ("/shuttle/a-picture-of-the-seek-before", test_a_picture_of_the_seek_before);
  g_test_add_func ("/shuttle/seeks-meet-the-very-frame", test_seeks_meet_the_very_frame);
  g_test_add_func ("/shuttle/dragging-shows-what-is-kept", test_dragging_shows_what_is_kept);
  g_test_add_func ("/shuttle/as-large-as-it-is-drawn", test_as_large_as_it_is_drawn);
  g_test_add_func ("/shuttle/frames-go-with-their-clip", test_frames_go_with_their_clip);
  return g_test_run ();
}
