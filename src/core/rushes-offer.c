/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-offer.h"

#include "rushes-error.h"
#include "rushes-workflow-reader.h"

/* What can be chosen in the form: what the server offers, and the user's own workflows with what the server says of
 * them. All of it blocks: for workers. */

/* @model_id: of a workflow. Returns: (transfer full): its API graph as text */
char *
rushes_offer_read_graph (RushesCore *core, const char *model_id, GError **error)
{
  g_autofree char *path = rushes_workflows_dup_path (rushes_core_get_workflows (core), model_id + strlen (RUSHES_WORKFLOW_PREFIX));
  g_autoptr (GError) cause = NULL;
  char *text;

  if (g_file_get_contents (path, &text, NULL, &cause))
    return text;
  g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, cause->message);
  return NULL;
}

static RushesModel *
describe (RushesCore *core, RushesConnection *connection, RushesWorkflow *workflow, GCancellable *cancellable, GError **error)
{
  g_autofree char *id = rushes_workflow_dup_model_id (workflow);
  g_autofree char *graph = rushes_offer_read_graph (core, id, error);

  return graph != NULL ? rushes_workflow_describe (core, connection, graph, id, rushes_workflow_get_name (workflow), cancellable, error) : NULL;
}

/**
 * rushes_offer_ask:
 * @workflows: (element-type RushesWorkflow): come first; one that cannot be read is left out, not to hide the others
 *
 * Returns: (transfer full) (element-type RushesModel)
 */
GPtrArray *
rushes_offer_ask (RushesCore *core, RushesConnection *connection, GPtrArray *workflows, GCancellable *cancellable, GError **error)
{
  g_autoptr (RushesTarget) target = rushes_core_new_target (core, connection, error);
  RushesProvider *provider = rushes_core_get_provider (core, rushes_connection_get_kind (connection));
  GPtrArray *models = target != NULL ? rushes_provider_describe (provider, target, cancellable, error) : NULL;
  guint n = 0;

  for (guint i = 0; models != NULL && i < workflows->len; i++)
    {
      g_autoptr (GError) cause = NULL;
      RushesModel *model = describe (core, connection, workflows->pdata[i], cancellable, &cause);

      if (model != NULL)
        g_ptr_array_insert (models, n++, model);
      else if (cause != NULL && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("“%s”: %s", rushes_workflow_get_name (workflows->pdata[i]), cause->message);
    }
  return models;
}
