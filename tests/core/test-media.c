/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-error.h"
#include "rushes-filmstrip.h"
#include "rushes-mp4.h"
#include "rushes-picture.h"
#include "rushes-probe.h"
#include "rushes-sample-render.h"

static char *
make_clip (int frames)
{
  RushesSampleClip clip = { (char *) "A lighthouse", 7, 160, 96, frames, 24 };
  g_autofree char *folder = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  char *path = g_build_filename (folder, "clip.mp4", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (rushes_sample_render (&clip, path, &error));
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
      g_assert_null (rushes_mp4_check (path, &error));
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
  g_assert_cmpint (gdk_pixbuf_get_width (strip), ==, RUSHES_FILMSTRIP_WIDTH * RUSHES_FILMSTRIP_FRAMES);
}

static void
test_pictures_are_cropped_exactly (void)
{
  g_autoptr (GdkPixbuf) wide = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 400, 100);
  g_autofree char *folder = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  g_autofree char *from = g_build_filename (folder, "wide.png", NULL);
  g_autofree char *first = NULL, *second = NULL;
  int width, height;

  gdk_pixbuf_fill (wide, 0xff0000ff);
  g_assert_true (gdk_pixbuf_save (wide, from, "png", NULL, NULL));
  first = rushes_picture_prepare (from, 128, 72, folder, NULL);
  second = rushes_picture_prepare (from, 128, 72, folder, NULL);
  g_assert_cmpstr (first, ==, second); /* named by content */
  gdk_pixbuf_get_file_info (first, &width, &height);
  g_assert_cmpint (width, ==, 128);
  g_assert_cmpint (height, ==, 72);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/probe", test_probe);
  g_test_add_func ("/media/cut-files-are-refused", test_cut_files_are_refused);
  g_test_add_func ("/media/posters-and-filmstrips", test_posters_and_filmstrips);
  g_test_add_func ("/media/pictures-are-cropped-exactly", test_pictures_are_cropped_exactly);
  return g_test_run ();
}
