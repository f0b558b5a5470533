/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-neighbours.h"

/* The clips beside the one that is looked at, in the gallery's order. One of them may not have been read yet: then a worker does. */

static void
find (gpointer object, RushesLibrary *library, RushesClipList *clips, RushesClip *clip, int by, RushesClipFunc now, gpointer data, RushesClipFunc later)
{
  int position = rushes_clip_list_find (clips, rushes_clip_get_id (clip));
  g_autoptr (RushesClip) neighbour = position >= 0 && position + by >= 0 ? g_list_model_get_item (G_LIST_MODEL (clips), position + by) : NULL;

  if (neighbour != NULL && rushes_clip_is_loaded (neighbour))
    now (object, neighbour, NULL, data);
  else if (neighbour != NULL)
    rushes_clip_lookup_row (object, library, rushes_clip_list_get_entry (clips, position + by)->row, later, g_object_ref (clip), g_object_unref);
}

/**
 * rushes_neighbours_find:
 * @by: −1: the one before, 1: the one after
 * @func: called with @object, the neighbour, if there is one, and @clip: at once, or when it has been read, unless @object is gone by then
 */
void
rushes_neighbours_find (gpointer object, RushesLibrary *library, RushesClipList *clips, RushesClip *clip, int by, RushesClipFunc func)
{
  find (object, library, clips, clip, by, func, clip, func);
}

/* What a neighbour's first picture is made of. */
typedef struct
{
  RushesLibrary *library;
  GStrvBuilder *paths;
} Pictures;

static void
add_path (gpointer object, RushesClip *neighbour, const GError *error, gpointer data)
{
  Pictures *pictures = data;
  g_autofree char *path = !rushes_clip_get_missing (neighbour) ? rushes_library_dup_path (pictures->library, neighbour) : NULL;

  if (path != NULL)
    g_strv_builder_add (pictures->paths, path);
}

/**
 * rushes_neighbours_preload:
 * @direction: −1: who looks goes back; that one comes first
 * @later: called with @object, a neighbour and @clip for each that has only been read by then: to ask again, if @clip is still looked at
 *
 * Has the first pictures of both made, so that they are seen at once.
 */
void
rushes_neighbours_preload (gpointer object, RushesLibrary *library, RushesClipList *clips, RushesClip *clip, int direction, RushesPlayer *player, RushesClipFunc later)
{
  const int by[] = { direction < 0 ? -1 : 1, direction < 0 ? 1 : -1 };
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (by); i++)
    find (object, library, clips, clip, by[i], add_path, &(Pictures) { library, paths }, later);
  all = g_strv_builder_end (paths);
  rushes_player_preload (player, (const char *const *) all);
}
