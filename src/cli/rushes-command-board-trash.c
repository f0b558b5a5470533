/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-trash.h"
#include "rushes-command-boards.h"
#include "rushes-say.h"

#include <glib/gi18n.h>

/* rushes boards trash: a board goes, its clips stay. */

int
rushes_command_board_trash (RushesCore *core, int argc, char **argv)
{
  RushesPaths *paths = rushes_core_get_paths (core);
  g_autofree char *slug = NULL, *hidden = NULL;
  g_autoptr (GError) error = NULL;

  if (!rushes_command_parse (NULL, _("NAME — move a board to the trash; its clips stay"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc != 2)
    return rushes_command_usage (_("Which board? rushes boards trash NAME"));
  slug = rushes_command_find_board (core, argv[1]);
  if (slug == NULL)
    return RUSHES_EXIT_FAILED;
  hidden = rushes_board_trash_hide (paths, slug, &error);
  if (hidden == NULL || !rushes_board_trash_finish (paths, hidden, &error))
    return rushes_say_fail (error, NULL);
  g_print (_("“%s” moved to the trash; its clips stay\n"), slug);
  return RUSHES_EXIT_DONE;
}
