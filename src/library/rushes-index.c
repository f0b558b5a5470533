/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-index-private.h"

#include "rushes-error.h"
#include "rushes-journal.h"

#include <glib/gstdio.h>

/* What is in the sidecars, so that it can be searched: a database that can be thrown away and made anew.
 * Safe for any thread. */

G_DEFINE_FINAL_TYPE (RushesIndex, rushes_index, G_TYPE_OBJECT)

static const char *const migrations[] = {
  "CREATE TABLE clips ("
  " row INTEGER PRIMARY KEY AUTOINCREMENT,"
  " id TEXT NOT NULL UNIQUE,"
  " name TEXT NOT NULL UNIQUE,"
  " created_us INTEGER NOT NULL,"
  " duration_ms INTEGER NOT NULL,"
  " size_bytes INTEGER NOT NULL,"
  " provider TEXT,"
  " model TEXT,"
  " prompt TEXT NOT NULL,"
  " rating INTEGER NOT NULL DEFAULT 0,"
  " favourite INTEGER NOT NULL DEFAULT 0,"
  " hidden INTEGER NOT NULL DEFAULT 0,"
  " sidecar TEXT NOT NULL);"
  "CREATE INDEX clips_created ON clips (created_us);",
  /* What is searched for, what is thought of clips, and how that came to be. A clip's row is the time it was saved, so that the newest
   * of what the full-text index finds come first without being sorted; and what is filtered by stands together in one index. */
  "ALTER TABLE clips RENAME TO old_clips;"
  "CREATE TABLE clips ("
  " row INTEGER PRIMARY KEY,"
  " id TEXT NOT NULL UNIQUE,"
  " name TEXT NOT NULL UNIQUE,"
  " created_us INTEGER NOT NULL,"
  " duration_ms INTEGER NOT NULL,"
  " size_bytes INTEGER NOT NULL," /* of the disk: a link takes none */
  " provider TEXT,"
  " model TEXT,"
  " connection TEXT,"
  " width INTEGER NOT NULL DEFAULT 0,"
  " height INTEGER NOT NULL DEFAULT 0,"
  " rating INTEGER NOT NULL DEFAULT 0,"
  " favourite INTEGER NOT NULL DEFAULT 0,"
  " verdict INTEGER NOT NULL DEFAULT 0,"
  " label INTEGER NOT NULL DEFAULT 0,"
  " is_new INTEGER NOT NULL DEFAULT 0,"
  " hidden INTEGER NOT NULL DEFAULT 0,"
  " unwritten INTEGER NOT NULL DEFAULT 0," /* the sidecar lags behind */
  " sidecar TEXT NOT NULL);"
  "INSERT INTO clips (row, id, name, created_us, duration_ms, size_bytes, hidden, sidecar)"
  " SELECT MAX (created_us, 1) + ROW_NUMBER () OVER (PARTITION BY MAX (created_us, 1) ORDER BY row) - 1, id, name, created_us, duration_ms,"
  " size_bytes, hidden, sidecar FROM old_clips;" /* the rest is filled in from the sidecars: rushes_index_catch_up() */
  "DROP TABLE old_clips;"
  "CREATE INDEX clips_shown ON clips (hidden, row, rating, favourite, verdict, label, is_new, provider, model, connection, duration_ms, width,"
  " height, created_us);"
  "CREATE INDEX clips_unwritten ON clips (row) WHERE unwritten;"
  "CREATE TABLE tags (tag TEXT NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (tag, row)) WITHOUT ROWID;"
  "CREATE INDEX tags_row ON tags (row);"
  "CREATE VIRTUAL TABLE search USING fts5 (words, tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\", prefix = '1 2 3');"
  "CREATE TRIGGER clip_goes AFTER DELETE ON clips BEGIN"
  " DELETE FROM search WHERE rowid = old.row; DELETE FROM tags WHERE row = old.row; END;"
  RUSHES_JOURNAL_SQL,
  /* What stands together (rushes-stack-key.h): by its request or the clip it was made of, and where the user put it. */
  "ALTER TABLE clips ADD COLUMN parent TEXT;"
  "ALTER TABLE clips ADD COLUMN takes INTEGER NOT NULL DEFAULT 0;" /* filled in from the sidecars */
  "ALTER TABLE clips ADD COLUMN chosen INTEGER;"
  "ALTER TABLE clips ADD COLUMN stack INTEGER NOT NULL DEFAULT 0;" /* the one of both that counts: an index does not cover what is computed */
  "DROP INDEX clips_shown;"
  "CREATE INDEX clips_shown ON clips (hidden, row, stack, rating, favourite, verdict, label, is_new, provider, model, connection, duration_ms,"
  " width, height, created_us);"
  "CREATE INDEX clips_stack ON clips (stack);"
  "CREATE INDEX clips_parent ON clips (parent) WHERE parent IS NOT NULL;",
  "ALTER TABLE clips ADD COLUMN notes INTEGER NOT NULL DEFAULT 0;" /* how many */
  "DROP INDEX clips_shown;"
  "CREATE INDEX clips_shown ON clips (hidden, row, stack, rating, favourite, verdict, label, is_new, notes, provider, model, connection,"
  " duration_ms, width, height, created_us);",
  NULL,
};

static void
rushes_index_finalize (GObject *object)
{
  RushesIndex *self = RUSHES_INDEX (object);

  g_clear_object (&self->database);
  g_clear_object (&self->reader);
  g_clear_object (&self->searcher);
  G_OBJECT_CLASS (rushes_index_parent_class)->finalize (object);
}

static void
rushes_index_class_init (RushesIndexClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_index_finalize;
}

static void
rushes_index_init (RushesIndex *self)
{
}

/* A broken index is put aside, not thrown away; the sidecars know everything but what can be taken back. One that cannot be opened for another reason, such
 * as a full disk, is whole. */
static RushesDatabase *
open_anew (const char *path, gboolean *fresh, GError **error)
{
  g_autofree char *aside = g_strdup_printf ("%s.broken-%" G_GINT64_FORMAT, path, g_get_real_time ());

  g_warning ("%s; it is kept as %s and rebuilt", (*error)->message, aside);
  if (g_rename (path, aside) != 0)
    return NULL;
  g_clear_error (error);
  *fresh = TRUE;
  return rushes_database_open (path, migrations, RUSHES_DATABASE_READ_WRITE, error);
}

/**
 * rushes_index_open:
 * @fresh: (out): whether it is new and empty, so that it has to be filled from the sidecars
 *
 * Blocking.
 *
 * Returns: (transfer full) (nullable)
 */
RushesIndex *
rushes_index_open (const char *path, gboolean *fresh, GError **error)
{
  g_autoptr (RushesIndex) self = g_object_new (RUSHES_TYPE_INDEX, NULL);
  g_autoptr (GError) cause = NULL;

  *fresh = !g_file_test (path, G_FILE_TEST_EXISTS);
  self->database = rushes_database_open (path, migrations, RUSHES_DATABASE_READ_WRITE, &cause);
  if (self->database == NULL && g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_BROKEN))
    self->database = open_anew (path, fresh, &cause);
  if (self->database == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  self->reader = rushes_database_open (path, migrations, RUSHES_DATABASE_READ_ONLY, error);
  self->searcher = self->reader != NULL ? rushes_database_open (path, migrations, RUSHES_DATABASE_READ_ONLY, error) : NULL;
  if (self->searcher == NULL || !rushes_index_prepare_missing (self, error) || !rushes_index_prepare_boards (self, error) ||
      !rushes_index_catch_up (self, error))
    return NULL;
  rushes_index_has_news (self);
  return g_steal_pointer (&self);
}

/* Any thread. */
void
rushes_index_refuse_changes (RushesIndex *self)
{
  rushes_database_refuse_changes (self->database);
}

static void
read_int (RushesRow *row, gpointer data)
{
  *(gint64 *) data = rushes_row_get_int (row, 0);
}

static void
read_text (RushesRow *row, gpointer data)
{
  *(char **) data = g_strdup (rushes_row_get_text (row, 0));
}

static void
read_version (RushesRow *row, gpointer data)
{
  RushesIndex *self = data;
  gint64 version = rushes_row_get_int (row, 0);

  self->changed = version != self->version;
  self->version = version;
}

/* Whether another process has changed something since this was asked last. Blocking; one thread at a time. */
gboolean
rushes_index_has_news (RushesIndex *self)
{
  self->changed = FALSE;
  rushes_database_run (self->database, "PRAGMA data_version", NULL, read_version, self, NULL, NULL);
  return self->changed;
}

/* Returns: (transfer full) (nullable): the sidecar of a clip that is there and not hidden, as it is now. Blocking. */
char *
rushes_index_dup_shown (RushesIndex *self, gint64 row)
{
  char *text = NULL;

  rushes_database_run (self->database, "SELECT sidecar FROM clips WHERE row = ? AND hidden = 0", g_variant_new ("(x)", row), read_text, &text, NULL, NULL);
  return text;
}

/* Row number of a clip, 0 if it is not there; −1: that cannot be read. Blocking. */
gint64
rushes_index_find_row (RushesIndex *self, const char *id, GError **error)
{
  gint64 row;

  return rushes_index_look_up (self->reader, id, &row, error) ? row : -1;
}

/* Whether there is no clip that is shown. Reads one row: for the main thread too. */
gboolean
rushes_index_is_empty (RushesIndex *self)
{
  gint64 row = 0;

  rushes_database_run (self->reader, "SELECT row FROM clips WHERE hidden = 0 LIMIT 1", NULL, read_int, &row, NULL, NULL);
  return row == 0;
}

/* Whether it knows of no clip at all, not even of one that is on its way to the trash. Blocking. */
gboolean
rushes_index_is_bare (RushesIndex *self)
{
  gint64 n = -1;

  return rushes_database_run (self->database, "SELECT EXISTS (SELECT 1 FROM clips)", NULL, read_int, &n, NULL, NULL) && n == 0;
}

/* @name: below the clips folder. Returns: its row number, 0 if it is not there; −1: that cannot be read. Blocking. */
gint64
rushes_index_find_row_by_name (RushesIndex *self, const char *name, GError **error)
{
  gint64 row = 0;

  return rushes_database_run (self->searcher, "SELECT row FROM clips WHERE name = ?", g_variant_new ("(s)", name), read_int, &row, NULL, error) ? row : -1;
}

typedef struct
{
  gint64 row;
  int n;
} Found;

static void
count_row (RushesRow *row, gpointer data)
{
  Found *found = data;

  found->row = rushes_row_get_int (row, 0);
  found->n++;
}

/* Row number of the one clip whose id begins so, 0 if there is none, −1 if there are several or, with @error, that cannot be read. */
gint64
rushes_index_find_row_by_start (RushesIndex *self, const char *start, GError **error)
{
  g_autofree char *end = g_strconcat (start, "\x7f", NULL);
  Found found = { rushes_index_find_row (self, start, error), 0 };

  if (found.row != 0 || *start == '\0')
    return found.row;
  if (!rushes_database_run (self->reader, "SELECT row FROM clips WHERE id >= ? AND id < ? LIMIT 2", g_variant_new ("(ss)", start, end), count_row,
                            &found, NULL, error))
    return -1;
  return found.n > 1 ? -1 : found.row;
}

/* Returns: (transfer full) (nullable): the sidecar as it was indexed; %NULL without @error: there is no such row. Reads one: for the main thread too. */
char *
rushes_index_dup_sidecar (RushesIndex *self, gint64 row, GError **error)
{
  char *text = NULL;

  if (!rushes_database_run (self->reader, "SELECT sidecar FROM clips WHERE row = ?", g_variant_new ("(x)", row), read_text, &text, NULL, error))
    g_clear_pointer (&text, g_free);
  return text;
}

/* Bytes of all clips, as recorded. */
gint64
rushes_index_get_used_bytes (RushesIndex *self)
{
  gint64 bytes = 0;

  rushes_database_run (self->reader, "SELECT COALESCE (SUM (size_bytes), 0) FROM clips", NULL, read_int, &bytes, NULL,
                       NULL);
  return bytes;
}

static void
read_row_number (RushesRow *row, gpointer data)
{
  gint64 number = rushes_row_get_int (row, 0);

  g_array_append_val (data, number);
}

/* Returns: (transfer full): the row numbers (gint64) of what matches, in order. Blocking: a search of
 * many clips belongs on a worker. */
GArray *
rushes_index_query (RushesIndex *self, const RushesQuery *query, GError **error)
{
  g_autoptr (GVariant) parameters = NULL;
  g_autofree char *sql = rushes_query_to_sql (query, &parameters);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!rushes_database_run (self->searcher, sql, parameters, read_row_number, rows, NULL, error))
    return NULL;
  return g_steal_pointer (&rows);
}

static void
read_name (RushesRow *row, gpointer data)
{
  g_ptr_array_add (data, g_strdup (rushes_row_get_text (row, 0)));
}

/**
 * rushes_index_list_values:
 * @what: of which of a clip's facts
 *
 * Blocking.
 *
 * Returns: (transfer full) (element-type utf8) (nullable): what there is of it in the clips that are not hidden, sorted
 */
GPtrArray *
rushes_index_list_values (RushesIndex *self, RushesValues what, GError **error)
{
  static const char *const queries[] = {
    [RUSHES_VALUES_TAG] = "SELECT DISTINCT tag FROM tags JOIN clips USING (row) WHERE hidden = 0 ORDER BY tag COLLATE NOCASE",
    [RUSHES_VALUES_MODEL] = "SELECT DISTINCT model FROM clips WHERE hidden = 0 AND model <> '' ORDER BY model COLLATE NOCASE",
    [RUSHES_VALUES_CONNECTION] = "SELECT DISTINCT connection FROM clips WHERE hidden = 0 AND connection <> '' ORDER BY connection COLLATE NOCASE",
    [RUSHES_VALUES_BOARD] = "SELECT DISTINCT board FROM temp.takes JOIN clips ON clips.id = clip WHERE hidden = 0 ORDER BY board COLLATE NOCASE",
  };
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  if (!rushes_database_run (self->searcher, queries[what], NULL, read_name, values, NULL, error))
    return NULL;
  return g_steal_pointer (&values);
}

typedef struct
{
  RushesIndexFunc func;
  gpointer data;
} Visit;

static void
visit_row (RushesRow *row, gpointer data)
{
  Visit *visit = data;

  visit->func (rushes_row_get_text (row, 0), rushes_row_get_int (row, 1), visit->data);
}

/* Calls @func for every clip that is not hidden. Blocking. */
gboolean
rushes_index_foreach (RushesIndex *self, RushesIndexFunc func, gpointer data, GError **error)
{
  return rushes_database_run (self->database, "SELECT name, size_bytes FROM clips WHERE hidden = 0", NULL, visit_row,
                              &(Visit) { func, data }, NULL, error);
}

/* Takes a clip out by its name below the clips folder. Blocking. */
gboolean
rushes_index_remove (RushesIndex *self, const char *name, GError **error)
{
  return rushes_database_run (self->database, "DELETE FROM clips WHERE name = ?", g_variant_new ("(s)", name), NULL,
                              NULL, NULL, error);
}

/**
 * rushes_index_hide:
 * @row: (out): its row number
 *
 * Keeps a clip out of every query, or lets it in again. Blocking.
 */
gboolean
rushes_index_hide (RushesIndex *self, const char *id, gboolean hidden, gint64 *row, GError **error)
{
  if (!rushes_database_run (self->database, "UPDATE clips SET hidden = ? WHERE id = ?",
                            g_variant_new ("(bs)", hidden, id), NULL, NULL, NULL, error))
    return FALSE;
  return rushes_index_look_up (self->database, id, row, error);
}

/* Returns: (transfer full) (element-type utf8) (nullable): the names of all hidden clips. Blocking. */
GPtrArray *
rushes_index_list_hidden (RushesIndex *self, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (!rushes_database_run (self->database, "SELECT name FROM clips WHERE hidden = 1", NULL, read_name, names, NULL,
                            error))
    return NULL;
  return g_steal_pointer (&names);
}

/* Shows the files among @names (element-type utf8) again, but for the first @n. Blocking. */
void
rushes_index_show_rest (RushesIndex *self, GPtrArray *names, guint n)
{
  for (guint i = n; i < names->len; i++)
    rushes_database_run (self->database, "UPDATE clips SET hidden = 0 WHERE name = ?", g_variant_new ("(s)", names->pdata[i]), NULL, NULL, NULL, NULL);
}

/* Empties the index; other writers wait, and readers see the old one, until rushes_index_end_rebuild(), which the
 * same thread calls. Blocking. */
gboolean
rushes_index_begin_rebuild (RushesIndex *self, GError **error)
{
  if (!rushes_database_begin (self->database, error))
    return FALSE;
  if (rushes_database_run (self->database, "DELETE FROM clips", NULL, NULL, NULL, NULL, error))
    return TRUE;
  rushes_database_end (self->database, FALSE, NULL);
  return FALSE;
}

/* @commit: %FALSE leaves the index as it was. Blocking. */
gboolean
rushes_index_end_rebuild (RushesIndex *self, gboolean commit, GError **error)
{
  return rushes_database_end (self->database, commit, error);
}
