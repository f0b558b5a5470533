/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command.h"
#include "rushes-moving.h"
#include "rushes-say.h"

#include <glib/gi18n.h>
#include <unistd.h>

/* rushes move. */

static void
on_progress (gint64 done, gint64 all, gpointer data)
{
  g_autofree char *here = g_format_size ((guint64) MAX (0, done)), *whole = g_format_size ((guint64) all);

  if (!isatty (STDERR_FILENO))
    return;
  g_printerr ("\r\033[K");
  if (done >= 0)
    /* Translators: how much is moved or written, such as “12 MB of 40 MB” */
    g_printerr (_("%s of %s"), here, whole);
}

int
rushes_command_move (RushesCore *core, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;

  if (!rushes_command_parse (NULL, _("FOLDER — move all clips to another folder or disk; broken off, the same again goes on"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc != 2)
    return rushes_command_usage (_("To which folder? rushes move FOLDER"));
  folder = g_canonicalize_filename (argv[1], NULL);
  if (!rushes_moving_run (rushes_core_get_library (core), folder, on_progress, NULL, NULL, &error))
    return rushes_say_fail (error, NULL);
  rushes_say (_("The clips are in %s now."), folder);
  return RUSHES_EXIT_DONE;
}
