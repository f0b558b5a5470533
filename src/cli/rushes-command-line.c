/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command-line.h"

#include "rushes-say.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>

/* The command line's front door: which command, on which library. GTK is not initialised. */

typedef struct
{
  const char *name;
  RushesCommandFunc func;
  gboolean needs_core;
  const char *summary;
} Command;

static const Command commands[] = {
  { "generate", rushes_command_generate, TRUE, N_("Make clips and wait for them") },
  { "resume", rushes_command_resume, TRUE, N_("Carry on with every unfinished job") },
  { "jobs", rushes_command_jobs, TRUE, N_("List the queue") },
  { "cancel", rushes_command_cancel, TRUE, N_("Stop one job") },
  { "retry", rushes_command_retry, TRUE, N_("Try a failed job again") },
  { "clips", rushes_command_clips, TRUE, N_("List the library, newest first") },
  { "connections", rushes_command_connections, TRUE, N_("List, add, remove or test servers") },
  { "models", rushes_command_models, TRUE, N_("List what a connection offers") },
  { "workflow", rushes_command_workflow, TRUE, N_("Look into a ComfyUI workflow") },
  { "remote", rushes_command_remote, TRUE, N_("The videos kept on a Videos API server") },
  { "import", rushes_command_import, TRUE, N_("Bring video files into the library") },
  { "verify", rushes_command_verify, TRUE, N_("Check every clip's file") },
  { "rebuild", rushes_command_rebuild, TRUE, N_("Make the index anew from the sidecars") },
  { "sample-server", rushes_command_sample_server, FALSE, N_("Run the sample server alone") },
  { "demo", rushes_command_demo, TRUE, NULL },
};

static const Command *
find_command (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_strcmp0 (commands[i].name, word) == 0)
      return &commands[i];
  return NULL;
}

gboolean
rushes_command_line_is_command (const char *word)
{
  return find_command (word) != NULL || g_strcmp0 (word, "help") == 0;
}

static int
print_help (void)
{
  g_print ("%s\n\n", _("Usage: rushes [--demo] [COMMAND …]"));
  g_print ("%s\n", _("Without a command the window opens. Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].summary != NULL)
      g_print ("  %-14s %s\n", commands[i].name, _(commands[i].summary));
  g_print ("\n%s\n", _("“rushes COMMAND --help” tells more. --demo uses the sample server and a library of its own."));
  return RUSHES_EXIT_DONE;
}

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

static int
run_with_core (const Command *command, gboolean demo, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesCore) core = rushes_core_open (demo, &error);
  int code;

  if (core == NULL || (demo && !rushes_core_start_sample (core, &error)))
    return rushes_say_fail (error, NULL);
  code = command->func (core, argc, argv);
  rushes_core_close (core);
  return code;
}

/* @argv: from the command's name on. Returns: the exit code */
int
rushes_command_line_run (gboolean demo, int argc, char **argv)
{
  const Command *command = find_command (argv[0]);

  if (command == NULL)
    return print_help ();
  if (!command->needs_core)
    return command->func (NULL, argc, argv);
  return run_with_core (command, demo, argc, argv);
}
