/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-index.h"

#include "rushes-database.h"
#include "rushes-error.h"
#include "rushes-sidecar.h"

#include <glib/gstdio.h>

/* What is in the sidecars, so that it can be searched: a database that can be thrown away and made anew.
 * Safe for any thread; single rows are read through a view of its own, which never waits for a writer. */
struct _RushesIndex
{
  GObject parent_instance;
  RushesDatabase *database;
  RushesDatabase *reader;
};

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
  NULL,
};

static void
rushes_index_finalize (GObject *object)
{
  RushesIndex *self = RUSHES_INDEX (object);

  g_clear_object (&self->database);
  g_clear_object (&self->reader);
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

/* A broken index is put aside, not thrown away; the sidecars know everything. */
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
  if (self->database == NULL && g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_STORAGE))
    self->database = open_anew (path, fresh, &cause);
  if (self->database == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  self->reader = rushes_database_open (path, migrations, RUSHES_DATABASE_READ_ONLY, error);
  return self->reader != NULL ? g_steal_pointer (&self) : NULL;
}

static void
read_int (RushesRow *row, gpointer data)
{
  *(gint64 *) data = rushes_row_get_int (row, 0);
}

static gint64
find_row (RushesDatabase *database, const char *id)
{
  gint64 row = 0;

  rushes_database_run (database, "SELECT row FROM clips WHERE id = ?", g_variant_new ("(s)", id), read_int, &row,
                       NULL, NULL);
  return row;
}

/* Row number of a clip, 0 if it is not there. Reads one row: for the main thread too. */
gint64
rushes_index_find_row (RushesIndex *self, const char *id)
{
  return find_row (self->reader, id);
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

/* Row number of the one clip whose id begins so, 0 if there is none, -1 if there are several. */
gint64
rushes_index_find_row_by_start (RushesIndex *self, const char *start)
{
  g_autofree char *end = g_strconcat (start, "\x7f", NULL);
  Found found = { find_row (self->reader, start), 0 };

  if (found.row != 0 || *start == '\0')
    return found.row;
  rushes_database_run (self->reader, "SELECT row FROM clips WHERE id >= ? AND id < ? LIMIT 2", g_variant_new ("(ss)", start, end), count_row,
                       &found, NULL, NULL);
  return found.n > 1 ? -1 : found.row;
}

static void
read_text (RushesRow *row, gpointer data)
{
  *(char **) data = g_strdup (rushes_row_get_text (row, 0));
}

/* Returns: (transfer full) (nullable): the sidecar as it was indexed. Reads one row: for the main thread too. */
char *
rushes_index_dup_sidecar (RushesIndex *self, gint64 row)
{
  char *text = NULL;

  rushes_database_run (self->reader, "SELECT sidecar FROM clips WHERE row = ?", g_variant_new ("(x)", row), read_text,
                       &text, NULL, NULL);
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

static char *
escape_like (const char *word)
{
  GString *escaped = g_string_new ("%");

  for (const char *p = word; *p != '\0'; p++)
    {
      if (*p == '%' || *p == '_' || *p == '\\')
        g_string_append_c (escaped, '\\');
      g_string_append_c (escaped, *p);
    }
  g_string_append_c (escaped, '%');
  return g_string_free (escaped, FALSE);
}

static const char *
get_order (RushesSort sort)
{
  switch (sort)
    {
    case RUSHES_SORT_OLDEST:
      return " ORDER BY created_us, row";
    case RUSHES_SORT_RATING:
      return " ORDER BY rating DESC, created_us DESC, row DESC";
    case RUSHES_SORT_LONGEST:
      return " ORDER BY duration_ms DESC, created_us DESC, row DESC";
    case RUSHES_SORT_NEWEST:
    default:
      return " ORDER BY created_us DESC, row DESC";
    }
}

static void
add_words (GString *sql, GVariantBuilder *parameters, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text != NULL ? text : "", " \t\n", -1);

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      {
        g_autofree char *like = escape_like (*word);
        g_string_append (sql, " AND prompt LIKE ? ESCAPE '\\'");
        g_variant_builder_add (parameters, "s", like);
      }
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
  g_autoptr (GString) sql = g_string_new ("SELECT row FROM clips WHERE hidden = 0 AND rating >= ?"
                                          " AND (?2 IS NULL OR provider = ?2) AND (?3 IS NULL OR model = ?3)");
  GVariantBuilder parameters = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_TUPLE);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_variant_builder_add (&parameters, "i", query->minimum_rating);
  g_variant_builder_add (&parameters, "ms", query->provider);
  g_variant_builder_add (&parameters, "ms", query->model);
  if (query->favourites)
    g_string_append (sql, " AND favourite");
  if (query->parent != NULL)
    {
      g_string_append (sql, " AND json_extract (sidecar, '$.request.parent') = ?");
      g_variant_builder_add (&parameters, "s", query->parent);
    }
  add_words (sql, &parameters, query->words);
  g_string_append (sql, get_order (query->sort));
  if (!rushes_database_run (self->database, sql->str, g_variant_builder_end (&parameters), read_row_number, rows,
                            NULL, error))
    return NULL;
  return g_steal_pointer (&rows);
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

/**
 * rushes_index_put:
 * @row: (out) (optional): its row number
 *
 * Writes or replaces what is known about a clip. Blocking.
 */
gboolean
rushes_index_put (RushesIndex *self, const RushesClipInfo *info, gint64 *row, GError **error)
{
  g_autofree char *sidecar = rushes_sidecar_to_text (info);

  if (!rushes_database_run (
        self->database,
        "INSERT INTO clips (id, name, created_us, duration_ms, size_bytes, provider, model, prompt, rating, favourite,"
        " sidecar) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, rating = excluded.rating,"
        " favourite = excluded.favourite, duration_ms = excluded.duration_ms, sidecar = excluded.sidecar",
        g_variant_new ("(ssxxxmsmssibs)", info->id, info->name, info->created_us, info->duration_ms, info->size_bytes,
                       rushes_request_get_string (info->request, RUSHES_REQUEST_PROVIDER),
                       rushes_request_get_string (info->request, RUSHES_REQUEST_MODEL),
                       rushes_request_get_prompt (info->request), info->rating, info->favourite, sidecar),
        NULL, NULL, NULL, error))
    return FALSE;
  if (row != NULL)
    *row = find_row (self->database, info->id);
  return TRUE;
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
  *row = find_row (self->database, id);
  return TRUE;
}

static void
read_name (RushesRow *row, gpointer data)
{
  g_ptr_array_add (data, g_strdup (rushes_row_get_text (row, 0)));
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

/* Hides nothing any more. Blocking. */
void
rushes_index_show_all (RushesIndex *self)
{
  rushes_database_run (self->database, "UPDATE clips SET hidden = 0 WHERE hidden = 1", NULL, NULL, NULL, NULL, NULL);
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
