/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sample-http.h"

#include <stdio.h>
#include <string.h>

/* The Videos API, by contracts: OpenAI's own object and errors (sections 2 and 5 of openai-videos). */

typedef struct
{
  char *prompt, *model, *seconds, *size, *seed, *picture_type;
  GBytes *picture;
} Form;

static void
form_clear (Form *form)
{
  g_free (form->prompt);
  g_free (form->model);
  g_free (form->seconds);
  g_free (form->size);
  g_free (form->seed);
  g_free (form->picture_type);
  g_clear_pointer (&form->picture, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Form, form_clear)

static void
take_part (Form *form, SoupMessageHeaders *headers, GBytes *bytes)
{
  g_autofree char *disposition = NULL;
  g_autoptr (GHashTable) parameters = NULL;
  char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  const char *name = NULL;

  if (soup_message_headers_get_content_disposition (headers, &disposition, &parameters))
    name = g_hash_table_lookup (parameters, "name");
  if (g_strcmp0 (name, "prompt") == 0)
    form->prompt = text;
  else if (g_strcmp0 (name, "model") == 0)
    form->model = text;
  else if (g_strcmp0 (name, "seconds") == 0)
    form->seconds = text;
  else if (g_strcmp0 (name, "size") == 0)
    form->size = text;
  else if (g_strcmp0 (name, "seed") == 0)
    form->seed = text;
  else
    {
      g_free (text);
      if (g_strcmp0 (name, "input_reference") == 0)
        {
          form->picture = g_bytes_ref (bytes);
          form->picture_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
        }
    }
}

static gboolean
read_multipart (SoupServerMessage *message, Form *form)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (SoupMultipart) parts =
    soup_multipart_new_from_message (soup_server_message_get_request_headers (message), body);

  for (int i = 0; parts != NULL && i < soup_multipart_get_length (parts); i++)
    {
      SoupMessageHeaders *headers;
      GBytes *bytes;

      if (soup_multipart_get_part (parts, i, &headers, &bytes))
        take_part (form, headers, bytes);
    }
  return parts != NULL;
}

static char *
dup_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? g_strdup (json_node_get_string (node)) : NULL;
}

static gboolean
read_form (SoupServerMessage *message, Form *form)
{
  const char *type = soup_message_headers_get_content_type (soup_server_message_get_request_headers (message), NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  if (type != NULL && g_str_has_prefix (type, "multipart/"))
    return read_multipart (message, form);
  object = rushes_sample_http_read (message, &root);
  if (object == NULL)
    return FALSE;
  form->prompt = dup_member (object, "prompt");
  form->model = dup_member (object, "model");
  form->seconds = dup_member (object, "seconds");
  form->size = dup_member (object, "size");
  return TRUE;
}

static void
refuse (SoupServerMessage *message, guint status, const char *param, const char *code, const char *text)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "error");
  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "message", text);
  rushes_sample_http_member (builder, "type", "invalid_request_error");
  rushes_sample_http_member (builder, "param", param);
  rushes_sample_http_member (builder, "code", code);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  rushes_sample_http_json (message, status, builder);
}

/* Width and height out of a PNG's header; other formats are taken as they are. */
static gboolean
picture_fits (GBytes *picture, int width, int height)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (picture, &size);

  if (size < 24 || memcmp (data, "\x89PNG", 4) != 0)
    return TRUE;
  return (data[16] << 24 | data[17] << 16 | data[18] << 8 | data[19]) == width &&
         (data[20] << 24 | data[21] << 16 | data[22] << 8 | data[23]) == height;
}

/* What the real service checks (sections 2 and 5). */
static gboolean
check_form (SoupServerMessage *message, Form *form, int width, int height)
{
  if (form->prompt == NULL || *form->prompt == '\0')
    refuse (message, 400, "prompt", "missing_required_parameter", "Missing required parameter: 'prompt'.");
  else if (g_utf8_strlen (form->prompt, -1) > 32000)
    refuse (message, 400, "prompt", "string_above_max_length", "The prompt is longer than 32000 characters.");
  else if (width <= 0 || height <= 0 || width > 4096 || height > 4096 || width % 2 || height % 2)
    refuse (message, 400, "size", "invalid_value", "Invalid size.");
  else if (form->picture != NULL && g_strcmp0 (form->picture_type, "image/png") != 0 &&
           g_strcmp0 (form->picture_type, "image/jpeg") != 0 && g_strcmp0 (form->picture_type, "image/webp") != 0)
    refuse (message, 400, "input_reference", NULL, "Invalid file: unsupported mimetype.");
  else if (form->picture != NULL && !picture_fits (form->picture, width, height))
    refuse (message, 400, NULL, NULL, "Inpaint image must match the requested width and height");
  else
    return TRUE;
  return FALSE;
}

static const char *const state_words[] = { "queued", "in_progress", "completed", "failed", "failed" };

static void
add_error (JsonBuilder *builder, RushesSampleJob *job)
{
  json_builder_set_member_name (builder, "error");
  if (job->state != RUSHES_SAMPLE_FAILED && job->state != RUSHES_SAMPLE_CANCELLED)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "code", job->error_code != NULL ? job->error_code : "video_generation_failed");
  rushes_sample_http_member (builder, "message", job->error_message != NULL ? job->error_message : "failed");
  json_builder_end_object (builder);
}

static void
add_video (JsonBuilder *builder, RushesSampleJob *job)
{
  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "id", job->id);
  rushes_sample_http_member (builder, "object", "video");
  rushes_sample_http_member (builder, "model", job->model);
  rushes_sample_http_member (builder, "status", state_words[job->state]);
  rushes_sample_http_number (builder, "progress",
                             job->state == RUSHES_SAMPLE_DONE ? 100 : job->step * 100 / RUSHES_SAMPLE_STEPS);
  rushes_sample_http_number (builder, "created_at", job->created_ms / 1000);
  if (job->state == RUSHES_SAMPLE_DONE)
    rushes_sample_http_number (builder, "expires_at", job->created_ms / 1000 + 3600);
  rushes_sample_http_member (builder, "prompt", job->clip.prompt);
  rushes_sample_http_member (builder, "size", job->size);
  rushes_sample_http_member (builder, "seconds", job->seconds);
  add_error (builder, job);
  json_builder_end_object (builder);
}

static void
send_video (SoupServerMessage *message, RushesSampleJob *job)
{
  JsonBuilder *builder = json_builder_new ();

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "openai-poll-after-ms", "500");
  add_video (builder, job);
  rushes_sample_http_json (message, 200, builder);
}

static RushesSampleJob *
new_job (Form *form, int width, int height, const RushesSampleRule *rule)
{
  RushesSampleJob *job = g_new0 (RushesSampleJob, 1);
  g_autofree char *uuid = g_uuid_string_random ();
  double seconds = form->seconds != NULL ? CLAMP (g_ascii_strtod (form->seconds, NULL), 0.2, 30) : 4;

  job->id = g_strconcat ("video_", uuid, NULL);
  job->model = g_strdup (form->model != NULL ? form->model : "sora-2");
  job->size = g_strdup_printf ("%dx%d", width, height);
  job->seconds = g_strdup (form->seconds != NULL ? form->seconds : "4");
  job->clip = (RushesSampleClip) { g_strdup (form->prompt),
                                   form->seed != NULL ? g_ascii_strtoll (form->seed, NULL, 10) : g_str_hash (uuid),
                                   width, height, MAX (2, (int) (seconds * 24)), 24 };
  if (rule != NULL && (g_str_equal (rule->what, "moderation") || g_str_equal (rule->what, "fail")))
    {
      job->doomed = TRUE;
      if (g_str_equal (rule->what, "moderation"))
        {
          job->error_code = g_strdup ("moderation_blocked");
          job->error_message = g_strdup ("Your request was blocked by our moderation system.");
        }
    }
  return job;
}

static void
create (RushesSampleWorld *world, SoupServerMessage *message)
{
  const RushesSampleRule *rule = rushes_sample_behaviour_take (world->behaviour, "create");
  g_auto (Form) form = { 0 };
  int width = 720, height = 1280;
  RushesSampleJob *job;

  if (rushes_sample_http_misbehave (world, message, rule))
    return;
  if (!read_form (message, &form))
    {
      refuse (message, 400, NULL, NULL, "We could not parse the body of your request.");
      return;
    }
  if (form.size != NULL && sscanf (form.size, "%dx%d", &width, &height) != 2)
    width = height = 0;
  if (!check_form (message, &form, width, height))
    return;
  job = rushes_sample_jobs_add (world->jobs, new_job (&form, width, height, rule));
  if (rule != NULL && g_str_equal (rule->what, "lost"))
    rushes_sample_http_cut (message);
  else
    send_video (message, job);
}

/* A clip made of another (section 2): its size and length, other words; an extension is longer. */
static void
derive (RushesSampleWorld *world, SoupServerMessage *message, const char *source_id, gboolean extend)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = rushes_sample_http_read (message, &root);
  JsonNode *video = object != NULL ? json_object_get_member (object, "video") : NULL;
  g_autofree char *id = video != NULL && JSON_NODE_HOLDS_OBJECT (video) ? dup_member (json_node_get_object (video), "id") : g_strdup (source_id);
  RushesSampleJob *source = id != NULL ? rushes_sample_jobs_find (world->jobs, id) : NULL;
  g_auto (Form) form = { 0 };

  if (source == NULL || source->comfy || source->state != RUSHES_SAMPLE_DONE)
    {
      refuse (message, 404, NULL, NULL, "Video not found.");
      return;
    }
  form.prompt = dup_member (object, "prompt");
  form.model = g_strdup (source->model);
  form.seconds = g_strdup_printf ("%g", (extend ? 4 : 0) + g_ascii_strtod (source->seconds != NULL ? source->seconds : "4", NULL));
  form.size = g_strdup_printf ("%dx%d", source->clip.width, source->clip.height);
  if (check_form (message, &form, source->clip.width, source->clip.height))
    send_video (message, rushes_sample_jobs_add (world->jobs, new_job (&form, source->clip.width, source->clip.height, NULL)));
}

static gboolean
page_has (RushesSampleJob *job)
{
  return !job->comfy;
}

/* Newest first unless order=asc; `after` names the last id of the page before (section 2). */
static void
list (RushesSampleWorld *world, SoupServerMessage *message, GHashTable *query)
{
  const char *after = query != NULL ? g_hash_table_lookup (query, "after") : NULL;
  const char *limit_text = query != NULL ? g_hash_table_lookup (query, "limit") : NULL;
  int limit = limit_text != NULL ? CLAMP (atoi (limit_text), 1, 100) : 20, n = 0;
  GPtrArray *jobs = rushes_sample_jobs_list (world->jobs);
  gboolean started = after == NULL, more = FALSE;
  JsonBuilder *builder;
  const char *last = NULL;

  if (rushes_sample_http_misbehave (world, message, rushes_sample_behaviour_take (world->behaviour, "list")))
    return;
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "object", "list");
  json_builder_set_member_name (builder, "data");
  json_builder_begin_array (builder);
  for (guint i = jobs->len; i > 0; i--)
    {
      RushesSampleJob *job = jobs->pdata[i - 1];

      if (!page_has (job))
        continue;
      if (started && n == limit)
        more = TRUE;
      else if (started && n++ < limit)
        {
          add_video (builder, job);
          last = job->id;
        }
      started |= g_strcmp0 (job->id, after) == 0;
    }
  json_builder_end_array (builder);
  rushes_sample_http_member (builder, "last_id", last);
  json_builder_set_member_name (builder, "has_more");
  json_builder_add_boolean_value (builder, more);
  json_builder_end_object (builder);
  rushes_sample_http_json (message, 200, builder);
}

static void
send_models (SoupServerMessage *message)
{
  rushes_sample_http_text (message, 200, "application/json",
                           "{\"object\":\"list\",\"data\":[{\"id\":\"sora-2\",\"object\":\"model\"},"
                           "{\"id\":\"sora-2-pro\",\"object\":\"model\"},{\"id\":\"sample-chat\",\"object\":\"model\"}]}");
}

static void
send_deleted (RushesSampleWorld *world, SoupServerMessage *message, RushesSampleJob *job)
{
  JsonBuilder *builder;

  if (rushes_sample_http_misbehave (world, message, rushes_sample_behaviour_take (world->behaviour, "delete")))
    return;
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "id", job->id);
  rushes_sample_http_member (builder, "object", "video.deleted");
  json_builder_set_member_name (builder, "deleted");
  json_builder_add_boolean_value (builder, TRUE);
  json_builder_end_object (builder);
  rushes_sample_jobs_cancel (world->jobs, job);
  rushes_sample_jobs_remove (world->jobs, job);
  rushes_sample_http_json (message, 200, builder);
}

/* ?variant=thumbnail (section 2). */
static void
send_thumbnail (SoupServerMessage *message, RushesSampleJob *job)
{
  g_autoptr (GBytes) still = rushes_sample_render_still (&job->clip, 1);
  gsize size;
  const char *data = g_bytes_get_data (still, &size);

  soup_server_message_set_response (message, "image/jpeg", SOUP_MEMORY_COPY, data, size);
  soup_server_message_set_status (message, 200, NULL);
}

static void
send_content (RushesSampleWorld *world, SoupServerMessage *message, RushesSampleJob *job, GHashTable *query)
{
  const RushesSampleRule *rule = rushes_sample_behaviour_take (world->behaviour, "content");

  if (rushes_sample_http_misbehave (world, message, rule))
    return;
  if (job->state != RUSHES_SAMPLE_DONE)
    refuse (message, 400, NULL, "video_not_ready", "The video is not ready yet.");
  else if (query != NULL && g_strcmp0 (g_hash_table_lookup (query, "variant"), "thumbnail") == 0)
    send_thumbnail (message, job);
  else
    rushes_sample_http_file (message, job->file, rule);
}

static void
poll (RushesSampleWorld *world, SoupServerMessage *message, RushesSampleJob *job)
{
  const RushesSampleRule *rule = rushes_sample_behaviour_take (world->behaviour, "poll");

  if (rushes_sample_http_misbehave (world, message, rule))
    return;
  if (rule != NULL && (g_str_equal (rule->what, "forget") || g_str_equal (rule->what, "restart")))
    {
      if (g_str_equal (rule->what, "restart"))
        rushes_sample_jobs_forget (world->jobs);
      else
        rushes_sample_jobs_remove (world->jobs, job);
      refuse (message, 404, NULL, NULL, "Video not found.");
      return;
    }
  send_video (message, job);
}

static void
handle_video (RushesSampleWorld *world, SoupServerMessage *message, const char *rest, GHashTable *query)
{
  const char *method = soup_server_message_get_method (message);
  const char *slash = strchr (rest, '/');
  g_autofree char *escaped = slash != NULL ? g_strndup (rest, slash - rest) : g_strdup (rest);
  g_autofree char *id = g_uri_unescape_string (escaped, NULL);
  RushesSampleJob *job = rushes_sample_jobs_find (world->jobs, id);

  if (job == NULL || job->comfy)
    refuse (message, 404, NULL, NULL, "Video not found.");
  else if (slash == NULL && g_str_equal (method, "GET"))
    poll (world, message, job);
  else if (slash == NULL && g_str_equal (method, "DELETE"))
    send_deleted (world, message, job);
  else if (slash != NULL && g_str_equal (slash, "/remix") && g_str_equal (method, "POST"))
    derive (world, message, id, FALSE);
  else if (slash != NULL && g_str_equal (slash, "/content") && g_str_equal (method, "GET"))
    send_content (world, message, job, query);
  else
    rushes_sample_http_text (message, 404, "text/plain", "404: Not Found");
}

gboolean
rushes_sample_videos_handle (RushesSampleWorld *world, SoupServerMessage *message, const char *path, GHashTable *query)
{
  const char *method = soup_server_message_get_method (message);

  if (g_str_equal (path, "/v1/models"))
    {
      if (!rushes_sample_http_misbehave (world, message, rushes_sample_behaviour_take (world->behaviour, "check")))
        send_models (message);
    }
  else if (g_str_equal (path, "/v1/videos") && g_str_equal (method, "POST"))
    create (world, message);
  else if (g_str_equal (path, "/v1/videos") && g_str_equal (method, "GET"))
    list (world, message, query);
  else if (g_str_equal (method, "POST") && (g_str_equal (path, "/v1/videos/edits") || g_str_equal (path, "/v1/videos/extensions")))
    derive (world, message, NULL, g_str_has_suffix (path, "extensions"));
  else if (g_str_has_prefix (path, "/v1/videos/"))
    handle_video (world, message, path + strlen ("/v1/videos/"), query);
  else
    return FALSE;
  return TRUE;
}
