/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-openai-remote.h"

#include "rushes-error.h"
#include "rushes-json.h"
#include "rushes-openai-api.h"
#include "rushes-openai-reply.h"

#include <glib/gi18n.h>
#include <string.h>

/* The videos that a server keeps. */

#define PAGE_LIMIT 100
#define PAGES_MAX 100
#define LIST_MAX (192 * 1024 * 1024) /* of memory: some 100,000 videos */
#define THUMBNAIL_LIMIT (4 * 1024 * 1024)

static gboolean
read_page (JsonNode *root, GPtrArray *objects, char **last_id)
{
  JsonObject *page = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonArray *data = page != NULL ? rushes_json_peek_array (page, "data") : NULL;
  gboolean more = page != NULL && rushes_json_peek_boolean (page, "has_more");

  g_clear_pointer (last_id, g_free);
  for (guint i = 0; data != NULL && i < json_array_get_length (data); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (data, i)))
      g_ptr_array_add (objects, json_object_ref (json_array_get_object_element (data, i)));
  if (more && objects->len > 0)
    {
      const char *last = rushes_json_peek_string (page, "last_id");
      *last_id = g_strdup (last != NULL ? last
                                        : rushes_json_peek_string (objects->pdata[objects->len - 1], "id"));
    }
  return *last_id != NULL;
}

/* Returns: (transfer full) (element-type JsonObject): every video the server lists, following `after` (section 2), the newest
 * first; a page that brings nothing new ends it, and so does what is more than can be kept. Blocking. */
GPtrArray *
rushes_openai_remote_list_objects (RushesHttp *http, RushesTarget *target, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autofree char *last_id = NULL;
  gboolean more = TRUE;
  gsize size = 0;

  for (int page = 0; more && page < PAGES_MAX; page++)
    {
      g_autofree char *before = g_strdup (last_id);
      g_autofree char *after = last_id != NULL ? g_uri_escape_string (last_id, NULL, FALSE) : NULL;
      g_autofree char *query = after != NULL ? g_strdup_printf ("limit=%d&order=desc&after=%s", PAGE_LIMIT, after)
                                             : g_strdup_printf ("limit=%d&order=desc", PAGE_LIMIT);
      g_autoptr (JsonNode) root =
        rushes_openai_api_get (http, target, "/videos", query, NULL, cancellable, error);
      if (root == NULL)
        return NULL;
      size += rushes_json_weigh (root);
      more = read_page (root, objects, &last_id) && g_strcmp0 (before, last_id) != 0 && size < LIST_MAX;
    }
  return g_steal_pointer (&objects);
}

static RushesRemoteVideo *
to_remote_video (RushesTarget *target, JsonObject *object)
{
  g_autoptr (RushesOpenaiReply) reply = rushes_openai_reply_new (object);
  g_autofree char *json = rushes_json_object_to_text (object, TRUE);
  RushesRemoteVideo *video = g_new0 (RushesRemoteVideo, 1);

  video->id = g_steal_pointer (&reply->id);
  video->status = g_steal_pointer (&reply->status);
  video->model = g_steal_pointer (&reply->model);
  video->prompt = g_steal_pointer (&reply->prompt);
  video->created_us = reply->created_us;
  video->expires_us = reply->expires_us;
  video->json = rushes_endpoint_redact (rushes_target_get_endpoint (target), json);
  return video;
}

/* Returns: (transfer full) (element-type RushesRemoteVideo). Blocking. */
GPtrArray *
rushes_openai_remote_list (RushesHttp *http, RushesTarget *target, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) objects = rushes_openai_remote_list_objects (http, target, cancellable, error);
  GPtrArray *videos;

  if (objects == NULL)
    return NULL;
  videos = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_remote_video_free);
  for (guint i = 0; i < objects->len; i++)
    if (rushes_json_peek_string (objects->pdata[i], "id") != NULL)
      g_ptr_array_add (videos, to_remote_video (target, objects->pdata[i]));
  return videos;
}

/**
 * rushes_openai_remote_find_absence:
 *
 * Where a server's words do not say whether it has not the video or not the route, its list does. Blocking.
 */
RushesOpenaiAbsence
rushes_openai_remote_find_absence (RushesHttp *http, RushesTarget *target, const char *id, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) objects = rushes_openai_remote_list_objects (http, target, cancellable, NULL);

  for (guint i = 0; objects != NULL && i < objects->len; i++)
    if (g_strcmp0 (rushes_json_peek_string (objects->pdata[i], "id"), id) == 0)
      return RUSHES_OPENAI_NO_ROUTE;
  return objects != NULL ? RUSHES_OPENAI_NO_VIDEO : RUSHES_OPENAI_NO_ROUTE;
}

/* There is no job that could be gone: an id that the user gave is not known, or nothing there keeps videos.
 * @clear: the API itself said so. @error: (transfer full) */
static GError *
explain_absence (RushesHttp *http, RushesTarget *target, const char *id, gboolean clear, GError *error, GCancellable *cancellable)
{
  g_autofree char *words = g_strdup (rushes_error_get_said (error) != NULL ? rushes_error_get_said (error) : error->message);
  gboolean no_video;

  if (error->code != RUSHES_ERROR_GONE)
    return error;
  no_video = clear || rushes_openai_remote_find_absence (http, target, id, cancellable) == RUSHES_OPENAI_NO_VIDEO;
  error->code = RUSHES_ERROR_INVALID;
  g_free (error->message);
  error->message = no_video ? g_strdup_printf (_("The server has no video “%s”."), id)
                            : g_strdup (_("There is nothing at that address that keeps videos. Check the address of the connection."));
  rushes_error_set_details (error, NULL, words, rushes_error_get_request_id (error));
  return error;
}

/* One video by its id: servers that have no list know it all the same. Returns: (transfer full). Blocking. */
RushesRemoteVideo *
rushes_openai_remote_look (RushesHttp *http, RushesTarget *target, const char *id, GCancellable *cancellable, GError **error)
{
  gboolean clear;
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode) root = rushes_openai_api_look (http, target, id, &clear, cancellable, &cause);
  JsonObject *object = root != NULL ? rushes_json_root_object (root, error) : NULL;
  RushesRemoteVideo *video;

  if (cause != NULL)
    g_propagate_error (error, explain_absence (http, target, id, clear, g_steal_pointer (&cause), cancellable));
  if (object == NULL)
    return NULL;
  video = to_remote_video (target, object);
  if (video->id == NULL)
    video->id = g_strdup (id);
  return video;
}

/* Deletes a video that the user named. Blocking. */
gboolean
rushes_openai_remote_remove (RushesHttp *http, RushesTarget *target, const char *id, GCancellable *cancellable, GError **error)
{
  gboolean clear = FALSE;
  g_autoptr (GError) cause = NULL;

  if (rushes_openai_api_delete (http, target, id, &clear, cancellable, &cause))
    return TRUE;
  g_propagate_error (error, explain_absence (http, target, id, clear, g_steal_pointer (&cause), cancellable));
  return FALSE;
}

static gboolean
is_picture (const guint8 *data, gsize size)
{
  return size > 12 && (memcmp (data, "\xff\xd8\xff", 3) == 0 || memcmp (data, "\x89PNG", 4) == 0 ||
                       (memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0));
}

/**
 * rushes_openai_remote_thumbnail:
 *
 * The `thumbnail` variant (section 2), which some servers refuse and others silently answer with the whole video
 * (section 8, rule 14): that is looked at by its first bytes, and not read to its end.
 *
 * Returns: (transfer full): a JPEG, PNG or WebP. Blocking.
 */
GBytes *
rushes_openai_remote_thumbnail (RushesHttp *http, RushesTarget *target, const char *id, GCancellable *cancellable, GError **error)
{
  RushesEndpoint *endpoint = rushes_target_get_endpoint (target);
  g_autofree char *path = rushes_openai_api_dup_video_path (id, "content");
  g_autofree char *url = rushes_endpoint_build_url (endpoint, path, "variant=thumbnail");

  return rushes_http_peek (http, endpoint, url, "image/*", THUMBNAIL_LIMIT, is_picture, cancellable, error);
}
