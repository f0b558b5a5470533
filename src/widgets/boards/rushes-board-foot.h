/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-context.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_BOARD_FOOT (rushes_board_foot_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoardFoot, rushes_board_foot, RUSHES, BOARD_FOOT, GtkBox)

void        rushes_board_foot_set_context  (RushesBoardFoot          *self,
                                            const RushesBoardContext *context);
void        rushes_board_foot_set_narrow   (RushesBoardFoot          *self,
                                            gboolean                  narrow);
void        rushes_board_foot_update       (RushesBoardFoot          *self);
void        rushes_board_foot_show_work    (RushesBoardFoot          *self,
                                            const char               *text,
                                            double                    fraction);
void        rushes_board_foot_show_filling (RushesBoardFoot          *self,
                                            const char               *text,
                                            double                    fraction);
void        rushes_board_foot_show_import  (RushesBoardFoot          *self,
                                            const char               *text,
                                            double                    fraction);
GHashTable *rushes_board_foot_dup_meant    (RushesBoardFoot          *self);

G_END_DECLS
