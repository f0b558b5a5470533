/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-cells.h"

/* Returns: (transfer none) (nullable): the grid's cell of that position, if there is one now */
GtkWidget *
rushes_cells_find (GtkGridView *grid, guint position)
{
  for (GtkWidget *cell = gtk_widget_get_first_child (GTK_WIDGET (grid)); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *tile = gtk_widget_get_first_child (cell);
      GtkListItem *item = tile != NULL ? g_object_get_data (G_OBJECT (tile), "list-item") : NULL;
      if (item != NULL && gtk_list_item_get_position (item) == position)
        return cell;
    }
  return NULL;
}
