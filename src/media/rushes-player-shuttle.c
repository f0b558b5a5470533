/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-player-private.h"

/* A frame on or back, J, K and L, and a position that is dragged. */

#define FASTEST 4

/* The pipeline steps on by itself, and back by an exact seek: to that frame's own time, or into its middle while only the rate
 * is known. */
static void
step_pipeline (RushesPlayer *self, int to, int frames)
{
  if (frames == 1 && !self->seeking && !self->stale)
    rushes_player_give_order (self, (RushesPlayOrder) { .kind = RUSHES_ORDER_STEP });
  else if (rushes_frame_index_is_read (self->index))
    rushes_player_seek_pipeline (self, rushes_frame_index_get_time (self->index, to), TRUE);
  else
    rushes_player_seek_pipeline (self, (to + 0.5) / rushes_frame_index_get_rate (self->index), TRUE);
}

/* One frame on or back, paused. */
void
rushes_player_step (RushesPlayer *self, int frames)
{
  int to;

  if (self->index == NULL)
    return;
  rushes_player_set_playing (self, FALSE);
  to = MAX (0, rushes_player_get_frame (self) + frames);
  if (rushes_frame_index_is_read (self->index) && to >= rushes_frame_index_get_count (self->index, 0))
    return;
  if (rushes_player_show_cached (self, to))
    rushes_player_set_position (self, rushes_frame_index_get_time (self->index, to));
  else
    step_pipeline (self, to, frames);
}

/* @first, @last: (out): the frames between which it goes */
static void
get_part (RushesPlayer *self, int *first, int *last)
{
  int n = rushes_frame_index_get_count (self->index, 0);

  *first = MAX (0, self->in_point);
  *last = self->out_point >= 0 ? MIN (self->out_point, n - 1) : n - 1;
}

static void
go_back (RushesPlayer *self)
{
  int first, last, frame = rushes_player_get_frame (self);

  if (self->index == NULL || !rushes_frame_index_is_read (self->index))
    return;
  get_part (self, &first, &last);
  if (frame < first || frame > last)
    frame = last;
  if (frame == first && !self->loop)
    return;
  rushes_player_set_playing (self, FALSE);
  rushes_player_prepare_reel (self);
  self->playing = self->stale = TRUE;
  self->at_end = FALSE;
  self->next_seek = -1;
  rushes_shuttle_go_back (self->shuttle, frame, 1);
  rushes_player_set_position (self, rushes_frame_index_get_time (self->index, frame));
  rushes_player_set_backwards (self, 1);
  rushes_player_notify (self, PROP_PLAYING);
}

static void
go_on (RushesPlayer *self)
{
  rushes_player_set_playing (self, FALSE);
  if (self->rate != 1)
    {
      self->rate = 1;
      self->stale = TRUE; /* it has to be told */
      rushes_player_notify (self, PROP_RATE);
    }
  rushes_player_set_playing (self, TRUE);
}

static void
go_back_faster (RushesPlayer *self)
{
  double speed = MIN (FASTEST, self->backwards * 2);

  rushes_shuttle_go_back (self->shuttle, rushes_player_get_frame (self), speed);
  rushes_player_set_backwards (self, speed);
}

/* The keys J, K and L. @direction: -1: backwards, without sound, 1: on, each twice as fast when it goes so already; 0: stops */
void
rushes_player_shuttle (RushesPlayer *self, int direction)
{
  if (self->pipeline == NULL)
    return;
  if (direction == 0)
    rushes_player_set_playing (self, FALSE);
  else if (direction < 0 && self->backwards == 0)
    go_back (self);
  else if (direction < 0)
    go_back_faster (self);
  else if (!self->playing || self->backwards > 0)
    go_on (self);
  else
    rushes_player_set_rate (self, self->rate < 1 ? 1 : MIN (FASTEST, self->rate * 2));
}

/* Whoever shows the picture calls it for each of its own frames while the property “backwards” is above 0.
 * @now_us: its clock, microseconds */
void
rushes_player_tick (RushesPlayer *self, gint64 now_us)
{
  int first, last, frame;
  gboolean more;

  if (self->backwards == 0 || self->scrubbing)
    return;
  get_part (self, &first, &last);
  more = rushes_shuttle_tick (self->shuttle, now_us, first, last, self->loop, &frame);
  if (frame != rushes_player_get_frame (self))
    rushes_player_set_position (self, rushes_frame_index_get_time (self->index, frame));
  if (!more)
    rushes_player_set_playing (self, FALSE);
}

/* While the position is dragged nothing plays; what was playing goes on from there. */
void
rushes_player_set_scrubbing (RushesPlayer *self, gboolean scrubbing)
{
  gboolean plays_on = self->playing && self->backwards == 0;

  if (self->pipeline == NULL || self->scrubbing == scrubbing)
    return;
  self->scrubbing = scrubbing;
  if (scrubbing)
    rushes_player_prepare_reel (self);
  if (plays_on && !scrubbing && self->stale)
    rushes_player_seek_pipeline (self, self->position, TRUE);
  if (plays_on)
    rushes_player_give_order (self, (RushesPlayOrder) { .kind = RUSHES_ORDER_STATE, .state = scrubbing ? GST_STATE_PAUSED : GST_STATE_PLAYING });
}
