/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-library-private.h"

#include "rushes-worker.h"

/* What is done with very many clips at once: they are their rows, and all about them is read and written on the writer's thread;
 * whatever is asked for next waits behind it. */

typedef struct
{
  RushesChangesFunc func;
  gpointer data;
  GDestroyNotify destroy;
  guint n; /* clips that are looked at, about */
  GTask *task;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  if (call->destroy != NULL)
    call->destroy (call->data);
  g_object_unref (call->task);
  g_free (call);
}

static void
run_call (RushesLibrary *self, gpointer data)
{
  Call *call = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) judgements = NULL;

  g_atomic_int_add (&self->progress.n_all, (int) call->n);
  judgements = call->func (self, call->data, &error);
  g_atomic_int_add (&self->progress.n_all, -(int) call->n); /* from now on those count that change */
  if (judgements == NULL)
    {
      g_task_return_error (call->task, error);
      return;
    }
  g_task_return_int (call->task, judgements->len);
  rushes_library_judge_now (self, judgements);
}

/**
 * rushes_library_judge_later_async:
 * @n: how many clips are looked at, about
 * @func: finds out what changes; called on the writer's thread, after what was judged before
 * @data: (transfer full): for it; freed there
 * @callback: (nullable): called when that is found out, and the changes are on their way
 *
 * As rushes_library_judge(), for any number of clips: shown soon, one step. Main thread.
 */
void
rushes_library_judge_later_async (RushesLibrary *self, guint n, RushesChangesFunc func, gpointer data, GDestroyNotify destroy, GAsyncReadyCallback callback,
                                  gpointer callback_data)
{
  Call *call = g_new (Call, 1);

  *call = (Call) { func, data, destroy, n, g_task_new (self, NULL, callback, callback_data) };
  rushes_worker_bind (call->task);
  rushes_library_push_work (self, run_call, call, call_free);
}

/* Returns: how many clips change, -1: it could not be found out */
gssize
rushes_library_judge_later_finish (RushesLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

/* One fact of many clips. */
typedef struct
{
  GArray *rows; /* gint64 */
  RushesOpinion opinion;
  GVariant *value;     /* what they get */
  GVariant *otherwise; /* what they get if all have that already, or NULL */
} Fact;

static void
fact_free (gpointer data)
{
  Fact *fact = data;

  g_array_unref (fact->rows);
  g_variant_unref (fact->value);
  g_clear_pointer (&fact->otherwise, g_variant_unref);
  g_free (fact);
}

/* Returns: (transfer full): what changes when all of them get it */
static GPtrArray *
list_changes (RushesLibrary *self, const Fact *fact, GVariant *value)
{
  GPtrArray *judgements = rushes_judgements_new ();

  for (guint i = 0; i < fact->rows->len; i++)
    {
      g_autoptr (RushesClipInfo) info = rushes_index_read_opinions (self->index, g_array_index (fact->rows, gint64, i));
      g_autoptr (RushesJudgement) judgement = info != NULL ? rushes_judgement_new (info, fact->opinion, value) : NULL;
      if (judgement != NULL && !g_variant_equal (judgement->before, judgement->after))
        g_ptr_array_add (judgements, g_steal_pointer (&judgement));
    }
  return judgements;
}

static GPtrArray *
find_changes (RushesLibrary *self, gpointer data, GError **error)
{
  const Fact *fact = data;
  g_autoptr (GPtrArray) judgements = list_changes (self, fact, fact->value);

  return judgements->len == 0 && fact->otherwise != NULL ? list_changes (self, fact, fact->otherwise) : g_steal_pointer (&judgements);
}

/**
 * rushes_library_judge_rows:
 * @rows: (transfer full) (element-type gint64): of any number of clips
 * @opinion: rating, favourite, verdict or label
 * @value: what all of them get; a floating reference is taken
 * @otherwise: (nullable): what they get if all of them have that; the same
 *
 * As rushes_library_judge_later_async(). Main thread.
 */
void
rushes_library_judge_rows (RushesLibrary *self, GArray *rows, RushesOpinion opinion, GVariant *value, GVariant *otherwise)
{
  Fact *fact = g_new (Fact, 1);

  *fact = (Fact) { rows, opinion, g_variant_ref_sink (value), otherwise != NULL ? g_variant_ref_sink (otherwise) : NULL };
  rushes_library_judge_later_async (self, rows->len, find_changes, fact, fact_free, NULL, NULL);
}

/* Clips that go out of sight, or come back. */
typedef struct
{
  GArray *rows; /* gint64 */
  gboolean hidden;
  GTask *task;
} Hiding;

static void
hiding_free (gpointer data)
{
  Hiding *hiding = data;

  g_array_unref (hiding->rows);
  g_object_unref (hiding->task);
  g_free (hiding);
}

#define ROWS "rushes-rows"
#define HIDDEN "rushes-hidden"

static void
run_hide (RushesLibrary *self, gpointer data)
{
  Hiding *hiding = data;
  GError *error = NULL;

  if (rushes_index_hide_rows (self->index, hiding->rows, hiding->hidden, &self->progress, &error))
    g_task_return_boolean (hiding->task, rushes_index_has_linked (self->index, hiding->rows));
  else
    g_task_return_error (hiding->task, error);
}

/**
 * rushes_library_hide_rows_async:
 * @rows: (transfer full) (element-type gint64): of any number of clips
 *
 * Takes them out of the gallery, all or none, or puts them back; their files stay where they are. After what was judged before. Main thread.
 */
void
rushes_library_hide_rows_async (RushesLibrary *self, GArray *rows, gboolean hidden, GAsyncReadyCallback callback, gpointer data)
{
  Hiding *hiding = g_new (Hiding, 1);

  *hiding = (Hiding) { rows, hidden, g_task_new (self, NULL, callback, data) };
  rushes_worker_bind (hiding->task);
  g_object_set_data_full (G_OBJECT (hiding->task), ROWS, g_array_ref (rows), (GDestroyNotify) g_array_unref);
  g_object_set_data (G_OBJECT (hiding->task), HIDDEN, GINT_TO_POINTER (hidden));
  rushes_library_push_work (self, run_hide, hiding, hiding_free);
}

/* Tells everybody: of few clips of each, of many once. @linked: (out) (optional): whether the file of one is elsewhere and stays there. Returns: whether it was done */
gboolean
rushes_library_hide_rows_finish (RushesLibrary *self, GAsyncResult *result, gboolean *linked, GError **error)
{
  GArray *rows = g_object_get_data (G_OBJECT (result), ROWS);
  gboolean hidden = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (result), HIDDEN));
  g_autoptr (GError) cause = NULL;
  gboolean has_linked = g_task_propagate_boolean (G_TASK (result), &cause);

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (linked != NULL)
    *linked = has_linked;
  for (guint i = 0; i < rows->len && rows->len <= RUSHES_MANY; i++)
    g_signal_emit_by_name (self, hidden ? "removed" : "added", g_array_index (rows, gint64, i));
  if (rows->len > RUSHES_MANY)
    g_signal_emit_by_name (self, "changed");
  return TRUE;
}

/* Returns: (transfer full) (element-type utf8) (nullable): the ids of these clips (gint64), in order; of those that are gone none. Blocking. */
GPtrArray *
rushes_library_list_ids (RushesLibrary *self, GArray *rows, GError **error)
{
  return rushes_index_list_ids (self->index, rows, error);
}

/* Returns: (transfer full) (element-type utf8) (nullable): where the files of these clips (gint64) are, in order; of those that are gone none. Blocking. */
GPtrArray *
rushes_library_list_paths (RushesLibrary *self, GArray *rows, GError **error)
{
  g_autoptr (GPtrArray) names = rushes_index_list_names (self->index, rows, error);
  GPtrArray *paths = names != NULL ? g_ptr_array_new_full (names->len, g_free) : NULL;

  for (guint i = 0; names != NULL && i < names->len; i++)
    g_ptr_array_add (paths, rushes_paths_dup_clip_path (self->paths, names->pdata[i]));
  return paths;
}

/* Returns: (transfer full) (element-type utf8 guint) (nullable): the tags of these clips (gint64), and how many of them have each. Blocking. */
GHashTable *
rushes_library_count_tags (RushesLibrary *self, GArray *rows, GError **error)
{
  return rushes_index_count_tags (self->index, rows, error);
}
