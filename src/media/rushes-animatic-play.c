/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-animatic-private.h"

#include <math.h>

/* The clock is here and nowhere else, as with an ensemble: what is seen is decoded ahead and shown when it is due; who is late holds the
 * clock, so that no frame is left out but by a main loop that is late. What comes next is opened while the part before it is
 * seen, and waits on its first frame. The sound has a clock of its own and is told where this one is. */

#define LATE_US 100000 /* so far behind, the clock goes on from where it was held rather than catching up */
#define LATE_MS 100    /* and the sound waits, too */
#define ROUNDING 0.01  /* of a frame */

static gint64
get_time (RushesAnimatic *self)
{
  return self->clock != NULL ? self->clock (self->clock_data) : g_get_monotonic_time ();
}

/* Seconds. */
double
rushes_animatic_get_now (RushesAnimatic *self)
{
  return self->clock_at + (double) (get_time (self) - self->clock_us) / G_USEC_PER_SEC * self->speed;
}

void
rushes_animatic_set_clock (RushesAnimatic *self, double seconds)
{
  self->clock_at = seconds;
  self->clock_us = get_time (self);
}

static gint64
to_frame (RushesAnimatic *self, double seconds)
{
  return (gint64) floor (seconds * self->rate.frames / self->rate.seconds + ROUNDING);
}

void
rushes_animatic_tell_sound (RushesAnimatic *self, gboolean playing, gboolean moved)
{
  RushesAnimaticPlace places[RUSHES_ANIMATIC_PLACES];
  guint n = rushes_animatic_collect (self, self->frame, places);
  RushesAnimaticMoment moment = { .places = places, .n = n, .playing = playing, .frame = self->frame, .speed = self->speed, .moved = moved };

  self->begun |= playing;
  if (!self->begun)
    return;
  moment.card = !rushes_animatic_can_be_seen (self, self->part);
  moment.late = playing ? CLAMP (rushes_animatic_get_now (self) - rushes_animatic_to_seconds (self, self->frame), 0, 1) : 0;
  rushes_animatic_sound_follow (self->sound, &moment);
}

static gboolean
on_waiting (gpointer data)
{
  RushesAnimatic *self = data;

  self->waiting = 0;
  rushes_animatic_tell_sound (self, FALSE, TRUE);
  return G_SOURCE_REMOVE;
}

/* Returns: whether what is seen then can be shown now */
static gboolean
go_to (RushesAnimatic *self, gint64 frame)
{
  int part = rushes_animatic_find_part (self, frame);
  RushesAnimaticPlace places[RUSHES_ANIMATIC_PLACES];
  guint n = rushes_animatic_collect (self, frame, places);
  RushesAnimaticReader *reader;

  if (!rushes_animatic_can_be_seen (self, part))
    return TRUE;
  reader = rushes_animatic_readers_want (self->readers, places, n, 1);
  return reader != NULL && rushes_animatic_reader_go_to (reader, places[0].at);
}

/* Opens what comes next. Returns: (nullable) (transfer none): who shows the frame that was gone to */
static RushesAnimaticReader *
prepare (RushesAnimatic *self)
{
  RushesAnimaticPlace places[RUSHES_ANIMATIC_PLACES];
  guint n = rushes_animatic_collect (self, self->target, places);
  RushesAnimaticReader *reader = rushes_animatic_readers_want (self->readers, places, n, n);

  return rushes_animatic_can_be_seen (self, rushes_animatic_find_part (self, self->target)) ? reader : NULL;
}

void
rushes_animatic_prepare (RushesAnimatic *self)
{
  prepare (self);
}

static void
show_picture (RushesAnimatic *self, RushesAnimaticReader *reader)
{
  gboolean picture = reader != NULL && rushes_animatic_reader_show (reader);

  if (!picture && (self->picture || self->frame < 0))
    rushes_frame_paintable_show (self->paintable, NULL, 0, 0);
  if (self->picture == picture)
    return;
  self->picture = picture;
  g_object_notify (G_OBJECT (self), "has-picture");
}

static void
set_frame (RushesAnimatic *self)
{
  int part = rushes_animatic_find_part (self, self->target);

  if (self->playing && !self->jumped && self->speed <= 1)
    self->n_lost += (int) MAX (0, self->target - self->frame - 1);
  self->frame = self->target;
  g_object_notify (G_OBJECT (self), "frame");
  if (self->part == part)
    return;
  self->part = part;
  g_object_notify (G_OBJECT (self), "part");
}

void
rushes_animatic_set_due (RushesAnimatic *self)
{
  double in = (rushes_animatic_to_seconds (self, self->target + 1) - self->clock_at) / self->speed;

  if (self->clock != NULL || !self->playing || self->held)
    g_source_set_ready_time (self->due, -1);
  else
    g_source_set_ready_time (self->due, self->clock_us + (gint64) ceil (in * G_USEC_PER_SEC));
}

void
rushes_animatic_jump (RushesAnimatic *self, gint64 frame)
{
  self->target = frame;
  self->jumped = TRUE;
  rushes_animatic_update (self);
}

void
rushes_animatic_change_playing (RushesAnimatic *self, gboolean playing)
{
  self->playing = playing;
  g_object_notify (G_OBJECT (self), "playing");
}

/* The last one has been seen for as long as it stays. */
static void
on_end (RushesAnimatic *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (!self->loop)
    rushes_animatic_change_playing (self, FALSE);
  rushes_animatic_jump (self, self->loop ? rushes_animatic_get_first (self) : rushes_animatic_get_end (self) - 1);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
set_sought (RushesAnimatic *self, gint64 frame)
{
  if (self->sought == frame)
    return;
  self->sought = frame;
  g_object_notify (G_OBJECT (self), "sought");
}

static void
hold (RushesAnimatic *self)
{
  if (self->playing && self->waiting == 0 && self->frame >= 0)
    self->waiting = g_timeout_add (LATE_MS, on_waiting, self);
  rushes_animatic_set_due (self);
  if (self->jumped)
    set_sought (self, self->target);
}

/* So late that the clock goes on from here. */
static gboolean
is_late (RushesAnimatic *self)
{
  return self->playing && (rushes_animatic_get_now (self) - rushes_animatic_to_seconds (self, self->target)) / self->speed * G_USEC_PER_SEC > LATE_US;
}

/* Shows what was gone to. Who is told may do anything: that comes last. */
static void
arrive (RushesAnimatic *self)
{
  gboolean moved = self->jumped || is_late (self);

  g_object_freeze_notify (G_OBJECT (self));
  g_clear_handle_id (&self->waiting, g_source_remove);
  show_picture (self, prepare (self));
  set_frame (self);
  if (moved)
    rushes_animatic_set_clock (self, rushes_animatic_to_seconds (self, self->target));
  self->jumped = FALSE;
  set_sought (self, -1);
  rushes_animatic_set_due (self);
  rushes_animatic_tell_sound (self, self->playing, moved);
  g_object_thaw_notify (G_OBJECT (self));
}

/* Goes to where the clock is, or to what is wished, and shows that as soon as it is there. */
void
rushes_animatic_update (RushesAnimatic *self)
{
  if (self->playing && !self->held && !self->jumped)
    self->target = to_frame (self, rushes_animatic_get_now (self));
  if (self->playing && !self->jumped && self->target >= rushes_animatic_get_end (self))
    {
      on_end (self);
      return;
    }
  self->held = !go_to (self, self->target);
  if (self->held)
    hold (self);
  else
    arrive (self);
}

/* One that cannot be seen is not opened again. */
static void
tell_problems (RushesAnimatic *self)
{
  const char *problem;
  int part;

  while (self->readers != NULL && (part = rushes_animatic_readers_find_trouble (self->readers, self->problems, &problem)) >= 0)
    {
      self->problems[part] = g_strdup (problem);
      g_signal_emit_by_name (self, "problem", (guint) part);
    }
}

void
rushes_animatic_on_changed (gpointer data)
{
  RushesAnimatic *self = data;

  tell_problems (self);
  if (self->readers == NULL)
    return;
  if (self->held)
    rushes_animatic_update (self);
  else
    rushes_animatic_prepare (self);
}
