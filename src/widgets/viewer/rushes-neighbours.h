/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip-list.h"
#include "rushes-player.h"

G_BEGIN_DECLS

RushesClip *rushes_neighbours_ref     (RushesLibrary  *library,
                                       RushesClipList *clips,
                                       RushesClip     *clip,
                                       int             by);
void        rushes_neighbours_preload (RushesLibrary  *library,
                                       RushesClipList *clips,
                                       RushesClip     *clip,
                                       int             direction,
                                       RushesPlayer   *player);

G_END_DECLS
