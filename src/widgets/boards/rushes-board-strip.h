/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-context.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_BOARD_STRIP (rushes_board_strip_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoardStrip, rushes_board_strip, RUSHES, BOARD_STRIP, GtkWidget)

void rushes_board_strip_set_context (RushesBoardStrip *self,
                            const RushesBoardContext *context);
void rushes_board_strip_set_narrow  (RushesBoardStrip *self,
                            gboolean narrow);

G_END_DECLS
