/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-index-private.h"

#include "rushes-journal.h"
#include "rushes-search-text.h"
#include "rushes-sidecar.h"
#include "rushes-stack-key.h"

/* What enters the index: clips, and what is thought of them. */

static void
read_text (RushesRow *row, gpointer data)
{
  *(char **) data = g_strdup (rushes_row_get_text (row, 0));
}

static void
read_int (RushesRow *row, gpointer data)
{
  *(gint64 *) data = rushes_row_get_int (row, 0);
}

/* @row: (out): of a clip, 0 if it is not there. Returns: whether that could be read. Blocking */
gboolean
rushes_index_look_up (RushesDatabase *database, const char *id, gint64 *row, GError **error)
{
  *row = 0;
  return rushes_database_run (database, "SELECT row FROM clips WHERE id = ?", g_variant_new ("(s)", id), read_int, row, NULL, error);
}

/* Whether one of that id is there, or of that name, also within a rebuild. Blocking. */
gboolean
rushes_index_has (RushesIndex *self, const char *id, const char *name)
{
  gint64 row = 0;

  rushes_database_run (self->database, "SELECT row FROM clips WHERE id = ? OR name = ?", g_variant_new ("(ss)", id, name), read_int, &row, NULL, NULL);
  return row != 0;
}

/* What of a clip can be searched for. */
static char *
dup_words (const RushesClipInfo *info)
{
  static const char *const members[] = { RUSHES_REQUEST_PROMPT, RUSHES_REQUEST_NEGATIVE, RUSHES_REQUEST_MODEL, RUSHES_REQUEST_WORKFLOW_NAME };
  g_autoptr (GString) words = g_string_new (info->name);

  g_string_append_printf (words, "\n%s", info->connection_name != NULL ? info->connection_name : "");
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = rushes_request_get_string (info->request, members[i]);
      g_string_append_printf (words, "\n%s", text != NULL ? text : "");
    }
  for (char **tag = info->tags; tag != NULL && *tag != NULL; tag++)
    g_string_append_printf (words, "\n%s", *tag);
  for (guint i = 0; i < rushes_notes_count (info->notes); i++)
    g_string_append_printf (words, "\n%s", rushes_notes_get (info->notes, i).text);
  return rushes_search_text_fold (words->str);
}

static gboolean
put_words (RushesIndex *self, gint64 row, const RushesClipInfo *info, GError **error)
{
  g_autofree char *words = dup_words (info), *before = NULL;

  if (!rushes_database_run (self->database, "SELECT words FROM search WHERE rowid = ?", g_variant_new ("(x)", row), read_text,
                            &before, NULL, error))
    return FALSE;
  if (g_strcmp0 (words, before) == 0)
    return TRUE;
  return rushes_database_run (self->database, "INSERT OR REPLACE INTO search (rowid, words) VALUES (?, ?)",
                              g_variant_new ("(xs)", row, words), NULL, NULL, NULL, error);
}

static gboolean
put_tags (RushesIndex *self, gint64 row, char **tags, GError **error)
{
  if (!rushes_database_run (self->database, "DELETE FROM tags WHERE row = ?", g_variant_new ("(x)", row), NULL, NULL, NULL, error))
    return FALSE;
  for (; tags != NULL && *tags != NULL; tags++)
    if (!rushes_database_run (self->database, "INSERT OR IGNORE INTO tags (tag, row) VALUES (?, ?)",
                              g_variant_new ("(sx)", *tags, row), NULL, NULL, NULL, error))
      return FALSE;
  return TRUE;
}

/* Returns: where a clip of that time stands: there, or in the next microsecond that is free */
static gint64
find_place (RushesIndex *self, gint64 created_us)
{
  gint64 place = MAX (created_us, 1), taken = place;

  while (taken != 0)
    {
      taken = 0;
      rushes_database_run (self->database, "SELECT row FROM clips WHERE row = ?", g_variant_new ("(x)", place), read_int, &taken, NULL, NULL);
      place += taken != 0;
    }
  return place;
}

static gboolean
put_facts (RushesIndex *self, gint64 row, const RushesClipInfo *info, GError **error)
{
  g_autofree char *sidecar = rushes_sidecar_to_text (info);

  return rushes_database_run (
    self->database,
    "INSERT INTO clips (row, id, name, created_us, duration_ms, size_bytes, provider, model, rating, favourite, verdict, label, is_new,"
    " connection, width, height, notes, sidecar) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, provider = excluded.provider, model = excluded.model, rating = excluded.rating,"
    " favourite = excluded.favourite, verdict = excluded.verdict, label = excluded.label, is_new = excluded.is_new,"
    " duration_ms = excluded.duration_ms, connection = excluded.connection, width = excluded.width, height = excluded.height,"
    " notes = excluded.notes, sidecar = excluded.sidecar",
    g_variant_new ("(xssxxxmsmsibiibmsiiis)", row, info->id, info->name, info->created_us, info->duration_ms, info->linked ? (gint64) 0 : info->size_bytes,
                   rushes_request_get_string (info->request, RUSHES_REQUEST_PROVIDER),
                   rushes_request_get_string (info->request, RUSHES_REQUEST_MODEL), info->rating, info->favourite, info->verdict, info->label,
                   info->is_new, info->connection_name, info->width, info->height,
                   (gint32) rushes_notes_count (info->notes), sidecar),
    NULL, NULL, NULL, error);
}

/* Returns: what its takes have in common; of a clip that was made of another, what that one's takes have */
static gint64
find_takes (RushesIndex *self, const RushesClipInfo *info, const char *parent)
{
  gint64 key = parent == NULL ? rushes_stack_key_of_request (info->request) : 0;

  if (parent != NULL)
    rushes_database_run (self->database, "SELECT takes FROM clips WHERE id = ?", g_variant_new ("(s)", parent), read_int, &key, NULL, NULL);
  return key != 0 ? key : rushes_stack_key_of_clip (parent != NULL ? parent : info->id);
}

/* Those that were made of it, and of those, may have been there before it. */
static gboolean
put_descendants (RushesIndex *self, const char *id, gint64 takes, GError **error)
{
  return rushes_database_run (self->database,
                              "WITH RECURSIVE made (id) AS (SELECT ?1 UNION SELECT clips.id FROM clips JOIN made ON clips.parent = made.id)"
                              " UPDATE clips SET takes = ?2, stack = COALESCE (chosen, ?2) WHERE takes <> ?2 AND id <> ?1 AND id IN made",
                              g_variant_new ("(sx)", id, takes), NULL, NULL, NULL, error);
}

/* With what it stands. */
static gboolean
put_stack (RushesIndex *self, gint64 row, const RushesClipInfo *info, GError **error)
{
  const char *parent = rushes_request_get_string (info->request, RUSHES_REQUEST_PARENT);
  gint64 takes = find_takes (self, info, parent), chosen = info->stack != NULL ? rushes_stack_key_from_text (info->stack) : 0;

  return rushes_database_run (self->database, "UPDATE clips SET parent = ?1, takes = ?2, chosen = NULLIF (?3, 0), stack = CASE ?3 WHEN 0 THEN ?2 ELSE ?3 END WHERE row = ?4",
                              g_variant_new ("(msxxx)", parent, takes, chosen, row), NULL, NULL, NULL, error) &&
         put_descendants (self, info->id, takes, error);
}

/* Within a transaction. */
static gboolean
put (RushesIndex *self, const RushesClipInfo *info, gint64 *row, GError **error)
{
  if (!rushes_index_look_up (self->database, info->id, row, error))
    return FALSE;
  if (*row == 0)
    *row = find_place (self, info->created_us);
  return put_facts (self, *row, info, error) && put_stack (self, *row, info, error) &&
         put_words (self, *row, info, error) && put_tags (self, *row, info->tags, error);
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
  gint64 number = 0;
  gboolean done;

  if (!rushes_database_begin (self->database, error))
    return FALSE;
  done = put (self, info, &number, error);
  if (row != NULL)
    *row = number;
  return rushes_database_end (self->database, done, done ? error : NULL) && done;
}

typedef struct
{
  RushesIndex *index;
  gboolean done;
  GError **error;
} CatchUp;

static void
put_again (RushesRow *row, gpointer data)
{
  CatchUp *catch_up = data;
  g_autoptr (RushesClipInfo) info = rushes_sidecar_from_text (rushes_row_get_text (row, 0), NULL);

  if (info != NULL && catch_up->done)
    catch_up->done = rushes_index_put (catch_up->index, info, NULL, catch_up->error);
}

static void
read_flag (RushesRow *row, gpointer data)
{
  *(gboolean *) data = rushes_row_get_int (row, 0) != 0;
}

/* An index from before it could be searched, or knew of stacks, is filled, once. Blocking. */
gboolean
rushes_index_catch_up (RushesIndex *self, GError **error)
{
  CatchUp catch_up = { self, TRUE, error };
  gboolean behind = FALSE;

  if (!rushes_database_run (self->searcher, "SELECT EXISTS (SELECT 1 FROM clips) AND NOT EXISTS (SELECT 1 FROM search) OR EXISTS (SELECT 1 FROM clips WHERE stack = 0)", NULL, read_flag,
                            &behind, NULL, error))
    return FALSE;
  if (!behind)
    return TRUE;
  if (!rushes_database_begin (self->database, error))
    return FALSE;
  if (!rushes_database_run (self->searcher, "SELECT sidecar FROM clips", NULL, put_again, &catch_up, NULL, catch_up.done ? error : NULL))
    catch_up.done = FALSE;
  return rushes_database_end (self->database, catch_up.done, catch_up.done ? error : NULL) && catch_up.done;
}

static void
read_sidecar (RushesRow *row, gpointer data)
{
  *(RushesClipInfo **) data = rushes_sidecar_from_text (rushes_row_get_text (row, 0), NULL);
}

/* Changes one clip's record as it is now, whoever changed it last; a clip that is gone is passed over. */
static gboolean
change (RushesIndex *self, const char *id, const RushesJudgement *judgement, GError **error)
{
  g_autoptr (RushesClipInfo) info = NULL;
  gint64 row;

  if (!rushes_database_run (self->database, "SELECT sidecar FROM clips WHERE id = ?", g_variant_new ("(s)", id), read_sidecar, &info,
                            NULL, error))
    return FALSE;
  if (info == NULL)
    return TRUE;
  if (judgement == NULL || judgement->opinion != RUSHES_OPINION_STACK) /* where it stands is seen without looking at it */
    info->is_new = FALSE;
  if (judgement != NULL)
    rushes_judgement_apply (judgement, info);
  return put (self, info, &row, error) && rushes_database_run (self->database, "UPDATE clips SET unwritten = 1 WHERE row = ?",
                                                               g_variant_new ("(x)", row), NULL, NULL, NULL, error);
}

static gboolean
change_all (RushesIndex *self, GPtrArray *judgements, RushesProgress *progress, GError **error)
{
  g_atomic_int_add (&progress->n_all, (int) judgements->len);
  for (guint i = 0; i < judgements->len; i++)
    {
      const RushesJudgement *judgement = judgements->pdata[i];
      if (!change (self, judgement->clip, judgement, error))
        return FALSE;
      g_atomic_int_inc (&progress->n_done);
    }
  return TRUE;
}

/**
 * rushes_index_judge:
 * @judgements: (element-type RushesJudgement): one step of the journal
 *
 * Durable when it returns; the sidecars follow (rushes_index_list_unwritten()). All of it or nothing. Blocking.
 */
gboolean
rushes_index_judge (RushesIndex *self, GPtrArray *judgements, RushesProgress *progress, GError **error)
{
  gboolean done;

  if (!rushes_database_begin (self->database, error))
    return FALSE;
  done = rushes_journal_append (self->database, judgements, error) && change_all (self, judgements, progress, error);
  return rushes_database_end (self->database, done, done ? error : NULL) && done;
}

/**
 * rushes_index_undo:
 * @redo: does again what was undone last
 *
 * Blocking.
 *
 * Returns: (transfer full) (element-type RushesJudgement) (nullable): what was changed, `after` is what holds now; empty
 * if there was nothing
 */
GPtrArray *
rushes_index_undo (RushesIndex *self, gboolean redo, RushesProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) judgements = NULL;
  gboolean done;

  if (!rushes_database_begin (self->database, error))
    return NULL;
  judgements = rushes_journal_take (self->database, redo, error);
  done = judgements != NULL && change_all (self, judgements, progress, error);
  return rushes_database_end (self->database, done, done ? error : NULL) && done ? g_steal_pointer (&judgements) : NULL;
}

/* A clip was looked at. Blocking. */
gboolean
rushes_index_see (RushesIndex *self, const char *id, GError **error)
{
  gboolean done;

  if (!rushes_database_begin (self->database, error))
    return FALSE;
  done = change (self, id, NULL, error);
  return rushes_database_end (self->database, done, done ? error : NULL) && done;
}

/**
 * rushes_index_rename:
 * @name: below the clips folder, to where the file of the clip was moved
 *
 * The sidecar follows (rushes_index_list_unwritten()). Blocking.
 */
gboolean
rushes_index_rename (RushesIndex *self, const char *id, const char *name, GError **error)
{
  g_autoptr (RushesClipInfo) info = NULL;
  gboolean done;
  gint64 row;

  if (!rushes_database_begin (self->database, error))
    return FALSE;
  done = rushes_database_run (self->database, "SELECT sidecar FROM clips WHERE id = ?", g_variant_new ("(s)", id), read_sidecar, &info, NULL, error);
  if (info != NULL)
    {
      g_free (info->name);
      info->name = g_strdup (name);
      done = put (self, info, &row, error) && rushes_database_run (self->database, "UPDATE clips SET unwritten = 1 WHERE row = ?",
                                                                   g_variant_new ("(x)", row), NULL, NULL, NULL, error);
    }
  return rushes_database_end (self->database, done, done ? error : NULL) && done;
}

static void
read_row_number (RushesRow *row, gpointer data)
{
  gint64 number = rushes_row_get_int (row, 0);

  g_array_append_val (data, number);
}

/* Returns: (transfer full): row numbers (gint64) of some clips whose sidecar is older than what the index knows. Blocking. */
GArray *
rushes_index_list_unwritten (RushesIndex *self)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  rushes_database_run (self->searcher, "SELECT row FROM clips WHERE unwritten LIMIT 100", NULL, read_row_number, rows, NULL, NULL);
  return rows;
}

/* @sidecar: what was written; if the index knows more by now, it has to be written again. Blocking. */
gboolean
rushes_index_set_written (RushesIndex *self, gint64 row, const char *sidecar, GError **error)
{
  return rushes_database_run (self->database, "UPDATE clips SET unwritten = 0 WHERE row = ? AND sidecar = ?", g_variant_new ("(xs)", row, sidecar),
                              NULL, NULL, NULL, error);
}
