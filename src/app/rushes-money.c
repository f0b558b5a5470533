/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-money.h"

/* US dollars spent since the first of this month, local time, as far as prices are known. Blocking. */
double
rushes_money_sum_month (RushesLedger *ledger)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) first = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now), 1, 0, 0, 0);

  return rushes_ledger_sum_spent (ledger, g_date_time_to_unix (first) * G_USEC_PER_SEC, NULL);
}
