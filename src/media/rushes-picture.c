/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-picture.h"

#include "rushes-error.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>

#define FILE_LIMIT (128 * 1024 * 1024)

/* The middle of @source, scaled to exactly @width × @height. */
static GdkPixbuf *
crop (GdkPixbuf *source, int width, int height)
{
  double scale = MAX ((double) width / gdk_pixbuf_get_width (source), (double) height / gdk_pixbuf_get_height (source));
  double x = (width - gdk_pixbuf_get_width (source) * scale) / 2;
  double y = (height - gdk_pixbuf_get_height (source) * scale) / 2;
  GdkPixbuf *target = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  if (target == NULL)
    return NULL;
  gdk_pixbuf_fill (target, 0x000000ff);
  gdk_pixbuf_composite (source, target, 0, 0, width, height, x, y, scale, scale, GDK_INTERP_BILINEAR, 255);
  return target;
}

/**
 * rushes_picture_prepare:
 * @width, @height: the target size in pixels; 0 keeps the picture's own
 * @folder: where the result is kept; made if needed
 *
 * Turns a picture upright, takes its middle at exactly the target size (servers refuse any other) and
 * keeps it as a PNG without metadata, named by its content. Blocking.
 *
 * Returns: (transfer full): the path of the PNG
 */
char *
rushes_picture_prepare (const char *path, int width, int height, const char *folder, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GdkPixbuf) loaded = NULL, upright = NULL, target = NULL;
  g_autofree char *data = NULL, *hash = NULL, *name = NULL, *result = NULL;
  GStatBuf status;
  gsize length;

  if (g_stat (path, &status) == 0 && status.st_size > FILE_LIMIT)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, "The picture file is larger than 128 MB");
      return NULL;
    }
  loaded = gdk_pixbuf_new_from_file (path, &cause);
  if (loaded == NULL)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, "“%s” cannot be read as a picture: %s", path,
                   cause->message);
      return NULL;
    }
  upright = gdk_pixbuf_apply_embedded_orientation (loaded);
  target = width > 0 && height > 0 ? crop (upright, width, height) : g_object_ref (upright);
  if (target == NULL || !gdk_pixbuf_save_to_buffer (target, &data, &length, "png", &cause, NULL))
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, "The picture could not be scaled: %s",
                   cause != NULL ? cause->message : "too large");
      return NULL;
    }
  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guint8 *) data, length);
  name = g_strconcat (hash, ".png", NULL);
  result = g_build_filename (folder, name, NULL);
  g_mkdir_with_parents (folder, 0700);
  if (g_file_test (result, G_FILE_TEST_EXISTS) || g_file_set_contents (result, data, length, &cause))
    return g_steal_pointer (&result);
  rushes_error_set_from_file (error, cause, "keep the picture");
  return NULL;
}
