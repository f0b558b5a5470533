/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-container.h"

#include "rushes-bytes.h"
#include "rushes-error.h"
#include "rushes-frames.h"

#include <glib/gi18n.h>
#include <gst/base/base.h>
#include <gst/pbutils/pbutils.h>
#include <inttypes.h>
#include <string.h>

/* What kind of file is this, and is an MP4 complete? GStreamer tells the kind by the content, but takes a truncated
 * fast-start MP4 for a whole one, so the top-level boxes are added up here (ISO/IEC 14496-12, section 4.2). */

#define HEAD 65536        /* bytes that are looked at to tell the kind */
#define MOST_BOXES 500000 /* 35 hours in fragments of a quarter of a second; each takes a read */

/* Whether there are only zeros after @position, fewer than the head of a box has. */
static gboolean
is_zero (GInputStream *stream, guint64 position)
{
  guint8 tail[8] = { 0 };
  gsize n;

  return g_seekable_seek (G_SEEKABLE (stream), position, G_SEEK_SET, NULL, NULL) &&
         g_input_stream_read_all (stream, tail, sizeof tail, &n, NULL, NULL) && rushes_bytes_get_big (tail, sizeof tail) == 0;
}

static gboolean
check_boxes (GInputStream *stream, guint64 file_size, gboolean *has_index, GError **error)
{
  guint64 position = 0;
  gboolean has_moov = FALSE, has_mdat = FALSE;
  guint8 head[16];

  for (int n_boxes = 0; position + 8 <= file_size; n_boxes++)
    {
      guint64 size;
      gsize n;

      if (!g_seekable_seek (G_SEEKABLE (stream), position, G_SEEK_SET, NULL, error) ||
          !g_input_stream_read_all (stream, head, sizeof head, &n, NULL, error))
        return FALSE;
      size = rushes_bytes_get_big (head, 4);
      if (size == 1 && n == 16)
        size = rushes_bytes_get_big (head + 8, 8);
      else if (size == 0)
        size = file_size - position; /* to the end of the file */
      has_moov |= memcmp (head + 4, "moov", 4) == 0;
      has_mdat |= memcmp (head + 4, "mdat", 4) == 0;
      if (memcmp (head + 4, "moov", 4) == 0 && size <= file_size - position)
        *has_index = TRUE;
      if (size < 8 || size > file_size - position || n_boxes == MOST_BOXES)
        return rushes_error_set_not_a_video (error, _("%s is cut off"), NULL);
      position += size;
    }
  /* QuickTime may end with a zero where a box would begin. */
  if (!has_moov || !has_mdat || (position != file_size && !is_zero (stream, position)))
    return rushes_error_set_not_a_video (error, _("%s is incomplete"), NULL);
  return TRUE;
}

/* Returns: (transfer full) (nullable): the start of a file */
static GBytes *
read_head (GFile *file, guint64 *file_size, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &cause);
  g_autoptr (GFileInfo) info =
    stream != NULL ? g_file_input_stream_query_info (stream, "standard::size", NULL, &cause) : NULL;
  g_autofree guint8 *head = g_malloc (HEAD);
  gsize n = 0;

  if (info != NULL && g_input_stream_read_all (G_INPUT_STREAM (stream), head, HEAD, &n, NULL, &cause))
    {
      *file_size = g_file_info_get_size (info);
      return g_bytes_new (head, n);
    }
  rushes_error_set_from_file (error, cause, "read the clip");
  return NULL;
}

static gboolean
has_boxes (const char *kind)
{
  return g_str_equal (kind, "video/quicktime") || g_str_equal (kind, "application/x-3gp") || g_str_equal (kind, "audio/x-m4a");
}

static const char *
find_extension (GstCaps *caps)
{
  GstStructure *structure = gst_caps_get_structure (caps, 0);
  const char *kind = gst_structure_get_name (structure);
  g_autofree char *extension = NULL;

  if (g_str_equal (kind, "video/quicktime") && gst_structure_has_field (structure, "variant"))
    return "mp4"; /* GStreamer's list says .mov for both */
  if (g_str_equal (kind, "video/x-ms-asf"))
    return "wmv";
  extension = gst_pb_utils_get_file_extension_from_caps (caps);
  return g_intern_string (extension != NULL ? extension : strchr (kind, '/') + 1); /* "image/webp" */
}

/* Pictures and sounds are let through: what is wrong with them can be said better later. */
static gboolean
is_media (GstCaps *caps)
{
  const char *kind = gst_structure_get_name (gst_caps_get_structure (caps, 0));
  g_autofree char *extension = gst_pb_utils_get_file_extension_from_caps (caps);

  return g_str_has_prefix (kind, "video/") || g_str_has_prefix (kind, "image/") || g_str_has_prefix (kind, "audio/") ||
         (g_str_has_prefix (kind, "application/") && extension != NULL);
}

/* Returns: (transfer full) (nullable): the kind of a file, or %NULL with %RUSHES_ERROR_NOT_A_VIDEO */
static GstCaps *
find_kind (GFile *file, guint64 *size, GError **error)
{
  g_autoptr (GBytes) head = read_head (file, size, error);
  g_autofree char *message = NULL;
  GstCaps *caps;

  if (head == NULL)
    return NULL;
  rushes_media_init ();
  caps = g_bytes_get_size (head) > 0
           ? gst_type_find_helper_for_data (NULL, g_bytes_get_data (head, NULL), g_bytes_get_size (head), NULL)
           : NULL;
  if (caps != NULL && is_media (caps))
    return caps;
  gst_clear_caps (&caps);
  message = g_strdup_printf (_("The %" PRIu64 " bytes in it are no video"), *size);
  rushes_error_set_not_a_video (error, *size > 0 ? _("%s is no video and no picture that moves") : _("%s is empty"), message);
  return NULL;
}

/**
 * rushes_container_get_extension:
 *
 * Returns: (transfer none) (nullable): the file's extension by its content: "mp4", "mkv", "gif" …, or %NULL with
 * %RUSHES_ERROR_NOT_A_VIDEO where it is nothing that is known. Blocking.
 */
const char *
rushes_container_get_extension (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint64 size = 0;
  g_autoptr (GstCaps) caps = find_kind (file, &size, error);

  return caps != NULL ? find_extension (caps) : NULL;
}

/**
 * rushes_container_check:
 * @plays: (out) (optional): whether what is there can be played, cut off or not
 *
 * Whether all of an MP4 and its kin is there; of others nothing can be said. Blocking.
 */
gboolean
rushes_container_check (const char *path, gboolean *plays, GError **error)
{
  gboolean has_index = FALSE, whole;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint64 size = 0;
  g_autoptr (GstCaps) caps = find_kind (file, &size, error);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError) cause = NULL;

  if (caps == NULL || !has_boxes (gst_structure_get_name (gst_caps_get_structure (caps, 0))))
    return caps != NULL;
  stream = g_file_read (file, NULL, &cause);
  whole = stream != NULL && check_boxes (G_INPUT_STREAM (stream), size, &has_index, error);
  if (stream == NULL)
    rushes_error_set_from_file (error, cause, "read the clip");
  if (plays != NULL)
    *plays = has_index;
  return whole;
}

/* "RIFF", its size, "AVI ", "LIST", its size, "hdrl", "avih", its size, and then: microseconds a frame, rate, padding, flags,
 * frames (AVI RIFF File Reference). */
static gint64
read_avi (const guint8 *data, gsize length, guint64 file_size)
{
  if (length < 52 || memcmp (data, "RIFF", 4) != 0 || memcmp (data + 8, "AVI ", 4) != 0 || memcmp (data + 24, "avih", 4) != 0)
    return 0;
  return rushes_bytes_get_little (data + 4, 4) > file_size - 8 ? (gint64) (rushes_bytes_get_little (data + 32, 4) * rushes_bytes_get_little (data + 48, 4) / 1000) : 0;
}

/**
 * rushes_container_get_promise:
 *
 * GStreamer counts only what is there of an AVI that was cut. Blocking.
 *
 * Returns: how long it was meant to be (milliseconds), 0 where it is whole, or no AVI
 */
gint64
rushes_container_get_promise (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint64 size = 0;
  g_autoptr (GBytes) head = read_head (file, &size, NULL);

  return head != NULL ? read_avi (g_bytes_get_data (head, NULL), g_bytes_get_size (head), size) : 0;
}
