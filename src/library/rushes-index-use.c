/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-index-private.h"

/* How much room clips take. */

static void
use_free (gpointer data)
{
  g_free (((RushesUse *) data)->name);
  g_free (data);
}

static void
read_use (RushesRow *row, gpointer uses)
{
  RushesUse *use = g_new (RushesUse, 1);

  *use = (RushesUse) { g_strdup (rushes_row_get_text (row, 0)), (guint) rushes_row_get_int (row, 1), rushes_row_get_int (row, 2) };
  g_ptr_array_add (uses, use);
}

/**
 * rushes_index_list_use:
 * @by_model: else by the month they were saved in, "2026-11", as it was here
 *
 * What clips with a file take, as recorded. Blocking.
 *
 * Returns: (transfer full) (element-type RushesUse) (nullable): the newest month first, or the largest first
 */
GPtrArray *
rushes_index_list_use (RushesIndex *self, gboolean by_model, GError **error)
{
  static const char *const months = "SELECT strftime ('%Y-%m', created_us / 1000000, 'unixepoch', 'localtime') AS what, COUNT (*), SUM (size_bytes)"
                                    " FROM clips WHERE row NOT IN (SELECT row FROM temp.missing) GROUP BY what ORDER BY what DESC";
  static const char *const models = "SELECT COALESCE (model, '') AS what, COUNT (*), SUM (size_bytes) AS bytes"
                                    " FROM clips WHERE row NOT IN (SELECT row FROM temp.missing) GROUP BY what ORDER BY bytes DESC, what";
  g_autoptr (GPtrArray) uses = g_ptr_array_new_with_free_func (use_free);

  return rushes_database_run (self->searcher, by_model ? models : months, NULL, read_use, uses, NULL, error) ? g_steal_pointer (&uses) : NULL;
}
