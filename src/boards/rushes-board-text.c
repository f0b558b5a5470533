/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-text.h"

#include "rushes-board-json.h"
#include "rushes-error.h"
#include "rushes-json-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* JSON and GVariant: an object is a{sv} in its own order, a list av, null mv. Numbers come out as they came in: a board that is read and
 * written again must be the same for git. */

#define DEEPEST 64
#define LONGEST_INT 18 /* digits that surely fit into 64 bits */

void
rushes_board_text_append_string (GString *text, const char *string)
{
  g_string_append_c (text, '"');
  for (const char *p = string; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (text, "\\%c", *p);
    else if (*p == '\n')
      g_string_append (text, "\\n");
    else if (*p == '\t')
      g_string_append (text, "\\t");
    else if ((guchar) *p < 0x20 || *p == 0x7f)
      g_string_append_printf (text, "\\u%04x", (guchar) *p);
    else
      g_string_append_c (text, *p);
  g_string_append_c (text, '"');
}

/* As short as it can be and still the same number; with a point, so that it stays one with a fraction. */
static void
append_double (GString *text, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (number))
    {
      g_string_append (text, "null");
      return;
    }
  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];
      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, sizeof buffer, format, number);
      if (g_ascii_strtod (buffer, NULL) == number)
        break;
    }
  g_string_append (text, buffer);
  if (strpbrk (buffer, ".e") == NULL)
    g_string_append (text, ".0");
}

static void
append_object (GString *text, GVariant *value)
{
  const char *name;
  GVariant *inner;
  GVariantIter iter;
  gboolean first = TRUE;

  g_string_append_c (text, '{');
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &inner))
    {
      if (!first)
        g_string_append (text, ", ");
      first = FALSE;
      rushes_board_text_append_string (text, name);
      g_string_append (text, ": ");
      rushes_board_text_append (text, inner);
      g_variant_unref (inner);
    }
  g_string_append_c (text, '}');
}

static void
append_list (GString *text, GVariant *value)
{
  g_string_append_c (text, '[');
  for (gsize i = 0; i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) box = g_variant_get_child_value (value, i), inner = g_variant_get_variant (box);
      if (i > 0)
        g_string_append (text, ", ");
      rushes_board_text_append (text, inner);
    }
  g_string_append_c (text, ']');
}

/* @value: plain, as rushes_board_text_make_plain() makes it. In one line. */
void
rushes_board_text_append (GString *text, GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    rushes_board_text_append_string (text, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    g_string_append_printf (text, "%" G_GINT64_FORMAT, g_variant_get_int64 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    append_double (text, g_variant_get_double (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    g_string_append (text, g_variant_get_boolean (value) ? "true" : "false");
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    append_object (text, value);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE ("av")))
    append_list (text, value);
  else
    g_string_append (text, "null");
}

static GVariant *new_value (JsonNode *node);

static GVariant *
new_object (JsonObject *object)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    g_variant_builder_add (&builder, "{sv}", name, new_value (node));
  return g_variant_builder_end (&builder);
}

static GVariant *
new_list (JsonArray *array)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_variant_builder_add (&builder, "v", new_value (json_array_get_element (array, i)));
  return g_variant_builder_end (&builder);
}

/* Returns: (transfer floating) */
static GVariant *
new_value (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return new_object (json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    return new_list (json_node_get_array (node));
  if (JSON_NODE_HOLDS_NULL (node))
    return g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL);
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_INT64:
      return g_variant_new_int64 (json_node_get_int (node));
    case G_TYPE_DOUBLE:
      return g_variant_new_double (json_node_get_double (node));
    case G_TYPE_BOOLEAN:
      return g_variant_new_boolean (json_node_get_boolean (node));
    default:
      return g_variant_new_string (json_node_get_string (node));
    }
}

static JsonNode *
refuse (const char *sentence, GError **error)
{
  g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, sentence);
  return NULL;
}

/* Returns: the length of the number at @p. One that does not fit into 64 bits would come out as another. */
static gsize
skip_number (const char *p, const char *end, gboolean *fits)
{
  const char *start = p, *digits = *p == '-' ? p + 1 : p;

  for (p = digits; p < end && g_ascii_isdigit (*p); p++)
    ;
  if (p - digits > LONGEST_INT && (p == end || strchr (".eE", *p) == NULL))
    {
      g_autofree char *number = g_strndup (start, p - start);
      *fits = *fits && g_ascii_string_to_signed (number, 10, G_MININT64, G_MAXINT64, NULL, NULL);
    }
  return MAX (p - start, 1);
}

/* Whether json-glib spoils no number without a word. @text: only JSON stands in it */
static gboolean
numbers_fit (const char *text)
{
  const char *end = text + strlen (text);
  gboolean within = FALSE, fits = TRUE;

  for (const char *p = text; p < end; p++)
    if (within && *p == '\\' && p[1] != '\0')
      p++;
    else if (*p == '"')
      within = !within;
    else if (!within && (g_ascii_isdigit (*p) || *p == '-'))
      p += skip_number (p, end, &fits) - 1;
  return fits;
}

/* What was replaced in it would be written over what stands in the file. @clean: of @text. In its first three bytes a mark of an editor may
 * have been, and no character that was replaced ends there. */
static gboolean
was_mended (const char *clean, const char *text, gsize length)
{
  return length > 3 && memcmp (clean + 3, text + 3, length - 3) != 0;
}

/* Returns: (transfer full) (nullable): like rushes_board_text_parse(), for those who go through it by themselves */
JsonNode *
rushes_board_json_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) cause = NULL;
  g_autofree char *clean = rushes_json_text_clean (text, (gssize) length, DEEPEST, &cause);

  if (clean == NULL)
    return refuse (cause->message, error);
  if (was_mended (clean, text, length))
    return refuse (_("a text in it contains a zero or half a character"), error);
  if (!numbers_fit (clean))
    return refuse (_("a number in it does not fit into 64 bits"), error);
  if (json_parser_load_from_data (parser, clean, -1, &cause) && json_parser_get_root (parser) != NULL)
    return json_parser_steal_root (parser);
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("it ends or breaks in the middle (%s)"), cause != NULL ? cause->message : "");
  return NULL;
}

/* Returns: (transfer full): plain */
GVariant *
rushes_board_json_to_variant (JsonNode *node)
{
  return g_variant_ref_sink (new_value (node));
}

/**
 * rushes_board_text_parse:
 * @length: -1 if it ends with a zero
 *
 * Returns: (transfer full) (nullable): plain; or NULL with %RUSHES_ERROR_FILE, whose message is the end of a sentence that says what is
 * wrong with it
 */
GVariant *
rushes_board_text_parse (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) root = rushes_board_json_parse (text, length >= 0 ? (gsize) length : strlen (text), error);

  return root != NULL ? rushes_board_json_to_variant (root) : NULL;
}

static GVariant *
make_plain_list (GVariant *value)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (gsize i = 0; i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i), plain = rushes_board_text_make_plain (child);
      g_variant_builder_add (&builder, "v", plain);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static GVariant *
make_plain_object (GVariant *value)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  const char *name;
  GVariant *inner;
  GVariantIter iter;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &inner))
    {
      g_autoptr (GVariant) plain = rushes_board_text_make_plain (inner);
      g_variant_builder_add (&builder, "{sv}", name, plain);
      g_variant_unref (inner);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* @value: a floating reference is taken. Returns: (transfer full): the same in those types alone that a file gives: x, d, s, b, av, a{sv} */
GVariant *
rushes_board_text_make_plain (GVariant *value)
{
  g_autoptr (GVariant) held = g_variant_ref_sink (value);

  if (g_variant_is_of_type (held, G_VARIANT_TYPE_VARIANT))
    {
      g_autoptr (GVariant) inner = g_variant_get_variant (held);
      return rushes_board_text_make_plain (inner);
    }
  if (g_variant_is_of_type (held, G_VARIANT_TYPE_VARDICT))
    return make_plain_object (held);
  if (g_variant_is_of_type (held, G_VARIANT_TYPE_ARRAY))
    return make_plain_list (held);
  if (g_variant_is_of_type (held, G_VARIANT_TYPE_INT32))
    return g_variant_ref_sink (g_variant_new_int64 (g_variant_get_int32 (held)));
  return g_steal_pointer (&held);
}
