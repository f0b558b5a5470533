/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_PLAYER (rushes_player_get_type ())
G_DECLARE_FINAL_TYPE (RushesPlayer, rushes_player, RUSHES, PLAYER, GObject)

RushesPlayer *rushes_player_new           (void);
void          rushes_player_open          (RushesPlayer *self,
                                           const char   *path,
                                           double        fps);
void          rushes_player_close         (RushesPlayer *self);
void          rushes_player_preload       (RushesPlayer *self,
                                           const char *const *paths);
gboolean      rushes_player_is_preloaded  (RushesPlayer *self,
                                           const char   *path);
GdkPaintable *rushes_player_get_paintable (RushesPlayer *self);
void          rushes_player_set_room      (RushesPlayer *self,
                                           int           width,
                                           int           height);
void          rushes_player_set_playing   (RushesPlayer *self,
                                           gboolean      playing);
gboolean      rushes_player_get_playing   (RushesPlayer *self);
void          rushes_player_seek          (RushesPlayer *self,
                                           double        seconds,
                                           gboolean      exact);
void          rushes_player_step          (RushesPlayer *self,
                                           int           frames);
void          rushes_player_shuttle       (RushesPlayer *self,
                                           int           direction);
void          rushes_player_tick          (RushesPlayer *self,
                                           gint64        now_us);
void          rushes_player_set_scrubbing (RushesPlayer *self,
                                           gboolean      scrubbing);
gboolean      rushes_player_find_cached   (RushesPlayer *self,
                                           int           from,
                                           int          *first,
                                           int          *last);
int           rushes_player_get_frame     (RushesPlayer *self);
double        rushes_player_get_frame_time (RushesPlayer *self,
                                           int           frame);
int           rushes_player_get_n_frames  (RushesPlayer *self);
int           rushes_player_find_frame    (RushesPlayer *self,
                                           double        seconds);
void          rushes_player_set_rate      (RushesPlayer *self,
                                           double        rate);
void          rushes_player_set_range     (RushesPlayer *self,
                                           int           in_point,
                                           int           out_point);
void          rushes_player_get_range     (RushesPlayer *self,
                                           int          *in_point,
                                           int          *out_point);
double        rushes_player_get_frame_rate (RushesPlayer *self);
double        rushes_player_get_position  (RushesPlayer *self);
double        rushes_player_get_duration  (RushesPlayer *self);
gboolean      rushes_player_get_damage    (RushesPlayer *self,
                                           double       *plays,
                                           double       *promised);
const char   *rushes_player_get_missing   (RushesPlayer *self);
int           rushes_player_count_live    (void);

G_END_DECLS
