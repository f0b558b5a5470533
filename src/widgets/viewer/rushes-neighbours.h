/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip-list.h"
#include "rushes-clip-lookup.h"
#include "rushes-player.h"

G_BEGIN_DECLS

void rushes_neighbours_find    (gpointer        object,
                                RushesLibrary  *library,
                                RushesClipList *clips,
                                RushesClip     *clip,
                                int             by,
                                RushesClipFunc  func);
void rushes_neighbours_preload (gpointer        object,
                                RushesLibrary  *library,
                                RushesClipList *clips,
                                RushesClip     *clip,
                                int             direction,
                                RushesPlayer   *player,
                                RushesClipFunc  later);

G_END_DECLS
