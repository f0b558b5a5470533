/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"

G_BEGIN_DECLS

#define RUSHES_BOARD_NUMBER_STEP 10 /* from one shot to the next */

/* For the files of this room alone. */

RushesBoard *rushes_board_new_with_root (RushesBoardItem *root);
void       rushes_board_enter         (RushesBoard     *self,
                                       RushesBoardItem *item,
                                       gboolean         is_there);
void       rushes_board_attach        (RushesBoard     *self,
                                       RushesBoardItem *parent,
                                       guint            index,
                                       RushesBoardItem *child);
RushesBoardItem *rushes_board_detach  (RushesBoard     *self,
                                       RushesBoardItem *child);
gint64     rushes_board_get_largest   (RushesBoard     *self,
                                       const char      *of);
gboolean   rushes_board_was_between   (RushesBoard     *self,
                                       gint64           number);
void       rushes_board_note_given    (RushesBoard     *self,
                                       const char      *of,
                                       gint64           number);
void       rushes_board_add_problem   (RushesBoard     *self,
                                       const char      *format,
                                       ...) G_GNUC_PRINTF (2, 3);
void       rushes_board_set_read_only (RushesBoard     *self);
void       rushes_board_write_given   (RushesBoard     *self);
void       rushes_board_mark_given    (RushesBoard     *self);
void       rushes_board_note_largest  (RushesBoard     *self,
                                       const char      *of,
                                       gint64           number);
void       rushes_board_tell_changed  (RushesBoard     *self);
GPtrArray *rushes_board_get_steps     (RushesBoard     *self,
                                       gboolean         undone);

G_END_DECLS
