/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "clips.h"

#include <string.h>

/* Of 24 frames a second, those stay that 5 or 7 divides. */
static GstPadProbeReturn
drop (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  guint64 frame = (GST_BUFFER_PTS (GST_PAD_PROBE_INFO_BUFFER (info)) * 24 + GST_SECOND / 2) / GST_SECOND;

  return frame % 5 == 0 || frame % 7 == 0 ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

#define BITS 8
#define BLOCK 16 /* pixels */

/* Eight blocks in a row, black or white: the frame's number, its lowest bit first. */
static GstPadProbeReturn
number (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GstBuffer *buffer = gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  guint64 frame = (GST_BUFFER_PTS (buffer) * 24 + GST_SECOND / 2) / GST_SECOND;
  GstMapInfo map;

  GST_PAD_PROBE_INFO_DATA (info) = buffer;
  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_READWRITE));
  for (int y = 2 * BLOCK; y < 4 * BLOCK; y++)
    for (int bit = 0; bit < BITS; bit++)
      memset (map.data + y * CLIPS_WIDTH + (bit + 1) * BLOCK, frame >> bit & 1 ? 235 : 16, BLOCK);
  gst_buffer_unmap (buffer, &map);
  return GST_PAD_PROBE_OK;
}

/* Returns: (transfer full) */
GdkPixbuf *
clips_download (GdkTexture *texture)
{
  GdkPixbuf *picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, gdk_texture_get_width (texture), gdk_texture_get_height (texture));

  /* Blue comes first in it, which black and white do not mind. */
  gdk_texture_download (texture, gdk_pixbuf_get_pixels (picture), gdk_pixbuf_get_rowstride (picture));
  return picture;
}

/* Returns: the number that is seen on a frame of %CLIPS_NUMBERED */
int
clips_read_number (GdkPixbuf *frame)
{
  int number = 0;

  for (int bit = 0; bit < BITS; bit++)
    number |= ((clips_get_pixel (frame, (bit + 1) * BLOCK + BLOCK / 2, 3 * BLOCK) >> 8 & 0xff) > 128) << bit;
  return number;
}

/* The same over the whole of an I420 picture of any size and rate, as bars. */
static GstPadProbeReturn
draw_bars (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  GstBuffer *buffer = gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  int width, height;
  GstMapInfo map;

  GST_PAD_PROBE_INFO_DATA (info) = buffer;
  gst_structure_get (gst_caps_get_structure (caps, 0), "width", G_TYPE_INT, &width, "height", G_TYPE_INT, &height, NULL);
  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_WRITE));
  memset (map.data, 128, map.size);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      map.data[y * GST_ROUND_UP_4 (width) + x] = (GST_BUFFER_OFFSET (buffer) >> (x * BITS / width) & 1) != 0 ? 235 : 16;
  gst_buffer_unmap (buffer, &map);
  return GST_PAD_PROBE_OK;
}

/* Returns: the number that “bars” drew into the frame that is shown there, of any size; -1: there is no frame */
int
clips_read_bars (GdkPaintable *paintable)
{
  g_autoptr (GdkPaintable) image = gdk_paintable_get_current_image (paintable);
  g_autofree guint32 *pixels = NULL;
  int width, height, read = 0;

  if (!GDK_IS_TEXTURE (image))
    return -1;
  width = gdk_texture_get_width (GDK_TEXTURE (image));
  height = gdk_texture_get_height (GDK_TEXTURE (image));
  pixels = g_new (guint32, width * height);
  gdk_texture_download (GDK_TEXTURE (image), (guchar *) pixels, width * 4);
  for (int bit = 0; bit < BITS; bit++)
    read |= ((pixels[height / 2 * width + (2 * bit + 1) * width / (2 * BITS)] & 0xff) > 128) << bit;
  return read;
}

/* Calls @probe for each frame that passes the identity of that name, if there is one. */
static void
probe (GstElement *chain, const char *name, GstPadProbeCallback callback)
{
  g_autoptr (GstElement) element = gst_bin_get_by_name (GST_BIN (chain), name);
  g_autoptr (GstPad) pad = element != NULL ? gst_element_get_static_pad (element, "src") : NULL;

  if (pad != NULL)
    gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, callback, NULL, NULL);
}

/* Runs @pipeline into a file in a folder of its own. An identity called “drop” leaves frames out, “number” and “bars” make
 * each show which it is. Returns: (transfer full) */
char *
clips_make (const char *name, const char *pipeline)
{
  g_autofree char *folder = g_dir_make_tmp ("rushes-XXXXXX", NULL), *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = g_strdup_printf ("%s ! filesink location=\"%s\"", pipeline, path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) chain = gst_parse_launch (text, &error);
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) end = NULL;

  g_assert_no_error (error);
  probe (chain, "number", number);
  probe (chain, "bars", draw_bars);
  probe (chain, "drop", drop);
  bus = gst_element_get_bus (chain);
  gst_element_set_state (chain, GST_STATE_PLAYING);
  end = gst_bus_timed_pop_filtered (bus, 60 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_cmpstr (end != NULL ? GST_MESSAGE_TYPE_NAME (end) : NULL, ==, "eos");
  gst_element_set_state (chain, GST_STATE_NULL);
  return g_steal_pointer (&path);
}

static GByteArray *
load (const char *path)
{
  char *data;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  return g_byte_array_new_take ((guint8 *) data, length);
}

static void
save (const char *path, GByteArray *data)
{
  g_assert_true (g_file_set_contents (path, (const char *) data->data, data->len, NULL));
}

static guint8 *
find (GByteArray *data, const char *name)
{
  guint8 *found = memmem (data->data, data->len, name, strlen (name));

  g_assert_nonnull (found);
  return found;
}

static void
put_be (guint8 *at, gint32 value)
{
  value = GINT32_TO_BE (value);
  memcpy (at, &value, 4);
}

static guint32
get_be (const guint8 *at)
{
  guint32 value;

  memcpy (&value, at, 4);
  return GUINT32_FROM_BE (value);
}

/* Writes how the picture is turned into the track header (ISO/IEC 14496-12, 8.3.2). */
void
clips_turn (const char *path, const int matrix[4])
{
  g_autoptr (GByteArray) data = load (path);
  guint8 *at = find (data, "tkhd") + 4 + 40;

  put_be (at, matrix[0] * 65536);
  put_be (at + 4, matrix[1] * 65536);
  put_be (at + 12, matrix[2] * 65536);
  put_be (at + 16, matrix[3] * 65536);
  save (path, data);
}

void
clips_replace (const char *path, const char *from, const char *to)
{
  g_autoptr (GByteArray) data = load (path);

  memcpy (find (data, from), to, strlen (to));
  save (path, data);
}

void
clips_cut (const char *path, double part)
{
  g_autoptr (GByteArray) data = load (path);

  g_byte_array_set_size (data, data->len * part);
  save (path, data);
}

/* Common encryption (ISO/IEC 23001-7): the sample entry is an “encv” with the box that says how. The index is behind the
 * media, so that nothing else moves. */
void
clips_encrypt (const char *path)
{
  static const char sinf[] = "\0\0\0\x50sinf" "\0\0\0\x0c" "frmaavc1" "\0\0\0\x14schm\0\0\0\0cenc\0\1\0\0" "\0\0\0\x28schi"
                             "\0\0\0\x20tenc\0\0\0\0\0\0\1\x08" "0123456789abcdef";
  static const char *const around[] = { "moov", "trak", "mdia", "minf", "stbl", "stsd", "avc1" };
  g_autoptr (GByteArray) data = load (path);
  gsize length = sizeof sinf - 1, end;
  guint8 *entry;

  for (guint i = 0; i < G_N_ELEMENTS (around); i++)
    {
      guint8 *size = find (data, around[i]) - 4;
      put_be (size, get_be (size) + length);
    }
  entry = find (data, "avc1") - 4;
  memcpy (entry + 4, "encv", 4);
  end = entry - data->data + get_be (entry) - length;
  g_byte_array_set_size (data, data->len + length);
  memmove (data->data + end + length, data->data + end, data->len - length - end);
  memcpy (data->data + end, sinf, length);
  save (path, data);
}

static char *
save_new (const char *name, GByteArray *data)
{
  g_autofree char *folder = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  char *path = g_build_filename (folder, name, NULL);

  save (path, data);
  return path;
}

typedef struct
{
  GByteArray *data;
  guint n_bits;
} Bits;

/* Least significant bit first, as both kinds have it. */
static void
put_bits (Bits *bits, guint value, guint n)
{
  static const guint8 zero = 0;

  for (guint i = 0; i < n; i++, bits->n_bits++)
    {
      if (bits->n_bits % 8 == 0)
        g_byte_array_append (bits->data, &zero, 1);
      bits->data->data[bits->data->len - 1] |= (value >> i & 1) << bits->n_bits % 8;
    }
}

static const guint delays_ms[] = { 200, 500, 300 };

/* 16 × 16 pixels; red, green and blue by turns. LZW without a table: it is cleared before each pixel. */
char *
clips_make_gif_of (const guint *delays, guint n_frames)
{
  static const guint8 head[] = "GIF89a\x10\0\x10\0\x81\0\0\xff\0\0\0\xff\0\0\0\xff\0\0\0!\xff\x0bNETSCAPE2.0\3\1\0\0";
  g_autoptr (GByteArray) gif = g_byte_array_new ();

  g_byte_array_append (gif, head, sizeof head);
  for (guint frame = 0; frame < n_frames; frame++)
    {
      guint8 control[] = { '!', 0xf9, 4, 0, delays[frame] / 10, 0, 0, 0, ',', 0, 0, 0, 0, 16, 0, 16, 0, 0, 2, 0 };
      g_autoptr (GByteArray) pixels = g_byte_array_new ();
      Bits bits = { pixels, 0 };

      for (int i = 0; i < 256; i++)
        {
          put_bits (&bits, 4, 3);
          put_bits (&bits, frame % 3, 3);
        }
      put_bits (&bits, 5, 3);
      control[sizeof control - 1] = pixels->len;
      g_assert_cmpint (pixels->len, <, 256);
      g_byte_array_append (gif, control, sizeof control);
      g_byte_array_append (gif, pixels->data, pixels->len);
      g_byte_array_append (gif, (const guint8 *) "", 1);
    }
  g_byte_array_append (gif, (const guint8 *) ";", 1);
  return save_new ("clip.gif", gif);
}

/* Red for 0.2 s, green for 0.5 s, blue for 0.3 s. */
char *
clips_make_gif (void)
{
  return clips_make_gif_of (delays_ms, G_N_ELEMENTS (delays_ms));
}

static void
append_chunk (GByteArray *file, const char *name, const guint8 *data, guint32 size)
{
  guint32 little = GUINT32_TO_LE (size);

  g_byte_array_append (file, (const guint8 *) name, 4);
  g_byte_array_append (file, (const guint8 *) &little, 4);
  g_byte_array_append (file, data, size);
  if (size % 2 == 1)
    g_byte_array_append (file, (const guint8 *) "", 1);
}

/* A lossless picture of one colour: each channel has a code of one symbol, and so no pixel has a bit. */
static void
append_picture (GByteArray *file, guint red, guint green, guint blue)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  const guint channels[] = { green, red, blue, 255 };
  Bits bits = { data, 0 };

  put_bits (&bits, 0x2f, 8);
  put_bits (&bits, 15, 14);
  put_bits (&bits, 15, 14);
  put_bits (&bits, 0, 4); /* no alpha, version 0 */
  put_bits (&bits, 0, 3); /* no transform, no colour cache, no groups */
  for (int i = 0; i < 4; i++)
    {
      put_bits (&bits, 1 | 0 << 1 | 1 << 2, 3); /* a simple code, one symbol, of eight bits */
      put_bits (&bits, channels[i], 8);
    }
  put_bits (&bits, 1, 4); /* distances: one symbol of one bit, 0 */
  append_chunk (file, "VP8L", data->data, data->len);
}

/* The same pictures as in the GIF (RFC 9649). */
char *
clips_make_webp (void)
{
  static const guint8 extended[10] = { 2, 0, 0, 0, 15, 0, 0, 15, 0, 0 }, animation[6] = { 0 };
  g_autoptr (GByteArray) webp = g_byte_array_new ();
  guint32 size;

  g_byte_array_append (webp, (const guint8 *) "RIFF\0\0\0\0WEBP", 12);
  append_chunk (webp, "VP8X", extended, sizeof extended);
  append_chunk (webp, "ANIM", animation, sizeof animation);
  for (guint frame = 0; frame < 3; frame++)
    {
      guint8 head[16] = { 0, 0, 0, 0, 0, 0, 15, 0, 0, 15, 0, 0, delays_ms[frame] & 255, delays_ms[frame] >> 8, 0, 0 };
      g_autoptr (GByteArray) inner = g_byte_array_new ();

      g_byte_array_append (inner, head, sizeof head);
      append_picture (inner, frame == 0 ? 255 : 0, frame == 1 ? 255 : 0, frame == 2 ? 255 : 0);
      append_chunk (webp, "ANMF", inner->data, inner->len);
    }
  size = GUINT32_TO_LE (webp->len - 8);
  memcpy (webp->data + 4, &size, 4);
  return save_new ("clip.webp", webp);
}

/* A mark bit behind each part, as MPEG has times of 33 bits (ISO/IEC 13818-1, 2.4.3.7); here they are small. */
static void
append_time (GByteArray *file, guint8 kind, guint32 pts)
{
  const guint8 data[] = { kind | 1 | (pts >> 29 & 0x0e), pts >> 22, (pts >> 14 & 0xfe) | 1, pts >> 7, (pts << 1 & 0xfe) | 1 };

  g_byte_array_append (file, data, sizeof data);
}

/* The head of a pack with its clock (2.5.3.3), and that of a packet (2.4.3.6) with when its first frame is shown and decoded. */
static void
append_packet (GByteArray *file, const guint8 *data, gsize size, int frame)
{
  guint32 time = (frame + 1) * 90000 / 24;
  guint8 pack[] = { 0, 0, 1, 0xba, 0x44 | (time >> 27 & 0x38) | (time >> 28 & 3), time >> 20, (time >> 12 & 0xf8) | 4 | (time >> 13 & 3),
                    time >> 5, (time << 3 & 0xf8) | 4, 1, 0, 0x10, 3, 0xf8 };
  guint8 packet[] = { 0, 0, 1, 0xe0, (size + 13) >> 8, size + 13, 0x80, 0xc0, 10 };

  g_byte_array_append (file, pack, sizeof pack);
  g_byte_array_append (file, packet, sizeof packet);
  append_time (file, 0x30, time + 9000);
  append_time (file, 0x10, time + 9000 - 90000 / 24); /* when it is decoded */
  g_byte_array_append (file, data, size);
}

/* An MPEG program stream of 48 frames: a packet has a few of them, cut anywhere, and the time of the first that begins in it. */
char *
clips_make_mpg (void)
{
  g_autofree char *raw = clips_make ("clip.m2v", CLIPS_SOURCE " ! videoconvert ! mpeg2enc format=3");
  g_autoptr (GByteArray) stream = load (raw), mpg = g_byte_array_new ();
  int n = 0;

  for (gsize at = 0; at < stream->len; at += 2000)
    {
      gsize size = MIN (2000, stream->len - at);
      int first = n;

      for (gsize i = at; i < at + size && i + 4 <= stream->len; i++)
        n += memcmp (stream->data + i, "\0\0\1\0", 4) == 0; /* the head of a frame */
      append_packet (mpg, stream->data + at, size, first);
    }
  g_byte_array_append (mpg, (const guint8 *) "\0\0\1\xb9", 4);
  return save_new ("clip.mpg", mpg);
}

/* 0xrrggbb */
guint32
clips_get_pixel (GdkPixbuf *picture, int x, int y)
{
  const guint8 *pixel = gdk_pixbuf_read_pixels (picture) + y * gdk_pixbuf_get_rowstride (picture) + x * gdk_pixbuf_get_n_channels (picture);

  return (guint32) pixel[0] << 16 | pixel[1] << 8 | pixel[2];
}
