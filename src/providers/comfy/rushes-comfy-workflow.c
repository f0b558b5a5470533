/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy-workflow.h"

#include "rushes-comfy-convert.h"
#include "rushes-comfy-graphs.h"
#include "rushes-error.h"
#include "rushes-json.h"

#include <glib/gi18n.h>

#define RESOURCE_PREFIX "/io/github/rushes_app/Rushes/graphs/"

#define DEFAULT_BUILTIN "wan2.2-5b"

static const RushesComfyBuiltin builtins[] = {
  { "wan2.2-5b", "Wan 2.2 5B" },
  { "wan2.2-14b", "Wan 2.2 14B" },
  { "wan2.1", "Wan 2.1" },
  { "hunyuan-video", "HunyuanVideo" },
  { "ltx-video", "LTX-Video" },
};

const RushesComfyBuiltin *
rushes_comfy_get_builtins (guint *n_builtins)
{
  *n_builtins = G_N_ELEMENTS (builtins);
  return builtins;
}

static char *
fold (const char *text)
{
  GString *folded = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (folded, g_ascii_tolower (*p));
  return g_string_free (folded, FALSE);
}

/* Returns: (nullable): the id of the built-in graph meant by "Wan 2.2 5b", "wan", "LTX" … */
const char *
rushes_comfy_find_builtin (const char *words)
{
  g_autofree char *wanted = fold (words);

  for (guint i = 0; i < G_N_ELEMENTS (builtins); i++)
    {
      g_autofree char *id = fold (builtins[i].id);
      if (*wanted != '\0' && g_str_has_prefix (id, wanted))
        return builtins[i].id;
    }
  return NULL;
}

static void
register_graphs (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      rushes_comfy_graphs_register_resource ();
      g_once_init_leave (&once, 1);
    }
}

/* Returns: (transfer full) (nullable): a built-in graph, free to be changed */
JsonNode *
rushes_comfy_workflow_load (const char *id, gboolean with_picture)
{
  g_autofree char *path = g_strconcat (RESOURCE_PREFIX, id, with_picture ? "-picture" : "-text", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  register_graphs ();
  bytes = g_resources_lookup_data (path, 0, NULL);
  if (bytes == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return rushes_json_parse_to_change (text, NULL);
}

static gboolean
is_api_graph (JsonObject *object)
{
  g_autoptr (GList) nodes = json_object_get_values (object);

  for (GList *l = nodes; l != NULL; l = l->next)
    if (!JSON_NODE_HOLDS_OBJECT (l->data) ||
        rushes_json_peek_string (json_node_get_object (l->data), "class_type") == NULL ||
        rushes_json_peek_object (json_node_get_object (l->data), "inputs") == NULL)
      return FALSE;
  return nodes != NULL;
}

/* Video Helper Suite keeps the graph as text in its JSON. */
static void
unpack_text (JsonObject *object, const char *member)
{
  const char *text = rushes_json_peek_string (object, member);
  JsonNode *inner = text != NULL ? rushes_json_parse_to_change (text, NULL) : NULL;

  if (inner != NULL)
    json_object_set_member (object, member, inner);
}

/* Where files keep the graph: in a POST body or a clip's metadata under "prompt", in some exports under
 * "output"; what the page saves is under "workflow" there. */
static JsonNode *
unwrap (JsonNode *root)
{
  static const char *const members[] = { "prompt", "output", "workflow" };
  JsonObject *object = json_node_get_object (root);

  if (is_api_graph (object) || rushes_comfy_is_ui_graph (object))
    return root;
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonObject *inner;

      unpack_text (object, members[i]);
      inner = rushes_json_peek_object (object, members[i]);
      if (inner != NULL && (is_api_graph (inner) || rushes_comfy_is_ui_graph (inner)))
        return json_object_get_member (object, members[i]);
    }
  return root;
}

static JsonNode *
read_graph (JsonNode *root, RushesComfyNodes *nodes, GError **error)
{
  JsonNode *graph = JSON_NODE_HOLDS_OBJECT (root) ? unwrap (root) : NULL;

  if (graph != NULL && is_api_graph (json_node_get_object (graph)))
    return json_node_copy (graph);
  if (graph != NULL && rushes_comfy_is_ui_graph (json_node_get_object (graph)))
    {
      if (nodes != NULL)
        return rushes_comfy_convert (json_node_get_object (graph), nodes, error);
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_UNSUPPORTED,
                   _("This workflow is saved in the format of the ComfyUI page, which takes a ComfyUI server to read. "
                     "Add a connection to one, or export the workflow with Workflow ▸ Export (API)"));
    }
  else
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID,
                 _("This file holds no ComfyUI workflow: every node needs a class_type and inputs"));
  return NULL;
}

/**
 * rushes_comfy_workflow_parse:
 * @text: an API graph, a POST body, or what the page saves (contracts/comfyui.md, section 6)
 * @nodes: (nullable): what the server declares; without it the page's own format is
 *   %RUSHES_ERROR_UNSUPPORTED
 *
 * Returns: (transfer full): the API graph, free to be changed
 */
JsonNode *
rushes_comfy_workflow_parse (const char *text, RushesComfyNodes *nodes, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode) root = rushes_json_parse_to_change (text, &cause);

  if (root == NULL)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("The workflow file cannot be read: %s"),
                   cause->message);
      return NULL;
    }
  return read_graph (root, nodes, error);
}

/* What a node of an API graph is called: as the user named it, else its class. */
const char *
rushes_comfy_workflow_get_title (JsonObject *node)
{
  JsonObject *meta = rushes_json_peek_object (node, "_meta");
  const char *title = meta != NULL ? rushes_json_peek_string (meta, "title") : NULL;

  return title != NULL && *title != '\0' ? title : rushes_json_peek_string (node, "class_type");
}

/* Whether the graph is one of the user's: then nothing in it is exchanged. A built-in one travels with its request too, since
 * the next version may have another. */
gboolean
rushes_comfy_workflow_is_own (RushesRequest *request)
{
  const char *model = rushes_request_get_string (request, RUSHES_REQUEST_MODEL);

  if (rushes_request_get_string (request, RUSHES_REQUEST_WORKFLOW_NAME) != NULL)
    return TRUE;
  return rushes_request_get_string (request, RUSHES_REQUEST_WORKFLOW) != NULL && (model == NULL || rushes_comfy_find_builtin (model) == NULL);
}

/* @model: (nullable): what was chosen. Returns: (transfer full) (nullable): the text of the built-in graph that is meant */
char *
rushes_comfy_workflow_dup_builtin (const char *model, gboolean with_picture)
{
  const char *id = rushes_comfy_find_builtin (model != NULL ? model : DEFAULT_BUILTIN);
  g_autoptr (JsonNode) root = id != NULL ? rushes_comfy_workflow_load (id, with_picture) : NULL;

  return root != NULL ? rushes_json_to_text (root, FALSE) : NULL;
}

/* The graph a request asks for: its own, or the built-in one of its model. */
JsonNode *
rushes_comfy_workflow_for_request (RushesRequest *request, GError **error)
{
  const char *text = rushes_request_get_string (request, RUSHES_REQUEST_WORKFLOW);
  const char *model = rushes_request_get_string (request, RUSHES_REQUEST_MODEL);
  const char *picture = rushes_request_get_string (request, RUSHES_REQUEST_PICTURE);
  const char *builtin = rushes_comfy_find_builtin (model != NULL ? model : DEFAULT_BUILTIN);

  if (text != NULL && *text != '\0')
    return rushes_comfy_workflow_parse (text, NULL, error);
  if (builtin != NULL)
    return rushes_comfy_workflow_load (builtin, picture != NULL && *picture != '\0');
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("There is no built-in workflow “%s”"), model);
  return NULL;
}
