/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-neighbours.h"

/* The clips beside the one that is looked at, in the gallery's order. */

/**
 * rushes_neighbours_ref:
 * @by: −1: the one before, 1: the one after
 *
 * Returns: (transfer full) (nullable): loaded
 */
RushesClip *
rushes_neighbours_ref (RushesLibrary *library, RushesClipList *clips, RushesClip *clip, int by)
{
  int position = rushes_clip_list_find (clips, rushes_clip_get_id (clip));
  g_autoptr (RushesClip) neighbour = position >= 0 && position + by >= 0 ? g_list_model_get_item (G_LIST_MODEL (clips), position + by) : NULL;

  return neighbour != NULL && rushes_library_complete_clip (library, neighbour) ? g_steal_pointer (&neighbour) : NULL;
}

/**
 * rushes_neighbours_preload:
 * @direction: −1: who looks goes back; that one comes first
 *
 * Has the first pictures of both made, so that they are seen at once.
 */
void
rushes_neighbours_preload (RushesLibrary *library, RushesClipList *clips, RushesClip *clip, int direction, RushesPlayer *player)
{
  const int by[] = { direction < 0 ? -1 : 1, direction < 0 ? 1 : -1 };
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (by); i++)
    {
      g_autoptr (RushesClip) neighbour = rushes_neighbours_ref (library, clips, clip, by[i]);
      g_autofree char *path = neighbour != NULL && !rushes_clip_get_missing (neighbour) ? rushes_library_dup_path (library, neighbour) : NULL;
      if (path != NULL)
        g_strv_builder_add (paths, path);
    }
  all = g_strv_builder_end (paths);
  rushes_player_preload (player, (const char *const *) all);
}
