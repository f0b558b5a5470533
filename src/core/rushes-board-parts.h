/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-part.h"
#include "rushes-sequence.h"

G_BEGIN_DECLS

GPtrArray   *rushes_board_parts_new   (const RushesSequence *sequence);
RushesTrack *rushes_board_parts_track (const RushesSequence *sequence);

G_END_DECLS
