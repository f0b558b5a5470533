/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-context.h"
#include "rushes-board-foot.h"
#include "rushes-play-plan.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_BOARD_PAGE (rushes_board_page_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoardPage, rushes_board_page, RUSHES, BOARD_PAGE, GtkBox)

void        rushes_board_page_set_up     (RushesBoardPage   *self,
                                          RushesLibrary     *library,
                                          RushesJobQueue    *queue,
                                          RushesThumbnailer *thumbnailer,
                                          GSettings         *settings);
void        rushes_board_page_set_view   (RushesBoardPage   *self,
                                          RushesBoardView   *view);
RushesShot *rushes_board_page_get_shot   (RushesBoardPage   *self);
GPtrArray  *rushes_board_page_list_shots (RushesBoardPage   *self);
void        rushes_board_page_select     (RushesBoardPage   *self,
                                          gint64             number);
void        rushes_board_page_go_to     (RushesBoardPage   *self,
                                          gint64             number);
void        rushes_board_page_await_focus (RushesBoardPage *self);
RushesBoardFoot *rushes_board_page_get_foot (RushesBoardPage *self);
void        rushes_board_page_settle     (RushesBoardPage   *self);
gboolean    rushes_board_page_shows      (RushesBoardPage   *self,
                                          RushesBoard       *board);
void        rushes_board_page_set_plan   (RushesBoardPage   *self,
                                          RushesPlayPlan    *plan);
void        rushes_board_page_play       (RushesBoardPage   *self);
gboolean    rushes_board_page_has_plan   (RushesBoardPage   *self);
gboolean    rushes_board_page_is_played  (RushesBoardPage   *self);
gboolean    rushes_board_page_toggle_playing (RushesBoardPage *self);
void        rushes_board_page_stop       (RushesBoardPage   *self);
void        rushes_board_page_set_narrow (RushesBoardPage   *self,
                                          gboolean           narrow);

G_END_DECLS
