/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-frame-sources.h"

G_BEGIN_DECLS

/* Where several clips are that are played together. */
typedef struct
{
  double seconds; /* of all */
  double end;     /* where playing ends, the same */
  double rate;    /* 1: as fast as they are */
  gboolean playing;
  gboolean moved; /* they did not come here by playing */
} RushesEnsembleMoment;

/* What is heard of several clips that are played together: the sound of one of them, or nothing. Main thread. */
typedef struct _RushesEnsembleSound RushesEnsembleSound;

RushesEnsembleSound *rushes_ensemble_sound_new          (RushesFrameSources         *sources);
void                 rushes_ensemble_sound_free         (RushesEnsembleSound        *self);
void                 rushes_ensemble_sound_set_paths    (RushesEnsembleSound        *self,
                                                         const char *const          *paths);
void                 rushes_ensemble_sound_choose       (RushesEnsembleSound        *self,
                                                         int                         clip);
void                 rushes_ensemble_sound_set_muted    (RushesEnsembleSound        *self,
                                                         gboolean                    muted);
gboolean             rushes_ensemble_sound_get_muted    (RushesEnsembleSound        *self);
void                 rushes_ensemble_sound_set_volume   (RushesEnsembleSound        *self,
                                                         double                      volume);
double               rushes_ensemble_sound_get_volume   (RushesEnsembleSound        *self);
gboolean             rushes_ensemble_sound_update       (RushesEnsembleSound        *self);
int                  rushes_ensemble_sound_get_clip     (RushesEnsembleSound        *self);
void                 rushes_ensemble_sound_follow       (RushesEnsembleSound        *self,
                                                         const RushesEnsembleMoment *moment);
double               rushes_ensemble_sound_get_position (RushesEnsembleSound        *self);

G_END_DECLS
