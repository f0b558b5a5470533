/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-band-private.h"

#include "rushes-timecode.h"

#include <glib/gi18n.h>

enum
{
  PROP_POSITION = 1,
  PROP_ZOOM,
  N_PROPERTIES
};

enum
{
  SOUGHT,
  CHANGE,
  OPEN_SHOT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesShotBand, rushes_shot_band, GTK_TYPE_WIDGET)

/* What lies under the playhead is drawn anew. */
void
rushes_shot_band_redraw (GtkWidget *widget)
{
  g_clear_pointer (&RUSHES_SHOT_BAND (widget)->node, gsk_render_node_unref);
  gtk_widget_queue_draw (widget);
}

/* Lengths, zoom or the room for it are others. */
void
rushes_shot_band_lay (RushesShotBand *self)
{
  rushes_strip_layout_lay (&self->layout, self->context != NULL ? self->context->view : NULL, gtk_widget_get_width (GTK_WIDGET (self)));
  rushes_shot_band_redraw (GTK_WIDGET (self));
}

static void
on_progress (GtkWidget *widget)
{
  rushes_shot_band_redraw (widget);
}

static void
forget_jobs (RushesShotBand *self)
{
  for (guint i = 0; i < self->jobs->len; i++)
    g_signal_handlers_disconnect_by_data (self->jobs->pdata[i], self);
  g_ptr_array_set_size (self->jobs, 0);
}

static void
follow_jobs (RushesShotBand *self)
{
  for (guint i = 0; i < self->jobs->len; i++)
    g_signal_connect_object (self->jobs->pdata[i], "notify", G_CALLBACK (on_progress), self, G_CONNECT_SWAPPED);
}

static void
draw_board (RushesShotBand *self)
{
  RushesStripPaint paint = { GTK_WIDGET (self), self->context, &self->layout, self->pictures, self->sound, self->jobs, self->gap, self->taker, self->narrow };
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  forget_jobs (self);
  rushes_strip_paint_board (&paint, snapshot);
  follow_jobs (self);
  self->node = gtk_snapshot_free_to_node (snapshot);
}

/* What does not change with the playhead stays the same node, so that only its place is painted anew while it moves. */
static void
rushes_shot_band_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RushesShotBand *self = RUSHES_SHOT_BAND (widget);
  double x;

  if (self->pictures == NULL)
    return;
  if (self->node == NULL)
    draw_board (self);
  if (self->node == NULL)
    return;
  gtk_snapshot_append_node (snapshot, self->node);
  x = rushes_strip_layout_to_x (&self->layout, self->position);
  if (rushes_strip_layout_get_length (&self->layout) > 0 && x >= 0 && x <= self->layout.width) /* it may be scrolled out of sight */
    rushes_strip_paint_playhead (widget, snapshot, x);
}

static void
rushes_shot_band_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  RushesShotBand *self = RUSHES_SHOT_BAND (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = 120;
  else
    *minimum = *natural = rushes_strip_paint_get_height (widget, self->narrow, self->sound != NULL && rushes_strip_sound_is_there (self->sound));
}

static void
rushes_shot_band_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  if (RUSHES_SHOT_BAND (widget)->layout.width != width)
    rushes_shot_band_lay (RUSHES_SHOT_BAND (widget));
}

static void
rushes_shot_band_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (rushes_shot_band_parent_class)->css_changed (widget, change);
  rushes_shot_band_redraw (widget);
}

/* What a screen reader tells. */
static void
tell (RushesShotBand *self)
{
  RushesBoard *board = self->context != NULL && self->context->view != NULL ? rushes_board_view_get_board (self->context->view) : NULL;
  RushesShot *shot = board != NULL ? rushes_board_view_get_shot (self->context->view, rushes_shot_band_get_shot (self)) : NULL;
  RushesRate rate = board != NULL ? rushes_board_get_rate (board) : RUSHES_RATE_DEFAULT;
  g_autofree char *timecode = rushes_timecode_format (rushes_rate_to_seconds (rate, self->position), (double) rate.frames / rate.seconds), *text = NULL;

  text = shot != NULL ? g_strdup_printf (_("%s, shot %s"), timecode, rushes_shot_get_shown (shot)) : g_strdup (_("No shots"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) MAX (1, rushes_strip_layout_get_length (&self->layout)) - 1, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) self->position,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

void
rushes_shot_band_set_position (RushesShotBand *self, gint64 position)
{
  position = CLAMP (position, 0, MAX (1, rushes_strip_layout_get_length (&self->layout)) - 1);
  if (self->position != position)
    {
      double scroll = self->layout.scroll;
      self->position = position;
      rushes_strip_layout_reveal (&self->layout, position);
      if (self->layout.scroll != scroll)
        rushes_shot_band_redraw (GTK_WIDGET (self));
      gtk_widget_queue_draw (GTK_WIDGET (self));
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
    }
  tell (self);
}

gint64
rushes_shot_band_get_position (RushesShotBand *self)
{
  return self->position;
}

/* As its user: who plays the board goes there too. */
void
rushes_shot_band_seek (RushesShotBand *self, gint64 position)
{
  rushes_shot_band_set_position (self, position);
  g_signal_emit (self, signals[SOUGHT], 0, self->position);
}

/* Returns: whether there was more that way */
gboolean
rushes_shot_band_scroll_by (RushesShotBand *self, double pixels)
{
  double before = self->layout.scroll;

  rushes_strip_layout_scroll_to (&self->layout, before + pixels);
  if (self->layout.scroll == before)
    return FALSE;
  rushes_shot_band_redraw (GTK_WIDGET (self));
  return TRUE;
}

/* @change: floating */
void
rushes_shot_band_change (RushesShotBand *self, GVariant *change)
{
  g_autoptr (GVariant) held = g_variant_ref_sink (change);

  g_signal_emit (self, signals[CHANGE], 0, held);
}

void
rushes_shot_band_open_shot (RushesShotBand *self, RushesShot *shot)
{
  g_signal_emit (self, signals[OPEN_SHOT], 0, shot);
}

/* Returns: the position in the view of the shot under the playhead; %G_MAXUINT: there is none */
guint
rushes_shot_band_get_shot (RushesShotBand *self)
{
  return rushes_strip_layout_find (&self->layout, self->position);
}

/* Returns: where that frame is drawn */
double
rushes_shot_band_get_x (RushesShotBand *self, gint64 frame)
{
  return rushes_strip_layout_to_x (&self->layout, frame);
}

/* What was asked for has been done, or not: the board is drawn as it is. */
void
rushes_shot_band_settle (RushesShotBand *self)
{
  if ((self->layout.longer == G_MAXUINT && self->layout.frozen <= 0) || self->dragging != RUSHES_BAND_DRAG_NONE)
    return;
  self->layout.longer = G_MAXUINT;
  self->layout.longer_by = 0;
  self->layout.frozen = 0;
  rushes_shot_band_lay (self);
}

static void
on_view_changed (RushesShotBand *self)
{
  if (self->dragging == RUSHES_BAND_DRAG_NONE)
    {
      self->layout.longer = G_MAXUINT;
      self->layout.longer_by = 0;
      self->layout.frozen = 0;
    }
  rushes_strip_sound_look (self->sound);
  rushes_shot_band_lay (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  rushes_shot_band_set_position (self, self->position);
}

static void
on_pictures_changed (RushesShotBand *self)
{
  rushes_strip_pictures_retry (self->pictures);
  rushes_shot_band_redraw (GTK_WIDGET (self));
}

static void
forget_context (RushesShotBand *self)
{
  forget_jobs (self);
  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->view, self);
      g_signal_handlers_disconnect_by_data (self->shown, self);
      g_signal_handlers_disconnect_by_data (self->selection, self);
      g_signal_handlers_disconnect_by_data (self->thumbnailer, self);
    }
  g_clear_object (&self->view);
  g_clear_object (&self->shown);
  g_clear_object (&self->selection);
  g_clear_object (&self->thumbnailer);
  g_clear_pointer (&self->pictures, rushes_strip_pictures_free);
  g_clear_pointer (&self->sound, rushes_strip_sound_free);
  g_clear_pointer (&self->node, gsk_render_node_unref);
}

/* @context: of the page; its view is %NULL while no board is open */
void
rushes_shot_band_set_context (RushesShotBand *self, const RushesBoardContext *context)
{
  forget_context (self);
  self->context = context;
  self->position = 0;
  self->layout.scroll = 0;
  self->layout.view = NULL;
  if (context->view == NULL)
    return;
  self->view = g_object_ref (context->view);
  self->shown = g_object_ref (context->shown);
  self->selection = g_object_ref (context->selection);
  self->thumbnailer = g_object_ref (context->thumbnailer);
  self->pictures = rushes_strip_pictures_new (context, GTK_WIDGET (self), G_CALLBACK (rushes_shot_band_redraw));
  self->sound = rushes_strip_sound_new (context, GTK_WIDGET (self), G_CALLBACK (rushes_shot_band_redraw));
  g_signal_connect_object (self->view, "changed", G_CALLBACK (on_view_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shown, "changed", G_CALLBACK (rushes_shot_band_redraw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (rushes_shot_band_redraw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->thumbnailer, "side-changed", G_CALLBACK (on_pictures_changed), self, G_CONNECT_SWAPPED);
  on_view_changed (self);
}

void
rushes_shot_band_set_narrow (RushesShotBand *self, gboolean narrow)
{
  self->narrow = narrow;
  rushes_shot_band_redraw (GTK_WIDGET (self));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
set_zoom (RushesShotBand *self, double zoom)
{
  double x = rushes_strip_layout_to_x (&self->layout, self->position);

  if (self->layout.zoom == zoom)
    return;
  rushes_strip_layout_zoom (&self->layout, zoom, x >= 0 && x <= self->layout.width ? x : self->layout.width / 2.0);
  rushes_shot_band_redraw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

static void
rushes_shot_band_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_POSITION)
    g_value_set_int64 (value, RUSHES_SHOT_BAND (object)->position);
  else
    g_value_set_double (value, RUSHES_SHOT_BAND (object)->layout.zoom);
}

static void
rushes_shot_band_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  if (id == PROP_POSITION)
    rushes_shot_band_set_position (RUSHES_SHOT_BAND (object), g_value_get_int64 (value));
  else
    set_zoom (RUSHES_SHOT_BAND (object), g_value_get_double (value));
}

static void
rushes_shot_band_dispose (GObject *object)
{
  forget_context (RUSHES_SHOT_BAND (object));
  G_OBJECT_CLASS (rushes_shot_band_parent_class)->dispose (object);
}

static void
rushes_shot_band_finalize (GObject *object)
{
  rushes_strip_layout_clear (&RUSHES_SHOT_BAND (object)->layout);
  g_ptr_array_unref (RUSHES_SHOT_BAND (object)->jobs);
  G_OBJECT_CLASS (rushes_shot_band_parent_class)->finalize (object);
}

static void
rushes_shot_band_class_init (RushesShotBandClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = rushes_shot_band_get_property;
  object_class->set_property = rushes_shot_band_set_property;
  object_class->dispose = rushes_shot_band_dispose;
  object_class->finalize = rushes_shot_band_finalize;
  widget_class->snapshot = rushes_shot_band_snapshot;
  widget_class->measure = rushes_shot_band_measure;
  widget_class->size_allocate = rushes_shot_band_size_allocate;
  widget_class->css_changed = rushes_shot_band_css_changed;
  properties[PROP_POSITION] = g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, 0, 1, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[SOUGHT] = g_signal_new ("sought", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[CHANGE] = g_signal_new ("change", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_VARIANT);
  signals[OPEN_SHOT] = g_signal_new ("open-shot", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, RUSHES_TYPE_SHOT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_widget_class_set_css_name (widget_class, "shotband");
}

static void
rushes_shot_band_init (RushesShotBand *self)
{
  self->jobs = g_ptr_array_new_with_free_func (g_object_unref);
  self->gap = self->taker = -1;
  rushes_strip_layout_init (&self->layout);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Playhead"), -1);
}
