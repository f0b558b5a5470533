/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-library.h"

#include "rushes-database.h"
#include "rushes-error.h"
#include "rushes-sidecar.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* Saved clips: files with sidecars, and an index of them that can be thrown away. Writers are workers;
 * the main thread reads single rows through a view of its own and hears of changes by signals, which
 * are emitted there alone. */
struct _RushesLibrary
{
  GObject parent_instance;
  RushesPaths *paths;
  RushesDatabase *database;
  RushesDatabase *reader;
  GHashTable *clips;    /* clip id → RushesClip, weak: one object per clip. Main thread */
  GThreadPool *writer;  /* one thread: opinions are written in the order they were given */
};

enum
{
  SIGNAL_ADDED,
  SIGNAL_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesLibrary, rushes_library, G_TYPE_OBJECT)

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

/* An opinion on its way to the disk. */
typedef struct
{
  RushesLibrary *library; /* not owned: the pool is drained before it goes */
  RushesClipInfo *info;
} Opinion;

static void
rushes_library_dispose (GObject *object)
{
  RushesLibrary *self = RUSHES_LIBRARY (object);

  if (self->writer != NULL)
    g_thread_pool_free (g_steal_pointer (&self->writer), FALSE, TRUE);
  G_OBJECT_CLASS (rushes_library_parent_class)->dispose (object);
}

static void
rushes_library_finalize (GObject *object)
{
  RushesLibrary *self = RUSHES_LIBRARY (object);

  g_clear_object (&self->paths);
  g_clear_object (&self->database);
  g_clear_object (&self->reader);
  g_clear_pointer (&self->clips, g_hash_table_unref);
  G_OBJECT_CLASS (rushes_library_parent_class)->finalize (object);
}

static void
rushes_library_class_init (RushesLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rushes_library_dispose;
  object_class->finalize = rushes_library_finalize;
  /* Row number of a clip that is there now. */
  signals[SIGNAL_ADDED] = g_signal_new ("added", RUSHES_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_INT64);
  /* Row number of a clip that is gone, or hidden. */
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", RUSHES_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_INT64);
}

typedef struct
{
  RushesLibrary *library;
  guint signal;
  gint64 row;
} Notice;

static gboolean
deliver_notice (gpointer data)
{
  Notice *notice = data;

  g_signal_emit (notice->library, signals[notice->signal], 0, notice->row);
  return G_SOURCE_REMOVE;
}

static void
notice_free (gpointer data)
{
  g_object_unref (((Notice *) data)->library);
  g_free (data);
}

/* From any thread; the signal comes on the main one. */
static void
notify_main (RushesLibrary *self, guint signal, gint64 row)
{
  Notice *notice = g_new (Notice, 1);

  *notice = (Notice) { g_object_ref (self), signal, row };
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, deliver_notice, notice, notice_free);
}

/* Written among the parts and then renamed, so that a kill in between leaves nothing beside the clips. */
static gboolean
write_sidecar (RushesLibrary *self, const RushesClipInfo *info, GError **error)
{
  g_autofree char *clip = rushes_paths_dup_clip_path (self->paths, info->name);
  g_autofree char *path = rushes_sidecar_dup_path (clip);
  g_autofree char *text = rushes_sidecar_to_text (info);
  g_autofree char *name = g_strconcat (info->id, ".json", NULL);
  g_autofree char *part = rushes_paths_dup_part_path (self->paths, name);
  g_autoptr (GError) cause = NULL;

  if (g_file_set_contents_full (part, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &cause))
    return rushes_paths_publish (part, path, error);
  rushes_error_set_from_file (error, cause, "write a sidecar");
  return FALSE;
}

static gboolean
write_row (RushesLibrary *self, const RushesClipInfo *info, GError **error)
{
  g_autofree char *sidecar = rushes_sidecar_to_text (info);

  return rushes_database_run (
    self->database,
    "INSERT INTO clips (id, name, created_us, duration_ms, size_bytes, provider, model, prompt, rating, favourite,"
    " sidecar) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, rating = excluded.rating,"
    " favourite = excluded.favourite, duration_ms = excluded.duration_ms, sidecar = excluded.sidecar",
    g_variant_new ("(ssxxxmsmssibs)", info->id, info->name, info->created_us, info->duration_ms, info->size_bytes,
                   rushes_request_get_string (info->request, RUSHES_REQUEST_PROVIDER),
                   rushes_request_get_string (info->request, RUSHES_REQUEST_MODEL),
                   rushes_request_get_prompt (info->request), info->rating, info->favourite, sidecar),
    NULL, NULL, NULL, error);
}

static void
write_opinion (gpointer data, gpointer user_data)
{
  Opinion *opinion = data;
  g_autoptr (GError) error = NULL;

  if (!write_sidecar (opinion->library, opinion->info, &error) || !write_row (opinion->library, opinion->info, &error))
    g_warning ("A rating was not saved: %s", error->message);
  rushes_clip_info_free (opinion->info);
  g_free (opinion);
}

static void
rushes_library_init (RushesLibrary *self)
{
  self->clips = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->writer = g_thread_pool_new (write_opinion, NULL, 1, FALSE, NULL);
}

static gboolean
open_index (RushesLibrary *self, gboolean *fresh, GError **error)
{
  g_autofree char *path = g_build_filename (rushes_paths_get_data_dir (self->paths), "library.db", NULL);
  g_autoptr (GError) cause = NULL;

  *fresh = !g_file_test (path, G_FILE_TEST_EXISTS);
  self->database = rushes_database_open (path, migrations, RUSHES_DATABASE_READ_WRITE, &cause);
  if (self->database == NULL && g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_STORAGE))
    {
      /* A broken index is put aside, not thrown away; the sidecars know everything. */
      g_autofree char *aside = g_strdup_printf ("%s.broken-%" G_GINT64_FORMAT, path, g_get_real_time ());
      g_warning ("%s; it is kept as %s and rebuilt", cause->message, aside);
      if (g_rename (path, aside) == 0)
        {
          g_clear_error (&cause);
          *fresh = TRUE;
          self->database = rushes_database_open (path, migrations, RUSHES_DATABASE_READ_WRITE, &cause);
        }
    }
  if (self->database == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  self->reader = rushes_database_open (path, migrations, RUSHES_DATABASE_READ_ONLY, error);
  return self->reader != NULL;
}

/* Opens the index; if there is none, it is made from the sidecars. Blocking. */
RushesLibrary *
rushes_library_open (RushesPaths *paths, GError **error)
{
  g_autoptr (RushesLibrary) self = g_object_new (RUSHES_TYPE_LIBRARY, NULL);
  gboolean fresh;

  self->paths = g_object_ref (paths);
  if (!open_index (self, &fresh, error) || (fresh && rushes_library_rebuild (self, error) < 0))
    return NULL;
  return g_steal_pointer (&self);
}

RushesPaths *
rushes_library_get_paths (RushesLibrary *self)
{
  return self->paths;
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

/* Row number of a clip, 0 if it is not there. Main thread. */
gint64
rushes_library_find_row (RushesLibrary *self, const char *id)
{
  return find_row (self->reader, id);
}

/**
 * rushes_library_add:
 * @info: of a file that already has its final name and was checked
 *
 * Writes the sidecar, then the row. May be repeated. Blocking, on a worker.
 */
gboolean
rushes_library_add (RushesLibrary *self, const RushesClipInfo *info, GError **error)
{
  if (!write_sidecar (self, info, error) || !write_row (self, info, error))
    return FALSE;
  notify_main (self, SIGNAL_ADDED, find_row (self->database, info->id));
  return TRUE;
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
read_row_number (RushesRow *row, gpointer data)
{
  gint64 number = rushes_row_get_int (row, 0);

  g_array_append_val (data, number);
}

/* Returns: (transfer full): the row numbers (gint64) of what matches, in order. Blocking: a search of
 * many clips belongs on a worker. */
GArray *
rushes_library_query (RushesLibrary *self, const RushesQuery *query, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (query->words != NULL ? query->words : "", " \t\n", -1);
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
  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      {
        g_autofree char *like = escape_like (*word);
        g_string_append (sql, " AND prompt LIKE ? ESCAPE '\\'");
        g_variant_builder_add (&parameters, "s", like);
      }
  g_string_append (sql, get_order (query->sort));
  if (!rushes_database_run (self->database, sql->str, g_variant_builder_end (&parameters), read_row_number, rows,
                            NULL, error))
    return NULL;
  return g_steal_pointer (&rows);
}

static void
read_text (RushesRow *row, gpointer data)
{
  *(char **) data = g_strdup (rushes_row_get_text (row, 0));
}

typedef struct
{
  RushesLibrary *library;
  char *id;
} ClipGone;

static void
on_clip_gone (gpointer data, GObject *where)
{
  ClipGone *gone = data;

  if (g_hash_table_lookup (gone->library->clips, gone->id) == (gpointer) where)
    g_hash_table_remove (gone->library->clips, gone->id);
  g_object_unref (gone->library);
  g_free (gone->id);
  g_free (gone);
}

/* Returns: (transfer full) (nullable): the one object for that row. Main thread; reads one row. */
RushesClip *
rushes_library_ref_clip (RushesLibrary *self, gint64 row)
{
  g_autofree char *text = NULL;
  RushesClipInfo *info;
  RushesClip *clip;
  ClipGone *gone;

  rushes_database_run (self->reader, "SELECT sidecar FROM clips WHERE row = ?", g_variant_new ("(x)", row),
                       read_text, &text, NULL, NULL);
  info = text != NULL ? rushes_sidecar_from_text (text, NULL) : NULL;
  if (info == NULL)
    return NULL;
  clip = g_hash_table_lookup (self->clips, info->id);
  if (clip != NULL)
    {
      rushes_clip_info_free (info);
      return g_object_ref (clip);
    }
  clip = rushes_clip_new (info);
  g_hash_table_insert (self->clips, g_strdup (info->id), clip);
  gone = g_new (ClipGone, 1);
  *gone = (ClipGone) { g_object_ref (self), g_strdup (info->id) };
  g_object_weak_ref (G_OBJECT (clip), on_clip_gone, gone);
  return clip;
}

/* Where the file of a clip is. */
char *
rushes_library_dup_path (RushesLibrary *self, RushesClip *clip)
{
  return rushes_paths_dup_clip_path (self->paths, rushes_clip_get_info (clip)->name);
}

/* Sets what the user thinks of a clip: at once in the object, on the disk soon after. Main thread. */
void
rushes_library_set_opinion (RushesLibrary *self, RushesClip *clip, int rating, gboolean favourite, gboolean is_new)
{
  Opinion *opinion = g_new (Opinion, 1);

  rushes_clip_set_rating (clip, rating);
  rushes_clip_set_favourite (clip, favourite);
  rushes_clip_set_new (clip, is_new);
  *opinion = (Opinion) { self, rushes_clip_info_copy (rushes_clip_get_info (clip)) };
  g_thread_pool_push (self->writer, opinion, NULL);
}

/* Waits until all opinions are on the disk; then the library takes no more. At the end of the program. */
void
rushes_library_flush (RushesLibrary *self)
{
  if (self->writer != NULL)
    g_thread_pool_free (g_steal_pointer (&self->writer), FALSE, TRUE);
}

/* Takes a clip out of the gallery, or puts it back; its file stays where it is. Blocking. */
gboolean
rushes_library_hide (RushesLibrary *self, const char *id, gboolean hidden, GError **error)
{
  if (!rushes_database_run (self->database, "UPDATE clips SET hidden = ? WHERE id = ?",
                            g_variant_new ("(bs)", hidden, id), NULL, NULL, NULL, error))
    return FALSE;
  notify_main (self, hidden ? SIGNAL_REMOVED : SIGNAL_ADDED, find_row (self->database, id));
  return TRUE;
}

static void
read_name (RushesRow *row, gpointer data)
{
  g_ptr_array_add (data, g_strdup (rushes_row_get_text (row, 0)));
}

static gboolean
trash_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) cause = NULL;

  if (g_file_trash (file, NULL, &cause) || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  rushes_error_set_from_file (error, cause, "move a clip to the trash");
  return FALSE;
}

static gboolean
trash_clip (RushesLibrary *self, const char *name, GError **error)
{
  g_autofree char *path = rushes_paths_dup_clip_path (self->paths, name);
  g_autofree char *sidecar = rushes_sidecar_dup_path (path);

  return trash_file (path, error) && trash_file (sidecar, error) &&
         rushes_database_run (self->database, "DELETE FROM clips WHERE name = ?", g_variant_new ("(s)", name), NULL,
                              NULL, NULL, error);
}

/* Moves the files of all hidden clips to the trash. A clip that cannot be moved is shown again, since
 * its file is still there. Blocking. */
gboolean
rushes_library_trash_hidden (RushesLibrary *self, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (!rushes_database_run (self->database, "SELECT name FROM clips WHERE hidden = 1", NULL, read_name, names, NULL,
                            error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!trash_clip (self, names->pdata[i], error))
      {
        rushes_database_run (self->database, "UPDATE clips SET hidden = 0 WHERE hidden = 1", NULL, NULL, NULL, NULL,
                             NULL);
        return FALSE;
      }
  return TRUE;
}

typedef gboolean (*FileFunc) (RushesLibrary *self, const char *path, const char *name, gpointer data);

/* Calls @func for every file below the clips folder, with its name relative to it. */
static gboolean
walk (RushesLibrary *self, const char *folder, FileFunc func, gpointer data)
{
  g_autofree char *path = rushes_paths_dup_clip_path (self->paths, folder);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *name = *folder != '\0' ? g_strconcat (folder, "/", entry, NULL) : g_strdup (entry);
      g_autofree char *full = rushes_paths_dup_clip_path (self->paths, name);

      if (entry[0] == '.')
        continue;
      if (g_file_test (full, G_FILE_TEST_IS_DIR) ? !walk (self, name, func, data) : !func (self, full, name, data))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  int count;
  GError **error;
} Rebuild;

static gboolean
rebuild_file (RushesLibrary *self, const char *path, const char *name, gpointer data)
{
  Rebuild *rebuild = data;
  g_autofree char *text = NULL;
  g_autofree char *clip = NULL;
  g_autoptr (RushesClipInfo) info = NULL;

  if (!g_str_has_suffix (name, ".json") || !g_file_get_contents (path, &text, NULL, NULL))
    return TRUE;
  info = rushes_sidecar_from_text (text, NULL);
  clip = info != NULL ? rushes_paths_dup_clip_path (self->paths, info->name) : NULL;
  if (clip == NULL || !g_file_test (clip, G_FILE_TEST_EXISTS))
    return TRUE;
  rebuild->count++;
  return write_row (self, info, rebuild->error);
}

/* Makes the index anew from the sidecars. Blocking.
 *
 * Returns: how many clips there are, -1 on error */
int
rushes_library_rebuild (RushesLibrary *self, GError **error)
{
  Rebuild rebuild = { 0, error };
  gboolean done;

  if (!rushes_database_begin (self->database, error))
    return -1;
  done = rushes_database_run (self->database, "DELETE FROM clips", NULL, NULL, NULL, NULL, error) &&
         walk (self, "", rebuild_file, &rebuild);
  return rushes_database_end (self->database, done, done ? error : NULL) && done ? rebuild.count : -1;
}

typedef struct
{
  GPtrArray *problems;
  GHashTable *known; /* names in the index */
} Verify;

static void
verify_row (RushesRow *row, gpointer data)
{
  Verify *verify = data;

  g_hash_table_insert (verify->known, g_strdup (rushes_row_get_text (row, 0)),
                       GINT_TO_POINTER (rushes_row_get_int (row, 1)));
}

static gboolean
verify_file (RushesLibrary *self, const char *path, const char *name, gpointer data)
{
  Verify *verify = data;
  g_autofree char *sidecar = rushes_sidecar_dup_path (path);
  GStatBuf status;
  gpointer size;

  if (g_str_has_suffix (name, ".json"))
    return TRUE;
  if (!g_hash_table_lookup_extended (verify->known, name, NULL, &size))
    g_ptr_array_add (verify->problems, g_strdup_printf (_("%s is not in the index; “rushes rebuild” adds it if it has a sidecar, “rushes import” otherwise"), name));
  else if (g_stat (path, &status) == 0 && (int) status.st_size != GPOINTER_TO_INT (size))
    g_ptr_array_add (verify->problems, g_strdup_printf (_("%s has another size than when it was saved"), name));
  else if (!g_file_test (sidecar, G_FILE_TEST_EXISTS))
    g_ptr_array_add (verify->problems, g_strdup_printf (_("%s has no sidecar"), name));
  g_hash_table_remove (verify->known, name);
  return TRUE;
}

/* Compares files, sidecars and index. Blocking.
 *
 * Returns: (transfer full) (element-type utf8): one sentence per problem; empty if all is well */
GPtrArray *
rushes_library_verify (RushesLibrary *self, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Verify verify = { problems, known };
  GHashTableIter iter;
  gpointer name;

  if (!rushes_database_run (self->database, "SELECT name, size_bytes FROM clips WHERE hidden = 0", NULL, verify_row,
                            &verify, NULL, error))
    return NULL;
  walk (self, "", verify_file, &verify);
  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (problems, g_strdup_printf (_("%s is missing on the disk"), (char *) name));
  return g_steal_pointer (&problems);
}

/* Bytes of all clips, as recorded. */
gint64
rushes_library_get_used_bytes (RushesLibrary *self)
{
  gint64 bytes = 0;

  rushes_database_run (self->reader, "SELECT COALESCE (SUM (size_bytes), 0) FROM clips", NULL, read_int, &bytes, NULL,
                       NULL);
  return bytes;
}
