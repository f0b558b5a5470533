/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sample-scene.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

/* A small landscape that moves: sky, light, three ridges that pass at different speeds, and somebody or
 * something before it. Everything follows from the prompt and the seed. */

typedef enum
{
  FOREGROUND_TREES,
  FOREGROUND_LIGHTHOUSE,
  FOREGROUND_CITY,
  FOREGROUND_WALKER,
  N_FOREGROUNDS
} Foreground;

typedef struct
{
  double top[3], low[3], land[3]; /* RGB of the sky's top, its horizon, and the land before it */
} Palette;

static const Palette palettes[] = {
  { { 0.09, 0.10, 0.28 }, { 0.98, 0.55, 0.38 }, { 0.10, 0.07, 0.16 } }, /* dusk */
  { { 0.02, 0.04, 0.12 }, { 0.20, 0.34, 0.56 }, { 0.02, 0.04, 0.08 } }, /* night */
  { { 0.36, 0.62, 0.86 }, { 0.98, 0.90, 0.76 }, { 0.14, 0.26, 0.26 } }, /* morning */
  { { 0.30, 0.10, 0.20 }, { 0.99, 0.76, 0.36 }, { 0.16, 0.06, 0.08 } }, /* desert */
  { { 0.16, 0.34, 0.36 }, { 0.78, 0.88, 0.80 }, { 0.04, 0.14, 0.14 } }, /* mist */
};

static const struct
{
  const char *word;
  int palette;
  Foreground foreground;
} words[] = {
  { "lighthouse", 0, FOREGROUND_LIGHTHOUSE }, { "sea", 0, FOREGROUND_LIGHTHOUSE },
  { "night", 1, FOREGROUND_CITY },            { "moon", 1, FOREGROUND_TREES },
  { "city", 1, FOREGROUND_CITY },             { "desert", 3, FOREGROUND_WALKER },
  { "dune", 3, FOREGROUND_WALKER },           { "forest", 4, FOREGROUND_TREES },
  { "fog", 4, FOREGROUND_TREES },             { "morning", 2, FOREGROUND_WALKER },
  { "mountain", 2, FOREGROUND_TREES },        { "walk", 3, FOREGROUND_WALKER },
};

/* A repeatable number in 0..1 out of a seed and an index. */
static double
noise (guint32 seed, guint32 index)
{
  guint32 x = seed ^ (index * 0x9e3779b9u);

  x ^= x >> 16;
  x *= 0x7feb352du;
  x ^= x >> 15;
  x *= 0x846ca68bu;
  x ^= x >> 16;
  return x / 4294967295.0;
}

static void
choose (const char *prompt, guint32 seed, const Palette **palette, Foreground *foreground)
{
  g_autofree char *lower = g_utf8_strdown (prompt, -1);

  *palette = &palettes[seed % G_N_ELEMENTS (palettes)];
  *foreground = (seed / 7) % N_FOREGROUNDS;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (lower, words[i].word) != NULL)
      {
        *palette = &palettes[words[i].palette];
        *foreground = words[i].foreground;
        return;
      }
}

static void
draw_sky (cairo_t *cr, const Palette *palette, guint32 seed, double w, double h, double t)
{
  cairo_pattern_t *sky = cairo_pattern_create_linear (0, 0, 0, h * 0.8);
  double light_x = w * (0.25 + 0.5 * noise (seed, 1)) + w * 0.04 * t;
  double light_y = h * (0.30 + 0.22 * noise (seed, 2)) - h * 0.03 * t;
  cairo_pattern_t *glow = cairo_pattern_create_radial (light_x, light_y, h * 0.02, light_x, light_y, h * 0.7);

  cairo_pattern_add_color_stop_rgb (sky, 0, palette->top[0], palette->top[1], palette->top[2]);
  cairo_pattern_add_color_stop_rgb (sky, 1, palette->low[0], palette->low[1], palette->low[2]);
  cairo_set_source (cr, sky);
  cairo_paint (cr);
  for (int i = 0; palette->top[2] < 0.3 && i < 60; i++)
    {
      cairo_set_source_rgba (cr, 1, 1, 1, 0.25 + 0.5 * noise (seed, 300 + i) * (0.6 + 0.4 * sin (t * 9 + i)));
      cairo_arc (cr, w * noise (seed, 100 + i), h * 0.5 * noise (seed, 200 + i), MAX (0.6, h / 700), 0, 2 * G_PI);
      cairo_fill (cr);
    }
  cairo_pattern_add_color_stop_rgba (glow, 0, 1, 0.97, 0.88, 0.95);
  cairo_pattern_add_color_stop_rgba (glow, 0.1, 1, 0.92, 0.75, 0.40);
  cairo_pattern_add_color_stop_rgba (glow, 1, 1, 0.85, 0.6, 0);
  cairo_set_source (cr, glow);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 1, 0.98, 0.92);
  cairo_arc (cr, light_x, light_y, h * 0.055, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_pattern_destroy (sky);
  cairo_pattern_destroy (glow);
}

static double
get_ridge (guint32 seed, int layer, double x)
{
  double a = noise (seed, 10 + layer) * 6, b = noise (seed, 20 + layer) * 6;

  return 0.5 * sin (x * 2.1 + a) + 0.3 * sin (x * 4.7 + b) + 0.2 * sin (x * 9.3 + a * b);
}

static void
draw_ridge (cairo_t *cr, const Palette *palette, guint32 seed, int layer, double w, double h, double t)
{
  double depth = (layer + 1) / 3.0; /* 1 is nearest */
  double base = h * (0.55 + 0.14 * layer), shift = t * 0.10 * depth * depth;

  cairo_set_source_rgb (cr, palette->land[0] * depth + palette->low[0] * (1 - depth) * 0.7,
                        palette->land[1] * depth + palette->low[1] * (1 - depth) * 0.7,
                        palette->land[2] * depth + palette->low[2] * (1 - depth) * 0.7);
  cairo_move_to (cr, 0, h);
  for (int i = 0; i <= 64; i++)
    cairo_line_to (cr, w * i / 64.0, base - h * 0.10 * get_ridge (seed, layer, i / 64.0 * 1.6 + shift));
  cairo_line_to (cr, w, h);
  cairo_fill (cr);
}

static void
draw_trees (cairo_t *cr, guint32 seed, double w, double h, double t)
{
  for (int i = 0; i < 22; i++)
    {
      double size = h * (0.16 + 0.22 * noise (seed, 40 + i));
      double x = fmod (w * 1.2 * noise (seed, 70 + i) - w * 0.14 * t + 4 * w * 1.2, w * 1.2) - w * 0.1;
      double sway = size * 0.02 * sin (t * 5 + i), foot = h * 1.01;

      cairo_move_to (cr, x + sway, foot - size);
      cairo_line_to (cr, x + size * 0.16, foot);
      cairo_line_to (cr, x - size * 0.16, foot);
      cairo_fill (cr);
    }
}

static void
draw_lighthouse (cairo_t *cr, double w, double h, double t)
{
  double x = w * 0.68 - w * 0.06 * t, foot = h * 0.84, top = h * 0.36, wide = h * 0.045;
  double angle = t * 5;

  cairo_save (cr);
  cairo_set_source_rgba (cr, 1, 0.95, 0.75, 0.22 + 0.16 * cos (angle));
  cairo_move_to (cr, x, top);
  cairo_line_to (cr, x - cos (angle) * w * 1.2, top - h * 0.22);
  cairo_line_to (cr, x - cos (angle) * w * 1.2, top + h * 0.14);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_move_to (cr, x - wide * 0.6, top);
  cairo_line_to (cr, x + wide * 0.6, top);
  cairo_line_to (cr, x + wide, foot);
  cairo_line_to (cr, x - wide, foot);
  cairo_fill (cr);
  cairo_rectangle (cr, x - wide * 0.45, top - wide * 1.1, wide * 0.9, wide * 1.1);
  cairo_fill (cr);
  cairo_move_to (cr, x - w * 0.30, h);
  cairo_curve_to (cr, x - w * 0.1, h * 0.78, x + w * 0.1, h * 0.80, x + w * 0.5, h * 0.86);
  cairo_line_to (cr, x + w * 0.5, h);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 1, 0.95, 0.75);
  cairo_arc (cr, x, top - wide * 0.55, wide * 0.3, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_city (cairo_t *cr, guint32 seed, double w, double h, double t)
{
  double step = w / 18;

  for (int i = -1; i < 22; i++)
    {
      double tall = h * (0.15 + 0.35 * noise (seed, 500 + i));
      double x = i * step - w * 0.1 * t;

      cairo_rectangle (cr, x, h - tall, step * 0.9, tall);
      cairo_fill (cr);
      cairo_save (cr);
      cairo_set_source_rgba (cr, 1, 0.85, 0.5, 0.75);
      for (int k = 0; k < 14; k++)
        if (noise (seed, 1000 + i * 40 + k) > 0.55)
          {
            cairo_rectangle (cr, x + step * (0.15 + 0.3 * (k % 3)), h - tall + (k / 3 + 0.5) * h * 0.06, step * 0.12, h * 0.02);
            cairo_fill (cr);
          }
      cairo_restore (cr);
    }
}

static void
draw_walker (cairo_t *cr, double w, double h, double t)
{
  double x = w * (0.28 + 0.16 * t), foot = h * 0.86, tall = h * 0.17, stride = sin (t * 22) * tall * 0.18;

  cairo_move_to (cr, 0, h);
  cairo_curve_to (cr, w * 0.2, h * 0.82, w * 0.7, h * 0.86, w, h * 0.92);
  cairo_line_to (cr, w, h);
  cairo_fill (cr);
  cairo_set_line_width (cr, tall * 0.09);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, x - stride, foot);
  cairo_line_to (cr, x, foot - tall * 0.45);
  cairo_line_to (cr, x + stride, foot);
  cairo_stroke (cr);
  cairo_set_line_width (cr, tall * 0.20);
  cairo_move_to (cr, x, foot - tall * 0.48);
  cairo_line_to (cr, x, foot - tall * 0.74);
  cairo_stroke (cr);
  cairo_arc (cr, x, foot - tall * 0.94, tall * 0.10, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_prompt (cairo_t *cr, const char *prompt, double w, double h)
{
  g_autofree char *text = g_utf8_substring (prompt, 0, MIN (g_utf8_strlen (prompt, -1), 160));
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("Sans");

  pango_font_description_set_absolute_size (font, MAX (7, h / 36) * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_width (layout, (int) (w * 0.9) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  cairo_set_source_rgba (cr, 1, 1, 1, 0.72);
  cairo_move_to (cr, w * 0.03, h - MAX (7, h / 36) * 2.2);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (font);
  g_object_unref (layout);
}

/**
 * rushes_sample_scene_draw:
 * @time, @length: seconds into the clip, and of the whole
 */
void
rushes_sample_scene_draw (cairo_t *cr, int width, int height, const char *prompt, gint64 seed, double time, double length)
{
  guint32 mix = g_str_hash (prompt) ^ (guint32) (seed * 2654435761u);
  double t = length > 0 ? time / length : 0, zoom = 1 + 0.05 * t;
  double w = width, h = height;
  const Palette *palette;
  Foreground foreground;

  choose (prompt, mix, &palette, &foreground);
  cairo_save (cr);
  cairo_translate (cr, w / 2, h / 2);
  cairo_scale (cr, zoom, zoom);
  cairo_translate (cr, -w / 2, -h / 2);
  draw_sky (cr, palette, mix, w, h, t);
  for (int layer = 0; layer < 3; layer++)
    draw_ridge (cr, palette, mix, layer, w, h, t);
  cairo_set_source_rgb (cr, palette->land[0] * 0.5, palette->land[1] * 0.5, palette->land[2] * 0.5);
  if (foreground == FOREGROUND_TREES)
    draw_trees (cr, mix, w, h, t);
  else if (foreground == FOREGROUND_LIGHTHOUSE)
    draw_lighthouse (cr, w, h, t);
  else if (foreground == FOREGROUND_CITY)
    draw_city (cr, mix, w, h, t);
  else
    draw_walker (cr, w, h, t);
  cairo_restore (cr);
  draw_prompt (cr, prompt, w, h);
}
