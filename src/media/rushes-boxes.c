/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-boxes.h"

#include "rushes-bytes.h"

#include <string.h>

/* The boxes of an MP4 and its kin on disk (ISO/IEC 14496-12, section 4.2), read one head at a time: a file is not mapped,
 * because the disk it is on may go away. */

typedef struct
{
  char type[5];
  guint64 start, end; /* of what is in it; the next box begins at the end, which may lie behind the end of the file */
} Box;

#define MOST 10000 /* boxes side by side: what has more is no index */
#define MOST_TRACKS 100

static gsize
read_at (GInputStream *stream, guint64 at, guint8 *data, gsize size)
{
  gsize n = 0;

  if (at > G_MAXINT64 || !g_seekable_seek (G_SEEKABLE (stream), at, G_SEEK_SET, NULL, NULL))
    return 0;
  g_input_stream_read_all (stream, data, size, &n, NULL, NULL);
  return n;
}

/* @limit: where the box around it ends. Returns: whether a box begins at @at; all of it need not be there */
static gboolean
read_box (GInputStream *stream, guint64 at, guint64 limit, Box *box)
{
  guint8 head[16];
  gsize n = at <= limit && limit - at >= 8 ? read_at (stream, at, head, MIN (sizeof head, limit - at)) : 0, length = 8;
  guint64 size;

  if (n < 8)
    return FALSE;
  size = rushes_bytes_get_big (head, 4);
  if (size == 1 && n == sizeof head)
    {
      size = rushes_bytes_get_big (head + 8, 8);
      length = sizeof head;
    }
  else if (size == 0)
    size = limit - at; /* to the end */
  memcpy (box->type, head + 4, 4);
  box->type[4] = '\0';
  box->start = at + length;
  box->end = size > G_MAXUINT64 - at ? G_MAXUINT64 : at + size;
  return size >= length;
}

/* The first of its type in @around that begins at @at or later. */
static gboolean
find_next (GInputStream *stream, const Box *around, guint64 at, const char *type, Box *box)
{
  for (int i = 0; i < MOST && read_box (stream, at, around->end, box); i++, at = box->end)
    if (g_str_equal (box->type, type))
      return TRUE;
  return FALSE;
}

static gboolean
find_first (GInputStream *stream, const Box *around, const char *type, Box *box)
{
  return find_next (stream, around, around->start, type, box);
}

/* Section 8.4.3: four bytes of version and flags, four that are reserved, and the kind. */
static gboolean
is_picture (GInputStream *stream, const Box *track)
{
  Box media, handler;
  guint8 data[12];

  return find_first (stream, track, "mdia", &media) && find_first (stream, &media, "hdlr", &handler) &&
         read_at (stream, handler.start, data, sizeof data) == sizeof data && memcmp (data + 8, "vide", 4) == 0;
}

/* Section 8.3.2: behind times of four or of eight bytes. The numbers have 16 bits after the point. */
static gboolean
read_turn (GInputStream *stream, const Box *track, int turn[4])
{
  static const int places[] = { 0, 4, 12, 16 };
  Box header;
  guint8 data[52 + 36] = { 0 };
  gsize n = find_first (stream, track, "tkhd", &header)
              ? read_at (stream, header.start, data, MIN (sizeof data, header.end - header.start))
              : 0;
  gsize matrix = data[0] == 1 ? 52 : 40;

  if (n < matrix + 36)
    return FALSE;
  for (int i = 0; i < 4; i++)
    turn[i] = (gint32) rushes_bytes_get_big (data + matrix + places[i], 4) / 65536;
  return TRUE;
}

/**
 * rushes_boxes_find_turn:
 * @turn: (out): a, b, c, d of how the picture's track is turned, in whole numbers
 *
 * Blocking.
 *
 * Returns: whether the file says so
 */
gboolean
rushes_boxes_find_turn (const char *path, int turn[4])
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  Box whole = { .end = G_MAXINT64 }, movie, track;
  guint64 at;

  if (stream == NULL || !find_first (G_INPUT_STREAM (stream), &whole, "moov", &movie))
    return FALSE;
  at = movie.start;
  for (int i = 0; i < MOST_TRACKS && find_next (G_INPUT_STREAM (stream), &movie, at, "trak", &track); i++, at = track.end)
    if (is_picture (G_INPUT_STREAM (stream), &track))
      return read_turn (G_INPUT_STREAM (stream), &track, turn);
  return FALSE;
}
