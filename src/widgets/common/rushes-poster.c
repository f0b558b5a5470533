/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-poster.h"

#include "rushes-filmstrip.h"
#include "rushes-strip-frame.h"

/* A still picture, whole, in the middle of whatever room there is, with a mark in either lower corner. Unlike GtkPicture it
 * takes no size of its own: another picture is drawn anew and nothing is laid out anew, with a hundred of them in sight. The
 * marks are drawn, not widgets, since every tile has them: half of what a frame of a scrolling grid costs is widgets. */
struct _RushesPoster
{
  GtkWidget parent_instance;
  GdkPaintable *paintable;
  char *start, *end;                        /* stars, length; NULL or "": none */
  PangoLayout *start_layout, *end_layout;   /* made when they are drawn */
  gboolean dimmed;
  gboolean plain;                           /* start is words like end, not stars */
  GdkTexture *strip;                        /* what is leafed through, or NULL */
  double at;                                /* where, 0 to 1 */
  char *time;
  PangoLayout *time_layout;
};

#define MARGIN 6
#define PADDING 6
#define HEIGHT 18
#define DIM 0.35
#define LINE 2
#define BAR 3

static const GdkRGBA plate = { 0, 0, 0, .62 }, white = { 1, 1, 1, 1 }, yellow = { .965, .827, .176, 1 };

G_DEFINE_FINAL_TYPE (RushesPoster, rushes_poster, GTK_TYPE_WIDGET)

/* @paintable: (nullable): one that does not change */
void
rushes_poster_set_paintable (RushesPoster *self, GdkPaintable *paintable)
{
  if (g_set_object (&self->paintable, paintable))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Returns: (transfer none) (nullable) */
GdkPaintable *
rushes_poster_get_paintable (RushesPoster *self)
{
  return self->paintable;
}

/* Returns: whether it is another one */
static gboolean
set_mark (char **text, PangoLayout **layout, const char *to)
{
  if (g_strcmp0 (*text, to) == 0)
    return FALSE;
  g_free (*text);
  *text = g_strdup (to);
  g_clear_object (layout);
  return TRUE;
}

/**
 * rushes_poster_set_marks:
 * @start: (nullable): stars, at the lower edge where a line begins
 * @end: (nullable): a length, where it ends
 * @dimmed: whether the picture steps back
 */
void
rushes_poster_set_marks (RushesPoster *self, const char *start, const char *end, gboolean dimmed)
{
  gboolean other = set_mark (&self->start, &self->start_layout, start);

  other |= set_mark (&self->end, &self->end_layout, end);
  if (!other && self->dimmed == dimmed)
    return; /* a job's tile says the same with each poll */
  self->dimmed = dimmed;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Words in both lower corners, in place of stars and a length. Each (nullable) */
void
rushes_poster_set_words (RushesPoster *self, const char *start, const char *end)
{
  if (!self->plain)
    {
      g_clear_object (&self->start_layout);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  self->plain = TRUE;
  rushes_poster_set_marks (self, start, end, FALSE);
}

/**
 * rushes_poster_set_scrub:
 * @strip: (nullable): a filmstrip that is leafed through; %NULL: the poster is shown
 * @at: where in it, 0 to 1
 * @time: (nullable): in words
 */
void
rushes_poster_set_scrub (RushesPoster *self, GdkTexture *strip, double at, const char *time)
{
  g_set_object (&self->strip, strip);
  self->at = at;
  set_mark (&self->time, &self->time_layout, time);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static PangoLayout *
ensure_layout (RushesPoster *self, PangoLayout **layout, const char *text, double scale)
{
  PangoAttrList *attributes;

  if (*layout != NULL)
    return *layout;
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_set_attributes (*layout, attributes);
  pango_attr_list_unref (attributes);
  return *layout;
}

/* Text on a dark plate with round ends. */
static void
draw_mark (RushesPoster *self, GtkSnapshot *snapshot, PangoLayout *layout, const GdkRGBA *color, gboolean at_end)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean right = at_end != (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL);
  int width, height, plate_width, plate_height, x, y;
  GskRoundedRect outline;

  pango_layout_get_pixel_size (layout, &width, &height);
  plate_width = width + 2 * PADDING;
  plate_height = MAX (HEIGHT, height);
  x = right ? gtk_widget_get_width (widget) - MARGIN - plate_width : MARGIN;
  y = gtk_widget_get_height (widget) - MARGIN - plate_height;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, y, plate_width, plate_height), plate_height / 2.0);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &plate, &outline.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + PADDING, y + (plate_height - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_picture (RushesPoster *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget), shown_width = width, shown_height = height;
  double aspect = gdk_paintable_get_intrinsic_aspect_ratio (self->paintable);

  if (aspect > 0 && aspect < width / MAX (height, 1))
    shown_width = height * aspect;
  else if (aspect > 0)
    shown_height = width / aspect;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((int) ((width - shown_width) / 2), (int) ((height - shown_height) / 2)));
  if (self->dimmed)
    gtk_snapshot_push_opacity (snapshot, DIM);
  gdk_paintable_snapshot (self->paintable, snapshot, shown_width, shown_height);
  if (self->dimmed)
    gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

/* A frame of the strip, how far it is, and a line where the pointer is. Time runs from left to right in every language. */
static void
draw_scrub (RushesPoster *self, GtkSnapshot *snapshot)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self)), x = self->at * width;
  int frame = MIN ((int) (self->at * RUSHES_FILMSTRIP_FRAMES), RUSHES_FILMSTRIP_FRAMES - 1);

  rushes_strip_frame_snapshot (self->strip, frame, snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height), FALSE);
  gtk_snapshot_append_color (snapshot, &plate, &GRAPHENE_RECT_INIT (0, height - BAR, width, BAR));
  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, height - BAR, x, BAR));
  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (CLAMP (x - LINE / 2.0, 0, width - LINE), 0, LINE, height));
  draw_mark (self, snapshot, ensure_layout (self, &self->time_layout, self->time, .82), &white, TRUE);
}

static void
rushes_poster_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RushesPoster *self = RUSHES_POSTER (widget);

  if (self->strip != NULL)
    {
      draw_scrub (self, snapshot);
      return;
    }
  if (self->paintable != NULL)
    draw_picture (self, snapshot);
  if (self->start != NULL && *self->start != '\0')
    draw_mark (self, snapshot, ensure_layout (self, &self->start_layout, self->start, self->plain ? .82 : .7), self->plain ? &white : &yellow, FALSE);
  if (self->end != NULL && *self->end != '\0')
    draw_mark (self, snapshot, ensure_layout (self, &self->end_layout, self->end, .82), &white, TRUE);
}

/* Fonts may be others now. */
static void
forget_layouts (RushesPoster *self)
{
  g_clear_object (&self->start_layout);
  g_clear_object (&self->end_layout);
  g_clear_object (&self->time_layout);
}

static void
rushes_poster_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (rushes_poster_parent_class)->css_changed (widget, change);
  forget_layouts (RUSHES_POSTER (widget));
}

static void
rushes_poster_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (rushes_poster_parent_class)->system_setting_changed (widget, setting);
  forget_layouts (RUSHES_POSTER (widget));
}

static void
rushes_poster_dispose (GObject *object)
{
  RushesPoster *self = RUSHES_POSTER (object);

  g_clear_object (&self->paintable);
  g_clear_object (&self->strip);
  forget_layouts (self);
  G_OBJECT_CLASS (rushes_poster_parent_class)->dispose (object);
}

static void
rushes_poster_finalize (GObject *object)
{
  RushesPoster *self = RUSHES_POSTER (object);

  g_free (self->start);
  g_free (self->end);
  g_free (self->time);
  G_OBJECT_CLASS (rushes_poster_parent_class)->finalize (object);
}

static void
rushes_poster_class_init (RushesPosterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_poster_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_poster_finalize;
  widget_class->snapshot = rushes_poster_snapshot;
  widget_class->css_changed = rushes_poster_css_changed;
  widget_class->system_setting_changed = rushes_poster_system_setting_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION); /* its tile says what it is */
}

static void
rushes_poster_init (RushesPoster *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "poster");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
rushes_poster_new (void)
{
  return g_object_new (RUSHES_TYPE_POSTER, NULL);
}
