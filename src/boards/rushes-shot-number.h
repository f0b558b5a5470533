/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"

G_BEGIN_DECLS

#define RUSHES_SHOT_NUMBER_LARGEST (G_GINT64_CONSTANT (1) << 40)

gint64 rushes_shot_number_give      (RushesBoard     *board,
                                     RushesBoardItem *scene,
                                     guint            index);
gint64 rushes_shot_number_give_next (RushesBoard     *board);
gint64 rushes_scene_number_give     (RushesBoard     *board);
char  *rushes_shot_number_dup_shown (RushesBoardItem *shot);
char  *rushes_shot_number_dup_base  (RushesBoardItem *shot);

G_END_DECLS
