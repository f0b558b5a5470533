/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-animatic.h"

#include "bench-review.h"
#include "rushes-animatic.h"
#include "rushes-frames.h"
#include "rushes-join.h"

#include <gst/gst.h>
#include <stdio.h>
#include <sys/resource.h>

/* Three takes of 1280 × 720, five seconds each, one after the other in no window; and the same as one film. */

#define PARTS 3
#define FRAMES 120 /* of each */
#define SEEKS 12

static double
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static GPtrArray *
make_parts (const char *clip)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_part_free);

  for (int i = 0; i < PARTS; i++)
    g_ptr_array_add (parts, rushes_part_new (clip, FRAMES));
  return parts;
}

static double
settle (RushesAnimatic *animatic, gint64 begin)
{
  while (!rushes_animatic_is_settled (animatic))
    g_main_context_iteration (NULL, TRUE);
  return (g_get_monotonic_time () - begin) / 1e3;
}

/* Seconds of a core that decoding the film at its own pace takes. */
static double
play_bare (const char *film)
{
  g_autofree char *text = g_strdup_printf ("filesrc location=\"%s\" ! decodebin ! fakesink sync=true", film);
  g_autoptr (GstElement) pipeline = gst_parse_launch (text, NULL);
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) end = NULL;
  double before = get_cpu ();

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  end = gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return get_cpu () - before;
}

static double
join (GPtrArray *parts, const char *film)
{
  const RushesJoin wish = { .parts = parts, .rate = RUSHES_RATE_DEFAULT, .width = 1280, .height = 720 };
  RushesJoinResult result;
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();

  if (!rushes_join_write (&wish, film, &result, NULL, &error))
    g_error ("%s", error->message);
  fprintf (stderr, "%s\n", result.how);
  rushes_join_result_clear (&result);
  return (g_get_monotonic_time () - begin) / 1e3;
}

static double
seek_about (RushesAnimatic *animatic)
{
  double all = 0;

  for (int i = 0; i < SEEKS; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      rushes_animatic_seek (animatic, (i * 137 + 50) % (PARTS * FRAMES));
      all += settle (animatic, begin);
    }
  return all / SEEKS;
}

/* Milliseconds to the first picture, and to that of a seek; frames that were lost, of how many; seconds of a core for playing, and for
 * decoding the joined film; milliseconds of joining. */
int
bench_animatic (const char *folder)
{
  g_autofree char *clip = NULL, *film = g_build_filename (folder, "film.mp4", NULL);
  RushesAnimatic *animatic = rushes_animatic_new ();
  g_autoptr (GPtrArray) parts = NULL;
  double first, sought, cpu, joined;
  gint64 begin;

  rushes_media_init ();
  clip = bench_make_clip (folder);
  parts = make_parts (clip);
  joined = join (parts, film);
  begin = g_get_monotonic_time ();
  rushes_animatic_open (animatic, parts, RUSHES_RATE_DEFAULT, NULL);
  first = settle (animatic, begin);
  sought = seek_about (animatic);
  rushes_animatic_seek (animatic, 0);
  settle (animatic, 0);
  cpu = get_cpu ();
  rushes_animatic_set_playing (animatic, TRUE);
  while (rushes_animatic_get_playing (animatic))
    g_main_context_iteration (NULL, TRUE);
  cpu = get_cpu () - cpu;
  printf ("%.1f %.1f %d %d %.2f %.2f %.1f\n", first, sought, rushes_animatic_get_n_lost (animatic), PARTS * FRAMES, cpu, play_bare (film), joined);
  g_object_unref (animatic);
  return 0;
}
