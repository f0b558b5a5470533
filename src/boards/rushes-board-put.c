/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-put.h"

#include "rushes-board-file.h"
#include "rushes-board-lock.h"
#include "rushes-error.h"
#include "rushes-scratch.h"
#include "rushes-sync.h"

#include <errno.h>
#include <glib/gstdio.h>

/* A new board is put together on a stage beside the others, for as long as that takes, and appears as a whole: the boards are locked only then. All
 * of it blocks; any thread. */

/* Returns: (transfer full) (nullable): an empty folder on the disk of the boards; whoever is killed leaves it to the next who makes one */
char *
rushes_board_put_make_stage (RushesPaths *paths, GError **error)
{
  g_autofree char *boards = rushes_board_file_dup_boards_dir (paths), *scratch = NULL, *stage = NULL;

  rushes_sync_make_folder (boards);
  scratch = rushes_scratch_make_in (boards, RUSHES_BOARD_STAGE);
  stage = scratch != NULL ? g_build_filename (scratch, "board", NULL) : NULL;
  if (stage != NULL && g_mkdir (stage, 0700) == 0)
    return g_steal_pointer (&stage);
  rushes_error_set_from_errno (error, errno, "make a folder there");
  if (scratch != NULL)
    rushes_scratch_remove (scratch);
  return NULL;
}

/* With all that is still in it. */
void
rushes_board_put_remove_stage (const char *stage)
{
  g_autofree char *scratch = g_path_get_dirname (stage);

  rushes_scratch_remove (scratch);
}

/* @stage: what belongs to the board lies there. @name: what its folder is called after. Returns: (transfer full) (nullable): that folder, which is made
 * empty to keep the name */
char *
rushes_board_put (RushesPaths *paths, const char *stage, RushesBoard *board, const char *name, GError **error)
{
  g_autofree char *boards = rushes_board_file_dup_boards_dir (paths), *folder = NULL, *slug = NULL;
  g_autoptr (RushesBoardSnapshot) snapshot = rushes_board_snapshot_new (board);
  g_autoptr (RushesBoardLock) lock = NULL;

  if (!rushes_board_file_save (stage, snapshot, error))
    return NULL;
  if (!rushes_sync_tree (stage))
    {
      rushes_error_set_from_errno (error, errno, "write a board");
      return NULL;
    }
  lock = rushes_board_lock_take (boards, error);
  if (lock == NULL || (slug = rushes_board_file_make_folder (paths, name, error)) == NULL)
    return NULL;
  folder = rushes_board_file_dup_folder (paths, slug);
  if (rushes_sync_rename (stage, folder))
    return g_steal_pointer (&slug);
  rushes_error_set_from_errno (error, errno, "put the board into its place");
  g_rmdir (folder);
  return NULL;
}
