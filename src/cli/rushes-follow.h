/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

G_BEGIN_DECLS

int rushes_follow_jobs (RushesCore *core,
                        GPtrArray  *ids);

G_END_DECLS
