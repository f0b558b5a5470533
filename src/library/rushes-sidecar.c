/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sidecar.h"

#include "rushes-error.h"
#include "rushes-replace.h"
#include "rushes-request-json.h"

#include <json-glib/json-glib.h>
#include <unistd.h>

/* The JSON beside every clip: everything the index knows about it, so that the index can be rebuilt. What is written is
 * described in data/sidecar.schema.json: it is the user's own record, which other programs may read and add to. What is
 * not known is absent; members of others are kept. */

#define FORMAT 2 /* 1 had 0 and 1 for flags, a cost of -1 and numbers of 0 for what is not known; it is read for ever */
#define NAME_MAX_BYTES 255
#define ENDING ".json"

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

/* "…/clip.mp4" → "…/clip.json"; of a name that is as long as names may be, a little is cut off. */
char *
rushes_sidecar_dup_path (const char *clip_path)
{
  const char *slash = strrchr (clip_path, '/'), *base = slash != NULL ? slash + 1 : clip_path, *dot = strrchr (base, '.');
  gsize length = dot != NULL ? (gsize) (dot - base) : strlen (base);
  g_autofree char *stem = NULL;

  while (length > NAME_MAX_BYTES - strlen (ENDING) || (length > 0 && (base[length] & 0xc0) == 0x80)) /* not within a character */
    length--;
  stem = g_strndup (clip_path, (gsize) (base - clip_path) + length);
  return g_strconcat (stem, ENDING, NULL);
}

/* Written among the parts and then renamed, so that a kill in between leaves nothing beside the clips. Blocking. */
gboolean
rushes_sidecar_save (RushesPaths *paths, const RushesClipInfo *info, GError **error)
{
  g_autofree char *clip = rushes_paths_dup_clip_path (paths, info->name);
  g_autofree char *path = rushes_sidecar_dup_path (clip);
  g_autofree char *text = rushes_sidecar_to_text (info);
  g_autofree char *name = g_strdup_printf ("%s-%d-%p.json", info->id, getpid (), (void *) paths); /* two may write the same at the same time */
  g_autofree char *part = rushes_paths_dup_part_path (paths, name);
  g_autoptr (RushesPartsHold) hold = rushes_paths_hold_parts (paths);
  g_autoptr (GError) cause = NULL;

  if (rushes_replace_write (part, text, -1, &cause))
    return rushes_paths_publish (part, path, error);
  rushes_error_set_from_file (error, cause, "write a sidecar");
  return FALSE;
}
