/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-screening.h"

#include "bench-review.h"
#include "rushes-animatic-view.h"
#include "rushes-frames.h"

#include <gst/gst.h>
#include <stdio.h>
#include <unistd.h>

/* A board of three takes of 1280 × 720 in a window: how long it is until something is painted, beside a player of one file. */

#define PARTS 3
#define FRAMES 120 /* of each */
#define SEEKS 12

static struct
{
  GtkWidget *window;
  RushesAnimaticView *view;
  guint n_painted;
} run;

static void
on_painted (void)
{
  run.n_painted++;
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer n)
{
  g_autoptr (GdkTexture) texture = rushes_thumbnailer_load_finish (RUSHES_THUMBNAILER (source), result, NULL);

  ++*(guint *) n;
}

/* Posters and filmstrips, as the page has them. */
static RushesThumbnailer *
make_thumbnails (const char *folder, const char *clip)
{
  RushesThumbnailer *thumbnailer = rushes_thumbnailer_new (folder);
  guint n = 0;

  for (int i = 0; i < PARTS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);
      rushes_thumbnailer_load_async (thumbnailer, id, clip, RUSHES_THUMBNAIL_POSTER, NULL, on_loaded, &n);
      rushes_thumbnailer_load_async (thumbnailer, id, clip, RUSHES_THUMBNAIL_FILMSTRIP, NULL, on_loaded, &n);
    }
  while (n < 2 * PARTS)
    g_main_context_iteration (NULL, TRUE);
  return thumbnailer;
}

static RushesPlayPlan *
make_plan (const char *clip)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_part_free);

  for (int i = 0; i < PARTS; i++)
    {
      RushesPart *part = rushes_part_new (clip, FRAMES);
      part->name = g_strdup_printf ("%d", i);
      part->clip = g_strdup_printf ("%d", i);
      part->n_frames = FRAMES;
      g_ptr_array_add (parts, part);
    }
  return rushes_play_plan_new (parts, NULL, RUSHES_RATE_DEFAULT, 1280, 720);
}

static RushesAnimatic *
get_animatic (void)
{
  return rushes_animatic_view_get_animatic (run.view);
}

/* Milliseconds until something of what was gone to is painted. */
static double
until_painted (gint64 begin)
{
  guint n;

  while (!rushes_animatic_is_settled (get_animatic ()) && !rushes_animatic_view_is_near (run.view))
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (run.view));
  n = run.n_painted;
  while (run.n_painted == n)
    g_main_context_iteration (NULL, TRUE);
  return (g_get_monotonic_time () - begin) / 1e3;
}

static double
until_exact (gint64 begin)
{
  while (!rushes_animatic_is_settled (get_animatic ()))
    g_main_context_iteration (NULL, TRUE);
  return (g_get_monotonic_time () - begin) / 1e3;
}

static void
seek_about (void)
{
  double near = 0, longest = 0, exact = 0;

  for (int i = 0; i < SEEKS; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      double took;

      rushes_animatic_seek (get_animatic (), (i * 137 + 50) % (PARTS * FRAMES));
      took = until_painted (begin);
      near += took;
      longest = MAX (longest, took);
      exact += until_exact (begin);
    }
  printf (" %.1f %.1f %.1f", near / SEEKS, longest, exact / SEEKS);
}

/* The same within a part where it has rested: what is painted is exact. */
static void
seek_kept (const char *clip)
{
  double all = 0, longest = 0;

  rushes_animatic_seek (get_animatic (), 60);
  while (!rushes_animatic_is_settled (get_animatic ()) || rushes_animatic_view_count_kept (run.view, clip) < FRAMES)
    g_main_context_iteration (NULL, TRUE);
  for (int i = 0; i < SEEKS; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      double took;

      rushes_animatic_seek (get_animatic (), (i * 77 + 50) % FRAMES);
      took = until_painted (begin);
      all += took;
      longest = MAX (longest, took);
      until_exact (begin);
    }
  printf (" %.1f %.1f", all / SEEKS, longest);
}

/* Milliseconds to its first picture, and of the same seeks, exact. */
static void
play_peer (const char *film)
{
  g_autofree char *uri = g_filename_to_uri (film, NULL, NULL);
  GstElement *peer = gst_object_ref_sink (gst_element_factory_make ("playbin", NULL));
  gint64 begin = g_get_monotonic_time ();
  double all = 0;

  g_object_set (peer, "uri", uri, "video-sink", gst_element_factory_make ("fakevideosink", NULL), NULL);
  gst_element_set_state (peer, GST_STATE_PAUSED);
  gst_element_get_state (peer, NULL, NULL, GST_CLOCK_TIME_NONE);
  printf (" %.1f", (g_get_monotonic_time () - begin) / 1e3);
  for (int i = 0; i < SEEKS; i++)
    {
      begin = g_get_monotonic_time ();
      gst_element_seek_simple (peer, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, (i * 137 + 50) % (PARTS * FRAMES) * GST_SECOND / 24);
      gst_element_get_state (peer, NULL, NULL, GST_CLOCK_TIME_NONE);
      all += (g_get_monotonic_time () - begin) / 1e3;
    }
  printf (" %.1f\n", all / SEEKS);
  gst_element_set_state (peer, GST_STATE_NULL);
  gst_object_unref (peer);
}

static void
open_window (void)
{
  run.window = gtk_window_new ();
  run.view = g_object_new (RUSHES_TYPE_ANIMATIC_VIEW, NULL);
  gtk_window_set_default_size (GTK_WINDOW (run.window), 1000, 600);
  gtk_window_set_child (GTK_WINDOW (run.window), GTK_WIDGET (run.view));
  gtk_window_present (GTK_WINDOW (run.window));
  g_signal_connect (gtk_widget_get_frame_clock (run.window), "after-paint", G_CALLBACK (on_painted), NULL);
  while (run.n_painted == 0)
    g_main_context_iteration (NULL, TRUE);
}

/* Milliseconds until the first picture is painted, where nothing was ready and where the page had it wait; until a sought one is (mean and
 * longest), until it is the exact one; until the exact one is painted where frames are kept (mean and longest); the same of the peer: first picture and
 * exact seek. */
int
bench_screening (const char *folder)
{
  g_autofree char *clip = NULL, *film = g_build_filename (folder, "film.mp4", NULL);
  g_autoptr (RushesThumbnailer) thumbnailer = NULL;
  RushesPlayPlan *plan;
  gint64 begin;

  rushes_media_init ();
  gtk_init ();
  clip = bench_make_clip (folder);
  plan = make_plan (clip);
  thumbnailer = make_thumbnails (folder, clip);
  open_window ();
  rushes_animatic_view_set_thumbnailer (run.view, thumbnailer);
  begin = g_get_monotonic_time ();
  rushes_animatic_view_set_plan (run.view, plan);
  rushes_animatic_view_play (run.view, 0);
  printf ("%.1f", until_painted (begin));
  until_exact (begin);
  rushes_animatic_view_close (run.view);
  until_exact (begin);
  begin = g_get_monotonic_time ();
  rushes_animatic_view_play (run.view, rushes_animatic_get_frame (get_animatic ()));
  printf (" %.1f", until_painted (begin));
  rushes_animatic_set_playing (get_animatic (), FALSE);
  seek_about ();
  seek_kept (clip);
  play_peer (film);
  fflush (stdout);
  _exit (0);
}
