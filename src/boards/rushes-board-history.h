/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-step.h"

G_BEGIN_DECLS

#define RUSHES_BOARD_STEPS_KEPT 100

gboolean    rushes_board_do                   (RushesBoard     *self,
                                               RushesBoardStep *step,
                                               GError         **error);
gboolean    rushes_board_fill                 (RushesBoard     *self,
                                               RushesBoardStep *step,
                                               GPtrArray       *starts,
                                               GError         **error);
gboolean    rushes_board_do_silently          (RushesBoard     *self,
                                               RushesBoardStep *step,
                                               GError         **error);
char       *rushes_board_undo                 (RushesBoard     *self,
                                               gboolean         redo,
                                               GError         **error);
gboolean    rushes_board_has_begun             (RushesBoard     *self,
                                                RushesBoardItem *scene);
const char *rushes_board_get_undo_name        (RushesBoard     *self,
                                               gboolean         redo);
GVariant   *rushes_board_history_to_variant   (RushesBoard     *self);
void        rushes_board_history_from_variant (RushesBoard     *self,
                                               GVariant        *value);

G_END_DECLS
