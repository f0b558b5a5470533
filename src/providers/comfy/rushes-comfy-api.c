/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-api.h"

#include "rushes-comfy-refusal.h"
#include "rushes-error.h"
#include "rushes-json.h"
#include "rushes-said.h"

#include <glib/gi18n.h>
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
  if (cause != NULL && (flags & RUSHES_HTTP_CREATES) &&
      (rushes_http_reply_is_ok (reply) || (reply->status >= 500 && reply->status != 503)))
    cause->code = RUSHES_ERROR_UNCERTAIN;
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

/* HEAD /view: whether a file of a predictable name exists there (section 5). */
gboolean
rushes_comfy_api_has_file (RushesHttp *http, RushesTarget *target, const char *query, GCancellable *cancellable)
{
  RushesEndpoint *endpoint = rushes_target_get_endpoint (target);
  g_autofree char *url = rushes_endpoint_build_url (endpoint, "/api/view", query);
  g_autoptr (RushesHttpReply) reply =
    rushes_http_call (http, endpoint, "HEAD", url, NULL, NULL, RUSHES_HTTP_PLAIN, cancellable, NULL);

  return reply != NULL && rushes_http_reply_is_ok (reply) && !rushes_http_reply_is_html (reply);
}

/* (transfer full): how a file ends there: loaders of the server go by it */
static char *
dup_ending (const char *path, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length), *dot = strrchr (path, '.');
  gboolean plain = dot != NULL && dot[1] != '\0' && strlen (dot) <= 6;

  if (length > 2 && memcmp (data, "\xff\xd8", 2) == 0)
    return g_strdup (".jpg");
  for (const char *p = plain ? dot + 1 : ""; *p != '\0'; p++)
    plain &= g_ascii_isalnum (*p);
  return plain ? g_ascii_strdown (dot, -1) : g_strdup (".png");
}

static char *
dup_type (const char *name)
{
  g_autofree char *guessed = g_content_type_guess (name, NULL, 0, NULL);
  char *type = g_content_type_get_mime_type (guessed);

  return type != NULL ? type : g_strdup ("application/octet-stream");
}

/* (transfer full) (nullable): the value for a loader, from what the server answered */
static char *
dup_uploaded (JsonObject *answer, GError **error)
{
  const char *name = rushes_json_get_string (answer, "name", error);
  const char *folder = rushes_json_peek_string (answer, "subfolder");

  if (name == NULL)
    return NULL;
  return folder != NULL && *folder != '\0' ? g_strconcat (folder, "/", name, NULL) : g_strdup (name);
}

static char *
send_file (RushesHttp *http, RushesTarget *target, const char *name, GBytes *bytes, RushesHttpProgress progress, gpointer data,
           GCancellable *cancellable, GError **error)
{
  static const char *const fields[] = { "type", "input", "subfolder", UPLOADS, "overwrite", "true", NULL };
  RushesEndpoint *endpoint = rushes_target_get_endpoint (target);
  g_autofree char *url = rushes_endpoint_build_url (endpoint, "/api/upload/image", NULL);
  g_autofree char *type = dup_type (name);
  const RushesHttpForm form = { fields, "image", name, type, bytes };
  g_autoptr (RushesHttpReply) reply = rushes_http_upload (http, endpoint, url, &form, progress, data, cancellable, error);
  g_autoptr (JsonNode) root = reply != NULL ? to_json (target, reply, NULL, error) : NULL;

  if (root == NULL || rushes_json_root_object (root, error) == NULL)
    return NULL;
  return dup_uploaded (json_node_get_object (root), error);
}

/**
 * rushes_comfy_api_upload:
 * @path: a picture, a video, a sound: the route takes any (section 4)
 * @progress: (nullable): called on this thread
 *
 * Uploads a file under the hash of its content, unless it is there from an earlier job. The name is
 * ASCII: other names make some servers fail (section 0, fact 13). Blocking.
 *
 * Returns: (transfer full): the value for LoadImage.image, LoadVideo.file …
 */
char *
rushes_comfy_api_upload (RushesHttp *http, RushesTarget *target, const char *path, RushesHttpProgress progress, gpointer data,
                         GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, &cause);
  g_autoptr (GBytes) bytes = mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;
  g_autofree char *hash = NULL, *ending = NULL, *name = NULL, *query = NULL;

  if (bytes == NULL)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("A file of the request cannot be read: %s"), cause->message);
      return NULL;
    }
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  ending = dup_ending (path, bytes);
  name = g_strconcat (hash, ending, NULL);
  query = g_strdup_printf ("filename=%s&subfolder=" UPLOADS "&type=input", name);
  /* The cloud gives names of its own. */
  if (!rushes_comfy_api_is_cloud (target) && rushes_comfy_api_has_file (http, target, query, cancellable))
    return g_strconcat (UPLOADS "/", name, NULL);
  return send_file (http, target, name, bytes, progress, data, cancellable, error);
}
