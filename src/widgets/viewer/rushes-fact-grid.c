/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-fact-grid.h"

/**
 * rushes_fact_grid_renew:
 * @place: where it is, and nothing else: a grid says only of a width how high it is, and is higher without one, of which a box makes its least height (GTK 4.24)
 *
 * GTK 4.8 remembers of a grid without rows that its height does not depend on its width, and may lay out those that come as if no word
 * wrapped: what is below lies over the last ones. So one is never emptied.
 *
 * Returns: (transfer none): a grid without rows in the place of the one before
 */
GtkWidget *
rushes_fact_grid_renew (AdwBin *place, int row_spacing)
{
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID, "column-spacing", 12, "row-spacing", row_spacing, "hexpand", TRUE, NULL);

  adw_bin_set_child (place, grid);
  return grid;
}
