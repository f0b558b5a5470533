/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-reel-window.h"

/* In eighths of what may be kept. A move decodes anew from the key frame before it, which may be the clip's first frame: moves
 * are large, and come long before the playhead has used up what is there. */
#define BEHIND 1 /* what is kept of where it came from */
#define AHEAD 3  /* so little in front of it makes it move */
#define ASIDE 1  /* the same to either side while it has no direction */

static gboolean
has_room (const RushesReelWindow *self, int playhead, int direction)
{
  int wanted = self->capacity * (direction == 0 ? ASIDE : AHEAD) / 8;
  gboolean before = self->first == 0 || playhead - self->first >= (direction > 0 ? 0 : wanted);
  gboolean after = self->end == self->n || self->end - playhead > (direction < 0 ? 0 : wanted);

  return self->end > self->first && before && after;
}

/**
 * rushes_reel_window_follow:
 * @playhead: which frame is looked at
 * @direction: -1: it goes back, 1: on, 0: either way
 *
 * Returns: whether other frames are to be kept now
 */
gboolean
rushes_reel_window_follow (RushesReelWindow *self, int playhead, int direction)
{
  int size = MIN (self->capacity, self->n);
  int behind = direction < 0 ? size * (8 - BEHIND) / 8 : direction > 0 ? size * BEHIND / 8 : size / 2;
  int first = CLAMP (playhead - behind, 0, self->n - size);

  if (has_room (self, playhead, direction) || (first == self->first && first + size == self->end))
    return FALSE;
  self->first = first;
  self->end = first + size;
  return TRUE;
}
