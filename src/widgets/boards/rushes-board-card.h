/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-list.h"
#include "rushes-library.h"
#include "rushes-thumbnailer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_BOARD_CARD (rushes_board_card_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoardCard, rushes_board_card, RUSHES, BOARD_CARD, GtkWidget)

GtkWidget              *rushes_board_card_new       (RushesLibrary          *library,
                                                     RushesThumbnailer      *thumbnailer);
void                    rushes_board_card_set_facts (RushesBoardCard        *self,
                                                     const RushesBoardFacts *facts);
const RushesBoardFacts *rushes_board_card_get_facts (RushesBoardCard        *self);

G_END_DECLS
