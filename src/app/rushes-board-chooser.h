/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-dialog.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_BOARD_CHOOSER (rushes_board_chooser_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoardChooser, rushes_board_chooser, RUSHES, BOARD_CHOOSER, RushesDialog)

/* @slug: (nullable): the folder of the board that was chosen; NULL: a new one */
typedef void (*RushesBoardChosenFunc) (const char *slug,
                                       gpointer    data);

void rushes_board_chooser_show (GtkWindow             *parent,
                                GPtrArray             *boards,
                                const char            *what,
                                RushesBoardChosenFunc  func,
                                gpointer               data,
                                GDestroyNotify         free_data);

G_END_DECLS
