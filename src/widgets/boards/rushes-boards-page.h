/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-page.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_BOARDS_PAGE (rushes_boards_page_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoardsPage, rushes_boards_page, RUSHES, BOARDS_PAGE, GtkBox)

void             rushes_boards_page_set_up    (RushesBoardsPage  *self,
                                               RushesLibrary     *library,
                                               RushesJobQueue    *queue,
                                               RushesThumbnailer *thumbnailer,
                                               GSettings         *settings);
void             rushes_boards_page_set_facts (RushesBoardsPage  *self,
                                               GPtrArray         *facts);
void             rushes_boards_page_open      (RushesBoardsPage  *self,
                                               RushesBoardView   *view);
RushesBoardPage *rushes_boards_page_get_board (RushesBoardsPage  *self);
gboolean         rushes_boards_page_is_open   (RushesBoardsPage  *self);
void             rushes_boards_page_set_narrow (RushesBoardsPage *self,
                                               gboolean           narrow);

G_END_DECLS
