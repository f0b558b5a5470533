/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-item.h"
#include "rushes-core.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_STYLE_ROW (rushes_style_row_get_type ())
G_DECLARE_FINAL_TYPE (RushesStyleRow, rushes_style_row, RUSHES, STYLE_ROW, AdwActionRow)

GtkWidget *rushes_style_row_new  (RushesCore      *core);
void       rushes_style_row_show (RushesStyleRow  *self,
                                  RushesBoardItem *item);
void       rushes_style_row_look_again (RushesStyleRow *self);

G_END_DECLS
