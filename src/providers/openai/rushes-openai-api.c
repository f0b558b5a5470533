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

/* What frameworks and gateways say of a route that is not there, and some servers of a video. */
static gboolean
is_vague (const RushesSaid *said)
{
  return said->message == NULL || g_ascii_strcasecmp (said->message, "Not Found") == 0;
}

/* Whose words an error of one video is in. */
typedef enum
{
  SPEAKER_OTHER, /* not the API's: a web page, or what a gateway says of its own routes */
  SPEAKER_VAGUE, /* the API's form, and words that may mean the route */
  SPEAKER_API,
} Speaker;

/* The API's forms (section 5; section 8, rule 9): its error, FastAPI's detail, and an error that lies open, which has a code or says
 * what it is, since gateways have a bare message. */
static Speaker
find_speaker (RushesHttpReply *reply)
{
  g_autoptr (JsonNode) root = rushes_http_reply_is_html (reply) ? NULL : rushes_json_parse (reply->body, NULL);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  g_auto (RushesSaid) said = { 0 };

  if (object == NULL)
    return SPEAKER_OTHER;
  rushes_said_read_body (&said, reply->body);
  if (json_object_has_member (object, "error") || json_object_has_member (object, "detail"))
    return is_vague (&said) ? SPEAKER_VAGUE : SPEAKER_API;
  if (rushes_json_peek_string (object, "message") == NULL ||
      !(json_object_has_member (object, "code") || g_strcmp0 (rushes_json_peek_string (object, "object"), "error") == 0))
    return SPEAKER_OTHER;
  return is_vague (&said) ? SPEAKER_VAGUE : SPEAKER_API;
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

/**
 * rushes_openai_api_poll:
 * @after_ms: (out) (optional): as above
 * @vague: (out) (optional): whether the server may have meant that it has not the video, or that it has no such route; an error
 *   is %RUSHES_ERROR_UNREACHABLE then
 *
 * One job's video: %RUSHES_ERROR_GONE only in the API's own words, %RUSHES_ERROR_UNREACHABLE where something else answers. It is at
 * the address that the server named for that, which may be relative (section 7, OpenRouter), else where its id says.
 */
JsonNode *
rushes_openai_api_poll (RushesHttp *http, RushesTarget *target, const RushesJobRecord *order, int *after_ms, gboolean *vague,
                        GCancellable *cancellable, GError **error)
{
  g_autofree char *path = rushes_openai_api_dup_video_path (order->remote_id, NULL);
  g_autofree char *url = order->poll_url != NULL ? rushes_openai_result_resolve (target, order->poll_url, error)
                                                 : rushes_endpoint_build_url (rushes_target_get_endpoint (target), path, NULL);

  g_autoptr (RushesHttpReply) reply =
    url != NULL ? rushes_http_call (http, rushes_target_get_endpoint (target), "GET", url, NULL, NULL, RUSHES_HTTP_PLAIN, cancellable, error)
                : NULL;
  g_autoptr (GError) cause = NULL;
  JsonNode *root;
  Speaker speaker;

  if (vague != NULL)
    *vague = FALSE;
  if (reply == NULL)
    return NULL;
  if (after_ms != NULL)
    *after_ms = read_after (reply);
  root = rushes_openai_api_read (target, reply, FALSE, &cause);
  if (root != NULL)
    return root;
  if ((rushes_http_reply_is_ok (reply) && !rushes_http_reply_is_html (reply)) || rushes_error_is_temporary (cause))
    speaker = SPEAKER_API;
  else
    speaker = find_speaker (reply);
  if (vague != NULL)
    *vague = speaker == SPEAKER_VAGUE && cause->code == RUSHES_ERROR_GONE;
  if (speaker != SPEAKER_API)
    cause->code = RUSHES_ERROR_UNREACHABLE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

/**
 * rushes_openai_api_look:
 * @clear: (out): with an error: whether it is the API's own word about this video
 *
 * One video by an id that the user gave. Blocking.
 */
JsonNode *
rushes_openai_api_look (RushesHttp *http, RushesTarget *target, const char *id, gboolean *clear, GCancellable *cancellable, GError **error)
{
  RushesEndpoint *endpoint = rushes_target_get_endpoint (target);
  g_autofree char *path = rushes_openai_api_dup_video_path (id, NULL);
  g_autofree char *url = rushes_endpoint_build_url (endpoint, path, NULL);
  g_autoptr (RushesHttpReply) reply = rushes_http_call (http, endpoint, "GET", url, NULL, NULL, RUSHES_HTTP_PLAIN, cancellable, error);

  *clear = reply != NULL && find_speaker (reply) == SPEAKER_API;
  return reply != NULL ? rushes_openai_api_read (target, reply, FALSE, error) : NULL;
}

static gboolean
call_for_effect (RushesHttp *http, RushesTarget *target, const char *method, const char *path, gboolean *clear,
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
  if (clear != NULL)
    *clear = find_speaker (reply) == SPEAKER_API;
  if (reply->status == 405 || reply->status == 501)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_UNSUPPORTED, "HTTP %u", reply->status);
  else
    g_propagate_error (error, to_error (target, reply, FALSE));
  return FALSE;
}

/* @clear: (out) (optional): as above; set only with an error */
gboolean
rushes_openai_api_delete (RushesHttp *http, RushesTarget *target, const char *id, gboolean *clear, GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *path = rushes_openai_api_dup_video_path (id, NULL);

  return call_for_effect (http, target, "DELETE", path, clear, cancellable, error);
}

/* POST /videos/ID/cancel: SGLang has it, the official service does not (section 7). */
gboolean
rushes_openai_api_cancel (RushesHttp *http, RushesTarget *target, const char *id, GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *path = rushes_openai_api_dup_video_path (id, "cancel");

  return call_for_effect (http, target, "POST", path, NULL, cancellable, error);
}
