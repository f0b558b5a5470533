/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-card.h"

#include <cairo.h>
#include <pango/pangocairo.h>

/* What is seen where there is no picture yet. */

#define MARGIN 0.1 /* of the width */
#define LETTER 0.05 /* of the height */

static PangoLayout *
lay_out (cairo_t *cr, const char *text, int width, int height)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("Sans");

  pango_font_description_set_absolute_size (font, MAX (8, height * LETTER) * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (int) (width * (1 - 2 * MARGIN) * PANGO_SCALE));
  pango_layout_set_height (layout, (int) (height * (1 - 2 * MARGIN) * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static void
draw (cairo_t *cr, const char *text, int width, int height)
{
  g_autoptr (PangoLayout) layout = lay_out (cr, text, width, height);
  int high;

  pango_layout_get_pixel_size (layout, NULL, &high);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0.75, 0.75, 0.75);
  cairo_move_to (cr, width * MARGIN, (height - high) / 2.0);
  pango_cairo_show_layout (cr, layout);
}

/* Without alpha cairo's pixels are 32 bits, of which 24 count. */
static void
copy_pixels (cairo_surface_t *surface, GdkPixbuf *card)
{
  const guint8 *from = cairo_image_surface_get_data (surface);
  guint8 *to = gdk_pixbuf_get_pixels (card);

  for (int y = 0; y < gdk_pixbuf_get_height (card); y++)
    for (int x = 0; x < gdk_pixbuf_get_width (card); x++)
      {
        guint32 pixel = ((const guint32 *) (gconstpointer) (from + y * cairo_image_surface_get_stride (surface)))[x];
        guint8 *rgb = to + y * gdk_pixbuf_get_rowstride (card) + x * 3;
        rgb[0] = pixel >> 16 & 0xff;
        rgb[1] = pixel >> 8 & 0xff;
        rgb[2] = pixel & 0xff;
      }
}

/* Returns: (transfer full): @text in the middle of black. Any thread */
GdkPixbuf *
rushes_card_draw (const char *text, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  GdkPixbuf *card = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  draw (cr, text, width, height);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  copy_pixels (surface, card);
  cairo_surface_destroy (surface);
  return card;
}
