/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-openai-api.h"

#include "rushes-error.h"
#include "rushes-json.h"
#include "rushes-openai-body.h"
#include "rushes-openai-refusal.h"
#include "rushes-openai-result.h"

#include <string.h>

/* Whether the end of OpenAI's own service explains this answer (section 1). */
static gboolean
is_ended (RushesTarget *target, guint status, const char *said)
{
  RushesConnection *connection = rushes_target_get_connection (target);
  const char *preset = rushes_connection_get_string (connection, RUSHES_CONNECTION_PRESET);
  gboolean theirs = g_strcmp0 (preset, "openai") == 0 ||
                    strstr (rushes_connection_get_url (connection), "//api.openai.com") != NULL;

  if (!theirs)
    return FALSE;
  return status == 404 || status == 410 || status == 403 ||
         (status == 400 && said != NULL && strstr (said, "model") != NULL);
}

/* @about_service: the route is the service itself, not one video, so that a 404 means "ended" */
static GError *
to_error (RushesTarget *target, RushesHttpReply *reply, gboolean about_service)
{
  g_auto (RushesOpenaiSaid) said = { 0 };

  rushes_openai_said_read_body (&said, reply->body);
  if (about_service && is_ended (target, reply->status, said.message))
    return g_error_new (RUSHES_ERROR, RUSHES_ERROR_ENDED, "HTTP %u", reply->status);
  return rushes_openai_refusal_of_call (reply, rushes_target_get_endpoint (target), &said);
}

static JsonNode *
to_json (RushesTarget *target, RushesHttpReply *reply, gboolean about_service, GError **error)
{
  if (rushes_http_reply_is_ok (reply) && !rushes_http_reply_is_html (reply))
    return rushes_json_parse (reply->body, error);
  g_propagate_error (error, to_error (target, reply, about_service));
  return NULL;
}

/* Whether a server just does not have a route: many lack some (section 7). */
gboolean
rushes_openai_api_is_absent (const GError *error)
{
  return g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_GONE) || g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_REJECTED) ||
         g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_UNSUPPORTED);
}

/* "/videos", "/videos/ID" or "/videos/ID/below"; ids are opaque and escaped verbatim (section 7). */
char *
rushes_openai_api_dup_video_path (const char *id, const char *below)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  return g_strconcat ("/videos/", escaped, below != NULL ? "/" : NULL, below, NULL);
}

/* Section 4, "App policy": an answer of 5xx other than 503 says nothing about whether a job exists. */
static gboolean
is_uncertain (guint status)
{
  return status >= 500 && status != 503 && status != 501;
}

/* A definite refusal that means: not in this form (section 7). No job exists after any of these. */
static gboolean
is_wrong_form (RushesHttpReply *reply)
{
  static const char *const words[] = { "multipart", "content-type", "content type", "form", "input_reference", "json", "body" };
  g_auto (RushesOpenaiSaid) said = { 0 };
  g_autofree char *lower = NULL;

  rushes_openai_said_read_body (&said, reply->body);
  lower = said.message != NULL ? g_ascii_strdown (said.message, -1) : NULL;
  if (reply->status == 415 || reply->status == 422)
    return TRUE;
  for (guint i = 0; reply->status == 400 && lower != NULL && i < G_N_ELEMENTS (words); i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Sends the first frame by itself, for a connection whose server wants its id (section 2, file_id). May be repeated freely.
 * *@id: (out): %NULL where there is no picture, or no such wish */
static gboolean
upload_picture (RushesHttp *http, RushesTarget *target, RushesRequest *request, char **id, GCancellable *cancellable, GError **error)
{
  const char *picture = rushes_request_get_string (request, RUSHES_REQUEST_PICTURE);
  const char *shape = rushes_connection_get_string (rushes_target_get_connection (target), RUSHES_CONNECTION_PICTURE);
  RushesEndpoint *endpoint = rushes_target_get_endpoint (target);
  g_autofree char *url = rushes_endpoint_build_url (endpoint, "/files", NULL);
  g_autofree char *type = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (RushesHttpReply) reply = NULL;
  g_autoptr (JsonNode) root = NULL;

  *id = NULL;
  if (picture == NULL || *picture == '\0' || g_strcmp0 (shape, "file_id") != 0)
    return TRUE;
  body = rushes_openai_body_new_file (picture, &type, error);
  reply = body != NULL ? rushes_http_call (http, endpoint, "POST", url, type, body, RUSHES_HTTP_PLAIN, cancellable, error) : NULL;
  root = reply != NULL ? to_json (target, reply, FALSE, error) : NULL;
  if (root == NULL || rushes_json_root_object (root, error) == NULL)
    return FALSE;
  *id = g_strdup (rushes_json_get_string (json_node_get_object (root), "id", error));
  return *id != NULL;
}

static RushesHttpReply *
send_create (RushesHttp *http, RushesTarget *target, const RushesJobRecord *order, gboolean json, GCancellable *cancellable, GError **error)
{
  RushesEndpoint *endpoint = rushes_target_get_endpoint (target);
  g_autofree char *path = rushes_openai_body_dup_path (order->request);
  g_autofree char *url = rushes_endpoint_build_url (endpoint, path, NULL);
  g_autofree char *type = json ? g_strdup ("application/json") : NULL, *file_id = NULL;
  g_autoptr (GBytes) body = NULL;

  if (json && !upload_picture (http, target, order->request, &file_id, cancellable, error))
    return NULL;
  body = json ? rushes_openai_body_new_json (target, order, file_id, error) : rushes_openai_body_new_form (target, order, &type, error);
  return body != NULL ? rushes_http_call (http, endpoint, "POST", url, type, body, RUSHES_HTTP_CREATES, cancellable, error) : NULL;
}

/**
 * rushes_openai_api_create:
 *
 * POST /videos: one job at the most. Where the form is not known, multipart comes first, and JSON only after a
 * definite refusal of it. %RUSHES_ERROR_UNCERTAIN when the job may exist all the same.
 */
JsonNode *
rushes_openai_api_create (RushesHttp *http, RushesTarget *target, const RushesJobRecord *order,
                          GCancellable *cancellable, GError **error)
{
  const char *form = rushes_connection_get_string (rushes_target_get_connection (target), RUSHES_CONNECTION_BODY);
  gboolean json = g_strcmp0 (form, "json") == 0 || rushes_request_get_string (order->request, RUSHES_REQUEST_DERIVE) != NULL;
  g_autoptr (RushesHttpReply) reply = send_create (http, target, order, json, cancellable, error);
  g_autoptr (GError) cause = NULL;
  JsonNode *node;

  if (reply != NULL && !json && g_strcmp0 (form, "multipart") != 0 && is_wrong_form (reply))
    {
      rushes_http_reply_free (g_steal_pointer (&reply));
      reply = send_create (http, target, order, TRUE, cancellable, error);
    }
  if (reply == NULL)
    return NULL;
  node = to_json (target, reply, TRUE, &cause);
  if (node != NULL)
    return node;
  if (is_uncertain (reply->status) || rushes_http_reply_is_ok (reply))
    cause->code = RUSHES_ERROR_UNCERTAIN;
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

/* openai-poll-after-ms, bounded (section 8, rule 12). */
static int
read_after (RushesHttpReply *reply)
{
  const char *after = soup_message_headers_get_one (reply->headers, "openai-poll-after-ms");

  if (after == NULL || g_ascii_strtoll (after, NULL, 10) <= 0)
    return 0;
  return CLAMP (g_ascii_strtoll (after, NULL, 10), 500, 60000);
}

static JsonNode *
get_url (RushesHttp *http, RushesTarget *target, const char *url, gboolean about_service, int *after_ms, GCancellable *cancellable,
         GError **error)
{
  g_autoptr (RushesHttpReply) reply =
    rushes_http_call (http, rushes_target_get_endpoint (target), "GET", url, NULL, NULL, RUSHES_HTTP_PLAIN, cancellable, error);

  if (reply == NULL)
    return NULL;
  if (after_ms != NULL)
    *after_ms = read_after (reply);
  return to_json (target, reply, about_service, error);
}

/**
 * rushes_openai_api_get:
 * @path: "/videos", "/models" or one video's path
 * @after_ms: (out) (optional): when to poll again, 0 if the server does not say
 */
JsonNode *
rushes_openai_api_get (RushesHttp *http, RushesTarget *target, const char *path, const char *query,
                       int *after_ms, GCancellable *cancellable, GError **error)
{
  g_autofree char *url = rushes_endpoint_build_url (rushes_target_get_endpoint (target), path, query);

  return get_url (http, target, url, g_str_equal (path, "/videos"), after_ms, cancellable, error);
}

/* One job's video: at the address that the server named for that, which may be relative (section 7, OpenRouter), else by its id. */
JsonNode *
rushes_openai_api_poll (RushesHttp *http, RushesTarget *target, const RushesJobRecord *order, int *after_ms, GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *path = rushes_openai_api_dup_video_path (order->remote_id, NULL);
  g_autofree char *url = order->poll_url != NULL ? rushes_openai_result_resolve (target, order->poll_url, error)
                                                 : rushes_endpoint_build_url (rushes_target_get_endpoint (target), path, NULL);

  return url != NULL ? get_url (http, target, url, FALSE, after_ms, cancellable, error) : NULL;
}

static gboolean
call_for_effect (RushesHttp *http, RushesTarget *target, const char *method, const char *path,
                 GCancellable *cancellable, GError **error)
{
  RushesEndpoint *endpoint = rushes_target_get_endpoint (target);
  g_autofree char *url = rushes_endpoint_build_url (endpoint, path, NULL);
  g_autoptr (RushesHttpReply) reply =
    rushes_http_call (http, endpoint, method, url, NULL, NULL, RUSHES_HTTP_PLAIN, cancellable, error);

  if (reply == NULL)
    return FALSE;
  if (rushes_http_reply_is_ok (reply))
    return TRUE;
  if (reply->status == 405 || reply->status == 501)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_UNSUPPORTED, "HTTP %u", reply->status);
  else
    g_propagate_error (error, to_error (target, reply, FALSE));
  return FALSE;
}

gboolean
rushes_openai_api_delete (RushesHttp *http, RushesTarget *target, const char *id, GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *path = rushes_openai_api_dup_video_path (id, NULL);

  return call_for_effect (http, target, "DELETE", path, cancellable, error);
}

/* POST /videos/ID/cancel: SGLang has it, the official service does not (section 7). */
gboolean
rushes_openai_api_cancel (RushesHttp *http, RushesTarget *target, const char *id, GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *path = rushes_openai_api_dup_video_path (id, "cancel");

  return call_for_effect (http, target, "POST", path, cancellable, error);
}
