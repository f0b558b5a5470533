/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sample-comfy-private.h"
#include "rushes-sample-graph.h"

#include <string.h>

/* A ComfyUI server of version 0.33, by contracts/comfyui.md: what it takes and does, and which route is whose. */

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
  job = rushes_sample_graph_new_job (graph, rushes_sample_comfy_load_object_info (world, &info_root), world->uploads, &refusal);
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

static gboolean
is_uploaded (RushesSampleWorld *world, const char *folder, const char *name)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", folder != NULL ? folder : "", name);

  return g_hash_table_contains (world->uploads, key);
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
  if (name != NULL && g_strcmp0 (g_hash_table_lookup (query, "type"), "input") == 0)
    rushes_sample_http_text (message, is_uploaded (world, folder, name) ? 200 : 404, "text/plain", "");
  else if (path == NULL)
    rushes_sample_http_text (message, 404, "text/plain", "404: Not Found");
  else
    rushes_sample_http_file (message, path, rule);
}

/* (transfer full) (nullable): what a part of a form says; of a file, what it is called */
static char *
dup_part (SoupMultipart *parts, const char *wanted)
{
  for (int i = 0; parts != NULL && i < soup_multipart_get_length (parts); i++)
    {
      SoupMessageHeaders *headers;
      GBytes *bytes;
      g_autofree char *disposition = NULL;
      g_autoptr (GHashTable) parameters = NULL;

      if (!soup_multipart_get_part (parts, i, &headers, &bytes) ||
          !soup_message_headers_get_content_disposition (headers, &disposition, &parameters) ||
          g_strcmp0 (g_hash_table_lookup (parameters, "name"), wanted) != 0)
        continue;
      if (g_hash_table_lookup (parameters, "filename") != NULL)
        return g_strdup (g_hash_table_lookup (parameters, "filename"));
      return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
  return NULL;
}

/* POST /upload/image: a file of any kind (section 4). */
static void
take_upload (RushesSampleWorld *world, SoupServerMessage *message)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (SoupMultipart) parts =
    soup_multipart_new_from_message (soup_server_message_get_request_headers (message), body);
  g_autofree char *name = dup_part (parts, "image"), *folder = dup_part (parts, "subfolder");
  JsonBuilder *builder;

  if (rushes_sample_http_misbehave (world, message, rushes_sample_behaviour_take (world->behaviour, "upload")))
    return;
  if (name == NULL)
    {
      rushes_sample_http_text (message, 400, "text/plain", "");
      return;
    }
  g_hash_table_add (world->uploads, g_strdup_printf ("%s/%s", folder != NULL ? folder : "", name));
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "name", name);
  rushes_sample_http_member (builder, "subfolder", folder != NULL ? folder : "");
  rushes_sample_http_member (builder, "type", "input");
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

static gboolean
handle_get (RushesSampleWorld *world, SoupServerMessage *message, const char *path, GHashTable *query)
{
  if (g_str_equal (path, "/system_stats"))
    rushes_sample_comfy_send_stats (world, message);
  else if (g_str_equal (path, "/features"))
    rushes_sample_http_text (message, 200, "application/json",
                             "{\"supports_preview_metadata\":true,\"max_upload_size\":104857600}");
  else if (g_str_equal (path, "/object_info"))
    rushes_sample_comfy_send_object_info (world, message, NULL);
  else if (g_str_has_prefix (path, "/object_info/"))
    rushes_sample_comfy_send_object_info (world, message, path + strlen ("/object_info/"));
  else if (g_str_has_prefix (path, "/userdata"))
    rushes_sample_comfy_send_userdata (message, path);
  else if (g_str_equal (path, "/prompt"))
    {
      g_autofree char *text = g_strdup_printf ("{\"exec_info\":{\"queue_remaining\":%d}}", rushes_sample_comfy_count_live (world));
      rushes_sample_http_text (message, 200, "application/json", text);
    }
  else if (g_str_equal (path, "/queue"))
    rushes_sample_comfy_send_queue (world, message);
  else if (g_str_has_prefix (path, "/history/"))
    rushes_sample_comfy_send_history (world, message, path + strlen ("/history/"));
  else if (!world->old && g_str_equal (path, "/jobs"))
    rushes_sample_comfy_send_jobs (world, message, query);
  else if (!world->old && g_str_has_prefix (path, "/jobs/"))
    rushes_sample_comfy_send_job (world, message, path + strlen ("/jobs/"));
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
