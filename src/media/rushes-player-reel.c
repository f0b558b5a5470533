/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-player-private.h"

/* Frames that are kept are seen at once, whatever the pipeline is about; it follows when the hand rests. */

#define SETTLE_MS 250

/* Has what is around the playhead decoded, as soon as there is a use for it: not while a clip is only played. */
void
rushes_player_prepare_reel (RushesPlayer *self)
{
  if (self->shuttle != NULL && rushes_frame_index_is_read (self->index) && self->problem == NULL)
    rushes_shuttle_prepare (self->shuttle, self->path, rushes_frame_index_get_frames (self->index), rushes_player_get_frame (self));
}

static gboolean
on_settled (gpointer data)
{
  RushesPlayer *self = data;

  self->settling = 0;
  if (self->stale && self->backwards == 0)
    rushes_player_seek_pipeline (self, self->position, TRUE);
  return G_SOURCE_REMOVE;
}

static void
settle (RushesPlayer *self)
{
  g_clear_handle_id (&self->settling, g_source_remove);
  self->settling = g_timeout_add (SETTLE_MS, on_settled, self);
}

/* Returns: whether the frame is seen soon without the pipeline; where it is not kept, those around it are decoded now */
gboolean
rushes_player_show_cached (RushesPlayer *self, int frame)
{
  if (self->playing && !self->scrubbing && self->backwards == 0)
    return FALSE;
  if (!rushes_shuttle_show (self->shuttle, frame) && self->backwards == 0)
    return FALSE;
  if (self->backwards > 0)
    rushes_shuttle_go_back (self->shuttle, frame, self->backwards);
  self->at_end = FALSE;
  self->stale = TRUE;
  self->next_seek = -1;
  settle (self);
  return TRUE;
}

void
rushes_player_set_backwards (RushesPlayer *self, double speed)
{
  if (self->backwards == speed)
    return;
  self->backwards = speed;
  rushes_player_notify (self, PROP_BACKWARDS);
}

/* The frame that it has come to stays. */
void
rushes_player_stop_backwards (RushesPlayer *self)
{
  if (self->backwards == 0)
    return;
  rushes_shuttle_stop (self->shuttle);
  rushes_player_set_backwards (self, 0);
  settle (self);
}

/**
 * rushes_player_find_cached:
 * @first, @last: (out): the next frames in a row, from @from on, that are seen at once
 *
 * Returns: whether there are any
 */
gboolean
rushes_player_find_cached (RushesPlayer *self, int from, int *first, int *last)
{
  RushesReel *reel = self->shuttle != NULL ? rushes_shuttle_get_reel (self->shuttle) : NULL;

  return reel != NULL && rushes_reel_find_cached (reel, from, first, last);
}
