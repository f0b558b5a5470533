/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-step.h"

G_BEGIN_DECLS

/* What people do with a board, as steps for rushes_board_do(). */

RushesBoardStep *rushes_board_edit_add_scene  (RushesBoard     *board,
                                               guint            index,
                                               const char      *title,
                                               gint64          *id);
RushesBoardStep *rushes_board_edit_add_shot   (RushesBoard     *board,
                                               RushesBoardItem *scene,
                                               guint            index,
                                               GVariant        *members,
                                               gint64          *number);
RushesBoardStep *rushes_board_edit_remove     (RushesBoardItem *item);
RushesBoardStep *rushes_board_edit_move       (RushesBoardItem *shot,
                                               RushesBoardItem *scene,
                                               guint            index);
RushesBoardStep *rushes_board_edit_set        (RushesBoard     *board,
                                               RushesBoardItem *item,
                                               const char      *member,
                                               GVariant        *value,
                                               GError         **error);
RushesBoardStep *rushes_board_edit_set_all    (RushesBoard     *board,
                                               RushesBoardItem *item,
                                               GVariant        *members,
                                               GError         **error);
RushesBoardStep *rushes_board_edit_choose     (RushesBoardItem *shot,
                                               RushesBoardItem *take);
RushesBoardStep *rushes_board_edit_add_take   (RushesBoard     *board,
                                               RushesBoardItem *shot,
                                               const char      *clip,
                                               GError         **error);
RushesBoardStep *rushes_board_edit_add_takes  (RushesBoard     *board,
                                               RushesBoardItem *shot,
                                               const char *const *clips,
                                               GError         **error);
RushesBoardStep *rushes_board_edit_fill       (GPtrArray       *shots,
                                               GPtrArray       *jobs);
RushesBoardStep *rushes_board_edit_order      (GPtrArray       *shots,
                                               GPtrArray       *jobs);
RushesBoardStep *rushes_board_edit_arrive     (RushesBoard     *board,
                                               RushesBoardItem *shot,
                                               const char      *job,
                                               GPtrArray       *clips,
                                               GVariant        *start);
GVariant        *rushes_board_edit_dup_start  (RushesBoard     *board,
                                               RushesBoardItem *shot);

G_END_DECLS
