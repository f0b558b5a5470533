/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-order.h"

#include "rushes-money.h"
#include "rushes-offer.h"
#include "rushes-request-builder.h"
#include "rushes-worker.h"

/* From what the user wants to the ledger, in two steps: a worker makes the requests and looks what they cost; then each
 * becomes a job. Between the two whoever has a face may ask. */

/* Returns: (transfer full): counted, with g_rc_box */
RushesOrder *
rushes_order_new (RushesCore *core)
{
  RushesOrder *self = g_rc_box_new0 (RushesOrder);

  self->core = g_object_ref (core);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_request_unref);
  return self;
}

static void
order_clear (gpointer data)
{
  RushesOrder *self = data;

  g_object_unref (self->core);
  rushes_draft_clear (&self->draft);
  g_clear_pointer (&self->request, rushes_request_unref);
  g_clear_object (&self->model);
  g_ptr_array_unref (self->requests);
  g_free (self->connection_id);
}

void
rushes_order_unref (RushesOrder *self)
{
  g_rc_box_release_full (self, order_clear);
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

static gboolean
build_takes (RushesOrder *self, GError **error)
{
  gint64 seed = self->draft.seed;

  if (!take_workflow (self, error))
    return FALSE;
  if (self->request != NULL)
    g_ptr_array_add (self->requests, rushes_request_ref (self->request));
  for (int take = 1; self->request == NULL && take <= self->count; take++)
    {
      RushesRequest *request = build_take (self, take, seed, error);

      if (request == NULL)
        return FALSE;
      g_ptr_array_add (self->requests, request);
    }
  return TRUE;
}

static void
prepare (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RushesOrder *self = data;
  GError *error = NULL;

  if (build_takes (self, &error))
    g_task_return_pointer (task, rushes_money_dup_excess (rushes_core_get_ledger (self->core), self->requests, self->limit), g_free);
  else
    g_task_return_error (task, error);
}

static GTask *
new_task (RushesOrder *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self->core, NULL, callback, data);

  g_task_set_task_data (task, g_rc_box_acquire (self), (GDestroyNotify) rushes_order_unref);
  return task;
}

/* Makes the requests; nothing is sent. Main thread. */
void
rushes_order_prepare_async (RushesOrder *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = new_task (self, callback, data);

  rushes_worker_run (task, prepare);
}

/**
 * rushes_order_prepare_finish:
 * @excess: (out) (nullable): a sentence, if the order would bring the month above its limit
 *
 * Returns: whether the requests could be made
 */
gboolean
rushes_order_prepare_finish (GAsyncResult *result, char **excess, GError **error)
{
  g_autoptr (GError) cause = NULL;

  *excess = g_task_propagate_pointer (G_TASK (result), &cause);
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static void
on_added (GObject *queue, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RushesOrder *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (RushesJob) job = rushes_job_queue_add_finish (RUSHES_JOB_QUEUE (queue), result, &error);

  self->n_open--;
  if (job == NULL && !g_task_had_error (task))
    g_task_return_error (task, error);
  else
    g_clear_error (&error);
  if (self->n_open == 0 && !g_task_had_error (task))
    g_task_return_boolean (task, TRUE);
}

/* Each request that was prepared becomes a job. Main thread. */
void
rushes_order_send_async (RushesOrder *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = new_task (self, callback, data);

  self->n_open = self->requests->len;
  for (guint i = 0; i < self->requests->len; i++)
    rushes_job_queue_add_async (rushes_core_get_queue (self->core), self->requests->pdata[i], self->connection_id, on_added,
                                g_object_ref (task));
}

/* Returns: whether every take is in the ledger */
gboolean
rushes_order_send_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Returns: of the last take that was prepared; -1 without one */
gint64
rushes_order_get_last_seed (RushesOrder *self)
{
  RushesRequest *last = self->requests->len > 0 ? self->requests->pdata[self->requests->len - 1] : NULL;

  return last != NULL ? rushes_request_get_int (last, RUSHES_REQUEST_SEED, -1) : -1;
}
