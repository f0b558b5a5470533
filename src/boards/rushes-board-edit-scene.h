/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-step.h"

G_BEGIN_DECLS

/* What makes more of a board than one shot, in one step each. */

RushesBoardStep *rushes_board_edit_begin_scene     (RushesBoard     *board,
                                                    const char      *title,
                                                    GVariant        *members);
RushesBoardStep *rushes_board_edit_begin_scene_for_clips
                                                   (RushesBoard     *board,
                                                    const char      *title,
                                                    const char *const *clips);
RushesBoardStep *rushes_board_edit_duplicate_scene (RushesBoard     *board,
                                                    RushesBoardItem *scene);
RushesBoardStep *rushes_board_edit_add_alternate   (RushesBoard     *board,
                                                    RushesBoardItem *shot);

G_END_DECLS
