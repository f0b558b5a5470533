/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-animatic-private.h"

/* Which part is seen when, and what comes next. */

#define NEAR 2 /* seconds: what comes so soon after the next part is opened, too */

/* Frames of all parts together. */
gint64
rushes_animatic_get_length (RushesAnimatic *self)
{
  return self->starts != NULL && self->parts != NULL ? self->starts[self->parts->len] : 0;
}

/* The board's. */
RushesRate
rushes_animatic_get_rate (RushesAnimatic *self)
{
  return self->rate;
}

/* Returns: the frame with which a part begins; behind the last part, the length */
gint64
rushes_animatic_get_start (RushesAnimatic *self, guint part)
{
  g_return_val_if_fail (self->starts != NULL && part <= self->parts->len, 0);
  return self->starts[part];
}

/* Returns: which part is seen in that frame; −1: there is none */
int
rushes_animatic_find_part (RushesAnimatic *self, gint64 frame)
{
  guint low = 0, high = self->parts != NULL ? self->parts->len : 0;

  if (frame < 0 || frame >= rushes_animatic_get_length (self))
    return -1;
  while (high - low > 1)
    {
      guint middle = (low + high) / 2;
      if (self->starts[middle] <= frame)
        low = middle;
      else
        high = middle;
    }
  return (int) low;
}

gint64
rushes_animatic_get_first (RushesAnimatic *self)
{
  return MAX (0, self->first);
}

/* Where playing ends: the frame that is not seen any more. */
gint64
rushes_animatic_get_end (RushesAnimatic *self)
{
  gint64 length = rushes_animatic_get_length (self);

  return self->last >= 0 ? MIN (self->last + 1, length) : length;
}

double
rushes_animatic_to_seconds (RushesAnimatic *self, gint64 frame)
{
  return rushes_rate_to_seconds (self->rate, frame);
}

/* Whether it has anything to be opened. */
gboolean
rushes_animatic_can_be_seen (RushesAnimatic *self, int part)
{
  return ((RushesPart *) self->parts->pdata[part])->path != NULL && self->problems[part] == NULL;
}

static void
add_place (RushesAnimatic *self, RushesAnimaticPlace *places, guint *n, gint64 frame)
{
  int part = rushes_animatic_find_part (self, frame);

  if (rushes_animatic_can_be_seen (self, part))
    places[(*n)++] = (RushesAnimaticPlace) { .part = (guint) part, .at = frame - self->starts[part] };
}

/* The frame with which the next part begins; -1: nothing comes any more. */
static gint64
find_next_part (RushesAnimatic *self, gint64 frame)
{
  gint64 next = self->starts[rushes_animatic_find_part (self, frame) + 1];

  if (next < rushes_animatic_get_end (self))
    return next;
  return self->loop ? rushes_animatic_get_first (self) : -1;
}

/* Seconds that are played from there to the end of its part. */
static double
get_rest (RushesAnimatic *self, gint64 frame)
{
  gint64 next = self->starts[rushes_animatic_find_part (self, frame) + 1];

  return rushes_animatic_to_seconds (self, MIN (next, rushes_animatic_get_end (self)) - frame) / self->speed;
}

/* What is seen in that frame, and what comes next: one at least, more where that comes soon. Returns: how many places they are */
guint
rushes_animatic_collect (RushesAnimatic *self, gint64 frame, RushesAnimaticPlace *places)
{
  guint n = 0, ahead = 0;
  double soon = 0; /* seconds until then */
  gint64 next = frame;

  add_place (self, places, &n, frame);
  for (guint i = 0; n < RUSHES_ANIMATIC_PLACES && i < self->parts->len; i++)
    {
      guint before = n;

      soon += get_rest (self, next);
      next = find_next_part (self, next);
      if (next < 0)
        break;
      if (ahead > 0 && soon > NEAR)
        break;
      add_place (self, places, &n, next);
      ahead += n - before;
    }
  return n;
}
