/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-difference.h"

#include <string.h>

/* How far two pictures are from each other. */

#define WIDTH 33
#define HEIGHT 7

static int n_ready;

static void
on_ready (gpointer data)
{
  n_ready++;
}

/* Opaque, each pixel of the same blue, green and red. */
static GdkTexture *
new_texture (int width, guint8 blue, guint8 green, guint8 red)
{
  const guint8 pixel[] = { blue, green, red, 255 };
  guint8 *pixels = g_malloc ((gsize) (width * HEIGHT * 4));
  g_autoptr (GBytes) bytes = NULL;

  for (int i = 0; i < width * HEIGHT; i++)
    memcpy (pixels + i * 4, pixel, 4);
  bytes = g_bytes_new_take (pixels, (gsize) (width * HEIGHT * 4));
  return gdk_memory_texture_new (width, HEIGHT, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, bytes, (gsize) (width * 4));
}

static void
check (RushesDifference *difference, guint8 blue, guint8 green, guint8 red)
{
  guint8 pixels[WIDTH * HEIGHT * 4];
  GdkTexture *made = rushes_difference_get (difference);

  g_assert_nonnull (made);
  g_assert_cmpint (gdk_texture_get_width (made), ==, WIDTH);
  gdk_texture_download (made, pixels, WIDTH * 4);
  for (int i = 0; i < WIDTH * HEIGHT; i++)
    {
      g_assert_cmpint (pixels[i * 4], ==, blue);
      g_assert_cmpint (pixels[i * 4 + 1], ==, green);
      g_assert_cmpint (pixels[i * 4 + 2], ==, red);
      g_assert_cmpint (pixels[i * 4 + 3], ==, 255);
    }
}

static void
wait (void)
{
  for (int before = n_ready; n_ready == before;)
    g_main_context_iteration (NULL, TRUE);
}

/* Either way round; of many wishes the last one is made. */
static void
test_made (void)
{
  RushesDifference *difference = rushes_difference_new (on_ready, NULL);
  g_autoptr (GdkTexture) one = new_texture (WIDTH, 10, 200, 0), other = new_texture (WIDTH, 30, 50, 255);

  g_assert_null (rushes_difference_get (difference));
  g_assert_true (rushes_difference_want (difference, one, other));
  wait ();
  check (difference, 20, 150, 255);
  for (int i = 0; i < 50; i++)
    g_assert_true (rushes_difference_want (difference, one, i % 2 == 0 ? other : one));
  n_ready = 0;
  wait ();
  wait ();
  check (difference, 0, 0, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (n_ready, ==, 2); /* that which was begun, and the last */
  rushes_difference_forget (difference);
  g_assert_null (rushes_difference_get (difference));
  rushes_difference_free (difference);
}

/* Who draws them has to see to these. */
static void
test_of_another_size (void)
{
  RushesDifference *difference = rushes_difference_new (on_ready, NULL);
  g_autoptr (GdkTexture) one = new_texture (WIDTH, 1, 2, 3), other = new_texture (WIDTH - 1, 1, 2, 3);

  g_assert_true (rushes_difference_want (difference, one, one));
  wait ();
  g_assert_false (rushes_difference_want (difference, one, other));
  g_assert_null (rushes_difference_get (difference));
  rushes_difference_free (difference);
}

/* Nothing comes of it any more. */
static void
test_freed_at_any_moment (void)
{
  g_autoptr (GdkTexture) one = new_texture (WIDTH, 1, 2, 3);

  n_ready = 0;
  for (int us = 0; us < 2000; us += 20)
    {
      RushesDifference *difference = rushes_difference_new (on_ready, NULL);

      rushes_difference_want (difference, one, one);
      rushes_difference_want (difference, one, one);
      g_usleep (us);
      rushes_difference_free (difference);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (n_ready, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/difference/made", test_made);
  g_test_add_func ("/difference/of-another-size", test_of_another_size);
  g_test_add_func ("/difference/freed-at-any-moment", test_freed_at_any_moment);
  return g_test_run ();
}
