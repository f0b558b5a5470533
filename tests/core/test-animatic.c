/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-animatic.h"
#include "rushes-frame-source.h"
#include "rushes-frames.h"
#include "rushes-sound.h"

#include "clips.h"

#include <math.h>

/* Parts one after the other. Each frame has its number in the picture, so that it is seen what is shown; the clock is the test's, except
 * where it is said, so that every frame is looked at. */

#define NUMBERED(frames, width, rate)                                                                                          \
  "videotestsrc num-buffers=" frames " ! video/x-raw,format=I420,width=" width ",height=96,framerate=" rate " ! identity name=bars"
#define MP4 " ! x264enc speed-preset=ultrafast key-int-max=250 ! h264parse ! mp4mux"
#define FPS 24
#define STILL 255 /* what is read of a white picture */
#define NONE -1   /* and of nothing */

static char *quick, *brief, *slow, *wide, *uneven, *white, *broken, *long_sound;

typedef struct
{
  RushesAnimatic *animatic;
  GPtrArray *parts;
  gint64 us;        /* the time */
  gboolean checks;  /* every frame that is shown is looked at */
  gint64 before;    /* the frame that was seen before */
  guint n_seen, n_wraps;
  int most_live;
} Watch;

#define wait_until(condition)                                                                                                 \
  G_STMT_START                                                                                                                \
  {                                                                                                                           \
    while (!(condition))                                                                                                      \
      g_main_context_iteration (NULL, TRUE);                                                                                  \
  }                                                                                                                           \
  G_STMT_END

/* Something that happens when nothing else does: what is waited for may be no event. */
static gboolean
on_beat (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gint64
get_time (gpointer data)
{
  return ((Watch *) data)->us;
}

static RushesPart *
add_part (GPtrArray *parts, const char *path, int rate, gint64 in, gint64 plays, gint64 length)
{
  RushesPart *part = rushes_part_new (path, length);

  part->rate = (RushesRate) { rate, 1 };
  part->in = in;
  part->plays = plays;
  part->picture = path == white;
  part->has_sound = path == wide;
  g_ptr_array_add (parts, part);
  return part;
}

static GPtrArray *
new_parts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_part_free);
}

/* The number on the frame that is due in the middle of the board's, or what is read of a picture, or of nothing. */
static int
expect (GPtrArray *parts, gint64 frame)
{
  guint i = 0;

  for (; frame >= ((RushesPart *) parts->pdata[i])->length; i++)
    frame -= ((RushesPart *) parts->pdata[i])->length;
  RushesPart *part = parts->pdata[i];
  if (part->path == NULL || g_str_equal (part->path, broken) || !g_file_test (part->path, G_FILE_TEST_EXISTS))
    return NONE;
  if (part->picture)
    return STILL;
  return (int) (part->in + floor ((MIN (frame, part->plays - 1) + 0.5) / FPS * part->rate.frames + 1e-6));
}

static int
read_number (Watch *watch)
{
  return clips_read_bars (rushes_animatic_get_paintable (watch->animatic));
}

static void
on_frame (RushesAnimatic *animatic, GParamSpec *pspec, Watch *watch)
{
  gint64 frame = rushes_animatic_get_frame (animatic);

  watch->most_live = MAX (watch->most_live, rushes_frame_source_count_live ());
  if (watch->checks)
    g_assert_cmpint (read_number (watch), ==, expect (watch->parts, frame));
  watch->n_wraps += frame < watch->before;
  watch->before = frame;
  watch->n_seen++;
}

static void
open_parts (Watch *watch, GPtrArray *parts, const RushesTrack *track, gboolean own_clock)
{
  *watch = (Watch) { .animatic = rushes_animatic_new (), .parts = parts, .checks = TRUE, .before = -1 };
  if (own_clock)
    rushes_animatic_use_clock (watch->animatic, get_time, watch);
  g_signal_connect (watch->animatic, "notify::frame", G_CALLBACK (on_frame), watch);
  rushes_animatic_open (watch->animatic, parts, (RushesRate) { FPS, 1 }, track);
  wait_until (rushes_animatic_is_settled (watch->animatic));
}

static void
close_parts (Watch *watch)
{
  g_clear_object (&watch->animatic);
  g_clear_pointer (&watch->parts, g_ptr_array_unref);
  wait_until (rushes_frame_source_count_live () == 0 && rushes_sound_count_live () == 0);
}

/* So many frames later. */
static void
pass (Watch *watch, int frames)
{
  watch->us += frames * G_USEC_PER_SEC / FPS + 1;
  rushes_animatic_tick (watch->animatic);
  wait_until (rushes_animatic_is_settled (watch->animatic));
}

static void
go_to (Watch *watch, gint64 frame)
{
  rushes_animatic_seek (watch->animatic, frame);
  wait_until (rushes_animatic_is_settled (watch->animatic));
  g_assert_cmpint (rushes_animatic_get_frame (watch->animatic), ==, frame);
  g_assert_cmpint (read_number (watch), ==, expect (watch->parts, frame));
}

/* Different rates, sizes and kinds; one is shorter than planned, one is not there, one is no film. */
static GPtrArray *
make_board (void)
{
  GPtrArray *parts = new_parts ();

  add_part (parts, quick, 24, 0, 30, 30);
  add_part (parts, brief, 24, 5, 15, 24);
  add_part (parts, NULL, 24, 0, 0, 6);
  add_part (parts, slow, 16, 0, 24, 24);
  add_part (parts, white, 24, 0, 5, 5);
  add_part (parts, wide, 30, 10, 30, 30);
  add_part (parts, broken, 24, 0, 7, 7);
  add_part (parts, "/no/such/file.mp4", 24, 0, 4, 4);
  add_part (parts, quick, 24, 20, 24, 24);
  return parts;
}

#define BOARD 154 /* frames of it */

static void
test_every_frame_once (void)
{
  Watch watch;
  RushesAnimatic *animatic;

  open_parts (&watch, make_board (), NULL, TRUE);
  animatic = watch.animatic;
  g_assert_cmpint (rushes_animatic_get_length (animatic), ==, BOARD);
  rushes_animatic_set_playing (animatic, TRUE);
  for (gint64 frame = 1; frame < BOARD; frame++)
    {
      pass (&watch, 1);
      g_assert_cmpint (rushes_animatic_get_frame (animatic), ==, frame);
      g_assert_cmpint (rushes_animatic_get_part (animatic), ==, rushes_animatic_find_part (animatic, frame));
      g_assert_cmpint (rushes_animatic_has_picture (animatic), ==, expect (watch.parts, frame) != NONE);
      g_assert_cmpint (rushes_animatic_is_holding (animatic), ==, frame >= 30 + 15 && frame < 30 + 24);
    }
  g_assert_true (rushes_animatic_get_playing (animatic));
  pass (&watch, 1);
  g_assert_false (rushes_animatic_get_playing (animatic));
  g_assert_cmpint (rushes_animatic_get_frame (animatic), ==, BOARD - 1);
  g_assert_cmpint (rushes_animatic_get_n_lost (animatic), ==, 0);
  g_assert_nonnull (rushes_animatic_get_problem (animatic, 6));
  g_assert_nonnull (rushes_animatic_get_problem (animatic, 7));
  g_assert_null (rushes_animatic_get_problem (animatic, 8));
  g_assert_cmpint (watch.most_live, <=, 4);
  close_parts (&watch);
}

/* By the time of day: whatever is shown is right. */
static void
test_played (void)
{
  Watch watch;

  open_parts (&watch, make_board (), NULL, FALSE);
  rushes_animatic_set_playing (watch.animatic, TRUE);
  wait_until (!rushes_animatic_get_playing (watch.animatic) && rushes_animatic_is_settled (watch.animatic));
  g_assert_cmpint (rushes_animatic_get_frame (watch.animatic), ==, BOARD - 1);
  g_assert_cmpuint (watch.n_seen, >, 20);
  g_assert_cmpuint (watch.n_wraps, ==, 0);
  close_parts (&watch);
}

static void
test_a_late_loop_loses_frames (void)
{
  Watch watch;

  open_parts (&watch, make_board (), NULL, TRUE);
  rushes_animatic_set_playing (watch.animatic, TRUE);
  pass (&watch, 2);
  g_assert_cmpint (rushes_animatic_get_frame (watch.animatic), ==, 2);
  g_assert_cmpint (rushes_animatic_get_n_lost (watch.animatic), ==, 1);
  rushes_animatic_set_speed (watch.animatic, 2);
  pass (&watch, 1);
  g_assert_cmpint (rushes_animatic_get_frame (watch.animatic), ==, 4);
  g_assert_cmpint (rushes_animatic_get_n_lost (watch.animatic), ==, 1);
  close_parts (&watch);
}

static void
test_sought (void)
{
  static const gint64 places[] = { 29, 30, 53, 54, 59, 60, 61, 83, 84, 89, 118, 119, 129, 130, 153, 0, 100, 44, 45, 131, 12, 90 };
  Watch watch;

  open_parts (&watch, make_board (), NULL, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    go_to (&watch, places[i]);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) /* of many wishes the last counts */
    rushes_animatic_seek (watch.animatic, places[i]);
  go_to (&watch, 140);
  g_assert_cmpint (watch.most_live, <=, 4);
  close_parts (&watch);
}

static void
test_stepped (void)
{
  Watch watch;

  open_parts (&watch, make_board (), NULL, TRUE);
  go_to (&watch, 26);
  for (gint64 frame = 27; frame < 34; frame++)
    {
      rushes_animatic_step (watch.animatic, 1);
      wait_until (rushes_animatic_is_settled (watch.animatic));
      g_assert_cmpint (rushes_animatic_get_frame (watch.animatic), ==, frame);
    }
  for (gint64 frame = 32; frame > 26; frame--)
    {
      rushes_animatic_step (watch.animatic, -1);
      wait_until (rushes_animatic_is_settled (watch.animatic));
      g_assert_cmpint (rushes_animatic_get_frame (watch.animatic), ==, frame);
    }
  go_to (&watch, 0);
  rushes_animatic_step (watch.animatic, -1);
  g_assert_cmpint (rushes_animatic_get_frame (watch.animatic), ==, 0);
  close_parts (&watch);
}

static void
loop (Watch *watch, gint64 first, gint64 last)
{
  gint64 expected;

  rushes_animatic_set_range (watch->animatic, first, last);
  rushes_animatic_set_playing (watch->animatic, TRUE);
  wait_until (rushes_animatic_is_settled (watch->animatic));
  expected = rushes_animatic_get_frame (watch->animatic);
  g_assert_cmpint (expected, ==, first);
  for (gint64 i = 0; i < 3 * (last - first + 1); i++)
    {
      pass (watch, 1);
      expected = expected == last ? first : expected + 1;
      g_assert_cmpint (rushes_animatic_get_frame (watch->animatic), ==, expected);
    }
  rushes_animatic_set_playing (watch->animatic, FALSE);
}

static void
test_looped (void)
{
  Watch watch;

  open_parts (&watch, make_board (), NULL, TRUE);
  g_object_set (watch.animatic, "loop", TRUE, NULL);
  loop (&watch, 24, 40);   /* over a cut */
  loop (&watch, 5, 16);    /* within a part */
  loop (&watch, 54, 59);   /* a card */
  loop (&watch, 80, 125);  /* over several, with a broken one at its end */
  rushes_animatic_set_range (watch.animatic, 10, 12);
  g_object_set (watch.animatic, "loop", FALSE, NULL);
  rushes_animatic_set_playing (watch.animatic, TRUE);
  wait_until (rushes_animatic_is_settled (watch.animatic));
  pass (&watch, 1);
  pass (&watch, 1);
  pass (&watch, 1);
  g_assert_false (rushes_animatic_get_playing (watch.animatic));
  g_assert_cmpint (rushes_animatic_get_frame (watch.animatic), ==, 12);
  close_parts (&watch);
}

/* Two hundred of two frames each: no more than three are ever open, and one on its way out. */
static void
test_a_long_board (void)
{
  GPtrArray *parts = new_parts ();
  Watch watch;

  for (int i = 0; i < 200; i++)
    add_part (parts, i % 3 == 0 ? brief : quick, 24, i % 9, 2, 2);
  open_parts (&watch, parts, NULL, TRUE);
  rushes_animatic_set_playing (watch.animatic, TRUE);
  for (int i = 1; i < 120; i++)
    pass (&watch, 1);
  g_assert_cmpint (rushes_animatic_get_frame (watch.animatic), ==, 119);
  for (int i = 0; i < 40; i++)
    rushes_animatic_seek (watch.animatic, (i * 137) % 400);
  go_to (&watch, 399);
  g_assert_cmpint (watch.most_live, <=, 4);
  close_parts (&watch);
}

/* Frames that stay for different times: those that 5 or 7 divides were kept. */
static void
test_an_uneven_rate (void)
{
  GPtrArray *parts = new_parts ();
  Watch watch;

  add_part (parts, quick, 24, 0, 4, 4);
  add_part (parts, uneven, 24, 0, 40, 40)->variable = TRUE;
  open_parts (&watch, parts, NULL, TRUE);
  watch.checks = FALSE;
  for (int frame = 0; frame < 40; frame += 3)
    {
      int kept = frame;
      while (kept % 5 != 0 && kept % 7 != 0)
        kept--;
      rushes_animatic_seek (watch.animatic, 4 + frame);
      wait_until (rushes_animatic_is_settled (watch.animatic));
      g_assert_cmpint (read_number (&watch), ==, kept);
    }
  close_parts (&watch);
}

static int
get_texture_width (Watch *watch)
{
  g_autoptr (GdkPaintable) image = gdk_paintable_get_current_image (rushes_animatic_get_paintable (watch->animatic));

  return gdk_paintable_get_intrinsic_width (image);
}

static void
test_as_large_as_it_is_shown (void)
{
  Watch watch;

  open_parts (&watch, make_board (), NULL, TRUE);
  go_to (&watch, 95);
  g_assert_cmpint (get_texture_width (&watch), ==, 320);
  rushes_animatic_set_room (watch.animatic, 160, 200);
  wait_until (rushes_animatic_is_settled (watch.animatic) && get_texture_width (&watch) == 160);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (rushes_animatic_get_paintable (watch.animatic)), ==, 320);
  g_assert_cmpint (read_number (&watch), ==, expect (watch.parts, 95));
  go_to (&watch, 86);
  g_assert_cmpint (get_texture_width (&watch), ==, 64); /* a picture of its own size */
  close_parts (&watch);
}

/* Its place in the track, by what is seen. */
static double
get_stray (Watch *watch, double position, gint64 offset)
{
  return fabs (position - (double) (rushes_animatic_get_frame (watch->animatic) - offset) / FPS);
}

/* By the time of day: the sound has one of its own. It begins with its offset, and finds the picture again after every round. */
static void
test_the_track_follows (void)
{
  g_autoptr (RushesTrack) track = rushes_track_new (long_sound, 12, 1);
  guint beat = g_timeout_add (10, on_beat, NULL);
  Watch watch;

  open_parts (&watch, make_board (), track, FALSE);
  watch.checks = FALSE;
  g_object_set (watch.animatic, "loop", TRUE, NULL);
  rushes_animatic_set_range (watch.animatic, 0, 53);
  rushes_animatic_set_playing (watch.animatic, TRUE);
  while (rushes_animatic_get_frame (watch.animatic) < 12)
    {
      g_assert_cmpfloat (rushes_animatic_get_track_position (watch.animatic), ==, -1);
      g_main_context_iteration (NULL, TRUE);
    }
  for (guint round = 0; round < 2; round++)
    {
      wait_until (watch.n_wraps == round && rushes_animatic_get_track_position (watch.animatic) > 0.3 &&
                  get_stray (&watch, rushes_animatic_get_track_position (watch.animatic), 12) < 0.15);
      wait_until (watch.n_wraps > round);
    }
  rushes_animatic_set_playing (watch.animatic, FALSE);
  wait_until (rushes_animatic_get_track_position (watch.animatic) == -1);
  close_parts (&watch);
  g_source_remove (beat);
}

static void
test_a_track_that_cannot_be_heard (void)
{
  g_autoptr (RushesTrack) track = rushes_track_new (broken, -5, 1);
  Watch watch;

  open_parts (&watch, make_board (), track, TRUE);
  wait_until (rushes_animatic_get_track_problem (watch.animatic) != NULL);
  rushes_animatic_set_playing (watch.animatic, TRUE);
  pass (&watch, 1);
  g_assert_cmpint (rushes_animatic_get_frame (watch.animatic), ==, 1);
  close_parts (&watch);
}

static void
test_takes_are_heard (void)
{
  guint beat = g_timeout_add (10, on_beat, NULL);
  Watch watch;

  open_parts (&watch, make_board (), NULL, FALSE);
  g_object_set (watch.animatic, "loop", TRUE, "takes-heard", TRUE, NULL);
  rushes_animatic_set_range (watch.animatic, 84, 125);
  rushes_animatic_set_playing (watch.animatic, TRUE);
  wait_until (rushes_animatic_get_part (watch.animatic) == 5 && rushes_animatic_get_take_position (watch.animatic, 5) > 0.5 &&
              get_stray (&watch, rushes_animatic_get_take_position (watch.animatic, 5) - 10.0 / 30, 89) < 0.15);
  wait_until (rushes_animatic_get_part (watch.animatic) == 6);
  wait_until (rushes_animatic_get_take_position (watch.animatic, 5) == -1);
  g_object_set (watch.animatic, "takes-heard", FALSE, NULL);
  wait_until (rushes_sound_count_live () == 0);
  close_parts (&watch);
  g_source_remove (beat);
}

/* The same board, its parts named by their places in make_board(). */
static GPtrArray *
make_named_board (void)
{
  GPtrArray *parts = make_board ();

  for (guint i = 0; i < parts->len; i++)
    ((RushesPart *) parts->pdata[i])->name = g_strdup_printf ("%u", i);
  return parts;
}

static RushesPart *
get_named (GPtrArray *parts, const char *name)
{
  for (guint i = 0; i < parts->len; i++)
    if (g_str_equal (((RushesPart *) parts->pdata[i])->name, name))
      return parts->pdata[i];
  g_assert_not_reached ();
}

static void
replan (Watch *watch, GPtrArray *parts)
{
  g_autoptr (GPtrArray) before = watch->parts;

  watch->parts = parts;
  watch->before = -1;
  rushes_animatic_replan (watch->animatic, parts, NULL);
}

/* It goes on from there, in step with the plan, without a frame lost. */
static void
play_on (Watch *watch, gint64 from, int n)
{
  wait_until (rushes_animatic_is_settled (watch->animatic));
  g_assert_true (rushes_animatic_get_playing (watch->animatic));
  g_assert_cmpint (rushes_animatic_get_frame (watch->animatic), ==, from);
  g_assert_cmpint (read_number (watch), ==, expect (watch->parts, from));
  for (int i = 1; i <= n; i++)
    {
      pass (watch, 1);
      g_assert_cmpint (rushes_animatic_get_frame (watch->animatic), ==, from + i);
    }
  g_assert_cmpint (rushes_animatic_get_n_lost (watch->animatic), ==, 0);
}

static void
play_from (Watch *watch, gint64 frame)
{
  rushes_animatic_seek (watch->animatic, frame);
  rushes_animatic_set_playing (watch->animatic, TRUE);
  wait_until (rushes_animatic_is_settled (watch->animatic));
}

/* What comes before is shortened: the same is seen, and it is another frame of the board. */
static void
test_a_part_before_is_shortened (void)
{
  GPtrArray *shorter = make_named_board ();
  Watch watch;

  open_parts (&watch, make_named_board (), NULL, TRUE);
  play_from (&watch, 65);
  wait_until (rushes_frame_source_count_live () == 2); /* what is seen and what follows; those of the start close on their threads */
  get_named (shorter, "0")->length = get_named (shorter, "0")->plays = 12;
  replan (&watch, shorter);
  g_assert_cmpint (rushes_animatic_get_frame (watch.animatic), ==, 65 - 18); /* at once: nothing was opened anew */
  g_assert_cmpint (rushes_frame_source_count_live (), ==, 2);
  play_on (&watch, 65 - 18, 40);
  close_parts (&watch);
}

static void
test_the_part_that_plays_is_shortened (void)
{
  GPtrArray *shorter = make_named_board (), *longer = make_named_board ();
  Watch watch;

  open_parts (&watch, make_named_board (), NULL, TRUE);
  play_from (&watch, 20);
  get_named (shorter, "0")->length = get_named (shorter, "0")->plays = 10;
  replan (&watch, shorter);
  play_on (&watch, 9, 20); /* its last frame, and then what follows */
  replan (&watch, longer);
  play_on (&watch, 49, 6);
  close_parts (&watch);
}

static void
test_another_take_is_chosen (void)
{
  GPtrArray *other = make_named_board (), *inner = make_named_board (), *gone = make_named_board ();
  Watch watch;

  open_parts (&watch, make_named_board (), NULL, TRUE);
  play_from (&watch, 65);
  g_free (get_named (other, "3")->path);
  get_named (other, "3")->path = g_strdup (quick);
  get_named (other, "3")->rate = (RushesRate) { 24, 1 };
  replan (&watch, other);
  play_on (&watch, 65, 10);
  get_named (inner, "3")->in = 2;
  replan (&watch, inner);
  play_on (&watch, 75, 2);
  g_clear_pointer (&get_named (gone, "3")->path, g_free);
  replan (&watch, gone);
  play_on (&watch, 77, 8);
  close_parts (&watch);
}

/* It takes who looks at it along. */
static void
test_a_part_is_moved (void)
{
  GPtrArray *other = make_named_board (), *without = make_named_board ();
  Watch watch;

  open_parts (&watch, make_named_board (), NULL, TRUE);
  play_from (&watch, 100);
  g_ptr_array_insert (other, 0, g_ptr_array_steal_index (other, 5));
  replan (&watch, other);
  play_on (&watch, 100 - 89, 30); /* over the cut to what was first */
  g_ptr_array_remove_index (without, 0);
  replan (&watch, without);
  play_on (&watch, 0, 30); /* where it is gone it goes on with what followed */
  close_parts (&watch);
}

/* A scene that is looped stays that scene. */
static void
test_a_looped_part_changes (void)
{
  GPtrArray *other = make_named_board ();
  Watch watch;

  open_parts (&watch, make_named_board (), NULL, TRUE);
  g_object_set (watch.animatic, "loop", TRUE, NULL);
  rushes_animatic_set_range (watch.animatic, 60, 83);
  play_from (&watch, 82);
  get_named (other, "0")->length = get_named (other, "0")->plays = 20;
  get_named (other, "3")->length = 26;
  replan (&watch, other);
  play_on (&watch, 72, 3);
  pass (&watch, 1);
  g_assert_cmpint (rushes_animatic_get_frame (watch.animatic), ==, 50);
  close_parts (&watch);
}

/* Paused, and on the way to somewhere. */
static void
test_replanned_while_it_seeks (void)
{
  GPtrArray *other = make_named_board ();
  Watch watch;

  open_parts (&watch, make_named_board (), NULL, TRUE);
  rushes_animatic_seek (watch.animatic, 110);
  g_assert_cmpint (rushes_animatic_get_sought (watch.animatic), ==, 110);
  get_named (other, "0")->length = get_named (other, "0")->plays = 20;
  replan (&watch, other);
  g_assert_cmpint (rushes_animatic_get_sought (watch.animatic), ==, 100);
  wait_until (rushes_animatic_is_settled (watch.animatic));
  g_assert_cmpint (rushes_animatic_get_sought (watch.animatic), ==, -1);
  g_assert_cmpint (rushes_animatic_get_frame (watch.animatic), ==, 100);
  g_assert_cmpint (read_number (&watch), ==, expect (watch.parts, 100));
  close_parts (&watch);
}

/* Whatever is under way. */
static void
test_closed_at_any_time (void)
{
  for (int i = 0; i < 16; i++)
    {
      RushesAnimatic *animatic = rushes_animatic_new ();
      g_autoptr (RushesTrack) track = rushes_track_new (long_sound, 0, 1);
      GPtrArray *parts = make_board ();

      g_object_set (animatic, "takes-heard", i % 4 == 0, NULL);
      rushes_animatic_open (animatic, parts, (RushesRate) { FPS, 1 }, i % 2 == 0 ? track : NULL);
      if (i % 3 > 0)
        rushes_animatic_set_playing (animatic, TRUE);
      for (int k = 0; k < 2 * i; k++)
        g_main_context_iteration (NULL, FALSE);
      if (i % 3 > 1)
        rushes_animatic_seek (animatic, 100);
      if (i % 5 == 4)
        rushes_animatic_open (animatic, parts, (RushesRate) { FPS, 1 }, NULL);
      g_object_unref (animatic);
      g_ptr_array_unref (parts);
    }
  wait_until (rushes_frame_source_count_live () == 0 && rushes_sound_count_live () == 0);
}

static void
make_pictures (void)
{
  g_autofree char *folder = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 64, 48);

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
  quick = clips_make ("quick.mp4", NUMBERED ("48", "160", "24/1") MP4);
  brief = clips_make ("brief.mp4", NUMBERED ("20", "160", "24/1") MP4);
  slow = clips_make ("slow.mkv", NUMBERED ("48", "176", "16/1") " ! x264enc speed-preset=ultrafast ! h264parse ! matroskamux");
  wide = clips_make ("wide.mp4", "audiotestsrc num-buffers=86 ! audioconvert ! avenc_aac ! aacparse ! mux. " NUMBERED ("60", "320", "30/1")
                     " ! x264enc speed-preset=ultrafast key-int-max=12 ! h264parse ! mp4mux name=mux");
  uneven = clips_make ("uneven.mkv", NUMBERED ("48", "160", "24/1") " ! identity name=drop ! x264enc speed-preset=ultrafast ! h264parse ! matroskamux");
  long_sound = clips_make ("track.wav", "audiotestsrc num-buffers=1000 ! audioconvert ! wavenc");
  g_test_add_func ("/animatic/every-frame-once", test_every_frame_once);
  g_test_add_func ("/animatic/played", test_played);
  g_test_add_func ("/animatic/a-late-loop-loses-frames", test_a_late_loop_loses_frames);
  g_test_add_func ("/animatic/sought", test_sought);
  g_test_add_func ("/animatic/stepped", test_stepped);
  g_test_add_func ("/animatic/looped", test_looped);
  g_test_add_func ("/animatic/a-long-board", test_a_long_board);
  g_test_add_func ("/animatic/an-uneven-rate", test_an_uneven_rate);
  g_test_add_func ("/animatic/as-large-as-it-is-shown", test_as_large_as_it_is_shown);
  g_test_add_func ("/animatic/the-track-follows", test_the_track_follows);
  g_test_add_func ("/animatic/a-track-that-cannot-be-heard", test_a_track_that_cannot_be_heard);
  g_test_add_func ("/animatic/takes-are-heard", test_takes_are_heard);
  g_test_add_func ("/animatic/a-part-before-is-shortened", test_a_part_before_is_shortened);
  g_test_add_func ("/animatic/the-part-that-plays-is-shortened", test_the_part_that_plays_is_shortened);
  g_test_add_func ("/animatic/another-take-is-chosen", test_another_take_is_chosen);
  g_test_add_func ("/animatic/a-part-is-moved", test_a_part_is_moved);
  g_test_add_func ("/animatic/a-looped-part-changes", test_a_looped_part_changes);
  g_test_add_func ("/animatic/replanned-while-it-seeks", test_replanned_while_it_seeks);
  g_test_add_func ("/animatic/closed-at-any-time", test_closed_at_any_time);
  return g_test_run ();
}
