/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-core.h"

/* What only the window does with clips, for who has none: hands trash ID… | restore ID… */

static gboolean
take (RushesCore *core, gboolean restore, char **ids, GError **error)
{
  RushesLibrary *library = rushes_core_get_library (core);

  for (; *ids != NULL; ids++)
    if (!rushes_library_hide (library, *ids, TRUE, error) || (restore && !rushes_library_hide (library, *ids, FALSE, error)))
      return FALSE;
  return restore || rushes_library_trash_hidden (library, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesCore) core = rushes_core_open (FALSE, &error);
  int code = argc < 3 ? 2 : core == NULL || !take (core, g_str_equal (argv[1], "restore"), argv + 2, &error);

  if (error != NULL)
    g_printerr ("%s\n", error->message);
  if (core != NULL)
    rushes_core_close (core);
  return code;
}
