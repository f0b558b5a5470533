/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "player.h"

#include "clips.h"

int
player_read_painted (GdkPaintable *paintable)
{
  g_autoptr (GdkPaintable) image = gdk_paintable_get_current_image (paintable);
  g_autoptr (GdkPixbuf) picture = GDK_IS_TEXTURE (image) ? clips_download (GDK_TEXTURE (image)) : NULL;

  return picture != NULL ? clips_read_number (picture) : -1;
}

RushesPlayer *
player_open (const char *path, int n_frames)
{
  RushesPlayer *player = rushes_player_new ();

  rushes_player_open (player, path, 24);
  while (gdk_paintable_get_intrinsic_width (rushes_player_get_paintable (player)) == 0 || rushes_player_get_n_frames (player) != n_frames)
    g_main_context_iteration (NULL, TRUE);
  return player;
}

void
player_wait_for_all (RushesPlayer *player, int n_frames)
{
  int first, last;

  while (!rushes_player_find_cached (player, 0, &first, &last) || first > 0 || last < n_frames - 1)
    g_main_context_iteration (NULL, TRUE);
}

void
player_wait_for_painted (RushesPlayer *player, int number)
{
  while (player_read_painted (rushes_player_get_paintable (player)) != number)
    g_main_context_iteration (NULL, TRUE);
}
