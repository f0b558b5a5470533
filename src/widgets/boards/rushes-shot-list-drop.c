/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-list-drop.h"

#include "rushes-edge-scroll.h"

/* Files are dropped on a row of the table, as takes of that shot, or between two: a line shows where. */

#define MARK 4     /* between two rows */
#define INTO 6     /* at the foot of one */
#define BETWEEN .3 /* what part of a row, above and below, lies between it and the next */

typedef struct
{
  GtkWidget *overlay; /* owns this */
  GtkWidget *scroller, *table, *mark;
  const RushesBoardContext *const *context;
  RushesDropFunc func;
  gpointer data;
} Drop;

/* Where something goes, and where the line is. */
typedef struct
{
  RushesFilesPlace place;
  double y;
  int height;
} Target;

/* (nullable): the shot of the row at @y; NULL: it is below all. @row: (out): where that one is, or the last one */
static RushesShot *
find_shot (Drop *self, double y, graphene_rect_t *row)
{
  GtkWidget *rows = gtk_widget_get_last_child (self->table);
  graphene_rect_t bounds;

  *row = GRAPHENE_RECT_INIT (0, 0, 0, 0);
  for (GtkWidget *one = gtk_widget_get_first_child (rows); one != NULL; one = gtk_widget_get_next_sibling (one))
    {
      GtkWidget *around = gtk_widget_get_first_child (one), *cell = around != NULL ? gtk_widget_get_first_child (around) : NULL;
      RushesShot *shot = cell != NULL ? g_object_get_data (G_OBJECT (cell), "shot") : NULL;
      if (shot == NULL || !gtk_widget_get_child_visible (one) || !gtk_widget_compute_bounds (one, self->overlay, &bounds))
        continue;
      if (bounds.origin.y + bounds.size.height > row->origin.y + row->size.height)
        *row = bounds;
      if (y >= bounds.origin.y && y < bounds.origin.y + bounds.size.height)
        {
          *row = bounds;
          return shot;
        }
    }
  return NULL;
}

/* Behind it in the film, be what follows shown or not. */
static RushesShot *
get_next (Drop *self, RushesShot *shot)
{
  RushesBoardView *view = (*self->context)->view;
  RushesShot *next = rushes_board_view_get_shot (view, rushes_board_view_find (view, rushes_shot_get_number (shot)) + 1);

  return next != NULL && rushes_shot_get_scene (next) == rushes_shot_get_scene (shot) ? next : NULL;
}

static gboolean
find_target (Drop *self, double y, Target *target)
{
  graphene_rect_t row;
  RushesShot *shot;

  if (*self->context == NULL || (*self->context)->view == NULL || rushes_board_view_get_board ((*self->context)->view) == NULL)
    return FALSE;
  shot = find_shot (self, y, &row);
  *target = (Target) { .y = row.origin.y + row.size.height - MARK / 2, .height = MARK };
  if (shot == NULL)
    return TRUE;
  target->place.scene = rushes_shot_get_scene (shot);
  if (y < row.origin.y + row.size.height * BETWEEN)
    {
      target->place.before = shot;
      target->y = row.origin.y - MARK / 2;
    }
  else if (y > row.origin.y + row.size.height * (1 - BETWEEN))
    target->place.before = get_next (self, shot);
  else
    {
      target->place.taker = shot;
      target->y = row.origin.y + row.size.height - INTO;
      target->height = INTO;
    }
  return TRUE;
}

static GdkDragAction
on_motion (GtkDropTarget *drop, double x, double y, Drop *self)
{
  Target target;

  if (!find_target (self, y, &target))
    return 0;
  gtk_widget_set_margin_top (self->mark, MAX (0, (int) target.y));
  gtk_widget_set_size_request (self->mark, -1, target.height);
  gtk_widget_set_visible (self->mark, TRUE);
  rushes_edge_scroll_at (self->overlay, gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), y);
  return GDK_ACTION_COPY;
}

static void
on_leave (GtkDropTarget *drop, Drop *self)
{
  gtk_widget_set_visible (self->mark, FALSE);
  rushes_edge_scroll_stop (self->overlay);
}

static gboolean
on_drop (GtkDropTarget *drop, const GValue *value, double x, double y, Drop *self)
{
  Target target;

  on_leave (drop, self);
  if (!find_target (self, y, &target))
    return FALSE;
  rushes_files_drop (self->overlay, *self->context, g_value_get_boxed (value), &target.place, self->func, self->data);
  return TRUE;
}

/**
 * rushes_shot_list_drop_new:
 * @scroller: with the table, of which each cell has its “shot”
 * @context: where the page's context is, from then on; its view is %NULL while no board is open
 * @func: what is done with what was dropped
 *
 * Returns: (transfer floating): @scroller, on which files can be dropped
 */
GtkWidget *
rushes_shot_list_drop_new (GtkWidget *scroller, const RushesBoardContext *const *context, RushesDropFunc func, gpointer data)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  Drop *self = g_new (Drop, 1);

  *self = (Drop) { gtk_overlay_new (), scroller, gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller)), gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), context, func, data };
  g_object_set_data_full (G_OBJECT (self->overlay), "rushes-shot-list-drop", self, g_free);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), scroller);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->mark);
  gtk_widget_set_name (self->mark, "list-drop-mark");
  gtk_widget_add_css_class (self->mark, "dropmark");
  gtk_widget_set_valign (self->mark, GTK_ALIGN_START);
  gtk_widget_set_can_target (self->mark, FALSE);
  gtk_widget_set_visible (self->mark, FALSE);
  g_signal_connect (target, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect (target, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (target, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (self->overlay, GTK_EVENT_CONTROLLER (target));
  return self->overlay;
}
