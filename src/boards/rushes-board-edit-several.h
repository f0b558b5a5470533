/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-step.h"

G_BEGIN_DECLS

/* What people do with several shots at once, or with a whole scene: one step each. */

char            *rushes_board_edit_dup_who       (GPtrArray       *shots);
RushesBoardStep *rushes_board_edit_move_all      (GPtrArray       *shots,
                                                  RushesBoardItem *scene,
                                                  RushesBoardItem *before);
RushesBoardStep *rushes_board_edit_remove_all    (GPtrArray       *shots);
RushesBoardStep *rushes_board_edit_remove_added  (RushesBoard     *board,
                                                  GPtrArray       *shots);
RushesBoardItem *rushes_board_edit_copy_shot     (RushesBoardItem *shot,
                                                  gint64           number);
RushesBoardStep *rushes_board_edit_duplicate_all (RushesBoard     *board,
                                                  GPtrArray       *shots);
RushesBoardStep *rushes_board_edit_set_for_all   (RushesBoard     *board,
                                                  GPtrArray       *shots,
                                                  GVariant        *members,
                                                  GError         **error);
RushesBoardStep *rushes_board_edit_lengthen_all  (RushesBoard     *board,
                                                  GPtrArray       *shots,
                                                  gint64           by,
                                                  GError         **error);
RushesBoardStep *rushes_board_edit_add_for_clips (RushesBoard     *board,
                                                  RushesBoardItem *scene,
                                                  guint            index,
                                                  const char *const *clips);
RushesBoardItem *rushes_board_edit_new_shot_of   (const char      *clip,
                                                  gint64           number);
RushesBoardStep *rushes_board_edit_move_scene    (RushesBoardItem *scene,
                                                  guint            index);

G_END_DECLS
