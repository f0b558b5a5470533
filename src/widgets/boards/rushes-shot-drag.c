/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-drag.h"

#include "rushes-clip-content.h"
#include "rushes-edge-scroll.h"
#include "rushes-shot-edit.h"

/* Shots are dragged to another place, clips of the library onto a shot or between two: a line shows where it would be. */

typedef struct
{
  RushesShotFlow *flow; /* (nullable): owns this, unless a page does that stands in its place */
  const RushesBoardContext *context;
  RushesDropFunc func;
  gpointer data;
} Drag;

static void
tell (Drag *self, GVariant *change)
{
  g_autoptr (GVariant) held = g_variant_ref_sink (change);

  self->func (held, self->data);
}

/* What other programs get of shots: the clips that count. (transfer full) (nullable) */
static GdkContentProvider *
new_files (Drag *self, GPtrArray *shots)
{
  g_autoptr (GPtrArray) clips = g_ptr_array_new ();

  for (guint i = 0; i < shots->len; i++)
    {
      RushesClip *clip = rushes_board_view_get_clip (self->context->view, rushes_shot_get_clip (shots->pdata[i]));
      if (clip != NULL)
        g_ptr_array_add (clips, clip);
    }
  return clips->len > 0 ? rushes_clip_content_new (self->context->library, clips) : NULL;
}

/* One that is not selected is dragged alone. */
static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, Drag *self)
{
  int at = self->context->view != NULL ? rushes_shot_flow_find_at (self->flow, x, y) : -1;
  g_autoptr (GPtrArray) shots = NULL;
  GdkContentProvider *parts[2];
  guint n = 0;

  if (at < 0)
    return NULL;
  if (!gtk_selection_model_is_selected (self->context->selection, (guint) at))
    gtk_selection_model_select_item (self->context->selection, (guint) at, TRUE);
  shots = rushes_board_context_list_selected (self->context);
  parts[n++] = gdk_content_provider_new_typed (RUSHES_TYPE_SHOT, rushes_filtered_shots_get_shot (self->context->shown, (guint) at));
  if ((parts[n] = new_files (self, shots)) != NULL)
    n++;
  return gdk_content_provider_new_union (parts, n);
}

static void
on_begin (GtkDragSource *source, GdkDrag *drag, Drag *self)
{
  GtkWidget *card = gtk_widget_get_focus_child (GTK_WIDGET (self->flow));
  GdkPaintable *picture = RUSHES_IS_SHOT_CARD (card) ? rushes_shot_card_get_picture (RUSHES_SHOT_CARD (card)) : NULL;
  g_autoptr (GdkPaintable) shown = picture != NULL ? g_object_ref (picture) : gtk_widget_paintable_new (card != NULL ? card : GTK_WIDGET (self->flow));

  gtk_drag_source_set_icon (source, shown, 0, 0); /* GTK would ask the disk what kind of file it is */
}

static gboolean
find_place (Drag *self, double x, double y, RushesDropPlace *place)
{
  return self->context->view != NULL &&
         rushes_shot_layout_find_drop (rushes_shot_flow_get_layout (self->flow), (int) x, (int) y + rushes_shot_flow_get_offset (self->flow), place);
}

/* Files go into the shot in whose middle they are. Returns: its position, or -1 */
static int
find_taker (Drag *self, double x, double y)
{
  int at = rushes_shot_flow_find_at (self->flow, x, y), upper;
  const GdkRectangle *card;

  if (at < 0)
    return -1;
  card = &g_array_index (rushes_shot_flow_get_layout (self->flow)->shots, GdkRectangle, (guint) at);
  upper = card->y - rushes_shot_flow_get_offset (self->flow);
  if (rushes_shot_flow_get_layout (self->flow)->narrow)
    return ABS (y - upper - card->height / 2.0) < card->height / 4.0 ? at : -1;
  return ABS (x - card->x - card->width / 2.0) < card->width / 3.0 ? at : -1;
}

static gboolean
is_of_shots (GtkDropTarget *target)
{
  GdkDrop *drop = gtk_drop_target_get_current_drop (target);

  return drop != NULL && gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), RUSHES_TYPE_SHOT);
}

static GdkDragAction
on_motion (GtkDropTarget *target, double x, double y, Drag *self)
{
  gboolean moving = is_of_shots (target);
  RushesDropPlace place;
  int taker;

  if (!find_place (self, x, y, &place))
    return 0;
  taker = moving ? -1 : find_taker (self, x, y);
  if (taker >= 0)
    {
      place.mark = g_array_index (rushes_shot_flow_get_layout (self->flow)->shots, GdkRectangle, (guint) taker);
      place.mark.y += place.mark.height - 6;
      place.mark.height = 6;
    }
  rushes_shot_flow_mark_drop (self->flow, &place);
  rushes_edge_scroll_at (GTK_WIDGET (self->flow), gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->flow)), y);
  return moving ? GDK_ACTION_MOVE : GDK_ACTION_COPY;
}

static void
on_leave (GtkDropTarget *target, Drag *self)
{
  rushes_shot_flow_mark_drop (self->flow, NULL);
  rushes_edge_scroll_stop (GTK_WIDGET (self->flow));
}

static RushesShot *
get_before (Drag *self, const RushesDropPlace *place)
{
  return place->before != G_MAXUINT ? rushes_filtered_shots_get_shot (self->context->shown, place->before) : NULL;
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, Drag *self)
{
  RushesDropPlace place;
  int taker = self->context->view != NULL ? find_taker (self, x, y) : -1;

  on_leave (target, self);
  if (!find_place (self, x, y, &place))
    return FALSE;
  if (G_VALUE_HOLDS (value, RUSHES_TYPE_SHOT))
    {
      g_autoptr (GPtrArray) shots = rushes_board_context_list_selected (self->context);
      if (shots->len > 0 && !rushes_shot_edit_are_there (self->context->view, shots, place.scene, get_before (self, &place)))
        tell (self, rushes_shot_edit_move (shots, place.scene, get_before (self, &place)));
      return shots->len > 0;
    }
  rushes_files_drop (GTK_WIDGET (self->flow), self->context, g_value_get_boxed (value),
                     &(RushesFilesPlace) { rushes_filtered_shots_get_shot (self->context->shown, taker >= 0 ? (guint) taker : G_MAXUINT), place.scene,
                                           get_before (self, &place) },
                     self->func, self->data);
  return TRUE;
}

static gboolean
is_open (Drag *self)
{
  return self->context->view != NULL && rushes_board_view_get_board (self->context->view) != NULL;
}

static GdkDragAction
on_first_motion (GtkDropTarget *target, double x, double y, Drag *self)
{
  return is_open (self) ? GDK_ACTION_COPY : 0;
}

/* A board without shots: wherever they are dropped, they are its first. */
static gboolean
on_first_drop (GtkDropTarget *target, const GValue *value, double x, double y, Drag *self)
{
  GtkWidget *page = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));

  if (!is_open (self))
    return FALSE;
  rushes_files_drop (page, self->context, g_value_get_boxed (value), &(RushesFilesPlace) { 0 }, self->func, self->data);
  return TRUE;
}

/* @page: stands where the cards of a board without shots would be. @context: of the page. Once. */
void
rushes_shot_drag_add_to_empty (GtkWidget *page, const RushesBoardContext *context, RushesDropFunc func, gpointer data)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  Drag *self = g_new0 (Drag, 1);

  *self = (Drag) { .context = context, .func = func, .data = data };
  g_object_set_data_full (G_OBJECT (page), "rushes-shot-drag", self, g_free);
  gtk_widget_add_css_class (page, "dropplace");
  g_signal_connect (target, "enter", G_CALLBACK (on_first_motion), self);
  g_signal_connect (target, "motion", G_CALLBACK (on_first_motion), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_first_drop), self);
  gtk_widget_add_controller (page, GTK_EVENT_CONTROLLER (target));
}

/* @context: of the page. Once. */
void
rushes_shot_drag_add (RushesShotFlow *flow, const RushesBoardContext *context, RushesDropFunc func, gpointer data)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_MOVE | GDK_ACTION_COPY);
  Drag *self = g_new0 (Drag, 1);

  *self = (Drag) { .flow = flow, .context = context, .func = func, .data = data };
  g_object_set_data_full (G_OBJECT (flow), "rushes-shot-drag", self, g_free);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE | GDK_ACTION_COPY);
  gtk_drop_target_set_gtypes (target, (GType[]) { RUSHES_TYPE_SHOT, GDK_TYPE_FILE_LIST }, 2);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_begin), self);
  g_signal_connect (target, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect (target, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (target, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (flow), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (flow), GTK_EVENT_CONTROLLER (target));
}
