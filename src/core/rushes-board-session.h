/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-view.h"
#include "rushes-core.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_BOARD_SESSION (rushes_board_session_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoardSession, rushes_board_session, RUSHES, BOARD_SESSION, GObject)

RushesBoardSession *rushes_board_session_new      (RushesCore         *core,
                                                   const char         *slug);
const char         *rushes_board_session_get_slug (RushesBoardSession *self);
RushesBoardView    *rushes_board_session_get_view (RushesBoardSession *self);
void                rushes_board_session_change   (RushesBoardSession *self,
                                                   GVariant           *change);
void                rushes_board_session_say      (RushesBoardSession *self,
                                                   GVariant           *change);
void                rushes_board_session_look     (RushesBoardSession *self);
gboolean            rushes_board_session_is_busy  (RushesBoardSession *self);
void                rushes_board_session_wait     (RushesBoardSession *self);

G_END_DECLS
