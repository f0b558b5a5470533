/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command.h"

#include "rushes-say.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>

/* What all commands share: their options, wrong usage, and values as text. */

/* Wrong usage: what is wrong, to stderr. */
int
rushes_command_usage (const char *text)
{
  rushes_say ("rushes: %s", text);
  return RUSHES_EXIT_USAGE;
}

/* Returns: whether the options could be read; if not, it was said why */
gboolean
rushes_command_parse (GOptionEntry *entries, const char *usage, int *argc, char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autoptr (GError) error = NULL;

  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;
  rushes_command_usage (error->message);
  return FALSE;
}

/* Returns: (transfer full): @text as a JSON string with its quotes, or null */
char *
rushes_command_json_string (const char *text)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  if (text == NULL)
    return g_strdup ("null");
  json_node_init_string (node, text);
  return json_to_string (node, FALSE);
}

/* Returns: (transfer floating): x, d, b or s, by what the text looks like */
GVariant *
rushes_command_to_value (const char *text)
{
  char *end;
  gint64 whole;
  double number;

  errno = 0;
  whole = g_ascii_strtoll (text, &end, 10);
  if (*text != '\0' && *end == '\0' && errno == ERANGE) /* its text says it exactly */
    return g_variant_new_string (text);
  if (*text != '\0' && *end == '\0')
    return g_variant_new_int64 (whole);
  number = g_ascii_strtod (text, &end);
  if (*text != '\0' && *end == '\0' && isfinite (number))
    return g_variant_new_double (number);
  if (g_str_equal (text, "true") || g_str_equal (text, "false"))
    return g_variant_new_boolean (*text == 't');
  return g_variant_new_string (text);
}
