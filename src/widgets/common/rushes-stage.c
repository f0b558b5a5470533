/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-stage.h"

#include "rushes-fit.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>
#include <math.h>

/* A picture that is judged: as a whole, or as near as one likes. The wheel and two fingers zoom at where they are, a drag
 * moves it. A picture of another size changes what is drawn and nobody's layout. */
struct _RushesStage
{
  GtkWidget parent_instance;
  GdkPaintable *paintable;
  GtkWidget *fit_button; /* says how near, and goes back */
  RushesView view;
  RushesView grabbed;        /* as a drag or a pinch found it */
  double pointer_x, pointer_y; /* of the widget; < 0: the pointer is elsewhere */
  int room_width, room_height; /* that was told last */
};

#define LARGEST 16.0
#define KEY_FACTOR 1.25   /* of a key, and of a wheel's click */
#define PAN_STEP 0.1      /* of what is seen, for a key */
#define SMOOTH_FACTOR 1.02 /* of a pixel of a touchpad with Ctrl */
#define SAME 1.001        /* as good as */

static guint signal_view_changed, signal_room_changed;

G_DEFINE_FINAL_TYPE (RushesStage, rushes_stage, GTK_TYPE_WIDGET)

/* Of the picture, in its own pixels; at least 1. */
static void
get_picture_size (RushesStage *self, double *width, double *height)
{
  *width = self->paintable != NULL ? MAX (1, gdk_paintable_get_intrinsic_width (self->paintable)) : 1;
  *height = self->paintable != NULL ? MAX (1, gdk_paintable_get_intrinsic_height (self->paintable)) : 1;
}

/* Returns: logical pixels for one of the picture when it is seen as a whole */
static double
get_fit (RushesStage *self)
{
  double width, height;

  get_picture_size (self, &width, &height);
  return MIN (gtk_widget_get_width (GTK_WIDGET (self)) / width, gtk_widget_get_height (GTK_WIDGET (self)) / height);
}

/* Returns: logical pixels for one of the picture */
static double
get_factor (RushesStage *self)
{
  return self->view.zoom > 0 ? self->view.zoom / gtk_widget_get_scale_factor (GTK_WIDGET (self)) : get_fit (self);
}

/**
 * rushes_stage_get_scale:
 *
 * Returns: pixels of the screen for one of the picture, as it is drawn now
 */
double
rushes_stage_get_scale (RushesStage *self)
{
  return get_factor (self) * gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

/* Where an edge of the picture lies: no gap where there is more of it, in the middle where it is smaller than the room. */
static double
place (double room, double size, double middle)
{
  return size <= room ? (room - size) / 2 : CLAMP (room / 2 - middle * size, room - size, 0);
}

/**
 * rushes_stage_get_area:
 * @area: (out): where the whole picture lies, in the widget's coordinates; it may reach beyond them
 */
void
rushes_stage_get_area (RushesStage *self, graphene_rect_t *area)
{
  double width, height, factor = get_factor (self);

  get_picture_size (self, &width, &height);
  width *= factor;
  height *= factor;
  graphene_rect_init (area, place (gtk_widget_get_width (GTK_WIDGET (self)), width, self->view.x),
                      place (gtk_widget_get_height (GTK_WIDGET (self)), height, self->view.y), width, height);
}

/**
 * rushes_stage_get_room:
 * @width, @height: (out): the pixels of the screen that there are for the picture, as near as it is seen; 0: for each of its own there is
 *   one, or more
 *
 * A picture that is made by rushes_fit () for them is drawn as it is.
 */
void
rushes_stage_get_room (RushesStage *self, int *width, int *height)
{
  int device = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double own_width, own_height;

  get_picture_size (self, &own_width, &own_height);
  *width = self->view.zoom > 0 ? (int) round (own_width * self->view.zoom) : gtk_widget_get_width (GTK_WIDGET (self)) * device;
  *height = self->view.zoom > 0 ? (int) round (own_height * self->view.zoom) : gtk_widget_get_height (GTK_WIDGET (self)) * device;
  if (self->view.zoom >= 1)
    *width = *height = 0;
}

/* The same area, on whole pixels of the screen. */
static void
get_drawn_area (RushesStage *self, graphene_rect_t *area)
{
  double device = gtk_widget_get_scale_factor (GTK_WIDGET (self)), own_width, own_height;
  int room_width, room_height, width, height;

  rushes_stage_get_area (self, area);
  rushes_stage_get_room (self, &room_width, &room_height);
  if (room_width > 0 && room_height > 0)
    {
      get_picture_size (self, &own_width, &own_height);
      rushes_fit ((int) own_width, (int) own_height, room_width, room_height, &width, &height);
      graphene_size_init (&area->size, (float) (width / device), (float) (height / device));
    }
  graphene_point_init (&area->origin, (float) (round (area->origin.x * device) / device), (float) (round (area->origin.y * device) / device));
}

static void
update_room (RushesStage *self)
{
  int width, height;

  rushes_stage_get_room (self, &width, &height);
  if (width == self->room_width && height == self->room_height)
    return;
  self->room_width = width;
  self->room_height = height;
  g_signal_emit (self, signal_room_changed, 0);
}

/* What lies in the middle after the edges have been kept in. */
static void
settle (RushesStage *self)
{
  graphene_rect_t area;

  rushes_stage_get_area (self, &area);
  if (area.size.width <= 0 || area.size.height <= 0)
    return;
  self->view.x = (gtk_widget_get_width (GTK_WIDGET (self)) / 2.0 - area.origin.x) / area.size.width;
  self->view.y = (gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 - area.origin.y) / area.size.height;
}

static void
show_zoom (RushesStage *self)
{
  g_autofree char *percent = g_strdup_printf (_("%d %%"), (int) (self->view.zoom * 100 + .5));

  gtk_button_set_label (GTK_BUTTON (self->fit_button), percent);
  gtk_widget_set_visible (self->fit_button, self->view.zoom > 0);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->view.zoom > 0 ? "grab" : NULL);
}

static void
change_view (RushesStage *self, const RushesView *view)
{
  self->view = *view;
  settle (self);
  show_zoom (self);
  update_room (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signal_view_changed, 0);
}

/* @x, @y: of the widget; what lies there stays there */
static void
zoom_at (RushesStage *self, double zoom, double x, double y)
{
  double fit = get_fit (self) * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double smallest = MIN (1, fit);
  graphene_rect_t area;
  RushesView view = { .zoom = CLAMP (zoom, smallest, LARGEST) };
  double factor;

  /* The smallest is the whole, where that is not more than its own pixels. */
  if (fit <= 1 && view.zoom <= fit * SAME)
    view.zoom = 0;
  rushes_stage_get_area (self, &area);
  if (area.size.width <= 0 || area.size.height <= 0)
    return;
  factor = view.zoom > 0 ? view.zoom / rushes_stage_get_scale (self) : 1;
  view.x = (x - area.origin.x) / area.size.width + (gtk_widget_get_width (GTK_WIDGET (self)) / 2.0 - x) / (area.size.width * factor);
  view.y = (y - area.origin.y) / area.size.height + (gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 - y) / (area.size.height * factor);
  change_view (self, &view);
}

/* At the pointer; where that is elsewhere, at the middle. */
static void
zoom_here (RushesStage *self, double zoom)
{
  gboolean over = self->pointer_x >= 0;

  zoom_at (self, zoom, over ? self->pointer_x : gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
           over ? self->pointer_y : gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

/* @dx, @dy: how far the picture moves, logical pixels */
static void
pan (RushesStage *self, const RushesView *from, double dx, double dy)
{
  RushesView view = *from;
  graphene_rect_t area;

  rushes_stage_get_area (self, &area);
  if (self->view.zoom <= 0 || area.size.width <= 0 || area.size.height <= 0)
    return;
  view.zoom = self->view.zoom;
  view.x -= dx / area.size.width;
  view.y -= dy / area.size.height;
  change_view (self, &view);
}

/**
 * rushes_stage_get_view:
 *
 * Returns: what is seen, for another stage or a later picture
 */
RushesView
rushes_stage_get_view (RushesStage *self)
{
  return self->view;
}

void
rushes_stage_set_view (RushesStage *self, const RushesView *view)
{
  if (view->zoom != self->view.zoom || view->x != self->view.x || view->y != self->view.y)
    change_view (self, view);
}

/* The whole picture. */
void
rushes_stage_fit (RushesStage *self)
{
  rushes_stage_set_view (self, &(RushesView) { .x = .5, .y = .5 });
}

/* One pixel of the screen for each of the picture, or the whole again. */
static void
toggle_original (RushesStage *self)
{
  if (self->view.zoom > 0)
    rushes_stage_fit (self);
  else
    zoom_here (self, 1);
}

static gboolean
take_pan_key (RushesStage *self, guint key)
{
  double x = gtk_widget_get_width (GTK_WIDGET (self)) * PAN_STEP, y = gtk_widget_get_height (GTK_WIDGET (self)) * PAN_STEP;

  if (self->view.zoom <= 0 || (key != GDK_KEY_Left && key != GDK_KEY_Right && key != GDK_KEY_Up && key != GDK_KEY_Down))
    return FALSE;
  pan (self, &self->view, key == GDK_KEY_Left ? x : key == GDK_KEY_Right ? -x : 0, key == GDK_KEY_Up ? y : key == GDK_KEY_Down ? -y : 0);
  return TRUE;
}

/**
 * rushes_stage_take_key:
 *
 * For the page that the stage is on: Ctrl with plus, minus and 0 zooms, with an arrow it moves, Z goes to single pixels and back.
 *
 * Returns: whether the key was for the stage
 */
gboolean
rushes_stage_take_key (RushesStage *self, guint key, GdkModifierType state)
{
  GdkModifierType with = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK);

  if (with == 0 && (key == GDK_KEY_z || key == GDK_KEY_Z))
    {
      toggle_original (self);
      return TRUE;
    }
  if (with != GDK_CONTROL_MASK)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      zoom_here (self, rushes_stage_get_scale (self) * KEY_FACTOR);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      zoom_here (self, rushes_stage_get_scale (self) / KEY_FACTOR);
      return TRUE;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
      rushes_stage_fit (self);
      return TRUE;
    default:
      return take_pan_key (self, key);
    }
}

static void
on_size (RushesStage *self)
{
  update_room (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rushes_stage_set_paintable:
 * @paintable: (nullable): what is seen stays where it was, of the new picture
 */
void
rushes_stage_set_paintable (RushesStage *self, GdkPaintable *paintable)
{
  if (self->paintable != NULL)
    g_signal_handlers_disconnect_by_data (self->paintable, self);
  g_set_object (&self->paintable, paintable);
  if (paintable != NULL)
    {
      g_signal_connect_swapped (paintable, "invalidate-contents", G_CALLBACK (gtk_widget_queue_draw), self);
      g_signal_connect_swapped (paintable, "invalidate-size", G_CALLBACK (on_size), self);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
rushes_stage_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RushesStage *self = RUSHES_STAGE (widget);

  if (gtk_widget_should_layout (self->fit_button))
    gtk_widget_size_allocate (self->fit_button, &(GtkAllocation) { 0, 0, width, height }, -1);
  update_room (self);
}

static void
rushes_stage_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                      int *natural_baseline)
{
  gtk_widget_measure (RUSHES_STAGE (widget)->fit_button, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
on_motion (RushesStage *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
on_leave (RushesStage *self)
{
  self->pointer_x = self->pointer_y = -1;
}

/* A wheel zooms; a touchpad moves what is near, and zooms with Ctrl. */
static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, RushesStage *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if (self->paintable == NULL)
    return FALSE;
  if (gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL)
    zoom_here (self, rushes_stage_get_scale (self) * pow (KEY_FACTOR, -dy));
  else if ((state & GDK_CONTROL_MASK) != 0)
    zoom_here (self, rushes_stage_get_scale (self) * pow (SMOOTH_FACTOR, -dy));
  else
    pan (self, &self->view, -dx, -dy);
  return TRUE;
}

static void
on_grab (RushesStage *self)
{
  self->grabbed = self->view;
  self->grabbed.zoom = rushes_stage_get_scale (self);
}

static void
on_pinch (RushesStage *self, double scale, GtkGesture *gesture)
{
  double x, y;

  if (gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    zoom_at (self, self->grabbed.zoom * scale, x, y);
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, RushesStage *self)
{
  if (self->view.zoom > 0)
    on_grab (self);
  else
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
on_drag (RushesStage *self, double dx, double dy)
{
  pan (self, &self->grabbed, dx, dy);
}

static void
rushes_stage_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RushesStage *self = RUSHES_STAGE (widget);
  graphene_rect_t area;

  if (self->paintable != NULL)
    {
      get_drawn_area (self, &area);
      gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)));
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &area.origin);
      gdk_paintable_snapshot (self->paintable, snapshot, area.size.width, area.size.height);
      gtk_snapshot_restore (snapshot);
      gtk_snapshot_pop (snapshot);
    }
  GTK_WIDGET_CLASS (rushes_stage_parent_class)->snapshot (widget, snapshot);
}

static void
rushes_stage_dispose (GObject *object)
{
  RushesStage *self = RUSHES_STAGE (object);

  rushes_stage_set_paintable (self, NULL);
  g_clear_pointer (&self->fit_button, gtk_widget_unparent);
  G_OBJECT_CLASS (rushes_stage_parent_class)->dispose (object);
}

static void
rushes_stage_class_init (RushesStageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_stage_dispose;
  widget_class->snapshot = rushes_stage_snapshot;
  widget_class->measure = rushes_stage_measure;
  widget_class->size_allocate = rushes_stage_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  /* Another part of the picture is seen. */
  signal_room_changed = g_signal_new ("room-changed", RUSHES_TYPE_STAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0); /* see rushes_stage_get_room() */
  signal_view_changed = g_signal_new ("view-changed", RUSHES_TYPE_STAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_gestures (RushesStage *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new (), *grip = gtk_gesture_drag_new ();

  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (on_grab), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  g_signal_connect (grip, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (grip, "drag-update", G_CALLBACK (on_drag), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (grip));
}

static void
add_fit_button (RushesStage *self)
{
  self->fit_button = gtk_button_new ();
  gtk_widget_set_halign (self->fit_button, GTK_ALIGN_END);
  gtk_widget_set_valign (self->fit_button, GTK_ALIGN_START);
  rushes_tip_set (self->fit_button, _("Show the Whole Picture"));
  gtk_widget_set_name (self->fit_button, "zoom-fit");
  gtk_widget_set_focus_on_click (self->fit_button, FALSE);
  gtk_widget_set_visible (self->fit_button, FALSE);
  gtk_widget_add_css_class (self->fit_button, "osd");
  gtk_widget_add_css_class (self->fit_button, "zoom");
  gtk_widget_set_parent (self->fit_button, GTK_WIDGET (self));
  g_signal_connect_swapped (self->fit_button, "clicked", G_CALLBACK (rushes_stage_fit), self);
}

static void
rushes_stage_init (RushesStage *self)
{
  self->view = (RushesView) { .x = .5, .y = .5 };
  self->pointer_x = self->pointer_y = -1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  add_fit_button (self);
  add_gestures (self);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (update_room), NULL);
}
