/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-drag.h"

#include "rushes-clip-content.h"
#include "rushes-shot-edit.h"
#include "rushes-way-back.h"

/* Shots are dragged to another place, clips of the library onto a shot or between two: a line shows where it would be. */

#define EDGE 48       /* pixels from where it is scrolled while something is held there */
#define SPEED 14      /* pixels a frame */

typedef struct
{
  RushesShotFlow *flow; /* owns this */
  const RushesBoardContext *context;
  RushesShotDragFunc func;
  gpointer data;
  guint ticking;
  int speed; /* pixels a frame */
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

  if (picture != NULL)
    gtk_drag_source_set_icon (source, picture, 0, 0);
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
on_tick (GtkWidget *flow, GdkFrameClock *clock, gpointer data)
{
  GtkAdjustment *scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (flow));

  gtk_adjustment_set_value (scroll, gtk_adjustment_get_value (scroll) + ((Drag *) data)->speed);
  return G_SOURCE_CONTINUE;
}

/* Near an edge what lies beyond comes. */
static void
scroll_at (Drag *self, int speed)
{
  self->speed = speed;
  if (speed != 0 && self->ticking == 0)
    self->ticking = gtk_widget_add_tick_callback (GTK_WIDGET (self->flow), on_tick, self, NULL);
  if (speed == 0 && self->ticking != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->flow), self->ticking);
  if (speed == 0)
    self->ticking = 0;
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
  int height = gtk_widget_get_height (GTK_WIDGET (self->flow)), taker;
  gboolean moving = is_of_shots (target);
  RushesDropPlace place;

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
  scroll_at (self, y < EDGE ? -SPEED : y > height - EDGE ? SPEED : 0);
  return moving ? GDK_ACTION_MOVE : GDK_ACTION_COPY;
}

static void
on_leave (GtkDropTarget *target, Drag *self)
{
  rushes_shot_flow_mark_drop (self->flow, NULL);
  scroll_at (self, 0);
}

static RushesShot *
get_before (Drag *self, const RushesDropPlace *place)
{
  return place->before != G_MAXUINT ? rushes_filtered_shots_get_shot (self->context->shown, place->before) : NULL;
}

/* Whether they stand there already, in the whole film. */
static gboolean
are_there (Drag *self, GPtrArray *shots, const RushesDropPlace *place)
{
  RushesShot *behind = get_before (self, place);
  guint before = behind != NULL ? rushes_board_view_find (self->context->view, rushes_shot_get_number (behind)) : G_MAXUINT;
  guint first = rushes_board_view_find (self->context->view, rushes_shot_get_number (shots->pdata[0])), last = first + shots->len - 1;
  RushesShot *end = rushes_board_view_get_shot (self->context->view, last), *next = rushes_board_view_get_shot (self->context->view, last + 1);
  gboolean together = rushes_board_view_find (self->context->view, rushes_shot_get_number (shots->pdata[shots->len - 1])) == last;

  if (!together || rushes_shot_get_scene (shots->pdata[0]) != place->scene || rushes_shot_get_scene (end) != place->scene)
    return FALSE;
  if (behind == NULL)
    return next == NULL || rushes_shot_get_scene (next) != place->scene;
  return before >= first && before <= last + 1;
}

/* What files a worker looks up, and where their clips go. */
typedef struct
{
  RushesLibrary *library;
  GPtrArray *paths;
  RushesShot *taker, *before; /* each (nullable) */
  gint64 scene;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->library);
  g_ptr_array_unref (search->paths);
  g_clear_object (&search->taker);
  g_clear_object (&search->before);
  g_free (search);
}

/* (element-type utf8): ids of those that are clips of the library; the others stay in the order */
static gpointer
find_clips (gpointer order, GError **error)
{
  Search *search = order;
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) all = g_steal_pointer (&search->paths);

  search->paths = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < all->len; i++)
    {
      gint64 row = rushes_library_find_row_by_path (search->library, all->pdata[i]);
      g_autoptr (RushesClipInfo) info = row != 0 ? rushes_library_read_clip (search->library, row) : NULL;
      g_ptr_array_add (info != NULL ? ids : search->paths, g_strdup (info != NULL ? info->id : all->pdata[i]));
    }
  return ids;
}

/* A change that lacks its clips. */
static GVariant *
new_change (Search *search, GPtrArray *ids)
{
  return search->taker != NULL ? rushes_shot_edit_take (search->taker, ids) : rushes_shot_edit_add_clips (ids, search->scene, search->before);
}

/* Files that are none of the library's come in first. */
static void
import (GtkWidget *flow, Search *search, GPtrArray *ids)
{
  GVariantBuilder paths = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as")), known = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));

  for (guint i = 0; i < search->paths->len; i++)
    g_variant_builder_add (&paths, "s", search->paths->pdata[i]);
  for (guint i = 0; i < ids->len; i++)
    g_variant_builder_add (&known, "s", ids->pdata[i]);
  gtk_widget_activate_action (flow, "win.take-files", "(asas@a{sv})", &paths, &known, new_change (search, ids));
}

static void
on_clips (gpointer flow, gpointer order, gpointer result, const GError *error)
{
  Drag *self = g_object_get_data (G_OBJECT (flow), "rushes-shot-drag");
  Search *search = order;
  GPtrArray *ids = result;

  if (self->context->view == NULL)
    return;
  if (search->paths->len > 0)
    import (flow, search, ids);
  else if (ids->len > 0)
    tell (self, new_change (search, ids));
}

static void
take_files (Drag *self, GSList *files, RushesShot *taker, const RushesDropPlace *place)
{
  Search *search = g_new0 (Search, 1);

  search->library = g_object_ref (self->context->library);
  search->paths = g_ptr_array_new_with_free_func (g_free);
  search->scene = place->scene;
  g_set_object (&search->taker, taker);
  g_set_object (&search->before, get_before (self, place));
  for (; files != NULL; files = files->next)
    if (g_file_peek_path (files->data) != NULL)
      g_ptr_array_add (search->paths, g_file_get_path (files->data));
  rushes_way_back_work (self->flow, find_clips, search, search_free, (GDestroyNotify) g_ptr_array_unref, on_clips);
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
      if (shots->len > 0 && !are_there (self, shots, &place))
        tell (self, rushes_shot_edit_move (shots, place.scene, get_before (self, &place)));
      return shots->len > 0;
    }
  take_files (self, g_value_get_boxed (value), taker >= 0 ? rushes_filtered_shots_get_shot (self->context->shown, (guint) taker) : NULL, &place);
  return TRUE;
}

/* @context: of the page. Once. */
void
rushes_shot_drag_add (RushesShotFlow *flow, const RushesBoardContext *context, RushesShotDragFunc func, gpointer data)
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
