/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-api.h"

#include "rushes-comfy-refusal.h"
#include "rushes-error.h"
#include "rushes-json.h"
#include "rushes-said.h"

#include <string.h>

#define UPLOADS "rushes" /* the folder below the server's input folder */

/* Comfy Cloud, which differs in more than its address (section 8). */
gboolean
rushes_comfy_api_is_cloud (RushesTarget *target)
{
  const char *preset = rushes_connection_get_string (rushes_target_get_connection (target), RUSHES_CONNECTION_PRESET);

  return g_strcmp0 (preset, "comfy-cloud") == 0;
}

/* Turns an unsuccessful answer into an error; a 400 of /prompt is read for its reasons. @graph: (nullable): that was sent */
static GError *
to_error (RushesTarget *target, RushesHttpReply *reply, JsonObject *graph)
{
  g_autoptr (JsonNode) root = reply->status == 400 ? rushes_json_parse (reply->body, NULL) : NULL;
  g_autofree char *said = rushes_said_dup_message (reply->body);

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root) &&
      rushes_json_peek_object (json_node_get_object (root), "error") != NULL)
    return rushes_comfy_refusal_new (json_node_get_object (root), graph);
  return rushes_http_reply_to_error (reply, rushes_target_get_endpoint (target), said);
}

/* Successful POSTs without a result are empty (section 1): that reads as an empty object. */
static JsonNode *
to_json (RushesTarget *target, RushesHttpReply *reply, JsonObject *graph, GError **error)
{
  if (!rushes_http_reply_is_ok (reply) || rushes_http_reply_is_html (reply))
    {
      g_propagate_error (error, to_error (target, reply, graph));
      return NULL;
    }
  if (g_bytes_get_size (reply->body) == 0)
    return json_node_init_object (json_node_alloc (), json_object_new ());
  return rushes_json_parse (reply->body, error);
}

/* @path: with a leading slash; asked below /api, which every server since 2024-06 has */
JsonNode *
rushes_comfy_api_get (RushesHttp *http, RushesTarget *target, const char *path, const char *query,
                      GCancellable *cancellable, GError **error)
{
  RushesEndpoint *endpoint = rushes_target_get_endpoint (target);
  g_autofree char *api_path = g_strconcat ("/api", path, NULL);
  g_autofree char *url = rushes_endpoint_build_url (endpoint, api_path, query);
  g_autoptr (RushesHttpReply) reply =
    rushes_http_call (http, endpoint, "GET", url, NULL, NULL, RUSHES_HTTP_PLAIN, cancellable, error);

  return reply != NULL ? to_json (target, reply, NULL, error) : NULL;
}

/* With %RUSHES_HTTP_CREATES, an answer that does not tell whether a job exists is UNCERTAIN. */
JsonNode *
rushes_comfy_api_post (RushesHttp *http, RushesTarget *target, const char *path, JsonObject *body,
                       RushesHttpFlags flags, GCancellable *cancellable, GError **error)
{
  RushesEndpoint *endpoint = rushes_target_get_endpoint (target);
  g_autofree char *api_path = g_strconcat ("/api", path, NULL);
  g_autofree char *url = rushes_endpoint_build_url (endpoint, api_path, NULL);
  char *text = rushes_json_object_to_text (body, FALSE);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
  g_autoptr (RushesHttpReply) reply = rushes_http_call (http, endpoint, "POST", url, "application/json", bytes,
                                                        flags, cancellable, error);
  g_autoptr (GError) cause = NULL;
  JsonNode *root;

  if (reply == NULL)
    return NULL;
  root = to_json (target, reply, rushes_json_peek_object (body, "prompt"), &cause);
  if (root != NULL)
    return root;
  if ((flags & RUSHES_HTTP_CREATES) &&
      (rushes_http_reply_is_ok (reply) || (reply->status >= 500 && reply->status != 503)))
    cause->code = RUSHES_ERROR_UNCERTAIN;
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

static GBytes *
build_upload (const char *name, const char *type, GBytes *picture, char **content_type)
{
  g_autoptr (SoupMultipart) form = soup_multipart_new ("multipart/form-data");
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  GBytes *body = NULL;

  soup_multipart_append_form_string (form, "type", "input");
  soup_multipart_append_form_string (form, "subfolder", UPLOADS);
  soup_multipart_append_form_string (form, "overwrite", "true");
  soup_multipart_append_form_file (form, "image", name, type, picture);
  soup_multipart_to_message (form, headers, &body);
  *content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  return body;
}

/* HEAD /view: whether a file of a predictable name exists there (section 5). */
gboolean
rushes_comfy_api_has_file (RushesHttp *http, RushesTarget *target, const char *query, GCancellable *cancellable)
{
  RushesEndpoint *endpoint = rushes_target_get_endpoint (target);
  g_autofree char *url = rushes_endpoint_build_url (endpoint, "/api/view", query);
  g_autoptr (RushesHttpReply) reply =
    rushes_http_call (http, endpoint, "HEAD", url, NULL, NULL, RUSHES_HTTP_PLAIN, cancellable, NULL);

  return reply != NULL && rushes_http_reply_is_ok (reply);
}

/**
 * rushes_comfy_api_upload:
 *
 * Uploads a picture under the hash of its content, unless it is there from an earlier job. The name is
 * ASCII: other names make some servers fail (section 0, fact 13).
 *
 * Returns: (transfer full): the value for LoadImage.image
 */
char *
rushes_comfy_api_upload (RushesHttp *http, RushesTarget *target, const char *picture, GCancellable *cancellable,
                         GError **error)
{
  RushesEndpoint *endpoint = rushes_target_get_endpoint (target);
  g_autofree char *url = rushes_endpoint_build_url (endpoint, "/api/upload/image", NULL);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GBytes) bytes = NULL, body = NULL;
  g_autoptr (RushesHttpReply) reply = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *hash = NULL, *file = NULL, *type = NULL, *query = NULL;
  const char *name, *folder;
  char *data;
  gsize length;
  gboolean jpeg;

  if (!g_file_get_contents (picture, &data, &length, &cause))
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, "The picture cannot be read: %s", cause->message);
      return NULL;
    }
  bytes = g_bytes_new_take (data, length);
  jpeg = length > 2 && memcmp (data, "\xff\xd8", 2) == 0;
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  file = g_strconcat (hash, jpeg ? ".jpg" : ".png", NULL);
  query = g_strdup_printf ("filename=%s&subfolder=" UPLOADS "&type=input", file);
  /* The cloud gives names of its own. */
  if (!rushes_comfy_api_is_cloud (target) && rushes_comfy_api_has_file (http, target, query, cancellable))
    return g_strconcat (UPLOADS "/", file, NULL);
  body = build_upload (file, jpeg ? "image/jpeg" : "image/png", bytes, &type);
  reply = rushes_http_call (http, endpoint, "POST", url, type, body, RUSHES_HTTP_PLAIN, cancellable, error);
  root = reply != NULL ? to_json (target, reply, NULL, error) : NULL;
  if (root == NULL || rushes_json_root_object (root, error) == NULL)
    return NULL;
  name = rushes_json_get_string (json_node_get_object (root), "name", error);
  folder = rushes_json_peek_string (json_node_get_object (root), "subfolder");
  if (name == NULL)
    return NULL;
  return folder != NULL && *folder != '\0' ? g_strconcat (folder, "/", name, NULL) : g_strdup (name);
}
