/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-item.h"
#include "rushes-rate.h"

G_BEGIN_DECLS

#define RUSHES_BOARD_VERSION 1

#define RUSHES_TYPE_BOARD (rushes_board_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoard, rushes_board, RUSHES, BOARD, GObject)

RushesBoard     *rushes_board_new              (const char      *id,
                                                const char      *title);
RushesBoardItem *rushes_board_get_root         (RushesBoard     *self);
const char      *rushes_board_get_id           (RushesBoard     *self);
const char      *rushes_board_get_title        (RushesBoard     *self);
void             rushes_board_set_title        (RushesBoard     *self,
                                                const char      *title);
RushesRate       rushes_board_get_rate         (RushesBoard     *self);
GPtrArray       *rushes_board_get_problems     (RushesBoard     *self);
gboolean         rushes_board_is_read_only     (RushesBoard     *self);
RushesBoardItem *rushes_board_find_scene       (RushesBoard     *self,
                                                gint64           id);
RushesBoardItem *rushes_board_find_shot        (RushesBoard     *self,
                                                gint64           number);
RushesBoardItem *rushes_board_find             (RushesBoard     *self,
                                                const char      *address);
GPtrArray       *rushes_board_list_shots       (RushesBoard     *self);

G_END_DECLS
