/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-order.h"

#include "rushes-dialogs.h"
#include "rushes-money.h"
#include "rushes-offer.h"
#include "rushes-request-builder.h"

#include <glib/gi18n.h>

/* From the user to the ledger: a worker makes the requests, the user is asked if they cost more than the month's limit,
 * and each becomes a job. */

RushesOrder *
rushes_order_new (RushesCore *core, GtkWidget *parent)
{
  RushesOrder *self = g_new0 (RushesOrder, 1);

  self->core = g_object_ref (core);
  self->parent = g_object_ref (parent);
  return self;
}

static void
order_free (gpointer data)
{
  RushesOrder *self = data;

  g_object_unref (self->core);
  g_object_unref (self->parent);
  rushes_draft_clear (&self->draft);
  g_clear_pointer (&self->request, rushes_request_unref);
  g_clear_object (&self->model);
  g_free (self->connection_id);
  g_free (self);
}

/* What the worker made; counted, since the question and every job on its way hold it. */
typedef struct
{
  GPtrArray *requests;
  char *excess;       /* why the user is asked first; NULL: nothing to ask */
  gboolean sent;
  guint n_open;       /* not in the ledger yet */
  GTask *task;        /* the caller's */
} Batch;

static void
batch_clear (gpointer data)
{
  Batch *batch = data;

  g_clear_object (&batch->task);
  g_ptr_array_unref (batch->requests);
  g_free (batch->excess);
}

static void
batch_unref (gpointer batch)
{
  g_rc_box_release_full (batch, batch_clear);
}

/* A request is complete in itself: it holds the graph as it is now. Returns: whether there is one if needed */
static gboolean
take_workflow (RushesOrder *self, GError **error)
{
  const RushesModelSpec *spec = self->model != NULL ? rushes_model_get_spec (self->model) : NULL;

  if (spec == NULL || !g_str_has_prefix (spec->id, RUSHES_WORKFLOW_PREFIX))
    return TRUE;
  self->draft.workflow_name = g_strdup (spec->name);
  self->draft.workflow = rushes_offer_read_graph (self->core, spec->id, error);
  return self->draft.workflow != NULL;
}

static RushesRequest *
build_take (RushesOrder *self, int take, gint64 seed, GError **error)
{
  g_autofree char *pictures = g_build_filename (rushes_paths_get_data_dir (rushes_core_get_paths (self->core)), "pictures", NULL);

  self->draft.take = take;
  self->draft.seed = seed >= 0 ? seed + take - 1 : -1;
  return rushes_request_builder_build (&self->draft, self->model != NULL ? rushes_model_get_spec (self->model) : NULL, pictures, error);
}

static void
build (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RushesOrder *self = data;
  Batch *batch = g_rc_box_new0 (Batch);
  gint64 seed = self->draft.seed;
  GError *error = NULL;

  batch->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_request_unref);
  if (!take_workflow (self, &error))
    {
      batch_unref (batch);
      g_task_return_error (task, error);
      return;
    }
  if (self->request != NULL)
    g_ptr_array_add (batch->requests, rushes_request_ref (self->request));
  for (int take = 1; self->request == NULL && take <= self->count; take++)
    {
      RushesRequest *request = build_take (self, take, seed, &error);
      if (request == NULL)
        {
          batch_unref (batch);
          g_task_return_error (task, error);
          return;
        }
      g_ptr_array_add (batch->requests, request);
    }
  batch->excess = rushes_money_dup_excess (rushes_core_get_ledger (self->core), batch->requests, self->limit);
  g_task_return_pointer (task, batch, batch_unref);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  Batch *batch = data;
  GError *error = NULL;
  g_autoptr (RushesJob) job = rushes_job_queue_add_finish (RUSHES_JOB_QUEUE (source), result, &error);
  RushesRequest *last = batch->requests->pdata[batch->requests->len - 1];

  batch->n_open--;
  if (job == NULL && !g_task_had_error (batch->task))
    g_task_return_error (batch->task, error);
  else
    g_clear_error (&error);
  if (batch->n_open == 0 && !g_task_had_error (batch->task))
    g_task_return_pointer (batch->task, rushes_request_ref (last), (GDestroyNotify) rushes_request_unref);
  batch_unref (batch);
}

static void
send_batch (gpointer data)
{
  Batch *batch = data;
  RushesOrder *self = g_task_get_task_data (batch->task);

  batch->sent = TRUE;
  batch->n_open = batch->requests->len;
  for (guint i = 0; i < batch->requests->len; i++)
    rushes_job_queue_add_async (rushes_core_get_queue (self->core), batch->requests->pdata[i], self->connection_id, on_added,
                                g_rc_box_acquire (batch));
}

/* The question is gone: with a no, nothing was sent. */
static void
drop_batch (gpointer data)
{
  Batch *batch = data;

  if (!batch->sent)
    g_task_return_new_error (batch->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Above the limit");
  batch_unref (batch);
}

static void
on_built (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RushesOrder *self = g_task_get_task_data (task);
  GError *error = NULL;
  Batch *batch = g_task_propagate_pointer (G_TASK (result), &error);

  if (batch == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  batch->task = g_steal_pointer (&task);
  if (batch->excess == NULL)
    {
      send_batch (batch);
      batch_unref (batch);
      return;
    }
  rushes_question_ask (self->parent, _("Above the Monthly Limit"), batch->excess, _("_Generate Anyway"), FALSE, send_batch, batch,
                       drop_batch);
}

/* @order: (transfer full). Main thread. */
void
rushes_order_place_async (RushesOrder *order, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (order->core, NULL, callback, data);
  g_autoptr (GTask) building = g_task_new (NULL, NULL, on_built, task);

  g_task_set_task_data (task, order, order_free);
  g_task_set_task_data (building, order, NULL);
  g_task_run_in_thread (building, build);
}

/**
 * rushes_order_place_finish:
 * @last_seed: (out): of the last take
 *
 * Returns: whether every take is in the ledger; not, with %G_IO_ERROR_CANCELLED, if the user did not want to spend so much
 */
gboolean
rushes_order_place_finish (GAsyncResult *result, gint64 *last_seed, GError **error)
{
  g_autoptr (RushesRequest) last = g_task_propagate_pointer (G_TASK (result), error);

  if (last == NULL)
    return FALSE;
  *last_seed = rushes_request_get_int (last, RUSHES_REQUEST_SEED, -1);
  return TRUE;
}
