/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-picture.h"

#include "rushes-error.h"
#include "rushes-replace.h"
#include "rushes-sync.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define FILE_LIMIT (128 * 1024 * 1024)

#define PNG_LIMIT (4 * 1024 * 1024) /* above this a photograph is sent as JPEG: bodies have limits */

/* @source scaled into a frame of exactly @width × @height, with black bars where it does not fill it. */
static GdkPixbuf *
place (GdkPixbuf *source, int width, int height, const RushesCut *cut)
{
  int source_width = gdk_pixbuf_get_width (source), source_height = gdk_pixbuf_get_height (source);
  RushesPlacement at = rushes_cut_place (cut, source_width, source_height, width, height);
  int left = MAX (0, at.x), top = MAX (0, at.y);
  int right = MIN (width, at.x + source_width * at.scale + 0.5), bottom = MIN (height, at.y + source_height * at.scale + 0.5);
  GdkPixbuf *target = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  if (target == NULL)
    return NULL;
  gdk_pixbuf_fill (target, 0x000000ff);
  if (right > left && bottom > top)
    gdk_pixbuf_composite (source, target, left, top, right - left, bottom - top, at.x, at.y, at.scale, at.scale, GDK_INTERP_BILINEAR, 255);
  return target;
}

/* Without loss unless that is too large. @ending: (out): of a file name */
static gboolean
encode (GdkPixbuf *picture, char **data, gsize *length, const char **ending, GError **error)
{
  *ending = ".png";
  if (!gdk_pixbuf_save_to_buffer (picture, data, length, "png", error, NULL))
    return FALSE;
  if (*length <= PNG_LIMIT)
    return TRUE;
  g_clear_pointer (data, g_free);
  *ending = ".jpg";
  return gdk_pixbuf_save_to_buffer (picture, data, length, "jpeg", error, "quality", "95", NULL);
}

/* What is decoded is the file as it was when it was opened. gdk-pixbuf may open it a second time, from 2.44 on, and would fail where another process, or another thread of ours, has put
 * the same picture in its place meanwhile. Returns: (transfer full) (nullable) */
static GInputStream *
read_whole (const char *path, GError **error)
{
  GStatBuf status;
  char *data;
  gsize length;

  if (g_stat (path, &status) == 0 && status.st_size > FILE_LIMIT)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("The picture file is larger than 128 MB"));
      return NULL;
    }
  return g_file_get_contents (path, &data, &length, error) ? g_memory_input_stream_new_from_data (data, (gssize) length, g_free) : NULL;
}

/* What JPEG cannot hold lies on black. */
static GdkPixbuf *
drop_alpha (GdkPixbuf *picture)
{
  const RushesCut whole = { 0 };

  return gdk_pixbuf_get_has_alpha (picture) ? place (picture, gdk_pixbuf_get_width (picture), gdk_pixbuf_get_height (picture), &whole)
                                            : g_object_ref (picture);
}

/**
 * rushes_picture_prepare:
 * @width, @height: the target size in pixels; 0 keeps the picture's own
 * @cut: which part of it
 * @folder: where the result is kept; made if needed
 *
 * Turns a picture upright, brings it to exactly the target size (servers refuse any other) and keeps it as a
 * PNG or JPEG without metadata, named by its content. Blocking.
 *
 * Returns: (transfer full): the path of the file
 */
char *
rushes_picture_prepare (const char *path, int width, int height, const RushesCut *cut, const char *folder, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GdkPixbuf) loaded = NULL, upright = NULL, target = NULL;
  g_autofree char *data = NULL, *hash = NULL, *name = NULL, *result = NULL;
  const char *ending;
  gsize length;

  stream = read_whole (path, &cause);
  loaded = stream != NULL ? gdk_pixbuf_new_from_stream (stream, NULL, &cause) : NULL;
  if (loaded == NULL)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("“%s” cannot be read as a picture: %s"), path,
                   cause->message);
      return NULL;
    }
  upright = gdk_pixbuf_apply_embedded_orientation (loaded);
  target = width > 0 && height > 0 ? place (upright, width, height, cut) : drop_alpha (upright);
  if (target == NULL || !encode (target, &data, &length, &ending, &cause))
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("The picture could not be scaled: %s"),
                   cause != NULL ? cause->message : _("too large"));
      return NULL;
    }
  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guint8 *) data, length);
  name = g_strconcat (hash, ending, NULL);
  result = g_build_filename (folder, name, NULL);
  rushes_sync_make_folder (folder);
  if (g_file_test (result, G_FILE_TEST_EXISTS) || rushes_replace_file (result, data, (gssize) length, &cause))
    return g_steal_pointer (&result);
  rushes_error_set_from_file (error, cause, "keep the picture");
  return NULL;
}

/**
 * rushes_picture_load:
 * @longest: pixels that its longer side has at most; a smaller picture stays as it is
 *
 * Blocking, any thread.
 *
 * Returns: (transfer full) (nullable): to be looked at, upright; NULL with gdk-pixbuf's or the file's own error
 */
GdkPixbuf *
rushes_picture_load (const char *path, int longest, GError **error)
{
  g_autoptr (GInputStream) stream = read_whole (path, error);
  g_autoptr (GdkPixbuf) stored = NULL;
  int width = 0, height = 0;

  if (stream == NULL)
    return NULL;
  gdk_pixbuf_get_file_info (path, &width, &height);
  if (width > 0 && MAX (width, height) < longest)
    stored = gdk_pixbuf_new_from_stream (stream, NULL, error);
  else
    stored = gdk_pixbuf_new_from_stream_at_scale (stream, longest, longest, TRUE, NULL, error);
  return stored != NULL ? gdk_pixbuf_apply_embedded_orientation (stored) : NULL;
}
