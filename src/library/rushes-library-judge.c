/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-library-private.h"

#include "rushes-error.h"
#include "rushes-sidecar.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>

/* What is thought of clips: in the objects at once, in the index and its journal in the order it was thought, and in the
 * sidecars when the hand rests. Another process may have judged meanwhile: each writes only what it was told. */

typedef enum
{
  ORDER_JUDGE,
  ORDER_WORK,
  ORDER_LOOK, /* the same, and it writes nothing */
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
  RushesLibraryWork work; /* or NULL, as the next */
  gpointer data;
  GDestroyNotify destroy;
} Order;

static void
order_free (Order *order)
{
  g_clear_pointer (&order->judgements, g_ptr_array_unref);
  g_free (order->clip);
  g_clear_object (&order->task);
  if (order->destroy != NULL)
    order->destroy (order->data);
  g_free (order);
}

static void
show_one (RushesClip *clip, const RushesJudgement *judgement, gboolean after)
{
  rushes_clip_set_opinion (clip, judgement->opinion, after ? judgement->after : judgement->before);
  if (after && judgement->opinion != RUSHES_OPINION_STACK)
    rushes_clip_set_new (clip, FALSE);
}

#define AT_A_TIME 24 /* clips in one turn of the main loop: each is a tile that is made anew */

/* What is thought of very many clips, on its way to those that have an object. */
struct _RushesShowing
{
  GPtrArray *judgements;
  GHashTable *by_clip;
  gboolean after;
  GPtrArray *clips; /* RushesClip */
  guint n_shown, source;
};

static void free_elsewhere (RushesLibrary *self, GPtrArray *judgements, GHashTable *by_clip);

static void
end_showing (RushesLibrary *self)
{
  RushesShowing *showing = g_steal_pointer (&self->showing);

  g_clear_handle_id (&showing->source, g_source_remove);
  g_ptr_array_unref (showing->clips);
  free_elsewhere (self, showing->judgements, showing->by_clip);
  g_free (showing);
}

static void
show_some (RushesLibrary *self, guint most)
{
  RushesShowing *showing = self->showing;

  for (guint i = 0; i < most && showing->n_shown < showing->clips->len; i++)
    {
      RushesClip *clip = showing->clips->pdata[showing->n_shown++];
      show_one (clip, g_hash_table_lookup (showing->by_clip, rushes_clip_get_id (clip)), showing->after);
    }
}

/* Whatever is thought next of a clip comes after this. */
void
rushes_library_end_showing (RushesLibrary *self)
{
  if (self->showing == NULL)
    return;
  show_some (self, G_MAXUINT);
  end_showing (self);
}

static gboolean
on_show_more (gpointer data)
{
  RushesLibrary *self = data;

  show_some (self, AT_A_TIME);
  if (self->showing->n_shown < self->showing->clips->len)
    return G_SOURCE_CONTINUE;
  self->showing->source = 0;
  end_showing (self);
  return G_SOURCE_REMOVE;
}

/* Few clips of very many have an object, but what is in sight has: between some and the next, a frame is drawn. */
static void
show_known (RushesLibrary *self, GPtrArray *judgements, GHashTable *by_clip, gboolean after)
{
  RushesShowing *showing = self->showing = g_new0 (RushesShowing, 1);
  GHashTableIter iter;
  gpointer id, clip;

  *showing = (RushesShowing) { g_ptr_array_ref (judgements), g_hash_table_ref (by_clip), after, g_ptr_array_new_with_free_func (g_object_unref), 0, 0 };
  g_hash_table_iter_init (&iter, self->clips);
  while (g_hash_table_iter_next (&iter, &id, &clip))
    if (g_hash_table_contains (by_clip, id))
      g_ptr_array_add (showing->clips, g_object_ref (clip)); /* whoever is told may look at others */
  show_some (self, AT_A_TIME);
  if (showing->n_shown < showing->clips->len)
    showing->source = g_idle_add (on_show_more, self);
  else
    end_showing (self);
}

/* @by_clip: (nullable): see map(). Main thread. */
static void
show (RushesLibrary *self, GPtrArray *judgements, GHashTable *by_clip, gboolean after)
{
  rushes_library_end_showing (self);
  if (by_clip != NULL)
    {
      show_known (self, judgements, by_clip, after);
      return;
    }
  for (guint i = 0; i < judgements->len; i++)
    {
      const RushesJudgement *judgement = judgements->pdata[i];
      RushesClip *clip = g_hash_table_lookup (self->clips, judgement->clip);
      if (clip != NULL)
        show_one (clip, judgement, after);
    }
}

/* Returns: (transfer full) (nullable): from clips to what is thought of them, as long as @judgements are there; %NULL: there are few */
static GHashTable *
map (GPtrArray *judgements)
{
  GHashTable *by_clip = judgements->len > RUSHES_MANY ? g_hash_table_new (g_str_hash, g_str_equal) : NULL;

  for (guint i = 0; by_clip != NULL && i < judgements->len; i++)
    g_hash_table_insert (by_clip, ((RushesJudgement *) judgements->pdata[i])->clip, judgements->pdata[i]);
  return by_clip;
}

/* What became of a judgement. */
typedef struct
{
  RushesLibrary *library;
  GPtrArray *judgements;
  GHashTable *by_clip; /* or NULL */
  gboolean begun;      /* it is only on its way to the disk */
  GError *error;       /* or NULL: it is on the disk */
} Outcome;

static gboolean
tell (gpointer data)
{
  Outcome *outcome = data;

  if (outcome->begun)
    show (outcome->library, outcome->judgements, outcome->by_clip, TRUE);
  else if (outcome->error != NULL)
    {
      show (outcome->library, outcome->judgements, outcome->by_clip, FALSE);
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

  free_elsewhere (outcome->library, outcome->judgements, outcome->by_clip);
  g_object_unref (outcome->library);
  g_clear_error (&outcome->error);
  g_free (outcome);
}

/* On the main thread, also where none runs the loop yet. */
static void
tell_later (RushesLibrary *self, GPtrArray *judgements, gboolean begun, GError *error)
{
  Outcome *outcome = g_new (Outcome, 1);

  *outcome = (Outcome) { g_object_ref (self), g_ptr_array_ref (judgements), map (judgements), begun, error };
  g_idle_add_full (G_PRIORITY_DEFAULT, tell, outcome, outcome_free);
}

static void
judge (RushesLibrary *self, GPtrArray *judgements)
{
  GError *error = NULL;

  rushes_index_judge (self->index, judgements, &self->progress, &error);
  tell_later (self, judgements, FALSE, error);
}

/* On the writer's thread, of what it found out itself: shown before it is written, which takes a while. */
void
rushes_library_judge_now (RushesLibrary *self, GPtrArray *judgements)
{
  if (judgements->len == 0)
    return;
  tell_later (self, judgements, TRUE, NULL);
  judge (self, judgements);
}

static void
free_map (gpointer by_clip)
{
  if (by_clip != NULL)
    g_hash_table_unref (by_clip);
}

#define MAP "rushes-by-clip"

static void
undo (RushesLibrary *self, Order *order)
{
  GError *error = NULL;
  GPtrArray *judgements = rushes_index_undo (self->index, order->kind == ORDER_REDO, &self->progress, &error);

  if (judgements == NULL)
    {
      g_task_return_error (order->task, error);
      return;
    }
  g_object_set_data_full (G_OBJECT (order->task), MAP, map (judgements), free_map);
  g_task_return_pointer (order->task, judgements, (GDestroyNotify) g_ptr_array_unref);
}

static gboolean
write_row (RushesLibrary *self, gint64 row, GError **error)
{
  g_autoptr (RushesPartsHold) hold = rushes_paths_hold_records (self->paths);
  g_autofree char *text = rushes_index_dup_sidecar (self->index, row, error);
  g_autoptr (RushesClipInfo) info = text != NULL ? rushes_sidecar_from_text (text, error) : NULL;

  if (text == NULL && error != NULL && *error == NULL)
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("This clip is not in the library any more"));
  return info != NULL && rushes_sidecar_save (self->paths, info, error) && rushes_index_set_written (self->index, row, text, error);
}

/* The record beside a clip, as the index knows it. Blocking. */
gboolean
rushes_library_write_sidecar (RushesLibrary *self, const char *id, GError **error)
{
  gint64 row = rushes_index_find_row (self->index, id, error);

  return row >= 0 && write_row (self, row, error);
}

/* Until the next press of a key. What is not written now, after a failure or a kill, is written at the next start.
 * Returns: whether there is more to write, which is done after the next order */
static gboolean
write_sidecars (RushesLibrary *self)
{
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  if (!rushes_paths_check_there (self->paths, NULL)) /* they wait for it */
    return FALSE;
  do
    {
      g_clear_pointer (&rows, g_array_unref);
      rows = rushes_index_list_unwritten (self->index);
      for (guint i = 0; i < rows->len; i++)
        {
          if (g_atomic_int_get (&self->n_orders) > 0)
            return TRUE;
          if (!write_row (self, g_array_index (rows, gint64, i), &error))
            {
              g_warning ("A sidecar was not written: %s", error != NULL ? error->message : "its clip is gone");
              return FALSE;
            }
        }
    }
  while (rows->len > 0);
  return FALSE;
}

static void
carry_out (gpointer data, gpointer library)
{
  RushesLibrary *self = library;
  Order *order = data;

  g_atomic_int_add (&self->n_orders, -1);
  if (order->kind == ORDER_JUDGE)
    judge (self, order->judgements);
  else if (order->kind == ORDER_WORK || order->kind == ORDER_LOOK)
    order->work (self, order->data);
  else if (order->kind == ORDER_SEE)
    rushes_index_see (self->index, order->clip, NULL);
  else if (order->kind != ORDER_NOTHING)
    undo (self, order);
  self->lags |= order->kind != ORDER_LOOK;
  order_free (order);
  g_atomic_int_add (&self->n_unfinished, -1);
  if (self->lags)
    self->lags = write_sidecars (self);
}

GThreadPool *
rushes_library_new_writer (RushesLibrary *self)
{
  return g_thread_pool_new (carry_out, self, 1, FALSE, NULL);
}

/* After the end of the program's work nothing is taken any more. */
static void
push_order (RushesLibrary *self, Order *order)
{
  if (self->writer == NULL)
    {
      order_free (order);
      return;
    }
  self->n_asked += order->kind != ORDER_NOTHING && order->kind != ORDER_LOOK;
  g_atomic_int_inc (&self->n_orders);
  g_atomic_int_inc (&self->n_unfinished);
  g_thread_pool_push (self->writer, order, NULL);
}

static void
push (RushesLibrary *self, OrderKind kind, GPtrArray *judgements, const char *clip, GTask *task)
{
  Order *order = g_new0 (Order, 1);

  *order = (Order) { .kind = kind, .judgements = judgements, .clip = g_strdup (clip), .task = task };
  push_order (self, order);
}

/* Freeing very many takes too long for the main thread. @judgements: (transfer full). @by_clip: (transfer full) (nullable) */
static void
free_elsewhere (RushesLibrary *self, GPtrArray *judgements, GHashTable *by_clip)
{
  if (by_clip == NULL)
    {
      g_ptr_array_unref (judgements);
      return;
    }
  g_hash_table_unref (by_clip);
  push (self, ORDER_NOTHING, judgements, NULL, NULL);
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
  show (self, judgements, NULL, TRUE);
  push (self, ORDER_JUDGE, judgements, NULL, NULL);
}

/* @work: done on the writer's thread, after what was judged before. @data: (transfer full). Main thread. */
void
rushes_library_push_work (RushesLibrary *self, RushesLibraryWork work, gpointer data, GDestroyNotify destroy)
{
  Order *order = g_new0 (Order, 1);

  *order = (Order) { .kind = ORDER_WORK, .work = work, .data = data, .destroy = destroy };
  push_order (self, order);
  rushes_library_watch_progress (self);
}

/* The same with what only reads. */
void
rushes_library_push_look (RushesLibrary *self, RushesLibraryWork work, gpointer data, GDestroyNotify destroy)
{
  Order *order = g_new0 (Order, 1);

  *order = (Order) { .kind = ORDER_LOOK, .work = work, .data = data, .destroy = destroy };
  push_order (self, order);
}

/* A clip was looked at: it is not new any more. Main thread. */
void
rushes_library_see (RushesLibrary *self, RushesClip *clip)
{
  if (!rushes_clip_get_info (clip)->is_new)
    return;
  rushes_clip_set_new (clip, FALSE);
  push (self, ORDER_SEE, NULL, rushes_clip_get_id (clip), NULL);
  g_signal_emit_by_name (self, "seen", rushes_clip_get_id (clip));
}

/* Takes the last step back, whoever made it and in whichever session, or makes it again. Main thread. */
void
rushes_library_undo_async (RushesLibrary *self, gboolean redo, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  rushes_worker_bind (task);
  push (self, redo ? ORDER_REDO : ORDER_UNDO, NULL, NULL, task);
  rushes_library_watch_progress (self);
}

typedef struct
{
  RushesLibrary *library;
  GPtrArray *judgements;
} Last;

static gboolean
on_let_go (gpointer data)
{
  Last *last = data;

  push (last->library, ORDER_NOTHING, last->judgements, NULL, NULL);
  g_object_unref (last->library);
  g_free (last);
  return G_SOURCE_REMOVE;
}

/* When whoever looks at them now has let go of them. */
static void
free_later (RushesLibrary *self, GPtrArray *judgements)
{
  Last *last = g_new (Last, 1);

  *last = (Last) { g_object_ref (self), g_ptr_array_ref (judgements) };
  g_idle_add (on_let_go, last);
}

/* Returns: (transfer full) (element-type RushesJudgement) (nullable): what was changed; empty if there was nothing */
GPtrArray *
rushes_library_undo_finish (RushesLibrary *self, GAsyncResult *result, GError **error)
{
  GPtrArray *judgements = g_task_propagate_pointer (G_TASK (result), error);

  if (judgements == NULL || judgements->len == 0)
    return judgements;
  show (self, judgements, g_object_get_data (G_OBJECT (result), MAP), TRUE);
  g_signal_emit_by_name (self, "judged", judgements);
  if (judgements->len > RUSHES_MANY)
    free_later (self, judgements);
  return judgements;
}
