/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-container.h"
#include "rushes-error.h"
#include "rushes-filmstrip.h"
#include "rushes-picture.h"
#include "rushes-probe.h"
#include "rushes-sample-render.h"
#include "rushes-scratch.h"
#include "rushes-timecode.h"

#include <math.h>
#include <unistd.h>

static char *
make_clip (int frames)
{
  RushesSampleClip clip = { (char *) "A lighthouse", 7, 160, 96, frames, 24 };
  g_autofree char *folder = rushes_scratch_make ();
  char *path = g_build_filename (folder, "clip.mp4", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (rushes_sample_render (&clip, path, NULL, &error));
  g_assert_no_error (error);
  return path;
}

static void
test_probe (void)
{
  g_autofree char *path = make_clip (48);
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesProbe) probe = rushes_probe_new (path, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (probe->extension, ==, "mp4");
  g_assert_cmpint (probe->width, ==, 160);
  g_assert_cmpint (probe->height, ==, 96);
  g_assert_cmpfloat_with_epsilon (probe->fps, 24, 0.01);
  g_assert_cmpint (ABS (probe->duration_ms - 2000), <, 120);
  g_assert_null (probe->missing_decoder);
}

/* GStreamer takes a fast-start MP4 that was cut for a whole one; we do not, wherever it was cut. */
static void
test_cut_files_are_refused (void)
{
  g_autofree char *path = make_clip (24);
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  for (gsize cut = 0; cut < length; cut += MAX (1, length / 37))
    {
      g_autoptr (GError) error = NULL;
      g_assert_true (g_file_set_contents (path, data, cut, NULL));
      g_assert_false (rushes_container_check (path, NULL, &error));
      g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_NOT_A_VIDEO);
    }
}

static void
test_posters_and_filmstrips (void)
{
  g_autofree char *path = make_clip (48);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) poster = rushes_filmstrip_extract_poster (path, 80, &error);
  g_autoptr (GdkPixbuf) strip = rushes_filmstrip_extract (path, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (poster), ==, 80);
  g_assert_cmpint (gdk_pixbuf_get_height (poster), ==, 48);
  g_assert_cmpint (gdk_pixbuf_get_width (strip), ==, 150 * RUSHES_FILMSTRIP_FRAMES); /* 5:3 */
}

/* It is read whole before it is decoded, and must not fill the memory. */
static void
test_picture_too_large (void)
{
  g_autofree char *folder = rushes_scratch_make (), *path = g_build_filename (folder, "endless.png", NULL), *made = NULL;
  g_autoptr (GError) error = NULL, other = NULL;
  g_autoptr (GdkPixbuf) loaded = NULL;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (truncate (path, 129 * 1024 * 1024), ==, 0); /* takes no room on the disk */
  loaded = rushes_picture_load (path, 320, &error);
  g_assert_null (loaded);
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID);
  made = rushes_picture_prepare (path, 128, 72, &(RushesCut) { 0 }, folder, &other);
  g_assert_null (made);
  g_assert_nonnull (strstr (other->message, "128 MB"));
  rushes_scratch_remove (folder);
}

static void
test_pictures_are_cropped_exactly (void)
{
  g_autoptr (GdkPixbuf) wide = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 400, 100);
  g_autofree char *folder = rushes_scratch_make ();
  g_autofree char *from = g_build_filename (folder, "wide.png", NULL);
  g_autofree char *first = NULL, *second = NULL;
  int width, height;

  gdk_pixbuf_fill (wide, 0xff0000ff);
  g_assert_true (gdk_pixbuf_save (wide, from, "png", NULL, NULL));
  first = rushes_picture_prepare (from, 128, 72, &(RushesCut) { 0 }, folder, NULL);
  second = rushes_picture_prepare (from, 128, 72, &(RushesCut) { 0 }, folder, NULL);
  g_assert_cmpstr (first, ==, second); /* named by content */
  gdk_pixbuf_get_file_info (first, &width, &height);
  g_assert_cmpint (width, ==, 128);
  g_assert_cmpint (height, ==, 72);
}

/* The poster is the first frame, and another frame is another picture, both of full size. */
static void
test_frames_are_taken_out (void)
{
  g_autofree char *path = make_clip (48), *first = g_strconcat (path, ".0.png", NULL), *later = g_strconcat (path, ".1.png", NULL);
  g_autofree char *a = NULL, *b = NULL;
  g_autoptr (GError) error = NULL;
  int width, height;

  g_assert_true (rushes_filmstrip_save_frame (path, 0, first, &error));
  g_assert_true (rushes_filmstrip_save_frame (path, 1.5, later, &error));
  g_assert_no_error (error);
  gdk_pixbuf_get_file_info (later, &width, &height);
  g_assert_cmpint (width, ==, 160);
  g_assert_cmpint (height, ==, 96);
  g_assert_true (g_file_get_contents (first, &a, NULL, NULL) && g_file_get_contents (later, &b, NULL, NULL));
  g_assert_cmpint (memcmp (a, b, 200), !=, 0);
}

/* Red, green and blue thirds, side by side. */
static char *
make_thirds (const char *folder)
{
  g_autoptr (GdkPixbuf) thirds = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 300, 100);
  const guint32 colours[] = { 0xff0000ff, 0x00ff00ff, 0x0000ffff };
  char *path = g_build_filename (folder, "thirds.png", NULL);

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GdkPixbuf) third = gdk_pixbuf_new_subpixbuf (thirds, i * 100, 0, 100, 100);
      gdk_pixbuf_fill (third, colours[i]);
    }
  g_assert_true (gdk_pixbuf_save (thirds, path, "png", NULL, NULL));
  return path;
}

static guint32
read_pixel (const char *path, int x, int y)
{
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new_from_file (path, NULL);
  const guint8 *pixel = gdk_pixbuf_read_pixels (picture) + y * gdk_pixbuf_get_rowstride (picture) + x * gdk_pixbuf_get_n_channels (picture);

  return (guint32) pixel[0] << 16 | pixel[1] << 8 | pixel[2];
}

/* What the preview shows is what is sent. */
static void
test_pictures_are_cut_where_it_was_chosen (void)
{
  g_autofree char *folder = rushes_scratch_make ();
  g_autofree char *from = make_thirds (folder);
  const RushesCut cuts[] = { { FALSE, -1, 0 }, { FALSE, 0, 0 }, { FALSE, 1, 0 } };
  const guint32 colours[] = { 0xff0000, 0x00ff00, 0x0000ff };
  g_autofree char *fitted = rushes_picture_prepare (from, 90, 90, &(RushesCut) { TRUE, 0, 0 }, folder, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autofree char *cut = rushes_picture_prepare (from, 90, 90, &cuts[i], folder, NULL);
      g_assert_cmphex (read_pixel (cut, 45, 45), ==, colours[i]);
    }
  g_assert_cmphex (read_pixel (fitted, 45, 5), ==, 0); /* a bar */
  g_assert_cmphex (read_pixel (fitted, 5, 45), ==, 0xff0000);
  g_assert_cmphex (read_pixel (fitted, 85, 45), ==, 0x0000ff);
}

static void
test_a_cut_moves_as_far_as_the_picture_goes (void)
{
  RushesCut cut = { 0 };

  rushes_cut_move (&cut, 300, 100, 1, 50, 70); /* half of the 100 pixels to either side; nothing up or down */
  g_assert_cmpfloat_with_epsilon (cut.x, 0.5, 0.001);
  g_assert_cmpfloat (cut.y, ==, 0);
  rushes_cut_move (&cut, 300, 100, 1, 1000, 0);
  g_assert_cmpfloat (cut.x, ==, 1);
}

/* A photograph of a camera: on its side, with the place it was taken in its metadata. */
static void
test_pictures_are_turned_and_tell_nothing (void)
{
  g_autofree char *folder = rushes_scratch_make ();
  g_autofree char *thirds = make_thirds (folder), *from = g_build_filename (folder, "photo.jpg", NULL), *result = NULL, *data = NULL;
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new_from_file (thirds, NULL);
  static const guint8 exif[] = { 0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1,
                                 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0 };
  g_autoptr (GString) photo = NULL;
  g_autofree char *jpeg = NULL;
  gsize length;

  g_assert_true (gdk_pixbuf_save_to_buffer (picture, &jpeg, &length, "jpeg", NULL, NULL));
  photo = g_string_new_len (jpeg, 2);
  g_string_append_len (photo, (const char *) exif, sizeof exif);
  g_string_append_len (photo, jpeg + 2, length - 2);
  g_assert_true (g_file_set_contents (from, photo->str, photo->len, NULL));
  result = rushes_picture_prepare (from, 0, 0, &(RushesCut) { 0 }, folder, NULL);
  g_assert_cmpint (read_pixel (result, 50, 10) >> 16, >, 200); /* the red third is on top now */
  g_assert_true (g_file_get_contents (result, &data, &length, NULL));
  g_assert_null (g_strstr_len (data, length, "Exif"));
}

static void
check_timecode (int frame, double rate, const char *expected)
{
  g_autofree char *code = rushes_timecode_format (frame / rate, rate);

  g_assert_cmpstr (code, ==, expected);
}

/* SMPTE ST 12-1: at 29.97 the numbers 0 and 1 are left out each minute but the tenth, at 59.94 0 to 3; at 23.976 none. */
static void
check_time (const char *text, double rate, double expected)
{
  double seconds = -1;

  if (rushes_timecode_parse (text, rate, &seconds) != (expected >= 0) || fabs (seconds - expected) > 0.0000001)
    g_error ("“%s” is %.9f, not %.9f", text, seconds, expected);
}

/* As people write them. */
static void
test_times_are_read (void)
{
  check_time ("0", 24, 0);
  check_time ("2.5", 24, 2.5);
  check_time ("1:02.25", 24, 62.25);
  check_time ("90:00", 24, 5400);
  check_time ("1:00:01", 24, 3601);
  check_time ("00:00:02:12", 24, 2.5);
  check_time ("00:01:00:00", 24000 / 1001.0, 1440 * 1001 / 24000.0);
  check_time ("00:01:00;02", 30000 / 1001.0, 1800 * 1001 / 30000.0);
  for (const char *const *wrong = (const char *const[]) { "", "-1", "+1", "x", "1s", "0x10", "1e3", "1:", ":1", "1:60", "1:75:00", "00:00:00:24", "1:2:3:4:5",
                                                          "1;2", "nan", "inf", "1,5", NULL }; *wrong != NULL; wrong++)
    check_time (*wrong, 24, -1);
}

static void
test_timecode (void)
{
  check_timecode (0, 24, "00:00:00:00");
  check_timecode (76, 24, "00:00:03:04");
  check_timecode (24 * 3600, 24, "01:00:00:00");
  check_timecode (16, 16, "00:00:01:00");
  check_timecode (24, 24000 / 1001.0, "00:00:01:00");
  check_timecode (1440, 24000 / 1001.0, "00:01:00:00");
  check_timecode (1799, 30000 / 1001.0, "00:00:59;29");
  check_timecode (1800, 30000 / 1001.0, "00:01:00;02");
  check_timecode (17982, 30000 / 1001.0, "00:10:00;00");
  check_timecode (3600, 60000 / 1001.0, "00:01:00;04");
  check_timecode (3, 0.5, "00:00:03:00"); /* slower than one a second: counted as if it were one */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/probe", test_probe);
  g_test_add_func ("/media/cut-files-are-refused", test_cut_files_are_refused);
  g_test_add_func ("/media/posters-and-filmstrips", test_posters_and_filmstrips);
  g_test_add_func ("/media/frames-are-taken-out", test_frames_are_taken_out);
  g_test_add_func ("/media/pictures-are-cropped-exactly", test_pictures_are_cropped_exactly);
  g_test_add_func ("/media/picture-too-large", test_picture_too_large);
  g_test_add_func ("/media/pictures-are-cut-where-it-was-chosen", test_pictures_are_cut_where_it_was_chosen);
  g_test_add_func ("/media/a-cut-moves-as-far-as-the-picture-goes", test_a_cut_moves_as_far_as_the_picture_goes);
  g_test_add_func ("/media/pictures-are-turned-and-tell-nothing", test_pictures_are_turned_and_tell_nothing);
  g_test_add_func ("/media/times-are-read", test_times_are_read);
  g_test_add_func ("/media/timecode", test_timecode);
  return g_test_run ();
}
