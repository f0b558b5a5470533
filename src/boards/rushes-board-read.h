/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"

G_BEGIN_DECLS

RushesBoard *rushes_board_new_from_text    (const char *text,
                                           gsize       length,
                                           GError    **error);
RushesBoard *rushes_board_new_from_variant (GVariant   *value,
                                           GError    **error);

G_END_DECLS
