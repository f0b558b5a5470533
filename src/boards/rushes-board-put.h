/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"
#include "rushes-paths.h"

G_BEGIN_DECLS

char *rushes_board_put_make_stage   (RushesPaths *paths,
                                     GError     **error);
void  rushes_board_put_remove_stage (const char  *stage);
char *rushes_board_put              (RushesPaths *paths,
                                     const char  *stage,
                                     RushesBoard *board,
                                     const char  *name,
                                     GError     **error);

G_END_DECLS
