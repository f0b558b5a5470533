/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-json.h"

#include "rushes-error.h"
#include "rushes-json-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* json-glib's parser calls itself for every level. */
#define DEPTH_LIMIT 256

static gboolean
load (JsonParser *parser, const char *text, gsize length, GError **error)
{
  g_autofree char *clean = rushes_json_text_clean (text, (gssize) length, DEPTH_LIMIT, error);
  g_autofree char *hidden = clean != NULL ? rushes_json_numbers_hide (clean, strlen (clean)) : NULL;

  return clean != NULL && json_parser_load_from_data (parser, hidden != NULL ? hidden : clean, -1, error);
}

/* (transfer full): the root, or %NULL with %RUSHES_ERROR_PROTOCOL */
static JsonNode *
parse (JsonParser *parser, const char *text, gsize length, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (length == 0)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, _("The answer is empty"));
  else if (!load (parser, text, length, &cause))
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, _("Not valid JSON: %s"), cause->message);
  else if (json_parser_get_root (parser) == NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, _("The answer is empty"));
  else
    return json_node_ref (json_parser_get_root (parser));
  return NULL;
}

/**
 * rushes_json_parse:
 *
 * Numbers of any size stay what they are: see rushes-json-number.h.
 *
 * Returns: (transfer full): the root, or %NULL with %RUSHES_ERROR_PROTOCOL. Immutable. Any thread; big
 * documents belong on a worker.
 */
JsonNode *
rushes_json_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return parse (parser, text, length, error);
}

JsonNode *
rushes_json_parse_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return rushes_json_parse (bytes, error);
}

/* Returns: (transfer full): likewise, but free to be changed */
JsonNode *
rushes_json_parse_to_change (const char *text, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  return parse (parser, text, strlen (text), error);
}

/* Returns: (transfer full): numbers as they were read */
char *
rushes_json_to_text (JsonNode *root, gboolean pretty)
{
  return rushes_json_numbers_show (json_to_string (root, pretty));
}

#define VALUE_BYTES 100

/* Returns: about how many bytes it takes in memory */
gsize
rushes_json_weigh (JsonNode *root)
{
  gsize bytes = VALUE_BYTES;

  if (JSON_NODE_HOLDS_ARRAY (root))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (root)); i++)
      bytes += rushes_json_weigh (json_array_get_element (json_node_get_array (root), i));
  else if (JSON_NODE_HOLDS_OBJECT (root))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (root));
      while (json_object_iter_next (&iter, &name, &member))
        bytes += VALUE_BYTES + strlen (name) + rushes_json_weigh (member);
    }
  else if (json_node_get_value_type (root) == G_TYPE_STRING)
    bytes += strlen (json_node_get_string (root));
  return bytes;
}

/* Returns: (transfer none): the root as an object, or %NULL with an error. */
JsonObject *
rushes_json_root_object (JsonNode *root, GError **error)
{
  if (JSON_NODE_HOLDS_OBJECT (root))
    return json_node_get_object (root);
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, _("The answer is not a JSON object"));
  return NULL;
}

char *
rushes_json_object_to_text (JsonObject *object, gboolean pretty)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return rushes_json_to_text (node, pretty);
}

/* Returns: (transfer none) (nullable) */
const char *
rushes_json_peek_string (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && rushes_json_is_text (node) ? json_node_get_string (node) : NULL;
}

/* Returns: (transfer full) (nullable): a text, or a number as text */
char *
rushes_json_dup_scalar (JsonObject *object, const char *member)
{
  const char *text = rushes_json_peek_string (object, member);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double value;

  if (text != NULL)
    return g_strdup (text);
  if (rushes_json_peek_number (object, member, &value))
    return g_strdup (g_ascii_dtostr (number, sizeof number, value));
  return NULL;
}

JsonObject *
rushes_json_peek_object (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
rushes_json_peek_array (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* Integers, floats, and text that starts with a number ("42%"). */
gboolean
rushes_json_peek_number (JsonObject *object, const char *member, double *number)
{
  JsonNode *node = json_object_get_member (object, member);
  char *end = NULL;
  const char *text;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (rushes_json_is_number (node))
    {
      *number = rushes_json_get_number (node);
      return TRUE;
    }
  if (!rushes_json_is_text (node))
    return FALSE;
  text = json_node_get_string (node);
  *number = g_ascii_strtod (text, &end);
  return end != text;
}

/* Whether it is there and true. */
gboolean
rushes_json_peek_boolean (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (node);
}

const char *
rushes_json_get_string (JsonObject *object, const char *member, GError **error)
{
  const char *text = rushes_json_peek_string (object, member);

  if (text == NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, _("The answer has no text “%s”"), member);
  return text;
}
