/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-frame-sources.h"

G_BEGIN_DECLS

#define RUSHES_ENSEMBLE_MAX 9

#define RUSHES_TYPE_ENSEMBLE (rushes_ensemble_get_type ())
G_DECLARE_FINAL_TYPE (RushesEnsemble, rushes_ensemble, RUSHES, ENSEMBLE, GObject)

RushesEnsemble *rushes_ensemble_new           (void);
void            rushes_ensemble_open          (RushesEnsemble     *self,
                                               const char *const  *paths,
                                               const double       *rates);
void            rushes_ensemble_close         (RushesEnsemble     *self);
GdkPaintable   *rushes_ensemble_get_paintable (RushesEnsemble     *self,
                                               guint               clip);
void            rushes_ensemble_set_room      (RushesEnsemble     *self,
                                               guint               clip,
                                               int                 width,
                                               int                 height);
void            rushes_ensemble_set_active    (RushesEnsemble     *self,
                                               guint               clip,
                                               gboolean            active);
void            rushes_ensemble_set_alignment (RushesEnsemble     *self,
                                               RushesAlignment     alignment);
void            rushes_ensemble_set_playing   (RushesEnsemble     *self,
                                               gboolean            playing);
gboolean        rushes_ensemble_get_playing   (RushesEnsemble     *self);
void            rushes_ensemble_seek          (RushesEnsemble     *self,
                                               double              seconds);
void            rushes_ensemble_step          (RushesEnsemble     *self,
                                               int                 frames);
void            rushes_ensemble_set_rate      (RushesEnsemble     *self,
                                               double              rate);
void            rushes_ensemble_set_range     (RushesEnsemble     *self,
                                               int                 in_point,
                                               int                 out_point);
void            rushes_ensemble_get_range     (RushesEnsemble     *self,
                                               int                *in_point,
                                               int                *out_point);
double          rushes_ensemble_get_position  (RushesEnsemble     *self);
double          rushes_ensemble_get_duration  (RushesEnsemble     *self);
double          rushes_ensemble_get_frame_rate (RushesEnsemble    *self);
int             rushes_ensemble_get_frame     (RushesEnsemble     *self);
int             rushes_ensemble_get_n_frames  (RushesEnsemble     *self);
int             rushes_ensemble_get_clip_frame (RushesEnsemble    *self,
                                               guint               clip);
int             rushes_ensemble_get_clip_n_frames (RushesEnsemble *self,
                                               guint               clip);
double          rushes_ensemble_get_clip_share (RushesEnsemble    *self,
                                               guint               clip);
const char     *rushes_ensemble_get_problem   (RushesEnsemble     *self,
                                               guint               clip);
gboolean        rushes_ensemble_get_damage    (RushesEnsemble     *self,
                                               guint               clip,
                                               double             *plays,
                                               double             *promised);
const char     *rushes_ensemble_get_missing   (RushesEnsemble     *self,
                                               guint               clip);
void            rushes_ensemble_listen        (RushesEnsemble     *self,
                                               int                 clip);
double          rushes_ensemble_get_sound_position (RushesEnsemble *self);
gboolean        rushes_ensemble_is_settled    (RushesEnsemble     *self);
int             rushes_ensemble_get_n_lost    (RushesEnsemble     *self);

G_END_DECLS
