/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job-queue.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_BOARD_KEEPER (rushes_board_keeper_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoardKeeper, rushes_board_keeper, RUSHES, BOARD_KEEPER, GObject)

RushesBoardKeeper *rushes_board_keeper_new  (RushesPaths       *paths,
                                             RushesLedger      *ledger,
                                             RushesLibrary     *library,
                                             RushesJobQueue    *queue);
void               rushes_board_keeper_wait (RushesBoardKeeper *self);

G_END_DECLS
