/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-ledger.h"
#include "rushes-library.h"

G_BEGIN_DECLS

GPtrArray *rushes_board_regain_list (RushesLibrary *library,
                                     RushesLedger  *ledger,
                                     GError       **error);
char      *rushes_board_regain      (RushesLibrary *library,
                                     RushesLedger  *ledger,
                                     const char    *name,
                                     GPtrArray     *remarks,
                                     GError       **error);

G_END_DECLS
