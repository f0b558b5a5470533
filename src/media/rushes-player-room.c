/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-player-private.h"

/* How large pictures are made: as large as they are drawn. */

#define REST_MS 150 /* a window is resized in many steps */

/* Another picture of where it stands, which changes nothing else. */
static void
show_again (RushesPlayer *self)
{
  gboolean at_end = self->at_end;

  rushes_player_seek_pipeline (self, self->position, TRUE);
  self->at_end = at_end;
}

/* What plays has it with the next frame; what stands still is made again, and what was seen stays until that is there. */
void
rushes_player_apply_room (RushesPlayer *self)
{
  g_clear_handle_id (&self->resizing, g_source_remove);
  if (self->pipeline == NULL)
    return;
  rushes_shuttle_set_room (self->shuttle, self->room_width, self->room_height);
  if (self->scaler != NULL && rushes_scaler_set_room (self->scaler, self->room_width, self->room_height) && !self->playing && !self->stale)
    show_again (self);
}

static gboolean
on_rest (gpointer data)
{
  RushesPlayer *self = data;

  self->resizing = 0;
  rushes_player_apply_room (self);
  return G_SOURCE_REMOVE;
}

/**
 * rushes_player_set_room:
 * @width, @height: the pixels of the screen that there are for the picture; no more are made; 0: all of its own are
 *
 * For this clip and those that follow. What is saved or copied of a clip is made of its file, and always whole.
 */
void
rushes_player_set_room (RushesPlayer *self, int width, int height)
{
  int own_width, own_height;
  gboolean early = self->pipeline == NULL || (self->scaler != NULL && !rushes_scaler_get_size (self->scaler, &own_width, &own_height));

  if (self->room_width == width && self->room_height == height)
    return;
  self->room_width = width;
  self->room_height = height;
  g_clear_handle_id (&self->resizing, g_source_remove);
  if (early)
    rushes_player_apply_room (self);
  else
    self->resizing = g_timeout_add (REST_MS, on_rest, self);
}
