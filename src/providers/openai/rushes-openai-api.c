/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-openai-api.h"

#include "rushes-error.h"
#include "rushes-json.h"
#include "rushes-openai-refusal.h"
#include "rushes-openai-result.h"


/* @about_service: the route is the service itself, not one video, so that a 404 means "ended" */
static GError *
to_error (RushesTarget *target, RushesHttpReply *reply, gboolean about_service)
{
  g_auto (RushesSaid) said = { 0 };

  rushes_said_read_body (&said, reply->body);
  return about_service ? rushes_openai_refusal_of_service (reply, target, &said)
                       : rushes_openai_refusal_of_call (reply, rushes_target_get_endpoint (target), &said);
}

/* @about_service: see above. Returns: (transfer full): the answer, or %NULL with what it means that there is none */
JsonNode *
rushes_openai_api_read (RushesTarget *target, RushesHttpReply *reply, gboolean about_service, GError **error)
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

/* openai-poll-after-ms, bounded (section 8, rule 12). */
static int
read_after (RushesHttpReply *reply)
{
  const char *after = soup_message_headers_get_one (reply->headers, "openai-poll-after-ms");

  if (after == NULL || g_ascii_strtoll (after, NULL, 10) <= 0)
    return 0;
  return CLAMP (g_ascii_strtoll (after, NULL, 10), 500, 60000);
}

/* Whether the API itself speaks, and of the video that was asked for: its error (section 5), or FastAPI's with words of its own, since
 * the usual ones are those of a route that is not there. Everything else may come from what is before the server. */
static gboolean
is_of_api (RushesHttpReply *reply)
{
  g_autoptr (JsonNode) root = rushes_http_reply_is_html (reply) ? NULL : rushes_json_parse (reply->body, NULL);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *detail = object != NULL ? rushes_json_peek_string (object, "detail") : NULL;

  if (object == NULL)
    return FALSE;
  if (rushes_json_peek_object (object, "error") != NULL || rushes_json_peek_string (object, "error") != NULL ||
      rushes_json_peek_array (object, "detail") != NULL)
    return TRUE;
  return detail != NULL && g_ascii_strcasecmp (detail, "Not Found") != 0;
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
  return rushes_openai_api_read (target, reply, about_service, error);
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

/* One job's video, %RUSHES_ERROR_GONE only in the API's own words, %RUSHES_ERROR_UNREACHABLE where something else answers. It is
 * at the address that the server named for that, which may be relative (section 7, OpenRouter), else where its id says. */
JsonNode *
rushes_openai_api_poll (RushesHttp *http, RushesTarget *target, const RushesJobRecord *order, int *after_ms, GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *path = rushes_openai_api_dup_video_path (order->remote_id, NULL);
  g_autofree char *url = order->poll_url != NULL ? rushes_openai_result_resolve (target, order->poll_url, error)
                                                 : rushes_endpoint_build_url (rushes_target_get_endpoint (target), path, NULL);

  g_autoptr (RushesHttpReply) reply =
    url != NULL ? rushes_http_call (http, rushes_target_get_endpoint (target), "GET", url, NULL, NULL, RUSHES_HTTP_PLAIN, cancellable, error)
                : NULL;
  g_autoptr (GError) cause = NULL;
  JsonNode *root;

  if (reply == NULL)
    return NULL;
  if (after_ms != NULL)
    *after_ms = read_after (reply);
  root = rushes_openai_api_read (target, reply, FALSE, &cause);
  if (root != NULL)
    return root;
  if ((!rushes_http_reply_is_ok (reply) || rushes_http_reply_is_html (reply)) && !is_of_api (reply) && !rushes_error_is_temporary (cause))
    cause->code = RUSHES_ERROR_UNREACHABLE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
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
