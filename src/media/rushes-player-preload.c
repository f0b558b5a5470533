/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-player-private.h"

/* The first pictures of the clips beside the one that is open. They are made when that has its own, or is known to have none. */

static void
begin (RushesPlayer *self)
{
  g_auto (GStrv) paths = g_steal_pointer (&self->next_paths);

  if (paths != NULL)
    rushes_preload_want (self->preload, (const char *const *) paths, self->room_width, self->room_height);
}

/**
 * rushes_player_preload:
 * @paths: (array zero-terminated=1): of the clips that may be opened next, the likeliest first; at most %RUSHES_PRELOAD_MAX
 *
 * Makes their first pictures when there is nothing else to do, so that they are seen at once when they are opened. To be said anew of
 * each clip: what is opened next is not known any more.
 */
void
rushes_player_preload (RushesPlayer *self, const char *const *paths)
{
  g_strfreev (self->next_paths);
  self->next_paths = g_strdupv ((char **) paths);
  if (self->pipeline == NULL || self->has_arrived || self->problem != NULL)
    begin (self);
}

/* The clip has its first picture, or has none. */
void
rushes_player_arrive (RushesPlayer *self)
{
  self->has_arrived = TRUE;
  begin (self);
}

/* What is made beside a clip stops when another one is opened. */
void
rushes_player_leave (RushesPlayer *self)
{
  g_clear_pointer (&self->next_paths, g_strfreev);
  self->has_arrived = FALSE;
  rushes_preload_stop (self->preload);
}

/* Whether a clip's first picture is there already. */
gboolean
rushes_player_is_preloaded (RushesPlayer *self, const char *path)
{
  return rushes_preload_is_ready (self->preload, path);
}

/* What was made of the clip that has just been opened is seen until the pipeline has a picture. Returns: whether there is something */
gboolean
rushes_player_show_preloaded (RushesPlayer *self)
{
  int width, height;
  g_autoptr (GdkTexture) texture = rushes_preload_take (self->preload, self->path, &width, &height);

  if (texture == NULL)
    return FALSE;
  rushes_monitor_show (self->monitor, texture, width, height);
  rushes_monitor_yield (self->monitor, 0);
  return TRUE;
}
