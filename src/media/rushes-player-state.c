/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-player-private.h"

/* Whether the player plays, where it stands, how long the clip is, and what is wrong with it. */

#define LONGER_S 0.1 /* so much longer than the picture, the sound is cut */

/* @problem: (nullable): why there is no picture */
void
rushes_player_set_problem (RushesPlayer *self, const char *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  if (problem != NULL)
    rushes_player_arrive (self);
  rushes_player_notify (self, PROP_PROBLEM);
}

/* The picture's, once its frames are known; until then that of the longest stream. */
void
rushes_player_update_duration (RushesPlayer *self)
{
  gint64 longest = 0;
  double duration;
  gboolean known = gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &longest);

  duration = (rushes_frame_index_is_read (self->index) ? rushes_frame_index_get_length (self->index) : longest) / (double) GST_SECOND;
  if (known) /* not while it is being sought, and then what was known holds */
    self->bounded = longest / (double) GST_SECOND > duration + LONGER_S;
  if (duration <= 0 || self->duration == duration)
    return;
  self->duration = duration;
  rushes_player_notify (self, PROP_DURATION);
}

/* Nanoseconds: when the frame began that is on the screen; 0 if that is not known. In a loop the sink counts the next round as soon
 * as it has the first frame of it, while the last one of this round is still seen. */
static gint64
get_seen (RushesPlayer *self)
{
  g_autoptr (GstSample) sample = NULL;
  GstBuffer *buffer;
  guint64 time;

  if (self->looping)
    g_object_get (self->pipeline, "sample", &sample, NULL);
  buffer = sample != NULL ? gst_sample_get_buffer (sample) : NULL;
  if (buffer == NULL || !GST_BUFFER_PTS_IS_VALID (buffer))
    return 0;
  time = gst_segment_to_stream_time (gst_sample_get_segment (sample), GST_FORMAT_TIME, GST_BUFFER_PTS (buffer));
  return GST_CLOCK_TIME_IS_VALID (time) ? (gint64) time : 0;
}

/* Where what is seen stands, as the pipeline says. */
void
rushes_player_update_position (RushesPlayer *self)
{
  gint64 position;

  if (self->pipeline == NULL)
    return;
  rushes_player_update_duration (self);
  if (!self->seeking && !self->stale && gst_element_query_position (self->pipeline, GST_FORMAT_TIME, &position))
    {
      self->position = self->at_end && self->out_point >= 0 ? rushes_frame_index_get_time (self->index, self->out_point)
                                                            : (double) MAX (position, get_seen (self)) / GST_SECOND;
      rushes_player_notify (self, PROP_POSITION);
    }
}

/* What was seen last is where it stands: the timer may have told of it some frames ago. */
static void
stop (RushesPlayer *self)
{
  if (self->backwards == 0)
    rushes_player_update_position (self);
  rushes_player_stop_backwards (self);
}

void
rushes_player_set_playing (RushesPlayer *self, gboolean playing)
{
  if (self->pipeline == NULL || self->playing == !!playing)
    return;
  if (playing)
    rushes_player_go_into_range (self);
  else
    stop (self);
  self->playing = !!playing;
  rushes_player_give_order (self, (RushesPlayOrder) { .kind = RUSHES_ORDER_STATE, .state = playing ? GST_STATE_PLAYING : GST_STATE_PAUSED });
  if (!playing)
    rushes_player_prepare_reel (self);
  rushes_player_notify (self, PROP_PLAYING);
}

gboolean
rushes_player_get_playing (RushesPlayer *self)
{
  return self->playing;
}
