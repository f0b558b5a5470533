/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-index-private.h"

/* Clips by what stands in their records. Blocking. */

static void
take_text (RushesRow *row, gpointer text)
{
  *(char **) text = g_strdup (rushes_row_get_text (row, 0));
}

/**
 * rushes_index_find_content:
 * @duration_ms: of the file, by which most others are left out
 * @sha256: of the file
 *
 * Returns: (transfer full) (nullable): the id of a clip whose file has these bytes; %NULL without @error: there is none
 */
char *
rushes_index_find_content (RushesIndex *self, gint64 duration_ms, const char *sha256, GError **error)
{
  char *id = NULL;

  rushes_database_run (self->searcher, "SELECT id FROM clips WHERE duration_ms = ? AND hidden = 0 AND json_extract (sidecar, '$.sha256') = ? LIMIT 1",
                       g_variant_new ("(xs)", duration_ms, sha256), take_text, &id, NULL, error);
  return id;
}

static void
take_opinions (RushesRow *row, gpointer data)
{
  RushesClipInfo *info = data;

  info->id = g_strdup (rushes_row_get_text (row, 0));
  info->rating = (int) rushes_row_get_int (row, 1);
  info->favourite = rushes_row_get_int (row, 2) != 0;
  info->verdict = (RushesVerdict) rushes_row_get_int (row, 3);
  info->label = (int) rushes_row_get_int (row, 4);
}

/* Returns: (transfer full) (nullable): of the clip of that row only its id, rating, verdict and label, and whether it is a favourite: of very
 * many clips no more is read. %NULL: it is gone */
RushesClipInfo *
rushes_index_read_opinions (RushesIndex *self, gint64 row)
{
  RushesClipInfo *info = rushes_clip_info_new ();

  rushes_database_run (self->database, "SELECT id, rating, favourite, verdict, label FROM clips WHERE row = ? AND hidden = 0", g_variant_new ("(x)", row),
                       take_opinions, info, NULL, NULL);
  if (info->id == NULL)
    g_clear_pointer (&info, rushes_clip_info_free);
  return info;
}

static void
read_board (RushesRow *row, gpointer boards)
{
  RushesUse *use = g_new (RushesUse, 1);

  *use = (RushesUse) { g_strdup (rushes_row_get_text (row, 0)), (guint) rushes_row_get_int (row, 1), rushes_row_get_int (row, 2) };
  g_ptr_array_add (boards, use);
}

static void
free_use (gpointer data)
{
  g_free (((RushesUse *) data)->name);
  g_free (data);
}

/* Returns: (transfer full) (element-type RushesUse) (nullable): the ids of the boards that clips were made for. It reads every record. */
GPtrArray *
rushes_index_list_boards (RushesIndex *self, GError **error)
{
  g_autoptr (GPtrArray) boards = g_ptr_array_new_with_free_func (free_use);

  if (!rushes_database_run (self->searcher,
                            "SELECT json_extract (sidecar, '$.request.board') AS board, COUNT (*), SUM (size_bytes) FROM clips"
                            " WHERE hidden = 0 AND board IS NOT NULL GROUP BY board ORDER BY MAX (row) DESC",
                            NULL, read_board, boards, NULL, error))
    return NULL;
  return g_steal_pointer (&boards);
}

static void
read_row (RushesRow *row, gpointer rows)
{
  gint64 number = rushes_row_get_int (row, 0);

  g_array_append_val ((GArray *) rows, number);
}

/* @board: an id. Returns: (transfer full) (nullable): the row numbers (gint64) of the clips that were made for it, oldest first */
GArray *
rushes_index_list_board (RushesIndex *self, const char *board, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!rushes_database_run (self->searcher, "SELECT row FROM clips WHERE hidden = 0 AND json_extract (sidecar, '$.request.board') = ? ORDER BY row",
                            g_variant_new ("(s)", board), read_row, rows, NULL, error))
    return NULL;
  return g_steal_pointer (&rows);
}
