/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy-validate.h"

#include "rushes-comfy-choices.h"
#include "rushes-comfy-workflow.h"
#include "rushes-json.h"

#include <glib/gi18n.h>

/* What the server would refuse, found before anything is sent. */

typedef struct
{
  JsonObject *graph;
  RushesComfyNodes *nodes;
  GPtrArray *problems;
  gboolean has_output;
} Validation;

static void
problem_free (gpointer data)
{
  RushesComfyProblem *problem = data;

  g_free (problem->node);
  g_free (problem->title);
  g_free (problem->input);
  g_free (problem->text);
  g_free (problem);
}

/* @text: (transfer full) */
static void
add (Validation *validation, RushesComfyProblemKind kind, const char *id, const char *title, const char *input, char *text)
{
  RushesComfyProblem *problem = g_new0 (RushesComfyProblem, 1);

  *problem = (RushesComfyProblem) { kind, g_strdup (id), g_strdup (title), g_strdup (input), text };
  g_ptr_array_add (validation->problems, problem);
}

static gboolean
is_link (JsonNode *value)
{
  return value != NULL && JSON_NODE_HOLDS_ARRAY (value);
}

static void
check_link (Validation *validation, const char *id, const char *title, const char *input, JsonArray *link)
{
  JsonNode *from = json_array_get_length (link) == 2 ? json_array_get_element (link, 0) : NULL;
  const char *origin = from != NULL && rushes_json_is_text (from)
                         ? json_node_get_string (from)
                         : NULL;

  if (origin == NULL || !json_object_has_member (validation->graph, origin))
    add (validation, RUSHES_COMFY_BAD_LINK, id, title, input,
         g_strdup_printf (_("“%s” of “%s” is linked to a node that is not there"), input, title));
}

static gboolean
offers (JsonArray *choices, const char *value)
{
  for (guint i = 0; i < json_array_get_length (choices); i++)
    {
      JsonNode *choice = json_array_get_element (choices, i);
      if (rushes_json_is_text (choice) &&
          g_str_equal (json_node_get_string (choice), value))
        return TRUE;
    }
  return FALSE;
}

static void
add_unknown_choice (Validation *validation, const char *id, const char *title, const RushesComfyInput *declared, const char *text)
{
  g_auto (GStrv) offered = rushes_comfy_input_dup_choices (declared);
  const char *nearest = rushes_comfy_choices_find_nearest (offered, text);

  add (validation, RUSHES_COMFY_BAD_VALUE, id, title, declared->name,
       nearest != NULL ? g_strdup_printf (_("“%s” of “%s” has no choice “%s”; the nearest is “%s”"), declared->name, title, text, nearest)
                       : g_strdup_printf (_("“%s” of “%s” has no choice “%s”"), declared->name, title, text));
}

static void
check_choice (Validation *validation, const char *id, const char *title, const char *class_type,
              const RushesComfyInput *declared, JsonNode *value)
{
  const char *folder = rushes_comfy_folder_for_input (class_type, declared->name);
  const char *text = rushes_json_is_text (value) ? json_node_get_string (value) : NULL;

  /* An empty list is filled by the page, or it is a folder of models with nothing in it. */
  if (text == NULL || declared->choices == NULL || (folder == NULL && json_array_get_length (declared->choices) == 0) ||
      rushes_comfy_input_is_uploaded (declared) || offers (declared->choices, text))
    return;
  if (folder != NULL)
    add (validation, RUSHES_COMFY_MISSING_FILE, id, title, declared->name, g_strconcat (folder, "/", text, NULL));
  else
    add_unknown_choice (validation, id, title, declared, text);
}

/* @which: "min" or "max". (transfer none) (nullable) */
static JsonNode *
get_limit (const RushesComfyInput *declared, const char *which)
{
  JsonNode *limit = declared->options != NULL ? json_object_get_member (declared->options, which) : NULL;

  return limit != NULL && rushes_json_is_number (limit) ? limit : NULL;
}

static void
check_range (Validation *validation, const char *id, const char *title, const RushesComfyInput *declared, JsonNode *value)
{
  JsonNode *minimum = get_limit (declared, "min"), *maximum = get_limit (declared, "max");
  gboolean too_small = minimum != NULL && rushes_json_compare (value, minimum) < 0;
  /* A maximum below the minimum says nothing. */
  gboolean too_large = maximum != NULL && (minimum == NULL || rushes_json_compare (maximum, minimum) >= 0) &&
                       rushes_json_compare (value, maximum) > 0;
  g_autofree char *number = too_small || too_large ? rushes_json_dup_number (value) : NULL;
  g_autofree char *limit = number != NULL ? rushes_json_dup_number (too_small ? minimum : maximum) : NULL;

  if (too_small)
    add (validation, RUSHES_COMFY_BAD_VALUE, id, title, declared->name,
         g_strdup_printf (_("“%s” of “%s” is %s, but at least %s is needed"), declared->name, title, number, limit));
  else if (too_large)
    add (validation, RUSHES_COMFY_BAD_VALUE, id, title, declared->name,
         g_strdup_printf (_("“%s” of “%s” is %s, but at most %s is allowed"), declared->name, title, number, limit));
}

static void
check_input (Validation *validation, const char *id, const char *title, const char *class_type,
             const RushesComfyInput *declared, JsonObject *inputs)
{
  JsonNode *value = json_object_get_member (inputs, declared->name);

  if (value == NULL)
    {
      if (declared->required && !g_str_has_prefix (declared->type, "COMFY_"))
        add (validation, RUSHES_COMFY_BAD_LINK, id, title, declared->name,
             g_strdup_printf (_("“%s” of “%s” is not connected"), declared->name, title));
    }
  else if (is_link (value))
    check_link (validation, id, title, declared->name, json_node_get_array (value));
  else if (JSON_NODE_HOLDS_VALUE (value) && g_str_equal (declared->type, "COMBO"))
    check_choice (validation, id, title, class_type, declared, value);
  else if (JSON_NODE_HOLDS_VALUE (value) && (g_str_equal (declared->type, "INT") || g_str_equal (declared->type, "FLOAT")))
    check_range (validation, id, title, declared, value);
}

static void
check_node (Validation *validation, const char *id, JsonObject *node)
{
  const char *class_type = rushes_json_peek_string (node, "class_type");
  JsonObject *inputs = rushes_json_peek_object (node, "inputs");
  JsonObject *class = rushes_comfy_nodes_find (validation->nodes, class_type);
  const char *title = rushes_comfy_workflow_get_title (node);
  g_autoptr (GArray) declared = NULL;

  if (class == NULL)
    {
      add (validation, RUSHES_COMFY_MISSING_NODE, id, title, NULL,
           g_strdup_printf (_("The node “%s” is not installed there"), class_type));
      return;
    }
  if (rushes_json_peek_boolean (class, "output_node"))
    validation->has_output = TRUE;
  declared = rushes_comfy_nodes_list_inputs (rushes_json_peek_object (class, "input"), NULL);
  for (guint i = 0; i < declared->len; i++)
    check_input (validation, id, title, class_type, &g_array_index (declared, RushesComfyInput, i), inputs);
}

/**
 * rushes_comfy_validate:
 * @graph: an API graph
 *
 * Returns: (transfer full) (element-type RushesComfyProblem): everything the server would stumble over,
 *   in the graph's order; empty if nothing
 */
GPtrArray *
rushes_comfy_validate (JsonObject *graph, RushesComfyNodes *nodes)
{
  Validation validation = { graph, nodes, g_ptr_array_new_with_free_func (problem_free), FALSE };
  g_autoptr (GList) ids = json_object_get_members (graph);
  gboolean has_unknown = FALSE;

  for (GList *l = ids; l != NULL; l = l->next)
    check_node (&validation, l->data, rushes_json_peek_object (graph, l->data));
  for (guint i = 0; i < validation.problems->len; i++)
    has_unknown |= ((RushesComfyProblem *) validation.problems->pdata[i])->kind == RUSHES_COMFY_MISSING_NODE;
  if (!validation.has_output && !has_unknown)
    add (&validation, RUSHES_COMFY_NO_OUTPUT, NULL, NULL, NULL, g_strdup (_("The workflow has no node that saves a file")));
  return validation.problems;
}
