/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-band-hands.h"

#include "rushes-board-change.h"
#include "rushes-edge-scroll.h"
#include "rushes-shot-band-private.h"

#include <math.h>

/* What pointer and keys do on the strip. */

#define MOVES 8 /* pixels after which a press is a drag */
#define PULLS 24 /* the same after which an end scrolls: who pressed near one may mean what is there */
#define WHEEL 60
#define WHEEL_ZOOM .08

static gboolean
is_open (RushesShotBand *self)
{
  return self->context != NULL && self->context->view != NULL && rushes_strip_layout_get_n (&self->layout) > 0;
}

static gboolean
is_on_frames (RushesShotBand *self, double y)
{
  int top = rushes_strip_paint_get_frames_top (GTK_WIDGET (self));

  return y >= top - 3 && y < top + rushes_strip_paint_get_frames_height (self->narrow) + 3;
}

static RushesShot *
get_shot (RushesShotBand *self, guint index)
{
  return rushes_board_view_get_shot (self->context->view, index);
}

static void
seek_to_x (RushesShotBand *self, double x)
{
  rushes_shot_band_seek (self, rushes_strip_layout_to_frame (&self->layout, x));
}

/* An edge of a shot, a shot, or else a time. */
static void
on_drag_begin (GtkGestureDrag *drag, double x, double y, RushesShotBand *self)
{
  guint edge;

  if (!is_open (self))
    {
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->scroll_at_begin = self->layout.scroll;
  edge = is_on_frames (self, y) ? rushes_strip_layout_find_edge (&self->layout, x) : G_MAXUINT;
  self->pressed = edge != G_MAXUINT ? edge : rushes_strip_layout_find (&self->layout, rushes_strip_layout_to_frame (&self->layout, x));
  self->dragging = edge != G_MAXUINT ? RUSHES_BAND_DRAG_EDGE : is_on_frames (self, y) ? RUSHES_BAND_DRAG_PRESSED : RUSHES_BAND_DRAG_SEEK;
  if (self->dragging == RUSHES_BAND_DRAG_EDGE)
    self->layout.frozen = self->layout.scale;
  if (self->dragging == RUSHES_BAND_DRAG_PRESSED && !rushes_board_context_is_selected (self->context, get_shot (self, self->pressed)))
    rushes_board_context_select (self->context, get_shot (self, self->pressed));
  if (self->dragging == RUSHES_BAND_DRAG_SEEK)
    seek_to_x (self, x);
}

/* The others keep their lengths and move along. */
static void
drag_edge (RushesShotBand *self, double by)
{
  gint64 length = rushes_shot_get_length (get_shot (self, self->pressed));

  self->layout.longer = self->pressed;
  self->layout.longer_by = MAX (1 - length, (gint64) round (by / self->layout.scale));
  rushes_shot_band_lay (self);
}

static void
drag_shot (RushesShotBand *self, double x, double by)
{
  if (self->dragging == RUSHES_BAND_DRAG_PRESSED && fabs (by) < MOVES)
    return;
  self->dragging = RUSHES_BAND_DRAG_MOVE;
  self->gap = (int) rushes_strip_layout_find_gap (&self->layout, x);
  rushes_shot_band_redraw (GTK_WIDGET (self));
}

/* The frame there, but none that is not seen: the ends scroll. */
static void
drag_playhead (RushesShotBand *self, double x)
{
  gboolean more = rushes_strip_layout_to_x (&self->layout, rushes_strip_layout_get_length (&self->layout)) > self->layout.width + 1;

  seek_to_x (self, CLAMP (x, 0, more ? self->layout.width - 3 : G_MAXINT));
}

/* @by: of the pointer; what has been scrolled since counts, too */
static void
drag_to (RushesShotBand *self, double x, double by)
{
  self->held_at = x;
  if (self->dragging == RUSHES_BAND_DRAG_EDGE)
    drag_edge (self, by + self->layout.scroll - self->scroll_at_begin);
  else if (self->dragging == RUSHES_BAND_DRAG_SEEK)
    drag_playhead (self, x);
  else if (self->dragging != RUSHES_BAND_DRAG_NONE)
    drag_shot (self, x, by);
}

static void
on_edge (int pixels, gpointer data)
{
  RushesShotBand *self = data;

  if (!is_open (self) || self->dragging == RUSHES_BAND_DRAG_NONE)
    rushes_edge_scroll_stop (GTK_WIDGET (self));
  else if (rushes_shot_band_scroll_by (self, pixels))
    drag_to (self, self->held_at, self->held_at - self->pressed_at);
}

static void
on_drag_update (GtkGestureDrag *drag, double by, double by_y, RushesShotBand *self)
{
  double x, y;

  if (!is_open (self) || !gtk_gesture_drag_get_start_point (drag, &x, &y) || self->pressed >= rushes_strip_layout_get_n (&self->layout))
    return;
  self->pressed_at = x;
  drag_to (self, x + by, by);
  if (self->dragging != RUSHES_BAND_DRAG_PRESSED && fabs (by) >= PULLS)
    rushes_edge_scroll_along (GTK_WIDGET (self), x + by, gtk_widget_get_width (GTK_WIDGET (self)), on_edge, self);
  else
    rushes_edge_scroll_stop (GTK_WIDGET (self));
}

static GVariant *
new_change (const char *what, GVariant *shots, GVariantDict *rest)
{
  g_variant_dict_insert (rest, "do", "s", what);
  g_variant_dict_insert_value (rest, "shots", shots);
  return g_variant_dict_end (rest);
}

/* Those that are selected, or the one that was pressed. */
static GVariant *
list_numbers (RushesShotBand *self, GPtrArray *selected, RushesShot *pressed)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  if (!g_ptr_array_find (selected, pressed, NULL))
    {
      g_variant_builder_add (&builder, "v", g_variant_new_int64 (rushes_shot_get_number (pressed)));
      return g_variant_builder_end (&builder);
    }
  for (guint i = 0; i < selected->len; i++)
    g_variant_builder_add (&builder, "v", g_variant_new_int64 (rushes_shot_get_number (selected->pdata[i])));
  return g_variant_builder_end (&builder);
}

/* Of that shot alone. */
static void
change_length (RushesShotBand *self, guint index, gint64 length)
{
  GVariantDict members = G_VARIANT_DICT_INIT (NULL), rest = G_VARIANT_DICT_INIT (NULL);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  g_variant_builder_add (&builder, "v", g_variant_new_int64 (rushes_shot_get_number (get_shot (self, index))));
  g_variant_dict_insert (&members, RUSHES_BOARD_LENGTH, "x", length);
  g_variant_dict_insert_value (&rest, "members", g_variant_dict_end (&members));
  rushes_shot_band_change (self, new_change (RUSHES_CHANGE_SET, g_variant_builder_end (&builder), &rest));
}

/* The scene is that of the shot under the pointer. */
static void
move_shots (RushesShotBand *self, double x)
{
  guint under = rushes_strip_layout_find (&self->layout, rushes_strip_layout_to_frame (&self->layout, x)), gap = (guint) self->gap;
  gint64 scene = rushes_shot_get_scene (get_shot (self, under));
  RushesShot *before = get_shot (self, gap), *pressed = get_shot (self, self->pressed);
  g_autoptr (GPtrArray) selected = rushes_board_context_list_selected (self->context);
  GVariantDict rest = G_VARIANT_DICT_INIT (NULL);

  if (selected->len <= 1 && (gap == self->pressed || gap == self->pressed + 1) && rushes_shot_get_scene (pressed) == scene)
    {
      g_variant_dict_clear (&rest);
      return;
    }
  if (before != NULL && rushes_shot_get_scene (before) == scene)
    g_variant_dict_insert (&rest, "before", "x", rushes_shot_get_number (before));
  else
    g_variant_dict_insert (&rest, "scene", "x", scene);
  rushes_shot_band_change (self, new_change (RUSHES_CHANGE_MOVE, list_numbers (self, selected, pressed), &rest));
}

static void
finish_edge (RushesShotBand *self)
{
  gint64 by = self->layout.longer == self->pressed ? self->layout.longer_by : 0;

  if (by != 0)
    change_length (self, self->pressed, rushes_shot_get_length (get_shot (self, self->pressed)) + by); /* drawn so until the board has it */
  else
    rushes_shot_band_settle (self);
}

static void
on_drag_end (GtkGestureDrag *drag, double by, double by_y, RushesShotBand *self)
{
  RushesBandDrag what = self->dragging;
  double x = 0, y = 0;

  gtk_gesture_drag_get_start_point (drag, &x, &y);
  rushes_edge_scroll_stop (GTK_WIDGET (self));
  self->dragging = RUSHES_BAND_DRAG_NONE;
  if (is_open (self) && self->pressed < rushes_strip_layout_get_n (&self->layout))
    {
      if (what == RUSHES_BAND_DRAG_EDGE)
        finish_edge (self);
      else if (what == RUSHES_BAND_DRAG_MOVE)
        move_shots (self, x + by);
      else if (what == RUSHES_BAND_DRAG_PRESSED)
        {
          rushes_board_context_select (self->context, get_shot (self, self->pressed));
          seek_to_x (self, x);
        }
    }
  self->gap = -1;
  rushes_shot_band_redraw (GTK_WIDGET (self));
}

/* What was begun is not meant. */
static void
give_up_drag (RushesShotBand *self)
{
  rushes_edge_scroll_stop (GTK_WIDGET (self));
  self->dragging = RUSHES_BAND_DRAG_NONE;
  self->gap = -1;
  rushes_shot_band_settle (self);
  rushes_shot_band_redraw (GTK_WIDGET (self));
}

static void
on_drag_cancel (GtkGesture *drag, GdkEventSequence *sequence, RushesShotBand *self)
{
  give_up_drag (self);
}

static void
on_motion (GtkEventControllerMotion *motion, double x, double y, RushesShotBand *self)
{
  gboolean edge = is_open (self) && is_on_frames (self, y) && rushes_strip_layout_find_edge (&self->layout, x) != G_MAXUINT;

  if (self->dragging == RUSHES_BAND_DRAG_NONE)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), edge ? "col-resize" : NULL);
}

/* Ctrl: nearer or farther, around the pointer. Else on and back, where there is more than is seen. */
static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, RushesShotBand *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if (!is_open (self))
    return GDK_EVENT_PROPAGATE;
  if ((state & GDK_CONTROL_MASK) != 0)
    {
      g_object_set (self, "zoom", CLAMP (self->layout.zoom - dy * WHEEL_ZOOM, 0, 1), NULL);
      return GDK_EVENT_STOP;
    }
  return rushes_shot_band_scroll_by (self, (dx != 0 ? dx : dy) * WHEEL) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/* To the beginning of a shot, so many on or back. */
static void
go_by_shots (RushesShotBand *self, int by)
{
  guint now = rushes_shot_band_get_shot (self), n = rushes_strip_layout_get_n (&self->layout);
  gboolean inside = self->position > rushes_strip_layout_get_start (&self->layout, now);
  int to = (int) now + by + (by < 0 && inside ? 1 : 0);

  rushes_shot_band_seek (self, rushes_strip_layout_get_start (&self->layout, (guint) CLAMP (to, 0, (int) n - 1)));
}

/* To the beginning of a scene. */
static void
go_by_scene (RushesShotBand *self, int by)
{
  guint n = rushes_strip_layout_get_n (&self->layout), at = rushes_shot_band_get_shot (self);
  gint64 scene = rushes_shot_get_scene (get_shot (self, at));

  if (by < 0 && at > 0 && rushes_shot_get_scene (get_shot (self, at - 1)) != scene)
    scene = rushes_shot_get_scene (get_shot (self, --at));
  if (by < 0)
    while (at > 0 && rushes_shot_get_scene (get_shot (self, at - 1)) == scene)
      at--;
  else
    while (at + 1 < n && rushes_shot_get_scene (get_shot (self, at)) == scene)
      at++;
  rushes_shot_band_seek (self, rushes_strip_layout_get_start (&self->layout, at));
}

static void
lengthen (RushesShotBand *self, gint64 by)
{
  guint at = rushes_shot_band_get_shot (self);

  change_length (self, at, MAX (1, rushes_shot_get_length (get_shot (self, at)) + by));
}

static gboolean
go (RushesShotBand *self, guint key, gint64 frames)
{
  switch (key)
    {
    case GDK_KEY_Left: case GDK_KEY_KP_Left:
      rushes_shot_band_seek (self, self->position - frames);
      return TRUE;
    case GDK_KEY_Right: case GDK_KEY_KP_Right:
      rushes_shot_band_seek (self, self->position + frames);
      return TRUE;
    case GDK_KEY_Up: case GDK_KEY_KP_Up:
      go_by_shots (self, -1);
      return TRUE;
    case GDK_KEY_Down: case GDK_KEY_KP_Down:
      go_by_shots (self, 1);
      return TRUE;
    case GDK_KEY_Page_Up: case GDK_KEY_KP_Page_Up:
      go_by_scene (self, -1);
      return TRUE;
    case GDK_KEY_Page_Down: case GDK_KEY_KP_Page_Down:
      go_by_scene (self, 1);
      return TRUE;
    case GDK_KEY_Home: case GDK_KEY_KP_Home:
      rushes_shot_band_seek (self, 0);
      return TRUE;
    case GDK_KEY_End: case GDK_KEY_KP_End:
      rushes_shot_band_seek (self, rushes_strip_layout_get_length (&self->layout) - 1);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType all, RushesShotBand *self)
{
  GdkModifierType state = all & gtk_accelerator_get_default_mod_mask ();
  gint64 second, frames;

  if (!is_open (self) || (state & ~GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  second = rushes_rate_to_frames (rushes_board_get_rate (rushes_board_view_get_board (self->context->view)), 1);
  frames = state == GDK_SHIFT_MASK ? second : 1;
  if (go (self, key, frames))
    return GDK_EVENT_STOP;
  if (key == GDK_KEY_Escape && self->dragging != RUSHES_BAND_DRAG_NONE)
    give_up_drag (self);
  else if (key == GDK_KEY_bracketleft || key == GDK_KEY_braceleft)
    lengthen (self, key == GDK_KEY_braceleft ? -second : -frames);
  else if (key == GDK_KEY_bracketright || key == GDK_KEY_braceright)
    lengthen (self, key == GDK_KEY_braceright ? second : frames);
  else if (key == GDK_KEY_space || key == GDK_KEY_KP_Space)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.play-board", NULL);
  else if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    {
      rushes_board_context_select (self->context, get_shot (self, rushes_shot_band_get_shot (self)));
      rushes_shot_band_open_shot (self, get_shot (self, rushes_shot_band_get_shot (self)));
    }
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* Once. */
void
rushes_shot_band_add_hands (RushesShotBand *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new (), *keys = gtk_event_controller_key_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (on_drag_cancel), self);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
