/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-step.h"

G_BEGIN_DECLS

/* What stays on the board and is no part of the film, and which of several alternates is. */

RushesBoardStep *rushes_board_edit_omit_shots (GPtrArray       *shots,
                                               gboolean         omit);
RushesBoardStep *rushes_board_edit_omit_scene (RushesBoardItem *scene,
                                               gboolean         omit);
RushesBoardStep *rushes_board_edit_use        (RushesBoard     *board,
                                               RushesBoardItem *shot);
gboolean         rushes_board_edit_is_alternate (RushesBoardItem *shot,
                                                 RushesBoardItem *other);

G_END_DECLS
