/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-index-private.h"

/* What is asked of, and done with, any number of clips: they are their rows. Blocking. */

/**
 * rushes_index_hide_rows:
 * @rows: (element-type gint64): clips; those that are gone are passed over
 *
 * Keeps them out of every query, or lets them in again. All of it or nothing.
 */
gboolean
rushes_index_hide_rows (RushesIndex *self, GArray *rows, gboolean hidden, RushesProgress *progress, GError **error)
{
  gboolean done = TRUE;

  if (!rushes_database_begin (self->database, error))
    return FALSE;
  g_atomic_int_add (&progress->n_all, (int) rows->len);
  for (guint i = 0; i < rows->len && done; i++)
    {
      done = rushes_database_run (self->database, "UPDATE clips SET hidden = ? WHERE row = ?", g_variant_new ("(bx)", hidden, g_array_index (rows, gint64, i)),
                                  NULL, NULL, NULL, error);
      g_atomic_int_inc (&progress->n_done);
    }
  return rushes_database_end (self->database, done, done ? error : NULL) && done;
}

static void
read_flag (RushesRow *row, gpointer data)
{
  *(gboolean *) data = rushes_row_get_int (row, 0) != 0;
}

/* @rows: (element-type gint64). Returns: whether the file of one of them is elsewhere */
gboolean
rushes_index_has_linked (RushesIndex *self, GArray *rows)
{
  gboolean linked = FALSE;

  for (guint i = 0; i < rows->len && !linked; i++) /* a link takes no room: of the others no record is read */
    rushes_database_run (self->searcher, "SELECT json_extract (sidecar, '$.linked') FROM clips WHERE row = ? AND size_bytes = 0",
                         g_variant_new ("(x)", g_array_index (rows, gint64, i)), read_flag, &linked, NULL, NULL);
  return linked;
}

static void
read_text (RushesRow *row, gpointer data)
{
  g_ptr_array_add (data, g_strdup (rushes_row_get_text (row, 0)));
}

static GPtrArray *
list_texts (RushesIndex *self, const char *sql, GArray *rows, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_full (rows->len, g_free);

  for (guint i = 0; i < rows->len; i++)
    if (!rushes_database_run (self->searcher, sql, g_variant_new ("(x)", g_array_index (rows, gint64, i)), read_text, texts, NULL, error))
      return NULL;
  return g_steal_pointer (&texts);
}

/* @rows: (element-type gint64). Returns: (transfer full) (element-type utf8) (nullable): the names of their files, in order; of those that are gone none */
GPtrArray *
rushes_index_list_names (RushesIndex *self, GArray *rows, GError **error)
{
  return list_texts (self, "SELECT name FROM clips WHERE row = ?", rows, error);
}

/* The same with their ids. */
GPtrArray *
rushes_index_list_ids (RushesIndex *self, GArray *rows, GError **error)
{
  return list_texts (self, "SELECT id FROM clips WHERE row = ?", rows, error);
}

static void
count_tag (RushesRow *row, gpointer counts)
{
  const char *tag = rushes_row_get_text (row, 0);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, tag));

  g_hash_table_insert (counts, g_strdup (tag), GUINT_TO_POINTER (n + 1));
}

/* @rows: (element-type gint64). Returns: (transfer full) (element-type utf8 guint) (nullable): their tags, and how many of them have each */
GHashTable *
rushes_index_count_tags (RushesIndex *self, GArray *rows, GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < rows->len; i++)
    if (!rushes_database_run (self->searcher, "SELECT tag FROM tags WHERE row = ?", g_variant_new ("(x)", g_array_index (rows, gint64, i)), count_tag,
                              counts, NULL, error))
      return NULL;
  return g_steal_pointer (&counts);
}
