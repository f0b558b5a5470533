/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

G_BEGIN_DECLS

void rushes_follow_own_or_hand_over (RushesCore *core);
int  rushes_follow_jobs             (RushesCore *core,
                                     GPtrArray  *ids);

G_END_DECLS
