/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-sequence.h"

#include "rushes-board-file.h"

/* A board with the clips of the library. */

/* An object of its own: those of the library are the main thread's. */
static RushesClip *
look_up (const char *id, char **path, gpointer library)
{
  gint64 row = rushes_library_find_row (library, id, NULL);
  RushesClipInfo *info = row != 0 ? rushes_library_read_clip (library, row) : NULL;
  g_autoptr (RushesClip) clip = info != NULL ? rushes_clip_new (info) : NULL;

  if (clip == NULL)
    return NULL;
  *path = rushes_library_dup_path (library, clip);
  if (g_file_test (*path, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&clip);
  g_clear_pointer (path, g_free);
  return NULL;
}

/**
 * rushes_board_sequence_new:
 * @slug: the board's folder
 *
 * Returns: (transfer full): what an editing program gets of @board. Reads the library: blocking, any thread
 */
RushesSequence *
rushes_board_sequence_new (RushesCore *core, const char *slug, RushesBoard *board)
{
  g_autofree char *folder = rushes_board_file_dup_folder (rushes_core_get_paths (core), slug);

  return rushes_sequence_new (board, folder, look_up, rushes_core_get_library (core));
}
