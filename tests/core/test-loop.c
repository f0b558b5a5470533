/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-reel-picture.h"

#include "clips.h"
#include "player.h"

/* What is played over and over has no seam. */

/* What comes to the sink since the last seek that broke something off. */
typedef struct
{
  GMutex mutex;
  GstSegment segment;
  GArray *numbers; /* int */
  GArray *times;   /* gint64: running time, when it is to be seen */
} Played;

static int
read_number (GstPad *pad, GstBuffer *buffer)
{
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  g_autoptr (GstSample) sample = gst_sample_new (buffer, caps, NULL, NULL);
  RushesReelPicture *show = rushes_reel_picture_new ();
  g_autoptr (GdkTexture) texture = rushes_reel_picture_show (show, sample);
  g_autoptr (GdkPixbuf) picture = clips_download (texture);

  rushes_reel_picture_free (show);
  return clips_read_number (picture);
}

static GstPadProbeReturn
on_played (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Played *played = data;
  GstEvent *event = (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER) ? NULL : GST_PAD_PROBE_INFO_EVENT (info);

  g_mutex_lock (&played->mutex);
  if (event == NULL)
    {
      GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
      gint64 time = gst_segment_to_running_time (&played->segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer));
      int number = read_number (pad, buffer);
      g_array_append_val (played->numbers, number);
      g_array_append_val (played->times, time);
    }
  else if (GST_EVENT_TYPE (event) == GST_EVENT_SEGMENT)
    gst_event_copy_segment (event, &played->segment);
  else if (GST_EVENT_TYPE (event) == GST_EVENT_FLUSH_STOP)
    {
      g_array_set_size (played->numbers, 0);
      g_array_set_size (played->times, 0);
    }
  g_mutex_unlock (&played->mutex);
  return GST_PAD_PROBE_OK;
}

static void
watch_sink (RushesPlayer *player, Played *played)
{
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GstPad) pad = NULL;

  g_mutex_init (&played->mutex);
  gst_segment_init (&played->segment, GST_FORMAT_TIME);
  played->numbers = g_array_new (FALSE, FALSE, sizeof (int));
  played->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_object_get (player->pipeline, "video-sink", &sink, NULL);
  pad = gst_element_get_static_pad (sink, "sink");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM | GST_PAD_PROBE_TYPE_EVENT_FLUSH, on_played, played, NULL);
}

static gboolean
has_played (Played *played, guint n)
{
  gboolean done;

  g_mutex_lock (&played->mutex);
  done = played->numbers->len >= n;
  g_mutex_unlock (&played->mutex);
  return done;
}

static gboolean
on_time (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

/* Each frame comes after the one before it, the first one after the last, and each as long after it as that is seen. The one that the
 * clip stood on may have come before anybody watched. */
static void
check_loop (const char *name, const char *chain, int first, int last, double rate)
{
  g_autofree char *text = g_strconcat (CLIPS_NUMBERED, chain, NULL), *path = clips_make (name, text);
  g_autoptr (RushesPlayer) player = player_open (path, CLIPS_N);
  Played played;
  int n = last - first + 1, start;

  watch_sink (player, &played);
  g_object_set (player, "loop", TRUE, NULL);
  rushes_player_set_rate (player, rate);
  if (first > 0 || last < CLIPS_N - 1)
    rushes_player_set_range (player, first, last);
  rushes_player_set_playing (player, TRUE);
  while (!has_played (&played, 2 * n + 2))
    g_main_context_iteration (NULL, TRUE);
  rushes_player_close (player);
  while (rushes_player_count_live () > 0)
    g_usleep (1000);
  start = g_array_index (played.numbers, int, 0) - first;
  g_assert_cmpint (start, >=, 0);
  for (int i = 0; i < 2 * n + 2; i++)
    {
      gint64 usual = (gint64) (GST_SECOND / 24 / rate);
      gint64 gap = i > 0 ? g_array_index (played.times, gint64, i) - g_array_index (played.times, gint64, i - 1) : usual;
      g_assert_cmpint (g_array_index (played.numbers, int, i), ==, first + (start + i) % n);
      g_assert_cmpfloat (ABS (gap - usual) * rate, <, 2.0 * GST_MSECOND);
    }
  g_array_unref (played.numbers);
  g_array_unref (played.times);
}

/* Of 2 s as the picture, and shorter and longer ones. */
#define SOUND(buffers) \
  " ! x264enc speed-preset=ultrafast ! h264parse ! mux. audiotestsrc num-buffers=" #buffers " ! audioconvert ! avenc_aac ! aacparse ! mp4mux name=mux"

static void
test_a_loop_loses_no_frame (void)
{
  check_loop ("silent.mp4", CLIPS_H264, 0, CLIPS_N - 1, 1);
  check_loop ("sound.mp4", SOUND (86), 0, CLIPS_N - 1, 1);
  check_loop ("short.mp4", SOUND (60), 0, CLIPS_N - 1, 2);
  check_loop ("long.mp4", SOUND (120), 0, CLIPS_N - 1, 2);
  check_loop ("clip.webm", " ! vp8enc deadline=1 ! webmmux", 0, CLIPS_N - 1, 2);
  check_loop ("clip.mkv", " ! x264enc speed-preset=ultrafast key-int-max=7 ! h264parse ! matroskamux", 0, CLIPS_N - 1, 2);
}

static void
wait_for_frame_from (RushesPlayer *player, int frame)
{
  while (rushes_player_get_frame (player) < frame)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_a_round (RushesPlayer *player)
{
  int last = -1;

  while (last <= rushes_player_get_frame (player))
    {
      last = rushes_player_get_frame (player);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
check_kind (const char *name, const char *chain)
{
  g_autofree char *text = chain != NULL ? g_strconcat (CLIPS_NUMBERED, chain, NULL) : NULL;
  g_autofree char *path = text != NULL ? clips_make (name, text) : clips_make_mpg ();
  g_autoptr (RushesPlayer) player = player_open (path, CLIPS_N);

  g_object_set (player, "loop", TRUE, NULL);
  rushes_player_set_rate (player, 4);
  rushes_player_set_playing (player, TRUE);
  for (int round = 0; round < 3; round++)
    {
      wait_for_frame_from (player, CLIPS_N - 16);
      wait_for_a_round (player);
    }
  g_assert_true (rushes_player_get_playing (player));
}

/* Whether or not its demuxer can be told to come back. */
static void
test_every_kind_comes_back (void)
{
  check_kind ("clip.avi", " ! jpegenc ! avimux");
  check_kind ("clip.mov", " ! x264enc speed-preset=ultrafast ! h264parse ! qtmux");
  check_kind ("clip.3gp", " ! x264enc speed-preset=ultrafast ! h264parse ! 3gppmux");
  check_kind ("clip.ts", " ! x264enc speed-preset=ultrafast ! h264parse ! mpegtsmux");
  check_kind ("clip.mpg", NULL);
}

static void
test_a_fast_loop_loses_no_frame (void)
{
  check_loop ("sound.mp4", SOUND (86), 0, CLIPS_N - 1, 4);
  check_loop ("silent.mp4", CLIPS_H264, 10, 30, 0.5);
}

static void
wait_a_little (int ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, on_time, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* Whatever is asked of a clip that plays in a loop, and whenever: it goes on, and can be closed. */
static void
play_about (const char *path)
{
  g_autoptr (RushesPlayer) player = rushes_player_new ();

  g_object_set (player, "loop", TRUE, NULL);
  rushes_player_open (player, path, 24);
  rushes_player_set_playing (player, TRUE);
  for (int i = 0; i < 8; i++)
    {
      wait_a_little (g_test_rand_int_range (0, 60));
      switch (g_test_rand_int_range (0, 6))
        {
        case 0:
          rushes_player_set_playing (player, !rushes_player_get_playing (player));
          break;
        case 1:
          rushes_player_shuttle (player, g_test_rand_int_range (-1, 2));
          break;
        case 2:
          g_object_set (player, "loop", g_test_rand_bit (), NULL);
          break;
        case 3:
          rushes_player_step (player, g_test_rand_bit () ? 1 : -1);
          break;
        default:
          rushes_player_seek (player, g_test_rand_double_range (0, 2), TRUE);
        }
    }
  g_object_set (player, "loop", TRUE, NULL);
  rushes_player_shuttle (player, 0);
  rushes_player_shuttle (player, 1);
  wait_for_a_round (player);
  rushes_player_close (player);
  while (rushes_player_count_live () > 0 || rushes_reel_count_live () > 0)
    g_usleep (1000);
}

static void
wait_for_frame (RushesPlayer *player, int frame)
{
  while (rushes_player_get_frame (player) != frame)
    g_main_context_iteration (NULL, TRUE);
}

/* The last frame of a round is told of as long as it is seen. While it is paused nothing is handed on: the seek that puts the next
 * round behind this one may wait, and nothing waits for that. */
static void
test_a_short_clip_that_is_paused (void)
{
  g_autofree char *path = clips_make_gif ();
  g_autoptr (RushesPlayer) player = player_open (path, 3);

  g_object_set (player, "loop", TRUE, NULL);
  for (int i = 0; i < 3; i++)
    {
      rushes_player_seek_pipeline (player, 0.3 * i, TRUE);
      wait_a_little (200);
      rushes_player_set_playing (player, TRUE);
      wait_for_frame (player, 2);
      wait_for_frame (player, 0);
      wait_for_frame (player, 2);
      rushes_player_set_playing (player, FALSE);
    }
  rushes_player_seek_pipeline (player, 0.3, TRUE);
  wait_a_little (200);
  rushes_player_close (player);
  while (rushes_player_count_live () > 0)
    g_usleep (1000);
}

/* While nothing is handed on the seek to the next round waits: all the same the clip can be sought, played on, and closed. */
static void
test_the_next_round_waits (void)
{
  g_autofree char *path = clips_make ("sound.mp4", CLIPS_NUMBERED SOUND (86));

  for (int i = 0; i < 6; i++)
    {
      g_autoptr (RushesPlayer) player = player_open (path, 48);

      g_object_set (player, "loop", TRUE, NULL);
      rushes_player_set_playing (player, TRUE);
      wait_for_frame (player, 4);
      rushes_player_set_playing (player, FALSE);
      wait_a_little (60);
      rushes_player_wrap (player);
      wait_a_little (60);
      if (i % 3 == 0)
        rushes_player_seek_pipeline (player, 0.5, TRUE);
      if (i % 3 == 1)
        {
          rushes_player_set_playing (player, TRUE);
          wait_for_a_round (player);
        }
      rushes_player_close (player);
      while (rushes_player_count_live () > 0)
        g_usleep (1000);
    }
}

static void
test_a_loop_is_played_about_with (void)
{
  g_autofree char *path = clips_make ("sound.mp4", CLIPS_NUMBERED SOUND (86)), *gif = clips_make_gif ();

  for (int i = 0; i < 6; i++)
    play_about (i % 3 == 2 ? gif : path);
}

static void
test_a_part_loops_without_losing_a_frame (void)
{
  check_loop ("silent.mp4", CLIPS_H264, 10, 20, 1);
  check_loop ("sound.mp4", SOUND (86), 30, 40, 1);
  check_loop ("clip.mkv", " ! x264enc speed-preset=ultrafast key-int-max=7 ! h264parse ! matroskamux", 5, 47, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rushes_media_init ();
  g_test_add_func ("/loop/a-loop-loses-no-frame", test_a_loop_loses_no_frame);
  g_test_add_func ("/loop/every-kind-comes-back", test_every_kind_comes_back);
  g_test_add_func ("/loop/a-fast-loop-loses-no-frame", test_a_fast_loop_loses_no_frame);
  g_test_add_func ("/loop/a-short-clip-that-is-paused", test_a_short_clip_that_is_paused);
  g_test_add_func ("/loop/the-next-round-waits", test_the_next_round_waits);
  g_test_add_func ("/loop/a-loop-is-played-about-with", test_a_loop_is_played_about_with);
  g_test_add_func ("/loop/a-part-loops-without-losing-a-frame", test_a_part_loops_without_losing_a_frame);
  return g_test_run ();
}
