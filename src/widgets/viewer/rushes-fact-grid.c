/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-fact-grid.h"

/**
 * rushes_fact_grid_renew:
 * @place: vertical; where nothing else is
 *
 * GTK 4.8 remembers of a grid without rows that its height does not depend on its width, and may lay out those that come as if no word
 * wrapped: what is below lies over the last ones. So one is never emptied.
 *
 * Returns: (transfer none): a grid without rows in the place of the one before
 */
GtkWidget *
rushes_fact_grid_renew (GtkBox *place, int row_spacing)
{
  GtkWidget *before = gtk_widget_get_first_child (GTK_WIDGET (place));
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID, "column-spacing", 12, "row-spacing", row_spacing, "hexpand", TRUE, NULL);

  if (before != NULL)
    gtk_box_remove (place, before);
  gtk_box_append (place, grid);
  return grid;
}
