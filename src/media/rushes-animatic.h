/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-part.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Parts that are played one after the other, each for exactly its planned length, and sound with them. Signal “problem”, with the
 * number of a part: it cannot be seen, the others can. Main thread. */
#define RUSHES_TYPE_ANIMATIC (rushes_animatic_get_type ())
G_DECLARE_FINAL_TYPE (RushesAnimatic, rushes_animatic, RUSHES, ANIMATIC, GObject)

/* Microseconds that never go back. */
typedef gint64 (*RushesAnimaticClock) (gpointer data);

RushesAnimatic *rushes_animatic_new             (void);
void            rushes_animatic_open            (RushesAnimatic      *self,
                                                 GPtrArray           *parts,
                                                 RushesRate           rate,
                                                 const RushesTrack   *track);
void            rushes_animatic_replan          (RushesAnimatic      *self,
                                                 GPtrArray           *parts,
                                                 const RushesTrack   *track);
void            rushes_animatic_close           (RushesAnimatic      *self);
GdkPaintable   *rushes_animatic_get_paintable   (RushesAnimatic      *self);
void            rushes_animatic_set_room        (RushesAnimatic      *self,
                                                 int                  width,
                                                 int                  height);
void            rushes_animatic_set_playing     (RushesAnimatic      *self,
                                                 gboolean             playing);
gboolean        rushes_animatic_get_playing     (RushesAnimatic      *self);
void            rushes_animatic_seek            (RushesAnimatic      *self,
                                                 gint64               frame);
void            rushes_animatic_step            (RushesAnimatic      *self,
                                                 gint64               frames);
void            rushes_animatic_set_speed       (RushesAnimatic      *self,
                                                 double               speed);
void            rushes_animatic_set_range       (RushesAnimatic      *self,
                                                 gint64               first,
                                                 gint64               last);
void            rushes_animatic_set_takes_heard (RushesAnimatic      *self,
                                                 gboolean             heard);
void            rushes_animatic_set_volume      (RushesAnimatic      *self,
                                                 double               volume);
gint64          rushes_animatic_get_frame       (RushesAnimatic      *self);
gint64          rushes_animatic_get_sought      (RushesAnimatic      *self);
gint64          rushes_animatic_get_length      (RushesAnimatic      *self);
RushesRate      rushes_animatic_get_rate        (RushesAnimatic      *self);
int             rushes_animatic_get_part        (RushesAnimatic      *self);
int             rushes_animatic_find_part       (RushesAnimatic      *self,
                                                 gint64               frame);
gint64          rushes_animatic_get_start       (RushesAnimatic      *self,
                                                 guint                part);
gboolean        rushes_animatic_has_picture     (RushesAnimatic      *self);
gboolean        rushes_animatic_is_holding      (RushesAnimatic      *self);
const char     *rushes_animatic_get_problem     (RushesAnimatic      *self,
                                                 guint                part);
const char     *rushes_animatic_get_track_problem (RushesAnimatic    *self);
gboolean        rushes_animatic_is_settled      (RushesAnimatic      *self);
int             rushes_animatic_get_n_lost      (RushesAnimatic      *self);
double          rushes_animatic_get_track_position (RushesAnimatic   *self);
double          rushes_animatic_get_take_position (RushesAnimatic    *self,
                                                 guint                part);
void            rushes_animatic_use_clock       (RushesAnimatic      *self,
                                                 RushesAnimaticClock  clock,
                                                 gpointer             data);
void            rushes_animatic_tick            (RushesAnimatic      *self);

G_END_DECLS
