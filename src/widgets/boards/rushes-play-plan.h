/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-part.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* A board as it is played. It is not changed once it is made; whoever shows it holds it. */
typedef struct
{
  GPtrArray *parts;   /* RushesPart: its shots */
  RushesTrack *track; /* (nullable): what is heard beside them */
  RushesRate rate;
  int width, height;  /* the shape that all of it is seen in, in pixels */
} RushesPlayPlan;

RushesPlayPlan *rushes_play_plan_new   (GPtrArray      *parts,
                                        RushesTrack    *track,
                                        RushesRate      rate,
                                        int             width,
                                        int             height);
RushesPlayPlan *rushes_play_plan_ref   (RushesPlayPlan *self);
void            rushes_play_plan_unref (RushesPlayPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesPlayPlan, rushes_play_plan_unref)

G_END_DECLS
