/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "clips.h"
#include "player.h"

/* The first pictures of the clips that may be opened next. */

#define WIDE "videotestsrc num-buffers=48 pattern=white ! video/x-raw,format=I420,width=320,height=96,framerate=24/1"
#define NONE ((const char *const[]) { NULL })

static int
get_width (RushesPlayer *player)
{
  return gdk_paintable_get_intrinsic_width (rushes_player_get_paintable (player));
}

/* Returns: (transfer full) */
static GdkPaintable *
ref_image (RushesPlayer *player)
{
  return gdk_paintable_get_current_image (rushes_player_get_paintable (player));
}

static void
wait_for_preload (RushesPlayer *player, const char *path)
{
  while (!rushes_player_is_preloaded (player, path))
    g_main_context_iteration (NULL, TRUE);
}

/* In the turn of the main loop in which it is opened: its pipeline cannot have a picture yet. That takes its place when it has, and the
 * clip plays as ever. */
static void
test_the_next_one_is_seen_at_once (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264), *next = clips_make ("next.mp4", WIDE CLIPS_H264);
  g_autoptr (RushesPlayer) player = player_open (path, CLIPS_N);
  g_autoptr (GdkPaintable) first = NULL;

  rushes_player_set_room (player, 160, 96);
  rushes_player_preload (player, (const char *const[]) { next, path, NULL });
  wait_for_preload (player, next);
  wait_for_preload (player, path);
  rushes_player_open (player, next, 24);
  g_assert_cmpint (get_width (player), ==, 320);
  first = ref_image (player);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (first), ==, 160); /* no more pixels than there is room for */
  g_assert_false (rushes_player_is_preloaded (player, next));
  g_assert_true (rushes_player_is_preloaded (player, path));
  for (gboolean seen = TRUE; seen;)
    {
      g_autoptr (GdkPaintable) image = ref_image (player);
      g_assert_cmpint (get_width (player), ==, 320); /* never nothing */
      seen = image == first;
      g_main_context_iteration (NULL, TRUE);
    }
  rushes_player_set_playing (player, TRUE);
  while (rushes_player_get_playing (player))
    g_main_context_iteration (NULL, TRUE);
  rushes_player_open (player, path, 24);
  g_assert_cmpint (player_read_painted (rushes_player_get_paintable (player)), ==, 0);
}

/* It is not begun before the clip that is open has its own picture. */
static void
test_the_clip_that_is_open_comes_first (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264), *next = clips_make ("next.mp4", WIDE CLIPS_H264);
  g_autoptr (RushesPlayer) player = rushes_player_new ();

  rushes_player_open (player, path, 24);
  rushes_player_preload (player, (const char *const[]) { next, NULL });
  while (!rushes_player_is_preloaded (player, next))
    {
      g_assert_true (player->has_arrived || player->next_paths != NULL);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpint (get_width (player), ==, CLIPS_WIDTH);
}

/* Who goes elsewhere needs others, and does not wait for what was begun; two are the most that there are. */
static void
test_others_are_wanted (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264), *next = clips_make ("next.mp4", WIDE CLIPS_H264),
                  *other = clips_make ("other.mkv", WIDE " ! x264enc ! h264parse ! matroskamux");
  g_autoptr (RushesPlayer) player = player_open (path, CLIPS_N);

  rushes_player_preload (player, (const char *const[]) { path, next, NULL });
  wait_for_preload (player, next);
  rushes_player_preload (player, (const char *const[]) { next, other, NULL });
  g_assert_false (rushes_player_is_preloaded (player, path));
  g_assert_true (rushes_player_is_preloaded (player, next)); /* is not made twice */
  wait_for_preload (player, other);
  rushes_player_preload (player, NONE);
  g_assert_false (rushes_player_is_preloaded (player, next) || rushes_player_is_preloaded (player, other));
}

/* A file that has no picture holds up nothing. */
static void
test_a_broken_one (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264), *next = clips_make ("next.mp4", WIDE CLIPS_H264), *gone = NULL;
  g_autoptr (RushesPlayer) player = player_open (path, CLIPS_N);

  gone = g_strconcat (path, ".gone", NULL);
  g_assert_true (g_file_set_contents (path, "nothing", -1, NULL));
  rushes_player_preload (player, (const char *const[]) { path, next, NULL });
  wait_for_preload (player, next);
  g_assert_false (rushes_player_is_preloaded (player, path));
  rushes_player_preload (player, (const char *const[]) { gone, next, NULL });
  g_assert_true (rushes_player_is_preloaded (player, next));
  rushes_player_open (player, path, 24);
  rushes_player_preload (player, (const char *const[]) { gone, next, NULL });
  while (player->problem == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_for_preload (player, next);
}

/* Whatever it is about. */
static void
test_closed_at_any_moment (void)
{
  g_autofree char *path = clips_make ("clip.mp4", CLIPS_NUMBERED CLIPS_H264), *next = clips_make ("next.mp4", WIDE CLIPS_H264);

  for (int us = 0; us < 60000; us += 3000)
    {
      RushesPreload *preload = rushes_preload_new ();

      rushes_preload_want (preload, (const char *const[]) { path, next, NULL }, us % 2000, us % 3000);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (us);
      if (us % 2000 == 0)
        rushes_preload_want (preload, (const char *const[]) { next, NULL }, 0, 0);
      g_main_context_iteration (NULL, FALSE);
      rushes_preload_free (preload);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rushes_media_init ();
  g_test_add_func ("/preload/the-next-one-is-seen-at-once", test_the_next_one_is_seen_at_once);
  g_test_add_func ("/preload/the-clip-that-is-open-comes-first", test_the_clip_that_is_open_comes_first);
  g_test_add_func ("/preload/others-are-wanted", test_others_are_wanted);
  g_test_add_func ("/preload/a-broken-one", test_a_broken_one);
  g_test_add_func ("/preload/closed-at-any-moment", test_closed_at_any_moment);
  return g_test_run ();
}
