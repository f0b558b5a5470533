/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-error.h"
#include "rushes-filmstrip.h"
#include "rushes-frames.h"
#include "rushes-missing.h"
#include "rushes-player.h"
#include "rushes-probe.h"
#include "rushes-shown.h"
#include "rushes-waveform.h"

#include "clips.h"

/* How clips are shown that other programs made: turned, mirrored, with pixels that are no squares, frames of any length. */

static void
test_sizes (void)
{
  static const struct
  {
    int width, height, n, d, shown_width, shown_height;
    gboolean sideways;
  } cases[] = {
    { 160, 96, 1, 1, 160, 96, FALSE },      { 160, 96, 1, 1, 96, 160, TRUE },    { 1440, 1080, 4, 3, 1920, 1080, FALSE },
    { 1440, 1080, 4, 3, 1080, 1920, TRUE }, { 720, 480, 8, 9, 720, 540, FALSE }, { 161, 97, 0, 1, 161, 97, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int width, height;
      rushes_shown_get_size (cases[i].width, cases[i].height, cases[i].n, cases[i].d, cases[i].sideways, &width, &height);
      g_assert_cmpint (width, ==, cases[i].shown_width);
      g_assert_cmpint (height, ==, cases[i].shown_height);
    }
}

static const struct
{
  const char *tag;
  int matrix[4];  /* of a track header: a, b, c, d */
  gboolean sideways, right, bottom; /* where the corner comes to lie that was top left */
} turns[] = {
  { "rotate-0", { 1, 0, 0, 1 }, FALSE, FALSE, FALSE },       { "rotate-90", { 0, 1, -1, 0 }, TRUE, TRUE, FALSE },
  { "rotate-180", { -1, 0, 0, -1 }, FALSE, TRUE, TRUE },     { "rotate-270", { 0, -1, 1, 0 }, TRUE, FALSE, TRUE },
  { "flip-rotate-0", { -1, 0, 0, 1 }, FALSE, TRUE, FALSE },  { "flip-rotate-180", { 1, 0, 0, -1 }, FALSE, FALSE, TRUE },
  { "flip-rotate-270", { 0, 1, 1, 0 }, TRUE, FALSE, FALSE }, { "flip-rotate-90", { 0, -1, -1, 0 }, TRUE, TRUE, TRUE },
};

static gboolean
is_white (GdkPixbuf *picture, gboolean right, gboolean bottom)
{
  int x = gdk_pixbuf_get_width (picture) / 4 * (right ? 3 : 1), y = gdk_pixbuf_get_height (picture) / 4 * (bottom ? 3 : 1);
  const guint8 *pixel = gdk_pixbuf_read_pixels (picture) + y * gdk_pixbuf_get_rowstride (picture) + x * gdk_pixbuf_get_n_channels (picture);

  return pixel[0] > 200 && pixel[1] > 200 && pixel[2] > 200;
}

static void
check_turn (GdkPixbuf *picture, guint i)
{
  g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, turns[i].sideways ? 96 : 160);
  g_assert_cmpint (gdk_pixbuf_get_height (picture), ==, turns[i].sideways ? 160 : 96);
  for (int corner = 0; corner < 4; corner++)
    g_assert_cmpint (is_white (picture, corner & 1, corner & 2), ==,
                     (corner & 1) == turns[i].right && !!(corner & 2) == turns[i].bottom);
}

static void
test_all_turns_are_known (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      g_autofree char *text = g_strconcat ("taglist,image-orientation=", turns[i].tag, NULL);
      g_autoptr (GstTagList) tags = gst_tag_list_new_from_string (text);
      g_assert_cmpint (rushes_shown_is_sideways (tags), ==, turns[i].sideways);
    }
  g_assert_false (rushes_shown_is_sideways (NULL));
}

/* Where each of the strip's frames has its middle, the corner of the clip is seen or not. */
static void
check_strip (GdkPixbuf *strip, guint i)
{
  int width = gdk_pixbuf_get_width (strip) / RUSHES_FILMSTRIP_FRAMES, height = gdk_pixbuf_get_height (strip);
  int x = turns[i].right ? width * 3 / 4 : width / 4, y = turns[i].bottom ? height * 3 / 4 : height / 4;

  g_assert_cmpint (width, ==, turns[i].sideways ? 54 : 150); /* its own shape */
  g_assert_cmpint (height, ==, 90);
  for (int frame = 0; frame < RUSHES_FILMSTRIP_FRAMES; frame++)
    g_assert_cmphex (clips_get_pixel (strip, frame * width + x, y) & 0xf0f0f0, ==, 0xf0f0f0);
}

/* Poster, strip, frame and size of a file as a telephone writes it. */
static void
test_turned_clips (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      g_autofree char *path = clips_make ("corner.mp4", CLIPS_CORNER " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux");
      g_autofree char *png = g_strconcat (path, ".png", NULL);
      g_autoptr (RushesProbe) probe = NULL;
      g_autoptr (GdkPixbuf) poster = NULL, frame = NULL, strip = NULL;
      g_autoptr (GError) error = NULL;

      clips_turn (path, turns[i].matrix);
      probe = rushes_probe_new (path, &error);
      g_assert_no_error (error);
      g_assert_cmpint (probe->width, ==, turns[i].sideways ? 96 : 160);
      g_assert_cmpint (probe->height, ==, turns[i].sideways ? 160 : 96);
      poster = rushes_filmstrip_extract_poster (path, 512, &error);
      check_turn (poster, i);
      rushes_filmstrip_save_frame (path, 0.5, png, &error);
      g_assert_no_error (error);
      frame = gdk_pixbuf_new_from_file (png, NULL);
      check_turn (frame, i);
      strip = rushes_filmstrip_extract (path, &error);
      check_strip (strip, i);
    }
}

static void
wait_for_frame (RushesPlayer *player)
{
  while (gdk_paintable_get_intrinsic_width (rushes_player_get_paintable (player)) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
check_player_size (const char *path, int width, int height)
{
  g_autoptr (RushesPlayer) player = rushes_player_new ();

  rushes_player_open (player, path, 24);
  wait_for_frame (player);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (rushes_player_get_paintable (player)), ==, width);
  g_assert_cmpint (gdk_paintable_get_intrinsic_height (rushes_player_get_paintable (player)), ==, height);
}

/* What is painted. */
static GdkPixbuf *
dup_painted (RushesPlayer *player)
{
  g_autoptr (GdkPaintable) image = gdk_paintable_get_current_image (rushes_player_get_paintable (player));
  int width = gdk_texture_get_width (GDK_TEXTURE (image)), height = gdk_texture_get_height (GDK_TEXTURE (image));
  GdkPixbuf *picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, width, height);

  /* Blue comes first in it, which white does not mind. */
  gdk_texture_download (GDK_TEXTURE (image), gdk_pixbuf_get_pixels (picture), gdk_pixbuf_get_rowstride (picture));
  return picture;
}

static void
check_player_turn (const char *path, guint i)
{
  g_autoptr (RushesPlayer) player = rushes_player_new ();
  g_autoptr (GdkPixbuf) painted = NULL;

  rushes_player_open (player, path, 24);
  wait_for_frame (player);
  painted = dup_painted (player);
  check_turn (painted, i);
}

static void
test_the_player_turns_and_draws_out (void)
{
  g_autofree char *turned = clips_make ("turned.mp4", CLIPS_CORNER " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux");
  g_autofree char *wide = clips_make ("wide.mp4", CLIPS_SOURCE ",pixel-aspect-ratio=4/3 ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux");

  for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      clips_turn (turned, turns[i].matrix);
      check_player_turn (turned, i);
    }
  check_player_size (wide, 213, 96);
}

static gboolean
on_time (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

/* Whatever a player is about when its clip is left, it ends. */
static void
test_a_clip_is_left_at_any_moment (void)
{
  g_autofree char *path = clips_make ("left.mp4", CLIPS_SOURCE " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux");
  g_autoptr (RushesPlayer) player = rushes_player_new ();

  for (int ms = 0; ms < 40; ms++)
    {
      gboolean over = FALSE;
      rushes_player_open (player, path, 24);
      rushes_player_set_playing (player, TRUE);
      g_timeout_add (ms, on_time, &over);
      while (!over)
        g_main_context_iteration (NULL, TRUE);
      rushes_player_close (player);
      while (rushes_player_count_live () > 0)
        g_usleep (1000);
    }
}

static void
test_pixels_that_are_no_squares (void)
{
  g_autofree char *path = clips_make ("wide.mp4", CLIPS_SOURCE ",pixel-aspect-ratio=4/3 ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux");
  g_autoptr (RushesProbe) probe = rushes_probe_new (path, NULL);
  g_autoptr (GdkPixbuf) poster = rushes_filmstrip_extract_poster (path, 512, NULL);

  g_assert_cmpint (probe->width, ==, 213);
  g_assert_cmpint (probe->height, ==, 96);
  g_assert_cmpint (gdk_pixbuf_get_width (poster), ==, 213);
  g_assert_cmpint (gdk_pixbuf_get_height (poster), ==, 96);
}

static void
test_odd_sizes (void)
{
  g_autofree char *path = clips_make ("odd.webm", "videotestsrc num-buffers=24 ! video/x-raw,width=161,height=97,framerate=24/1 ! vp8enc deadline=1 ! webmmux");
  g_autoptr (RushesProbe) probe = rushes_probe_new (path, NULL);
  g_autoptr (GdkPixbuf) poster = rushes_filmstrip_extract_poster (path, 512, NULL);

  g_assert_cmpint (probe->width, ==, 161);
  g_assert_cmpint (probe->height, ==, 97);
  g_assert_cmpint (gdk_pixbuf_get_width (poster), ==, 161);
}

/* A second of black, with the noise that encoders leave, and then a picture. */
static void
test_a_poster_shows_something (void)
{
  g_autofree char *path = clips_make ("fade.mov", "videotestsrc num-buffers=24 pattern=black ! video/x-raw,format=I420,width=160,height=96,framerate=24/1 ! c."
                                                  " videotestsrc num-buffers=48 pattern=smpte ! video/x-raw,format=I420,width=160,height=96,framerate=24/1 ! c."
                                                  " concat name=c ! videoconvert ! jpegenc ! qtmux");
  g_autofree char *dark = clips_make ("dark.mov", "videotestsrc num-buffers=24 pattern=black ! video/x-raw,format=I420,width=160,height=96,framerate=24/1 !"
                                                  " videoconvert ! jpegenc ! qtmux");
  g_autoptr (GdkPixbuf) poster = rushes_filmstrip_extract_poster (path, 512, NULL), black = rushes_filmstrip_extract_poster (dark, 512, NULL);

  g_assert_cmpint (clips_get_pixel (poster, 40, 20) & 0xff, <, clips_get_pixel (poster, 40, 20) >> 16); /* the yellow bar */
  g_assert_cmpint (clips_get_pixel (black, 40, 20) & 0xe0e0e0, ==, 0); /* as it is, where there is nothing else */
}

#define SEEN_THROUGH /* red on the left, and nothing on the right */                                                          \
  "videotestsrc num-buffers=24 pattern=red ! video/x-raw,format=AYUV,width=80,height=96,framerate=24/1 !"                     \
  " videobox right=-80 border-alpha=0 fill=white ! video/x-raw,format=AYUV"

/* Decoders that know of it hand it on. */
static void
test_what_can_be_seen_through_is_black (void)
{
  g_autofree char *path = clips_make ("glass.mov", SEEN_THROUGH " ! videoconvert ! pngenc ! qtmux");
  g_autofree char *png = g_strconcat (path, ".png", NULL);
  g_autoptr (GdkPixbuf) poster = rushes_filmstrip_extract_poster (path, 512, NULL), strip = rushes_filmstrip_extract (path, NULL), frame = NULL;
  g_autoptr (GError) error = NULL;
  gboolean saved = rushes_filmstrip_save_frame (path, 0.5, png, &error);

  g_assert_no_error (error);
  g_assert_true (saved);
  frame = gdk_pixbuf_new_from_file (png, NULL);
  g_assert_cmphex (clips_get_pixel (poster, 120, 48), ==, 0x000000);
  g_assert_cmphex (clips_get_pixel (poster, 40, 48) & 0xf0f0f0, ==, 0xf00000);
  g_assert_cmphex (clips_get_pixel (frame, 120, 48), ==, 0x000000);
  g_assert_cmphex (clips_get_pixel (strip, gdk_pixbuf_get_width (strip) / RUSHES_FILMSTRIP_FRAMES * 3 / 4, 27), ==, 0x000000);
}

/* Of 48 frames at 24 a second those that 5 or 7 divides: 0, 5, 7, 10 … 45. */
static char *
make_uneven (const char *name, const char *mux)
{
  g_autofree char *text = g_strdup_printf (CLIPS_SOURCE " ! identity name=drop ! x264enc speed-preset=ultrafast ! h264parse ! %s", mux);

  return clips_make (name, text);
}

static void
check_uneven (const char *name, const char *mux)
{
  g_autofree char *path = make_uneven (name, mux);
  g_autoptr (RushesProbe) probe = rushes_probe_new (path, NULL);
  g_autoptr (RushesFrames) frames = rushes_frames_read (path, NULL, NULL);

  g_assert_cmpint (rushes_frames_get_count (frames), ==, 15);
  g_assert_true (probe->variable);
  g_assert_cmpint (probe->n_frames, ==, 15);
  g_assert_cmpfloat (probe->fps, >, 7.5);
  g_assert_cmpfloat (probe->fps, <, 9);
  for (int i = 0, n = 0; i < 48; i++)
    if (i % 5 == 0 || i % 7 == 0)
      {
        gint64 off = rushes_frames_get_time (frames, n++) - (gint64) (i * GST_SECOND / 24);
        g_assert_cmpint (ABS (off), <=, (gint64) GST_MSECOND);
      }
  g_assert_cmpint (rushes_frames_find (frames, 6 * GST_SECOND / 24), ==, 1); /* the one of 5/24 is still seen */
}

/* 24 pictures a second, as a GIF has them. */
static void
test_hundredths_are_a_steady_rate (void)
{
  static const guint delays[] = { 40, 40, 50, 40, 40, 40, 40, 40, 50, 40, 40, 40 };
  g_autofree char *path = clips_make_gif_of (delays, G_N_ELEMENTS (delays));
  g_autoptr (RushesProbe) probe = rushes_probe_new (path, NULL);

  g_assert_false (probe->variable);
  g_assert_cmpfloat_with_epsilon (probe->fps, 24, 0.5);
}

static void
test_frames_of_any_length (void)
{
  check_uneven ("uneven.mp4", "mp4mux");
  check_uneven ("uneven.mkv", "matroskamux");
}

/* Such a file says of few frames when they are shown; they are as many as are decoded, and as far apart. */
static void
test_frames_without_a_time (void)
{
  g_autofree char *path = clips_make_mpg ();
  g_autoptr (RushesProbe) probe = rushes_probe_new (path, NULL);

  g_assert_cmpstr (probe->extension, ==, "mpg");
  g_assert_cmpint (probe->n_frames, ==, 48);
  g_assert_false (probe->variable);
  g_assert_cmpfloat_with_epsilon (probe->fps, 24, 0.01);
  g_assert_cmpint (ABS (probe->duration_ms - 2000), <, 5);
}

static void
wait_for_number (RushesPlayer *player, int frame)
{
  while (rushes_player_get_frame (player) != frame)
    g_main_context_iteration (NULL, TRUE);
}

/* Every frame is met on the way there and back, in the time that is its own. */
static void
test_steps_meet_every_frame (void)
{
  g_autofree char *path = make_uneven ("uneven.mkv", "matroskamux");
  g_autoptr (RushesPlayer) player = rushes_player_new ();

  rushes_player_open (player, path, 0);
  wait_for_frame (player);
  while (rushes_player_get_n_frames (player) != 15)
    g_main_context_iteration (NULL, TRUE);
  for (int i = 1; i < 15; i++)
    {
      rushes_player_step (player, 1);
      wait_for_number (player, i);
    }
  rushes_player_step (player, 1); /* there is none: it stays */
  for (int i = 13; i >= 0; i--)
    {
      rushes_player_step (player, -1);
      wait_for_number (player, i);
    }
  g_assert_cmpfloat (rushes_player_get_position (player), <, 0.01);
}

#define LONGER "audiotestsrc num-buffers=400 ! audioconvert ! avenc_aac ! aacparse ! mux. " CLIPS_SOURCE " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux name=mux"

/* A clip ends with its picture, and so begins again there. */
static void
test_a_longer_sound_does_not_count (void)
{
  g_autofree char *path = clips_make ("longer.mp4", LONGER);
  g_autoptr (RushesProbe) probe = rushes_probe_new (path, NULL);
  g_autoptr (RushesPlayer) player = rushes_player_new ();

  g_assert_cmpint (ABS (probe->duration_ms - 2000), <, 50);
  g_assert_nonnull (probe->sound);
  rushes_player_open (player, path, 24);
  wait_for_frame (player);
  while (ABS (rushes_player_get_duration (player) - 2) > 0.05)
    g_main_context_iteration (NULL, TRUE);
  rushes_player_seek (player, 1.5, TRUE);
  rushes_player_set_playing (player, TRUE);
  while (rushes_player_get_playing (player))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (rushes_player_get_position (player), <, 2.1); /* the sound goes on for seven seconds; a demuxer leaves out a picture below a fifth of it */
}

static void
check_kind (const char *extension, const char *chain)
{
  g_autofree char *text = g_strconcat (CLIPS_SOURCE " ! ", chain, NULL);
  g_autofree char *path = clips_make ("named-wrongly.bin", text);
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesProbe) probe = rushes_probe_new (path, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (probe->extension, ==, extension);
  g_assert_cmpint (probe->n_frames, ==, 48);
  g_assert_cmpint (ABS (probe->duration_ms - 2000), <, 50);
  g_assert_cmpfloat_with_epsilon (probe->fps, 24, 0.01);
}

static void
test_a_file_stays_what_it_is (void)
{
  check_kind ("mp4", "x264enc speed-preset=ultrafast ! h264parse ! mp4mux");
  check_kind ("mkv", "x264enc speed-preset=ultrafast ! h264parse ! matroskamux");
  check_kind ("webm", "vp8enc deadline=1 ! webmmux");
  check_kind ("mov", "x264enc speed-preset=ultrafast ! h264parse ! qtmux");
  check_kind ("3gp", "x264enc speed-preset=ultrafast ! h264parse ! 3gppmux");
  check_kind ("avi", "jpegenc ! avimux");
  check_kind ("ts", "x264enc speed-preset=ultrafast ! h264parse ! mpegtsmux");
}

static void
check_animation (char *path, const char *extension)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesProbe) probe = rushes_probe_new (path, &error);
  g_autoptr (GdkPixbuf) poster = rushes_filmstrip_extract_poster (path, 512, NULL), strip = rushes_filmstrip_extract (path, NULL);
  g_autoptr (RushesPlayer) player = rushes_player_new ();
  int cell;

  g_assert_no_error (error);
  g_assert_null (probe->missing_decoder);
  g_assert_cmpstr (probe->extension, ==, extension);
  g_assert_cmpint (probe->width, ==, 16);
  g_assert_cmpint (probe->n_frames, ==, 3);
  g_assert_cmpint (probe->duration_ms, ==, 1000);
  g_assert_cmpfloat_with_epsilon (probe->fps, 3, 0.01);
  g_assert_cmphex (clips_get_pixel (poster, 8, 8) & 0xf0f0f0, ==, 0xf00000);
  cell = gdk_pixbuf_get_width (strip) / RUSHES_FILMSTRIP_FRAMES;
  g_assert_cmphex (clips_get_pixel (strip, cell / 2, 20) & 0xf0f0f0, ==, 0xf00000);
  g_assert_cmphex (clips_get_pixel (strip, cell * 6 + cell / 2, 20) & 0xf0f0f0, ==, 0x00f000);
  g_assert_cmphex (clips_get_pixel (strip, gdk_pixbuf_get_width (strip) - cell / 2, 20) & 0xf0f0f0, ==, 0x0000f0);

  rushes_player_open (player, path, 0);
  wait_for_frame (player);
  while (rushes_player_get_n_frames (player) != 3)
    g_main_context_iteration (NULL, TRUE);
  rushes_player_step (player, 1);
  wait_for_number (player, 1);
  rushes_player_step (player, 1);
  wait_for_number (player, 2);
  rushes_player_step (player, -1);
  wait_for_number (player, 1);
  g_object_set (player, "loop", TRUE, NULL);
  rushes_player_seek (player, 0.9, TRUE);
  rushes_player_set_playing (player, TRUE);
  while (rushes_player_get_position (player) > 0.5)
    g_main_context_iteration (NULL, TRUE); /* it began again */
  g_assert_true (rushes_player_get_playing (player));
  g_free (path);
}

static void
test_animations_are_clips (void)
{
  check_animation (clips_make_gif (), "gif");
  check_animation (clips_make_webp (), "webp");
}

/* Whatever is cut off or wrong in it, it is read to the end of what is there, and no farther. */
static void
test_broken_animations (void)
{
  char *paths[] = { clips_make_gif (), clips_make_webp () };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *data = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (paths[i], &data, &length, NULL));
      for (gsize cut = 1; cut < length; cut += 37)
        {
          g_autoptr (RushesProbe) probe = NULL;
          g_assert_true (g_file_set_contents (paths[i], data, cut, NULL));
          probe = rushes_probe_new (paths[i], NULL);
          g_assert_true (probe == NULL || probe->n_frames <= 3);
        }
      g_free (paths[i]);
    }
}

static void
check_refused (const char *path, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesProbe) probe = rushes_probe_new (path, &error);

  g_assert_null (probe);
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_NOT_A_VIDEO);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static void
test_what_is_no_video_says_why (void)
{
  g_autofree char *sound = clips_make ("sound.mp4", "audiotestsrc num-buffers=100 ! audioconvert ! avenc_aac ! aacparse ! mp4mux");
  g_autofree char *unknown = clips_make ("unknown.mp4", "audiotestsrc num-buffers=100 ! audioconvert ! avenc_aac ! aacparse ! mp4mux");
  g_autofree char *encrypted = clips_make ("encrypted.mp4", CLIPS_SOURCE " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux");
  g_autofree char *picture = clips_make ("picture.png", "videotestsrc num-buffers=1 ! pngenc");
  g_autofree char *cut = clips_make ("cut.mp4", "videotestsrc pattern=snow num-buffers=240 ! video/x-raw,width=160,height=96,framerate=24/1 ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux faststart=true");
  g_autofree char *text = g_strconcat (cut, ".txt", NULL);

  clips_replace (unknown, "mp4a", "zzza");
  clips_encrypt (encrypted);
  clips_cut (cut, 0.5);
  g_assert_true (g_file_set_contents (text, "{\"no\": \"video\"}", -1, NULL));
  check_refused (sound, "no picture, only sound");
  check_refused (unknown, "no picture");
  check_refused (encrypted, "encrypted");
  check_refused (picture, "single picture");
  check_refused (cut, "of 10 seconds play");
  check_refused (text, "no video");
}

static void
test_a_sound_that_cannot_be_decoded (void)
{
  g_autofree char *path = clips_make ("mute.mp4", LONGER);
  g_autoptr (RushesProbe) probe = NULL;

  clips_replace (path, "mp4a", "zzza");
  probe = rushes_probe_new (path, NULL);
  g_assert_cmpint (probe->width, ==, 160);
  g_assert_null (probe->missing_decoder);
}

/* It plays without that sound, and the position goes on with the picture. */
static void
test_a_clip_without_its_sound_plays (void)
{
  g_autofree char *path = clips_make ("mute.mp4", LONGER);
  g_autoptr (RushesPlayer) player = rushes_player_new ();
  g_autofree char *problem = NULL;

  clips_replace (path, "mp4a", "zzza");
  rushes_player_open (player, path, 24);
  rushes_player_set_playing (player, TRUE);
  while (rushes_player_get_position (player) < 0.5)
    g_main_context_iteration (NULL, TRUE);
  rushes_player_seek (player, 1.5, TRUE);
  while (rushes_player_get_playing (player))
    g_main_context_iteration (NULL, TRUE);
  g_object_get (player, "problem", &problem, NULL);
  g_assert_null (problem);
  g_assert_cmpint (rushes_player_get_frame (player), >=, 46);
}

static void
check_threads (const char *decoder, const char *property)
{
  g_autoptr (GstElement) pipeline = gst_object_ref_sink (gst_pipeline_new (NULL)), bin = NULL;
  GstElement *element = gst_element_factory_make (decoder, NULL);
  GValue value = G_VALUE_INIT;

  g_assert_nonnull (element);
  rushes_filmstrip_use_threads (G_OBJECT (pipeline), 1);
  bin = gst_object_ref_sink (gst_bin_new (NULL));
  gst_bin_add (GST_BIN (pipeline), bin);
  gst_bin_add (GST_BIN (bin), element); /* as deep as decodebin has it */
  g_value_init (&value, G_TYPE_INT64);
  g_object_get_property (G_OBJECT (element), property, &value);
  g_assert_cmpint (g_value_get_int64 (&value), ==, 1);
  g_value_unset (&value);
}

/* Posters are made by several workers: each decodes alone. */
static void
test_decoders_of_posters_have_one_thread (void)
{
  check_threads ("avdec_h264", "max-threads");
  check_threads ("vp8dec", "threads");
}

static void
check_advice (const char *detail, const char *name, const char *package)
{
  g_autofree char *text = rushes_missing_dup_name (detail), *advice = rushes_missing_dup_advice_in (detail, FALSE);
  g_autofree char *in_sandbox = rushes_missing_dup_advice_in (detail, TRUE);

  g_assert_cmpstr (text, ==, name);
  g_assert_nonnull (strstr (advice, package));
  g_assert_nonnull (strstr (in_sandbox, " org.freedesktop.Platform.codecs-extra,"));
}

/* As GStreamer writes them, in any language. */
static void
test_what_is_missing_is_named (void)
{
  check_advice ("gstreamer|1.0|rushes|H.264-Dekoder|decoder-video/x-h264, level=(string)1.1", "H.264-Dekoder", "gstreamer1.0-libav");
  check_advice ("gstreamer|1.0|rushes|image/webp decoder|decoder-image/webp", "Animated WebP decoder", " webp-pixbuf-loader,");
  check_advice ("gstreamer|1.0|rushes|VP9 decoder|decoder-video/x-vp9, profile=(string)0", "VP9 decoder", "gstreamer1.0-plugins-good");
  check_advice ("gstreamer|1.0|rushes|Matroska demuxer|decoder-video/x-matroska", "Matroska demuxer", "gstreamer1-plugins-good");
  check_advice ("gstreamer|1.0|rushes|MPEG-2 Transport Stream demuxer|decoder-video/mpegts, systemstream=(boolean)true",
                "MPEG-2 Transport Stream demuxer", "gstreamer1.0-plugins-bad");
  check_advice ("something else", "something else", "gstreamer1-plugin-libav");
}

/* How loud a column is, from 0 to 1: as high as it is white. */
static double
get_loudness (GdkPixbuf *waveform, int column)
{
  const guchar *pixels = gdk_pixbuf_read_pixels (waveform);
  int n = 0;

  for (int row = 0; row < RUSHES_WAVEFORM_HEIGHT; row++)
    n += pixels[row * gdk_pixbuf_get_rowstride (waveform) + column * 4 + 3] == 255;
  return n / (double) RUSHES_WAVEFORM_HEIGHT;
}

/* Evenly over the clip: the sound ends where half of the picture has been seen. */
static void
test_a_waveform_is_as_loud_as_the_clip (void)
{
  g_autofree char *half = clips_make ("half.mp4", "audiotestsrc num-buffers=43 volume=0.8 ! audio/x-raw,rate=44100 ! audioconvert ! avenc_aac ! aacparse ! mux. "
                                      CLIPS_SOURCE " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux name=mux"),
                  *mute = clips_make ("mute.mp4", CLIPS_SOURCE " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux");
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) waveform = rushes_waveform_extract (half, &error), none = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (waveform), ==, RUSHES_WAVEFORM_WIDTH);
  for (int column = 40; column < RUSHES_WAVEFORM_WIDTH / 2 - 40; column++)
    g_assert_cmpfloat (get_loudness (waveform, column), >, 0.5);
  for (int column = RUSHES_WAVEFORM_WIDTH / 2 + 60; column < RUSHES_WAVEFORM_WIDTH; column++)
    g_assert_cmpfloat (get_loudness (waveform, column), <, 0.1);
  none = rushes_waveform_extract (mute, &error);
  g_assert_null (none);
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rushes_media_init ();
  g_test_add_func ("/shown/sizes", test_sizes);
  g_test_add_func ("/shown/all-turns-are-known", test_all_turns_are_known);
  g_test_add_func ("/shown/turned-clips", test_turned_clips);
  g_test_add_func ("/shown/the-player-turns-and-draws-out", test_the_player_turns_and_draws_out);
  g_test_add_func ("/shown/a-clip-is-left-at-any-moment", test_a_clip_is_left_at_any_moment);
  g_test_add_func ("/shown/pixels-that-are-no-squares", test_pixels_that_are_no_squares);
  g_test_add_func ("/shown/odd-sizes", test_odd_sizes);
  g_test_add_func ("/shown/what-can-be-seen-through-is-black", test_what_can_be_seen_through_is_black);
  g_test_add_func ("/shown/frames-of-any-length", test_frames_of_any_length);
  g_test_add_func ("/shown/hundredths-are-a-steady-rate", test_hundredths_are_a_steady_rate);
  g_test_add_func ("/shown/frames-without-a-time", test_frames_without_a_time);
  g_test_add_func ("/shown/steps-meet-every-frame", test_steps_meet_every_frame);
  g_test_add_func ("/shown/a-longer-sound-does-not-count", test_a_longer_sound_does_not_count);
  g_test_add_func ("/shown/a-file-stays-what-it-is", test_a_file_stays_what_it_is);
  g_test_add_func ("/shown/animations-are-clips", test_animations_are_clips);
  g_test_add_func ("/shown/broken-animations", test_broken_animations);
  g_test_add_func ("/shown/what-is-no-video-says-why", test_what_is_no_video_says_why);
  g_test_add_func ("/shown/a-sound-that-cannot-be-decoded", test_a_sound_that_cannot_be_decoded);
  g_test_add_func ("/shown/a-clip-without-its-sound-plays", test_a_clip_without_its_sound_plays);
  g_test_add_func ("/shown/what-is-missing-is-named", test_what_is_missing_is_named);
  g_test_add_func ("/shown/a-poster-shows-something", test_a_poster_shows_something);
  g_test_add_func ("/shown/decoders-of-posters-have-one-thread", test_decoders_of_posters_have_one_thread);
  g_test_add_func ("/shown/a-waveform-is-as-loud-as-the-clip", test_a_waveform_is_as_loud_as_the_clip);
  return g_test_run ();
}
