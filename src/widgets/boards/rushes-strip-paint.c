/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-strip-paint.h"

#include "rushes-color.h"
#include "rushes-scene-colour.h"
#include "rushes-shot-words.h"

#include <glib/gi18n.h>
#include <math.h>

/* The strip as it is drawn: ruler, scenes, frames, sound. Only what is in sight. */

#define RULER 16       /* its height with letters of the usual size, */
#define RULER_TEXT .72 /* and theirs: a part of the others' */
#define SCENE_BAR 3
#define GAP 2          /* between frames */
#define CORNER 4
#define SOUND_GAP 6
#define HAS_PICTURE 10 /* pixels: narrower than that nothing is seen on it */
#define HAS_NUMBER 20
#define HATCH 8
#define SHORT_EDGE 4
#define SELECTED 3
#define TAKER 6
#define PEAK 2         /* how wide a bar of the sound is, and */
#define PEAK_STEP 3
#define HEAD 3         /* the playhead, and */
#define GRIP 7         /* how high it is where it is held */

static const GdkRGBA dark = { 0, 0, 0, .55 }, plate = { 0, 0, 0, .62 }, white = { 1, 1, 1, 1 }, red = { .753, .11, .157, 1 };

int
rushes_strip_paint_get_frames_height (gboolean narrow)
{
  return narrow ? 50 : 54;
}

static int
get_sound_height (gboolean narrow)
{
  return narrow ? 20 : 24;
}

/* Large letters need a higher ruler. */
static int
get_ruler_height (GtkWidget *widget)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int height = pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics);

  pango_font_metrics_unref (metrics);
  return MAX (RULER, (int) ceil (RULER_TEXT * height / PANGO_SCALE));
}

/* Returns: where the frames begin; above them are the ruler and the scenes */
int
rushes_strip_paint_get_frames_top (GtkWidget *widget)
{
  return get_ruler_height (widget) + SCENE_BAR + GAP;
}

int
rushes_strip_paint_get_height (GtkWidget *widget, gboolean narrow, gboolean sound)
{
  return rushes_strip_paint_get_frames_top (widget) + rushes_strip_paint_get_frames_height (narrow) + (sound ? SOUND_GAP + get_sound_height (narrow) : 3);
}

static void
box (GtkSnapshot *snapshot, const GdkRGBA *color, double x, double y, double width, double height)
{
  if (width > 0 && height > 0)
    gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

static GdkRGBA
get_ink (GtkWidget *widget, float alpha)
{
  GdkRGBA ink;

  rushes_color_get (widget, &ink);
  ink.alpha *= alpha;
  return ink;
}

/* Returns: how wide it is */
static int
write_text (GtkWidget *widget, GtkSnapshot *snapshot, const char *text, const GdkRGBA *color, gboolean bold, double scale, double x, double y, gboolean on_plate)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  PangoAttrList *attributes = pango_attr_list_new ();
  int width, height;

  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &width, &height);
  if (on_plate)
    {
      GskRoundedRect outline;
      gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT ((float) x - 4, (float) y, width + 8, height), 3);
      gtk_snapshot_push_rounded_clip (snapshot, &outline);
      gtk_snapshot_append_color (snapshot, &plate, &outline.bounds);
      gtk_snapshot_pop (snapshot);
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
  return width;
}

/* Seconds between two marks, so that their times do not touch. @ruler: its height, which goes with the letters */
static int
choose_step (double pixels_a_second, int ruler)
{
  static const int steps[] = { 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * pixels_a_second >= 66.0 * ruler / RULER)
      return steps[i];
  return 3600;
}

static void
paint_ruler (RushesStripPaint *self, GtkSnapshot *snapshot, RushesRate rate)
{
  GdkRGBA ink = get_ink (self->widget, .6f), line = get_ink (self->widget, .25f);
  double second = self->layout->scale * rate.frames / rate.seconds;
  int ruler = get_ruler_height (self->widget), step = choose_step (second, ruler), last = (int) rushes_rate_to_seconds (rate, rushes_strip_layout_get_length (self->layout));

  for (int at = (int) (self->layout->scroll / second) / step * step; at <= last; at += step)
    {
      double x = at * second - self->layout->scroll;
      g_autofree char *text = g_strdup_printf ("%d:%02d", at / 60, at % 60);
      if (x > self->layout->width)
        break;
      box (snapshot, &line, floor (x), 2, 1, ruler - 2);
      if (x + 34.0 * ruler / RULER < self->layout->width)
        write_text (self->widget, snapshot, text, &ink, FALSE, RULER_TEXT, floor (x) + 4, 0, FALSE);
    }
}

static void
paint_hatch (RushesStripPaint *self, GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  GdkRGBA ground = get_ink (self->widget, .05f), line = get_ink (self->widget, .14f);
  const GskColorStop stops[] = { { 0, ground }, { 1 - 1.2f / HATCH, ground }, { 1 - 1.2f / HATCH, line }, { 1, line } };
  float reach = HATCH / 2.0f;

  if (area->size.width < HAS_PICTURE) /* lines of it would be dots */
    gtk_snapshot_append_color (snapshot, &ground, area);
  else
    gtk_snapshot_append_repeating_linear_gradient (snapshot, area, &area->origin, &GRAPHENE_POINT_INIT (area->origin.x + reach, area->origin.y + reach), stops,
                                                   G_N_ELEMENTS (stops));
}

/* As large as it has to be to fill all of it, from the middle. */
static void
paint_picture (GtkSnapshot *snapshot, GdkTexture *texture, const graphene_rect_t *area)
{
  double width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  double scale = MAX (area->size.width / width, area->size.height / height);

  width *= scale;
  height *= scale;
  gtk_snapshot_append_texture (snapshot, texture, &GRAPHENE_RECT_INIT ((float) (area->origin.x + (area->size.width - width) / 2),
                                                                       (float) (area->origin.y + (area->size.height - height) / 2), (float) width, (float) height));
}

/* (transfer none) (nullable): one that is on its way for the shot */
static RushesJob *
find_job (RushesStripPaint *self, RushesShot *shot)
{
  g_auto (GStrv) ids = rushes_board_item_dup_texts (rushes_shot_get_item (shot), RUSHES_BOARD_JOBS);

  for (char **id = ids; *id != NULL; id++)
    {
      RushesJob *job = rushes_job_queue_find (self->context->queue, *id);
      if (job != NULL && !rushes_job_state_is_final (rushes_job_get_state (job)))
        return job;
    }
  return NULL;
}

static void
paint_progress (RushesStripPaint *self, GtkSnapshot *snapshot, RushesShot *shot, const graphene_rect_t *area)
{
  RushesJob *job = find_job (self, shot);
  double fraction = job != NULL ? rushes_job_get_fraction (job) : -1, bottom = area->origin.y + area->size.height;
  g_autofree char *percent = fraction >= 0 ? g_strdup_printf (_("%d %%"), (int) (fraction * 100)) : NULL;
  const GdkRGBA trough = { 1, 1, 1, .3f };

  gtk_snapshot_append_color (snapshot, &dark, area);
  if (job != NULL)
    g_ptr_array_add (self->jobs, g_object_ref (job));
  if (area->size.width < 44)
    return;
  if (percent != NULL)
    write_text (self->widget, snapshot, percent, &white, TRUE, .72, area->origin.x + 6, bottom - 26, FALSE);
  box (snapshot, &trough, area->origin.x + 6, bottom - 8, area->size.width - 12, 3);
  box (snapshot, &white, area->origin.x + 6, bottom - 8, (area->size.width - 12) * CLAMP (fraction, 0, 1), 3);
}

/* From where the take ends. */
static void
paint_lack (RushesStripPaint *self, GtkSnapshot *snapshot, gint64 lacking, gint64 length, const graphene_rect_t *area)
{
  double width = area->size.width * lacking / MAX (1, length), right = area->origin.x + area->size.width;

  box (snapshot, &dark, right - width, area->origin.y, width, area->size.height);
  box (snapshot, &red, right - MIN (SHORT_EDGE, area->size.width), area->origin.y, MIN (SHORT_EDGE, area->size.width), area->size.height);
}

/* Returns: whether there is nothing to be seen of it yet */
static gboolean
paint_frame (RushesStripPaint *self, GtkSnapshot *snapshot, RushesShot *shot, guint index, const graphene_rect_t *area)
{
  gint64 length = rushes_strip_layout_get_start (self->layout, index + 1) - rushes_strip_layout_get_start (self->layout, index);
  RushesClip *clip = rushes_board_view_get_clip (self->context->view, rushes_shot_get_clip (shot));
  RushesRate rate = rushes_board_get_rate (rushes_board_view_get_board (self->context->view));
  gint64 lacking = clip != NULL ? rushes_shot_words_count_lacking (shot, clip, rate, length) : 0;
  GdkTexture *texture = area->size.width >= HAS_PICTURE ? rushes_strip_pictures_ask (self->pictures, shot) : NULL;
  GdkRGBA filled = get_ink (self->widget, .35f);

  if (texture != NULL)
    paint_picture (snapshot, texture, area);
  else if (clip != NULL)
    gtk_snapshot_append_color (snapshot, &filled, area);
  else
    paint_hatch (self, snapshot, area);
  if (rushes_shot_get_state (shot) == RUSHES_SHOT_GENERATING)
    paint_progress (self, snapshot, shot, area);
  else if (lacking > 0)
    paint_lack (self, snapshot, lacking, length, area);
  return texture == NULL && clip == NULL && rushes_shot_get_state (shot) != RUSHES_SHOT_GENERATING;
}

static void
paint_number (RushesStripPaint *self, GtkSnapshot *snapshot, RushesShot *shot, const graphene_rect_t *area, gboolean empty)
{
  GdkRGBA ink = get_ink (self->widget, .65f);

  if (area->size.width >= HAS_NUMBER)
    write_text (self->widget, snapshot, rushes_shot_get_shown (shot), empty ? &ink : &white, TRUE, .75, area->origin.x + 6, area->origin.y + 3, !empty);
}

/* What a filter leaves out is there all the same: the strip is the whole film. */
static double
get_opacity (RushesStripPaint *self, RushesShot *shot)
{
  return rushes_filtered_shots_find (self->context->shown, rushes_shot_get_number (shot)) == G_MAXUINT ? .28 : 1;
}

static void
paint_shot (RushesStripPaint *self, GtkSnapshot *snapshot, guint index)
{
  RushesShot *shot = rushes_board_view_get_shot (self->context->view, index);
  double from = rushes_strip_layout_to_x (self->layout, rushes_strip_layout_get_start (self->layout, index));
  double to = rushes_strip_layout_to_x (self->layout, rushes_strip_layout_get_start (self->layout, index + 1));
  double gap = to - from > 3 * GAP ? GAP : to - from > GAP ? 1 : 0;
  graphene_rect_t area = GRAPHENE_RECT_INIT ((float) floor (from), (float) rushes_strip_paint_get_frames_top (self->widget), (float) MAX (1, floor (to) - floor (from) - gap),
                                             rushes_strip_paint_get_frames_height (self->narrow));
  gboolean selected = rushes_board_context_is_selected (self->context, shot), wide = area.size.width > 2 * CORNER, empty;
  GdkRGBA accent = rushes_color_get_accent (self->widget);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &area, wide ? CORNER : 0);
  gtk_snapshot_push_opacity (snapshot, get_opacity (self, shot));
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  empty = paint_frame (self, snapshot, shot, index, &area);
  paint_number (self, snapshot, shot, &area, empty);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_pop (snapshot);
  if (selected && wide)
    gtk_snapshot_append_border (snapshot, &outline, (float[4]) { SELECTED, SELECTED, SELECTED, SELECTED }, (GdkRGBA[4]) { accent, accent, accent, accent });
  else if (selected)
    gtk_snapshot_append_color (snapshot, &accent, &area);
}

/* One bar for all of a scene that is in sight. Returns: the shot after it */
static guint
paint_scene (RushesStripPaint *self, GtkSnapshot *snapshot, guint first)
{
  guint n = rushes_strip_layout_get_n (self->layout), end = first + 1;
  RushesShot *shot = rushes_board_view_get_shot (self->context->view, first);
  double from, to;

  while (end < n && rushes_shot_get_scene (rushes_board_view_get_shot (self->context->view, end)) == rushes_shot_get_scene (shot) &&
         rushes_strip_layout_to_x (self->layout, rushes_strip_layout_get_start (self->layout, end)) <= self->layout->width)
    end++;
  from = MAX (0, rushes_strip_layout_to_x (self->layout, rushes_strip_layout_get_start (self->layout, first)));
  to = MIN (self->layout->width, rushes_strip_layout_to_x (self->layout, rushes_strip_layout_get_start (self->layout, end)));
  box (snapshot, rushes_scene_colour_get (rushes_board_item_get_parent (rushes_shot_get_item (shot))), floor (from), get_ruler_height (self->widget), floor (to) - floor (from) - GAP,
       SCENE_BAR);
  return end;
}

/* Bars about a line in the middle, in the columns of the board, so that they stay themselves while it is scrolled. */
static void
paint_sound (RushesStripPaint *self, GtkSnapshot *snapshot, RushesRate rate)
{
  double top = rushes_strip_paint_get_frames_top (self->widget) + rushes_strip_paint_get_frames_height (self->narrow) + SOUND_GAP, height = get_sound_height (self->narrow);
  double width = MIN (self->layout->width, rushes_strip_layout_to_x (self->layout, rushes_strip_layout_get_length (self->layout)));
  double second = self->layout->scale * rate.frames / rate.seconds;
  double first = -fmod (self->layout->scroll, PEAK_STEP);
  GdkRGBA ground = get_ink (self->widget, .06f), ink = get_ink (self->widget, .55f);

  box (snapshot, &ground, 0, top, width, height);
  for (int i = 0; first + i * PEAK_STEP < width; i++)
    {
      double x = first + i * PEAK_STEP;
      double loud = rushes_strip_sound_get (self->sound, (x + self->layout->scroll) / second), bar = MAX (1, loud * (height - 4));
      box (snapshot, &ink, MAX (0, x), top + (height - bar) / 2, PEAK, bar);
    }
}

static void
paint_gap (RushesStripPaint *self, GtkSnapshot *snapshot)
{
  double x = rushes_strip_layout_to_x (self->layout, rushes_strip_layout_get_start (self->layout, (guint) self->gap));
  GdkRGBA accent = rushes_color_get_accent (self->widget);

  box (snapshot, &accent, CLAMP (x - 3, 0, self->layout->width - 4), rushes_strip_paint_get_frames_top (self->widget) - 4, 4, rushes_strip_paint_get_frames_height (self->narrow) + 8);
}

/* At the foot of the shot that would get what is held. */
static void
paint_taker (RushesStripPaint *self, GtkSnapshot *snapshot)
{
  double from = rushes_strip_layout_to_x (self->layout, rushes_strip_layout_get_start (self->layout, (guint) self->taker));
  double to = rushes_strip_layout_to_x (self->layout, rushes_strip_layout_get_start (self->layout, (guint) self->taker + 1));
  GdkRGBA accent = rushes_color_get_accent (self->widget);

  box (snapshot, &accent, floor (from), rushes_strip_paint_get_frames_top (self->widget) + rushes_strip_paint_get_frames_height (self->narrow) - TAKER, floor (to) - floor (from) - GAP, TAKER);
}

/* All but the playhead. */
void
rushes_strip_paint_board (RushesStripPaint *self, GtkSnapshot *snapshot)
{
  RushesBoard *board = self->context->view != NULL ? rushes_board_view_get_board (self->context->view) : NULL;
  guint n = rushes_strip_layout_get_n (self->layout), first;

  if (board == NULL)
    return;
  paint_ruler (self, snapshot, rushes_board_get_rate (board));
  first = rushes_strip_layout_find (self->layout, rushes_strip_layout_to_frame (self->layout, 0));
  for (guint at = first; at < n && rushes_strip_layout_to_x (self->layout, rushes_strip_layout_get_start (self->layout, at)) <= self->layout->width;)
    at = paint_scene (self, snapshot, at);
  rushes_strip_pictures_begin (self->pictures);
  for (guint at = first; at < n && rushes_strip_layout_to_x (self->layout, rushes_strip_layout_get_start (self->layout, at)) <= self->layout->width; at++)
    paint_shot (self, snapshot, at);
  rushes_strip_pictures_finish (self->pictures);
  if (rushes_strip_sound_is_there (self->sound))
    paint_sound (self, snapshot, rushes_board_get_rate (board));
  if (self->gap >= 0)
    paint_gap (self, snapshot);
  if (self->taker >= 0)
    paint_taker (self, snapshot);
}

/* Its line is where it is; what it is held by stays whole at both ends, and below the ruler's words. */
void
rushes_strip_paint_playhead (GtkWidget *widget, GtkSnapshot *snapshot, double x)
{
  int width = gtk_widget_get_width (widget), top = rushes_strip_paint_get_frames_top (widget) - GRIP;
  double left = CLAMP (x - HEAD / 2.0, 0, width - HEAD), grip = CLAMP (left - 4, 0, MAX (0, width - HEAD - 8));
  GdkRGBA ink = get_ink (widget, 1);

  ink.alpha = 1;
  box (snapshot, &ink, left, 2, HEAD, gtk_widget_get_height (widget) - 2);
  box (snapshot, &ink, grip, top, HEAD + 8, GRIP);
  box (snapshot, &ink, CLAMP (left - 2, 0, MAX (0, width - HEAD - 4)), top + GRIP, HEAD + 4, 2);
}
