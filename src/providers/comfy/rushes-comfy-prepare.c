/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy-prepare.h"

#include "rushes-comfy-api.h"
#include "rushes-comfy-fields.h"
#include "rushes-comfy-files.h"
#include "rushes-comfy-form.h"
#include "rushes-comfy-media.h"
#include "rushes-comfy-seed.h"
#include "rushes-comfy-validate.h"
#include "rushes-comfy-workflow.h"
#include "rushes-error.h"

#include <glib/gi18n.h>

/* A request as the graph that is sent: filled in, checked against the server, its pictures uploaded. */

static char *
join_texts (GPtrArray *problems, gboolean missing)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      RushesComfyProblem *problem = problems->pdata[i];
      if ((problem->kind <= RUSHES_COMFY_MISSING_FILE) == missing)
        g_string_append_printf (list, "%s%s", list->len == 0 ? "" : missing ? ", " : ". ", problem->text);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* (transfer full) (nullable): the field of the form that the first problem is about */
static char *
dup_field (JsonObject *graph, RushesComfyNodes *nodes, GPtrArray *problems)
{
  RushesComfyProblem *first = problems->len > 0 ? problems->pdata[0] : NULL;

  return first != NULL && first->node != NULL && first->input != NULL ? rushes_comfy_form_dup_member (graph, nodes, first->node, first->input) : NULL;
}

static gboolean
check (JsonObject *graph, RushesComfyNodes *nodes, GError **error)
{
  g_autoptr (GPtrArray) problems = rushes_comfy_validate (graph, nodes);
  g_autofree char *missing = join_texts (problems, TRUE);
  g_autofree char *wrong = join_texts (problems, FALSE);
  g_autofree char *field = dup_field (graph, nodes, problems);

  if (*missing != '\0')
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_MISSING_ON_SERVER, _("Missing there: %s"), missing);
  else if (*wrong != '\0')
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, wrong);
  if (problems->len > 0 && error != NULL)
    rushes_error_set_details (*error, field, NULL, NULL);
  return problems->len == 0;
}

/* *@uploaded: (out) (transfer full): how LoadImage names the picture; NULL if there is none */
static gboolean
upload (const RushesComfySending *sending, const RushesJobRecord *order, const char *member, char **uploaded, GCancellable *cancellable,
        GError **error)
{
  const char *picture = rushes_request_get_string (order->request, member);

  if (picture == NULL || *picture == '\0')
    return TRUE;
  *uploaded = rushes_comfy_api_upload (sending->http, sending->target, picture, sending->progress, sending->data, cancellable, error);
  return *uploaded != NULL;
}

/* What else the graph loads. */
static gboolean
upload_files (const RushesComfySending *sending, const RushesJobRecord *order, JsonObject *graph, GCancellable *cancellable, GError **error)
{
  g_autoptr (GVariant) files = g_variant_lookup_value (rushes_request_get_variant (order->request), RUSHES_REQUEST_FILES, G_VARIANT_TYPE_VARDICT);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (files == NULL)
    return TRUE;
  g_variant_iter_init (&iter, files);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariant) path = value;
      g_autofree char *uploaded = rushes_comfy_api_upload (sending->http, sending->target, g_variant_get_string (path, NULL), sending->progress,
                                                           sending->data, cancellable, error);
      if (uploaded == NULL)
        return FALSE;
      rushes_comfy_media_set (graph, name, uploaded);
    }
  return TRUE;
}

/* Files that nothing was chosen for. The cloud lists nobody's: there it decides. */
static gboolean
check_files (RushesTarget *target, JsonObject *graph, RushesComfyNodes *nodes, GError **error)
{
  g_autofree char *field = NULL, *open = NULL;

  if (rushes_comfy_api_is_cloud (target))
    return TRUE;
  rushes_comfy_media_settle (graph, nodes);
  open = rushes_comfy_media_dup_open (graph, nodes, &field);
  if (open == NULL)
    return TRUE;
  g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, open);
  if (error != NULL)
    rushes_error_set_details (*error, field, NULL, NULL);
  return FALSE;
}

/* The graph of a request, suited to what the server declares; nothing is filled in yet. */
static JsonNode *
suit (RushesComfyCatalog *catalog, RushesTarget *target, const RushesJobRecord *order, RushesComfyNodes **nodes,
      GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) root = rushes_comfy_workflow_for_request (order->request, error);
  JsonObject *graph = root != NULL ? json_node_get_object (root) : NULL;

  *nodes = graph != NULL ? rushes_comfy_catalog_read_for (catalog, target, graph, cancellable, error) : NULL;
  if (*nodes == NULL)
    return NULL;
  rushes_comfy_fields_complete (graph, *nodes);
  rushes_comfy_seed_settle (graph, *nodes);
  if (!rushes_comfy_workflow_is_own (order->request))
    rushes_comfy_files_fit (graph, *nodes);
  return g_steal_pointer (&root);
}

/* Whether the server has the nodes and the files. Blocking. */
gboolean
rushes_comfy_prepare_fits (RushesComfyCatalog *catalog, RushesTarget *target, const RushesJobRecord *order,
                           GCancellable *cancellable, GError **error)
{
  g_autoptr (RushesComfyNodes) nodes = NULL;
  g_autoptr (JsonNode) root = suit (catalog, target, order, &nodes, cancellable, error);
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *missing = NULL;

  if (root == NULL)
    return FALSE;
  rushes_comfy_form_fill (json_node_get_object (root), nodes, order->request, "", NULL, NULL);
  problems = rushes_comfy_validate (json_node_get_object (root), nodes);
  missing = join_texts (problems, TRUE);
  if (*missing != '\0')
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_MISSING_ON_SERVER, _("Missing there: %s"), missing);
  return *missing == '\0';
}

/* A prompt that has no place in the graph would not be sent, and yet be written down as what the clip was made of. */
static gboolean
check_prompt (JsonObject *graph, RushesComfyNodes *nodes, RushesRequest *request, GError **error)
{
  g_autoptr (RushesModelSpec) spec = rushes_comfy_form_new_spec (graph, nodes, "", "");

  if (spec->has_prompt || *rushes_request_get_prompt (request) == '\0')
    return TRUE;
  g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, spec->no_prompt);
  if (error != NULL)
    rushes_error_set_details (*error, RUSHES_REQUEST_PROMPT, NULL, NULL);
  return FALSE;
}

/* Returns: (transfer full): may be repeated freely: files are kept there by their content. Blocking. */
JsonNode *
rushes_comfy_prepare (const RushesComfySending *sending, const RushesJobRecord *order, GCancellable *cancellable, GError **error)
{
  g_autoptr (RushesComfyNodes) nodes = NULL;
  g_autoptr (JsonNode) root = suit (sending->catalog, sending->target, order, &nodes, cancellable, error);
  JsonObject *graph = root != NULL ? json_node_get_object (root) : NULL;
  g_autofree char *prefix = g_strconcat ("rushes/", order->id, NULL);
  g_autofree char *first = NULL, *last = NULL;

  if (graph == NULL || !check_prompt (graph, nodes, order->request, error) ||
      !upload (sending, order, RUSHES_REQUEST_PICTURE, &first, cancellable, error) ||
      !upload (sending, order, RUSHES_REQUEST_LAST_PICTURE, &last, cancellable, error) ||
      !upload_files (sending, order, graph, cancellable, error))
    return NULL;
  rushes_comfy_form_fill (graph, nodes, order->request, prefix, first, last);
  if (!check_files (sending->target, graph, nodes, error))
    return NULL;
  return check (graph, nodes, error) ? g_steal_pointer (&root) : NULL;
}
