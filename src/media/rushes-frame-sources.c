/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-frame-sources.h"

#include "rushes-number.h"

#include <math.h>

#define ROUNDING 0.01 /* of a frame */

typedef enum
{
  TROUBLE_NONE,
  TROUBLE_DAMAGE,
  TROUBLE_PROBLEM,
} Trouble;

typedef struct
{
  RushesFrameSource *source;
  gboolean active, resized;
  Trouble trouble; /* that has been told */
  int width, height; /* that there are for it; −1: not told yet */
  int last;          /* the frame that was shown before, to count those that were not; -1: none */
} Part;

struct _RushesFrameSources
{
  GArray *parts; /* Part */
  RushesAlignment alignment;
};

static void
clear_part (gpointer data)
{
  Part *part = data;

  rushes_frame_source_close (part->source);
  g_object_unref (part->source);
}

RushesFrameSources *
rushes_frame_sources_new (void)
{
  RushesFrameSources *self = g_new0 (RushesFrameSources, 1);

  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_array_set_clear_func (self->parts, clear_part);
  return self;
}

void
rushes_frame_sources_free (RushesFrameSources *self)
{
  g_array_unref (self->parts);
  g_free (self);
}

/* Closes them. */
void
rushes_frame_sources_clear (RushesFrameSources *self)
{
  g_array_set_size (self->parts, 0);
}

/* Returns: (transfer none): another clip, see rushes_frame_source_new() */
RushesFrameSource *
rushes_frame_sources_add (RushesFrameSources *self, const char *path, double fps, int n_threads)
{
  Part part = { .source = rushes_frame_source_new (path, fps, n_threads), .active = TRUE, .width = -1, .last = -1 };

  g_array_append_val (self->parts, part);
  return part.source;
}

guint
rushes_frame_sources_get_n (RushesFrameSources *self)
{
  return self->parts->len;
}

static Part *
get_part (RushesFrameSources *self, guint i)
{
  return &g_array_index (self->parts, Part, i);
}

/* Returns: (transfer none) */
RushesFrameSource *
rushes_frame_sources_get (RushesFrameSources *self, guint clip)
{
  return get_part (self, clip)->source;
}

void
rushes_frame_sources_set_alignment (RushesFrameSources *self, RushesAlignment alignment)
{
  self->alignment = alignment;
}

/* One that is put aside is not decoded, and counts for nothing. Returns: whether it was otherwise. */
gboolean
rushes_frame_sources_set_active (RushesFrameSources *self, guint clip, gboolean active)
{
  Part *part = get_part (self, clip);
  gboolean changed = part->active != !!active;

  part->active = !!active;
  part->last = -1;
  return changed;
}

static gboolean
takes_part (const Part *part)
{
  return part->active && rushes_frame_source_get_problem (part->source) == NULL;
}

/* Frames per second. */
double
rushes_frame_sources_get_rate (RushesFrameSources *self)
{
  double rate = 0;

  for (guint i = 0; i < self->parts->len; i++)
    if (takes_part (get_part (self, i)))
      rate = MAX (rate, rushes_frame_source_get_rate (get_part (self, i)->source));
  return rate > 0 ? rate : 24;
}

/* Seconds of all that a clip takes; 0 while it is not known. */
double
rushes_frame_sources_get_length_of (RushesFrameSources *self, guint clip)
{
  RushesFrameSource *source = get_part (self, clip)->source;

  if (self->alignment == RUSHES_ALIGN_BY_FRAME)
    return rushes_frame_source_get_count (source) / rushes_frame_sources_get_rate (self);
  return rushes_frame_source_get_length (source);
}

/* Returns: how many times as fast as it was taken a clip goes beside the others */
double
rushes_frame_sources_get_pace (RushesFrameSources *self, guint clip)
{
  double own = rushes_frame_source_get_rate (get_part (self, clip)->source);

  return self->alignment == RUSHES_ALIGN_BY_FRAME && own > 0 ? rushes_frame_sources_get_rate (self) / own : 1;
}

/* Seconds; 0 while it is not known. */
double
rushes_frame_sources_get_length (RushesFrameSources *self)
{
  double length = 0;

  for (guint i = 0; i < self->parts->len; i++)
    if (takes_part (get_part (self, i)))
      length = MAX (length, rushes_frame_sources_get_length_of (self, i));
  return length;
}

int
rushes_frame_sources_get_count (RushesFrameSources *self)
{
  return rushes_number_to_int (rushes_frame_sources_get_length (self) * rushes_frame_sources_get_rate (self) + 0.5, 0, G_MAXINT);
}

/* Which frame of all it is then, from 0. */
int
rushes_frame_sources_find (RushesFrameSources *self, double seconds)
{
  return rushes_number_to_int (floor (seconds * rushes_frame_sources_get_rate (self) + ROUNDING), G_MININT, G_MAXINT);
}

static int
find_frame_of (RushesFrameSources *self, Part *part, double seconds)
{
  return self->alignment == RUSHES_ALIGN_BY_FRAME ? rushes_frame_sources_find (self, seconds) : rushes_frame_source_find (part->source, seconds);
}

/* Returns: when anything else is seen than at that time; G_MAXDOUBLE: never */
double
rushes_frame_sources_find_next (RushesFrameSources *self, double seconds)
{
  double next = G_MAXDOUBLE;

  if (self->alignment == RUSHES_ALIGN_BY_FRAME)
    return (rushes_frame_sources_find (self, seconds) + 1) / rushes_frame_sources_get_rate (self);
  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = get_part (self, i);
      int frame = takes_part (part) ? rushes_frame_source_find (part->source, seconds) + 1 : 0;
      if (takes_part (part) && frame < rushes_frame_source_get_count (part->source))
        next = MIN (next, rushes_frame_source_get_time (part->source, frame));
    }
  return next;
}

/* Everyone is asked, so that all decode at the same time. Returns: whether all can show what is seen then. */
gboolean
rushes_frame_sources_go_to (RushesFrameSources *self, double seconds)
{
  gboolean all = TRUE;

  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = get_part (self, i);
      if (part->active)
        all &= rushes_frame_source_go_to (part->source, find_frame_of (self, part, seconds));
    }
  return all;
}

/* What all went to. Returns: how many frames were left out on the way there from what was shown before. */
int
rushes_frame_sources_show (RushesFrameSources *self)
{
  int lost = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = get_part (self, i);
      if (!part->active)
        continue;
      rushes_frame_source_show (part->source);
      if (part->last >= 0)
        lost += MAX (0, rushes_frame_source_get_shown (part->source) - part->last - 1);
      part->last = rushes_frame_source_get_shown (part->source);
    }
  return lost;
}

/* @width, @height: the pixels that there are for a clip; 0: as many as it has. Returns: whether that is new: then rushes_frame_sources_apply_rooms() when the
 * window rests. */
gboolean
rushes_frame_sources_set_room (RushesFrameSources *self, guint clip, int width, int height)
{
  Part *part = get_part (self, clip);

  if (part->width == width && part->height == height)
    return FALSE;
  if (part->width < 0)
    rushes_frame_source_set_room (part->source, width, height, FALSE);
  part->width = width;
  part->height = height;
  part->resized = TRUE;
  return TRUE;
}

/* @again: what is seen is made again */
void
rushes_frame_sources_apply_rooms (RushesFrameSources *self, gboolean again)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = get_part (self, i);
      if (part->resized)
        rushes_frame_source_set_room (part->source, part->width, part->height, again);
      part->resized = FALSE;
    }
}

static Trouble
get_trouble (RushesFrameSource *source)
{
  double plays, promised;

  if (rushes_frame_source_get_problem (source) != NULL)
    return TROUBLE_PROBLEM;
  return rushes_frame_source_get_damage (source, &plays, &promised) ? TROUBLE_DAMAGE : TROUBLE_NONE;
}

/* Returns: a clip that has another trouble than when this was asked last, or none any more; -1: no clip has */
int
rushes_frame_sources_find_trouble (RushesFrameSources *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = get_part (self, i);
      Trouble trouble = get_trouble (part->source);
      if (trouble == part->trouble)
        continue;
      part->trouble = trouble;
      return (int) i;
    }
  return -1;
}
