/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-mix.h"
#include "rushes-stage.h"

G_BEGIN_DECLS

/* Two pictures as one on a stage, with a handle where that is a wipe. Signal “arranged”: they are seen in another size. */
#define RUSHES_TYPE_PAIR (rushes_pair_get_type ())
G_DECLARE_FINAL_TYPE (RushesPair, rushes_pair, RUSHES, PAIR, GtkWidget)

RushesMix   *rushes_pair_get_mix   (RushesPair        *self);
RushesStage *rushes_pair_get_stage (RushesPair        *self);
void         rushes_pair_set_mode  (RushesPair        *self,
                                    RushesCompareMode  mode);
void         rushes_pair_set_seen  (RushesPair        *self,
                                    int                which);
void         rushes_pair_set_problem (RushesPair      *self,
                                      int              which,
                                      const char      *text);

G_END_DECLS
