/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sidecar.h"

#include "rushes-error.h"
#include "rushes-request-json.h"

#include <json-glib/json-glib.h>

/* The JSON beside every clip: everything the index knows about it, so that the index can be rebuilt. */

#define FORMAT 1

static void
add_string (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
add_numbers (JsonBuilder *builder, const RushesClipInfo *info)
{
  add_int (builder, "width", info->width);
  add_int (builder, "height", info->height);
  add_int (builder, "duration_ms", info->duration_ms);
  add_int (builder, "size_bytes", info->size_bytes);
  add_int (builder, "created_us", info->created_us);
  add_int (builder, "took_ms", info->took_ms);
  add_int (builder, "rating", info->rating);
  add_int (builder, "favourite", info->favourite);
  add_int (builder, "new", info->is_new);
  add_int (builder, "sample", info->sample);
  json_builder_set_member_name (builder, "fps");
  json_builder_add_double_value (builder, info->fps);
  json_builder_set_member_name (builder, "cost");
  json_builder_add_double_value (builder, info->cost);
}

char *
rushes_sidecar_to_text (const RushesClipInfo *info)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_int (builder, "rushes_sidecar", FORMAT);
  add_string (builder, "id", info->id);
  add_string (builder, "name", info->name);
  add_string (builder, "connection_name", info->connection_name);
  add_string (builder, "remote_id", info->remote_id);
  add_string (builder, "missing_decoder", info->missing_decoder);
  add_numbers (builder, info);
  json_builder_set_member_name (builder, "request");
  json_builder_add_value (builder, json_gvariant_serialize (rushes_request_get_variant (info->request)));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

static char *
dup_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? g_strdup (json_node_get_string (node)) : NULL;
}

static double
get_number (JsonObject *object, const char *name, double fallback)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : fallback;
}

static gint64
get_int (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

static void
read_numbers (RushesClipInfo *info, JsonObject *object)
{
  info->width = get_int (object, "width");
  info->height = get_int (object, "height");
  info->duration_ms = get_int (object, "duration_ms");
  info->size_bytes = get_int (object, "size_bytes");
  info->created_us = get_int (object, "created_us");
  info->took_ms = get_int (object, "took_ms");
  info->rating = CLAMP (get_int (object, "rating"), 0, 5);
  info->favourite = get_int (object, "favourite") != 0;
  info->is_new = get_int (object, "new") != 0;
  info->sample = get_int (object, "sample") != 0;
  info->fps = get_number (object, "fps", 0);
  info->cost = get_number (object, "cost", -1);
}

static RushesRequest *
read_request (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "request");
  GVariant *members = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_gvariant_deserialize (node, "a{sv}", NULL) : NULL;

  return rushes_request_new (members != NULL ? members : g_variant_new ("a{sv}", NULL));
}

/* Returns: (transfer full) (nullable) */
RushesClipInfo *
rushes_sidecar_from_text (const char *text, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode) root = json_from_string (text, &cause);
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  if (object == NULL || !json_object_has_member (object, "rushes_sidecar"))
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE, "Not a sidecar of a clip: %s",
                   cause != NULL ? cause->message : "");
      return NULL;
    }
  info->id = dup_string (object, "id");
  info->name = dup_string (object, "name");
  info->connection_name = dup_string (object, "connection_name");
  info->remote_id = dup_string (object, "remote_id");
  info->missing_decoder = dup_string (object, "missing_decoder");
  read_numbers (info, object);
  info->request = read_request (object);
  if (info->id != NULL && info->name != NULL)
    return g_steal_pointer (&info);
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE, "A sidecar without id or name");
  return NULL;
}

/* "…/clip.mp4" → "…/clip.json" */
char *
rushes_sidecar_dup_path (const char *clip_path)
{
  const char *dot = strrchr (clip_path, '.');
  g_autofree char *stem = dot != NULL ? g_strndup (clip_path, dot - clip_path) : g_strdup (clip_path);

  return g_strconcat (stem, ".json", NULL);
}
