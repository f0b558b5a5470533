/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-index-private.h"

#include "rushes-stack-key.h"

/* What stands together. */

static void
read_int (RushesRow *row, gpointer data)
{
  *(gint64 *) data = rushes_row_get_int (row, 0);
}

static void
read_row_number (RushesRow *row, gpointer data)
{
  gint64 number = rushes_row_get_int (row, 0);

  g_array_append_val (data, number);
}

static void
read_found (RushesRow *row, gpointer data)
{
  RushesFound found = { rushes_row_get_int (row, 0), rushes_row_get_int (row, 1), (int) rushes_row_get_int (row, 2), (int) rushes_row_get_int (row, 3) };

  g_array_append_val (data, found);
}

/* @query: with `stacks`, or by rating, where each clip is a stack of its own. Returns: (transfer full) (nullable): what matches (RushesFound), in order. Blocking. */
GArray *
rushes_index_query_stacks (RushesIndex *self, const RushesQuery *query, GError **error)
{
  g_autoptr (GVariant) parameters = NULL;
  g_autofree char *sql = rushes_query_to_sql (query, &parameters);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (RushesFound));

  if (!rushes_database_run (self->searcher, sql, parameters, read_found, found, NULL, error))
    return NULL;
  return g_steal_pointer (&found);
}

/* @rows: (element-type gint64). Returns: (transfer full) (element-type RushesFound) (nullable): how those of them stand that are there and not hidden, in order; NULL:
 * that cannot be read. Blocking. */
GArray *
rushes_index_find_shown (RushesIndex *self, GArray *rows, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (RushesFound));

  for (guint i = 0; i < rows->len; i++)
    if (!rushes_database_run (self->searcher, "SELECT row, stack, verdict, rating FROM clips WHERE row = ? AND +hidden = 0",
                              g_variant_new ("(x)", g_array_index (rows, gint64, i)), read_found, found, NULL, error))
      return NULL;
  return g_steal_pointer (&found);
}

static void
read_keys (RushesRow *row, gpointer data)
{
  gint64 *keys = data;

  keys[0] = rushes_row_get_int (row, 0);
  keys[1] = rushes_row_get_int (row, 1);
}

/**
 * rushes_index_find_stack:
 * @takes: (out) (optional): the key of where it would be if the user had not put it elsewhere
 *
 * Reads one row: for the main thread too.
 *
 * Returns: the key of the stack in which a clip is, 0 if it is not there, or with @error cannot be read
 */
gint64
rushes_index_find_stack (RushesIndex *self, gint64 row, gint64 *takes, GError **error)
{
  gint64 keys[2] = { 0, 0 };

  rushes_database_run (self->reader, "SELECT stack, takes FROM clips WHERE row = ?", g_variant_new ("(x)", row), read_keys, keys, NULL, error);
  if (takes != NULL)
    *takes = keys[1];
  return keys[0];
}

/* Returns: (transfer full) (nullable): where the user put a clip; %NULL: nowhere. Blocking. */
char *
rushes_index_dup_chosen_stack (RushesIndex *self, const char *id)
{
  gint64 chosen = 0;

  rushes_database_run (self->searcher, "SELECT chosen FROM clips WHERE id = ?", g_variant_new ("(s)", id), read_int, &chosen, NULL, NULL);
  return chosen != 0 ? rushes_stack_key_to_text (chosen) : NULL;
}

/* Returns: (transfer full) (nullable): the row numbers (gint64) of all clips in that stack that are not hidden, newest first. Blocking. */
GArray *
rushes_index_list_stack (RushesIndex *self, gint64 stack, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!rushes_database_run (self->searcher, "SELECT row FROM clips WHERE stack = ? AND +hidden = 0 ORDER BY row DESC" /* with the plus not all that is shown is gone through */,
                            g_variant_new ("(x)", stack), read_row_number, rows, NULL, error))
    return NULL;
  return g_steal_pointer (&rows);
}
