/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-fields.h"

#include "rushes-json.h"

/* The values that the page keeps of a node's fields, given back their names (contracts/comfyui.md,
 * section 6, rule 2). The page saves them as a bare list, in the order in which it drew the fields. */

typedef struct
{
  JsonArray *values;
  guint next;
  JsonObject *inputs; /* what is filled */
} Reader;

static JsonNode *
peek (Reader *reader)
{
  return reader->values != NULL && reader->next < json_array_get_length (reader->values)
           ? json_array_get_element (reader->values, reader->next)
           : NULL;
}

static const char *
peek_text (Reader *reader)
{
  JsonNode *node = peek (reader);

  return node != NULL && rushes_json_is_text (node)
           ? json_node_get_string (node)
           : NULL;
}

/* A list as a value would be taken for a link. @value: (transfer none) */
void
rushes_comfy_fields_set (JsonObject *inputs, const char *name, JsonNode *value)
{
  if (JSON_NODE_HOLDS_ARRAY (value))
    {
      JsonObject *wrapped = json_object_new ();
      json_object_set_member (wrapped, "__value__", json_node_copy (value));
      json_object_set_object_member (inputs, name, wrapped);
    }
  else
    json_object_set_member (inputs, name, json_node_copy (value));
}

/* A field that is newer than the file has its default. (transfer full) (nullable) */
static JsonNode *
dup_default (const RushesComfyInput *input)
{
  JsonNode *own = input->options != NULL ? json_object_get_member (input->options, "default") : NULL;
  JsonArray *keys = input->options != NULL ? rushes_json_peek_array (input->options, "options") : NULL;
  JsonArray *choices = input->choices != NULL ? input->choices : keys;
  JsonNode *first = choices != NULL && json_array_get_length (choices) > 0 ? json_array_get_element (choices, 0) : NULL;

  if (own != NULL)
    return json_node_copy (own);
  if (first != NULL && JSON_NODE_HOLDS_OBJECT (first))
    first = json_object_get_member (json_node_get_object (first), "key");
  return first != NULL ? json_node_copy (first) : NULL;
}

/* After a seed the page keeps what happens to it after each run; after a combo also a filter. */
static void
skip_control (Reader *reader, const RushesComfyInput *input)
{
  static const char *const words[] = { "fixed", "increment", "decrement", "randomize", "increment-wrap", NULL };
  gboolean named = g_str_equal (input->type, "INT") && (g_str_equal (input->name, "seed") || g_str_equal (input->name, "noise_seed"));
  gboolean declared = input->options != NULL && json_object_has_member (input->options, "control_after_generate");
  const char *text = peek_text (reader);

  if (!(declared ? rushes_comfy_input_has_flag (input, "control_after_generate") : named))
    return;
  if (text == NULL || !g_strv_contains (words, text))
    return;
  reader->next++;
  if (g_str_equal (input->type, "COMBO") && peek_text (reader) != NULL)
    reader->next++;
}

/* After a file to load the page keeps its button. */
static void
skip_button (Reader *reader, const RushesComfyInput *input)
{
  if (rushes_comfy_input_is_uploaded (input))
    while (peek (reader) != NULL && (JSON_NODE_HOLDS_NULL (peek (reader)) || g_strcmp0 (peek_text (reader), "image") == 0))
      reader->next++;
}

static void read_list (Reader *reader, GArray *declared, const char *parent);

/* The value of a dynamic combo brings the fields of its option with it. */
static void
read_option (Reader *reader, const RushesComfyInput *input, const char *name)
{
  JsonArray *options = input->options != NULL ? rushes_json_peek_array (input->options, "options") : NULL;
  const char *value = rushes_json_peek_string (reader->inputs, name);

  for (guint i = 0; value != NULL && options != NULL && i < json_array_get_length (options); i++)
    {
      JsonNode *node = json_array_get_element (options, i);
      JsonObject *option = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autoptr (GArray) declared = NULL;

      if (option == NULL || g_strcmp0 (rushes_json_peek_string (option, "key"), value) != 0)
        continue;
      declared = rushes_comfy_nodes_list_inputs (rushes_json_peek_object (option, "inputs"), NULL);
      read_list (reader, declared, name);
      return;
    }
}

static void
read_field (Reader *reader, const RushesComfyInput *input, const char *name)
{
  JsonNode *value = peek (reader);

  if (value != NULL)
    {
      reader->next++;
      if (!JSON_NODE_HOLDS_NULL (value))
        rushes_comfy_fields_set (reader->inputs, name, value);
    }
  else
    {
      g_autoptr (JsonNode) standard = dup_default (input);
      if (standard != NULL && input->required)
        rushes_comfy_fields_set (reader->inputs, name, standard);
    }
  if (g_str_equal (input->type, "COMFY_DYNAMICCOMBO_V3"))
    read_option (reader, input, name);
  skip_control (reader, input);
  skip_button (reader, input);
}

static void
read_list (Reader *reader, GArray *declared, const char *parent)
{
  for (guint i = 0; i < declared->len; i++)
    {
      const RushesComfyInput *input = &g_array_index (declared, RushesComfyInput, i);
      g_autofree char *name = parent != NULL ? g_strconcat (parent, ".", input->name, NULL) : g_strdup (input->name);

      if (rushes_comfy_input_is_widget (input))
        read_field (reader, input, name);
    }
}

/* Some nodes keep their values by name; what they show of the last result is not theirs. */
static void
read_named (JsonObject *values, JsonObject *inputs)
{
  g_autoptr (GList) names = json_object_get_members (values);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *value = json_object_get_member (values, l->data);
      if (!g_str_equal (l->data, "videopreview") && !JSON_NODE_HOLDS_NULL (value))
        rushes_comfy_fields_set (inputs, l->data, value);
    }
}

/* What is left over and says something: then the node drew fields that it did not declare. */
static guint
count_rest (Reader *reader)
{
  guint n = 0;

  for (; peek (reader) != NULL; reader->next++)
    n += !JSON_NODE_HOLDS_NULL (peek (reader)) && peek_text (reader) == NULL;
  return n;
}

static void
complete_node (JsonObject *node, RushesComfyNodes *nodes)
{
  JsonObject *class = rushes_comfy_nodes_find (nodes, rushes_json_peek_string (node, "class_type"));
  JsonObject *inputs = rushes_json_peek_object (node, "inputs");
  g_autoptr (GArray) declared = NULL;

  if (class == NULL)
    return;
  declared = rushes_comfy_nodes_list_inputs (rushes_json_peek_object (class, "input"), NULL);
  for (guint i = 0; i < declared->len; i++)
    {
      const RushesComfyInput *input = &g_array_index (declared, RushesComfyInput, i);
      g_autoptr (JsonNode) standard = NULL;

      if (!input->required || !rushes_comfy_input_is_widget (input) || json_object_has_member (inputs, input->name))
        continue;
      standard = dup_default (input);
      if (standard != NULL)
        rushes_comfy_fields_set (inputs, input->name, standard);
    }
}

/* Gives every field that is newer than the file its default, without which the server would refuse. */
void
rushes_comfy_fields_complete (JsonObject *graph, RushesComfyNodes *nodes)
{
  g_autoptr (GList) values = json_object_get_values (graph);

  for (GList *l = values; l != NULL; l = l->next)
    complete_node (json_node_get_object (l->data), nodes);
}

/**
 * rushes_comfy_fields_read:
 * @node: a node of the page
 * @class: what the server declares for its class
 * @inputs: filled
 *
 * Returns: how many values belong to no declared field
 */
guint
rushes_comfy_fields_read (JsonObject *node, JsonObject *class, JsonObject *inputs)
{
  g_autoptr (GArray) declared = rushes_comfy_nodes_list_inputs (rushes_json_peek_object (class, "input"),
                                                                rushes_json_peek_object (class, "input_order"));
  JsonObject *named = rushes_json_peek_object (node, "widgets_values");
  Reader reader = { rushes_json_peek_array (node, "widgets_values"), 0, inputs };

  if (named != NULL)
    {
      read_named (named, inputs);
      return 0;
    }
  read_list (&reader, declared, NULL);
  return count_rest (&reader);
}
