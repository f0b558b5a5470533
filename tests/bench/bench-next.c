/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-next.h"

#include "bench-loop.h"
#include "bench-review.h"

#include "rushes-application.h"
#include "rushes-frames.h"
#include "rushes-window.h"

#include <stdio.h>
#include <unistd.h>

/* How soon the picture of the next clip is seen in the viewer, as it is with its first picture made beforehand, and without. */

#define N 9
#define STEPS 7

static struct
{
  RushesWindow *window;
  gboolean waiting;
  gint64 begin;
  double work;
  double ms[3 * STEPS], work_ms[3 * STEPS]; /* until it was painted, and of them those in which a processor was busy with this thread */
  int n_steps;
} run;

static RushesPlayer *
get_player (void)
{
  return rushes_viewer_get_player (rushes_window_get_viewer (run.window));
}

static void
print_mean (int first)
{
  double sum = 0, work = 0, longest = 0;

  for (int i = first; i < first + STEPS; i++)
    {
      sum += run.ms[i];
      work += run.work_ms[i];
      longest = MAX (longest, run.ms[i]);
    }
  printf ("%.1f %.1f %.1f\n", sum / STEPS, longest, work / STEPS);
}

/* Whether the first picture of the clip there has been made. */
static gboolean
is_ready (int by)
{
  RushesCore *core = rushes_window_get_core (run.window);
  RushesClipList *clips = rushes_gallery_get_clips (rushes_window_get_gallery (run.window));
  int at = rushes_clip_list_find (clips, rushes_clip_get_id (rushes_viewer_get_clip (rushes_window_get_viewer (run.window))));
  g_autoptr (RushesClip) clip = g_list_model_get_item (G_LIST_MODEL (clips), (guint) (at + by));
  g_autofree char *path = rushes_library_dup_path (rushes_core_get_library (core), clip);

  return rushes_player_is_preloaded (get_player (), path);
}

/* There, so that filmstrips and posters are made, back, and there again. */
static gboolean
go_on (gpointer data)
{
  int by = run.n_steps / STEPS == 1 ? -1 : 1;

  if (!is_ready (by))
    return G_SOURCE_CONTINUE;
  if (run.n_steps >= 2 * STEPS)
    rushes_player_preload (get_player (), (const char *const[]) { NULL }); /* as it was */
  run.waiting = TRUE;
  run.begin = g_get_monotonic_time ();
  run.work = bench_get_work_us () / 1e3;
  rushes_viewer_show_neighbour (rushes_window_get_viewer (run.window), by);
  return G_SOURCE_REMOVE;
}

static void
on_painted (void)
{
  if (!run.waiting || gdk_paintable_get_intrinsic_width (rushes_player_get_paintable (get_player ())) == 0)
    return;
  run.waiting = FALSE;
  run.work_ms[run.n_steps] = bench_get_work_us () / 1e3 - run.work;
  run.ms[run.n_steps++] = (g_get_monotonic_time () - run.begin) / 1e3;
  if (run.n_steps < 3 * STEPS)
    {
      g_timeout_add (1500, go_on, NULL);
      return;
    }
  print_mean (STEPS);
  print_mean (2 * STEPS);
  fflush (stdout);
  _exit (0);
}

static gboolean
on_started (gpointer data)
{
  g_autoptr (RushesClip) first = NULL;

  run.window = RUSHES_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ())));
  first = g_list_model_get_item (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (run.window))), 0);
  rushes_window_show_clip (run.window, first);
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (run.window)), "after-paint", G_CALLBACK (on_painted), NULL);
  g_timeout_add_seconds (3, go_on, NULL);
  return G_SOURCE_REMOVE;
}

static void
on_activate (GApplication *application, gpointer data)
{
  g_timeout_add_seconds (2, on_started, NULL);
}

/* Milliseconds, mean, longest and of the main thread, with the picture made beforehand; then without. */
int
bench_next (void)
{
  g_autofree char *clip = NULL;
  GApplication *application;

  rushes_media_init ();
  clip = bench_make_clip (g_get_home_dir ());
  bench_fill_takes (N, clip);
  application = g_object_new (RUSHES_TYPE_APPLICATION, "application-id", RUSHES_APP_ID ".Bench", "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_signal_connect_after (application, "activate", G_CALLBACK (on_activate), NULL);
  return g_application_run (application, 0, NULL);
}
