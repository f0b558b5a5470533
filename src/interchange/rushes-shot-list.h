/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-sequence.h"

G_BEGIN_DECLS

GBytes *rushes_shot_list_write (const RushesSequence *sequence);

G_END_DECLS
