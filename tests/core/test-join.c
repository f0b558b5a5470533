/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-fit.h"
#include "rushes-frames.h"
#include "rushes-join.h"
#include "rushes-probe.h"
#include "rushes-pull.h"

#include "clips.h"

#include <math.h>
#include <string.h>

/* Many parts as one film: each frame has its number in the picture, and each of the film is looked at. */

#define NUMBERED(frames, width, rate)                                                                                          \
  "videotestsrc num-buffers=" frames " ! video/x-raw,format=I420,width=" width ",height=96,framerate=" rate " ! identity name=bars"
#define MP4(settings) " ! x264enc speed-preset=ultrafast key-int-max=250 " settings " ! h264parse ! mp4mux"
#define TALKING(packets)                                                                                                       \
  "audiotestsrc num-buffers=" packets " ! audio/x-raw,rate=48000 ! audioconvert ! avenc_aac ! aacparse ! mux. " NUMBERED ("48", "96", "24/1")  \
  " ! x264enc speed-preset=ultrafast key-int-max=250 ! h264parse ! mp4mux name=mux"
#define FPS 24
#define BLACK 0
#define WHITE 255

static char *quick, *brief, *reordered, *slow, *wide, *white, *broken, *tone, *broad, *talking, *mute, *brief_sound, *folder;

static RushesPart *
add_part (GPtrArray *parts, const char *path, int rate, gint64 in, gint64 plays, gint64 length)
{
  RushesPart *part = rushes_part_new (path, length);

  part->name = g_strdup ("10");
  part->rate = (RushesRate) { rate, 1 };
  part->in = in;
  part->plays = plays;
  part->picture = path == white;
  part->has_sound = path == wide || path == talking || path == mute || path == brief_sound;
  g_ptr_array_add (parts, part);
  return part;
}

static GPtrArray *
new_parts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_part_free);
}

static int
expect (GPtrArray *parts, gint64 frame)
{
  guint i = 0;
  const RushesPart *part;

  for (; frame >= ((RushesPart *) parts->pdata[i])->length; i++)
    frame -= ((RushesPart *) parts->pdata[i])->length;
  part = parts->pdata[i];
  if (part->path == NULL || g_str_equal (part->path, broken))
    return BLACK;
  if (part->picture)
    return WHITE;
  return (int) (part->in + floor ((MIN (frame, part->plays - 1) + 0.5) / FPS * part->rate.frames + 1e-6));
}

/* In the middle of it: what is narrower or wider has black around it. */
static int
read_bars (GstSample *sample, int width)
{
  GstStructure *caps = gst_caps_get_structure (gst_sample_get_caps (sample), 0);
  int whole, height, number = 0;
  GstMapInfo map;

  gst_structure_get (caps, "width", G_TYPE_INT, &whole, "height", G_TYPE_INT, &height, NULL);
  g_assert_true (gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ));
  for (int bit = 0; bit < 8; bit++)
    number |= (map.data[height / 2 * GST_ROUND_UP_4 (whole) + (whole - width) / 2 + (2 * bit + 1) * width / 16] > 128) << bit;
  gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
  return number;
}

/* Each frame of the film, and when it is seen. */
static void
check_frames (const char *film, GPtrArray *parts, gint64 length)
{
  g_autofree char *text = g_strdup_printf ("filesrc location=\"%s\" ! qtdemux ! h264parse ! avdec_h264 ! videoconvert ! video/x-raw,format=GRAY8 !"
                                           " appsink name=sink sync=false", film);
  RushesPull *pull = rushes_pull_new (gst_parse_launch (text, NULL), NULL);
  GstSample *sample;
  gint64 frame = 0;

  g_assert_nonnull (pull);
  for (; (sample = rushes_pull_next (pull)) != NULL; frame++)
    {
      int expected = expect (parts, frame);
      gint64 time = rushes_pull_get_time (sample, GST_BUFFER_PTS (gst_sample_get_buffer (sample)));
      g_assert_cmpint (read_bars (sample, 96), ==, expected);
      g_assert_cmpint (ABS (time - frame * (gint64) GST_SECOND / FPS), <, GST_MSECOND);
      gst_sample_unref (sample);
    }
  g_assert_cmpint (frame, ==, length);
  rushes_pull_free (pull);
}

static char *
dup_film (void)
{
  static int number;

  return g_strdup_printf ("%s/film-%d.mp4", folder, number++);
}

/* @told: (nullable) (out): what was left out, a sentence a line */
static char *
join_and_tell (GPtrArray *parts, const RushesTrack *track, char **how, char **told)
{
  const RushesJoin wish = { .parts = parts, .rate = { FPS, 1 }, .track = track, .width = 96, .height = 96 };
  RushesJoinResult result;
  g_autoptr (GError) error = NULL;
  char *film = dup_film ();

  rushes_join_write (&wish, film, &result, NULL, &error);
  g_assert_no_error (error);
  *how = g_strdup (result.how);
  g_ptr_array_add (result.left_out, NULL);
  if (told != NULL)
    *told = g_strjoinv ("\n", (char **) result.left_out->pdata);
  g_ptr_array_set_size (result.left_out, (int) result.left_out->len - 1);
  rushes_join_result_clear (&result);
  return film;
}

static char *
join (GPtrArray *parts, const RushesTrack *track, char **how)
{
  return join_and_tell (parts, track, how, NULL);
}

/* The sizes of what is in a file, as it is decoded. */
static GArray *
list_packets (const char *path, GArray *sizes, guint n)
{
  g_autofree char *text = g_strdup_printf ("filesrc location=\"%s\" ! qtdemux ! video/x-h264 ! appsink name=sink sync=false", path);
  RushesPull *pull = rushes_pull_new (gst_parse_launch (text, NULL), NULL);
  GstSample *sample;

  while (n-- > 0 && (sample = rushes_pull_next (pull)) != NULL)
    {
      gsize size = gst_buffer_get_size (gst_sample_get_buffer (sample));
      g_array_append_val (sizes, size);
      gst_sample_unref (sample);
    }
  rushes_pull_free (pull);
  return sizes;
}

static void
check_copied (const char *first, guint n_first, const char *second, guint n_second)
{
  g_autoptr (GPtrArray) parts = new_parts ();
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (gsize)), after = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autofree char *how = NULL, *film = NULL;

  add_part (parts, first, 24, 0, n_first, n_first);
  add_part (parts, second, 24, 0, n_second, n_second);
  film = join (parts, NULL, &how);
  g_assert_cmpstr (how, ==, "Copied without encoding.");
  check_frames (film, parts, n_first + n_second);
  list_packets (second, list_packets (first, before, n_first), n_second);
  list_packets (film, after, G_MAXUINT);
  g_assert_cmpmem (before->data, before->len * sizeof (gsize), after->data, after->len * sizeof (gsize));
}

static void
test_copied (void)
{
  check_copied (quick, 48, quick, 30);
  check_copied (quick, 31, quick, 48);
}

/* Frames that are decoded before they are seen. */
static void
test_copied_though_reordered (void)
{
  check_copied (reordered, 48, reordered, 48);
}

/* Whether it is encoded, and why. */
static void
check_encoded (GPtrArray *parts, const char *why, gint64 length)
{
  g_autofree char *how = NULL, *film = join (parts, NULL, &how);

  g_assert_true (g_str_has_prefix (how, "Encoded with "));
  g_assert_nonnull (strstr (how, why));
  check_frames (film, parts, length);
}

static void
test_what_cannot_be_copied (void)
{
  static const struct
  {
    char **path;
    int rate, in, plays, length;
    const char *why;
  } second[] = {
    { &brief, 24, 0, 20, 30, "shorter than planned" },
    { &quick, 24, 3, 20, 20, "the first frame of its take" },
    { &slow, 16, 0, 24, 24, "another rate" },
    { &reordered, 24, 0, 46, 46, "shot 10 cannot be copied" },
    { &white, 24, 0, 12, 12, "it has no clip" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (second); i++)
    {
      g_autoptr (GPtrArray) parts = new_parts ();

      add_part (parts, quick, 24, 0, 48, 48);
      add_part (parts, *second[i].path, second[i].rate, second[i].in, second[i].plays, second[i].length);
      check_encoded (parts, second[i].why, 48 + second[i].length);
    }
}

/* Cards, what cannot be read, what is held, other rates; and a track. */
static void
test_everything_at_once (void)
{
  g_autoptr (GPtrArray) parts = new_parts ();
  g_autoptr (RushesTrack) track = rushes_track_new (tone, 12, 0.5);
  g_autofree char *how = NULL, *film = NULL;
  g_autoptr (RushesProbe) probe = NULL;

  add_part (parts, quick, 24, 5, 30, 30);
  add_part (parts, NULL, 24, 0, 0, 7);
  add_part (parts, brief, 24, 5, 15, 24);
  add_part (parts, slow, 16, 4, 24, 24);
  add_part (parts, white, 24, 0, 5, 5);
  add_part (parts, broken, 24, 0, 6, 6);
  add_part (parts, quick, 24, 40, 8, 12);
  film = join (parts, track, &how);
  check_frames (film, parts, 108);
  probe = rushes_probe_new (film, NULL);
  g_assert_nonnull (probe->sound);
  g_assert_cmpint (probe->width, ==, 96);
  g_assert_cmpint (probe->n_frames, ==, 108);
  g_assert_cmpint (ABS (probe->duration_ms - 108000 / FPS), <=, 2);
}

/* The loudest of each tenth of a second. */
static GArray *
listen (const char *film)
{
  g_autofree char *text = g_strdup_printf ("filesrc location=\"%s\" ! decodebin ! audio/x-raw ! audioconvert ! audioresample !"
                                           " audio/x-raw,format=F32LE,rate=48000,channels=1 ! appsink name=sink sync=false", film);
  RushesPull *pull = rushes_pull_new (gst_parse_launch (text, NULL), NULL);
  GArray *peaks = g_array_new (FALSE, TRUE, sizeof (float));
  GstSample *sample;
  gsize at = 0;

  while ((sample = rushes_pull_next (pull)) != NULL)
    {
      GstMapInfo map;

      gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ);
      for (gsize i = 0; i < map.size / sizeof (float); i++, at++)
        {
          if (at / 4800 >= peaks->len)
            g_array_set_size (peaks, at / 4800 + 1);
          g_array_index (peaks, float, at / 4800) = MAX (g_array_index (peaks, float, at / 4800), fabsf (((const float *) map.data)[i]));
        }
      gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
      gst_sample_unref (sample);
    }
  rushes_pull_free (pull);
  return peaks;
}

/* The track begins with its offset, the sound of a take with its picture, and ends with it. */
static void
test_sound_is_where_it_belongs (void)
{
  g_autoptr (GPtrArray) parts = new_parts ();
  g_autofree char *how = NULL, *film = NULL;
  g_autoptr (GArray) peaks = NULL;

  add_part (parts, quick, 24, 0, 48, 48);
  add_part (parts, wide, 30, 0, 24, 48);
  film = join (parts, NULL, &how);
  peaks = listen (film);
  for (guint i = 0; i < 40; i++)
    if (i < 19)
      g_assert_cmpfloat (g_array_index (peaks, float, i), <, 0.05);
    else if (i > 20 && i < 29)
      g_assert_cmpfloat (g_array_index (peaks, float, i), >, 0.3);
    else if (i > 31)
      g_assert_cmpfloat (g_array_index (peaks, float, i), <, 0.05);
}

static void
test_the_picture_is_copied_beside_a_track (void)
{
  g_autoptr (GPtrArray) parts = new_parts ();
  g_autoptr (RushesTrack) track = rushes_track_new (tone, 12, 0.5);
  g_autofree char *how = NULL, *film = NULL;
  g_autoptr (GArray) peaks = NULL;

  add_part (parts, quick, 24, 0, 48, 48);
  film = join (parts, track, &how);
  g_assert_nonnull (strstr (how, "picture was copied"));
  check_frames (film, parts, 48);
  peaks = listen (film);
  g_assert_cmpfloat (g_array_index (peaks, float, 3), <, 0.05);
  g_assert_cmpfloat (g_array_index (peaks, float, 8), >, 0.2);
  g_assert_cmpfloat (g_array_index (peaks, float, 8), <, 0.6);
}

/* What is compressed of a film's sound, and when: nanoseconds. */
static GArray *
list_sound (const char *film)
{
  g_autofree char *text = g_strdup_printf ("filesrc location=\"%s\" ! qtdemux ! audio/mpeg ! appsink name=sink sync=false", film);
  RushesPull *pull = rushes_pull_new (gst_parse_launch (text, NULL), NULL);
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));
  GstSample *sample;

  while ((sample = rushes_pull_next (pull)) != NULL)
    {
      gint64 time = rushes_pull_get_time (sample, GST_BUFFER_PTS (gst_sample_get_buffer (sample)));
      g_array_append_val (times, time);
      gst_sample_unref (sample);
    }
  rushes_pull_free (pull);
  return times;
}

/* In step with its picture in each part: at a cut no more than one packet is missing, and none comes twice. */
static void
test_sound_is_copied (void)
{
  g_autoptr (GPtrArray) parts = new_parts ();
  g_autofree char *how = NULL, *film = NULL;
  g_autoptr (GArray) times = NULL, peaks = NULL;
  const gint64 packet = 1024 * GST_SECOND / 48000;

  add_part (parts, talking, 24, 0, 31, 31);
  add_part (parts, talking, 24, 0, 48, 48);
  add_part (parts, talking, 24, 0, 17, 17);
  film = join (parts, NULL, &how);
  g_assert_cmpstr (how, ==, "Copied without encoding.");
  check_frames (film, parts, 96);
  times = list_sound (film);
  g_assert_cmpint (g_array_index (times, gint64, 0), <, packet);
  for (guint i = 1; i < times->len; i++)
    {
      gint64 step = g_array_index (times, gint64, i) - g_array_index (times, gint64, i - 1);
      g_assert_cmpint (step, >, packet - (gint64) GST_MSECOND);
      g_assert_cmpint (step, <, 2 * packet);
    }
  g_assert_cmpint (ABS (g_array_index (times, gint64, times->len - 1) + packet - 4 * (gint64) GST_SECOND), <=, packet);
  peaks = listen (film);
  for (guint i = 0; i < peaks->len - 1; i++)
    g_assert_cmpfloat (g_array_index (peaks, float, i), >, 0.1);
}

static void
test_sound_that_cannot_be_copied (void)
{
  static const struct
  {
    char **path;
    int n;
    const char *why;
  } second[] = {
    { &quick, 48, "that of shot 10 cannot be copied: it has no sound" },
    { &brief_sound, 48, "ends before its picture" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (second); i++)
    {
      g_autoptr (GPtrArray) parts = new_parts ();
      g_autofree char *how = NULL, *film = NULL;
      g_autoptr (GArray) peaks = NULL;

      add_part (parts, talking, 24, 0, 48, 48);
      add_part (parts, *second[i].path, 24, 0, second[i].n, second[i].n);
      film = join (parts, NULL, &how);
      g_assert_true (g_str_has_prefix (how, "The picture was copied without encoding; the sound was encoded, because "));
      g_assert_nonnull (strstr (how, second[i].why));
      check_frames (film, parts, 48 + second[i].n);
      peaks = listen (film);
      g_assert_cmpfloat (g_array_index (peaks, float, 10), >, 0.1);
      g_assert_cmpfloat (g_array_index (peaks, float, 38), <, 0.05);
    }
}

/* The film is made all the same, and says it. */
static void
test_sound_that_cannot_be_decoded (void)
{
  g_autoptr (GPtrArray) parts = new_parts ();
  g_autofree char *how = NULL, *told = NULL, *film = NULL;
  g_autoptr (RushesTrack) track = rushes_track_new (broken, 0, 1);
  g_autoptr (GArray) peaks = NULL;

  add_part (parts, mute, 24, 0, 48, 48);
  add_part (parts, talking, 24, 0, 48, 48);
  film = join_and_tell (parts, track, &how, &told);
  g_assert_cmpstr (told, ==, "The scratch track cannot be decoded: the film is without it.\n"
                             "The sound of shot 10 cannot be decoded, or not all of it: there is silence.");
  check_frames (film, parts, 96);
  peaks = listen (film);
  g_assert_cmpfloat (g_array_index (peaks, float, 10), <, 0.05);
  g_assert_cmpfloat (g_array_index (peaks, float, 30), >, 0.1);
}

/* Where the picture of a take of another shape lies in the film: as it is shown when the board is played. */
static void
test_where_a_take_of_another_shape_lies (void)
{
  g_autoptr (GPtrArray) parts = new_parts ();
  g_autofree char *how = NULL, *film = NULL, *text = NULL;
  RushesFitArea area;
  RushesPull *pull;
  GstSample *sample;
  GstMapInfo map;
  int first = -1, last = -1;

  add_part (parts, broad, 24, 0, 12, 12);
  film = join (parts, NULL, &how);
  text = g_strdup_printf ("filesrc location=\"%s\" ! qtdemux ! h264parse ! avdec_h264 ! videoconvert ! video/x-raw,format=GRAY8 ! appsink name=sink sync=false", film);
  pull = rushes_pull_new (gst_parse_launch (text, NULL), NULL);
  sample = rushes_pull_next (pull);
  g_assert_true (gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ));
  for (int y = 0; y < 96; y++)
    if (map.data[y * 96 + 48] > 100)
      {
        first = first < 0 ? y : first;
        last = y;
      }
  gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
  gst_sample_unref (sample);
  rushes_pull_free (pull);
  rushes_fit_centre (320, 96, 96, 96, &area);
  g_assert_cmpint (area.width, ==, 96);
  g_assert_cmpint (ABS (first - area.y), <=, 1);
  g_assert_cmpint (ABS (last + 1 - area.y - area.height), <=, 1);
}

static void
cancel (gint64 done, gint64 all, gpointer cancellable)
{
  g_assert_cmpint (all, ==, 96);
  if (done == 20)
    g_cancellable_cancel (cancellable);
}

static void
test_cancelled (void)
{
  g_autoptr (GPtrArray) parts = new_parts ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  RushesJoin wish = { .parts = parts, .rate = { FPS, 1 }, .width = 160, .height = 96, .progress = cancel, .data = cancellable };
  g_autofree char *film = dup_film ();
  g_autoptr (GError) error = NULL;
  RushesJoinResult result;

  add_part (parts, quick, 24, 3, 45, 96);
  g_assert_false (rushes_join_write (&wish, film, &result, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  rushes_join_result_clear (&result);
}

static void
make_pictures (void)
{
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 96, 96);

  folder = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  white = g_build_filename (folder, "white.png", NULL);
  broken = g_build_filename (folder, "broken.mp4", NULL);
  gdk_pixbuf_fill (picture, 0xffffffff);
  g_assert_true (gdk_pixbuf_save (picture, white, "png", NULL, NULL));
  g_assert_true (g_file_set_contents (broken, "no film", -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rushes_media_init ();
  make_pictures ();
  quick = clips_make ("quick.mp4", NUMBERED ("48", "96", "24/1") MP4 (""));
  brief = clips_make ("brief.mp4", NUMBERED ("20", "96", "24/1") MP4 (""));
  reordered = clips_make ("reordered.mp4", NUMBERED ("48", "96", "24/1") MP4 ("bframes=3 b-adapt=false"));
  slow = clips_make ("slow.mkv", NUMBERED ("48", "96", "16/1") " ! x264enc speed-preset=ultrafast ! h264parse ! matroskamux");
  wide = clips_make ("wide.mp4", "audiotestsrc num-buffers=86 ! audioconvert ! avenc_aac ! aacparse ! mux. " NUMBERED ("60", "96", "30/1")
                     " ! x264enc speed-preset=ultrafast key-int-max=12 ! h264parse ! mp4mux name=mux");
  tone = clips_make ("track.wav", "audiotestsrc num-buffers=1000 ! audioconvert ! wavenc");
  broad = clips_make ("broad.mp4", "videotestsrc num-buffers=12 pattern=white ! video/x-raw,format=I420,width=320,height=96,framerate=24/1" MP4 (""));
  talking = clips_make ("talking.mp4", TALKING ("94"));
  mute = clips_make ("mute.mp4", TALKING ("94"));
  clips_replace (mute, "mp4a", "qqqq");
  brief_sound = clips_make ("brief-sound.mp4", TALKING ("50"));
  g_test_add_func ("/join/copied", test_copied);
  g_test_add_func ("/join/copied-though-reordered", test_copied_though_reordered);
  g_test_add_func ("/join/what-cannot-be-copied", test_what_cannot_be_copied);
  g_test_add_func ("/join/everything-at-once", test_everything_at_once);
  g_test_add_func ("/join/sound-is-where-it-belongs", test_sound_is_where_it_belongs);
  g_test_add_func ("/join/the-picture-is-copied-beside-a-track", test_the_picture_is_copied_beside_a_track);
  g_test_add_func ("/join/sound-is-copied", test_sound_is_copied);
  g_test_add_func ("/join/sound-that-cannot-be-copied", test_sound_that_cannot_be_copied);
  g_test_add_func ("/join/sound-that-cannot-be-decoded", test_sound_that_cannot_be_decoded);
  g_test_add_func ("/join/where-a-take-of-another-shape-lies", test_where_a_take_of_another_shape_lies);
  g_test_add_func ("/join/cancelled", test_cancelled);
  return g_test_run ();
}
