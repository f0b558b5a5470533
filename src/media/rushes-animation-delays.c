/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-animation-delays.h"

#include "rushes-bytes.h"

#include <string.h>

/* How long each picture of a GIF or an animated WebP stays. The picture library decodes them, but only tells the delay of
 * the picture it stands on and never how many there are, so the headers are counted here (GIF89a; RFC 9649). */

#define SHORTEST_MS 20 /* what is shorter is shown for a tenth of a second, as everywhere */
#define USUAL_MS 100

static void
add (GArray *delays, guint ms)
{
  if (ms < SHORTEST_MS)
    ms = USUAL_MS;
  g_array_append_val (delays, ms);
}

/* Over blocks of up to 255 bytes, each with its length before it. */
static gsize
skip_blocks (const guint8 *data, gsize size, gsize at)
{
  while (at < size && data[at] != 0)
    at += 1 + data[at];
  return at + 1;
}

static gsize
get_palette (guint8 flags)
{
  return flags & 0x80 ? (gsize) 3 << ((flags & 7) + 1) : 0;
}

static void
read_gif (GArray *delays, const guint8 *data, gsize size)
{
  gsize at = 13 + get_palette (data[10]);
  guint delay = 0;

  while (at + 10 < size && data[at] != ';')
    if (data[at] == ',')
      {
        add (delays, delay * 10);
        delay = 0;
        at = skip_blocks (data, size, at + 10 + get_palette (data[at + 9]) + 1);
      }
    else if (data[at] == '!')
      {
        if (data[at + 1] == 0xf9)
          delay = data[at + 4] | data[at + 5] << 8;
        at = skip_blocks (data, size, at + 2);
      }
    else
      return;
}

static void
read_webp (GArray *delays, const guint8 *data, gsize size)
{
  gsize at = 12;

  while (at + 8 <= size)
    {
      gsize length = rushes_bytes_get_little (data + at + 4, 4);
      if (memcmp (data + at, "ANMF", 4) == 0 && at + 8 + 16 <= size)
        add (delays, (guint) rushes_bytes_get_little (data + at + 8 + 12, 3));
      at += 8 + length + (length & 1);
    }
}

/* Returns: (transfer full): milliseconds (guint) of each picture; none where it is a single one, or neither kind of file */
GArray *
rushes_animation_delays_read (const guint8 *data, gsize size)
{
  GArray *delays = g_array_new (FALSE, FALSE, sizeof (guint));

  if (size > 16 && memcmp (data, "GIF8", 4) == 0)
    read_gif (delays, data, size);
  else if (size > 16 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    read_webp (delays, data, size);
  return delays;
}
