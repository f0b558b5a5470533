/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-player-private.h"

/* A player of a clip whose frames say which they are. */

int           player_read_painted     (GdkPaintable *paintable);
RushesPlayer *player_open             (const char   *path,
                                       int           n_frames);
void          player_wait_for_all     (RushesPlayer *player,
                                       int           n_frames);
void          player_wait_for_painted (RushesPlayer *player,
                                       int           number);
