/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-player-private.h"

/* Where the player is and goes, and which part of the clip is played. */

GParamSpec *rushes_player_properties[RUSHES_PLAYER_N_PROPERTIES];

void
rushes_player_notify (RushesPlayer *self, RushesPlayerProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), rushes_player_properties[property]);
}

void
rushes_player_give_order (RushesPlayer *self, RushesPlayOrder order)
{
  if (self->opening != 0) /* that comes first */
    {
      g_clear_handle_id (&self->opening, g_source_remove);
      rushes_player_give_order (self, (RushesPlayOrder) { .kind = RUSHES_ORDER_OPEN });
    }
  if (self->pipeline != NULL)
    rushes_pipeline_give_order (self->pipeline, self->worker, order);
}

void
rushes_player_set_position (RushesPlayer *self, double seconds)
{
  self->position = seconds;
  rushes_player_notify (self, PROP_POSITION);
}

/* Which frame is seen, from 0. */
int
rushes_player_get_frame (RushesPlayer *self)
{
  return self->index != NULL ? rushes_frame_index_find (self->index, self->position) : 0;
}

/* Whether a clip that is played to its end begins anew by itself: where that is has to be known. */
static gboolean
wants_loop (RushesPlayer *self)
{
  return self->loop && rushes_frame_index_is_read (self->index);
}

/* Seconds: where playing begins. */
double
rushes_player_get_start (RushesPlayer *self)
{
  return self->in_point > 0 ? rushes_frame_index_get_time (self->index, self->in_point) : 0;
}

/* Nanoseconds: where playing that begins at @seconds ends; 0: with the clip. Who looks behind the out point plays on. */
gint64
rushes_player_get_stop (RushesPlayer *self, double seconds)
{
  double out = self->out_point >= 0 ? rushes_frame_index_get_time (self->index, self->out_point + 1) : 0;

  if (seconds < out)
    return (gint64) (out * GST_SECOND + 0.5);
  return self->bounded || wants_loop (self) ? rushes_frame_index_get_length (self->index) : 0;
}

/* Nanoseconds: in the frame that is meant, so that none before it comes. */
static gint64
get_target (RushesPlayer *self, double seconds)
{
  if (rushes_frame_index_is_read (self->index))
    return rushes_frames_get_target (rushes_frame_index_get_frames (self->index), rushes_frame_index_find (self->index, seconds));
  return (gint64) (seconds * GST_SECOND + 0.5);
}

static void
give_seek (RushesPlayer *self, double seconds, gboolean exact, RushesOrderKind kind)
{
  self->looping = wants_loop (self);
  self->seqnum = gst_util_seqnum_next ();
  rushes_player_give_order (self, (RushesPlayOrder) { .kind = kind,
                                                      .position = get_target (self, seconds),
                                                      .stop = rushes_player_get_stop (self, seconds),
                                                      .rate = self->rate,
                                                      .exact = exact,
                                                      .segment = self->looping,
                                                      .seqnum = self->seqnum });
}

/* Where the pipeline goes, whatever is seen meanwhile. While one seek is under way only the latest wish is kept. */
void
rushes_player_seek_pipeline (RushesPlayer *self, double seconds, gboolean exact)
{
  self->at_end = FALSE;
  rushes_player_set_position (self, seconds);
  self->stale = FALSE;
  if (self->seeking)
    {
      self->next_seek = seconds;
      self->next_exact = exact;
      return;
    }
  self->seeking = TRUE;
  self->failing = self->seek_sent = FALSE;
  give_seek (self, seconds, exact, RUSHES_ORDER_SEEK);
  rushes_shuttle_yield (self->shuttle, self->seqnum);
}

/* Plays on at the start, without a gap, once all there is up to the end is on its way to the screen. */
void
rushes_player_wrap (RushesPlayer *self)
{
  give_seek (self, rushes_player_get_start (self), TRUE, RUSHES_ORDER_WRAP);
}

/* What is played is what lies between the points, from its start if that is not where it stands. */
void
rushes_player_go_into_range (RushesPlayer *self)
{
  int frame = rushes_player_get_frame (self);
  gboolean ranged = self->in_point >= 0 || self->out_point >= 0;
  gboolean outside = frame < self->in_point || (self->out_point >= 0 && frame >= self->out_point);

  if (self->at_end || outside)
    rushes_player_seek_pipeline (self, rushes_player_get_start (self), TRUE);
  else if (ranged || self->stale || self->looping != wants_loop (self))
    rushes_player_seek_pipeline (self, self->position, TRUE);
}

static void
set_point (RushesPlayer *self, int *point, RushesPlayerProperty property, int frame)
{
  if (*point == frame)
    return;
  *point = frame;
  rushes_player_notify (self, property);
}

/* The part that is played, frames from 0, both included; -1: from the start, to the end. A point that would come to lie on
 * the other side of the other takes that away. */
void
rushes_player_set_range (RushesPlayer *self, int in_point, int out_point)
{
  if (in_point >= 0 && out_point >= 0 && in_point > out_point)
    {
      if (in_point != self->in_point)
        out_point = -1;
      else
        in_point = -1;
    }
  set_point (self, &self->in_point, PROP_IN_POINT, in_point);
  set_point (self, &self->out_point, PROP_OUT_POINT, out_point);
  if (self->playing && self->backwards == 0)
    rushes_player_go_into_range (self);
}

/* @in_point, @out_point: (out): frames, or -1 */
void
rushes_player_get_range (RushesPlayer *self, int *in_point, int *out_point)
{
  *in_point = self->in_point;
  *out_point = self->out_point;
}
