/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-part.h"

/**
 * rushes_part_new:
 * @path: (nullable): NULL: a card
 * @length: frames of the film
 *
 * Returns: (transfer full): one that fills all of its length; the rest is the caller's to fill in
 */
RushesPart *
rushes_part_new (const char *path, gint64 length)
{
  RushesPart *self = g_new (RushesPart, 1);

  *self = (RushesPart) { .path = g_strdup (path), .rate = RUSHES_RATE_DEFAULT, .plays = MAX (1, length), .length = MAX (1, length) };
  return self;
}

void
rushes_part_free (RushesPart *self)
{
  g_free (self->path);
  g_free (self->name);
  g_free (self->clip);
  g_free (self->label);
  g_free (self);
}

static gint64
hold (const RushesPart *self, gint64 at)
{
  return CLAMP (at, 0, MAX (1, self->plays) - 1);
}

/**
 * rushes_part_find:
 * @rate: the film's
 * @at: frames of the film since the part began
 *
 * Returns: which frame of the file is seen then, from 0: the one that is due in the middle of the film's, so that no rounding
 * chooses. Not for a file of a variable rate
 */
gint64
rushes_part_find (const RushesPart *self, RushesRate rate, gint64 at)
{
  if (self->picture)
    return 0;
  return self->in + (2 * hold (self, at) + 1) * self->rate.frames * rate.seconds / (2 * (gint64) self->rate.seconds * rate.frames);
}

/* Seconds of the file: the middle of what is seen then. */
double
rushes_part_find_time (const RushesPart *self, RushesRate rate, gint64 at)
{
  return rushes_part_get_start (self) + ((double) hold (self, at) + 0.5) * rate.seconds / rate.frames;
}

/* Whether there is anything to hear of it. */
gboolean
rushes_part_is_heard (const RushesPart *self)
{
  return self->path != NULL && !self->picture && self->has_sound;
}

/* Seconds of the file: where it begins. */
double
rushes_part_get_start (const RushesPart *self)
{
  return rushes_rate_to_seconds (self->rate, self->in);
}

/* @offset: frames of the film; see RushesTrack. Returns: (transfer full) */
RushesTrack *
rushes_track_new (const char *path, gint64 offset, double volume)
{
  RushesTrack *self = g_new (RushesTrack, 1);

  *self = (RushesTrack) { .path = g_strdup (path), .offset = offset, .volume = volume };
  return self;
}

void
rushes_track_free (RushesTrack *self)
{
  g_free (self->path);
  g_free (self);
}
