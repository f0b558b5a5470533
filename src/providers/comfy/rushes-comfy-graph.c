/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-graph.h"

#include "rushes-json.h"

/* (nullable) */
JsonObject *
rushes_comfy_graph_get_inputs (JsonObject *graph, const char *id)
{
  JsonObject *node = rushes_json_peek_object (graph, id);

  return node != NULL ? rushes_json_peek_object (node, "inputs") : NULL;
}

/* Returns: "" if it has none */
const char *
rushes_comfy_graph_get_class (JsonObject *graph, const char *id)
{
  JsonObject *node = rushes_json_peek_object (graph, id);
  const char *class_type = node != NULL ? rushes_json_peek_string (node, "class_type") : NULL;

  return class_type != NULL ? class_type : "";
}

/* (nullable): the id of the node that an input is linked to. @slot: (out) (optional): its output. A link is [id, slot]. */
const char *
rushes_comfy_graph_get_link (JsonObject *inputs, const char *input, int *slot)
{
  JsonArray *link = rushes_json_peek_array (inputs, input);
  JsonNode *id = link != NULL && json_array_get_length (link) == 2 ? json_array_get_element (link, 0) : NULL;
  JsonNode *output = id != NULL ? json_array_get_element (link, 1) : NULL;

  if (id == NULL || !rushes_json_is_text (id))
    return NULL;
  if (slot != NULL)
    *slot = JSON_NODE_HOLDS_VALUE (output) ? (int) json_node_get_int (output) : 0;
  return json_node_get_string (id);
}

/* (nullable): the value that stands in the input itself: a text, a number, a switch */
JsonNode *
rushes_comfy_graph_get_literal (JsonObject *inputs, const char *input)
{
  JsonNode *node = json_object_get_member (inputs, input);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}
