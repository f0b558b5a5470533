/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command.h"

#include "rushes-say.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* What all commands share: their options, wrong usage, and values as text. */

/* Wrong usage: what is wrong, to stderr. */
int
rushes_command_usage (const char *text)
{
  rushes_say ("rushes: %s", text);
  return RUSHES_EXIT_USAGE;
}

static int
count_dashes (int argc, char **argv)
{
  int n = 0;

  for (int i = 1; i < argc; i++)
    n += g_str_equal (argv[i], "--");
  return n;
}

/* GLib leaves the first "--" where it is, if what follows looks like an option. */
static void
take_dashes (int *argc, char **argv)
{
  int position = 1;

  while (!g_str_equal (argv[position], "--"))
    position++;
  memmove (argv + position, argv + position + 1, (*argc - position) * sizeof (char *));
  --*argc;
}

/* What --help says, a fact a line, its fields apart by tabs: data/commands.py makes the manual page and the shells' completions of it. */
static void
list_options (const GOptionEntry *entries, const char *usage)
{
  g_auto (GStrv) paragraphs = g_strsplit (usage, "\n\n", 2);

  g_print ("usage\t%s\n", paragraphs[0]);
  if (paragraphs[1] != NULL)
    g_print ("more\t%s\n", paragraphs[1]);
  for (const GOptionEntry *entry = entries; entry != NULL && entry->long_name != NULL; entry++)
    {
      char letter[] = { entry->short_name, '\0' };

      g_print ("option\t%s\t%s\t%s\t%s\n", entry->long_name, letter, entry->arg_description != NULL ? _(entry->arg_description) : "",
               _(entry->description));
    }
}

/* After "--" there are no options. Returns: whether the options could be read; if not, it was said why */
gboolean
rushes_command_parse (GOptionEntry *entries, const char *usage, int *argc, char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  int n_dashes = count_dashes (*argc, *argv);
  g_autoptr (GError) error = NULL;

  if (*argc == 2 && g_str_equal ((*argv)[1], RUSHES_LIST_OPTIONS))
    {
      list_options (entries, usage);
      exit (RUSHES_EXIT_DONE); /* as after --help */
    }
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      rushes_command_usage (error->message);
      return FALSE;
    }
  if (n_dashes > 0 && count_dashes (*argc, *argv) == n_dashes)
    take_dashes (argc, *argv);
  return TRUE;
}

/* The same for a command that takes options alone. */
gboolean
rushes_command_parse_alone (GOptionEntry *entries, const char *usage, int *argc, char ***argv)
{
  g_autofree char *name = g_strdup ((*argv)[0]), *text = NULL;

  if (!rushes_command_parse (entries, usage, argc, argv))
    return FALSE;
  if (*argc < 2)
    return TRUE;
  text = g_strdup_printf (_("“rushes %s” takes nothing like “%s”; “rushes %s --help” tells what it takes"), name, (*argv)[1], name);
  rushes_command_usage (text);
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
