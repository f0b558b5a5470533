/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"

G_BEGIN_DECLS

#define RUSHES_CONTINUITY_LONG 4 /* links after which a chain drifts */

gint64           rushes_continuity_get_start      (RushesBoardItem *shot);
gint64           rushes_continuity_get_end        (RushesBoardItem *shot);
guint            rushes_continuity_count_links    (RushesBoard     *board,
                                                   RushesBoardItem *shot);
gboolean         rushes_continuity_check          (RushesBoard     *board,
                                                   RushesBoardItem *shot,
                                                   RushesBoardItem *other,
                                                   GError         **error);
GPtrArray       *rushes_continuity_list_circles   (RushesBoard     *board);
RushesBoardItem *rushes_continuity_get_take       (RushesBoardItem *shot);
gboolean         rushes_continuity_is_out_of_date (RushesBoard     *board,
                                                   RushesBoardItem *shot);

G_END_DECLS
