/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-ledger.h"
#include "rushes-library.h"

G_BEGIN_DECLS

char    *rushes_board_trash_hide       (RushesPaths  *paths,
                                        const char   *slug,
                                        GError      **error);
char    *rushes_board_trash_take_back  (RushesPaths   *paths,
                                        RushesLedger  *ledger,
                                        RushesLibrary *library,
                                        const char    *hidden,
                                        const char    *id,
                                        GError       **error);
gboolean rushes_board_trash_finish     (RushesPaths  *paths,
                                        const char   *hidden,
                                        GError      **error);
void     rushes_board_trash_finish_all (RushesPaths  *paths);

G_END_DECLS
