/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-ledger.h"

G_BEGIN_DECLS

double rushes_money_sum_month  (RushesLedger *ledger);
char  *rushes_money_dup_excess (RushesLedger *ledger, GPtrArray *requests, double limit);

G_END_DECLS
