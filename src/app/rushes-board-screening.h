/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-page.h"
#include "rushes-board-session.h"

G_BEGIN_DECLS

/* Has the page of the open board know by what plan it is played, as long as it is in sight. Main thread. */
#define RUSHES_TYPE_BOARD_SCREENING (rushes_board_screening_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoardScreening, rushes_board_screening, RUSHES, BOARD_SCREENING, GObject)

RushesBoardScreening *rushes_board_screening_new         (RushesCore           *core,
                                                          RushesBoardPage      *page);
void                  rushes_board_screening_set_session (RushesBoardScreening *self,
                                                          RushesBoardSession   *session);
void                  rushes_board_screening_play        (RushesBoardScreening *self);

G_END_DECLS
