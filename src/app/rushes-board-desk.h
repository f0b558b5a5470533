/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-session.h"
#include "rushes-boards-page.h"
#include "rushes-told.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_BOARD_DESK (rushes_board_desk_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoardDesk, rushes_board_desk, RUSHES, BOARD_DESK, GObject)

RushesBoardDesk    *rushes_board_desk_new         (RushesCore       *core,
                                                   RushesBoardsPage *page,
                                                   RushesTold       *told);
void                rushes_board_desk_look        (RushesBoardDesk  *self);
void                rushes_board_desk_open        (RushesBoardDesk  *self,
                                                   const char       *slug);
void                rushes_board_desk_close       (RushesBoardDesk  *self);
RushesBoardSession *rushes_board_desk_get_session (RushesBoardDesk  *self);
void                rushes_board_desk_change      (RushesBoardDesk  *self,
                                                   GVariant         *change);
void                rushes_board_desk_play        (RushesBoardDesk  *self);
void                rushes_board_desk_show_work   (RushesBoardDesk  *self,
                                                   const char       *text,
                                                   double            fraction);
void                rushes_board_desk_show_import (RushesBoardDesk *self,
                                                   const char       *text,
                                                   double            fraction);
void                rushes_board_desk_show_filling (RushesBoardDesk *self,
                                                   const char       *text,
                                                   double            fraction);
GHashTable         *rushes_board_desk_dup_meant   (RushesBoardDesk  *self);
void                rushes_board_desk_select      (RushesBoardDesk  *self,
                                                   gint64            number);
void                rushes_board_desk_go_to      (RushesBoardDesk  *self,
                                                   gint64            number);
void                rushes_board_desk_finish      (RushesBoardDesk  *self);
gboolean            rushes_board_desk_undo        (RushesBoardDesk  *self,
                                                   gboolean          redo);

G_END_DECLS
