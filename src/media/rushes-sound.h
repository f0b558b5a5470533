/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The sound of a file, which follows somebody else's clock. Main thread. */
typedef struct _RushesSound RushesSound;

RushesSound *rushes_sound_new          (const char      *path,
                                        double           volume,
                                        GSourceOnceFunc  on_problem,
                                        gpointer         data);
void         rushes_sound_close        (RushesSound     *self);
void         rushes_sound_play         (RushesSound     *self,
                                        double           seconds,
                                        double           stop,
                                        double           speed);
void         rushes_sound_rest         (RushesSound     *self,
                                        double           seconds,
                                        double           stop,
                                        double           speed);
void         rushes_sound_set_volume   (RushesSound     *self,
                                        double           volume);
gboolean     rushes_sound_is_playing   (RushesSound     *self);
double       rushes_sound_get_position (RushesSound     *self);
const char  *rushes_sound_get_problem  (RushesSound     *self);
int          rushes_sound_count_live   (void);

G_END_DECLS
