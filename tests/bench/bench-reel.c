/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "bench-reel.h"

#include "rushes-player-private.h"
#include "rushes-scratch.h"
#include "rushes-stage.h"

#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* The player of an editor: how soon a step is seen, and how many pictures a second, in a window and painted. */

#define FRAMES 120 /* five seconds */
#define STEPS 20
#define ROUNDS 3
#define CLIP                                                                                                                   \
  "videotestsrc num-buffers=120 pattern=zone-plate kx2=12 ky2=12 kt=40 ! video/x-raw,format=I420,width=1280,height=720,framerate=24/1 !"  \
  " x264enc key-int-max=500 bframes=2 speed-preset=veryfast bitrate=4000 ! h264parse ! mux."                                    \
  " audiotestsrc num-buffers=215 ! audioconvert ! avenc_aac ! aacparse ! mp4mux name=mux ! filesink location=\"%s\""

static RushesPlayer *player;
static GtkWidget *picture;
static gboolean fresh; /* another picture is there, and not painted yet */
static int n_painted;

static void
on_contents (void)
{
  fresh = TRUE;
}

static void
on_painted (void)
{
  n_painted += fresh;
  fresh = FALSE;
}

static char *
make_clip (void)
{
  g_autofree char *folder = rushes_scratch_make ();
  char *path = g_build_filename (folder, "clip.mp4", NULL);
  g_autofree char *text = g_strdup_printf (CLIP, path);
  g_autoptr (GstElement) chain = gst_parse_launch (text, NULL);
  g_autoptr (GstBus) bus = gst_element_get_bus (chain);
  g_autoptr (GstMessage) end = NULL;

  gst_element_set_state (chain, GST_STATE_PLAYING);
  end = gst_bus_timed_pop_filtered (bus, 120 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  if (end == NULL || GST_MESSAGE_TYPE (end) != GST_MESSAGE_EOS)
    g_error ("The clip could not be made");
  gst_element_set_state (chain, GST_STATE_NULL);
  return path;
}

static gboolean
on_time (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (double seconds)
{
  gboolean over = FALSE;

  g_timeout_add ((guint) (seconds * 1000), on_time, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_room (RushesStage *stage)
{
  int width, height;

  rushes_stage_get_room (stage, &width, &height);
  rushes_player_set_room (player, width, height);
}

static void
open_clip (const char *path)
{
  GtkWidget *window = gtk_window_new ();
  int first, last;

  player = rushes_player_new ();
  picture = g_object_new (RUSHES_TYPE_STAGE, NULL);
  rushes_player_open (player, path, 24);
  rushes_stage_set_paintable (RUSHES_STAGE (picture), rushes_player_get_paintable (player));
  g_signal_connect (picture, "room-changed", G_CALLBACK (on_room), NULL);
  gtk_window_set_child (GTK_WINDOW (window), picture);
  gtk_window_set_default_size (GTK_WINDOW (window), 960, 540);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (rushes_player_get_paintable (player), "invalidate-contents", G_CALLBACK (on_contents), NULL);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_painted), NULL);
  while (n_painted == 0 || !rushes_player_find_cached (player, 0, &first, &last) || last < FRAMES - 1)
    g_main_context_iteration (NULL, TRUE);
}

/* Milliseconds until what was asked for at @begin is painted. */
static double
wait_for_paint (gint64 begin)
{
  int before = n_painted;

  while (n_painted == before)
    g_main_context_iteration (NULL, TRUE);
  return (g_get_monotonic_time () - begin) / 1e3;
}

/* Milliseconds of a processor that this process has used, all threads together: these do not depend on who else is busy. */
static double
get_work (void)
{
  return clock () * 1e3 / CLOCKS_PER_SEC;
}

/* What a step back was: an exact seek of the pipeline. */
static double
time_seek (int frame)
{
  gint64 begin = g_get_monotonic_time ();

  rushes_player_seek_pipeline (player, frame / 24.0, TRUE);
  return wait_for_paint (begin);
}

static double
time_step (int by)
{
  gint64 begin = g_get_monotonic_time ();

  rushes_player_step (player, by);
  return wait_for_paint (begin);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  rushes_player_tick (player, gdk_frame_clock_get_frame_time (clock));
  return G_SOURCE_CONTINUE;
}

/* Pictures a second. @work: (out): milliseconds of a processor for each */
static double
play_backwards (double *work)
{
  guint tick = gtk_widget_add_tick_callback (picture, on_tick, NULL, NULL);
  gint64 begin;
  int before;

  rushes_player_seek (player, (FRAMES - 1) / 24.0, TRUE);
  run_for (0.5);
  begin = g_get_monotonic_time ();
  before = n_painted;
  *work = get_work ();
  rushes_player_shuttle (player, -1);
  while (rushes_player_get_playing (player))
    g_main_context_iteration (NULL, TRUE);
  *work = (get_work () - *work) / (n_painted - before);
  gtk_widget_remove_tick_callback (picture, tick);
  return (n_painted - before) / ((g_get_monotonic_time () - begin) / 1e6);
}

/* The hand goes there and back, a little with each picture of the screen. */
static gboolean
on_drag (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  static int at;
  int place = ++at % (2 * FRAMES);

  rushes_player_seek (player, (place < FRAMES ? place : 2 * FRAMES - place) / 24.0, TRUE);
  return G_SOURCE_CONTINUE;
}

/* Pictures a second. */
static double
drag (void)
{
  guint tick = gtk_widget_add_tick_callback (picture, on_drag, NULL, NULL);
  gint64 begin = g_get_monotonic_time ();
  int before = n_painted;

  rushes_player_set_scrubbing (player, TRUE);
  run_for (4);
  rushes_player_set_scrubbing (player, FALSE);
  gtk_widget_remove_tick_callback (picture, tick);
  return (n_painted - before) / ((g_get_monotonic_time () - begin) / 1e6);
}

typedef struct
{
  GstSegment segment;
  gint64 last_time;  /* running time of the last frame */
  guint64 last_pts;
  int rounds, frames, lost; /* lost: frames that were to be seen when those of the next round were */
} Seams;

static GstPadProbeReturn
on_data (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Seams *seams = data;
  GstBuffer *buffer = (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER) ? GST_PAD_PROBE_INFO_BUFFER (info) : NULL;
  gint64 time;

  if (buffer == NULL && GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_SEGMENT)
    gst_event_copy_segment (GST_PAD_PROBE_INFO_EVENT (info), &seams->segment);
  if (buffer == NULL)
    return GST_PAD_PROBE_OK;
  time = gst_segment_to_running_time (&seams->segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer));
  if (seams->frames > 0 && GST_BUFFER_PTS (buffer) < seams->last_pts)
    {
      seams->rounds++;
      seams->lost += time - seams->last_time < (gint64) GST_SECOND / 48;
    }
  seams->frames++;
  seams->last_time = time;
  seams->last_pts = GST_BUFFER_PTS (buffer);
  return GST_PAD_PROBE_OK;
}

/* How many pictures of as many rounds were painted, and what was lost where one follows the other. */
static void
loop (int *painted, Seams *seams)
{
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GstPad) pad = NULL;
  int before;

  g_object_get (player->pipeline, "video-sink", &sink, NULL);
  pad = gst_element_get_static_pad (sink, "sink");
  gst_segment_init (&seams->segment, GST_FORMAT_TIME);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_data, seams, NULL);
  g_object_set (player, "loop", TRUE, NULL);
  rushes_player_seek_pipeline (player, 0.1, TRUE);
  run_for (0.5);
  rushes_player_set_playing (player, TRUE);
  run_for (0.5);
  before = n_painted;
  run_for (ROUNDS * FRAMES / 24.0);
  *painted = n_painted - before;
}

typedef struct
{
  double wall, work, longest; /* milliseconds */
} Took;

/* As many steps as there are, after a pause in which the pipeline follows. */
static Took
time_steps (int by)
{
  Took took = { 0 };
  double work;

  run_for (1);
  work = get_work ();
  for (int i = 0; i < STEPS; i++)
    {
      double wall = time_step (by);
      took.wall += wall / STEPS;
      took.longest = MAX (took.longest, wall);
    }
  took.work = (get_work () - work) / STEPS;
  return took;
}

static Took
time_seeks (void)
{
  Took took = { 0 };
  double work = get_work ();

  for (int i = 0; i < 5; i++)
    took.wall += time_seek (90 + i) / 5;
  took.work = (get_work () - work) / 5;
  return took;
}

static void
print_took (Took took)
{
  printf ("%.1f %.1f %.1f\n", took.wall, took.work, took.longest);
}

/* A line each, of milliseconds in all, of a processor, and at most: an exact seek, a step on, one back. Then pictures a second, and
 * milliseconds of a processor for each, backwards; pictures a second while it is dragged; and of three rounds: pictures painted, of
 * how many, wraps, and frames lost there. */
int
bench_reel (void)
{
  Seams seams = { 0 };
  double rate, work;
  int painted;

  gtk_init ();
  rushes_media_init ();
  open_clip (make_clip ());
  print_took (time_seeks ());
  rushes_player_seek (player, 60 / 24.0, TRUE);
  print_took (time_steps (1));
  print_took (time_steps (-1));
  rate = play_backwards (&work);
  printf ("%.1f %.1f\n", rate, work);
  printf ("%.1f\n", drag ());
  loop (&painted, &seams);
  printf ("%d %d %d %d\n", painted, ROUNDS * FRAMES, seams.rounds, seams.lost);
  fflush (stdout);
  _Exit (0);
}
