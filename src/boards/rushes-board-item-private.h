/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-item.h"

G_BEGIN_DECLS

/* What only the steps and the reader of a file may do: all else goes through rushes_board_do(), so that it can be undone. */

void             rushes_board_item_set          (RushesBoardItem *self,
                                                 const char      *name,
                                                 GVariant        *value);
void             rushes_board_item_insert       (RushesBoardItem *self,
                                                 guint            index,
                                                 RushesBoardItem *child);
RushesBoardItem *rushes_board_item_steal        (RushesBoardItem *self,
                                                 guint            index);
void             rushes_board_item_add_text     (RushesBoardItem *self,
                                                 const char      *name,
                                                 const char      *text);
void             rushes_board_item_take_text    (RushesBoardItem *self,
                                                 const char      *name,
                                                 const char      *text);
void             rushes_board_item_take_member  (RushesBoardItem *self,
                                                 const char      *name,
                                                 GVariant        *value);
void             rushes_board_item_take_child   (RushesBoardItem *self,
                                                 RushesBoardItem *child);
RushesBoardItem *rushes_board_item_from_variant (RushesBoardLevel level,
                                                 GVariant        *value,
                                                 GError         **error);
const char      *rushes_board_level_get_list    (RushesBoardLevel level);
void             rushes_board_item_append_members (RushesBoardItem *self,
                                                 GString         *text,
                                                 const char      *between);

G_END_DECLS
