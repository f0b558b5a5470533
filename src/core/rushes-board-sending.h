/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-fill.h"

G_BEGIN_DECLS

void   rushes_board_sending_start  (RushesCore          *core,
                                    const char          *slug,
                                    GPtrArray           *lines,
                                    gboolean             again,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data);
char **rushes_board_sending_finish (GAsyncResult        *result,
                                    GError             **error);

G_END_DECLS
