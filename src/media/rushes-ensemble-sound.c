/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-ensemble-sound.h"

#include "rushes-sound.h"

#define BEAT_US 250000 /* so often it is told where it should be while it plays */

struct _RushesEnsembleSound
{
  RushesFrameSources *sources; /* outlive it */
  char **paths;
  int chosen, heard; /* clips; -1: none */
  gboolean muted;
  double volume;
  RushesSound *sound; /* of the clip that is heard, once something plays */
  gboolean playing;   /* it was told to */
  gint64 beat_us;     /* when it was told last */
};

RushesEnsembleSound *
rushes_ensemble_sound_new (RushesFrameSources *sources)
{
  RushesEnsembleSound *self = g_new (RushesEnsembleSound, 1);

  *self = (RushesEnsembleSound) { .sources = sources, .chosen = -1, .heard = -1, .volume = 1 };
  return self;
}

static void
fall_silent (RushesEnsembleSound *self)
{
  g_clear_pointer (&self->sound, rushes_sound_close);
  self->playing = FALSE;
}

void
rushes_ensemble_sound_free (RushesEnsembleSound *self)
{
  fall_silent (self);
  g_strfreev (self->paths);
  g_free (self);
}

/* @paths: (nullable): the clips' files, in the order of the sources; none is chosen any more */
void
rushes_ensemble_sound_set_paths (RushesEnsembleSound *self, const char *const *paths)
{
  g_strfreev (self->paths);
  self->paths = g_strdupv ((char **) paths);
  self->chosen = -1;
}

/* @clip: -1: none. With the next rushes_ensemble_sound_update(), as the next. */
void
rushes_ensemble_sound_choose (RushesEnsembleSound *self, int clip)
{
  self->chosen = clip;
}

/* Nothing is decoded then. */
void
rushes_ensemble_sound_set_muted (RushesEnsembleSound *self, gboolean muted)
{
  self->muted = muted;
}

gboolean
rushes_ensemble_sound_get_muted (RushesEnsembleSound *self)
{
  return self->muted;
}

/* @volume: 1: as it is */
void
rushes_ensemble_sound_set_volume (RushesEnsembleSound *self, double volume)
{
  self->volume = volume;
  if (self->sound != NULL)
    rushes_sound_set_volume (self->sound, volume);
}

double
rushes_ensemble_sound_get_volume (RushesEnsembleSound *self)
{
  return self->volume;
}

static int
find_heard (RushesEnsembleSound *self)
{
  RushesFrameSource *source;

  if (self->chosen < 0 || self->muted || self->chosen >= (int) rushes_frame_sources_get_n (self->sources))
    return -1;
  source = rushes_frame_sources_get (self->sources, (guint) self->chosen);
  return rushes_frame_source_has_sound (source) && rushes_frame_source_get_problem (source) == NULL ? self->chosen : -1;
}

/* Returns: whether another clip is heard than before, or none any more: then rushes_ensemble_sound_follow() says where it is */
gboolean
rushes_ensemble_sound_update (RushesEnsembleSound *self)
{
  int heard = find_heard (self);

  if (self->heard == heard)
    return FALSE;
  self->heard = heard;
  fall_silent (self);
  return TRUE;
}

/* Returns: the clip that is heard while they play; -1: none, since none is chosen, or it has no sound, or that is muted */
int
rushes_ensemble_sound_get_clip (RushesEnsembleSound *self)
{
  return self->heard;
}

static void
on_problem (gpointer data)
{
  g_debug ("A take cannot be heard");
}

/* To be told with each frame that is seen, and when they stop. Nothing is opened before they play. */
void
rushes_ensemble_sound_follow (RushesEnsembleSound *self, const RushesEnsembleMoment *moment)
{
  gint64 now = g_get_monotonic_time ();
  double pace, stop;

  if (self->heard < 0 || (self->sound == NULL && !moment->playing))
    return;
  if (self->sound == NULL)
    self->sound = rushes_sound_new (self->paths[self->heard], self->volume, on_problem, NULL);
  else if (!moment->moved && self->playing == moment->playing && now - self->beat_us < BEAT_US)
    return;
  if (self->sound == NULL)
    return;
  self->playing = moment->playing;
  self->beat_us = now;
  pace = rushes_frame_sources_get_pace (self->sources, (guint) self->heard);
  stop = MIN (moment->end, rushes_frame_sources_get_length_of (self->sources, (guint) self->heard)); /* as long as its picture moves */
  if (moment->playing)
    rushes_sound_play (self->sound, moment->seconds * pace, stop * pace, moment->rate * pace);
  else
    rushes_sound_rest (self->sound, moment->seconds * pace, stop * pace, moment->rate * pace);
}

/* Seconds of the clip's file; -1: nothing is to be heard now */
double
rushes_ensemble_sound_get_position (RushesEnsembleSound *self)
{
  return self->sound != NULL && rushes_sound_is_playing (self->sound) ? rushes_sound_get_position (self->sound) : -1;
}
