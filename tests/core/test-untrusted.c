/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-boxes.h"
#include "rushes-container.h"
#include "rushes-error.h"
#include "rushes-filmstrip.h"
#include "rushes-frames.h"
#include "rushes-picture-head.h"
#include "rushes-preview.h"
#include "rushes-probe.h"
#include "rushes-scratch.h"
#include "rushes-untrusted-picture.h"

#include <gst/gst.h>
#include <string.h>

/* Files and pictures that somebody made to be more than that. */

static gboolean
on_incoming (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer n_asked)
{
  g_atomic_int_inc ((int *) n_asked);
  return TRUE;
}

static gpointer
run_loop (gpointer loop)
{
  g_main_loop_run (loop);
  return NULL;
}

static char *
put (const char *folder, const char *name, const char *text)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

/* As the player does, until it cannot. */
static void
play (const char *path)
{
  g_autoptr (GstElement) pipeline = gst_object_ref_sink (gst_element_factory_make ("playbin", NULL));
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  g_object_set (pipeline, "uri", uri, "video-sink", gst_element_factory_make ("fakesink", NULL), "audio-sink", gst_element_factory_make ("fakesink", NULL), NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  gst_message_unref (gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_ERROR));
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

static void
test_a_list_of_addresses_is_not_followed (void)
{
  static const char *const lists[] = {
    "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:%1$u/a.ts\n#EXT-X-ENDLIST\n",
    "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nhttp://127.0.0.1:%1$u/a.m3u8\n",
    "<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\" mediaPresentationDuration=\"PT1S\" minBufferTime=\"PT1S\">"
    "<BaseURL>http://127.0.0.1:%1$u/</BaseURL><Period><AdaptationSet mimeType=\"video/mp4\"><Representation id=\"1\" bandwidth=\"1\">"
    "<BaseURL>a.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>",
    "<?xml version=\"1.0\"?>\n<SmoothStreamingMedia MajorVersion=\"2\" MinorVersion=\"0\" Duration=\"10000000\"><StreamIndex Type=\"video\""
    " Url=\"http://127.0.0.1:%1$u/a\"/></SmoothStreamingMedia>",
    "http://127.0.0.1:%1$u/a.mp4\n",
    "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\na=control:rtsp://127.0.0.1:%1$u/\r\nm=video 0 RTP/AVP 96\r\n",
  };
  g_autofree char *folder = rushes_scratch_make ();
  GMainContext *context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (GSocketService) service = NULL;
  GThread *thread;
  int n_asked = 0;
  guint16 port;

  g_main_context_push_thread_default (context);
  service = g_socket_service_new ();
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_signal_connect (service, "incoming", G_CALLBACK (on_incoming), &n_asked);
  g_socket_service_start (service);
  g_main_context_pop_thread_default (context);
  thread = g_thread_new ("listener", run_loop, loop);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", port);
      g_auto (GStrv) parts = g_strsplit (lists[i], "%1$u", -1);
      g_autofree char *text = g_strjoinv (number, parts), *path = put (folder, "clip.mp4", text);
      g_autoptr (RushesProbe) probe = rushes_probe_new (path, NULL);
      g_autoptr (GdkPixbuf) strip = rushes_filmstrip_extract (path, NULL), poster = rushes_filmstrip_extract_poster (path, 64, NULL);

      g_autofree char *frame = g_build_filename (folder, "frame.png", NULL);

      play (path);
      g_assert_false (rushes_filmstrip_save_frame (path, 0, frame, NULL));
      g_assert_null (rushes_container_get_extension (path, NULL));
      g_assert_null (strip);
      g_assert_null (poster);
    }
  g_main_loop_quit (loop);
  g_thread_join (thread);
  g_main_context_unref (context);
  g_assert_cmpint (n_asked, ==, 0);
}

/* Each of the boxes is eight bytes long, and takes a read. */
static void
test_a_clip_of_boxes_alone (void)
{
  const gsize n = 2000000;
  g_autofree char *folder = rushes_scratch_make (), *path = g_build_filename (folder, "clip.mp4", NULL);
  g_autofree char *bytes = g_malloc (n * 8);
  g_autoptr (GError) error = NULL;
  gboolean plays;
  int turn[4];

  for (gsize i = 0; i < n; i++)
    memcpy (bytes + 8 * i, i == 0 ? "\0\0\0\10moov" : i % 2 == 0 ? "\0\0\0\10free" : "\0\0\0\10trak", 8);
  memcpy (bytes, "\0\xf4\x24\0moov", 8); /* all of it */
  g_assert_true (g_file_set_contents (path, bytes, n * 8, NULL));
  g_assert_false (rushes_boxes_find_turn (path, turn));
  memcpy (bytes, "\0\0\0\10moov\0\0\0\10mdat", 16);
  g_assert_true (g_file_set_contents (path, bytes, n * 8, NULL));
  g_assert_false (rushes_container_check (path, &plays, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_NOT_A_VIDEO);
}

static GBytes *
new_picture (int width, int height, const char *kind)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  char *data;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, kind, NULL, NULL));
  return g_bytes_new_take (data, size);
}

static void
check_picture (GBytes *bytes, gboolean shown)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = rushes_untrusted_picture_decode (bytes, &error);

  g_assert_true ((texture != NULL) == shown);
  if (!shown)
    g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL);
}

static void
test_pictures_that_a_server_sends (void)
{
  static const char *const kinds[] = { "png", "jpeg" };
  static const char *const texts[] = { "", "no picture", "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'/>", "GIF89a", "\xff\xd8\xff",
                                       "/* XPM */\nstatic char *a[] = {\"1 1 1 1\", \"a c red\", \"a\"};" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GBytes) small = new_picture (64, 48, kinds[i]), wide = new_picture (30000, 600, kinds[i]), high = new_picture (300, 60000, kinds[i]);
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (small, 0, 40);
      check_picture (small, TRUE);
      check_picture (cut, FALSE);
      check_picture (wide, FALSE);
      check_picture (high, FALSE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      check_picture (bytes, FALSE);
    }
}

static void
check_head (const char *bytes, gsize size, const char *kind, gint64 width, gint64 height)
{
  gint64 read_width = 0, read_height = 0;

  for (gsize cut = 0; cut <= size; cut++) /* whatever is missing, nothing is read that is not there */
    {
      g_autofree guint8 *data = g_memdup2 (bytes, cut);
      const char *read = rushes_picture_head_read (data, cut, &read_width, &read_height);
      g_assert_true (read == NULL || g_str_equal (read, kind));
      g_assert_true (cut < size || (read != NULL && read_width == width && read_height == height));
    }
}

#define HEAD(bytes) bytes, sizeof (bytes) - 1

/* How large it is stands at its beginning, in another place with each kind. */
static void
test_heads_of_pictures (void)
{
  gint64 width, height;

  check_head (HEAD ("\x89PNG\r\n\x1a\n\0\0\0\15IHDR\xff\xff\xff\xfe\0\0\2\1"), "png", 0xfffffffe, 513);
  check_head (HEAD ("\xff\xd8\xff\xe0\0\4ab\xff\xff\xc4\0\3a\xff\xc2\0\21\10\xea\x60\1\x2c"), "jpeg", 300, 60000);
  check_head (HEAD ("RIFFabcdWEBPVP8 abcd123\x9d\1\x2a\xff\x7f\1\x40"), "webp", 0x3fff, 1);
  check_head (HEAD ("RIFFabcdWEBPVP8Labcd\x2f\xff\xff\0\0abcde"), "webp", 16384, 4);
  check_head (HEAD ("RIFFabcdWEBPVP8Xabcd\0\0\0\0\xff\xff\xff\0\0\0"), "webp", 1 << 24, 1);
  g_assert_null (rushes_picture_head_read ((const guint8 *) "\xff\xd8\xff\xda\0\4ab and the rest", 23, &width, &height));
}

static void
on_preview (GdkTexture *texture, gpointer width)
{
  *(int *) width = gdk_texture_get_width (texture);
}

/* Whatever comes in between, the last one that is a picture is what is seen at the end; nobody who is gone is told. */
static void
test_the_newest_preview_is_shown (void)
{
  RushesJobRecord *record = rushes_job_record_new ();
  g_autoptr (RushesJob) job = NULL;
  g_autoptr (RushesPreview) preview = NULL, gone = NULL;
  g_autoptr (GBytes) none = g_bytes_new_static ("none", 4);
  int width = 0, never = 0;

  record->request = rushes_request_new (g_variant_new_parsed ("{'prompt': <'a'>}"));
  job = rushes_job_new (record);
  preview = rushes_preview_new (job, on_preview, &width);
  gone = rushes_preview_new (job, on_preview, &never);
  for (int i = 1; i <= 40; i++)
    {
      g_autoptr (GBytes) picture = new_picture (i, 8, "png");
      rushes_job_set_preview (job, picture);
    }
  g_clear_pointer (&gone, rushes_preview_free);
  while (width != 40)
    g_main_context_iteration (NULL, TRUE);
  rushes_job_set_preview (job, none);
  {
    g_autoptr (GBytes) picture = new_picture (41, 8, "jpeg");
    rushes_job_set_preview (job, picture);
  }
  while (width != 41)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (never, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rushes_media_init ();
  g_test_add_func ("/untrusted/a-list-of-addresses-is-not-followed", test_a_list_of_addresses_is_not_followed);
  g_test_add_func ("/untrusted/a-clip-of-boxes-alone", test_a_clip_of_boxes_alone);
  g_test_add_func ("/untrusted/heads-of-pictures", test_heads_of_pictures);
  g_test_add_func ("/untrusted/pictures-that-a-server-sends", test_pictures_that_a_server_sends);
  g_test_add_func ("/untrusted/the-newest-preview-is-shown", test_the_newest_preview_is_shown);
  return g_test_run ();
}
