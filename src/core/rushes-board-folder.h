/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"
#include "rushes-core.h"

G_BEGIN_DECLS

RushesBoard *rushes_board_folder_read (RushesCore *core,
                                       const char *from,
                                       const char *folder,
                                       const char *id,
                                       const char *title,
                                       GPtrArray  *remarks,
                                       GError    **error);

G_END_DECLS
