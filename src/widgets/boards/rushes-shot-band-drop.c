/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-band-drop.h"

#include "rushes-edge-scroll.h"
#include "rushes-files-drop.h"
#include "rushes-shot-band-private.h"
#include "rushes-shot-edit.h"

#include <math.h>

/* What comes from elsewhere onto the strip: files into a shot or between two, and shots that are dragged as cards. */

static gboolean
is_open (RushesShotBand *self)
{
  return self->context != NULL && self->context->view != NULL && rushes_board_view_get_board (self->context->view) != NULL;
}

/* The shot in whose middle that is, or -1. Between two there is room on both sides of their edge. */
static int
find_taker (RushesShotBand *self, double x)
{
  guint shot = rushes_strip_layout_find (&self->layout, rushes_strip_layout_to_frame (&self->layout, x));
  double from, to;

  if (shot == G_MAXUINT)
    return -1;
  from = rushes_strip_layout_to_x (&self->layout, rushes_strip_layout_get_start (&self->layout, shot));
  to = rushes_strip_layout_to_x (&self->layout, rushes_strip_layout_get_start (&self->layout, shot + 1));
  return fabs (x - (from + to) / 2) < (to - from) / 3 ? (int) shot : -1;
}

static void
mark (RushesShotBand *self, int taker, int gap)
{
  if (self->taker == taker && self->gap == gap)
    return;
  self->taker = taker;
  self->gap = gap;
  rushes_shot_band_redraw (GTK_WIDGET (self));
}

/* Between two, the scene is that of the shot under the pointer. */
static RushesFilesPlace
find_place (RushesShotBand *self, double x, gboolean files)
{
  int taker = files ? find_taker (self, x) : -1;
  guint under = rushes_strip_layout_find (&self->layout, rushes_strip_layout_to_frame (&self->layout, x));
  RushesShot *shot = rushes_board_view_get_shot (self->context->view, under);
  RushesShot *before = rushes_board_view_get_shot (self->context->view, rushes_strip_layout_find_gap (&self->layout, x));
  gint64 scene = shot != NULL ? rushes_shot_get_scene (shot) : 0;

  return (RushesFilesPlace) { taker >= 0 ? shot : NULL, scene, before != NULL && rushes_shot_get_scene (before) == scene ? before : NULL };
}

static gboolean
is_of_shots (GtkDropTarget *target)
{
  GdkDrop *drop = gtk_drop_target_get_current_drop (target);

  return drop != NULL && gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), RUSHES_TYPE_SHOT);
}

static void
mark_at (RushesShotBand *self, double x, gboolean moving)
{
  int taker = moving ? -1 : find_taker (self, x);

  mark (self, taker, taker >= 0 ? -1 : (int) rushes_strip_layout_find_gap (&self->layout, x));
}

/* What comes lies under the pointer, which does not move. */
static void
on_scrolled (int pixels, gpointer band)
{
  RushesShotBand *self = band;

  if (is_open (self) && rushes_shot_band_scroll_by (self, pixels))
    mark_at (self, self->held_at, self->held_moves);
}

static GdkDragAction
on_motion (GtkDropTarget *target, double x, double y, RushesShotBand *self)
{
  gboolean moving = is_of_shots (target);

  if (!is_open (self))
    return 0;
  self->held_at = x;
  self->held_moves = moving;
  mark_at (self, x, moving);
  rushes_edge_scroll_along (GTK_WIDGET (self), x, gtk_widget_get_width (GTK_WIDGET (self)), on_scrolled, self);
  return moving ? GDK_ACTION_MOVE : GDK_ACTION_COPY;
}

static void
on_leave (GtkDropTarget *target, RushesShotBand *self)
{
  rushes_edge_scroll_stop (GTK_WIDGET (self));
  mark (self, -1, -1);
}

static void
on_change (GVariant *change, gpointer self)
{
  rushes_shot_band_change (self, change);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, RushesShotBand *self)
{
  gboolean files = !G_VALUE_HOLDS (value, RUSHES_TYPE_SHOT);
  g_autoptr (GPtrArray) shots = NULL;
  RushesFilesPlace place;

  on_leave (target, self);
  if (!is_open (self))
    return FALSE;
  place = find_place (self, x, files);
  if (files)
    {
      rushes_files_drop (GTK_WIDGET (self), self->context, g_value_get_boxed (value), &place, on_change, self);
      return TRUE;
    }
  shots = rushes_board_context_list_selected (self->context);
  if (shots->len > 0 && !rushes_shot_edit_are_there (self->context->view, shots, place.scene, place.before))
    rushes_shot_band_change (self, rushes_shot_edit_move (shots, place.scene, place.before));
  return shots->len > 0;
}

/* Once. */
void
rushes_shot_band_add_drop (RushesShotBand *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_MOVE | GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, (GType[]) { RUSHES_TYPE_SHOT, GDK_TYPE_FILE_LIST }, 2);
  g_signal_connect (target, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect (target, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (target, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
