/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command.h"
#include "rushes-find-missing.h"
#include "rushes-say.h"

#include <glib/gi18n.h>

/* rushes find-missing. */

/* Returns: whether it is back */
static gboolean
bring_back (RushesCore *core, const RushesMissingFile *found)
{
  g_autofree char *path = rushes_paths_dup_clip_path (rushes_core_get_paths (core), found->info->name);
  g_autoptr (GError) error = NULL;

  if (rushes_find_missing_bring_back (rushes_core_get_library (core), found, &error))
    {
      g_print ("%s\n", path);
      return TRUE;
    }
  rushes_say_fail (error, NULL);
  return FALSE;
}

/* Returns: how many of those that are missing were found in the folder; @n_missing: (out): of how many. -1 on error, which was said */
static int
find_in (RushesCore *core, const char *folder, guint *n_missing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = rushes_find_missing_search (rushes_core_get_library (core), folder, &error);
  int n = 0;

  if (all == NULL)
    {
      rushes_say_fail (error, NULL);
      return -1;
    }
  *n_missing = all->len;
  for (guint i = 0; i < all->len; i++)
    n += ((RushesMissingFile *) all->pdata[i])->path != NULL && bring_back (core, all->pdata[i]);
  return n;
}

/* What is still missing after all folders, by name. */
static void
tell_missing (RushesCore *core)
{
  g_autoptr (GPtrArray) infos = rushes_library_list_missing (rushes_core_get_library (core), NULL);

  for (guint i = 0; infos != NULL && i < infos->len; i++)
    rushes_say (_("rushes: “%s” was not found there."), ((RushesClipInfo *) infos->pdata[i])->name);
}

int
rushes_command_find_missing (RushesCore *core, int argc, char **argv)
{
  guint n_all = 0, n_missing = 0, n_found = 0;
  g_autofree char *summary = NULL;

  if (!rushes_command_parse (NULL, _("FOLDER… — look for files of clips that were moved or deleted, and bring copies back"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc < 2)
    return rushes_command_usage (_("In which folder? rushes find-missing FOLDER…"));
  for (int i = 1; i < argc; i++)
    if (!g_file_test (argv[i], G_FILE_TEST_IS_DIR))
      {
        g_autofree char *text = g_strdup_printf (_("“%s” is no folder"), argv[i]);
        return rushes_command_usage (text);
      }
  for (int i = 1; i < argc; i++)
    {
      int n = find_in (core, argv[i], &n_missing);
      if (n < 0)
        return RUSHES_EXIT_FAILED;
      n_found += n;
      n_all = i == 1 ? n_missing : n_all;
    }
  summary = rushes_find_missing_dup_summary (n_found, n_all - n_found);
  if (n_found < n_all)
    tell_missing (core);
  rushes_say ("%s.", summary);
  return n_found == n_all ? RUSHES_EXIT_DONE : RUSHES_EXIT_FAILED;
}
