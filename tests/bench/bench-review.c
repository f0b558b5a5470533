/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-review.h"

#include "rushes-application.h"
#include "rushes-filmstrip.h"
#include "rushes-frames.h"
#include "rushes-window.h"

#include <gst/gst.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

/* Several takes of 1280 × 720 in the window, played once: which frames are painted, and what it costs beside decoding them alone. */

#define FRAMES 120 /* five seconds */
#define CLIP                                                                                                                   \
  "videotestsrc num-buffers=120 pattern=zone-plate kx2=12 ky2=12 kt=40 ! video/x-raw,format=I420,width=1280,height=720,framerate=24/1 !"  \
  " x264enc key-int-max=500 bframes=2 speed-preset=veryfast bitrate=4000 ! h264parse ! mp4mux ! filesink location=\"%s\""

static struct
{
  RushesEnsemble *ensemble;
  const char *mode;
  guint n;
  int last[RUSHES_ENSEMBLE_MAX], seen, lost;
  gint64 begin;
  double cpu, bare_cpu; /* seconds */
} run;

static double
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
play_out (GstElement *pipeline)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) end = NULL;

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  end = gst_bus_timed_pop_filtered (bus, 120 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  if (end == NULL || GST_MESSAGE_TYPE (end) != GST_MESSAGE_EOS)
    g_error ("The clip could not be played");
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

/* Returns: (transfer full): five seconds of 1280 × 720 with one key frame */
char *
bench_make_clip (const char *folder)
{
  char *path = g_build_filename (folder, "made.mp4", NULL);
  g_autofree char *text = g_strdup_printf (CLIP, path);
  g_autoptr (GstElement) chain = gst_parse_launch (text, NULL);

  play_out (chain);
  return path;
}

/* The same frames at their own pace, decoded and nothing else. */
static double
decode_bare (const char *path)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GstElement) pipeline = NULL;
  double before;

  for (guint i = 0; i < run.n; i++)
    g_string_append_printf (text, "filesrc location=\"%s\" ! decodebin ! fakesink sync=true ", path);
  pipeline = gst_parse_launch (text->str, NULL);
  rushes_filmstrip_use_threads (G_OBJECT (pipeline), 1);
  before = get_cpu ();
  play_out (pipeline);
  return get_cpu () - before;
}

static void
add_clip (RushesCore *core, guint number, const char *source)
{
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *prompt = g_strdup_printf ("Take %u", number), *path = NULL, *folder = NULL;
  g_autoptr (GError) error = NULL;

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", prompt);
  info->id = g_uuid_string_random ();
  info->created_us = g_get_real_time () - (gint64) number * G_USEC_PER_SEC;
  info->request = rushes_request_new (g_variant_dict_end (&members));
  info->name = rushes_paths_dup_clip_name (info->created_us, prompt, info->id, "mp4");
  info->width = 1280;
  info->height = 720;
  info->fps = 24;
  info->duration_ms = 5000;
  path = rushes_paths_dup_clip_path (rushes_core_get_paths (core), info->name);
  folder = g_path_get_dirname (path);
  g_mkdir_with_parents (folder, 0700);
  if (link (source, path) != 0 || !rushes_library_add (rushes_core_get_library (core), info, &error))
    g_error ("%s: %s", path, error != NULL ? error->message : g_strerror (errno));
}

/* So many takes into an empty library. */
void
bench_fill_takes (guint n, const char *clip)
{
  g_autoptr (GError) error = NULL;
  RushesCore *core = rushes_core_open (FALSE, &error);

  if (core == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; i < n; i++)
    add_clip (core, i, clip);
  rushes_core_close (core);
}

/* What has been drawn by now is what is seen. */
static void
on_painted (void)
{
  for (guint i = 0; i < run.n && rushes_ensemble_get_playing (run.ensemble); i++)
    {
      int frame = rushes_ensemble_get_clip_frame (run.ensemble, i);
      if (frame == run.last[i])
        continue;
      run.seen++;
      run.lost += MAX (0, frame - run.last[i] - 1);
      run.last[i] = frame;
    }
}

static void
on_playing (void)
{
  double seconds = (g_get_monotonic_time () - run.begin) / 1e6;

  if (rushes_ensemble_get_playing (run.ensemble))
    return;
  printf ("%d %d %.2f %.2f %.2f\n", run.seen, run.lost, seconds, get_cpu () - run.cpu, run.bare_cpu);
  fflush (stdout);
  _exit (0);
}

static gboolean
on_settled (gpointer data)
{
  GtkWidget *window = GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ())));

  run.begin = g_get_monotonic_time ();
  run.cpu = get_cpu ();
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_painted), NULL);
  g_signal_connect (run.ensemble, "notify::playing", G_CALLBACK (on_playing), NULL);
  rushes_ensemble_set_playing (run.ensemble, TRUE);
  return G_SOURCE_REMOVE;
}

static gboolean
on_started (gpointer data)
{
  RushesWindow *window = RUSHES_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ())));
  GListModel *list = G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window)));
  g_autoptr (GPtrArray) clips = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < run.n; i++)
    g_ptr_array_add (clips, g_list_model_get_item (list, i));
  rushes_window_show_review (window, clips);
  run.ensemble = rushes_review_get_ensemble (rushes_window_get_review (window));
  g_object_set (rushes_window_get_review (window), "mode", run.mode, NULL);
  g_object_set (run.ensemble, "loop", FALSE, NULL);
  rushes_ensemble_set_playing (run.ensemble, FALSE);
  rushes_ensemble_seek (run.ensemble, 0);
  g_timeout_add_seconds (3, on_settled, NULL); /* the first frames are there, as are the filmstrip and the posters */
  return G_SOURCE_REMOVE;
}

static void
on_activate (GApplication *application, gpointer data)
{
  g_timeout_add_seconds (2, on_started, NULL);
}

/* Frames that were painted, and that were left out; seconds it took; seconds of a core, and those that decoding alone takes. */
int
bench_review (int n, const char *mode)
{
  g_autofree char *clip = NULL;
  GApplication *application;

  rushes_media_init ();
  run.n = CLAMP (n, 2, RUSHES_ENSEMBLE_MAX);
  run.mode = mode;
  for (guint i = 0; i < run.n; i++)
    run.last[i] = 0;
  clip = bench_make_clip (g_get_home_dir ());
  run.bare_cpu = decode_bare (clip);
  bench_fill_takes (run.n, clip);
  application = g_object_new (RUSHES_TYPE_APPLICATION, "application-id", RUSHES_APP_ID ".Bench", "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_signal_connect_after (application, "activate", G_CALLBACK (on_activate), NULL);
  return g_application_run (application, 0, NULL);
}
