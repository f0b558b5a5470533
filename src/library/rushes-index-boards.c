/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-index-private.h"

/* Which clips are takes on which board, so that they can be asked for. The boards' own files say that: here it stands in a table that goes
 * with the connection, as of the last look. */

/* Blocking. */
gboolean
rushes_index_prepare_boards (RushesIndex *self, GError **error)
{
  return rushes_database_run (self->searcher, "CREATE TEMP TABLE takes (board TEXT, clip TEXT, PRIMARY KEY (board, clip)) WITHOUT ROWID", NULL, NULL,
                              NULL, NULL, error);
}

static gboolean
insert_takes (RushesIndex *self, GVariant *boards, GError **error)
{
  GVariantIter iter, clips;
  GVariant *list;
  const char *board, *clip;
  gboolean done = rushes_database_run (self->searcher, "DELETE FROM temp.takes", NULL, NULL, NULL, NULL, error);

  g_variant_iter_init (&iter, boards);
  while (done && g_variant_iter_next (&iter, "{&s@as}", &board, &list))
    {
      g_variant_iter_init (&clips, list);
      while (done && g_variant_iter_next (&clips, "&s", &clip))
        done = rushes_database_run (self->searcher, "INSERT OR IGNORE INTO temp.takes (board, clip) VALUES (?, ?)", g_variant_new ("(ss)", board, clip),
                                    NULL, NULL, NULL, error);
      g_variant_unref (list);
    }
  return done;
}

/* @boards: an a{sas} from the titles of boards to the ids of their clips; all of them. Blocking. */
gboolean
rushes_index_set_boards (RushesIndex *self, GVariant *boards, GError **error)
{
  gboolean done;

  if (!rushes_database_begin (self->searcher, error))
    return FALSE;
  done = insert_takes (self, boards, error);
  return rushes_database_end (self->searcher, done, done ? error : NULL) && done;
}
