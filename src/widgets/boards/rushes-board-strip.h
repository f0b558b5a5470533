/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-context.h"

G_BEGIN_DECLS

/* The strip of a board and what stands below it. Properties “position” (int64: frames of the board, where the playhead is), “playing”, “loop”
 * (the scene), “takes-heard”. Signals “sought” (int64): its user went there; “change” (a{sv}); “open-shot”. */
#define RUSHES_TYPE_BOARD_STRIP (rushes_board_strip_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoardStrip, rushes_board_strip, RUSHES, BOARD_STRIP, GtkBox)

void   rushes_board_strip_set_context  (RushesBoardStrip         *self,
                                        const RushesBoardContext *context);
void   rushes_board_strip_set_narrow   (RushesBoardStrip         *self,
                                        gboolean                  narrow);
gint64 rushes_board_strip_get_position (RushesBoardStrip         *self);
void   rushes_board_strip_set_position (RushesBoardStrip         *self,
                                        gint64                    position);
void   rushes_board_strip_settle       (RushesBoardStrip         *self);

G_END_DECLS
