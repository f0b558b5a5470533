/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-ledger.h"

#include "rushes-database.h"
#include "rushes-error.h"
#include "rushes-request-json.h"

#include <glib/gi18n.h>

/* Jobs on disk, in a file of their own: the index of clips can be thrown away and rebuilt, this cannot.
 * Every write names the state it expects, so that two hands never move the same job. All calls block
 * and may come from any thread. */
struct _RushesLedger
{
  GObject parent_instance;
  RushesDatabase *database;
};

G_DEFINE_FINAL_TYPE (RushesLedger, rushes_ledger, G_TYPE_OBJECT)

static const char *const migrations[] = {
  "CREATE TABLE jobs ("
  " id TEXT PRIMARY KEY,"
  " position INTEGER NOT NULL,"
  " state TEXT NOT NULL,"
  " request TEXT NOT NULL,"
  " connection_id TEXT,"
  " remote_id TEXT,"
  " remote_file TEXT,"
  " clip_name TEXT,"
  " cancel_requested INTEGER NOT NULL DEFAULT 0,"
  " attempts INTEGER NOT NULL DEFAULT 0,"
  " created_us INTEGER NOT NULL,"
  " started_us INTEGER NOT NULL DEFAULT 0,"
  " finished_us INTEGER NOT NULL DEFAULT 0,"
  " error_code INTEGER NOT NULL DEFAULT 0,"
  " error_message TEXT);"
  /* Two jobs can never adopt the same video of a server. */
  "CREATE UNIQUE INDEX jobs_remote ON jobs (connection_id, remote_id) WHERE remote_id IS NOT NULL;"
  "CREATE INDEX jobs_order ON jobs (position);",
  "ALTER TABLE jobs ADD COLUMN note TEXT;",
  /* What was sent and had a price: rows of jobs may be cleared away, money spent stays spent. */
  "CREATE TABLE spent (made_us INTEGER NOT NULL, job_id TEXT NOT NULL, dollars REAL NOT NULL);"
  "CREATE INDEX spent_time ON spent (made_us);",
  "ALTER TABLE jobs ADD COLUMN error_field TEXT;"
  "ALTER TABLE jobs ADD COLUMN error_said TEXT;"
  "ALTER TABLE jobs ADD COLUMN error_request_id TEXT;"
  "ALTER TABLE jobs ADD COLUMN expires_us INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE jobs ADD COLUMN cost REAL;",
  "ALTER TABLE jobs ADD COLUMN poll_url TEXT;",
  "ALTER TABLE jobs ADD COLUMN sent TEXT;",
  "ALTER TABLE jobs ADD COLUMN resent INTEGER NOT NULL DEFAULT 0;",
  NULL,
};

#define COLUMNS                                                                                          \
  "id, position, state, request, connection_id, remote_id, remote_file, clip_name, cancel_requested, "   \
  "attempts, created_us, started_us, finished_us, error_code, error_message, note, "            \
  "error_field, error_said, error_request_id, expires_us, cost, poll_url, sent, resent"

static void
rushes_ledger_finalize (GObject *object)
{
  g_clear_object (&RUSHES_LEDGER (object)->database);
  G_OBJECT_CLASS (rushes_ledger_parent_class)->finalize (object);
}

static void
rushes_ledger_class_init (RushesLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_ledger_finalize;
}

static void
rushes_ledger_init (RushesLedger *self)
{
}

RushesLedger *
rushes_ledger_open (RushesPaths *paths, GError **error)
{
  g_autofree char *path = rushes_paths_dup_database (paths, "ledger.db");
  RushesDatabase *database = rushes_database_open (path, migrations, RUSHES_DATABASE_READ_WRITE, error);
  RushesLedger *self;

  if (database == NULL)
    return NULL;
  self = g_object_new (RUSHES_TYPE_LEDGER, NULL);
  self->database = database;
  if (rushes_paths_get_elsewhere (paths) != NULL)
    rushes_ledger_refuse_changes (self);
  return self;
}

/* Another computer has it. Any thread. */
void
rushes_ledger_refuse_changes (RushesLedger *self)
{
  rushes_database_refuse_changes (self->database);
}

/* Adds a job at the end of the line, waiting or taken by a server already; its position is filled in. */
gboolean
rushes_ledger_add (RushesLedger *self, RushesJobRecord *record, GError **error)
{
  g_autofree char *request = rushes_request_to_json (record->request);

  return rushes_database_run (
    self->database,
    "INSERT INTO jobs (id, position, state, request, connection_id, remote_id, created_us)"
    " VALUES (?, (SELECT COALESCE (MAX (position), 0) + 1 FROM jobs), ?, ?, ?, ?, ?)",
    g_variant_new ("(sssmsmsx)", record->id, rushes_job_state_to_string (record->state), request,
                   record->connection_id, record->remote_id, record->created_us),
    NULL, NULL, NULL, error);
}

/**
 * rushes_ledger_write:
 * @record: the row as it shall be; its cancel request and position are not written
 * @expected: the state the row must be in
 *
 * Returns: whether the row was moved; not, with %RUSHES_ERROR_STORAGE, if it is in another state
 */
gboolean
rushes_ledger_write (RushesLedger *self, const RushesJobRecord *record, RushesJobState expected, GError **error)
{
  int n_changes = 0;

  if (!rushes_database_run (
        self->database,
        "UPDATE jobs SET state = ?, connection_id = ?, remote_id = ?, remote_file = ?, clip_name = ?, attempts = ?,"
        " started_us = ?, finished_us = ?, error_code = ?, error_message = ?, note = ?, error_field = ?, error_said = ?,"
        " error_request_id = ?, expires_us = ?, cost = ?, poll_url = ?, sent = ?, resent = ? WHERE id = ? AND state = ?",
        g_variant_new ("(smsmsmsmsixximsmsmsmsmsxmdmsmsiss)", rushes_job_state_to_string (record->state), record->connection_id,
                       record->remote_id, record->remote_file, record->clip_name, record->attempts,
                       record->started_us, record->finished_us, record->error != NULL ? record->error->code : 0,
                       record->error != NULL ? record->error->message : NULL, record->note,
                       rushes_error_get_field (record->error), rushes_error_get_said (record->error),
                       rushes_error_get_request_id (record->error), record->expires_us, record->cost >= 0,
                       record->cost, record->poll_url, record->sent, record->resent, record->id,
                       rushes_job_state_to_string (expected)),
        NULL, NULL, &n_changes, error))
    return FALSE;
  if (n_changes == 1)
    return TRUE;
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE, _("Job %s is not %s any more"), record->id,
               rushes_job_state_to_string (expected));
  return FALSE;
}

/* Remembers across a crash that the user wants the job stopped, or that it came too late. */
gboolean
rushes_ledger_set_cancel (RushesLedger *self, const char *id, gboolean cancel, GError **error)
{
  return rushes_database_run (self->database, "UPDATE jobs SET cancel_requested = ? WHERE id = ?",
                              g_variant_new ("(bs)", cancel, id), NULL, NULL, NULL, error);
}

/* Exchanges the places of two jobs in the line. */
gboolean
rushes_ledger_swap (RushesLedger *self, const char *id, const char *other_id, GError **error)
{
  return rushes_database_run (
    self->database,
    "UPDATE jobs SET position = (SELECT SUM (position) FROM jobs WHERE id IN (?1, ?2)) - position"
    " WHERE id IN (?1, ?2)",
    g_variant_new ("(ss)", id, other_id), NULL, NULL, NULL, error);
}

/* Forgets a job that has ended. */
gboolean
rushes_ledger_remove (RushesLedger *self, const char *id, GError **error)
{
  return rushes_database_run (
    self->database,
    "DELETE FROM jobs WHERE id = ? AND state IN ('done', 'failed', 'cancelled', 'lost', 'unknown')",
    g_variant_new ("(s)", id), NULL, NULL, NULL, error);
}

static void
read_record (RushesRow *row, gpointer data)
{
  RushesJobRecord *record = rushes_job_record_new ();

  record->request = rushes_request_from_json (rushes_row_get_text (row, 3), NULL);
  if (record->request == NULL)
    record->request = rushes_request_new (g_variant_new ("a{sv}", NULL));
  record->id = g_strdup (rushes_row_get_text (row, 0));
  record->position = rushes_row_get_int (row, 1);
  record->state = rushes_job_state_from_string (rushes_row_get_text (row, 2));
  record->connection_id = g_strdup (rushes_row_get_text (row, 4));
  record->remote_id = g_strdup (rushes_row_get_text (row, 5));
  record->remote_file = g_strdup (rushes_row_get_text (row, 6));
  record->clip_name = g_strdup (rushes_row_get_text (row, 7));
  record->cancel_requested = rushes_row_get_int (row, 8) != 0;
  record->attempts = (int) rushes_row_get_int (row, 9);
  record->created_us = rushes_row_get_int (row, 10);
  record->started_us = rushes_row_get_int (row, 11);
  record->finished_us = rushes_row_get_int (row, 12);
  record->note = g_strdup (rushes_row_get_text (row, 15));
  record->expires_us = rushes_row_get_int (row, 19);
  record->cost = rushes_row_get_double (row, 20, -1);
  record->poll_url = g_strdup (rushes_row_get_text (row, 21));
  record->sent = g_strdup (rushes_row_get_text (row, 22));
  record->resent = (int) rushes_row_get_int (row, 23);
  if (rushes_row_get_int (row, 13) != 0)
    {
      record->error = g_error_new_literal (RUSHES_ERROR, (int) rushes_row_get_int (row, 13),
                                           rushes_row_get_text (row, 14) != NULL ? rushes_row_get_text (row, 14) : "");
      rushes_error_set_details (record->error, rushes_row_get_text (row, 16), rushes_row_get_text (row, 17),
                                rushes_row_get_text (row, 18));
    }
  g_ptr_array_add (data, record);
}

/* Returns: (transfer full) (nullable): %NULL without an error if there is no such job. @id may be
 * shortened to its first characters. */
RushesJobRecord *
rushes_ledger_get (RushesLedger *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_job_record_free);

  if (!rushes_database_run (self->database,
                            "SELECT " COLUMNS " FROM jobs WHERE substr (id, 1, length (?1)) = ?1 LIMIT 2",
                            g_variant_new ("(s)", id), read_record, records, NULL, error))
    return NULL;
  return records->len == 1 ? g_ptr_array_steal_index (records, 0) : NULL;
}

/**
 * rushes_ledger_list:
 * @finished_since_us: ended jobs older than this UNIX time are left out, unless they wait for the user
 *
 * Returns: (transfer full) (element-type RushesJobRecord): in the order of the line
 */
GPtrArray *
rushes_ledger_list (RushesLedger *self, gint64 finished_since_us, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_job_record_free);

  if (!rushes_database_run (self->database,
                            "SELECT " COLUMNS " FROM jobs"
                            " WHERE state NOT IN ('done', 'cancelled') OR finished_us >= ? ORDER BY position",
                            g_variant_new ("(x)", finished_since_us), read_record, records, NULL, error))
    return NULL;
  return g_steal_pointer (&records);
}

static void
read_id (RushesRow *row, gpointer data)
{
  g_hash_table_add (data, g_strdup (rushes_row_get_text (row, 0)));
}

/* Returns: (transfer full): the set of server ids that belong to jobs of that connection */
GHashTable *
rushes_ledger_get_remote_ids (RushesLedger *self, const char *connection_id, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!rushes_database_run (self->database,
                            "SELECT remote_id FROM jobs WHERE connection_id = ? AND remote_id IS NOT NULL",
                            g_variant_new ("(s)", connection_id), read_id, ids, NULL, error))
    return NULL;
  return g_steal_pointer (&ids);
}

/* Notes what a job that was taken costs by the price that the user or the server gave; what the server says
 * afterwards takes its place. */
gboolean
rushes_ledger_set_spent (RushesLedger *self, const char *job_id, double dollars, GError **error)
{
  int n_changes = 0;

  if (!rushes_database_run (self->database,
                            "UPDATE spent SET dollars = ? WHERE rowid = (SELECT MAX (rowid) FROM spent WHERE job_id = ?)",
                            g_variant_new ("(ds)", dollars, job_id), NULL, NULL, &n_changes, error))
    return FALSE;
  return n_changes > 0 || rushes_ledger_add_spent (self, job_id, dollars, error);
}

/* A further try of the same job is paid for again. */
gboolean
rushes_ledger_add_spent (RushesLedger *self, const char *job_id, double dollars, GError **error)
{
  return rushes_database_run (self->database, "INSERT INTO spent (made_us, job_id, dollars) VALUES (?, ?, ?)",
                              g_variant_new ("(xsd)", g_get_real_time (), job_id, dollars), NULL, NULL, NULL, error);
}

/* rushes_ledger_write() of a job that a server has taken: what it costs is counted in the same step, or neither is written. */
gboolean
rushes_ledger_write_taken (RushesLedger *self, const RushesJobRecord *record, RushesJobState expected, GError **error)
{
  gboolean done;

  if (!rushes_database_begin (self->database, error))
    return FALSE;
  done = rushes_ledger_write (self, record, expected, error) &&
         (record->cost <= 0 || rushes_ledger_add_spent (self, record->id, record->cost, error));
  return rushes_database_end (self->database, done, done ? error : NULL) && done;
}

static void
read_cents (RushesRow *row, gpointer cents)
{
  *(gint64 *) cents = rushes_row_get_int (row, 0);
}

/* US dollars spent since a time (UNIX, microseconds), to the cent. */
double
rushes_ledger_sum_spent (RushesLedger *self, gint64 since_us, GError **error)
{
  gint64 cents = 0;

  rushes_database_run (self->database, "SELECT CAST (ROUND (COALESCE (SUM (dollars), 0) * 100) AS INTEGER) FROM spent WHERE made_us >= ?",
                       g_variant_new ("(x)", since_us), read_cents, &cents, NULL, error);
  return cents / 100.0;
}
