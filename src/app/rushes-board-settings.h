/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-session.h"
#include "rushes-dialog.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_BOARD_SETTINGS (rushes_board_settings_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoardSettings, rushes_board_settings, RUSHES, BOARD_SETTINGS, RushesDialog)

RushesDialog *rushes_board_settings_show (GtkWindow          *parent,
                                          RushesCore         *core,
                                          RushesBoardSession *session,
                                          gint64              scene);

G_END_DECLS
