/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-openai-dialect.h"

#include "rushes-json.h"
#include "rushes-openai-wording.h"

#include <math.h>
#include <string.h>

/* What is asked for, in the server's own way (contracts/openai-videos.md, section 7). A refusal that says which way is wrong
 * is definite: nothing was made, so it may be asked once more in the other. */

RushesOpenaiDialect *
rushes_openai_dialect_new (RushesConnection *connection)
{
  RushesOpenaiDialect *self = g_new0 (RushesOpenaiDialect, 1);
  const char *body = rushes_connection_get_string (connection, RUSHES_CONNECTION_BODY);
  const char *field = rushes_connection_get_string (connection, RUSHES_CONNECTION_SECONDS_FIELD);
  const char *type = rushes_connection_get_string (connection, RUSHES_CONNECTION_SECONDS_TYPE);

  self->json = g_strcmp0 (body, "json") == 0;
  self->may_switch = !self->json && g_strcmp0 (body, "multipart") != 0;
  self->seconds_field = g_strdup (field != NULL ? field : "seconds");
  self->picture = g_strdup (rushes_connection_get_string (connection, RUSHES_CONNECTION_PICTURE));
  self->models = g_strdup (rushes_connection_get_string (connection, RUSHES_CONNECTION_MODELS));
  self->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (self->types, g_strdup (self->seconds_field), g_strdup (type != NULL ? type : "string"));
  return self;
}

RushesOpenaiDialect *
rushes_openai_dialect_copy (const RushesOpenaiDialect *self)
{
  RushesOpenaiDialect *copy = g_new0 (RushesOpenaiDialect, 1);
  GHashTableIter iter;
  gpointer field, type;

  copy->json = self->json;
  copy->may_switch = self->may_switch;
  copy->seconds_field = g_strdup (self->seconds_field);
  copy->picture = g_strdup (self->picture);
  copy->models = g_strdup (self->models);
  copy->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  copy->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, self->types);
  while (g_hash_table_iter_next (&iter, &field, &type))
    g_hash_table_insert (copy->types, g_strdup (field), g_strdup (type));
  return copy;
}

void
rushes_openai_dialect_free (RushesOpenaiDialect *self)
{
  g_free (self->seconds_field);
  g_free (self->picture);
  g_free (self->models);
  g_hash_table_unref (self->types);
  g_hash_table_unref (self->tried);
  g_free (self);
}

static double
to_number (GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return g_variant_get_int64 (value);
  return g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE) ? g_variant_get_double (value) : NAN;
}

/* Returns: (transfer full): @value, which is s, x, d or b, as text */
char *
rushes_openai_dialect_to_text (GVariant *value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return g_strdup (g_variant_get_boolean (value) ? "true" : "false");
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return g_strdup_printf ("%" G_GINT64_FORMAT, g_variant_get_int64 (value));
  return g_strdup (g_ascii_formatd (number, sizeof number, "%.15g", g_variant_get_double (value)));
}

/* The number that a value is or spells; NAN: neither */
static double
read_number (GVariant *value)
{
  const char *text = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_get_string (value, NULL) : NULL;
  char *end;
  double number = text != NULL ? g_ascii_strtod (text, &end) : to_number (value);

  return text != NULL && (*text == '\0' || *end != '\0') ? NAN : number;
}

/**
 * rushes_openai_dialect_convert:
 * @value: s, x, d or b
 *
 * Whole numbers where the server counts so: never less than what was asked for.
 *
 * Returns: (transfer floating) or @value: as the server wants that field in JSON; @value where it cannot be that
 */
GVariant *
rushes_openai_dialect_convert (const RushesOpenaiDialect *self, const char *field, GVariant *value)
{
  const char *type = g_hash_table_lookup (self->types, field);
  g_autofree char *text = rushes_openai_dialect_to_text (value);
  double number = read_number (value);

  if (g_strcmp0 (type, "string") == 0)
    return g_variant_new_string (text);
  if (g_strcmp0 (type, "integer") == 0 && fabs (number) < 9e15)
    return g_variant_new_int64 ((gint64) ceil (number - 0.001));
  if (g_strcmp0 (type, "number") == 0 && !isnan (number))
    return g_variant_new_double (number);
  if (g_strcmp0 (type, "boolean") == 0 && (g_str_equal (text, "true") || g_str_equal (text, "false")))
    return g_variant_new_boolean (*text == 't');
  return value;
}

/* Whether this was not tried yet. */
static gboolean
is_new (RushesOpenaiDialect *self, const char *what, const char *how)
{
  return g_hash_table_add (self->tried, g_strconcat (what, "=", how, NULL));
}

static const char *
get_type (const RushesOpenaiDialect *self, const char *field, GVariant *value)
{
  const char *type = g_hash_table_lookup (self->types, field);

  if (type != NULL)
    return type;
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return "string";
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return "boolean";
  return g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) ? "integer" : "number";
}

/* A server that wants a number takes a whole one, and one that wants a whole one may not take 4.0. */
static const char *
choose_type (const char *type, const char *wanted, const char *opposite, GVariant *value)
{
  double number = read_number (value);

  if (wanted == NULL)
    wanted = g_strcmp0 (opposite != NULL ? opposite : type, "string") == 0 ? "integer" : "string";
  if (g_str_equal (wanted, "number") && number == floor (number))
    wanted = "integer";
  return wanted;
}

/* One field that the server wants as another JSON type. */
static gboolean
correct_type (RushesOpenaiDialect *self, const RushesSaid *said, const char *words, GVariant *fields)
{
  const char *opposite = NULL, *wanted = rushes_openai_wording_find_type (words, &opposite), *name;
  GVariantIter iter;
  GVariant *child;

  g_variant_iter_init (&iter, fields);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &child))
    {
      g_autoptr (GVariant) value = child;
      g_autofree char *type = g_strdup (get_type (self, name, value));
      const char *other = rushes_openai_wording_is_about (said, words, name) ? choose_type (type, wanted, opposite, value) : type;
      g_autoptr (GVariant) now = NULL;

      is_new (self, name, type);
      if (g_str_equal (other, type) || !is_new (self, name, other))
        continue;
      g_hash_table_insert (self->types, g_strdup (name), g_strdup (other));
      now = g_variant_ref_sink (rushes_openai_dialect_convert (self, name, value));
      if (!g_variant_equal (now, value))
        return TRUE;
      g_hash_table_insert (self->types, g_strdup (name), g_strdup (type));
    }
  return FALSE;
}

/* The picture as a text, or in an object. */
static gboolean
correct_picture (RushesOpenaiDialect *self, const RushesSaid *said, const char *words)
{
  const char *opposite = NULL, *wanted = rushes_openai_wording_find_type (words, &opposite);
  const char *shape = self->picture != NULL ? self->picture : "object";

  if (wanted == NULL || g_str_equal (wanted, shape) || !rushes_openai_wording_is_about (said, words, "input_reference") ||
      !(g_str_equal (wanted, "string") || g_str_equal (wanted, "object")) || !is_new (self, "(picture)", wanted))
    return FALSE;
  g_free (self->picture);
  self->picture = g_strdup (wanted);
  return TRUE;
}

static gboolean
correct_form (RushesOpenaiDialect *self, guint status, const char *words)
{
  static const char any[] = "\\b(?:multipart|content[ -]type|form[ -]?(?:data|encoded)?|input_reference|json|body)\\b";
  static const char unread[] = "\\bprompt\\b.*\\b(?:required|missing)\\b|\\b(?:required|missing)\\b.*\\bprompt\\b";
  gboolean wrong = status == 415 || (status == 422 && !self->json) ||
                   (status == 400 && (g_regex_match_simple (any, words, 0, 0) || g_regex_match_simple (unread, words, 0, 0)));

  is_new (self, "(form)", self->json ? "json" : "multipart");
  if (!self->may_switch || !wrong || !is_new (self, "(form)", self->json ? "multipart" : "json"))
    return FALSE;
  self->json = !self->json;
  return TRUE;
}

/**
 * rushes_openai_dialect_correct:
 * @status: of a refusal, and @said what it says
 * @fields: a{sv}: that were sent
 *
 * Returns: whether the server said that it wants this in another way that was not tried yet; then it is taken over. No job
 *   exists after such a refusal (section 8, rule 2).
 */
gboolean
rushes_openai_dialect_correct (RushesOpenaiDialect *self, guint status, const RushesSaid *said, GVariant *fields)
{
  g_autofree char *lower = g_utf8_strdown (said->message != NULL ? said->message : "", -1);
  g_autofree char *words = g_strconcat (lower, " ", said->code, NULL);
  /* Its filter and its till do not speak of forms, whatever words they use. */
  gboolean other = g_regex_match_simple ("moderation|policy|quota|billing", said->code != NULL ? said->code : "", 0, 0);
  gboolean types = rushes_openai_wording_is_of_types (words) && (status == 400 || status == 422);

  if (other || (status != 400 && status != 415 && status != 422))
    return FALSE;
  if (self->json && types && (correct_type (self, said, words, fields) || correct_picture (self, said, words)))
    return TRUE;
  return correct_form (self, status, words);
}

/* Whether the user has not said what kind of server it is. */
gboolean
rushes_openai_dialect_is_open (RushesConnection *connection)
{
  const char *preset = rushes_connection_get_string (connection, RUSHES_CONNECTION_PRESET);

  return (preset == NULL || *preset == '\0' || g_str_equal (preset, "custom")) &&
         rushes_connection_get_string (connection, RUSHES_CONNECTION_SECONDS_FIELD) == NULL;
}

static void
replace (char **text, const char *with)
{
  g_free (*text);
  *text = g_strdup (with);
}

/**
 * rushes_openai_dialect_listen:
 * @models: (element-type JsonObject): the server's list, read at @path
 *
 * OpenRouter's list tells what each model supports, and with that how a length is called there (section 7).
 *
 * Returns: whether it is such a list
 */
gboolean
rushes_openai_dialect_listen (RushesOpenaiDialect *self, GPtrArray *models, const char *path)
{
  gboolean is_openrouter = FALSE;

  for (guint i = 0; i < models->len; i++)
    is_openrouter = is_openrouter || rushes_json_peek_array (models->pdata[i], "supported_durations") != NULL ||
                    rushes_json_peek_array (models->pdata[i], "supported_resolutions") != NULL ||
                    rushes_json_peek_object (models->pdata[i], "pricing_skus") != NULL;
  if (!is_openrouter)
    return FALSE;
  self->json = TRUE;
  self->may_switch = FALSE;
  replace (&self->seconds_field, "duration");
  replace (&self->picture, "frame_images");
  replace (&self->models, path);
  g_hash_table_insert (self->types, g_strdup ("duration"), g_strdup ("integer"));
  return TRUE;
}

void
rushes_openai_dialect_write (const RushesOpenaiDialect *self, GKeyFile *file, const char *group)
{
  GHashTableIter iter;
  gpointer field, type;

  g_key_file_set_string (file, group, "body", self->json ? "json" : "multipart");
  g_key_file_set_string (file, group, "seconds", self->seconds_field);
  if (self->picture != NULL)
    g_key_file_set_string (file, group, "picture", self->picture);
  if (self->models != NULL)
    g_key_file_set_string (file, group, "models", self->models);
  g_hash_table_iter_init (&iter, self->types);
  while (g_hash_table_iter_next (&iter, &field, &type))
    {
      g_autofree char *key = g_strconcat ("type-", field, NULL);
      if (strpbrk (key, "=[]\n ") == NULL)
        g_key_file_set_string (file, group, key, type);
    }
}

static void
read_text (GKeyFile *file, const char *group, const char *key, char **text)
{
  char *value = g_key_file_get_string (file, group, key, NULL);

  if (value == NULL)
    return;
  g_free (*text);
  *text = value;
}

/* Returns: whether something is remembered there */
gboolean
rushes_openai_dialect_read (RushesOpenaiDialect *self, GKeyFile *file, const char *group)
{
  g_autofree char *body = g_key_file_get_string (file, group, "body", NULL);
  g_auto (GStrv) keys = body != NULL ? g_key_file_get_keys (file, group, NULL, NULL) : NULL;

  if (keys == NULL)
    return FALSE;
  self->json = g_str_equal (body, "json");
  read_text (file, group, "seconds", &self->seconds_field);
  read_text (file, group, "picture", &self->picture);
  read_text (file, group, "models", &self->models);
  for (char **key = keys; *key != NULL; key++)
    if (g_str_has_prefix (*key, "type-"))
      g_hash_table_insert (self->types, g_strdup (*key + strlen ("type-")), g_key_file_get_string (file, group, *key, NULL));
  return TRUE;
}
