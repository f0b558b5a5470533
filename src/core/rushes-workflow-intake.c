/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-workflow-intake.h"

#include "rushes-worker.h"
#include "rushes-workflow-reader.h"

/* A workflow's way into the library: read, converted and written on a worker, listed on the main thread. */

typedef struct
{
  RushesConnection *connection; /* (nullable) */
  char *path, *text;            /* one of both */
  char *name;
  gboolean once; /* what the library has already is that one */
} Arrival;

static void
arrival_free (gpointer data)
{
  Arrival *arrival = data;

  g_clear_object (&arrival->connection);
  g_free (arrival->path);
  g_free (arrival->text);
  g_free (arrival->name);
  g_free (arrival);
}

static void
take_in (GTask *task, gpointer core, gpointer data, GCancellable *cancellable)
{
  Arrival *arrival = data;
  GError *error = NULL;
  g_autofree char *graph = arrival->path != NULL
                             ? rushes_workflow_read_file (core, arrival->connection, arrival->path, cancellable, &error)
                             : rushes_workflow_read_text (core, arrival->connection, arrival->text, cancellable, &error);
  RushesWorkflows *workflows = rushes_core_get_workflows (core);
  char *id = graph != NULL && arrival->once ? rushes_workflows_find_graph (workflows, graph) : NULL;

  if (id == NULL && graph != NULL)
    id = rushes_workflows_store (workflows, NULL, graph, &error);
  if (id != NULL)
    g_task_return_pointer (task, id, g_free);
  else
    g_task_return_error (task, error);
}

/* @arrival: (transfer full) */
static void
start (RushesCore *core, Arrival *arrival, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (core, NULL, callback, data);

  g_task_set_task_data (task, arrival, arrival_free);
  rushes_worker_run (task, take_in);
}

/* @connection: (nullable): whose nodes it is read with. @file: JSON, or a picture or clip that holds one */
void
rushes_workflow_intake_file_async (RushesCore *core, RushesConnection *connection, GFile *file, GAsyncReadyCallback callback, gpointer data)
{
  Arrival *arrival = g_new0 (Arrival, 1);

  arrival->connection = connection != NULL ? g_object_ref (connection) : NULL;
  arrival->path = g_file_get_path (file);
  arrival->name = rushes_workflow_dup_name (arrival->path);
  start (core, arrival, callback, data);
}

/* @once: one that the library has already is that one, so that a clip can be made again and again */
void
rushes_workflow_intake_text_async (RushesCore *core, RushesConnection *connection, const char *text, const char *name, gboolean once,
                                   GAsyncReadyCallback callback, gpointer data)
{
  Arrival *arrival = g_new0 (Arrival, 1);

  arrival->connection = connection != NULL ? g_object_ref (connection) : NULL;
  arrival->text = g_strdup (text);
  arrival->once = once;
  arrival->name = g_strdup (name);
  start (core, arrival, callback, data);
}

/* Likewise of a graph that the library has, under another name. */
void
rushes_workflow_intake_copy_async (RushesCore *core, GFile *file, const char *name, GAsyncReadyCallback callback, gpointer data)
{
  Arrival *arrival = g_new0 (Arrival, 1);

  arrival->path = g_file_get_path (file);
  arrival->name = g_strdup (name);
  start (core, arrival, callback, data);
}

/* Returns: (transfer none) (nullable): as the library lists it now */
RushesWorkflow *
rushes_workflow_intake_finish (RushesCore *core, GAsyncResult *result, GError **error)
{
  Arrival *arrival = g_task_get_task_data (G_TASK (result));
  RushesWorkflows *workflows = rushes_core_get_workflows (core);
  g_autofree char *id = g_task_propagate_pointer (G_TASK (result), error);
  RushesWorkflow *there;

  if (id == NULL)
    return NULL;
  rushes_workflows_restore (workflows, id); /* it may have been removed */
  there = rushes_workflows_find (workflows, id);
  return there != NULL ? there : rushes_workflows_insert (workflows, id, arrival->name);
}
