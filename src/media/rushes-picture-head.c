/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-picture-head.h"

#include "rushes-bytes.h"

#include <string.h>

/* What the head of a picture says, before anything decodes it: gdk-pixbuf tells its size before that no more, from 2.44 on. */

static gboolean
read_png (const guint8 *data, gsize size, gint64 *width, gint64 *height)
{
  if (size < 24 || memcmp (data + 12, "IHDR", 4) != 0)
    return FALSE;
  *width = (gint64) rushes_bytes_get_big (data + 16, 4);
  *height = (gint64) rushes_bytes_get_big (data + 20, 4);
  return TRUE;
}

/* Whether the segment says how large the frame is: all of C0 to CF but tables and extensions. */
static gboolean
is_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* Segment after segment, each with its length, up to the first that begins a frame. */
static gboolean
read_jpeg (const guint8 *data, gsize size, gint64 *width, gint64 *height)
{
  gsize at = 2;

  while (at + 9 <= size && data[at] == 0xff)
    {
      guint8 marker = data[at + 1];
      if (is_frame (marker))
        {
          *height = (gint64) rushes_bytes_get_big (data + at + 5, 2);
          *width = (gint64) rushes_bytes_get_big (data + at + 7, 2);
          return TRUE;
        }
      at += marker == 0xff ? 1 : 2 + (gsize) rushes_bytes_get_big (data + at + 2, 2); /* any number of FF may stand before a marker */
    }
  return FALSE;
}

/* One of three: with loss, without, or with more than a picture. */
static gboolean
read_webp (const guint8 *data, gsize size, gint64 *width, gint64 *height)
{
  if (size < 30)
    return FALSE;
  if (memcmp (data + 12, "VP8 ", 4) == 0)
    {
      *width = (gint64) rushes_bytes_get_little (data + 26, 2) & 0x3fff;
      *height = (gint64) rushes_bytes_get_little (data + 28, 2) & 0x3fff;
    }
  else if (memcmp (data + 12, "VP8L", 4) == 0)
    {
      *width = ((gint64) rushes_bytes_get_little (data + 21, 4) & 0x3fff) + 1;
      *height = ((gint64) rushes_bytes_get_little (data + 21, 4) >> 14 & 0x3fff) + 1;
    }
  else if (memcmp (data + 12, "VP8X", 4) == 0)
    {
      *width = (gint64) rushes_bytes_get_little (data + 24, 3) + 1;
      *height = (gint64) rushes_bytes_get_little (data + 27, 3) + 1;
    }
  else
    return FALSE;
  return TRUE;
}

/**
 * rushes_picture_head_read:
 * @data: a file, or as much of its beginning as there is
 * @width: (out): in pixels, as the head says it, and so from 0 to whatever that can say
 * @height: (out): likewise
 *
 * Returns: (nullable): “jpeg”, “png” or “webp”, as gdk-pixbuf calls them; %NULL: it is none of these, or does not say its size
 */
const char *
rushes_picture_head_read (const guint8 *data, gsize size, gint64 *width, gint64 *height)
{
  if (size > 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return read_jpeg (data, size, width, height) ? "jpeg" : NULL;
  if (size > 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return read_png (data, size, width, height) ? "png" : NULL;
  if (size > 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return read_webp (data, size, width, height) ? "webp" : NULL;
  return NULL;
}
