/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy-models.h"

#include "rushes-comfy-fields.h"
#include "rushes-comfy-files.h"
#include "rushes-comfy-form.h"
#include "rushes-comfy-validate.h"
#include "rushes-comfy-workflow.h"

#include <glib/gi18n.h>

/* Graphs as models to choose from: what the form offers, and what the server lacks for it. */

/* (transfer full) (nullable): NULL if nothing is missing */
static GStrv
list_missing (JsonObject *graph, RushesComfyNodes *nodes)
{
  g_autoptr (GPtrArray) problems = rushes_comfy_validate (graph, nodes);
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < problems->len; i++)
    {
      RushesComfyProblem *problem = problems->pdata[i];
      if ((problem->kind == RUSHES_COMFY_MISSING_NODE || problem->kind == RUSHES_COMFY_MISSING_FILE) &&
          !g_ptr_array_find_with_equal_func (missing, problem->text, g_str_equal, NULL))
        g_ptr_array_add (missing, g_strdup (problem->text));
    }
  if (missing->len == 0)
    return NULL;
  g_ptr_array_add (missing, NULL);
  return (GStrv) g_ptr_array_steal (missing, NULL);
}

/**
 * rushes_comfy_models_describe_graph:
 * @graph: fields that are newer than it are added
 * @nodes: (nullable): what the server declares
 *
 * Returns: (transfer full)
 */
RushesModel *
rushes_comfy_models_describe_graph (JsonObject *graph, RushesComfyNodes *nodes, const char *id, const char *name)
{
  RushesModelSpec *spec;

  if (nodes != NULL)
    rushes_comfy_fields_complete (graph, nodes);
  spec = rushes_comfy_form_new_spec (graph, nodes, id, name);
  if (nodes != NULL)
    spec->missing = list_missing (graph, nodes);
  return rushes_model_new (spec);
}

static RushesModel *
describe_builtin (RushesComfyCatalog *catalog, RushesTarget *target, const RushesComfyBuiltin *builtin, GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (JsonNode) root = rushes_comfy_workflow_load (builtin->id, FALSE);
  JsonObject *graph = json_node_get_object (root);
  g_autoptr (RushesComfyNodes) nodes = rushes_comfy_catalog_read_for (catalog, target, graph, cancellable, error);
  RushesModelSpec *spec;

  if (nodes == NULL)
    return NULL;
  rushes_comfy_files_fit (graph, nodes);
  spec = rushes_comfy_form_new_spec (graph, nodes, builtin->id, builtin->name);
  spec->missing = list_missing (graph, nodes);
  g_clear_pointer (&spec->prompt, g_free); /* empty */
  spec->picture = RUSHES_PICTURE_OPTIONAL;
  g_free (spec->summary);
  spec->summary = g_strdup (_("Text or picture to video"));
  return rushes_model_new (spec);
}

static int
compare_missing (gconstpointer a, gconstpointer b)
{
  return (rushes_model_get_spec (*(RushesModel **) a)->missing != NULL) - (rushes_model_get_spec (*(RushesModel **) b)->missing != NULL);
}

/* The built-in graphs, those that the server can run first. Returns: (transfer full) (element-type RushesModel) */
GPtrArray *
rushes_comfy_models_describe (RushesComfyCatalog *catalog, RushesTarget *target, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_builtins;
  const RushesComfyBuiltin *builtins = rushes_comfy_get_builtins (&n_builtins);

  for (guint i = 0; i < n_builtins; i++)
    {
      RushesModel *model = describe_builtin (catalog, target, &builtins[i], cancellable, error);
      if (model == NULL)
        return NULL;
      g_ptr_array_add (models, model);
    }
  g_ptr_array_sort (models, compare_missing);
  return g_steal_pointer (&models);
}
