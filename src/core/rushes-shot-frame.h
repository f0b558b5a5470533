/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"
#include "rushes-library.h"

G_BEGIN_DECLS

gboolean rushes_shot_frame_find (RushesLibrary   *library,
                                 RushesBoard     *board,
                                 const char      *folder,
                                 RushesBoardItem *shot,
                                 gboolean         last,
                                 char           **picture,
                                 GError         **error);
double   rushes_shot_frame_get_seconds (RushesBoard     *board,
                                        RushesBoardItem *shot,
                                        RushesBoardItem *take,
                                        double           duration,
                                        gboolean         last);

G_END_DECLS
