/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-animatic-readers.h"
#include "rushes-sound.h"

G_BEGIN_DECLS

/* What is seen at a moment, and whether it moves. */
typedef struct
{
  const RushesAnimaticPlace *places; /* what is seen, unless it is a card, and what comes next */
  guint n;
  gboolean card;
  gboolean playing;
  gint64 frame;                      /* of the board */
  double late;                       /* seconds since that began */
  double speed;
  gboolean moved;                    /* it did not come here by playing */
} RushesAnimaticMoment;

/* What is heard of a board: the scratch track all the time, and the takes if that is wished. Main thread. */
typedef struct _RushesAnimaticSound RushesAnimaticSound;

RushesAnimaticSound *rushes_animatic_sound_new        (GPtrArray                 *parts,
                                                       RushesRate                 rate,
                                                       const RushesTrack         *track,
                                                       GSourceOnceFunc            on_problem,
                                                       gpointer                   data);
void                 rushes_animatic_sound_free       (RushesAnimaticSound       *self);
void                 rushes_animatic_sound_set_takes  (RushesAnimaticSound       *self,
                                                       gboolean                   heard);
void                 rushes_animatic_sound_replan     (RushesAnimaticSound       *self,
                                                       GPtrArray                 *parts,
                                                       const int                 *moved,
                                                       const RushesTrack         *track);
void                 rushes_animatic_sound_set_volume (RushesAnimaticSound       *self,
                                                       double                     volume);
void                 rushes_animatic_sound_follow     (RushesAnimaticSound       *self,
                                                       const RushesAnimaticMoment *moment);
RushesSound         *rushes_animatic_sound_get_track  (RushesAnimaticSound       *self);
RushesSound         *rushes_animatic_sound_get_take   (RushesAnimaticSound       *self,
                                                       guint                      part);

G_END_DECLS
