/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-database.h"

#include "rushes-error.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

/* The one door to SQLite: opening, migrations, statements. A mutex makes it safe for any thread. */

#define BUSY_MS 5000
#define WAL_AGAIN_US 5000
/* The log goes into the database when it is large, and when the last process closes it: until then that does not change at all, so that a copy of both
 * that somebody makes meanwhile fits together, whichever is copied first. */
#define LOG_PAGES "PRAGMA wal_autocheckpoint = 8192"
#define PROGRESS_STEPS 2000 /* of SQLite's machine: less than a millisecond */

struct _RushesDatabase
{
  GObject parent_instance;
  GRecMutex mutex;
  sqlite3 *handle;
  GHashTable *statements; /* SQL → sqlite3_stmt */
  char *path;
  int depth; /* of begun transactions; only the outermost is one */
};

G_DEFINE_FINAL_TYPE (RushesDatabase, rushes_database, G_TYPE_OBJECT)

static __thread guint n_run; /* statements, in this thread */

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static void
rushes_database_finalize (GObject *object)
{
  RushesDatabase *self = RUSHES_DATABASE (object);

  g_hash_table_unref (self->statements);
  sqlite3_close (self->handle);
  g_rec_mutex_clear (&self->mutex);
  g_free (self->path);
  G_OBJECT_CLASS (rushes_database_parent_class)->finalize (object);
}

static void
rushes_database_class_init (RushesDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_database_finalize;
}

static void
rushes_database_init (RushesDatabase *self)
{
  g_rec_mutex_init (&self->mutex);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
}

static gboolean
was_unreadable (sqlite3_file *file)
{
  int number = 0;

  return file != NULL && file->pMethods != NULL && file->pMethods->xFileControl (file, SQLITE_FCNTL_LAST_ERRNO, &number) == SQLITE_OK && number == EIO;
}

/* Whether it is the disk that cannot be read: SQLite then says of the database that it is corrupt. */
static gboolean
is_unreadable (RushesDatabase *self)
{
  sqlite3_file *file = NULL, *log = NULL;

  sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  return was_unreadable (file) || was_unreadable (log);
}

static void
set_error (RushesDatabase *self, int result, GError **error)
{
  RushesError code = RUSHES_ERROR_STORAGE;

  if ((result & 0xff) == SQLITE_CORRUPT && is_unreadable (self))
    {
      g_set_error (error, RUSHES_ERROR, code, _("The database %s: %s"), self->path, sqlite3_errstr (SQLITE_IOERR)); /* it may be whole: nobody puts it aside */
      return;
    }
  if ((result & 0xff) == SQLITE_FULL)
    code = RUSHES_ERROR_DISK_FULL;
  else if ((result & 0xff) == SQLITE_BUSY || (result & 0xff) == SQLITE_LOCKED)
    code = RUSHES_ERROR_IN_USE; /* it is whole: nobody may put it aside */
  else if ((result & 0xff) == SQLITE_READONLY || (result & 0xff) == SQLITE_PERM ||
           (result & 0xff) == SQLITE_CANTOPEN)
    code = RUSHES_ERROR_READ_ONLY;
  else if ((result & 0xff) == SQLITE_CORRUPT || (result & 0xff) == SQLITE_NOTADB || (result & 0xff) == SQLITE_ERROR)
    code = RUSHES_ERROR_BROKEN;
  if (result == SQLITE_AUTH)
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_ELSEWHERE, _("It can only be looked at here"));
  else
    g_set_error (error, RUSHES_ERROR, code, _("The database %s: %s"), self->path, sqlite3_errmsg (self->handle));
}

/* Returns: SQLite's result: without memory for a text nothing would be bound, and then nothing is found */
static int
bind (sqlite3_stmt *statement, int index, GVariant *value)
{
  g_autoptr (GVariant) inner = NULL;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_MAYBE))
    {
      inner = g_variant_get_maybe (value);
      return inner != NULL ? bind (statement, index, inner) : sqlite3_bind_null (statement, index);
    }
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return sqlite3_bind_int64 (statement, index, g_variant_get_int64 (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT32))
    return sqlite3_bind_int (statement, index, g_variant_get_int32 (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    return sqlite3_bind_double (statement, index, g_variant_get_double (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return sqlite3_bind_int (statement, index, g_variant_get_boolean (value));
  return sqlite3_bind_text (statement, index, g_variant_get_string (value, NULL), -1, SQLITE_TRANSIENT);
}

/* @tuple: (nullable). Returns: SQLite's result */
static int
bind_all (sqlite3_stmt *statement, GVariant *tuple)
{
  int result = SQLITE_OK;

  for (gsize i = 0; result == SQLITE_OK && tuple != NULL && i < g_variant_n_children (tuple); i++)
    {
      g_autoptr (GVariant) value = g_variant_get_child_value (tuple, i);
      result = bind (statement, (int) i + 1, value);
    }
  return result;
}

static sqlite3_stmt *
prepare (RushesDatabase *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int result;

  if (statement != NULL)
    return statement;
  result = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (result != SQLITE_OK)
    {
      set_error (self, result, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

static int
is_cancelled (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

/* Nobody waits for an answer that is not wanted any more: the thread's current cancellable, if it has one, ends the statement. */
static int
step_all (RushesDatabase *self, sqlite3_stmt *statement, RushesRowFunc func, gpointer data)
{
  GCancellable *cancellable = g_cancellable_get_current ();
  int result;

  if (cancellable != NULL)
    sqlite3_progress_handler (self->handle, PROGRESS_STEPS, is_cancelled, cancellable);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    if (func != NULL)
      func ((RushesRow *) statement, data);
  if (cancellable != NULL)
    sqlite3_progress_handler (self->handle, 0, NULL, NULL);
  return result;
}

/**
 * rushes_database_run:
 * @sql: one statement
 * @parameters: (nullable): a tuple of s, x, i, d or b, or of maybes of them, for its ?s; a floating reference is taken
 * @func: (nullable): called for every row
 * @n_changes: (out) (optional): rows changed
 *
 * Blocking; durable when it returns, outside a transaction. Ends with an error when the thread's current cancellable
 * (g_cancellable_push_current()) is cancelled.
 */
gboolean
rushes_database_run (RushesDatabase *self, const char *sql, GVariant *parameters, RushesRowFunc func,
                     gpointer data, int *n_changes, GError **error)
{
  g_autoptr (GVariant) tuple = parameters != NULL ? g_variant_ref_sink (parameters) : NULL;
  g_autoptr (GRecMutexLocker) locker = g_rec_mutex_locker_new (&self->mutex);
  sqlite3_stmt *statement = prepare (self, sql, error);
  int result;

  n_run++;
  if (statement == NULL)
    return FALSE;
  result = bind_all (statement, tuple);
  if (result == SQLITE_OK)
    result = step_all (self, statement, func, data);
  if (result != SQLITE_DONE)
    set_error (self, result, error);
  else if (n_changes != NULL)
    *n_changes = sqlite3_changes (self->handle);
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return result == SQLITE_DONE;
}

/* What is only noted for as long as the program runs lies in tables of its own. */
static int
authorize (void *data, int action, const char *one, const char *other, const char *database, const char *trigger)
{
  return (action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE) && g_strcmp0 (database, "main") == 0 ? SQLITE_DENY : SQLITE_OK;
}

/* From now on what would change it fails with %RUSHES_ERROR_ELSEWHERE. Any thread. */
void
rushes_database_refuse_changes (RushesDatabase *self)
{
  g_autoptr (GRecMutexLocker) locker = g_rec_mutex_locker_new (&self->mutex);

  sqlite3_set_authorizer (self->handle, authorize, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL); /* its log is another's by now */
}

/* Returns: how many statements this thread has run up to now, on any database: the main one should run few */
guint
rushes_database_get_n_run (void)
{
  return n_run;
}

/* Holds the lock until rushes_database_end(). One within another is a part of that. */
gboolean
rushes_database_begin (RushesDatabase *self, GError **error)
{
  g_rec_mutex_lock (&self->mutex);
  if (self->depth > 0 || rushes_database_run (self, "BEGIN IMMEDIATE", NULL, NULL, NULL, NULL, error))
    {
      self->depth++;
      return TRUE;
    }
  g_rec_mutex_unlock (&self->mutex);
  return FALSE;
}

/* @commit: %FALSE takes all of it back; of one within another the outer one must then be told so too. */
gboolean
rushes_database_end (RushesDatabase *self, gboolean commit, GError **error)
{
  gboolean done = --self->depth > 0 || rushes_database_run (self, commit ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL, NULL, error);

  if (!done && commit)
    rushes_database_run (self, "ROLLBACK", NULL, NULL, NULL, NULL, NULL);
  g_rec_mutex_unlock (&self->mutex);
  return done;
}

const char *
rushes_row_get_text (RushesRow *row, int column)
{
  return (const char *) sqlite3_column_text ((sqlite3_stmt *) row, column);
}

gint64
rushes_row_get_int (RushesRow *row, int column)
{
  return sqlite3_column_int64 ((sqlite3_stmt *) row, column);
}

/* @fallback: for NULL */
double
rushes_row_get_double (RushesRow *row, int column, double fallback)
{
  if (sqlite3_column_type ((sqlite3_stmt *) row, column) == SQLITE_NULL)
    return fallback;
  return sqlite3_column_double ((sqlite3_stmt *) row, column);
}

static void
read_int (RushesRow *row, gpointer data)
{
  *(gint64 *) data = rushes_row_get_int (row, 0);
}

static gboolean
exec (RushesDatabase *self, const char *sql, GError **error)
{
  int result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (result == SQLITE_OK)
    return TRUE;
  set_error (self, result, error);
  return FALSE;
}

/* Returns: (transfer full) (nullable): with nothing done to it yet */
static RushesDatabase *
open_handle (const char *path, int flags, GError **error)
{
  g_autoptr (RushesDatabase) self = g_object_new (RUSHES_TYPE_DATABASE, NULL);
  int result;

  self->path = g_strdup (path);
  result = sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
  if (result != SQLITE_OK)
    {
      set_error (self, result, error);
      return NULL;
    }
  sqlite3_busy_timeout (self->handle, BUSY_MS);
  return g_steal_pointer (&self);
}

static gboolean
get_version (RushesDatabase *self, gint64 *version, GError **error)
{
  return rushes_database_run (self, "PRAGMA user_version", NULL, read_int, version, NULL, error);
}

/* A copy of the database as it was before the migration, "library.db.v1.backup". Our own connection holds the lock that keeps
 * others from changing anything, and cannot copy while it does: a second one reads. */
static gboolean
back_up (RushesDatabase *self, int version, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s.v%d.backup", self->path, version);
  g_autoptr (RushesDatabase) reader = open_handle (self->path, SQLITE_OPEN_READWRITE, error);

  g_unlink (path);
  return reader != NULL && rushes_database_run (reader, "VACUUM INTO ?", g_variant_new ("(s)", path), NULL, NULL, NULL, error);
}

static gboolean
check_version (RushesDatabase *self, int version, int newest, GError **error)
{
  if (version < 0)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_BROKEN, _("The database %s is damaged: it has version %d"), self->path, version);
      return FALSE;
    }
  if (version <= newest)
    return TRUE;
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_NEWER_DATABASE, _("%s has version %d, this program knows %d"), self->path, version, newest);
  return FALSE;
}

/* Inside the transaction: another process may have been here between our first look and the lock. */
static gboolean
apply_migrations (RushesDatabase *self, const char *const *migrations, GError **error)
{
  int newest = g_strv_length ((char **) migrations);
  g_autofree char *set = g_strdup_printf ("PRAGMA user_version = %d", newest);
  gint64 version = 0;

  if (!get_version (self, &version, error) || !check_version (self, (int) version, newest, error))
    return FALSE;
  if (version == newest)
    return TRUE;
  if (version > 0 && !back_up (self, (int) version, error))
    return FALSE;
  for (; version < newest; version++)
    if (!exec (self, migrations[version], error))
      return FALSE;
  return exec (self, set, error);
}

static gboolean
migrate (RushesDatabase *self, const char *const *migrations, GError **error)
{
  if (!exec (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (apply_migrations (self, migrations, error) && exec (self, "COMMIT", error))
    return TRUE;
  exec (self, "ROLLBACK", NULL);
  return FALSE;
}

/* SQLite does not wait by itself for others that open the same new database at this moment. */
static gboolean
write_ahead (RushesDatabase *self, GError **error)
{
  gint64 until = g_get_monotonic_time () + BUSY_MS * G_TIME_SPAN_MILLISECOND;
  int result;

  while ((result = sqlite3_exec (self->handle, "PRAGMA journal_mode = WAL", NULL, NULL, NULL)) != SQLITE_OK)
    {
      if ((result & 0xff) != SQLITE_BUSY || g_get_monotonic_time () > until)
        {
          set_error (self, result, error);
          return FALSE;
        }
      g_usleep (WAL_AGAIN_US);
    }
  return TRUE;
}

static gboolean
set_up (RushesDatabase *self, const char *const *migrations, RushesDatabaseMode mode, GError **error)
{
  int newest = g_strv_length ((char **) migrations);
  gint64 version = 0;

  if (!get_version (self, &version, error) || !check_version (self, (int) version, newest, error))
    return FALSE;
  if (mode == RUSHES_DATABASE_READ_ONLY)
    return TRUE;
  return write_ahead (self, error) && exec (self, "PRAGMA synchronous = FULL", error) && exec (self, LOG_PAGES, error) &&
         exec (self, "PRAGMA foreign_keys = ON", error) && (version == newest || migrate (self, migrations, error));
}

/**
 * rushes_database_open:
 * @migrations: %NULL-terminated SQL scripts; number n leads from version n to n + 1
 *
 * Returns: (transfer full): the database at its newest version. One from the future is refused with
 * %RUSHES_ERROR_NEWER_DATABASE before anything is written. Blocking.
 */
RushesDatabase *
rushes_database_open (const char *path, const char *const *migrations, RushesDatabaseMode mode, GError **error)
{
  int flags = mode == RUSHES_DATABASE_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  g_autoptr (RushesDatabase) self = open_handle (path, flags, error);

  return self != NULL && set_up (self, migrations, mode, error) ? g_steal_pointer (&self) : NULL;
}
