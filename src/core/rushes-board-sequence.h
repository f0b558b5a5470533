/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"
#include "rushes-sequence.h"

G_BEGIN_DECLS

RushesSequence *rushes_board_sequence_new (RushesCore  *core,
                                           const char  *slug,
                                           RushesBoard *board,
                                           GError     **error);

G_END_DECLS
