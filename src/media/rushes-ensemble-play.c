/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-ensemble-private.h"

#include <math.h>

/* The clock, and what is shown when it says so. */

#define LATE_US 100000 /* so far behind, the clock goes on from where it was held rather than catching up */
#define LATE_MS 100    /* and the sound waits, too */

double
rushes_ensemble_get_start (RushesEnsemble *self)
{
  return MAX (0, self->in_point) / rushes_frame_sources_get_rate (self->sources);
}

/* Seconds: where playing ends. */
static double
get_end (RushesEnsemble *self)
{
  double duration = rushes_frame_sources_get_length (self->sources);

  if (self->out_point >= 0)
    return (self->out_point + 1) / rushes_frame_sources_get_rate (self->sources);
  return duration > 0 ? duration : G_MAXDOUBLE;
}

static double
get_now (RushesEnsemble *self)
{
  return self->clock_at + (double) (g_get_monotonic_time () - self->clock_us) / G_USEC_PER_SEC * self->rate;
}

void
rushes_ensemble_set_clock (RushesEnsemble *self, double seconds)
{
  self->clock_at = seconds;
  self->clock_us = g_get_monotonic_time ();
}

/* @moved: they did not come here by playing */
void
rushes_ensemble_tell_sound (RushesEnsemble *self, gboolean playing, gboolean moved)
{
  RushesEnsembleMoment moment = { playing ? get_now (self) : self->position, get_end (self), self->rate, playing, moved };

  rushes_ensemble_sound_follow (self->sound, &moment);
}

static gboolean
on_waiting (gpointer data)
{
  RushesEnsemble *self = data;

  self->waiting = 0;
  rushes_ensemble_tell_sound (self, FALSE, TRUE);
  return G_SOURCE_REMOVE;
}

void
rushes_ensemble_update_heard (RushesEnsemble *self)
{
  if (!rushes_ensemble_sound_update (self->sound))
    return;
  rushes_ensemble_tell_sound (self, self->playing && !self->held, TRUE);
  g_object_notify (G_OBJECT (self), "heard");
}

static void
show (RushesEnsemble *self)
{
  int lost = rushes_frame_sources_show (self->sources);

  if (self->playing && !self->jumped && self->rate <= 1)
    self->n_lost += lost;
  self->position = self->target;
  g_object_notify (G_OBJECT (self), "position");
}

void
rushes_ensemble_set_due (RushesEnsemble *self)
{
  double next = MIN (get_end (self), rushes_frame_sources_find_next (self->sources, self->position));
  double in = self->playing && !self->held ? (next - self->clock_at) / self->rate : G_MAXDOUBLE;

  g_source_set_ready_time (self->due, in < 1e6 ? self->clock_us + (gint64) ceil (in * G_USEC_PER_SEC) : -1);
}

void
rushes_ensemble_jump (RushesEnsemble *self, double seconds)
{
  self->target = seconds;
  self->jumped = TRUE;
  rushes_ensemble_update (self);
}

void
rushes_ensemble_change_playing (RushesEnsemble *self, gboolean playing)
{
  self->playing = playing;
  g_object_notify (G_OBJECT (self), "playing");
}

/* The last one has been seen for as long as it stays. */
static void
on_end (RushesEnsemble *self)
{
  double rate = rushes_frame_sources_get_rate (self->sources);

  if (self->loop)
    {
      rushes_ensemble_jump (self, rushes_ensemble_get_start (self));
      return;
    }
  rushes_ensemble_change_playing (self, FALSE);
  rushes_ensemble_jump (self, rushes_frame_sources_find (self->sources, get_end (self) - 0.5 / rate) / rate);
}

static void
arrive (RushesEnsemble *self)
{
  gboolean moved = self->jumped || (self->playing && (get_now (self) - self->target) / self->rate * G_USEC_PER_SEC > LATE_US);

  g_clear_handle_id (&self->waiting, g_source_remove);
  show (self);
  if (moved)
    rushes_ensemble_set_clock (self, self->target);
  self->jumped = FALSE;
  rushes_ensemble_tell_sound (self, self->playing, moved);
}

/* Goes to where the clock is, or to what is wished, and shows that as soon as all have it. */
void
rushes_ensemble_update (RushesEnsemble *self)
{
  if (self->playing && !self->held && !self->jumped)
    self->target = get_now (self);
  if (self->playing && !self->jumped && self->target >= get_end (self))
    {
      on_end (self);
      return;
    }
  self->held = !rushes_frame_sources_go_to (self->sources, self->target);
  if (!self->held)
    arrive (self);
  else if (self->playing && self->waiting == 0)
    self->waiting = g_timeout_add (LATE_MS, on_waiting, self);
  rushes_ensemble_set_due (self);
}
