/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"
#include "rushes-core.h"
#include "rushes-item-saver.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_PLACE_ROWS (rushes_place_rows_get_type ())
G_DECLARE_FINAL_TYPE (RushesPlaceRows, rushes_place_rows, RUSHES, PLACE_ROWS, GObject)

RushesPlaceRows *rushes_place_rows_new  (RushesCore          *core,
                                         RushesItemSaver     *saver,
                                         AdwPreferencesGroup *group);
void             rushes_place_rows_show (RushesPlaceRows     *self,
                                         RushesBoardItem     *item);

G_END_DECLS
