/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-sequence.h"

#include "rushes-board-file.h"

/* A board with the clips of the library. */

typedef struct
{
  RushesLibrary *library;
  GError *error; /* why one could not be read */
} Search;

/* An object of its own: those of the library are the main thread's. */
static RushesClip *
look_up (const char *id, char **path, gpointer data)
{
  Search *search = data;
  RushesClipInfo *info = search->error == NULL ? rushes_library_find_clip (search->library, id, &search->error) : NULL;
  g_autoptr (RushesClip) clip = info != NULL ? rushes_clip_new (info) : NULL;

  if (clip == NULL)
    return NULL;
  *path = rushes_library_dup_path (search->library, clip);
  if (g_file_test (*path, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&clip);
  g_clear_pointer (path, g_free);
  return NULL;
}

/**
 * rushes_board_sequence_new:
 * @slug: the board's folder
 *
 * Returns: (transfer full) (nullable): what an editing program gets of @board; %NULL: a clip cannot be read, and a film without it would be another. Reads the
 * library: blocking, any thread
 */
RushesSequence *
rushes_board_sequence_new (RushesCore *core, const char *slug, RushesBoard *board, GError **error)
{
  g_autofree char *folder = rushes_board_file_dup_folder (rushes_core_get_paths (core), slug);
  Search search = { rushes_core_get_library (core), NULL };
  g_autoptr (RushesSequence) sequence = rushes_sequence_new (board, folder, look_up, &search);

  if (search.error == NULL)
    return g_steal_pointer (&sequence);
  g_propagate_error (error, search.error);
  return NULL;
}
