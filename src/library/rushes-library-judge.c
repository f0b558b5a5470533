/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-library-private.h"

#include "rushes-sidecar.h"

/* What is thought of clips: in the objects at once, in the index and its journal in the order it was thought, and in the
 * sidecars when the hand rests. Another process may have judged meanwhile: each writes only what it was told. */

typedef enum
{
  ORDER_JUDGE,
  ORDER_UNDO,
  ORDER_REDO,
  ORDER_SEE,
  ORDER_NOTHING,
} OrderKind;

/* One press of a key, on its way to the disk. */
typedef struct
{
  OrderKind kind;
  GPtrArray *judgements; /* or NULL */
  char *clip;            /* that was looked at, or NULL */
  GTask *task;           /* that waits for it, or NULL */
} Order;

static void
order_free (Order *order)
{
  g_clear_pointer (&order->judgements, g_ptr_array_unref);
  g_free (order->clip);
  g_clear_object (&order->task);
  g_free (order);
}

/* Main thread. */
static void
show (RushesLibrary *self, GPtrArray *judgements, gboolean after)
{
  for (guint i = 0; i < judgements->len; i++)
    {
      const RushesJudgement *judgement = judgements->pdata[i];
      RushesClip *clip = g_hash_table_lookup (self->clips, judgement->clip);
      if (clip != NULL)
        rushes_clip_set_opinion (clip, judgement->opinion, after ? judgement->after : judgement->before);
    }
}

/* What became of a judgement. */
typedef struct
{
  RushesLibrary *library;
  GPtrArray *judgements;
  GError *error; /* or NULL: it is on the disk */
} Outcome;

static gboolean
tell (gpointer data)
{
  Outcome *outcome = data;

  if (outcome->error != NULL)
    {
      show (outcome->library, outcome->judgements, FALSE);
      g_signal_emit_by_name (outcome->library, "not-judged", outcome->error);
    }
  else
    g_signal_emit_by_name (outcome->library, "judged", outcome->judgements);
  return G_SOURCE_REMOVE;
}

static void
outcome_free (gpointer data)
{
  Outcome *outcome = data;

  g_object_unref (outcome->library);
  g_ptr_array_unref (outcome->judgements);
  g_clear_error (&outcome->error);
  g_free (outcome);
}

static void
judge (RushesLibrary *self, Order *order)
{
  Outcome *outcome = g_new (Outcome, 1);

  *outcome = (Outcome) { g_object_ref (self), g_ptr_array_ref (order->judgements), NULL };
  rushes_index_judge (self->index, order->judgements, &outcome->error);
  g_idle_add_full (G_PRIORITY_DEFAULT, tell, outcome, outcome_free); /* on the main thread, also where none runs the loop yet */
}

static void
undo (RushesLibrary *self, Order *order)
{
  GError *error = NULL;
  GPtrArray *judgements = rushes_index_undo (self->index, order->kind == ORDER_REDO, &error);

  if (judgements != NULL)
    g_task_return_pointer (order->task, judgements, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (order->task, error);
}

static gboolean
write_row (RushesLibrary *self, gint64 row, GError **error)
{
  g_autofree char *text = rushes_index_dup_sidecar (self->index, row);
  g_autoptr (RushesClipInfo) info = text != NULL ? rushes_sidecar_from_text (text, error) : NULL;

  return info != NULL && rushes_sidecar_save (self->paths, info, error) && rushes_index_set_written (self->index, row, text, error);
}

/* The record beside a clip, as the index knows it. Blocking. */
gboolean
rushes_library_write_sidecar (RushesLibrary *self, const char *id, GError **error)
{
  return write_row (self, rushes_index_find_row (self->index, id), error);
}

/* Until the next press of a key. What is not written now, after a failure or a kill, is written at the next start. */
static void
write_sidecars (RushesLibrary *self)
{
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  if (rushes_paths_is_away (self->paths)) /* they wait for it */
    return;
  do
    {
      g_clear_pointer (&rows, g_array_unref);
      rows = rushes_index_list_unwritten (self->index);
      for (guint i = 0; i < rows->len; i++)
        {
          if (g_atomic_int_get (&self->n_orders) > 0)
            return;
          if (!write_row (self, g_array_index (rows, gint64, i), &error))
            {
              g_warning ("A sidecar was not written: %s", error != NULL ? error->message : "its clip is gone");
              return;
            }
        }
    }
  while (rows->len > 0);
}

static void
carry_out (gpointer data, gpointer library)
{
  RushesLibrary *self = library;
  Order *order = data;

  g_atomic_int_add (&self->n_orders, -1);
  if (order->kind == ORDER_JUDGE)
    judge (self, order);
  else if (order->kind == ORDER_SEE)
    rushes_index_see (self->index, order->clip, NULL);
  else if (order->kind != ORDER_NOTHING)
    undo (self, order);
  order_free (order);
  write_sidecars (self);
}

GThreadPool *
rushes_library_new_writer (RushesLibrary *self)
{
  return g_thread_pool_new (carry_out, self, 1, FALSE, NULL);
}

/* After the end of the program's work nothing is taken any more. */
static void
push (RushesLibrary *self, OrderKind kind, GPtrArray *judgements, const char *clip, GTask *task)
{
  Order *order = g_new (Order, 1);

  *order = (Order) { kind, judgements, g_strdup (clip), task };
  if (self->writer == NULL)
    {
      order_free (order);
      return;
    }
  g_atomic_int_inc (&self->n_orders);
  g_thread_pool_push (self->writer, order, NULL);
}

/* Those that a kill kept from being written, or that have another place. */
void
rushes_library_write_late_sidecars (RushesLibrary *self)
{
  push (self, ORDER_NOTHING, NULL, NULL, NULL);
}

/**
 * rushes_library_judge:
 * @judgements: (transfer full) (element-type RushesJudgement): one step that can be undone; an empty one is none
 *
 * Shows them at once; they are on the disk soon after. Should that fail, they are taken back with “not-judged”. Main thread.
 */
void
rushes_library_judge (RushesLibrary *self, GPtrArray *judgements)
{
  if (judgements->len == 0)
    {
      g_ptr_array_unref (judgements);
      return;
    }
  show (self, judgements, TRUE);
  for (guint i = 0; i < judgements->len; i++)
    {
      const RushesJudgement *judgement = judgements->pdata[i];
      RushesClip *clip = g_hash_table_lookup (self->clips, judgement->clip);
      if (clip != NULL && judgement->opinion != RUSHES_OPINION_STACK)
        rushes_clip_set_new (clip, FALSE);
    }
  push (self, ORDER_JUDGE, judgements, NULL, NULL);
}

/* A clip was looked at: it is not new any more. Main thread. */
void
rushes_library_see (RushesLibrary *self, RushesClip *clip)
{
  if (!rushes_clip_get_info (clip)->is_new)
    return;
  rushes_clip_set_new (clip, FALSE);
  push (self, ORDER_SEE, NULL, rushes_clip_get_id (clip), NULL);
}

/* Takes the last step back, whoever made it and in whichever session, or makes it again. Main thread. */
void
rushes_library_undo_async (RushesLibrary *self, gboolean redo, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  push (self, redo ? ORDER_REDO : ORDER_UNDO, NULL, NULL, task);
}

/* Returns: (transfer full) (element-type RushesJudgement) (nullable): what was changed; empty if there was nothing */
GPtrArray *
rushes_library_undo_finish (RushesLibrary *self, GAsyncResult *result, GError **error)
{
  GPtrArray *judgements = g_task_propagate_pointer (G_TASK (result), error);

  if (judgements == NULL || judgements->len == 0)
    return judgements;
  show (self, judgements, TRUE);
  g_signal_emit_by_name (self, "judged", judgements);
  return judgements;
}
