/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-job-placing.h"

#include "rushes-error.h"
#include "rushes-provider.h"

#include <glib/gi18n.h>

/* Which of several servers takes a job that may go to any. */

/* Whether the job may go to any server that can run it, wherever it is now. */
gboolean
rushes_job_is_floating (const RushesJobRecord *record)
{
  return g_strcmp0 (rushes_request_get_string (record->request, RUSHES_REQUEST_CONNECTION), RUSHES_CONNECTION_ANY) == 0;
}

/* One that lacks something is out; one that does not answer may come back. */
static gboolean
is_worse (const GError *error, const GError *than)
{
  return than == NULL || g_error_matches (than, RUSHES_ERROR, RUSHES_ERROR_MISSING_ON_SERVER) > g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_MISSING_ON_SERVER);
}

/**
 * rushes_job_place:
 * @candidates: (element-type RushesConnection): those with a free place in our own limits
 *
 * Asks each whether it has the nodes and the models, and how long its line is.
 *
 * Returns: (transfer none) (nullable): the one with the fewest jobs ahead; %NULL with the error of one that may
 *   still come back, or with what is missing if all lack something. Blocking.
 */
RushesConnection *
rushes_job_place (const RushesJobServices *services, GPtrArray *candidates, const RushesJobRecord *record,
                  GCancellable *cancellable, GError **error)
{
  RushesConnection *best = NULL;
  g_autoptr (GError) worst = NULL;
  int fewest = G_MAXINT;

  for (guint i = 0; i < candidates->len; i++)
    {
      RushesConnection *connection = candidates->pdata[i];
      RushesProvider *provider = services->get_provider (services->data, rushes_connection_get_kind (connection));
      g_autoptr (GError) cause = NULL;
      g_autoptr (RushesTarget) target = services->new_target (services->data, connection, &cause);
      int ahead = target == NULL ? -1 : rushes_provider_measure (provider, target, record, cancellable, &cause);

      if (cause != NULL && is_worse (cause, worst))
        {
          g_clear_error (&worst);
          worst = g_steal_pointer (&cause);
        }
      if (ahead >= 0 && ahead < fewest)
        {
          fewest = ahead;
          best = connection;
        }
    }
  if (best == NULL && worst != NULL)
    g_propagate_error (error, g_steal_pointer (&worst));
  else if (best == NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_UNREACHABLE, _("No ComfyUI server is free"));
  return best;
}
