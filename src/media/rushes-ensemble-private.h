/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-ensemble-sound.h"
#include "rushes-ensemble.h"

G_BEGIN_DECLS

struct _RushesEnsemble
{
  GObject parent_instance;
  RushesFrameSources *sources;
  RushesEnsembleSound *sound;
  GSource *due;
  guint settling, waiting;
  RushesAlignment alignment;
  gboolean playing, loop;
  gboolean held;   /* not all have what is gone to */
  gboolean jumped; /* what is gone to is not what the clock says */
  double rate;
  double target;   /* seconds: what is gone to, and then what is seen */
  double position; /* what is seen */
  double duration; /* that was told last */
  double clock_at; /* seconds, at ... */
  gint64 clock_us; /* ... this monotonic time */
  int in_point, out_point; /* frames; -1: none */
  int n_lost;
};

double rushes_ensemble_get_start      (RushesEnsemble *self);
void   rushes_ensemble_set_clock      (RushesEnsemble *self,
                                       double          seconds);
void   rushes_ensemble_set_due        (RushesEnsemble *self);
void   rushes_ensemble_tell_sound     (RushesEnsemble *self,
                                       gboolean        playing,
                                       gboolean        moved);
void   rushes_ensemble_update_heard   (RushesEnsemble *self);
void   rushes_ensemble_change_playing (RushesEnsemble *self,
                                       gboolean        playing);
void   rushes_ensemble_jump           (RushesEnsemble *self,
                                       double          seconds);
void   rushes_ensemble_update         (RushesEnsemble *self);

G_END_DECLS
