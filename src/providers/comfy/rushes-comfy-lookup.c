/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy-lookup.h"

#include "rushes-comfy-api.h"
#include "rushes-comfy-status.h"
#include "rushes-comfy-workflow.h"
#include "rushes-error.h"
#include "rushes-json.h"

#include <glib/gi18n.h>

/* Where a job is: by the route of today, by those of old servers, by those of Comfy Cloud, and by its file. */

static JsonObject *
get_history_entry (JsonNode *root, const char *id)
{
  return JSON_NODE_HOLDS_OBJECT (root) ? rushes_json_peek_object (json_node_get_object (root), id) : NULL;
}

/* (transfer full) (nullable): the graph of a job that has ended: it tells which file comes first */
static JsonNode *
read_sent (const RushesJobRecord *order)
{
  return rushes_comfy_workflow_for_request (order->request, NULL);
}

static RushesPoll *
from_history (JsonObject *entry, const RushesJobRecord *order)
{
  g_autoptr (JsonNode) sent = read_sent (order);

  return rushes_comfy_status_from_history (entry, sent != NULL ? json_node_get_object (sent) : NULL);
}

static RushesPoll *
from_job (JsonObject *job, const RushesJobRecord *order)
{
  gboolean completed = g_strcmp0 (rushes_json_peek_string (job, "status"), "completed") == 0;
  g_autoptr (JsonNode) sent = completed ? read_sent (order) : NULL;

  return rushes_comfy_status_from_job (job, sent != NULL ? json_node_get_object (sent) : NULL);
}

static RushesPoll *
new_queued (JsonObject *queue, const char *id)
{
  RushesPoll *poll = rushes_poll_new (RUSHES_JOB_QUEUED);
  int length, place = rushes_comfy_status_get_queue_place (queue, id, &length);

  poll->stage = g_strdup_printf (_("Place %d of %d on the server"), place, length);
  return poll;
}

/* Servers before /api/jobs, and those that say there that they have it not: history, then the queue, then history again, since a job
 * moves from one to the other while we look. NULL without an error: it is in neither. */
static RushesPoll *
poll_lists (RushesHttp *http, RushesTarget *target, const RushesJobRecord *order, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strconcat ("/history/", id, NULL);

  for (int look = 0; look < 2; look++)
    {
      g_autoptr (JsonNode) history = rushes_comfy_api_get (http, target, path, NULL, cancellable, error);
      g_autoptr (JsonNode) queue = NULL;
      JsonObject *object;

      if (history == NULL)
        return NULL;
      if (get_history_entry (history, id) != NULL)
        return from_history (get_history_entry (history, id), order);
      queue = rushes_comfy_api_get (http, target, "/queue", NULL, cancellable, error);
      object = queue != NULL ? rushes_json_root_object (queue, error) : NULL;
      if (object == NULL)
        return NULL;
      if (!JSON_NODE_HOLDS_OBJECT (history) || rushes_json_peek_array (object, "queue_running") == NULL ||
          rushes_json_peek_array (object, "queue_pending") == NULL)
        {
          g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_UNREACHABLE, _("Its answer has not the form of ComfyUI's"));
          return NULL;
        }
      if (rushes_comfy_status_queue_has (object, "queue_running", id))
        return rushes_poll_new (RUSHES_JOB_RUNNING);
      if (rushes_comfy_status_queue_has (object, "queue_pending", id))
        return new_queued (object, id);
    }
  return NULL;
}

/* Comfy Cloud has status words of its own, and keeps the outputs elsewhere (section 8). */
static RushesPoll *
look_up_in_cloud (RushesHttp *http, RushesTarget *target, const RushesJobRecord *order, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/job/%s/status", id);
  g_autofree char *job_path = g_strconcat ("/jobs/", id, NULL);
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode) root = rushes_comfy_api_get (http, target, path, NULL, cancellable, &cause);
  g_autoptr (JsonNode) job = NULL, sent = NULL;
  JsonObject *status = root != NULL ? rushes_json_root_object (root, error) : NULL;
  RushesPoll *poll;

  if (g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_GONE) && strstr (cause->message, "web page") == NULL)
    return NULL; /* by the service itself, not by a page of what is before it */
  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  if (status == NULL)
    return NULL;
  poll = rushes_comfy_status_from_cloud (status);
  if (poll == NULL || poll->state != RUSHES_JOB_FETCHING)
    return poll;
  rushes_poll_free (poll);
  job = rushes_comfy_api_get (http, target, job_path, NULL, cancellable, error);
  if (job == NULL || rushes_json_root_object (job, error) == NULL)
    return NULL;
  sent = read_sent (order);
  return rushes_comfy_status_from_outputs (rushes_json_peek_object (json_node_get_object (job), "outputs"), sent != NULL ? json_node_get_object (sent) : NULL);
}

/* The routes of today. A 404 there is one of the server only in its own words, of an unknown job or of a route that it has not
 * (before 0.5.1, section 9), and even then its lists are asked. */
static RushesPoll *
look_up (RushesHttp *http, RushesTarget *target, const RushesJobRecord *order, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strconcat ("/jobs/", id, NULL);
  g_autoptr (GError) cause = NULL, lists_error = NULL;
  g_autoptr (JsonNode) root = rushes_comfy_api_get (http, target, path, NULL, cancellable, &cause);
  RushesPoll *poll;

  if (root != NULL)
    {
      JsonObject *job = rushes_json_root_object (root, error);
      return job != NULL ? from_job (job, order) : NULL;
    }
  if (!g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_GONE))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  poll = poll_lists (http, target, order, id, cancellable, &lists_error);
  if (lists_error != NULL)
    g_propagate_error (error, g_steal_pointer (&lists_error));
  else if (poll == NULL && strstr (cause->message, "Job not found") == NULL && strstr (cause->message, "404: Not Found") == NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return poll;
}

/**
 * rushes_comfy_lookup:
 * @order: whose graph tells which file comes first
 * @id: the job's on the server
 *
 * Returns: (transfer full) (nullable): how the job is; %NULL without an error: the server itself answers and does not know it;
 *   %RUSHES_ERROR_UNREACHABLE where something before it answers. Blocking.
 */
RushesPoll *
rushes_comfy_lookup (RushesHttp *http, RushesTarget *target, const RushesJobRecord *order, const char *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  gboolean cloud = rushes_comfy_api_is_cloud (target);
  RushesPoll *poll = cloud ? look_up_in_cloud (http, target, order, id, cancellable, &cause)
                           : look_up (http, target, order, id, cancellable, &cause);

  /* ComfyUI itself asks for no key and shows no page, and what is not there it says otherwise. */
  if (cause != NULL && (g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_GONE) ||
                        (!cloud && (g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_UNAUTHORIZED) ||
                                    g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_FORBIDDEN)))))
    cause->code = RUSHES_ERROR_UNREACHABLE;
  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return poll;
}

/* After a restart the server has forgotten the job, but its file has a name we know (section 5). */
RushesPoll *
rushes_comfy_lookup_file (RushesHttp *http, RushesTarget *target, const char *id, GCancellable *cancellable)
{
  static const char *const endings[] = { "_00001_.mp4", "_00001_.webm", "_00001_.mkv", "_00001-audio.mp4",
                                         "_00001.mp4" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *query = g_strdup_printf ("filename=%s%s&subfolder=rushes&type=output", id, endings[i]);
      if (rushes_comfy_api_has_file (http, target, query, cancellable))
        {
          RushesPoll *poll = rushes_poll_new (RUSHES_JOB_FETCHING);
          poll->remote_file = g_steal_pointer (&query);
          return poll;
        }
    }
  return NULL;
}
