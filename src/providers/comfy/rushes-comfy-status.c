/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy-status.h"

#include "rushes-comfy-bind.h"
#include "rushes-error.h"
#include "rushes-json.h"

#include <glib/gi18n.h>

#define KEPT 1   /* the bit of a rating that says: in the output folder */
#define MARKED 8 /* more than any kind of file */

/* How good a file is as the result; 0 is none at all. */
static int
rate_file (JsonObject *item)
{
  static const char *const videos[] = { ".mp4", ".mkv", ".webm", ".mov", ".avi", ".m4v" };
  const char *name = rushes_json_peek_string (item, "filename");
  const char *format = rushes_json_peek_string (item, "format");
  const char *type = rushes_json_peek_string (item, "type");
  g_autofree char *lower = g_ascii_strdown (name, -1);
  int rating = 0;

  for (guint i = 0; i < G_N_ELEMENTS (videos); i++)
    if (g_str_has_suffix (lower, videos[i]))
      rating = 4;
  if (rating == 0 && format != NULL && g_str_has_prefix (format, "video/"))
    rating = 4;
  if (rating == 0 && (g_str_has_suffix (lower, ".gif") || g_str_has_suffix (lower, ".webp")))
    rating = 2;
  /* A file kept in the output folder is preferred to a temporary one. */
  if (rating > 0 && (type == NULL || g_str_equal (type, "output")))
    rating |= KEPT;
  return rating;
}

/* The query of /view for an output item; the sub-folder goes back verbatim. */
static char *
to_query (JsonObject *item)
{
  const char *subfolder = rushes_json_peek_string (item, "subfolder");
  const char *type = rushes_json_peek_string (item, "type");
  g_autofree char *name = g_uri_escape_string (rushes_json_peek_string (item, "filename"), NULL, FALSE);
  g_autofree char *folder = g_uri_escape_string (subfolder != NULL ? subfolder : "", NULL, FALSE);

  return g_strdup_printf ("filename=%s&subfolder=%s&type=%s", name, folder, type != NULL ? type : "output");
}

/* A file that may become a clip. */
typedef struct
{
  int rating;
  char *query;
  char *node;
} Candidate;

static void
candidate_free (gpointer data)
{
  Candidate *candidate = data;

  g_free (candidate->query);
  g_free (candidate->node);
  g_free (candidate);
}

static void
look_in_list (JsonArray *items, const char *node_id, GPtrArray *candidates)
{
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonNode *node = json_array_get_element (items, i);
      JsonObject *item = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      Candidate *candidate;
      int rating = item != NULL && rushes_json_peek_string (item, "filename") != NULL ? rate_file (item) : 0;

      if (rating == 0)
        continue;
      candidate = g_new (Candidate, 1);
      *candidate = (Candidate) { rating, to_query (item), g_strdup (node_id) };
      g_ptr_array_add (candidates, candidate);
    }
}

static void
look_in_node (JsonObject *outputs, const char *id, GPtrArray *candidates)
{
  JsonObject *node = rushes_json_peek_object (outputs, id);
  g_autoptr (GList) lists = node != NULL ? json_object_get_values (node) : NULL;

  for (GList *l = lists; l != NULL; l = l->next)
    if (JSON_NODE_HOLDS_ARRAY (l->data))
      look_in_list (json_node_get_array (l->data), id, candidates);
}

/* In the order of the graph, where it is known: the server's is the order in which they ended. */
static GPtrArray *
list_candidates (JsonObject *outputs, JsonObject *graph)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func (candidate_free);
  g_autoptr (GList) known = graph != NULL ? json_object_get_members (graph) : NULL;
  g_autoptr (GList) ids = json_object_get_members (outputs);

  for (GList *l = known; l != NULL; l = l->next)
    look_in_node (outputs, l->data, candidates);
  for (GList *l = ids; l != NULL; l = l->next)
    if (graph == NULL || !json_object_has_member (graph, l->data))
      look_in_node (outputs, l->data, candidates);
  return candidates;
}

/* (transfer full) (nullable): the node whose file the user wants first */
static char *
dup_marked (JsonObject *graph)
{
  g_autoptr (RushesComfyBinding) binding = graph != NULL ? rushes_comfy_bind (graph, NULL) : NULL;
  GPtrArray *slots = binding != NULL ? binding->slots[RUSHES_COMFY_RESULT] : NULL;

  return slots != NULL && slots->len > 0 ? g_strdup (((RushesComfySlot *) slots->pdata[0])->node) : NULL;
}

/* The last one of the best kind, unless another is marked. */
static guint
choose (GPtrArray *candidates, const char *marked)
{
  guint best = 0;
  int highest = -1;

  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = candidates->pdata[i];
      int rating = candidate->rating + (g_strcmp0 (candidate->node, marked) == 0 ? MARKED : 0);

      if (rating < highest)
        continue;
      highest = rating;
      best = i;
    }
  return best;
}

/**
 * rushes_comfy_status_find_outputs:
 * @outputs: {node id: {key: [items]}}
 * @graph: (nullable): that was sent
 * @node: (out) (optional): whose file comes first
 *
 * The clips among the outputs by section 5's algorithm: the key says nothing, the extension decides. The one that the
 * user marked comes first, else the last one of the best kind; temporary files count only where nothing else was saved.
 *
 * Returns: (transfer full) (nullable): queries for /view, one a line
 */
char *
rushes_comfy_status_find_outputs (JsonObject *outputs, JsonObject *graph, char **node)
{
  g_autoptr (GPtrArray) candidates = list_candidates (outputs, graph);
  g_autofree char *marked = dup_marked (graph);
  GString *lines;
  guint best;

  if (candidates->len == 0)
    return NULL;
  best = choose (candidates, marked);
  lines = g_string_new (((Candidate *) candidates->pdata[best])->query);
  if (node != NULL)
    *node = g_strdup (((Candidate *) candidates->pdata[best])->node);
  for (guint i = 0; i < candidates->len; i++)
    if (i != best && (((Candidate *) candidates->pdata[i])->rating & KEPT))
      g_string_append_printf (lines, "\n%s", ((Candidate *) candidates->pdata[i])->query);
  return g_string_free (lines, FALSE);
}

static RushesPoll *
new_failure (RushesError code, const char *format, const char *text)
{
  RushesPoll *poll = rushes_poll_new (RUSHES_JOB_FAILED);
  g_autofree char *message = g_strconcat (format, text, NULL);

  poll->error = g_error_new_literal (RUSHES_ERROR, code, message);
  return poll;
}

/* Whether the server computed a node for an earlier job already. @messages: (nullable): of its history */
static gboolean
is_cached (JsonArray *messages, const char *node)
{
  for (guint i = 0; messages != NULL && i < json_array_get_length (messages); i++)
    {
      JsonNode *element = json_array_get_element (messages, i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (element) ? json_node_get_array (element) : NULL;
      JsonNode *data = pair != NULL && json_array_get_length (pair) > 1 ? json_array_get_element (pair, 1) : NULL;
      JsonArray *nodes = data != NULL && JSON_NODE_HOLDS_OBJECT (data) ? rushes_json_peek_array (json_node_get_object (data), "nodes") : NULL;

      if (nodes == NULL || g_strcmp0 (json_array_get_string_element (pair, 0), "execution_cached") != 0)
        continue;
      for (guint k = 0; k < json_array_get_length (nodes); k++)
        if (g_strcmp0 (json_array_get_string_element (nodes, k), node) == 0)
          return TRUE;
    }
  return FALSE;
}

/* @outputs: (nullable): of a job that has ended well. @messages: (nullable): what happened */
static RushesPoll *
finish (JsonObject *outputs, JsonArray *messages, JsonObject *graph)
{
  g_autofree char *node = NULL;
  g_autofree char *query = outputs != NULL ? rushes_comfy_status_find_outputs (outputs, graph, &node) : NULL;
  RushesPoll *poll;

  if (query == NULL)
    return new_failure (RUSHES_ERROR_GONE,
                        _("The workflow ended without a video file; its save node may be muted or was skipped"), "");
  poll = rushes_poll_new (RUSHES_JOB_FETCHING);
  poll->remote_file = g_steal_pointer (&query);
  if (is_cached (messages, node))
    poll->note = g_strdup (_("The server named a file that it did not make for this job: nothing had changed, so nothing was computed"));
  return poll;
}

/* @outputs: (nullable): of a job that has ended well */
RushesPoll *
rushes_comfy_status_from_outputs (JsonObject *outputs, JsonObject *graph)
{
  return finish (outputs, NULL, graph);
}

static RushesPoll *
fail (const char *message, const char *type)
{
  gboolean memory = (type != NULL && strstr (type, "OutOfMemory") != NULL) ||
                    (message != NULL && strstr (message, "out of memory") != NULL);
  g_autofree char *first = g_strndup (message != NULL ? message : "", strcspn (message != NULL ? message : "", "\n"));

  if (memory)
    return new_failure (RUSHES_ERROR_SERVER,
                        _("It ran out of graphics memory; try a smaller size or a shorter clip"), "");
  return new_failure (RUSHES_ERROR_SERVER, *first != '\0' ? "" : _("The workflow failed"), first);
}

/* The failing node's words from the messages of a history entry. */
static RushesPoll *
fail_from_messages (JsonArray *messages)
{
  for (guint i = 0; messages != NULL && i < json_array_get_length (messages); i++)
    {
      JsonNode *node = json_array_get_element (messages, i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
      const char *event;

      if (pair == NULL || json_array_get_length (pair) < 2 || !JSON_NODE_HOLDS_OBJECT (json_array_get_element (pair, 1)))
        continue;
      event = json_array_get_string_element (pair, 0);
      if (g_strcmp0 (event, "execution_interrupted") == 0)
        return rushes_poll_new (RUSHES_JOB_CANCELLED);
      if (g_strcmp0 (event, "execution_error") == 0)
        {
          JsonObject *data = json_array_get_object_element (pair, 1);
          return fail (rushes_json_peek_string (data, "exception_message"),
                       rushes_json_peek_string (data, "exception_type"));
        }
    }
  return fail (NULL, NULL);
}

/* A job object of GET /api/jobs/{id}. @graph: (nullable): that was sent */
RushesPoll *
rushes_comfy_status_from_job (JsonObject *job, JsonObject *graph)
{
  const char *status = rushes_json_peek_string (job, "status");
  JsonObject *error = rushes_json_peek_object (job, "execution_error");
  JsonObject *history = rushes_json_peek_object (job, "execution_status");
  RushesPoll *poll;

  if (g_strcmp0 (status, "completed") == 0)
    return finish (rushes_json_peek_object (job, "outputs"), history != NULL ? rushes_json_peek_array (history, "messages") : NULL, graph);
  if (g_strcmp0 (status, "cancelled") == 0)
    return rushes_poll_new (RUSHES_JOB_CANCELLED);
  if (g_strcmp0 (status, "failed") == 0)
    return fail (error != NULL ? rushes_json_peek_string (error, "exception_message") : NULL,
                 error != NULL ? rushes_json_peek_string (error, "exception_type") : NULL);
  poll = rushes_poll_new (g_strcmp0 (status, "pending") == 0 ? RUSHES_JOB_QUEUED : RUSHES_JOB_RUNNING);
  if (poll->state == RUSHES_JOB_RUNNING)
    poll->stage = g_strdup (_("Generating"));
  return poll;
}

/* An answer of Comfy Cloud's GET /api/job/{id}/status: what is not an end is running. NULL: it was lost there. */
RushesPoll *
rushes_comfy_status_from_cloud (JsonObject *status)
{
  const char *word = rushes_json_peek_string (status, "status");
  RushesPoll *poll;

  if (g_strcmp0 (word, "lost") == 0)
    return NULL;
  if (g_strcmp0 (word, "error") == 0 || g_strcmp0 (word, "non_retryable_error") == 0)
    return fail (rushes_json_peek_string (status, "error_message"), NULL);
  if (g_strcmp0 (word, "cancelled") == 0)
    return rushes_poll_new (RUSHES_JOB_CANCELLED);
  if (g_strcmp0 (word, "success") == 0)
    return rushes_poll_new (RUSHES_JOB_FETCHING);
  poll = rushes_poll_new (RUSHES_JOB_RUNNING);
  poll->stage = g_strdup (_("Generating"));
  return poll;
}

/* An entry of GET /history/{id}, for servers before /api/jobs. Cancelled is an error there, told apart
 * by its messages. @graph: (nullable): that was sent */
RushesPoll *
rushes_comfy_status_from_history (JsonObject *entry, JsonObject *graph)
{
  JsonObject *status = rushes_json_peek_object (entry, "status");

  if (status != NULL && g_strcmp0 (rushes_json_peek_string (status, "status_str"), "error") == 0)
    return fail_from_messages (rushes_json_peek_array (status, "messages"));
  return finish (rushes_json_peek_object (entry, "outputs"), status != NULL ? rushes_json_peek_array (status, "messages") : NULL, graph);
}

static JsonObject *
get_job (JsonArray *list, guint position)
{
  JsonNode *node = json_array_get_element (list, position);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * rushes_comfy_status_get_place:
 * @jobs: an answer of GET /api/jobs?status=pending,in_progress
 * @length: (out): jobs there altogether
 *
 * Returns: the job's place in the line, 1 for the one that runs; 0 if it is not there. The order is
 * (priority, id), since the server's list is not sorted (section 5, "Queue position").
 */
int
rushes_comfy_status_get_place (JsonObject *jobs, const char *id, int *length)
{
  JsonArray *list = rushes_json_peek_array (jobs, "jobs");
  double mine = 0, other;
  int place = 0;

  *length = list != NULL ? (int) json_array_get_length (list) : 0;
  for (int i = 0; i < *length; i++)
    {
      JsonObject *job = get_job (list, i);
      if (job != NULL && g_strcmp0 (rushes_json_peek_string (job, "id"), id) == 0 && rushes_json_peek_number (job, "priority", &mine))
        place = 1;
    }
  for (int i = 0; place > 0 && i < *length; i++)
    {
      JsonObject *job = get_job (list, i);
      const char *other_id = job != NULL ? rushes_json_peek_string (job, "id") : NULL;
      if (other_id != NULL && rushes_json_peek_number (job, "priority", &other) &&
          (other < mine || (other == mine && g_strcmp0 (other_id, id) < 0)))
        place++;
    }
  return place;
}

/* (nullable): the id in [number, id, graph, …] */
static const char *
get_item_id (JsonArray *list, guint position)
{
  JsonNode *node = json_array_get_element (list, position);
  JsonArray *item = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *id = item != NULL && json_array_get_length (item) > 1 ? json_array_get_element (item, 1) : NULL;

  return id != NULL && rushes_json_is_text (id) ? json_node_get_string (id) : NULL;
}

/* Whether a list of GET /queue, "queue_running" or "queue_pending", names a job. */
gboolean
rushes_comfy_status_queue_has (JsonObject *queue, const char *list, const char *id)
{
  JsonArray *items = rushes_json_peek_array (queue, list);

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    if (g_strcmp0 (get_item_id (items, i), id) == 0)
      return TRUE;
  return FALSE;
}

/**
 * rushes_comfy_status_get_queue_place:
 * @queue: an answer of GET /queue, of servers before /api/jobs
 * @length: (out): jobs there altogether
 *
 * Returns: as rushes_comfy_status_get_place(): the list of those that wait is a heap and not sorted (section 0, fact 10);
 *   those that run are ahead of all of them
 */
int
rushes_comfy_status_get_queue_place (JsonObject *queue, const char *id, int *length)
{
  JsonArray *running = rushes_json_peek_array (queue, "queue_running"), *pending = rushes_json_peek_array (queue, "queue_pending");
  guint n_running = running != NULL ? json_array_get_length (running) : 0, n_pending = pending != NULL ? json_array_get_length (pending) : 0;
  JsonArray *mine = NULL;
  int place = (int) n_running + 1;

  *length = (int) (n_running + n_pending);
  for (guint i = 0; i < n_pending && mine == NULL; i++)
    if (g_strcmp0 (get_item_id (pending, i), id) == 0)
      mine = json_array_get_array_element (pending, i);
  for (guint i = 0; mine != NULL && i < n_pending; i++)
    {
      const char *other = get_item_id (pending, i);
      double number = other != NULL ? json_array_get_double_element (json_array_get_array_element (pending, i), 0) : 0;
      double own = json_array_get_double_element (mine, 0);
      if (other != NULL && (number < own || (number == own && g_strcmp0 (other, id) < 0)))
        place++;
    }
  return mine != NULL ? place : 0;
}
