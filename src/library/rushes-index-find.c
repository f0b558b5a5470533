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
 * Returns: (transfer full) (nullable): the id of a clip whose file has these bytes
 */
char *
rushes_index_find_content (RushesIndex *self, gint64 duration_ms, const char *sha256)
{
  char *id = NULL;

  rushes_database_run (self->searcher, "SELECT id FROM clips WHERE duration_ms = ? AND hidden = 0 AND json_extract (sidecar, '$.sha256') = ? LIMIT 1",
                       g_variant_new ("(xs)", duration_ms, sha256), take_text, &id, NULL, NULL);
  return id;
}
