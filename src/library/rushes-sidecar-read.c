/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sidecar.h"

#include "rushes-error.h"
#include "rushes-json-text.h"
#include "rushes-number.h"
#include "rushes-rate.h"
#include "rushes-request-json.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>

/* Reads the JSON beside a clip, in every form there has been. Its user may write in it, and so may other programs: whatever stands
 * there, what cannot be meant is left out, and what would reach beyond the library is no record. */

#define RECORD_MAX (32 * 1024 * 1024) /* bytes; a graph may be large */
#define DEPTH_MAX 60 /* a variant has two levels for each, and 128 at most */
#define ID_MAX 128
#define NAME_MAX_BYTES 1024
#define MS_MAX (G_GINT64_CONSTANT (1000) * 86400 * 366)
#define BYTES_MAX (G_GINT64_CONSTANT (1) << 50) /* a sum of a million such is a number still */
#define TIME_MAX (G_GINT64_CONSTANT (253402300799) * G_USEC_PER_SEC) /* the year 9999 */
#define COST_MAX 1e9

static const char *const known[] = { "rushes_sidecar", "id",      "name",       "connection_name", "remote_id", "missing_decoder",
                                     "width",          "height",  "fps",        "duration_ms",     "took_ms",   "size_bytes",
                                     "created",        "created_us", "rating",  "favourite",       "new",       "sample",
                                     "cost",           "request", "verdict", "label",           "tags",      "frames",
                                     "variable_rate",  "codec",   "sound",      "imported_from",   "stack",   "sha256",
                                     "notes",         "linked",
                                     NULL };

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

/* Returns: @fallback where no such number stands there, or one that is not from @lowest to @highest */
static double
get_number (JsonObject *object, const char *name, double lowest, double highest, double fallback)
{
  JsonNode *node = get_value (object, name);
  double number = node != NULL ? json_node_get_double (node) : fallback;

  return number >= lowest && number <= highest ? number : fallback;
}

/* Flags too: json-glib takes true for 1. Returns: 0 where no such number stands there */
static gint64
get_int (JsonObject *object, const char *name, gint64 lowest, gint64 highest)
{
  JsonNode *node = get_value (object, name);
  double real = node != NULL ? json_node_get_double (node) : 0;
  gint64 number = node != NULL && isfinite (real) && fabs (real) < 9e18 ? json_node_get_int (node) : 0;

  return number >= lowest && number <= highest ? number : 0;
}

static gboolean
get_flag (JsonObject *object, const char *name)
{
  return get_int (object, name, G_MININT64, G_MAXINT64) != 0;
}

/* A record that another program wrote may have the readable time alone. */
static gint64
read_time (JsonObject *object)
{
  gint64 created_us = get_int (object, "created_us", 0, TIME_MAX);
  g_autofree char *text = dup_string (object, "created");
  g_autoptr (GDateTime) moment = created_us == 0 && text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  if (moment != NULL)
    created_us = g_date_time_to_unix (moment) * G_USEC_PER_SEC + g_date_time_get_microsecond (moment);
  return CLAMP (created_us, 0, TIME_MAX);
}

static void
read_numbers (RushesClipInfo *info, JsonObject *object)
{
  info->width = rushes_number_to_side (get_int (object, "width", 0, RUSHES_SIDE_MAX));
  info->height = rushes_number_to_side (get_int (object, "height", 0, RUSHES_SIDE_MAX));
  info->duration_ms = get_int (object, "duration_ms", 0, MS_MAX);
  info->size_bytes = get_int (object, "size_bytes", 0, BYTES_MAX);
  info->n_frames = (int) get_int (object, "frames", 0, G_MAXINT32);
  info->variable_rate = get_flag (object, "variable_rate");
  info->created_us = read_time (object);
  info->took_ms = get_int (object, "took_ms", 0, MS_MAX);
  info->rating = (int) get_int (object, "rating", 0, RUSHES_RATING_BEST);
  info->favourite = get_flag (object, "favourite");
  info->is_new = get_flag (object, "new");
  info->sample = get_flag (object, "sample");
  info->linked = get_flag (object, "linked");
  info->fps = get_number (object, "fps", 0, RUSHES_RATE_MAX, 0);
  info->cost = get_number (object, "cost", 0, COST_MAX, -1);
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
  gint64 from = object != NULL && get_value (object, "from_us") != NULL ? get_int (object, "from_us", 0, TIME_MAX) : RUSHES_NOTE_WHOLE;

  if (text != NULL)
    g_variant_builder_add (notes, "(xxs)", from, get_int (object, "to_us", 0, TIME_MAX), text);
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
  g_autoptr (GVariant) list = NULL, label = g_variant_ref_sink (g_variant_new_int32 ((gint32) get_int (object, "label", RUSHES_LABEL_FIRST, RUSHES_LABEL_LAST)));

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

static gboolean
has_control (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      return TRUE;
  return FALSE;
}

/* Names of files are made of it. */
static gboolean
is_id (const char *id)
{
  return id != NULL && *id != '\0' && *id != '.' && strlen (id) <= ID_MAX && strchr (id, '/') == NULL && !has_control (id);
}

/* A file below the clips folder, neither hidden nor a record. */
static gboolean
is_name (const char *name)
{
  g_auto (GStrv) parts = name != NULL ? g_strsplit (name, "/", -1) : NULL;

  if (name == NULL || strlen (name) > NAME_MAX_BYTES || g_str_has_suffix (name, ".json") || has_control (name))
    return FALSE;
  for (char **part = parts; *part != NULL; part++)
    if (**part == '\0' || **part == '.')
      return FALSE;
  return *parts != NULL;
}

static void
read_texts (RushesClipInfo *info, JsonObject *object)
{
  info->id = dup_string (object, "id");
  info->name = dup_string (object, "name");
  info->connection_name = dup_string (object, "connection_name");
  info->remote_id = dup_string (object, "remote_id");
  info->missing_decoder = dup_string (object, "missing_decoder");
  info->codec = dup_string (object, "codec");
  info->sound = dup_string (object, "sound");
  info->sha256 = dup_string (object, "sha256");
  info->imported_from = dup_string (object, "imported_from");
}

/* Reads every form there has been. Any thread. Returns: (transfer full) (nullable) */
RushesClipInfo *
rushes_sidecar_from_text (const char *text, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *clean = rushes_json_text_clean (text, -1, DEPTH_MAX, &cause);
  g_autoptr (JsonNode) root = clean != NULL ? json_from_string (clean, &cause) : NULL;
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  if (object == NULL || !json_object_has_member (object, "rushes_sidecar"))
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE, _("Not a sidecar of a clip: %s"),
                   cause != NULL ? cause->message : "");
      return NULL;
    }
  read_texts (info, object);
  read_numbers (info, object);
  read_decisions (info, object);
  read_notes (info, object);
  info->request = read_request (object);
  info->others = dup_others (object);
  if (is_id (info->id) && is_name (info->name))
    return g_steal_pointer (&info);
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE, _("A sidecar without an id or a name of a clip"));
  return NULL;
}

/* It is this program that cannot open another file now, or the disk that does not give what is there: nothing is wrong with the record, as far as is known. */
static gboolean
is_passing (const GError *cause)
{
  return g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_MFILE) || g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NFILE) ||
         g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOMEM) || g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_IO);
}

/* What lies there, if it is a file of a size that such have: what is a pipe would be waited for. Blocking.
 *
 * Returns: (transfer full) (nullable) */
RushesClipInfo *
rushes_sidecar_load (const char *path, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *text = NULL;
  GStatBuf about;

  if (g_stat (path, &about) != 0 || !S_ISREG (about.st_mode) || about.st_size > RECORD_MAX)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE, _("%s is no sidecar of a clip"), path);
  else if (!g_file_get_contents (path, &text, NULL, &cause))
    g_set_error_literal (error, RUSHES_ERROR, is_passing (cause) ? RUSHES_ERROR_IN_USE : RUSHES_ERROR_STORAGE, cause->message);
  return text != NULL ? rushes_sidecar_from_text (text, error) : NULL;
}
