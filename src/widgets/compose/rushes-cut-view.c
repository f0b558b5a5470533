/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-cut-view.h"

#include <glib/gi18n.h>

/* A picture and the part of it that becomes the frame of a clip: what is cut off is dimmed, and the part is moved by
 * dragging or with the arrow keys. Signal "changed". */
struct _RushesCutView
{
  GtkWidget parent_instance;
  GdkTexture *texture; /* or NULL */
  double ratio;        /* of the frame, width by height; 0: the picture's own */
  RushesCut cut, at_begin;
};

#define TALLEST 190 /* pixels */
#define KEY_STEP 0.05

static guint signal_changed;

G_DEFINE_FINAL_TYPE (RushesCutView, rushes_cut_view, GTK_TYPE_WIDGET)

static double
get_picture_ratio (RushesCutView *self)
{
  return (double) gdk_texture_get_width (self->texture) / gdk_texture_get_height (self->texture);
}

/* Whether the shapes differ by more than rounding. */
gboolean
rushes_cut_view_is_cut (RushesCutView *self)
{
  return self->texture != NULL && self->ratio > 0 && ABS (self->ratio / get_picture_ratio (self) - 1) > 0.01;
}

/* What is shown whole: the picture, or the frame with bars. */
static double
get_shown_ratio (RushesCutView *self)
{
  return self->cut.fit && self->ratio > 0 ? self->ratio : get_picture_ratio (self);
}

/* The largest rectangle of that ratio in the middle of the widget. */
static graphene_rect_t
get_shown (RushesCutView *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  double ratio = get_shown_ratio (self);
  double shown_width = MIN (width, height * ratio), shown_height = shown_width / ratio;

  return GRAPHENE_RECT_INIT ((width - shown_width) / 2, (height - shown_height) / 2, shown_width, shown_height);
}

/* The part of a picture that lies in @shown which becomes the frame. */
static graphene_rect_t
get_kept (RushesCutView *self, const graphene_rect_t *shown)
{
  double width = MIN (shown->size.width, shown->size.height * self->ratio);
  double height = MIN (shown->size.height, shown->size.width / self->ratio);

  return GRAPHENE_RECT_INIT (shown->origin.x + (shown->size.width - width) * (1 + self->cut.x) / 2,
                             shown->origin.y + (shown->size.height - height) * (1 + self->cut.y) / 2, width, height);
}

static void
dim_outside (GtkSnapshot *snapshot, const graphene_rect_t *shown, const graphene_rect_t *kept)
{
  const GdkRGBA shade = { 0, 0, 0, 0.62 };
  double left = kept->origin.x - shown->origin.x, top = kept->origin.y - shown->origin.y;
  double right = shown->size.width - left - kept->size.width, bottom = shown->size.height - top - kept->size.height;
  const graphene_rect_t parts[] = {
    GRAPHENE_RECT_INIT (shown->origin.x, shown->origin.y, left, shown->size.height),
    GRAPHENE_RECT_INIT (kept->origin.x + kept->size.width, shown->origin.y, right, shown->size.height),
    GRAPHENE_RECT_INIT (shown->origin.x, shown->origin.y, shown->size.width, top),
    GRAPHENE_RECT_INIT (shown->origin.x, kept->origin.y + kept->size.height, shown->size.width, bottom),
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].size.width > 0.5 && parts[i].size.height > 0.5)
      gtk_snapshot_append_color (snapshot, &shade, &parts[i]);
}

static void
draw_fitted (RushesCutView *self, GtkSnapshot *snapshot, const graphene_rect_t *frame)
{
  int width = gdk_texture_get_width (self->texture), height = gdk_texture_get_height (self->texture);
  RushesPlacement at = rushes_cut_place (&self->cut, width, height, frame->size.width, frame->size.height);

  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 0, 0, 0, 1 }, frame);
  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT (frame->origin.x + at.x, frame->origin.y + at.y, width * at.scale, height * at.scale));
}

static void
draw_cut (RushesCutView *self, GtkSnapshot *snapshot, const graphene_rect_t *shown)
{
  graphene_rect_t kept;
  GskRoundedRect outline;

  gtk_snapshot_append_texture (snapshot, self->texture, shown);
  if (!rushes_cut_view_is_cut (self))
    return;
  kept = get_kept (self, shown);
  dim_outside (snapshot, shown, &kept);
  gsk_rounded_rect_init_from_rect (&outline, &kept, 2);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 2, 2, 2, 2 },
                              (GdkRGBA[4]) { { 1, 1, 1, 1 }, { 1, 1, 1, 1 }, { 1, 1, 1, 1 }, { 1, 1, 1, 1 } });
}

static void
rushes_cut_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RushesCutView *self = RUSHES_CUT_VIEW (widget);
  graphene_rect_t shown;

  if (self->texture == NULL)
    return;
  shown = get_shown (self);
  if (self->cut.fit && self->ratio > 0)
    draw_fitted (self, snapshot, &shown);
  else
    draw_cut (self, snapshot, &shown);
}

static GtkSizeRequestMode
rushes_cut_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rushes_cut_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  RushesCutView *self = RUSHES_CUT_VIEW (widget);
  double width = for_size > 0 ? for_size : TALLEST;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL && self->texture != NULL)
    *minimum = *natural = (int) MIN (TALLEST, width / get_shown_ratio (self));
}

static void
update (RushesCutView *self)
{
  gboolean movable = rushes_cut_view_is_cut (self) && !self->cut.fit;

  gtk_widget_set_focusable (GTK_WIDGET (self), movable);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), movable ? "grab" : NULL);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* By picture pixels. Returns: whether there is anything to move */
static gboolean
move (RushesCutView *self, double by_x, double by_y)
{
  if (!rushes_cut_view_is_cut (self) || self->cut.fit)
    return FALSE;
  rushes_cut_move (&self->cut, gdk_texture_get_width (self->texture), gdk_texture_get_height (self->texture), self->ratio, by_x, by_y);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signal_changed, 0);
  return TRUE;
}

static void
on_drag_begin (GtkGestureDrag *drag, double x, double y, RushesCutView *self)
{
  self->at_begin = self->cut;
}

static void
on_drag_update (GtkGestureDrag *drag, double by_x, double by_y, RushesCutView *self)
{
  graphene_rect_t shown;
  double scale;

  if (self->texture == NULL)
    return;
  shown = get_shown (self);
  scale = gdk_texture_get_width (self->texture) / shown.size.width;
  self->cut = self->at_begin;
  move (self, by_x * scale, by_y * scale);
}

static gboolean
on_key (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, RushesCutView *self)
{
  double width = self->texture != NULL ? gdk_texture_get_width (self->texture) * KEY_STEP : 0;
  double height = self->texture != NULL ? gdk_texture_get_height (self->texture) * KEY_STEP : 0;

  switch (key)
    {
    case GDK_KEY_Left:
      return move (self, -width, 0);
    case GDK_KEY_Right:
      return move (self, width, 0);
    case GDK_KEY_Up:
      return move (self, 0, -height);
    case GDK_KEY_Down:
      return move (self, 0, height);
    default:
      return FALSE;
    }
}

/* @texture: (nullable) */
void
rushes_cut_view_set_texture (RushesCutView *self, GdkTexture *texture)
{
  if (g_set_object (&self->texture, texture))
    update (self);
}

/* @ratio: of the frame, width by height; 0: the picture keeps its own */
void
rushes_cut_view_set_ratio (RushesCutView *self, double ratio)
{
  if (self->ratio == ratio)
    return;
  self->ratio = ratio;
  update (self);
}

const RushesCut *
rushes_cut_view_get_cut (RushesCutView *self)
{
  return &self->cut;
}

void
rushes_cut_view_set_cut (RushesCutView *self, const RushesCut *cut)
{
  self->cut = *cut;
  update (self);
}

static void
rushes_cut_view_dispose (GObject *object)
{
  g_clear_object (&RUSHES_CUT_VIEW (object)->texture);
  G_OBJECT_CLASS (rushes_cut_view_parent_class)->dispose (object);
}

static void
rushes_cut_view_class_init (RushesCutViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_cut_view_dispose;
  widget_class->snapshot = rushes_cut_view_snapshot;
  widget_class->measure = rushes_cut_view_measure;
  widget_class->get_request_mode = rushes_cut_view_get_request_mode;
  signal_changed = g_signal_new ("changed", RUSHES_TYPE_CUT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "cutview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rushes_cut_view_init (RushesCutView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("The part of the picture that becomes the frame; arrow keys move it"), -1);
}
