/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command-line.h"

#include "rushes-command.h"
#include "rushes-say.h"

#include <glib/gi18n.h>

/* The command line's front door: which command, on which library. GTK is not initialised. */

typedef struct
{
  const char *name;
  RushesCommandFunc func;
  gboolean needs_core;
  const char *summary;
  gboolean changes; /* clips or jobs: it cannot be done while another computer has the library open */
} Command;

static const Command commands[] = {
  { "generate", rushes_command_generate, TRUE, N_("Make clips and wait for them"), TRUE },
  { "resume", rushes_command_resume, TRUE, N_("Carry on with every unfinished job"), TRUE },
  { "jobs", rushes_command_jobs, TRUE, N_("List the queue") },
  { "cancel", rushes_command_cancel, TRUE, N_("Stop one job"), TRUE },
  { "retry", rushes_command_retry, TRUE, N_("Try a failed job again"), TRUE },
  { "boards", rushes_command_boards, TRUE, N_("List boards, or plan and fill shots") },
  { "clips", rushes_command_clips, TRUE, N_("List the library, newest first") },
  { "pick", rushes_command_pick, TRUE, N_("Choose clips"), TRUE },
  { "reject", rushes_command_reject, TRUE, N_("Reject clips; their files stay"), TRUE },
  { "rate", rushes_command_rate, TRUE, N_("Give clips stars"), TRUE },
  { "favourite", rushes_command_favourite, TRUE, N_("Make clips favourites"), TRUE },
  { "label", rushes_command_label, TRUE, N_("Give clips a colour"), TRUE },
  { "tag", rushes_command_tag, TRUE, N_("Tag clips, or list the tags") },
  { "note", rushes_command_note, TRUE, N_("Note something on a frame of a clip"), TRUE },
  { "notes", rushes_command_notes, TRUE, N_("List the notes on clips") },
  { "stack", rushes_command_stack, TRUE, N_("Put clips into one stack"), TRUE },
  { "unstack", rushes_command_stack, TRUE, N_("Take clips out of their stacks"), TRUE },
  { "undo", rushes_command_undo, TRUE, N_("Take the last judgement back"), TRUE },
  { "redo", rushes_command_redo, TRUE, N_("Make again what was taken back"), TRUE },
  { "show", rushes_command_show, TRUE, N_("Tell what is known of a clip") },
  { "connections", rushes_command_connections, TRUE, N_("List, add, remove or test servers") },
  { "settings", rushes_command_settings, TRUE, N_("Export, import or reset settings") },
  { "models", rushes_command_models, TRUE, N_("List what a connection offers") },
  { "workflow", rushes_command_workflow, TRUE, N_("Look into a ComfyUI workflow") },
  { "remote", rushes_command_remote, TRUE, N_("The videos kept on a Videos API server") },
  { "import", rushes_command_import, TRUE, N_("Bring video files into the library"), TRUE },
  { "verify", rushes_command_verify, TRUE, N_("Check every clip's file") },
  { "disk", rushes_command_disk, TRUE, N_("What takes how much of the disk") },
  { "find-missing", rushes_command_find_missing, TRUE, N_("Bring back files that were moved or deleted"), TRUE },
  { "move", rushes_command_move, TRUE, N_("Move all clips to another folder or disk"), TRUE },
  { "thumbnails", rushes_command_thumbnails, TRUE, N_("Make posters and filmstrips for all clips") },
  { "rebuild", rushes_command_rebuild, TRUE, N_("Make the index anew from the sidecars"), TRUE },
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

static gboolean
asks_for_help (const char *word)
{
  return g_str_equal (word, "help") || g_str_equal (word, "--help") || g_str_equal (word, "-h");
}

/* A file that the window opens, as a path or as an address: what the desktop hands over. One that is called as a command is, is
 * told from it by a path: ./help */
static gboolean
is_file (const char *word)
{
  return g_str_has_prefix (word, "file:") || (find_command (word) == NULL && !asks_for_help (word) && g_file_test (word, G_FILE_TEST_EXISTS));
}

/* Whether @word, the first, is for the command line; what it does not know it refuses. */
gboolean
rushes_command_line_is_command (const char *word)
{
  /* What GApplication takes: the desktop starts us so. */
  return !g_str_has_prefix (word, "--gapplication-") && !is_file (word);
}

static int
print_version (void)
{
  g_print ("Rushes %s\n", RUSHES_VERSION);
  return RUSHES_EXIT_DONE;
}

static int
print_help (void)
{
  g_print ("%s\n\n", _("Usage: rushes [--version | --help] [--demo] [COMMAND … | FILE …]"));
  g_print ("%s\n", _("Without a command the window opens, with files as clips, workflows or boards. Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].summary != NULL)
      g_print ("  %-14s %s\n", commands[i].name, _(commands[i].summary));
  g_print ("\n%s\n", _("“rushes COMMAND --help” tells more. --demo uses the sample server and a library of its own."));
  return RUSHES_EXIT_DONE;
}

/* As a command's options are listed. */
static int
list_commands (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].summary != NULL)
      g_print ("command\t%s\t%s\n", commands[i].name, _(commands[i].summary));
  return RUSHES_EXIT_DONE;
}

static int
refuse (const char *word)
{
  g_autofree char *text = g_strdup_printf (_("There is no command or option “%s”; “rushes --help” lists them"), word);

  return rushes_command_usage (text);
}

/* Whether that is so, and nothing can be changed; who only looks is told so. */
static gboolean
is_refused (const Command *command, RushesCore *core)
{
  g_autoptr (GError) error = NULL;

  if (rushes_paths_get_elsewhere (rushes_core_get_paths (core)) == NULL || rushes_paths_check_there (rushes_core_get_paths (core), &error))
    return FALSE;
  if (command->changes)
    rushes_say_fail (error, NULL);
  else
    rushes_say (_("The library is open on “%s”: this is how it is now, and nothing is changed."), rushes_paths_get_elsewhere (rushes_core_get_paths (core)));
  return command->changes;
}

static int
run_with_core (const Command *command, gboolean demo, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesCore) core = rushes_core_open (demo, &error);
  int code;

  if (core == NULL || (demo && !rushes_core_start_sample (core, &error)))
    return rushes_say_fail (error, NULL);
  code = is_refused (command, core) ? RUSHES_EXIT_FAILED : command->func (core, argc, argv);
  rushes_core_close (core);
  return code;
}

/* @argv: from the command's name on. Returns: the exit code */
int
rushes_command_line_run (gboolean demo, int argc, char **argv)
{
  const Command *command = find_command (argv[0]);

  if (g_str_equal (argv[0], "--version"))
    return print_version ();
  if (asks_for_help (argv[0]))
    return print_help ();
  if (g_str_equal (argv[0], RUSHES_LIST_OPTIONS))
    return list_commands ();
  if (command == NULL)
    return refuse (argv[0]);
  if (!command->needs_core)
    return command->func (NULL, argc, argv);
  return run_with_core (command, demo, argc, argv);
}
