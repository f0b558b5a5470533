/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command-boards.h"

#include "rushes-board-file.h"
#include "rushes-board-list.h"
#include "rushes-board-regain.h"
#include "rushes-boards.h"
#include "rushes-say.h"

#include <glib/gi18n.h>

/* rushes boards restore: an older version, or what the clips' records know. */

static int
list_lost (RushesCore *core)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lost = rushes_board_regain_list (rushes_core_get_library (core), rushes_core_get_ledger (core), &error);

  if (lost == NULL)
    return rushes_say_fail (error, NULL);
  for (guint i = 0; i < lost->len; i++)
    {
      const RushesUse *use = lost->pdata[i];
      g_autofree char *clips = g_strdup_printf (ngettext ("%u clip", "%u clips", use->n_clips), use->n_clips);
      g_print ("%s\t%s\n", use->name, clips);
    }
  if (lost->len == 0)
    rushes_say (_("Every board that clips were made for is there."));
  return RUSHES_EXIT_DONE;
}

/* Returns: whether there was one to put together */
static gboolean
put_together (RushesCore *core, const char *name, GError **error)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *slug = rushes_board_regain (rushes_core_get_library (core), rushes_core_get_ledger (core), name, remarks, error);

  if (slug == NULL)
    return FALSE;
  for (guint i = 0; i < remarks->len; i++)
    rushes_say ("%s", (char *) remarks->pdata[i]);
  g_print ("%s\n", slug);
  return TRUE;
}

/* (transfer full) (nullable): the folder of just that name, also where its file is gone */
static char *
find_folder (RushesCore *core, const char *name)
{
  g_autofree char *slug = rushes_paths_make_slug (name, ""), *folder = rushes_board_file_dup_folder (rushes_core_get_paths (core), slug);

  return *slug != '\0' && g_file_test (folder, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&slug) : NULL;
}

static gboolean
can_be_read (RushesCore *core, const char *slug)
{
  g_autofree char *folder = rushes_board_file_dup_folder (rushes_core_get_paths (core), slug);
  g_autoptr (RushesBoard) board = rushes_board_file_glance (folder, NULL);

  return board != NULL;
}

/* (transfer full) (nullable): by its title or id; the beginning of a name might be another board's, whose last change would be lost */
static char *
find_titled (RushesCore *core, const char *name)
{
  g_autofree char *slug = rushes_board_list_find (rushes_core_get_paths (core), name, NULL), *wanted = g_utf8_casefold (name, -1), *title = NULL;
  g_autoptr (RushesBoard) board = slug != NULL ? rushes_boards_load (core, slug, NULL) : NULL;

  if (board == NULL)
    return NULL;
  title = g_utf8_casefold (rushes_board_get_title (board), -1);
  return g_str_equal (title, wanted) || g_str_equal (rushes_board_get_id (board), name) ? g_steal_pointer (&slug) : NULL;
}

/* An older version; where there is none, and the file cannot be read, what the records know. */
static int
restore (RushesCore *core, const char *slug)
{
  g_autoptr (GVariant) change = g_variant_ref_sink (g_variant_new_parsed ("{'do': <%s>}", RUSHES_CHANGE_RESTORE));
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = rushes_boards_change (core, slug, change, &error);

  if (sentence != NULL)
    g_print ("%s\n", sentence);
  else if (can_be_read (core, slug) || !put_together (core, slug, NULL))
    return rushes_say_fail (error, NULL);
  return RUSHES_EXIT_DONE;
}

int
rushes_command_board_restore (RushesCore *core, int argc, char **argv)
{
  g_autofree char *slug = NULL;
  g_autoptr (GError) error = NULL;

  if (!rushes_command_parse (NULL, _("[NAME] — go back to the newest older version that can be read; where none is left, put the board together from the "
                                     "records of its clips. Without a name: list the boards that are lost"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc > 2)
    return rushes_command_usage (_("Which board? rushes boards restore NAME"));
  if (argc == 1)
    return list_lost (core);
  slug = find_folder (core, argv[1]);
  if (slug == NULL && put_together (core, argv[1], &error))
    return RUSHES_EXIT_DONE;
  if (slug == NULL)
    slug = find_titled (core, argv[1]);
  return slug != NULL ? restore (core, slug) : rushes_say_fail (error, NULL);
}
