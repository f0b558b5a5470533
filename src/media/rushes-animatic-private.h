/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-animatic-sound.h"
#include "rushes-animatic.h"

G_BEGIN_DECLS

struct _RushesAnimatic
{
  GObject parent_instance;
  GPtrArray *parts;  /* RushesPart */
  gint64 *starts;    /* frames of the board: of each part, and of what would follow */
  char **problems;   /* of each part, or NULL */
  RushesRate rate;
  RushesFramePaintable *paintable;
  RushesAnimaticReaders *readers; /* NULL: nothing is open */
  RushesAnimaticSound *sound;     /* the same */
  char *track_problem;
  GSource *due;
  guint settling, waiting;
  int width, height; /* the pixels that there are for it */
  gboolean playing, loop, takes_heard;
  gboolean begun;    /* it has been played: before that nothing of it is opened to be heard */
  gboolean held;     /* what is gone to is not there yet */
  gboolean jumped;   /* what is gone to is not what the clock says */
  gboolean picture;  /* there is something to see */
  double speed;
  gint64 target;     /* frames: what is gone to, and then what is seen */
  gint64 frame;      /* what is seen; -1: nothing yet */
  gint64 sought;     /* what was gone to and is not there yet; -1: nothing */
  int part;          /* the same */
  double clock_at;   /* seconds, at ... */
  gint64 clock_us;   /* ... this time */
  RushesAnimaticClock clock; /* somebody's own, or NULL */
  gpointer clock_data;
  gint64 first, last; /* frames; -1: from the start, to the end */
  int n_lost;
};

#define RUSHES_ANIMATIC_PLACES RUSHES_ANIMATIC_READERS_MAX

void     rushes_animatic_take_parts     (RushesAnimatic      *self,
                                         GPtrArray           *parts);
gint64   rushes_animatic_get_first      (RushesAnimatic      *self);
gint64   rushes_animatic_get_end        (RushesAnimatic      *self);
double   rushes_animatic_to_seconds     (RushesAnimatic      *self,
                                         gint64               frame);
gboolean rushes_animatic_can_be_seen    (RushesAnimatic      *self,
                                         int                  part);
guint    rushes_animatic_collect        (RushesAnimatic      *self,
                                         gint64               frame,
                                         RushesAnimaticPlace *places);

double   rushes_animatic_get_now        (RushesAnimatic      *self);
void     rushes_animatic_set_clock      (RushesAnimatic      *self,
                                         double               seconds);
void     rushes_animatic_set_due        (RushesAnimatic      *self);
void     rushes_animatic_tell_sound     (RushesAnimatic      *self,
                                         gboolean             playing,
                                         gboolean             moved);
void     rushes_animatic_prepare        (RushesAnimatic      *self);
void     rushes_animatic_change_playing (RushesAnimatic      *self,
                                         gboolean             playing);
void     rushes_animatic_jump           (RushesAnimatic      *self,
                                         gint64               frame);
void     rushes_animatic_update         (RushesAnimatic      *self);
void     rushes_animatic_on_changed     (gpointer             data);

G_END_DECLS
