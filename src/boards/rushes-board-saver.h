/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_BOARD_SAVER (rushes_board_saver_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoardSaver, rushes_board_saver, RUSHES, BOARD_SAVER, GObject)

RushesBoardSaver *rushes_board_saver_new   (RushesBoard      *board,
                                            const char       *boards_dir,
                                            const char       *slug);
gboolean          rushes_board_saver_is_saved (RushesBoardSaver *self);
void              rushes_board_saver_flush (RushesBoardSaver *self);

G_END_DECLS
