/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"

G_BEGIN_DECLS

GVariant        *rushes_board_words_to_members (RushesBoard     *board,
                                                RushesBoardItem *item,
                                                char           **words,
                                                GError         **error);
RushesBoardItem *rushes_board_words_find_shot  (RushesBoard     *board,
                                                const char      *name,
                                                GError         **error);
gboolean         rushes_board_words_to_length  (RushesRate       rate,
                                                const char      *text,
                                                gint64          *frames);

G_END_DECLS
