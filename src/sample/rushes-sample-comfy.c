/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sample-graph.h"
#include "rushes-sample-http.h"

#include <string.h>

/* A ComfyUI server of version 0.33, by contracts/comfyui.md. */

static const char *const job_words[] = { "pending", "in_progress", "completed", "failed", "cancelled" };

static gboolean
is_lacking (JsonNode *choice, const char *word)
{
  return JSON_NODE_HOLDS_VALUE (choice) && json_node_get_value_type (choice) == G_TYPE_STRING &&
         strstr (json_node_get_string (choice), word) != NULL;
}

/* Takes files out of every list of choices. */
static void
take_out (JsonObject *all, const char *word)
{
  g_autoptr (GList) classes = json_object_get_values (all);

  for (GList *l = classes; l != NULL; l = l->next)
    {
      JsonObject *input = json_object_get_object_member (json_node_get_object (l->data), "input");
      g_autoptr (GList) inputs = json_object_get_values (json_object_get_object_member (input, "required"));

      for (GList *k = inputs; k != NULL; k = k->next)
        {
          JsonNode *first = json_array_get_element (json_node_get_array (k->data), 0);
          JsonArray *choices = JSON_NODE_HOLDS_ARRAY (first) ? json_node_get_array (first) : NULL;

          for (int i = choices != NULL ? (int) json_array_get_length (choices) - 1 : -1; i >= 0; i--)
            if (is_lacking (json_array_get_element (choices, i), word))
              json_array_remove_element (choices, i);
        }
    }
}

static JsonObject *
load_object_info (RushesSampleWorld *world, JsonNode **root)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/io/github/rushes_app/Rushes/sample/object-info.json", 0, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  *root = json_from_string (text, NULL);
  if (world->lacks != NULL)
    take_out (json_node_get_object (*root), world->lacks);
  return json_node_get_object (*root);
}

static char *
load_saved_workflow (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/io/github/rushes_app/Rushes/sample/saved-workflow.json", 0, NULL);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* One workflow that somebody saved in the browser: the list, or the file (section 1, /userdata). */
static void
send_userdata (SoupServerMessage *message, const char *path)
{
  g_autofree char *text = load_saved_workflow ();

  if (g_str_equal (path, "/userdata"))
    rushes_sample_http_text (message, 200, "application/json", "[\"Paper boat.json\"]");
  else if (g_str_equal (path, "/userdata/workflows/Paper boat.json"))
    rushes_sample_http_text (message, 200, "application/json", text);
  else
    rushes_sample_http_text (message, 404, "text/plain", "404: Not Found");
}

static void
send_object_info (RushesSampleWorld *world, SoupServerMessage *message, const char *class_type)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *all = load_object_info (world, &root);
  JsonBuilder *builder = json_builder_new ();
  g_autoptr (GList) names = json_object_get_members (all);

  json_builder_begin_object (builder);
  for (GList *l = names; l != NULL; l = l->next)
    if (class_type == NULL || g_str_equal (class_type, l->data))
      {
        json_builder_set_member_name (builder, l->data);
        json_builder_add_value (builder, json_node_copy (json_object_get_member (all, l->data)));
      }
  json_builder_end_object (builder);
  rushes_sample_http_json (message, 200, builder);
}

static gboolean
is_canonical_uuid (const char *id)
{
  g_autofree char *lower = g_ascii_strdown (id, -1);

  return g_uuid_string_is_valid (id) && g_str_equal (lower, id);
}

static void
send_accepted (SoupServerMessage *message, RushesSampleJob *job)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "prompt_id", job->id);
  rushes_sample_http_number (builder, "number", job->number);
  json_builder_set_member_name (builder, "node_errors");
  json_builder_begin_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  rushes_sample_http_json (message, 200, builder);
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static void
post_prompt (RushesSampleWorld *world, SoupServerMessage *message)
{
  const RushesSampleRule *rule = rushes_sample_behaviour_take (world->behaviour, "create");
  g_autoptr (JsonNode) root = NULL, info_root = NULL;
  g_autofree char *refusal = NULL;
  JsonObject *body, *graph;
  RushesSampleJob *job;
  const char *id;

  if (rushes_sample_http_misbehave (world, message, rule))
    return;
  body = rushes_sample_http_read (message, &root);
  if (root == NULL)
    {
      rushes_sample_http_text (message, 500, "text/plain", "500 Internal Server Error\n\nServer got itself in trouble");
      return;
    }
  graph = body != NULL && json_object_has_member (body, "prompt") ? json_object_get_object_member (body, "prompt") : NULL;
  id = body != NULL ? get_text (body, "prompt_id") : NULL;
  if (graph == NULL || (id != NULL && !is_canonical_uuid (id)))
    {
      rushes_sample_http_text (message, 400, "application/json",
                               graph == NULL ? "{\"error\":{\"type\":\"no_prompt\",\"message\":\"No prompt provided\",\"details\":\"No prompt provided\",\"extra_info\":{}},\"node_errors\":{}}"
                                             : "{\"error\":{\"type\":\"invalid_prompt_id\",\"message\":\"prompt_id must be a valid UUID\",\"details\":\"\",\"extra_info\":{}},\"node_errors\":{}}");
      return;
    }
  job = rushes_sample_graph_new_job (graph, load_object_info (world, &info_root), &refusal);
  if (job == NULL)
    {
      rushes_sample_http_text (message, 400, "application/json", refusal);
      return;
    }
  job->id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  job->client_id = g_strdup (get_text (body, "client_id"));
  job->doomed = rule != NULL && g_str_equal (rule->what, "fail");
  rushes_sample_jobs_add (world->jobs, job);
  if (rule != NULL && g_str_equal (rule->what, "lost"))
    rushes_sample_http_cut (message);
  else
    send_accepted (message, job);
}

static void
add_outputs (JsonBuilder *builder, RushesSampleJob *job)
{
  json_builder_set_member_name (builder, "outputs");
  json_builder_begin_object (builder);
  for (guint i = 1; job->state == RUSHES_SAMPLE_DONE && i <= MAX (1, job->n_saves); i++)
    {
      g_autofree char *name = rushes_sample_job_dup_filename (job, i);
      g_autofree char *node = g_strdup_printf ("%u", 90 + i);
      json_builder_set_member_name (builder, node);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "images");
      json_builder_begin_array (builder);
      json_builder_begin_object (builder);
      rushes_sample_http_member (builder, "filename", name);
      rushes_sample_http_member (builder, "subfolder", job->subfolder);
      rushes_sample_http_member (builder, "type", "output");
      json_builder_end_object (builder);
      json_builder_end_array (builder);
      json_builder_set_member_name (builder, "animated");
      json_builder_begin_array (builder);
      json_builder_add_boolean_value (builder, TRUE);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
add_job (JsonBuilder *builder, RushesSampleJob *job)
{
  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "id", job->id);
  rushes_sample_http_member (builder, "status", job_words[job->state]);
  rushes_sample_http_number (builder, "priority", job->number);
  rushes_sample_http_number (builder, "create_time", job->created_ms);
  if (job->state >= RUSHES_SAMPLE_DONE)
    add_outputs (builder, job);
  if (job->state == RUSHES_SAMPLE_FAILED)
    {
      json_builder_set_member_name (builder, "execution_error");
      json_builder_begin_object (builder);
      rushes_sample_http_member (builder, "node_id", "8");
      rushes_sample_http_member (builder, "node_type", "KSampler");
      rushes_sample_http_member (builder, "exception_message", job->error_message);
      rushes_sample_http_member (builder, "exception_type", "RuntimeError");
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
send_job (RushesSampleWorld *world, SoupServerMessage *message, const char *id)
{
  const RushesSampleRule *rule = rushes_sample_behaviour_take (world->behaviour, "poll");
  RushesSampleJob *job;
  JsonBuilder *builder;

  if (rushes_sample_http_misbehave (world, message, rule))
    return;
  job = rushes_sample_jobs_find (world->jobs, id);
  if (job != NULL && rule != NULL && g_str_equal (rule->what, "forget"))
    rushes_sample_jobs_remove (world->jobs, job);
  else if (rule != NULL && g_str_equal (rule->what, "restart"))
    rushes_sample_jobs_forget (world->jobs);
  job = rushes_sample_jobs_find (world->jobs, id);
  if (job == NULL)
    {
      rushes_sample_http_text (message, 404, "application/json", "{\"error\": \"Job not found\"}");
      return;
    }
  builder = json_builder_new ();
  add_job (builder, job);
  rushes_sample_http_json (message, 200, builder);
}

static void
send_jobs (RushesSampleWorld *world, SoupServerMessage *message, GHashTable *query)
{
  const char *status = query != NULL ? g_hash_table_lookup (query, "status") : NULL;
  g_auto (GStrv) wanted = g_strsplit (status != NULL ? status : "", ",", -1);
  GPtrArray *jobs = rushes_sample_jobs_list (world->jobs);
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "jobs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < jobs->len; i++)
    {
      RushesSampleJob *job = jobs->pdata[i];
      if (job->comfy && (status == NULL || g_strv_contains ((const char *const *) wanted, job_words[job->state])))
        add_job (builder, job);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  rushes_sample_http_json (message, 200, builder);
}

static void
cancel_job (RushesSampleWorld *world, SoupServerMessage *message, const char *rest)
{
  g_autofree char *id = g_strndup (rest, strcspn (rest, "/"));
  RushesSampleJob *job = rushes_sample_jobs_find (world->jobs, id);
  gboolean live = job != NULL && job->state <= RUSHES_SAMPLE_RUNNING;

  if (rushes_sample_http_misbehave (world, message, rushes_sample_behaviour_take (world->behaviour, "cancel")))
    return;
  if (live)
    rushes_sample_jobs_cancel (world->jobs, job);
  rushes_sample_http_text (message, 200, "application/json", live ? "{\"cancelled\": true}" : "{\"cancelled\": false}");
}

static void
send_view (RushesSampleWorld *world, SoupServerMessage *message, GHashTable *query)
{
  const char *name = query != NULL ? g_hash_table_lookup (query, "filename") : NULL;
  const char *folder = query != NULL ? g_hash_table_lookup (query, "subfolder") : NULL;
  const char *path = name != NULL ? rushes_sample_jobs_find_file (world->jobs, folder != NULL ? folder : "", name) : NULL;
  gboolean head = g_str_equal (soup_server_message_get_method (message), "HEAD");
  const RushesSampleRule *rule = head ? NULL : rushes_sample_behaviour_take (world->behaviour, "content");

  if (rushes_sample_http_misbehave (world, message, rule))
    return;
  if (path == NULL)
    rushes_sample_http_text (message, 404, "text/plain", "404: Not Found");
  else
    rushes_sample_http_file (message, path, rule);
}

static void
take_upload (RushesSampleWorld *world, SoupServerMessage *message)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (SoupMultipart) parts =
    soup_multipart_new_from_message (soup_server_message_get_request_headers (message), body);
  JsonBuilder *builder;
  g_autofree char *name = NULL;

  if (rushes_sample_http_misbehave (world, message, rushes_sample_behaviour_take (world->behaviour, "upload")))
    return;
  for (int i = 0; parts != NULL && i < soup_multipart_get_length (parts); i++)
    {
      SoupMessageHeaders *headers;
      GBytes *bytes;
      g_autofree char *disposition = NULL;
      g_autoptr (GHashTable) parameters = NULL;

      if (soup_multipart_get_part (parts, i, &headers, &bytes) &&
          soup_message_headers_get_content_disposition (headers, &disposition, &parameters) &&
          g_strcmp0 (g_hash_table_lookup (parameters, "name"), "image") == 0)
        name = g_strdup (g_hash_table_lookup (parameters, "filename"));
    }
  if (name == NULL)
    {
      rushes_sample_http_text (message, 400, "text/plain", "");
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "name", name);
  rushes_sample_http_member (builder, "subfolder", "rushes");
  rushes_sample_http_member (builder, "type", "input");
  json_builder_end_object (builder);
  rushes_sample_http_json (message, 200, builder);
}

static int
count_live (RushesSampleWorld *world)
{
  GPtrArray *jobs = rushes_sample_jobs_list (world->jobs);
  int n = 0;

  for (guint i = 0; i < jobs->len; i++)
    {
      RushesSampleJob *job = jobs->pdata[i];
      n += job->comfy && job->state <= RUSHES_SAMPLE_RUNNING;
    }
  return n;
}

/* [number, prompt_id, prompt, extra_data, outputs_to_execute]; the graph itself is left empty here. */
static void
add_queue_item (JsonBuilder *builder, RushesSampleJob *job)
{
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, job->number);
  json_builder_add_string_value (builder, job->id);
  json_builder_begin_object (builder);
  json_builder_end_object (builder);
  json_builder_begin_object (builder);
  json_builder_end_object (builder);
  json_builder_begin_array (builder);
  json_builder_end_array (builder);
  json_builder_end_array (builder);
}

static void
send_queue (RushesSampleWorld *world, SoupServerMessage *message)
{
  static const char *const lists[] = { "queue_pending", "queue_running" };
  GPtrArray *jobs = rushes_sample_jobs_list (world->jobs);
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  for (guint state = RUSHES_SAMPLE_QUEUED; state <= RUSHES_SAMPLE_RUNNING; state++)
    {
      json_builder_set_member_name (builder, lists[state]);
      json_builder_begin_array (builder);
      for (guint i = 0; i < jobs->len; i++)
        {
          RushesSampleJob *job = jobs->pdata[i];
          if (job->comfy && job->state == state)
            add_queue_item (builder, job);
        }
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  rushes_sample_http_json (message, 200, builder);
}

/* Cancelled is an error there, told apart by a message (section 1). */
static void
add_history_status (JsonBuilder *builder, RushesSampleJob *job)
{
  static const char *const events[] = { NULL, NULL, "execution_success", "execution_error", "execution_interrupted" };

  json_builder_set_member_name (builder, "status");
  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "status_str", job->state == RUSHES_SAMPLE_DONE ? "success" : "error");
  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, events[job->state]);
  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "exception_message", job->error_message);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* {} until it has ended, and for unknown ids. */
static void
send_history (RushesSampleWorld *world, SoupServerMessage *message, const char *id)
{
  RushesSampleJob *job = rushes_sample_jobs_find (world->jobs, id);
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  if (job != NULL && job->comfy && job->state >= RUSHES_SAMPLE_DONE)
    {
      json_builder_set_member_name (builder, job->id);
      json_builder_begin_object (builder);
      add_outputs (builder, job);
      add_history_status (builder, job);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  rushes_sample_http_json (message, 200, builder);
}

/* POST /queue {"delete": [ids]}: pending ones only. */
static void
delete_from_queue (RushesSampleWorld *world, SoupServerMessage *message)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *body = rushes_sample_http_read (message, &root);
  JsonArray *ids = body != NULL && json_object_has_member (body, "delete") ? json_object_get_array_member (body, "delete") : NULL;

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      RushesSampleJob *job = rushes_sample_jobs_find (world->jobs, json_array_get_string_element (ids, i));
      if (job != NULL && job->state == RUSHES_SAMPLE_QUEUED)
        rushes_sample_jobs_remove (world->jobs, job);
    }
  rushes_sample_http_text (message, 200, "application/octet-stream", "");
}

/* POST /interrupt: with an id only that job, without one whatever runs. */
static void
interrupt (RushesSampleWorld *world, SoupServerMessage *message)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *body = rushes_sample_http_read (message, &root);
  const char *id = body != NULL ? get_text (body, "prompt_id") : NULL;
  GPtrArray *jobs = rushes_sample_jobs_list (world->jobs);

  for (guint i = 0; i < jobs->len; i++)
    {
      RushesSampleJob *job = jobs->pdata[i];
      if (job->comfy && job->state == RUSHES_SAMPLE_RUNNING && (id == NULL || g_str_equal (id, job->id)))
        rushes_sample_jobs_cancel (world->jobs, job);
    }
  rushes_sample_http_text (message, 200, "application/octet-stream", "");
}

static void
send_stats (RushesSampleWorld *world, SoupServerMessage *message)
{
  if (rushes_sample_http_misbehave (world, message, rushes_sample_behaviour_take (world->behaviour, "check")))
    return;
  rushes_sample_http_text (message, 200, "application/json",
                           "{\"system\":{\"os\":\"linux\",\"comfyui_version\":\"0.33.0\",\"python_version\":\"none\","
                           "\"argv\":[\"sample\"]},\"devices\":[{\"name\":\"sample\",\"type\":\"cpu\",\"index\":null,"
                           "\"vram_total\":25769803776,\"vram_free\":20401094656}]}");
}

static void
send_text (GObject *socket, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  soup_websocket_connection_send_text (SOUP_WEBSOCKET_CONNECTION (socket), text);
  g_object_unref (builder);
}

static JsonBuilder *
begin_message (const char *type, RushesSampleJob *job)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "type", type);
  json_builder_set_member_name (builder, "data");
  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "prompt_id", job->id);
  rushes_sample_http_member (builder, "node", "8");
  return builder;
}

static void
end_message (GObject *socket, JsonBuilder *builder)
{
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  send_text (socket, builder);
}

static void
append_u32 (GByteArray *frame, guint32 number)
{
  guint32 big = GUINT32_TO_BE (number);

  g_byte_array_append (frame, (guint8 *) &big, 4);
}

static void
add_node_state (JsonBuilder *builder, const char *id, gboolean running, int value, int max)
{
  json_builder_set_member_name (builder, id);
  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "state", running ? "running" : "finished");
  rushes_sample_http_number (builder, "value", value);
  rushes_sample_http_number (builder, "max", max);
  json_builder_end_object (builder);
}

/* The snapshot of all nodes: those before the sampler are finished, the steps are shared among the samplers. */
static void
send_state (GObject *socket, RushesSampleJob *job)
{
  guint n = job->nodes != NULL ? g_strv_length (job->nodes) : 0;
  int samplers = MAX (1, job->n_samplers), each = RUSHES_SAMPLE_STEPS / samplers;
  int current = MIN (job->step / MAX (1, each), samplers - 1);
  JsonBuilder *builder = begin_message ("progress_state", job);

  json_builder_set_member_name (builder, "nodes");
  json_builder_begin_object (builder);
  for (guint i = 0; i < n; i++)
    {
      int sampler = (int) i - (int) job->first_sampler;
      if (sampler < current)
        add_node_state (builder, job->nodes[i], FALSE, 1, 1);
      else if (sampler == current)
        add_node_state (builder, job->nodes[i], TRUE, job->step - current * each, each);
    }
  json_builder_end_object (builder);
  end_message (socket, builder);
}

/* A frame of type 4: preview with metadata (section 3). */
static void
send_preview (GObject *socket, RushesSampleJob *job)
{
  g_autoptr (GBytes) jpeg = rushes_sample_render_still (&job->clip, (double) job->step / RUSHES_SAMPLE_STEPS);
  g_autofree char *metadata = g_strdup_printf ("{\"node_id\":\"8\",\"prompt_id\":\"%s\",\"display_node_id\":\"8\","
                                               "\"image_type\":\"image/jpeg\"}",
                                               job->id);
  g_autoptr (GByteArray) frame = g_byte_array_new ();

  append_u32 (frame, 4);
  append_u32 (frame, strlen (metadata));
  g_byte_array_append (frame, (guint8 *) metadata, strlen (metadata));
  g_byte_array_append (frame, g_bytes_get_data (jpeg, NULL), g_bytes_get_size (jpeg));
  soup_websocket_connection_send_binary (SOUP_WEBSOCKET_CONNECTION (socket), frame->data, frame->len);
}

/* Tells the job's own client how it goes. */
void
rushes_sample_comfy_tell (RushesSampleWorld *world, RushesSampleJob *job)
{
  GObject *socket = job->client_id != NULL ? g_hash_table_lookup (world->sockets, job->client_id) : NULL;

  if (!job->comfy || socket == NULL ||
      soup_websocket_connection_get_state (SOUP_WEBSOCKET_CONNECTION (socket)) != SOUP_WEBSOCKET_STATE_OPEN)
    return;
  if (job->state == RUSHES_SAMPLE_RUNNING)
    {
      send_state (socket, job);
      send_preview (socket, job);
    }
  else
    end_message (socket, begin_message (job->state == RUSHES_SAMPLE_DONE ? "execution_success" : "execution_error", job));
}

static gboolean
handle_get (RushesSampleWorld *world, SoupServerMessage *message, const char *path, GHashTable *query)
{
  if (g_str_equal (path, "/system_stats"))
    send_stats (world, message);
  else if (g_str_equal (path, "/features"))
    rushes_sample_http_text (message, 200, "application/json",
                             "{\"supports_preview_metadata\":true,\"max_upload_size\":104857600}");
  else if (g_str_equal (path, "/object_info"))
    send_object_info (world, message, NULL);
  else if (g_str_has_prefix (path, "/object_info/"))
    send_object_info (world, message, path + strlen ("/object_info/"));
  else if (g_str_has_prefix (path, "/userdata"))
    send_userdata (message, path);
  else if (g_str_equal (path, "/prompt"))
    {
      g_autofree char *text = g_strdup_printf ("{\"exec_info\":{\"queue_remaining\":%d}}", count_live (world));
      rushes_sample_http_text (message, 200, "application/json", text);
    }
  else if (g_str_equal (path, "/queue"))
    send_queue (world, message);
  else if (g_str_has_prefix (path, "/history/"))
    send_history (world, message, path + strlen ("/history/"));
  else if (!world->old && g_str_equal (path, "/jobs"))
    send_jobs (world, message, query);
  else if (!world->old && g_str_has_prefix (path, "/jobs/"))
    send_job (world, message, path + strlen ("/jobs/"));
  else if (g_str_equal (path, "/view"))
    send_view (world, message, query);
  else
    return FALSE;
  return TRUE;
}

gboolean
rushes_sample_comfy_handle (RushesSampleWorld *world, SoupServerMessage *message, const char *path, GHashTable *query)
{
  const char *method = soup_server_message_get_method (message);

  if (g_str_has_prefix (path, "/api/"))
    path += strlen ("/api");
  if (!g_str_equal (method, "POST"))
    return handle_get (world, message, path, query);
  if (g_str_equal (path, "/prompt"))
    post_prompt (world, message);
  else if (g_str_equal (path, "/upload/image"))
    take_upload (world, message);
  else if (g_str_equal (path, "/queue"))
    delete_from_queue (world, message);
  else if (g_str_equal (path, "/interrupt"))
    interrupt (world, message);
  else if (!world->old && g_str_has_prefix (path, "/jobs/") && g_str_has_suffix (path, "/cancel"))
    cancel_job (world, message, path + strlen ("/jobs/"));
  else
    return FALSE;
  return TRUE;
}
