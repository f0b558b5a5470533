/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy-refusal.h"

#include "rushes-comfy-form.h"
#include "rushes-comfy-workflow.h"
#include "rushes-error.h"
#include "rushes-json.h"

#include <glib/gi18n.h>

/* What a server says of a graph that it does not take, or not whole: in words, and at the field of the form that is
 * meant (contracts/comfyui.md, section 2). */

/* (transfer full) (nullable): a value as text */
static char *
dup_value (JsonObject *info, const char *member)
{
  JsonNode *node = info != NULL ? json_object_get_member (info, member) : NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (rushes_json_is_text (node))
    return json_node_dup_string (node);
  return rushes_json_to_text (node, FALSE);
}

/* (nullable): "min", "max" … of the input, as the server declares them: the second of input_config */
static JsonObject *
get_limits (JsonObject *info)
{
  JsonArray *config = info != NULL ? rushes_json_peek_array (info, "input_config") : NULL;
  JsonNode *options = config != NULL && json_array_get_length (config) > 1 ? json_array_get_element (config, 1) : NULL;

  return options != NULL && JSON_NODE_HOLDS_OBJECT (options) ? json_node_get_object (options) : NULL;
}

static char *
dup_limit (JsonObject *info, const char *which)
{
  char *limit = dup_value (get_limits (info), which);

  return limit != NULL ? limit : g_strdup ("?");
}

/* One problem of one input. @title: of the node */
static GError *
refuse_input (const char *title, JsonObject *problem)
{
  JsonObject *info = rushes_json_peek_object (problem, "extra_info");
  const char *type = rushes_json_peek_string (problem, "type");
  const char *message = rushes_json_peek_string (problem, "message"), *details = rushes_json_peek_string (problem, "details");
  g_autofree char *input = dup_value (info, "input_name");
  g_autofree char *value = dup_value (info, "received_value");
  g_autofree char *minimum = dup_limit (info, "min"), *maximum = dup_limit (info, "max");

  if (g_strcmp0 (type, "value_not_in_list") == 0 && value != NULL)
    return g_error_new (RUSHES_ERROR, RUSHES_ERROR_MISSING_ON_SERVER, _("%s: “%s” is not there (%s)"), title, value, input != NULL ? input : "");
  if (g_strcmp0 (type, "value_smaller_than_min") == 0 && input != NULL && value != NULL)
    return g_error_new (RUSHES_ERROR, RUSHES_ERROR_REJECTED, _("“%s” of “%s” is %s, but at least %s is needed"), input, title, value, minimum);
  if (g_strcmp0 (type, "value_bigger_than_max") == 0 && input != NULL && value != NULL)
    return g_error_new (RUSHES_ERROR, RUSHES_ERROR_REJECTED, _("“%s” of “%s” is %s, but at most %s is allowed"), input, title, value, maximum);
  if (g_strcmp0 (type, "required_input_missing") == 0)
    return g_error_new (RUSHES_ERROR, RUSHES_ERROR_REJECTED, _("“%s” of “%s” is not connected"), input != NULL ? input : details, title);
  return g_error_new (RUSHES_ERROR, RUSHES_ERROR_REJECTED, "%s: %s%s%s", title, message != NULL ? message : type,
                      details != NULL && *details != '\0' ? " · " : "", details != NULL ? details : "");
}

static JsonObject *
get_first_problem (JsonObject *node)
{
  JsonArray *problems = node != NULL ? rushes_json_peek_array (node, "errors") : NULL;
  JsonNode *first = problems != NULL && json_array_get_length (problems) > 0 ? json_array_get_element (problems, 0) : NULL;

  return first != NULL && JSON_NODE_HOLDS_OBJECT (first) ? json_node_get_object (first) : NULL;
}

static const char *
get_title (JsonObject *graph, const char *id)
{
  JsonObject *node = graph != NULL ? rushes_json_peek_object (graph, id) : NULL;

  return node != NULL ? rushes_comfy_workflow_get_title (node) : id;
}

/* The first node that the server complains of. */
static GError *
refuse_nodes (JsonObject *nodes, JsonObject *graph)
{
  g_autoptr (GList) ids = json_object_get_members (nodes);

  for (GList *l = ids; l != NULL; l = l->next)
    {
      JsonObject *problem = get_first_problem (rushes_json_peek_object (nodes, l->data));
      JsonObject *info = problem != NULL ? rushes_json_peek_object (problem, "extra_info") : NULL;
      const char *input = info != NULL ? rushes_json_peek_string (info, "input_name") : NULL;
      g_autofree char *member = input != NULL && graph != NULL ? rushes_comfy_form_dup_member (graph, NULL, l->data, input) : NULL;
      GError *error = problem != NULL ? refuse_input (get_title (graph, l->data), problem) : NULL;

      if (error == NULL)
        continue;
      rushes_error_set_details (error, member, rushes_json_peek_string (problem, "message"), NULL);
      return error;
    }
  return NULL;
}

static GError *
refuse_missing_node (JsonObject *error)
{
  JsonObject *info = rushes_json_peek_object (error, "extra_info");
  const char *node = info != NULL ? rushes_json_peek_string (info, "class_type") : NULL;

  return g_error_new (RUSHES_ERROR, RUSHES_ERROR_MISSING_ON_SERVER, _("The custom node “%s” is not installed there"),
                      node != NULL ? node : rushes_json_peek_string (error, "message"));
}

/**
 * rushes_comfy_refusal_new:
 * @body: of a 400 from POST /prompt
 * @graph: (nullable): that was sent
 *
 * Returns: (transfer full): the first thing that is wrong, in words, with the field of the form that is meant
 */
GError *
rushes_comfy_refusal_new (JsonObject *body, JsonObject *graph)
{
  JsonObject *error = rushes_json_peek_object (body, "error");
  JsonObject *nodes = rushes_json_peek_object (body, "node_errors");
  const char *type = error != NULL ? rushes_json_peek_string (error, "type") : NULL;
  const char *message = error != NULL ? rushes_json_peek_string (error, "message") : NULL;
  GError *refusal = NULL;

  if (g_strcmp0 (type, "missing_node_type") == 0)
    return refuse_missing_node (error);
  if (g_strcmp0 (type, "prompt_no_outputs") == 0)
    return g_error_new (RUSHES_ERROR, RUSHES_ERROR_REJECTED, _("The workflow has no node that saves a file"));
  if (nodes != NULL)
    refusal = refuse_nodes (nodes, graph);
  if (refusal != NULL)
    return refusal;
  return g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_REJECTED, message != NULL ? message : _("no reason given"));
}

/**
 * rushes_comfy_refusal_dup_skipped:
 * @answer: of POST /prompt, with status 200: one good output is enough for that (section 0, fact 8)
 *
 * Returns: (transfer full) (nullable): which outputs are left out, and why
 */
char *
rushes_comfy_refusal_dup_skipped (JsonObject *answer, JsonObject *graph)
{
  JsonObject *errors = rushes_json_peek_object (answer, "node_errors");
  g_autoptr (GList) ids = errors != NULL ? json_object_get_members (errors) : NULL;
  JsonObject *node = ids != NULL ? rushes_json_peek_object (errors, ids->data) : NULL;
  JsonArray *outputs = node != NULL ? rushes_json_peek_array (node, "dependent_outputs") : NULL;
  JsonNode *first = outputs != NULL && json_array_get_length (outputs) > 0 ? json_array_get_element (outputs, 0) : NULL;
  const char *output = first != NULL && JSON_NODE_HOLDS_VALUE (first) ? json_node_get_string (first) : NULL;
  JsonObject *problem = get_first_problem (node);
  g_autoptr (GError) why = problem != NULL ? refuse_input (get_title (graph, ids->data), problem) : NULL;

  if (node == NULL)
    return NULL;
  return g_strdup_printf (_("The server left out “%s”: %s"), get_title (graph, output != NULL ? output : ids->data),
                          why != NULL ? why->message : _("no reason given"));
}
