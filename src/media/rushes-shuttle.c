/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-shuttle.h"

#include <gst/gst.h>

#define SAME (GST_MSECOND + 1) /* so much before a frame, rushes_frames_find () does not find that frame yet */

struct _RushesShuttle
{
  RushesMonitor *monitor;
  RushesReel *reel; /* NULL until it is needed */
  RushesFrames *frames;
  GSourceOnceFunc on_cached;
  gpointer data;
  int room_width, room_height; /* pixels that there are for the picture; 0: all of its own are wanted */
  double speed;    /* how many times as fast as it was taken it goes back */
  int seen;        /* the frame that it has come to */
  gint64 since_us; /* the clock's time when it was at @since; 0: at the next tick */
  gint64 since;    /* nanoseconds of the clip */
};

/* @on_cached: other frames can be shown than before */
RushesShuttle *
rushes_shuttle_new (RushesMonitor *monitor, GSourceOnceFunc on_cached, gpointer data)
{
  RushesShuttle *self = g_new0 (RushesShuttle, 1);

  self->monitor = g_object_ref (monitor);
  self->on_cached = on_cached;
  self->data = data;
  return self;
}

/* The frames are gone soon. */
void
rushes_shuttle_free (RushesShuttle *self)
{
  g_clear_pointer (&self->reel, rushes_reel_close);
  g_clear_pointer (&self->frames, rushes_frames_unref);
  g_object_unref (self->monitor);
  g_free (self);
}

static void
on_shown (gpointer data, int frame, GdkTexture *texture, int width, int height)
{
  RushesShuttle *self = data;

  rushes_monitor_show (self->monitor, texture, width, height);
}

static void
on_cached (gpointer data)
{
  RushesShuttle *self = data;

  self->on_cached (self->data);
}

/* Has the frames around @playhead decoded, from now on. */
void
rushes_shuttle_prepare (RushesShuttle *self, const char *path, RushesFrames *frames, int playhead)
{
  if (self->reel == NULL)
    {
      self->frames = rushes_frames_ref (frames);
      self->reel = rushes_reel_new (path, frames, RUSHES_REEL_BYTES, self->room_width, self->room_height, on_shown, on_cached, self);
    }
  rushes_reel_follow (self->reel, playhead, self->speed > 0 ? -1 : 0);
}

/* @width, @height: see rushes_reel_set_room() */
void
rushes_shuttle_set_room (RushesShuttle *self, int width, int height)
{
  self->room_width = width;
  self->room_height = height;
  if (self->reel != NULL)
    rushes_reel_set_room (self->reel, width, height);
}

/* Returns: whether it can be shown; it is seen soon, until the monitor yields to the pipeline */
gboolean
rushes_shuttle_show (RushesShuttle *self, int frame)
{
  if (self->reel == NULL)
    return FALSE;
  rushes_reel_follow (self->reel, frame, self->speed > 0 ? -1 : 0);
  return rushes_reel_show (self->reel, frame);
}

/* The pipeline's next picture that comes of the seek with that number takes the place of what is in front. */
void
rushes_shuttle_yield (RushesShuttle *self, guint32 seqnum)
{
  if (self->reel != NULL)
    rushes_reel_take_back (self->reel);
  rushes_monitor_yield (self->monitor, seqnum);
}

/* What lies behind a frame begins when it has been seen as long as it is seen forwards. */
static gint64
get_end (RushesShuttle *self, int frame)
{
  if (frame + 1 >= rushes_frames_get_count (self->frames))
    return rushes_frames_get_length (self->frames);
  return rushes_frames_get_time (self->frames, frame + 1);
}

/* @from: the frame that is seen. After rushes_shuttle_prepare (). */
void
rushes_shuttle_go_back (RushesShuttle *self, int from, double speed)
{
  self->speed = speed;
  self->seen = from;
  self->since_us = 0;
  self->since = get_end (self, from);
  rushes_reel_follow (self->reel, from, -1);
}

/* It stays where it is. */
void
rushes_shuttle_stop (RushesShuttle *self)
{
  self->speed = 0;
}

/* A frame that is not decoded yet is waited for: none is left out because of that. */
static void
hold (RushesShuttle *self, gint64 now_us)
{
  self->since_us = now_us;
  self->since = rushes_frames_get_time (self->frames, self->seen);
}

/**
 * rushes_shuttle_tick:
 * @now_us: the clock's time
 * @first, @last: the part that is played
 * @loop: whether it goes on at its end when it has come to its beginning
 * @frame: (out): which frame is seen now
 *
 * Shows what is to be seen at that time.
 *
 * Returns: whether it goes on
 */
gboolean
rushes_shuttle_tick (RushesShuttle *self, gint64 now_us, int first, int last, gboolean loop, int *frame)
{
  gint64 time, begin = rushes_frames_get_time (self->frames, first) - (gint64) SAME;
  int next;

  if (self->since_us == 0)
    self->since_us = now_us;
  time = self->since - (gint64) ((now_us - self->since_us) * 1000 * self->speed) - SAME;
  if (time < begin && loop)
    {
      self->since = get_end (self, last);
      self->since_us = now_us;
      time = self->since - SAME;
    }
  next = time < begin ? first : rushes_frames_find (self->frames, time);
  if (next != self->seen && !rushes_shuttle_show (self, next))
    hold (self, now_us);
  else
    self->seen = next;
  *frame = self->seen;
  return time >= begin || self->seen != first;
}

/* Returns: (transfer none) (nullable) */
RushesReel *
rushes_shuttle_get_reel (RushesShuttle *self)
{
  return self->reel;
}
