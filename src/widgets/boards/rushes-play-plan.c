/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-play-plan.h"

static void
clear (gpointer data)
{
  RushesPlayPlan *self = data;

  g_ptr_array_unref (self->parts);
  g_clear_pointer (&self->track, rushes_track_free);
}

/* @parts, @track: (transfer full) (@track: nullable). Returns: (transfer full) */
RushesPlayPlan *
rushes_play_plan_new (GPtrArray *parts, RushesTrack *track, RushesRate rate, int width, int height)
{
  RushesPlayPlan *self = g_rc_box_new (RushesPlayPlan);

  *self = (RushesPlayPlan) { .parts = parts, .track = track, .rate = rate, .width = width, .height = height };
  return self;
}

RushesPlayPlan *
rushes_play_plan_ref (RushesPlayPlan *self)
{
  return g_rc_box_acquire (self);
}

void
rushes_play_plan_unref (RushesPlayPlan *self)
{
  g_rc_box_release_full (self, clear);
}
