/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-item.h"

G_BEGIN_DECLS

gboolean rushes_board_member_fits        (RushesBoardLevel  level,
                                          const char       *name,
                                          GVariant         *value);
const char *rushes_board_member_get_name  (const char       *name);
gboolean rushes_board_member_is_known    (RushesBoardLevel  level,
                                          const char       *name);
gboolean rushes_board_member_is_free     (RushesBoardLevel  level,
                                          const char       *name);
char    *rushes_board_member_dup_wanted  (RushesBoardLevel  level,
                                          const char       *name);

G_END_DECLS
