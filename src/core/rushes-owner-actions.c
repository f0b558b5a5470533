/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-owner-actions.h"

/* What the process that owns the queue does for others: one group of actions for its own socket, the session bus and the window. */

typedef struct
{
  const char *name;
  void (*func) (RushesJobQueue *queue, RushesJob *job);
} Verb;

static void
move_up (RushesJobQueue *queue, RushesJob *job)
{
  rushes_job_queue_move (queue, job, -1);
}

static void
move_down (RushesJobQueue *queue, RushesJob *job)
{
  rushes_job_queue_move (queue, job, 1);
}

static const Verb verbs[] = {
  { RUSHES_OWNER_CANCEL, rushes_job_queue_cancel },
  { RUSHES_OWNER_RETRY, rushes_job_queue_retry },
  { RUSHES_OWNER_SEND_AGAIN, rushes_job_queue_send_again },
  { RUSHES_OWNER_FORGET, rushes_job_queue_forget },
  { RUSHES_OWNER_UP, move_up },
  { RUSHES_OWNER_DOWN, move_down },
};

/* A job that another process has just written is not known here before the ledger has been read again. */
typedef struct
{
  const Verb *verb;
  char *id;
} Request;

static void
request_free (Request *request)
{
  g_free (request->id);
  g_free (request);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  RushesJobQueue *queue = RUSHES_JOB_QUEUE (source);
  Request *request = data;
  RushesJob *job = rushes_job_queue_find (queue, request->id);

  if (job != NULL && rushes_job_queue_is_owner (queue))
    request->verb->func (queue, job);
  request_free (request);
}

static void
on_job_action (GSimpleAction *action, GVariant *id, gpointer data)
{
  RushesJobQueue *queue = data;
  const Verb *verb = verbs;
  Request *request;

  while (!g_str_equal (verb->name, g_action_get_name (G_ACTION (action))))
    verb++;
  if (rushes_job_queue_find (queue, g_variant_get_string (id, NULL)) != NULL && rushes_job_queue_is_owner (queue))
    {
      verb->func (queue, rushes_job_queue_find (queue, g_variant_get_string (id, NULL)));
      return;
    }
  request = g_new (Request, 1);
  *request = (Request) { verb, g_variant_dup_string (id, NULL) };
  rushes_job_queue_read_async (queue, on_read, request);
}

static void
on_connections_read (GObject *connections, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesJobQueue) queue = data;

  rushes_job_queue_read_async (queue, NULL, NULL);
}

/* They may be for a connection that was made there as well. */
static void
on_adopt (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RushesConnections *connections = g_object_get_data (G_OBJECT (action), "connections");

  rushes_connections_read_async (connections, on_connections_read, g_object_ref (data));
}

/* Returns: (transfer none) */
static GSimpleAction *
add (GSimpleActionGroup *group, RushesJobQueue *queue, const char *name, const GVariantType *type, GCallback callback)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, type);

  g_signal_connect_object (action, "activate", callback, queue, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  return action;
}

/**
 * rushes_owner_actions_new:
 *
 * Each but "adopt-jobs" takes a job's id. They do nothing in a process that does not own the queue. Main thread.
 *
 * Returns: (transfer full): also a #GActionMap
 */
GActionGroup *
rushes_owner_actions_new (RushesJobQueue *queue, RushesConnections *connections)
{
  GSimpleActionGroup *group = g_simple_action_group_new ();
  GSimpleAction *adopt = add (group, queue, RUSHES_OWNER_ADOPT, NULL, G_CALLBACK (on_adopt));

  g_object_set_data_full (G_OBJECT (adopt), "connections", g_object_ref (connections), g_object_unref);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    add (group, queue, verbs[i].name, G_VARIANT_TYPE_STRING, G_CALLBACK (on_job_action));
  return G_ACTION_GROUP (group);
}
