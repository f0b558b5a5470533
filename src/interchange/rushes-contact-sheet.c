/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-contact-sheet.h"

#include "rushes-sheet-picture.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>
#include <pango/pangocairo.h>

/* All shots on paper, three beside each other and four below: frame, number, length, action, dialogue. Lengths are points of 1/72 inch. */

#define COLUMNS 3
#define ROWS 4
#define MARGIN 36.0
#define GAP 14.0
#define HEADER 30.0
#define TEXT_HEIGHT 72.0 /* below a frame */
#define PRINT_DPI 300.0  /* more is not seen on paper */
#define SCREEN_DPI 150.0

typedef struct
{
  cairo_t *cr;
  const RushesSequence *sequence;
  const RushesSheetOptions *options;
  double width, height; /* of the paper */
} Sheet;

/* Returns: how many sheets of paper the shots need; one if there is none */
guint
rushes_contact_sheet_count_pages (const RushesSequence *sequence)
{
  return MAX (1, (sequence->shots->len + COLUMNS * ROWS - 1) / (COLUMNS * ROWS));
}

/* Where it stands at most @lines lines, as wide as there is room. Returns: how high it is */
static double
draw_text (Sheet *sheet, double x, double y, double width, int lines, const char *font, PangoAlignment alignment, const char *text)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (sheet->cr);
  PangoFontDescription *description = pango_font_description_from_string (font);
  int height;

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_height (layout, -lines);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, alignment);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);
  cairo_move_to (sheet->cr, x, y);
  pango_cairo_show_layout (sheet->cr, layout);
  return (double) height / PANGO_SCALE;
}

static void
draw_empty (Sheet *sheet, double x, double y, double width, double height)
{
  cairo_set_source_rgb (sheet->cr, 0.6, 0.6, 0.6);
  cairo_set_line_width (sheet->cr, 0.5);
  cairo_rectangle (sheet->cr, x, y, width, height);
  cairo_stroke (sheet->cr);
  draw_text (sheet, x, y + height / 2 - 6, width, 1, "Sans 8", PANGO_ALIGN_CENTER, _("No picture yet"));
  cairo_set_source_rgb (sheet->cr, 0, 0, 0);
}

/* As large as it fits into the board's shape, in its middle. */
static void
draw_picture (Sheet *sheet, GdkPixbuf *picture, double x, double y, double width, double height)
{
  cairo_surface_t *surface = rushes_sheet_picture_new (picture);
  double own_width = gdk_pixbuf_get_width (picture), own_height = gdk_pixbuf_get_height (picture), scale = MIN (width / own_width, height / own_height);

  cairo_save (sheet->cr);
  cairo_translate (sheet->cr, x + (width - own_width * scale) / 2, y + (height - own_height * scale) / 2);
  cairo_scale (sheet->cr, scale, scale);
  cairo_set_source_surface (sheet->cr, surface, 0, 0);
  cairo_paint (sheet->cr);
  cairo_restore (sheet->cr);
  cairo_surface_destroy (surface);
}

static char *
dup_head (Sheet *sheet, const RushesSequenceShot *shot)
{
  double seconds = rushes_rate_to_seconds (sheet->sequence->rate, shot->length);

  if (*shot->scene == '\0')
    return g_strdup_printf (_("%s · %.1f s"), shot->number, seconds);
  return g_strdup_printf (_("%s · %.1f s · %s"), shot->number, seconds, shot->scene);
}

static void
draw_words (Sheet *sheet, const RushesSequenceShot *shot, double x, double y, double width)
{
  g_autofree char *head = dup_head (sheet, shot);

  y += draw_text (sheet, x, y, width, 1, "Sans Bold 8", PANGO_ALIGN_LEFT, head);
  if (*shot->action != '\0')
    y += draw_text (sheet, x, y, width, 2, "Sans 7.5", PANGO_ALIGN_LEFT, shot->action);
  if (*shot->dialogue != '\0')
    y += draw_text (sheet, x, y, width, 2, "Sans Italic 7.5", PANGO_ALIGN_LEFT, shot->dialogue);
  if (*shot->notes != '\0')
    draw_text (sheet, x, y, width, 1, "Sans 7", PANGO_ALIGN_LEFT, shot->notes);
}

static void
draw_shot (Sheet *sheet, const RushesSequenceShot *shot, guint place)
{
  double width = (sheet->width - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS;
  double row = (sheet->height - 2 * MARGIN - HEADER) / ROWS, height = MIN (width * sheet->sequence->height / sheet->sequence->width, row - TEXT_HEIGHT);
  double x = MARGIN + (place % COLUMNS) * (width + GAP), y = MARGIN + HEADER + (place / COLUMNS) * row;
  int longest = (int) (MAX (width, height) * PRINT_DPI / 72);
  g_autoptr (GdkPixbuf) picture = NULL;

  if (shot->media != NULL && sheet->options->picture != NULL)
    picture = sheet->options->picture (shot, longest, sheet->options->data);
  if (picture != NULL)
    draw_picture (sheet, picture, x, y, width, height);
  else
    draw_empty (sheet, x, y, width, height);
  draw_words (sheet, shot, x, y + height + 3, width);
}

static void
draw_page (Sheet *sheet, guint page)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%x"), *number = NULL;
  double width = sheet->width - 2 * MARGIN;

  number = g_strdup_printf (_("%u of %u"), page + 1, rushes_contact_sheet_count_pages (sheet->sequence));
  cairo_set_source_rgb (sheet->cr, 1, 1, 1);
  cairo_paint (sheet->cr);
  cairo_set_source_rgb (sheet->cr, 0, 0, 0);
  draw_text (sheet, MARGIN, MARGIN, width * 0.7, 1, "Sans Bold 12", PANGO_ALIGN_LEFT, sheet->sequence->title);
  draw_text (sheet, MARGIN + width * 0.7, MARGIN + 3, width * 0.3, 1, "Sans 8", PANGO_ALIGN_RIGHT, date);
  draw_text (sheet, MARGIN, sheet->height - MARGIN + 8, width, 1, "Sans 8", PANGO_ALIGN_CENTER, number);
  for (guint place = 0; place < COLUMNS * ROWS && page * COLUMNS * ROWS + place < sheet->sequence->shots->len; place++)
    draw_shot (sheet, sheet->sequence->shots->pdata[page * COLUMNS * ROWS + place], place);
}

static Sheet
new_sheet (const RushesSequence *sequence, const RushesSheetOptions *options)
{
  gboolean letter = options->paper == RUSHES_PAPER_LETTER;

  return (Sheet) { NULL, sequence, options, letter ? 612 : 595.28, letter ? 792 : 841.89 };
}

static cairo_status_t
append (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Returns: (transfer full): all pages; words are words, to be found and copied. On a worker */
GBytes *
rushes_contact_sheet_write_pdf (const RushesSequence *sequence, const RushesSheetOptions *options)
{
  Sheet sheet = new_sheet (sequence, options);
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, bytes, sheet.width, sheet.height);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, sequence->title);
  sheet.cr = cairo_create (surface);
  for (guint page = 0; page < rushes_contact_sheet_count_pages (sequence); page++)
    {
      draw_page (&sheet, page);
      cairo_show_page (sheet.cr);
    }
  cairo_destroy (sheet.cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

/* @page: from 0. Returns: (transfer full): one page as a picture. On a worker */
GBytes *
rushes_contact_sheet_write_png (const RushesSequence *sequence, const RushesSheetOptions *options, guint page)
{
  Sheet sheet = new_sheet (sequence, options);
  GByteArray *bytes = g_byte_array_new ();
  double scale = SCREEN_DPI / 72;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (sheet.width * scale), (int) (sheet.height * scale));

  sheet.cr = cairo_create (surface);
  cairo_scale (sheet.cr, scale, scale);
  draw_page (&sheet, page);
  cairo_destroy (sheet.cr);
  cairo_surface_write_to_png_stream (surface, append, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}
