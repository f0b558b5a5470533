/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"

G_BEGIN_DECLS

void rushes_board_check (RushesBoard *board);

G_END_DECLS
