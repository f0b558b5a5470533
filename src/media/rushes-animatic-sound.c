/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-animatic-sound.h"

#define BEAT_US 250000 /* so often those that play are told where they should be */

typedef struct
{
  guint part;
  RushesSound *sound;
  gboolean wanted, playing; /* it was told to */
} Take;

struct _RushesAnimaticSound
{
  GPtrArray *parts;         /* RushesPart */
  RushesRate rate;
  RushesSound *track;       /* NULL: there is none */
  char *track_path;         /* the same */
  gint64 track_offset;      /* frames of the board */
  gboolean track_playing;   /* it was told to */
  gboolean takes_heard;
  GArray *takes;            /* Take: those that are heard, now or next */
  gint64 beat_us;           /* when they were told last */
  GSourceOnceFunc on_problem;
  gpointer data;
};

static void
on_take_problem (gpointer data)
{
  g_debug ("A take cannot be heard");
}

static void
take_track (RushesAnimaticSound *self, const RushesTrack *track)
{
  if (track == NULL)
    return;
  self->track = rushes_sound_new (track->path, track->volume, self->on_problem, self->data);
  self->track_path = g_strdup (track->path);
  self->track_offset = track->offset;
}

static void
forget_track (RushesAnimaticSound *self)
{
  g_clear_pointer (&self->track, rushes_sound_close);
  g_clear_pointer (&self->track_path, g_free);
  self->track_playing = FALSE;
}

/**
 * rushes_animatic_sound_new:
 * @parts: (element-type RushesPart): not changed any more
 * @track: (nullable)
 * @on_problem: the track cannot be heard
 */
RushesAnimaticSound *
rushes_animatic_sound_new (GPtrArray *parts, RushesRate rate, const RushesTrack *track, GSourceOnceFunc on_problem, gpointer data)
{
  RushesAnimaticSound *self = g_new (RushesAnimaticSound, 1);

  *self = (RushesAnimaticSound) { .parts = g_ptr_array_ref (parts), .rate = rate, .takes = g_array_new (FALSE, FALSE, sizeof (Take)),
                                  .on_problem = on_problem, .data = data };
  take_track (self, track);
  return self;
}

static Take *
get_take (RushesAnimaticSound *self, guint i)
{
  return &g_array_index (self->takes, Take, i);
}

static void
close_unwanted (RushesAnimaticSound *self)
{
  for (guint i = self->takes->len; i > 0; i--)
    if (!get_take (self, i - 1)->wanted)
      {
        rushes_sound_close (get_take (self, i - 1)->sound);
        g_array_remove_index_fast (self->takes, i - 1);
      }
}

static void
forget_takes (RushesAnimaticSound *self)
{
  for (guint i = 0; i < self->takes->len; i++)
    get_take (self, i)->wanted = FALSE;
  close_unwanted (self);
}

void
rushes_animatic_sound_free (RushesAnimaticSound *self)
{
  forget_takes (self);
  g_array_unref (self->takes);
  forget_track (self);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

/* Whether the takes are heard, too; with the next rushes_animatic_sound_follow (). */
void
rushes_animatic_sound_set_takes (RushesAnimaticSound *self, gboolean heard)
{
  self->takes_heard = heard;
  if (!heard)
    forget_takes (self);
}

/* Another track is begun anew; the same one only goes elsewhere, if it has to. */
static void
replan_track (RushesAnimaticSound *self, const RushesTrack *track)
{
  if (self->track == NULL || track == NULL || !g_str_equal (self->track_path, track->path))
    {
      forget_track (self);
      take_track (self, track);
      return;
    }
  self->track_offset = track->offset;
  rushes_sound_set_volume (self->track, track->volume);
}

/**
 * rushes_animatic_sound_replan:
 * @parts: (element-type RushesPart): that are heard from now on; not changed any more
 * @moved: which of them each of those before has become; −1: none
 * @track: (nullable)
 *
 * What is heard goes on where it is of the same file. With the next rushes_animatic_sound_follow ().
 */
void
rushes_animatic_sound_replan (RushesAnimaticSound *self, GPtrArray *parts, const int *moved, const RushesTrack *track)
{
  for (guint i = 0; i < self->takes->len; i++)
    {
      Take *take = get_take (self, i);
      const RushesPart *before = self->parts->pdata[take->part], *after = moved[take->part] >= 0 ? parts->pdata[moved[take->part]] : NULL;

      take->wanted = after != NULL && rushes_part_is_heard (after) && g_strcmp0 (before->path, after->path) == 0;
      take->part = take->wanted ? (guint) moved[take->part] : 0;
    }
  close_unwanted (self);
  g_ptr_array_unref (self->parts);
  self->parts = g_ptr_array_ref (parts);
  self->beat_us = 0;
  replan_track (self, track);
}

/* Of the track. */
void
rushes_animatic_sound_set_volume (RushesAnimaticSound *self, double volume)
{
  if (self->track != NULL)
    rushes_sound_set_volume (self->track, volume);
}

static Take *
find_take (RushesAnimaticSound *self, guint part)
{
  for (guint i = 0; i < self->takes->len; i++)
    if (get_take (self, i)->part == part)
      return get_take (self, i);
  return NULL;
}

static void
want_take (RushesAnimaticSound *self, guint part)
{
  Take *take = find_take (self, part);
  const RushesPart *of = self->parts->pdata[part];
  Take opened = { .part = part, .wanted = TRUE };

  if (take != NULL)
    take->wanted = TRUE;
  else if (rushes_part_is_heard (of) && (opened.sound = rushes_sound_new (of->path, 1, on_take_problem, NULL)) != NULL)
    g_array_append_val (self->takes, opened);
}

/* It is heard as long as its picture moves. */
static double
get_stop (RushesAnimaticSound *self, const RushesPart *part)
{
  return rushes_part_get_start (part) + rushes_rate_to_seconds (self->rate, part->plays);
}

static void
follow_take (RushesAnimaticSound *self, const RushesAnimaticPlace *place, const RushesAnimaticMoment *moment, gboolean seen, gboolean due)
{
  Take *take = find_take (self, place->part);
  const RushesPart *part = self->parts->pdata[place->part];
  double seconds = rushes_part_get_start (part) + rushes_rate_to_seconds (self->rate, place->at) + (seen ? moment->late : 0);
  gboolean playing = seen && moment->playing && place->at < part->plays;

  if (take == NULL || (!due && take->playing == playing))
    return;
  take->playing = playing;
  if (playing)
    rushes_sound_play (take->sound, seconds, get_stop (self, part), moment->speed);
  else
    rushes_sound_rest (take->sound, seconds, get_stop (self, part), moment->speed);
}

/* One that is seen and comes again is there already. */
static void
follow_takes (RushesAnimaticSound *self, const RushesAnimaticMoment *moment, gboolean due)
{
  for (guint i = 0; i < self->takes->len; i++)
    get_take (self, i)->wanted = FALSE;
  for (guint i = 0; i < moment->n; i++)
    want_take (self, moment->places[i].part);
  close_unwanted (self);
  for (guint i = 0; i < moment->n; i++)
    if (i == 0 || moment->places[i].part != moment->places[0].part)
      follow_take (self, &moment->places[i], moment, i == 0 && !moment->card, due);
}

static void
follow_track (RushesAnimaticSound *self, const RushesAnimaticMoment *moment, gboolean due)
{
  double position = rushes_rate_to_seconds (self->rate, moment->frame - self->track_offset) + moment->late;
  gboolean playing = moment->playing && position >= 0;

  if (!due && self->track_playing == playing)
    return;
  self->track_playing = playing;
  if (playing)
    rushes_sound_play (self->track, position, 0, moment->speed);
  else
    rushes_sound_rest (self->track, position, 0, moment->speed);
}

/* To be told with each frame that is seen, and when it stops. */
void
rushes_animatic_sound_follow (RushesAnimaticSound *self, const RushesAnimaticMoment *moment)
{
  gint64 now = g_get_monotonic_time ();
  gboolean due = moment->moved || (moment->playing && now - self->beat_us >= BEAT_US);

  if (due)
    self->beat_us = now;
  if (self->track != NULL)
    follow_track (self, moment, due);
  if (self->takes_heard)
    follow_takes (self, moment, due);
}

/* Returns: (nullable) (transfer none) */
RushesSound *
rushes_animatic_sound_get_track (RushesAnimaticSound *self)
{
  return self->track;
}

/* Returns: (nullable) (transfer none): of a part, while it is open */
RushesSound *
rushes_animatic_sound_get_take (RushesAnimaticSound *self, guint part)
{
  Take *take = find_take (self, part);

  return take != NULL ? take->sound : NULL;
}
