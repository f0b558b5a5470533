/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-mp4.h"

#include "rushes-error.h"

#include <string.h>

/* What kind of file is this, and is an MP4 complete? GStreamer takes a truncated fast-start MP4 for a
 * whole one, so the top-level boxes are added up here (ISO/IEC 14496-12, section 4.2). */

typedef struct
{
  const char *magic;
  gsize offset, length;
  const char *extension;
} Magic;

static const Magic magics[] = {
  { "ftyp", 4, 4, "mp4" },
  { "\x1a\x45\xdf\xa3", 0, 4, "webm" },
  { "GIF8", 0, 4, "gif" },
  { "WEBP", 8, 4, "webp" },
};

static guint64
read_be (const guint8 *data, int bytes)
{
  guint64 value = 0;

  for (int i = 0; i < bytes; i++)
    value = value << 8 | data[i];
  return value;
}

static gboolean
set_broken (GError **error, const char *what)
{
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_NOT_A_VIDEO, "%s", what);
  return FALSE;
}

static gboolean
check_boxes (GInputStream *stream, guint64 file_size, GError **error)
{
  guint64 position = 0;
  gboolean has_moov = FALSE, has_mdat = FALSE;
  guint8 head[16];

  while (position + 8 <= file_size)
    {
      guint64 size;
      gsize n;

      if (!g_seekable_seek (G_SEEKABLE (stream), position, G_SEEK_SET, NULL, error) ||
          !g_input_stream_read_all (stream, head, sizeof head, &n, NULL, error))
        return FALSE;
      size = read_be (head, 4);
      if (size == 1 && n == 16)
        size = read_be (head + 8, 8);
      else if (size == 0)
        size = file_size - position; /* to the end of the file */
      has_moov |= memcmp (head + 4, "moov", 4) == 0;
      has_mdat |= memcmp (head + 4, "mdat", 4) == 0;
      if (size < 8 || size > file_size - position)
        return set_broken (error, "The MP4 file is cut off");
      position += size;
    }
  if (!has_moov || !has_mdat || position != file_size)
    return set_broken (error, "The MP4 file is incomplete");
  return TRUE;
}

/**
 * rushes_mp4_check:
 *
 * Returns: (transfer none) (nullable): the file's extension by its content, "mp4" only if every box is
 * there, or %NULL with %RUSHES_ERROR_NOT_A_VIDEO. Blocking.
 */
const char *
rushes_mp4_check (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) cause = NULL;
  guint8 head[16] = { 0 };
  gsize n = 0;

  stream = g_file_read (file, NULL, &cause);
  info = stream != NULL ? g_file_input_stream_query_info (stream, "standard::size", NULL, &cause) : NULL;
  if (info == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &n, NULL, &cause))
    {
      rushes_error_set_from_file (error, cause, "read the clip");
      return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    if (n >= magics[i].offset + magics[i].length &&
        memcmp (head + magics[i].offset, magics[i].magic, magics[i].length) == 0)
      return !g_str_equal (magics[i].extension, "mp4") ||
                 check_boxes (G_INPUT_STREAM (stream), g_file_info_get_size (info), error)
               ? magics[i].extension
               : NULL;
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_NOT_A_VIDEO,
               "The %" G_GOFFSET_FORMAT " bytes received are no video file",
               g_file_info_get_size (info));
  return NULL;
}
