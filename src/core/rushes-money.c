/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-money.h"

#include <glib/gi18n.h>

/* US dollars spent since the first of this month, local time, as far as prices are known. Blocking. */
double
rushes_money_sum_month (RushesLedger *ledger)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) first = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now), 1, 0, 0, 0);

  return rushes_ledger_sum_spent (ledger, g_date_time_to_unix (first) * G_USEC_PER_SEC, NULL);
}

/**
 * rushes_money_dup_excess:
 * @requests: (element-type RushesRequest): what is about to be sent; one without a known price counts as nothing
 * @limit: US dollars a month; 0: none
 *
 * Blocking, any thread.
 *
 * Returns: (transfer full) (nullable): a sentence, if they would bring this month above its limit
 */
char *
rushes_money_dup_excess (RushesLedger *ledger, GPtrArray *requests, double limit)
{
  double cost = 0, spent;

  for (guint i = 0; i < requests->len; i++)
    cost += MAX (0, rushes_request_get_double (requests->pdata[i], RUSHES_REQUEST_COST, 0));
  if (limit <= 0 || cost <= 0)
    return NULL;
  spent = rushes_money_sum_month (ledger);
  if (spent + cost <= limit)
    return NULL;
  return g_strdup_printf (_("$%.2f were spent this month. With $%.2f more it is above your limit of $%.2f."), spent, cost, limit);
}
