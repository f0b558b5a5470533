/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-jobs.h"

#include "rushes-board-edit.h"
#include "rushes-board-file.h"
#include "rushes-board-history.h"
#include "rushes-board-list.h"
#include "rushes-board-lock.h"
#include "rushes-error.h"
#include "rushes-request-json.h"
#include "rushes-shot-state.h"

#include <glib/gi18n.h>

/* Jobs for shots: sent, and what they made. A shot names its job before the ledger has it, and both happen under the lock of the boards: killed
 * in between, the job does not exist and the shot forgets it; killed later, the job is there and the shot knows it. So each shot has one. What
 * a job has made is found by the shot's own list, as often as one looks. All of it blocks; any thread. */

static GVariant *
ref_child (GVariant *list, gsize index)
{
  g_autoptr (GVariant) box = list != NULL && index < g_variant_n_children (list) ? g_variant_get_child_value (list, index) : NULL;

  return box != NULL ? g_variant_get_variant (box) : NULL;
}

static char *
dup_child (GVariant *list, gsize index)
{
  g_autoptr (GVariant) child = ref_child (list, index);

  return child != NULL && g_variant_is_of_type (child, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (child, NULL) : NULL;
}

static RushesBoardItem *
find_shot (RushesBoard *board, GVariant *shots, gsize index)
{
  g_autoptr (GVariant) number = ref_child (shots, index);

  return number != NULL && g_variant_is_of_type (number, G_VARIANT_TYPE_INT64) ? rushes_board_find_shot (board, g_variant_get_int64 (number)) : NULL;
}

/* Whether nothing is made for it already: somebody else may have filled it since the list was shown */
static gboolean
is_open (RushesBoard *board, RushesBoardItem *shot)
{
  RushesShotState state = rushes_shot_state_get (board, shot);

  return state == RUSHES_SHOT_EMPTY || state == RUSHES_SHOT_SKETCHED || state == RUSHES_SHOT_OUT_OF_DATE;
}

static RushesJobRecord *
new_record (GVariant *requests, GVariant *connections, gsize index, GError **error)
{
  g_autoptr (RushesJobRecord) record = rushes_job_record_new ();
  g_autofree char *text = dup_child (requests, index);

  record->id = g_uuid_string_random ();
  record->state = RUSHES_JOB_WAITING;
  record->request = rushes_request_from_json (text != NULL ? text : "", error);
  record->connection_id = dup_child (connections, index);
  record->created_us = g_get_real_time ();
  return record->request != NULL ? g_steal_pointer (&record) : NULL;
}

static gboolean
save (const char *folder, RushesBoard *board, GError **error)
{
  g_autoptr (RushesBoardSnapshot) snapshot = rushes_board_snapshot_new (board);

  return rushes_board_file_save (folder, snapshot, error);
}

/* (transfer full) (nullable): the ids of the jobs that were made, with spaces between */
static char *
add_jobs (RushesLedger *ledger, GPtrArray *records, GError **error)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      RushesJobRecord *record = records->pdata[i];
      if (!rushes_ledger_add (ledger, record, error))
        return NULL;
      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", record->id);
    }
  return g_strdup (ids->str);
}

/* (transfer full) (element-type utf8): the clips that the takes will start from */
static GPtrArray *
list_starts (GPtrArray *records)
{
  GPtrArray *starts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < records->len; i++)
    {
      const char *start = rushes_request_get_string (((RushesJobRecord *) records->pdata[i])->request, RUSHES_REQUEST_START);
      if (start != NULL)
        g_ptr_array_add (starts, g_strdup (start));
    }
  return starts;
}

/* First the shots know, then the ledger has them. */
static char *
fill (RushesLedger *ledger, const char *folder, RushesBoard *board, GVariant *change, GError **error)
{
  g_autoptr (GVariant) shots = g_variant_lookup_value (change, "shots", G_VARIANT_TYPE ("av")), requests = g_variant_lookup_value (change, "requests", G_VARIANT_TYPE ("av"));
  g_autoptr (GVariant) connections = g_variant_lookup_value (change, "connections", G_VARIANT_TYPE ("av"));
  g_autoptr (GPtrArray) open = g_ptr_array_new (), ids = g_ptr_array_new (), records = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_job_record_free);
  g_autoptr (GPtrArray) starts = NULL;
  RushesBoardStep *step;
  gboolean again = FALSE;

  g_variant_lookup (change, "again", "b", &again);
  for (gsize i = 0; shots != NULL && i < g_variant_n_children (shots); i++)
    {
      RushesBoardItem *shot = find_shot (board, shots, i);
      RushesJobRecord *record;
      if (shot == NULL || (!again && (!is_open (board, shot) || g_ptr_array_find (open, shot, NULL))))
        continue;
      record = new_record (requests, connections, i, error);
      if (record == NULL)
        return NULL;
      g_ptr_array_add (open, shot);
      g_ptr_array_add (ids, record->id);
      g_ptr_array_add (records, record);
    }
  if (open->len == 0)
    return g_strdup ("");
  starts = list_starts (records);
  step = again ? rushes_board_edit_order (open, ids) : rushes_board_edit_fill (open, ids);
  if (!(again ? rushes_board_do (board, step, error) : rushes_board_fill (board, step, starts, error)) || !save (folder, board, error))
    return NULL;
  return add_jobs (ledger, records, error);
}

/* (transfer full) (element-type utf8) (nullable): the ids of the clips that a job has made: the first has its own, the others a number before it.
 * A library that cannot be read has not lost them: the shot would forget its job, be filled once more, and paid. */
static GPtrArray *
list_clips (RushesLibrary *library, const char *job, GError **error)
{
  g_autoptr (GPtrArray) clips = g_ptr_array_new_with_free_func (g_free);

  for (int number = 1;; number++)
    {
      g_autofree char *id = number == 1 ? g_strdup (job) : g_strdup_printf ("%d-%s", number, job);
      gint64 row = rushes_library_find_row (library, id, error);
      if (row < 0)
        return NULL;
      if (row == 0)
        return g_steal_pointer (&clips);
      g_ptr_array_add (clips, g_steal_pointer (&id));
    }
}

/* (transfer full) (nullable): which take it started from, as the request remembers */
static GVariant *
dup_start (RushesBoardItem *shot, RushesRequest *request)
{
  GVariant *first = rushes_board_item_get (shot, RUSHES_BOARD_FIRST);
  const char *clip = request != NULL ? rushes_request_get_string (request, RUSHES_REQUEST_START) : NULL;
  GVariantDict start = G_VARIANT_DICT_INIT (NULL);
  gint64 number = 0;

  if (clip == NULL)
    {
      g_variant_dict_clear (&start);
      return NULL;
    }
  if (first != NULL && g_variant_is_of_type (first, G_VARIANT_TYPE_VARDICT) && g_variant_lookup (first, "end_of", "x", &number))
    g_variant_dict_insert (&start, "shot", "x", number);
  g_variant_dict_insert (&start, RUSHES_BOARD_CLIP, "s", clip);
  return g_variant_ref_sink (g_variant_dict_end (&start));
}

/* What nobody can tell, and what was lost, may have been made and paid: it stays until somebody has decided. */
static gboolean
is_over (const RushesJobRecord *record)
{
  return record == NULL || record->state == RUSHES_JOB_DONE || record->state == RUSHES_JOB_FAILED || record->state == RUSHES_JOB_CANCELLED;
}

static gboolean
arrive (RushesBoard *board, RushesLibrary *library, RushesBoardItem *shot, const char *job, RushesRequest *request, gboolean *changed, GError **error)
{
  g_autoptr (GPtrArray) clips = list_clips (library, job, error);
  g_autoptr (GVariant) start = dup_start (shot, request);
  RushesBoardStep *step;

  if (clips == NULL)
    return FALSE;
  step = rushes_board_edit_arrive (board, shot, job, clips, start);
  *changed = *changed || !rushes_board_step_is_empty (step);
  return rushes_board_do_silently (board, step, error);
}

static gboolean
collect_shot (RushesBoard *board, RushesLedger *ledger, RushesLibrary *library, RushesBoardItem *shot, gboolean *changed, GError **error)
{
  g_auto (GStrv) jobs = rushes_board_item_dup_texts (shot, RUSHES_BOARD_JOBS);

  for (char **job = jobs; *job != NULL; job++)
    {
      g_autoptr (GError) cause = NULL;
      g_autoptr (RushesJobRecord) record = rushes_ledger_get (ledger, *job, &cause);
      if (cause != NULL) /* a ledger that cannot be read has not forgotten a job */
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      if (is_over (record) && !arrive (board, library, shot, *job, record != NULL ? record->request : NULL, changed, error))
        return FALSE;
    }
  return TRUE;
}

static char *
collect (RushesLedger *ledger, RushesLibrary *library, const char *folder, RushesBoard *board, GError **error)
{
  g_autoptr (GPtrArray) shots = rushes_board_list_shots (board);
  gboolean changed = FALSE;

  for (guint i = 0; i < shots->len; i++)
    if (!collect_shot (board, ledger, library, shots->pdata[i], &changed, error))
      return NULL;
  return !changed || save (folder, board, error) ? g_strdup ("") : NULL;
}

/* (transfer full) (nullable): a fill, or what jobs have made */
static char *
run_jobs (RushesPaths *paths, RushesLedger *ledger, RushesLibrary *library, const char *slug, GVariant *change, gboolean fills, GError **error)
{
  g_autofree char *boards = rushes_board_file_dup_boards_dir (paths), *folder = rushes_board_file_dup_folder (paths, slug);
  g_autoptr (RushesBoardLock) lock = rushes_board_lock_take (boards, error);
  g_autoptr (RushesBoard) board = lock != NULL ? rushes_board_file_load (folder, error) : NULL;

  if (board == NULL)
    return NULL;
  return fills ? fill (ledger, folder, board, change, error) : collect (ledger, library, folder, board, error);
}

/* Like rushes_board_change_run(), and for changes that need the ledger or the library. */
char *
rushes_board_jobs_run (RushesPaths *paths, RushesLedger *ledger, RushesLibrary *library, const char *slug, GVariant *change, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *sentence = NULL, *collected = NULL;
  const char *name = NULL;

  g_variant_lookup (change, "do", "&s", &name);
  if (g_strcmp0 (name, RUSHES_CHANGE_FILL) == 0 || g_strcmp0 (name, RUSHES_CHANGE_COLLECT) == 0)
    return run_jobs (paths, ledger, library, slug, change, g_str_equal (name, RUSHES_CHANGE_FILL), error);
  sentence = rushes_board_change_run (paths, slug, change, error);
  /* Shots may know jobs again that have ended meanwhile, and nothing else would tell. */
  if (sentence != NULL && (g_strcmp0 (name, RUSHES_CHANGE_UNDO) == 0 || g_strcmp0 (name, RUSHES_CHANGE_REDO) == 0))
    collected = run_jobs (paths, ledger, library, slug, change, FALSE, &cause);
  if (cause != NULL)
    g_warning ("Results were not put on the board %s: %s", slug, cause->message);
  return g_steal_pointer (&sentence);
}

/* (transfer full) (nullable): the folder of the board with that id */
static char *
find_slug (RushesPaths *paths, const char *id)
{
  g_autoptr (GPtrArray) all = rushes_board_list (paths);

  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (((RushesBoardFacts *) all->pdata[i])->id, id) == 0)
      return g_strdup (((RushesBoardFacts *) all->pdata[i])->slug);
  return NULL;
}

/**
 * rushes_board_jobs_arrived:
 * @record: a job that has ended
 *
 * What it made becomes takes of the shot that its request names, also where the shot had given it up: a retry may have made it after all.
 *
 * Returns: whether that is so, or it is for no shot
 */
gboolean
rushes_board_jobs_arrived (RushesPaths *paths, RushesLibrary *library, const RushesJobRecord *record, GError **error)
{
  const char *id = rushes_request_get_string (record->request, RUSHES_REQUEST_BOARD);
  g_autofree char *boards = rushes_board_file_dup_boards_dir (paths), *slug = id != NULL ? find_slug (paths, id) : NULL, *folder = NULL;
  g_autoptr (RushesBoardLock) lock = NULL;
  g_autoptr (RushesBoard) board = NULL;
  RushesBoardItem *shot;
  gboolean changed = FALSE;

  if (slug == NULL || !is_over (record))
    return TRUE;
  folder = rushes_board_file_dup_folder (paths, slug);
  lock = rushes_board_lock_take (boards, error);
  board = lock != NULL ? rushes_board_file_load (folder, error) : NULL;
  shot = board != NULL ? rushes_board_find_shot (board, rushes_request_get_int (record->request, RUSHES_REQUEST_SHOT, 0)) : NULL;
  if (shot == NULL)
    return board != NULL;
  return arrive (board, library, shot, record->id, record->request, &changed, error) && (!changed || save (folder, board, error));
}

/* What arrived while nobody wrote boards, because a process was killed for example. */
void
rushes_board_jobs_catch_up (RushesPaths *paths, RushesLedger *ledger, RushesLibrary *library)
{
  g_autoptr (GPtrArray) all = rushes_board_list (paths);
  g_autoptr (GVariant) change = g_variant_ref_sink (g_variant_new_parsed ("{'do': <%s>}", RUSHES_CHANGE_COLLECT));

  for (guint i = 0; i < all->len; i++)
    {
      const RushesBoardFacts *facts = all->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autofree char *done = facts->n_states[RUSHES_SHOT_GENERATING] > 0 ? rushes_board_jobs_run (paths, ledger, library, facts->slug, change, &error) : NULL;
      if (error != NULL)
        g_warning ("Results were not put on the board %s: %s", facts->slug, error->message);
    }
}
