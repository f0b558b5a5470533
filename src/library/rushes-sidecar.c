/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sidecar.h"

#include "rushes-error.h"
#include "rushes-request-json.h"

#include <json-glib/json-glib.h>

/* The JSON beside every clip: everything the index knows about it, so that the index can be rebuilt. What is written is
 * described in data/sidecar.schema.json: it is the user's own record, which other programs may read and add to. What is
 * not known is absent; members of others are kept. */

#define FORMAT 2 /* 1 had 0 and 1 for flags, a cost of -1 and numbers of 0 for what is not known; it is read for ever */

static const char *const known[] = { "rushes_sidecar", "id",      "name",       "connection_name", "remote_id", "missing_decoder",
                                     "width",          "height",  "fps",        "duration_ms",     "took_ms",   "size_bytes",
                                     "created",        "created_us", "rating",  "favourite",       "new",       "sample",
                                     "cost",           "request", "verdict", "label",           "tags",      "frames",
                                     "variable_rate",  "codec",   "sound",      "imported_from",   "stack",   "sha256",
                                     "notes",         "linked",
                                     NULL };

static void
set_string (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

/* 0: not known */
static void
set_positive (JsonObject *object, const char *name, gint64 number)
{
  if (number > 0)
    json_object_set_int_member (object, name, number);
}

/* The same moment for programs and for people, to the microsecond. */
static void
set_time (JsonObject *object, gint64 created_us)
{
  g_autoptr (GDateTime) second = g_date_time_new_from_unix_utc (created_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) moment = second != NULL ? g_date_time_add (second, created_us % G_USEC_PER_SEC) : NULL;
  g_autofree char *text = moment != NULL ? g_date_time_format_iso8601 (moment) : NULL;

  json_object_set_int_member (object, "created_us", created_us);
  set_string (object, "created", text);
}

/* What was found in the file. */
static void
set_facts (JsonObject *object, const RushesClipInfo *info)
{
  set_positive (object, "width", info->width);
  set_positive (object, "height", info->height);
  if (info->fps > 0)
    json_object_set_double_member (object, "fps", info->fps);
  set_positive (object, "duration_ms", info->duration_ms);
  set_positive (object, "frames", info->n_frames);
  if (info->n_frames > 0)
    json_object_set_boolean_member (object, "variable_rate", info->variable_rate);
  set_string (object, "codec", info->codec);
  set_string (object, "sound", info->sound);
  set_positive (object, "took_ms", info->took_ms);
  json_object_set_int_member (object, "size_bytes", info->size_bytes);
  set_string (object, "sha256", info->sha256);
  set_time (object, info->created_us);
  if (info->cost >= 0)
    json_object_set_double_member (object, "cost", info->cost);
}

static void
set_tags (JsonObject *object, char **tags)
{
  JsonArray *array;

  if (tags == NULL)
    return;
  array = json_array_new ();
  for (; *tags != NULL; tags++)
    json_array_add_string_element (array, *tags);
  json_object_set_array_member (object, "tags", array);
}

static void
set_notes (JsonObject *object, GVariant *notes)
{
  JsonArray *array = notes != NULL ? json_array_new () : NULL;

  for (guint i = 0; i < rushes_notes_count (notes); i++)
    {
      RushesNote note = rushes_notes_get (notes, i);
      JsonObject *member = json_object_new ();
      if (note.from_us != RUSHES_NOTE_WHOLE)
        json_object_set_int_member (member, "from_us", note.from_us);
      if (note.to_us > note.from_us)
        json_object_set_int_member (member, "to_us", note.to_us);
      json_object_set_string_member (member, "text", note.text);
      json_array_add_object_element (array, member);
    }
  if (array != NULL)
    json_object_set_array_member (object, "notes", array);
}

static void
set_opinion (JsonObject *object, const RushesClipInfo *info)
{
  set_positive (object, "rating", info->rating);
  if (info->verdict != RUSHES_VERDICT_NONE)
    json_object_set_string_member (object, "verdict", info->verdict == RUSHES_VERDICT_PICK ? "pick" : "reject");
  set_positive (object, "label", info->label);
  set_tags (object, info->tags);
  set_string (object, "stack", info->stack);
  set_notes (object, info->notes);
  json_object_set_boolean_member (object, "favourite", info->favourite);
  json_object_set_boolean_member (object, "new", info->is_new);
  json_object_set_boolean_member (object, "sample", info->sample);
}

static void
set_others (JsonObject *object, const char *others)
{
  g_autoptr (JsonNode) root = others != NULL ? json_from_string (others, NULL) : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (root == NULL)
    return;
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (object, name, json_node_copy (value));
}

/* Returns: (transfer full): the sidecar of that clip */
char *
rushes_sidecar_to_text (const RushesClipInfo *info)
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), NULL);
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "rushes_sidecar", FORMAT);
  set_string (object, "id", info->id);
  set_string (object, "name", info->name);
  set_string (object, "connection_name", info->connection_name);
  set_string (object, "remote_id", info->remote_id);
  set_string (object, "missing_decoder", info->missing_decoder);
  set_string (object, "imported_from", info->imported_from);
  if (info->linked)
    json_object_set_boolean_member (object, "linked", TRUE);
  set_facts (object, info);
  set_opinion (object, info);
  json_object_set_member (object, "request", json_gvariant_serialize (rushes_request_get_variant (info->request)));
  set_others (object, info->others);
  json_node_set_object (root, object);
  return json_to_string (root, TRUE);
}

static JsonNode *
get_value (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

static char *
dup_string (JsonObject *object, const char *name)
{
  JsonNode *node = get_value (object, name);

  return node != NULL ? g_strdup (json_node_get_string (node)) : NULL;
}

static double
get_number (JsonObject *object, const char *name, double fallback)
{
  JsonNode *node = get_value (object, name);

  return node != NULL ? json_node_get_double (node) : fallback;
}

/* Flags too: json-glib takes true for 1. */
static gint64
get_int (JsonObject *object, const char *name)
{
  JsonNode *node = get_value (object, name);

  return node != NULL ? json_node_get_int (node) : 0;
}

/* A record that another program wrote may have the readable time alone. */
static gint64
read_time (JsonObject *object)
{
  gint64 created_us = get_int (object, "created_us");
  g_autofree char *text = dup_string (object, "created");
  g_autoptr (GDateTime) moment = created_us == 0 && text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return moment != NULL ? g_date_time_to_unix (moment) * G_USEC_PER_SEC + g_date_time_get_microsecond (moment) : created_us;
}

static void
read_numbers (RushesClipInfo *info, JsonObject *object)
{
  info->width = get_int (object, "width");
  info->height = get_int (object, "height");
  info->duration_ms = get_int (object, "duration_ms");
  info->size_bytes = get_int (object, "size_bytes");
  info->n_frames = get_int (object, "frames");
  info->variable_rate = get_int (object, "variable_rate") != 0;
  info->created_us = read_time (object);
  info->took_ms = get_int (object, "took_ms");
  info->rating = CLAMP (get_int (object, "rating"), 0, 5);
  info->favourite = get_int (object, "favourite") != 0;
  info->is_new = get_int (object, "new") != 0;
  info->sample = get_int (object, "sample") != 0;
  info->linked = get_int (object, "linked") != 0;
  info->fps = get_number (object, "fps", 0);
  info->cost = get_number (object, "cost", -1);
}

static void
add_tag (JsonArray *array, guint index, JsonNode *element, gpointer tags)
{
  const char *text = JSON_NODE_HOLDS_VALUE (element) ? json_node_get_string (element) : NULL;

  if (text != NULL)
    g_variant_builder_add (tags, "s", text);
}

static void
add_note (JsonArray *array, guint index, JsonNode *element, gpointer notes)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  g_autofree char *text = object != NULL ? dup_string (object, "text") : NULL;
  gint64 from = object != NULL && get_value (object, "from_us") != NULL ? get_int (object, "from_us") : RUSHES_NOTE_WHOLE;

  if (text != NULL)
    g_variant_builder_add (notes, "(xxs)", from, get_int (object, "to_us"), text);
}

/* What another program wrote there as one text is a note on all of the clip. */
static void
read_notes (RushesClipInfo *info, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "notes");
  g_autofree char *text = dup_string (object, "notes");
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (RUSHES_NOTES_TYPE));
  g_autoptr (GVariant) list = NULL;

  if (text != NULL)
    g_variant_builder_add (&builder, "(xxs)", (gint64) RUSHES_NOTE_WHOLE, (gint64) RUSHES_NOTE_WHOLE, text);
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    json_array_foreach_element (json_node_get_array (node), add_note, &builder);
  list = g_variant_ref_sink (g_variant_builder_end (&builder));
  rushes_clip_info_set_opinion (info, RUSHES_OPINION_NOTES, list);
}

/* By hand anything may be written there: what cannot be meant is left out. */
static void
read_decisions (RushesClipInfo *info, JsonObject *object)
{
  g_autofree char *verdict = dup_string (object, "verdict"), *stack = dup_string (object, "stack");
  JsonNode *tags = json_object_get_member (object, "tags");
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);
  g_autoptr (GVariant) list = NULL, label = g_variant_ref_sink (g_variant_new_int32 (CLAMP (get_int (object, "label"), 0, G_MAXINT32)));

  if (g_strcmp0 (verdict, "pick") == 0)
    info->verdict = RUSHES_VERDICT_PICK;
  if (g_strcmp0 (verdict, "reject") == 0)
    info->verdict = RUSHES_VERDICT_REJECT;
  rushes_clip_info_set_opinion (info, RUSHES_OPINION_LABEL, label);
  if (tags != NULL && JSON_NODE_HOLDS_ARRAY (tags))
    json_array_foreach_element (json_node_get_array (tags), add_tag, &builder);
  list = g_variant_ref_sink (g_variant_builder_end (&builder));
  rushes_clip_info_set_opinion (info, RUSHES_OPINION_TAGS, list);
  if (stack != NULL && *stack != '\0')
    info->stack = g_steal_pointer (&stack);
}

static RushesRequest *
read_request (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "request");
  GVariant *members = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_gvariant_deserialize (node, "a{sv}", NULL) : NULL;

  return rushes_request_new (members != NULL ? members : g_variant_new ("a{sv}", NULL));
}

/* Returns: (transfer full) (nullable): what is none of ours, as JSON */
static char *
dup_others (JsonObject *object)
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), NULL);
  g_autoptr (JsonObject) others = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &value))
    if (!g_strv_contains (known, name))
      json_object_set_member (others, name, json_node_copy (value));
  if (json_object_get_size (others) == 0)
    return NULL;
  json_node_set_object (root, others);
  return json_to_string (root, FALSE);
}

/* Reads every form there has been. Returns: (transfer full) (nullable) */
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
  info->codec = dup_string (object, "codec");
  info->sound = dup_string (object, "sound");
  info->sha256 = dup_string (object, "sha256");
  info->imported_from = dup_string (object, "imported_from");
  read_numbers (info, object);
  read_decisions (info, object);
  read_notes (info, object);
  info->request = read_request (object);
  info->others = dup_others (object);
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

/* Written among the parts and then renamed, so that a kill in between leaves nothing beside the clips. Blocking. */
gboolean
rushes_sidecar_save (RushesPaths *paths, const RushesClipInfo *info, GError **error)
{
  g_autofree char *clip = rushes_paths_dup_clip_path (paths, info->name);
  g_autofree char *path = rushes_sidecar_dup_path (clip);
  g_autofree char *text = rushes_sidecar_to_text (info);
  g_autofree char *name = g_strconcat (info->id, ".json", NULL);
  g_autofree char *part = rushes_paths_dup_part_path (paths, name);
  g_autoptr (GError) cause = NULL;

  if (g_file_set_contents_full (part, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &cause))
    return rushes_paths_publish (part, path, error);
  rushes_error_set_from_file (error, cause, "write a sidecar");
  return FALSE;
}
