/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-cells.h"

/* (nullable): of a cell that shows something */
static GtkListItem *
get_item (GtkWidget *cell)
{
  GtkWidget *tile = gtk_widget_get_first_child (cell);

  return tile != NULL ? g_object_get_data (G_OBJECT (tile), "list-item") : NULL;
}

/* Returns: (transfer none) (nullable): the grid's cell of that position, if there is one now */
GtkWidget *
rushes_cells_find (GtkGridView *grid, guint position)
{
  for (GtkWidget *cell = gtk_widget_get_first_child (GTK_WIDGET (grid)); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      GtkListItem *item = get_item (cell);
      if (item != NULL && gtk_list_item_get_position (item) == position)
        return cell;
    }
  return NULL;
}

static gboolean
is_in_sight (GtkGridView *grid, GtkWidget *cell)
{
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (cell, GTK_WIDGET (grid), &bounds) && bounds.size.height > 0 && bounds.origin.y + bounds.size.height > 0 &&
         bounds.origin.y < gtk_widget_get_height (GTK_WIDGET (grid));
}

/**
 * rushes_cells_find_sight:
 * @first, @last: (out): the positions that have a cell, around those that are in sight
 * @anchor: (out): the one with the focus, if it is among them, or the first in sight
 *
 * Returns: whether any is in sight
 */
gboolean
rushes_cells_find_sight (GtkGridView *grid, guint *first, guint *last, guint *anchor)
{
  g_autoptr (GtkBitset) all = gtk_bitset_new_empty (), seen = gtk_bitset_new_empty ();
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (grid));
  GtkListItem *focused = focus != NULL ? get_item (focus) : NULL;

  for (GtkWidget *cell = gtk_widget_get_first_child (GTK_WIDGET (grid)); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      GtkListItem *item = get_item (cell);
      guint position = item != NULL ? gtk_list_item_get_position (item) : GTK_INVALID_LIST_POSITION;
      if (position == GTK_INVALID_LIST_POSITION)
        continue;
      gtk_bitset_add (all, position);
      if (is_in_sight (grid, cell))
        gtk_bitset_add (seen, position);
    }
  if (gtk_bitset_is_empty (seen))
    return FALSE;
  *first = *last = *anchor = gtk_bitset_get_minimum (seen);
  while (*first > 0 && gtk_bitset_contains (all, *first - 1))
    --*first;
  while (gtk_bitset_contains (all, *last + 1))
    ++*last;
  if (focused != NULL && gtk_bitset_contains (seen, gtk_list_item_get_position (focused)))
    *anchor = gtk_list_item_get_position (focused);
  return TRUE;
}
