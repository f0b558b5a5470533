/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-view.h"
#include "rushes-library.h"
#include "rushes-thumbnailer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_TAKES_ROW (rushes_takes_row_get_type ())
G_DECLARE_FINAL_TYPE (RushesTakesRow, rushes_takes_row, RUSHES, TAKES_ROW, GtkBox)

GtkWidget *rushes_takes_row_new  (RushesLibrary     *library,
                                  RushesThumbnailer *thumbnailer);
void       rushes_takes_row_show (RushesTakesRow    *self,
                                  RushesBoardView   *view,
                                  RushesShot        *shot);

G_END_DECLS
