/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-index-private.h"

/* Which clips have no file, so that they can be asked for. That is no fact of a clip but how things are now: it stands in no record
 * and in no file, but in a table that goes with the connection. */

/* Blocking. */
gboolean
rushes_index_prepare_missing (RushesIndex *self, GError **error)
{
  return rushes_database_run (self->searcher, "CREATE TEMP TABLE missing (row INTEGER PRIMARY KEY)", NULL, NULL, NULL, NULL, error);
}

static gboolean
insert_missing (RushesIndex *self, GArray *rows, GError **error)
{
  if (!rushes_database_run (self->searcher, "DELETE FROM temp.missing", NULL, NULL, NULL, NULL, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!rushes_database_run (self->searcher, "INSERT OR IGNORE INTO temp.missing (row) VALUES (?)", g_variant_new ("(x)", g_array_index (rows, gint64, i)),
                              NULL, NULL, NULL, error))
      return FALSE;
  return TRUE;
}

/* @rows: (element-type gint64): those whose files are not there, all of them. Blocking. */
gboolean
rushes_index_set_missing (RushesIndex *self, GArray *rows, GError **error)
{
  gboolean done;

  if (!rushes_database_begin (self->searcher, error))
    return FALSE;
  done = insert_missing (self, rows, error);
  return rushes_database_end (self->searcher, done, done ? error : NULL) && done;
}

static void
read_name (RushesRow *row, gpointer data)
{
  g_ptr_array_add (data, g_strdup (rushes_row_get_text (row, 0)));
}

/* Returns: (transfer full) (element-type utf8) (nullable): where the files of clips are said to be, each folder once: "2026/11/". Blocking. */
GPtrArray *
rushes_index_list_folders (RushesIndex *self, GError **error)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);

  /* What is left of a name when all that is no slash has been taken from its end. */
  if (!rushes_database_run (self->searcher, "SELECT DISTINCT rtrim (name, replace (name, '/', '')) FROM clips", NULL, read_name, folders, NULL, error))
    return NULL;
  return g_steal_pointer (&folders);
}

typedef struct
{
  RushesIndexFileFunc func;
  gpointer data;
} Visit;

static void
visit_row (RushesRow *row, gpointer data)
{
  Visit *visit = data;

  visit->func (rushes_row_get_int (row, 0), rushes_row_get_text (row, 1), rushes_row_get_text (row, 2), rushes_row_get_int (row, 3) != 0, visit->data);
}

/* Calls @func for every clip whose file is said to be in @folder ("2026/11/"), and not in one below it. Blocking. */
gboolean
rushes_index_foreach_in (RushesIndex *self, const char *folder, RushesIndexFileFunc func, gpointer data, GError **error)
{
  g_autofree char *end = g_strconcat (folder, "\U0010ffff", NULL);

  return rushes_database_run (self->searcher, "SELECT row, id, name, hidden FROM clips WHERE name >= ? AND name < ? AND instr (substr (name, ?), '/') = 0",
                              g_variant_new ("(ssi)", folder, end, (int) g_utf8_strlen (folder, -1) + 1), visit_row, &(Visit) { func, data }, NULL, error);
}
