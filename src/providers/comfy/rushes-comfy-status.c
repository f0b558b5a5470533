/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy-status.h"

#include "rushes-error.h"
#include "rushes-json.h"

#include <glib/gi18n.h>

#define KEPT 1 /* the bit of a rating that says: in the output folder */

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
} Candidate;

static void
candidate_free (gpointer data)
{
  Candidate *candidate = data;

  g_free (candidate->query);
  g_free (candidate);
}

static void
look_in_list (JsonArray *items, GPtrArray *candidates)
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
      *candidate = (Candidate) { rating, to_query (item) };
      g_ptr_array_add (candidates, candidate);
    }
}

static void
look_in_node (JsonNode *node, GPtrArray *candidates)
{
  g_autoptr (GList) lists = JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_values (json_node_get_object (node)) : NULL;

  for (GList *l = lists; l != NULL; l = l->next)
    if (JSON_NODE_HOLDS_ARRAY (l->data))
      look_in_list (json_node_get_array (l->data), candidates);
}

/**
 * rushes_comfy_status_find_outputs:
 * @outputs: {node id: {key: [items]}}
 *
 * The clips among the outputs by section 5's algorithm: the key says nothing, the extension decides. The last one
 * of the best kind comes first; temporary files count only where nothing else was saved.
 *
 * Returns: (transfer full) (nullable): queries for /view, one a line
 */
char *
rushes_comfy_status_find_outputs (JsonObject *outputs)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (candidate_free);
  g_autoptr (GList) nodes = json_object_get_values (outputs);
  GString *lines;
  guint best = 0;

  for (GList *l = nodes; l != NULL; l = l->next)
    look_in_node (l->data, candidates);
  if (candidates->len == 0)
    return NULL;
  for (guint i = 1; i < candidates->len; i++)
    if (((Candidate *) candidates->pdata[i])->rating >= ((Candidate *) candidates->pdata[best])->rating)
      best = i;
  lines = g_string_new (((Candidate *) candidates->pdata[best])->query);
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

/* @outputs: (nullable): of a job that has ended well */
RushesPoll *
rushes_comfy_status_from_outputs (JsonObject *outputs)
{
  g_autofree char *query = outputs != NULL ? rushes_comfy_status_find_outputs (outputs) : NULL;
  RushesPoll *poll;

  if (query == NULL)
    return new_failure (RUSHES_ERROR_GONE,
                        _("The workflow ended without a video file; its save node may be muted or was skipped"), "");
  poll = rushes_poll_new (RUSHES_JOB_FETCHING);
  poll->remote_file = g_steal_pointer (&query);
  return poll;
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

/* A job object of GET /api/jobs/{id}. */
RushesPoll *
rushes_comfy_status_from_job (JsonObject *job)
{
  const char *status = rushes_json_peek_string (job, "status");
  JsonObject *error = rushes_json_peek_object (job, "execution_error");
  RushesPoll *poll;

  if (g_strcmp0 (status, "completed") == 0)
    return rushes_comfy_status_from_outputs (rushes_json_peek_object (job, "outputs"));
  if (g_strcmp0 (status, "cancelled") == 0)
    return rushes_poll_new (RUSHES_JOB_CANCELLED);
  if (g_strcmp0 (status, "failed") == 0)
    return fail (error != NULL ? rushes_json_peek_string (error, "exception_message") : NULL,
                 error != NULL ? rushes_json_peek_string (error, "exception_type") : NULL);
  poll = rushes_poll_new (g_strcmp0 (status, "pending") == 0 ? RUSHES_JOB_QUEUED : RUSHES_JOB_RUNNING);
  poll->stage = g_strdup (poll->state == RUSHES_JOB_QUEUED ? _("Waiting on the server") : _("Generating"));
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
 * by its messages. */
RushesPoll *
rushes_comfy_status_from_history (JsonObject *entry)
{
  JsonObject *status = rushes_json_peek_object (entry, "status");

  if (status != NULL && g_strcmp0 (rushes_json_peek_string (status, "status_str"), "error") == 0)
    return fail_from_messages (rushes_json_peek_array (status, "messages"));
  return rushes_comfy_status_from_outputs (rushes_json_peek_object (entry, "outputs"));
}

static GError *
refuse_missing_node (JsonObject *error)
{
  JsonObject *info = rushes_json_peek_object (error, "extra_info");
  const char *node = info != NULL ? rushes_json_peek_string (info, "class_type") : NULL;

  return g_error_new (RUSHES_ERROR, RUSHES_ERROR_MISSING_ON_SERVER, _("The custom node “%s” is not installed there"),
                      node != NULL ? node : rushes_json_peek_string (error, "message"));
}

static GError *
refuse_input (const char *class_type, JsonObject *problem)
{
  JsonObject *info = rushes_json_peek_object (problem, "extra_info");
  const char *type = rushes_json_peek_string (problem, "type");
  const char *input = info != NULL ? rushes_json_peek_string (info, "input_name") : NULL;
  const char *value = info != NULL ? rushes_json_peek_string (info, "received_value") : NULL;

  if (g_strcmp0 (type, "value_not_in_list") == 0 && value != NULL)
    return g_error_new (RUSHES_ERROR, RUSHES_ERROR_MISSING_ON_SERVER, _("%s: “%s” is not there (%s)"),
                        class_type, value, input != NULL ? input : "");
  return g_error_new (RUSHES_ERROR, RUSHES_ERROR_REJECTED, "%s: %s %s", class_type,
                      rushes_json_peek_string (problem, "message"),
                      rushes_json_peek_string (problem, "details"));
}

/**
 * rushes_comfy_status_to_refusal:
 * @body: of a 400 from POST /prompt (section 2)
 *
 * Returns: (transfer full): the first thing that is wrong, in words
 */
GError *
rushes_comfy_status_to_refusal (JsonObject *body)
{
  JsonObject *error = rushes_json_peek_object (body, "error");
  JsonObject *nodes = rushes_json_peek_object (body, "node_errors");
  const char *type = error != NULL ? rushes_json_peek_string (error, "type") : NULL;
  g_autoptr (GList) values = nodes != NULL ? json_object_get_values (nodes) : NULL;

  if (g_strcmp0 (type, "missing_node_type") == 0)
    return refuse_missing_node (error);
  if (g_strcmp0 (type, "prompt_no_outputs") == 0)
    return g_error_new (RUSHES_ERROR, RUSHES_ERROR_REJECTED, _("The workflow has no node that saves a file"));
  for (GList *l = values; l != NULL; l = l->next)
    {
      JsonObject *node = JSON_NODE_HOLDS_OBJECT (l->data) ? json_node_get_object (l->data) : NULL;
      JsonArray *problems = node != NULL ? rushes_json_peek_array (node, "errors") : NULL;
      const char *class_type = node != NULL ? rushes_json_peek_string (node, "class_type") : NULL;

      if (problems != NULL && json_array_get_length (problems) > 0 &&
          JSON_NODE_HOLDS_OBJECT (json_array_get_element (problems, 0)))
        return refuse_input (class_type != NULL ? class_type : "?", json_array_get_object_element (problems, 0));
    }
  return g_error_new (RUSHES_ERROR, RUSHES_ERROR_REJECTED, "%s",
                      error != NULL ? rushes_json_peek_string (error, "message") : _("no reason given"));
}

static const char *
get_title (JsonObject *graph, const char *id)
{
  JsonObject *node = rushes_json_peek_object (graph, id);
  JsonObject *meta = node != NULL ? rushes_json_peek_object (node, "_meta") : NULL;
  const char *title = meta != NULL ? rushes_json_peek_string (meta, "title") : NULL;

  return title != NULL ? title : id;
}

/**
 * rushes_comfy_status_dup_skipped:
 * @answer: of POST /prompt, with status 200: one good output is enough for that (section 0, fact 8)
 *
 * Returns: (transfer full) (nullable): which outputs are left out, and why
 */
char *
rushes_comfy_status_dup_skipped (JsonObject *answer, JsonObject *graph)
{
  JsonObject *errors = rushes_json_peek_object (answer, "node_errors");
  g_autoptr (GList) ids = errors != NULL ? json_object_get_members (errors) : NULL;
  JsonObject *node = ids != NULL ? rushes_json_peek_object (errors, ids->data) : NULL;
  JsonArray *problems = node != NULL ? rushes_json_peek_array (node, "errors") : NULL;
  JsonArray *outputs = node != NULL ? rushes_json_peek_array (node, "dependent_outputs") : NULL;
  JsonNode *first = outputs != NULL && json_array_get_length (outputs) > 0 ? json_array_get_element (outputs, 0) : NULL;
  const char *output = first != NULL && JSON_NODE_HOLDS_VALUE (first) ? json_node_get_string (first) : NULL;
  g_autoptr (GError) why = NULL;

  if (node == NULL)
    return NULL;
  if (problems != NULL && json_array_get_length (problems) > 0 && JSON_NODE_HOLDS_OBJECT (json_array_get_element (problems, 0)))
    why = refuse_input (get_title (graph, ids->data), json_array_get_object_element (problems, 0));
  return g_strdup_printf (_("The server left out “%s”: %s"), get_title (graph, output != NULL ? output : ids->data),
                          why != NULL ? why->message : _("no reason given"));
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
