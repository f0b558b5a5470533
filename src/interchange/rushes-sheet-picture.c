/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-sheet-picture.h"

/* A picture as Cairo draws it; in a PDF it stands as a JPEG, which is a tenth of what the pixels would be. */

static void
copy_row (const guchar *from, guint32 *to, int width, int n_channels)
{
  for (int x = 0; x < width; x++, from += n_channels)
    {
      guint alpha = n_channels == 4 ? from[3] : 255; /* what can be seen through lies on white paper */
      guint red = (from[0] * alpha + 255 * (255 - alpha)) / 255, green = (from[1] * alpha + 255 * (255 - alpha)) / 255,
            blue = (from[2] * alpha + 255 * (255 - alpha)) / 255;
      to[x] = red << 16 | green << 8 | blue;
    }
}

static void
add_jpeg (cairo_surface_t *surface, GdkPixbuf *picture)
{
  char *data = NULL;
  gsize length = 0;

  if (gdk_pixbuf_save_to_buffer (picture, &data, &length, "jpeg", NULL, "quality", "90", NULL))
    cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, (const guchar *) data, length, g_free, data);
}

/* Returns: to be destroyed */
cairo_surface_t *
rushes_sheet_picture_new (GdkPixbuf *picture)
{
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture), n_channels = gdk_pixbuf_get_n_channels (picture);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  guchar *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  cairo_surface_flush (surface);
  for (int y = 0; pixels != NULL && y < height; y++)
    copy_row (gdk_pixbuf_read_pixels (picture) + (gsize) y * gdk_pixbuf_get_rowstride (picture), (guint32 *) (void *) (pixels + (gsize) y * stride), width,
              n_channels);
  cairo_surface_mark_dirty (surface);
  if (!gdk_pixbuf_get_has_alpha (picture))
    add_jpeg (surface, picture);
  return surface;
}
