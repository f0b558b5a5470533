/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-openai-api.h"

#include "rushes-error.h"
#include "rushes-json.h"
#include "rushes-openai-reply.h"

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
  g_autofree char *code = NULL;
  g_autofree char *said = rushes_openai_reply_dup_said (reply->body, &code);
  GError *error;

  if (about_service && is_ended (target, reply->status, said))
    return g_error_new (RUSHES_ERROR, RUSHES_ERROR_ENDED, "HTTP %u", reply->status);
  error = rushes_http_reply_to_error (reply, rushes_target_get_endpoint (target), said);
  if (rushes_openai_code_is_quota (code))
    error->code = RUSHES_ERROR_QUOTA;
  else if (rushes_openai_code_is_moderation (code))
    error->code = RUSHES_ERROR_MODERATION;
  return error;
}

static JsonNode *
to_json (RushesTarget *target, RushesHttpReply *reply, gboolean about_service, GError **error)
{
  if (rushes_http_reply_is_ok (reply) && !rushes_http_reply_is_html (reply))
    return rushes_json_parse (reply->body, error);
  g_propagate_error (error, to_error (target, reply, about_service));
  return NULL;
}

/* "/videos", "/videos/ID" or "/videos/ID/below"; ids are opaque and escaped verbatim (section 7). */
char *
rushes_openai_api_dup_video_path (const char *id, const char *below)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  return g_strconcat ("/videos/", escaped, below != NULL ? "/" : NULL, below, NULL);
}

static void
append_number (SoupMultipart *form, const char *name, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  soup_multipart_append_form_string (form, name, g_ascii_formatd (text, sizeof text, "%.15g", number));
}

static gboolean
append_picture (SoupMultipart *form, const char *path, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize length;
  gboolean jpeg;

  if (!g_file_get_contents (path, &data, &length, &cause))
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, "The picture cannot be read: %s",
                   cause->message);
      return FALSE;
    }
  bytes = g_bytes_new_take (data, length);
  /* The part's own type decides: application/octet-stream is refused (section 2). */
  jpeg = length > 2 && memcmp (data, "\xff\xd8", 2) == 0;
  soup_multipart_append_form_file (form, "input_reference", jpeg ? "first-frame.jpg" : "first-frame.png",
                                   jpeg ? "image/jpeg" : "image/png", bytes);
  return TRUE;
}

static void
append_extras (SoupMultipart *form, RushesTarget *target, RushesRequest *request)
{
  RushesConnection *connection = rushes_target_get_connection (target);
  gint64 seed = rushes_request_get_int (request, RUSHES_REQUEST_SEED, -1);
  const char *negative = rushes_request_get_string (request, RUSHES_REQUEST_NEGATIVE);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seed);

  if (seed >= 0 && rushes_connection_get_flag (connection, RUSHES_CONNECTION_SEED))
    soup_multipart_append_form_string (form, "seed", text);
  if (negative != NULL && *negative != '\0' &&
      rushes_connection_get_flag (connection, RUSHES_CONNECTION_NEGATIVE))
    soup_multipart_append_form_string (form, "negative_prompt", negative);
}

/* The body of a create: multipart, which every documented server takes and which hides the question
 * whether seconds is a string (section 8, rules 2 to 5). */
static GBytes *
build_form (RushesTarget *target, RushesRequest *request, char **type, GError **error)
{
  g_autoptr (SoupMultipart) form = soup_multipart_new ("multipart/form-data");
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  const char *model = rushes_request_get_string (request, RUSHES_REQUEST_MODEL);
  const char *picture = rushes_request_get_string (request, RUSHES_REQUEST_PICTURE);
  int width = rushes_request_get_int (request, RUSHES_REQUEST_WIDTH, 0);
  int height = rushes_request_get_int (request, RUSHES_REQUEST_HEIGHT, 0);
  GBytes *body = NULL;

  if (model != NULL && *model != '\0')
    soup_multipart_append_form_string (form, "model", model);
  soup_multipart_append_form_string (form, "prompt", rushes_request_get_prompt (request));
  append_number (form, "seconds", rushes_request_get_double (request, RUSHES_REQUEST_SECONDS, 4));
  if (width > 0 && height > 0)
    {
      g_autofree char *size = g_strdup_printf ("%dx%d", width, height);
      soup_multipart_append_form_string (form, "size", size);
    }
  append_extras (form, target, request);
  if (picture != NULL && *picture != '\0' && !append_picture (form, picture, error))
    return NULL;
  soup_multipart_to_message (form, headers, &body);
  *type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  return body;
}

/* Section 4, "App policy": an answer of 5xx other than 503 says nothing about whether a job exists. */
static gboolean
is_uncertain (guint status)
{
  return status >= 500 && status != 503 && status != 501;
}

/**
 * rushes_openai_api_create:
 *
 * POST /videos, sent once. %RUSHES_ERROR_UNCERTAIN when the job may exist all the same.
 */
JsonNode *
rushes_openai_api_create (RushesHttp *http, RushesTarget *target, const RushesJobRecord *order,
                          GCancellable *cancellable, GError **error)
{
  RushesEndpoint *endpoint = rushes_target_get_endpoint (target);
  g_autofree char *url = rushes_endpoint_build_url (endpoint, "/videos", NULL);
  g_autofree char *type = NULL;
  g_autoptr (GBytes) body = build_form (target, order->request, &type, error);
  g_autoptr (RushesHttpReply) reply = NULL;
  g_autoptr (GError) cause = NULL;
  JsonNode *node;

  if (body == NULL)
    return NULL;
  reply = rushes_http_call (http, endpoint, "POST", url, type, body, RUSHES_HTTP_CREATES, cancellable, error);
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

/**
 * rushes_openai_api_get:
 * @path: "/videos", "/models" or one video's path
 * @after_ms: (out) (optional): when to poll again, 0 if the server does not say
 */
JsonNode *
rushes_openai_api_get (RushesHttp *http, RushesTarget *target, const char *path, const char *query,
                       int *after_ms, GCancellable *cancellable, GError **error)
{
  RushesEndpoint *endpoint = rushes_target_get_endpoint (target);
  g_autofree char *url = rushes_endpoint_build_url (endpoint, path, query);
  g_autoptr (RushesHttpReply) reply =
    rushes_http_call (http, endpoint, "GET", url, NULL, NULL, RUSHES_HTTP_PLAIN, cancellable, error);

  if (reply == NULL)
    return NULL;
  if (after_ms != NULL)
    *after_ms = read_after (reply);
  return to_json (target, reply, g_str_equal (path, "/videos"), error);
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
