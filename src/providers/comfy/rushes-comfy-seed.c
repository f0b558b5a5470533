/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-seed.h"

#include "rushes-comfy-graph.h"
#include "rushes-comfy-workflow.h"
#include "rushes-json.h"

/* Seeds: how large one may be, and those that are saved and would be refused: the page writes -1 for "any". */

#define DEPTH_LIMIT 16

/* (nullable) (transfer none) */
static JsonNode *
get_limit (RushesComfyNodes *nodes, const char *class_type, const char *input, const char *which)
{
  RushesComfyInput declared;
  JsonNode *limit;

  if (!rushes_comfy_nodes_find_input (nodes, class_type, input, &declared) || declared.options == NULL)
    return NULL;
  limit = json_object_get_member (declared.options, which);
  return limit != NULL && rushes_json_is_number (limit) ? limit : NULL;
}

static void
lower (gint64 *maximum, RushesComfyNodes *nodes, const char *class_type, const char *input)
{
  JsonNode *limit = get_limit (nodes, class_type, input, "max");
  double number = limit != NULL ? rushes_json_get_number (limit) : G_MAXDOUBLE;

  if (number >= 0 && number < (double) *maximum)
    *maximum = (gint64) number;
}

/* Every input that the value of node @from reaches, through nodes that hand one value on. */
static void
lower_by_readers (gint64 *maximum, JsonObject *graph, RushesComfyNodes *nodes, const char *from, int depth)
{
  g_autoptr (GList) ids = json_object_get_members (graph);

  for (GList *l = ids; l != NULL && depth < DEPTH_LIMIT; l = l->next)
    {
      JsonObject *inputs = rushes_comfy_graph_get_inputs (graph, l->data);
      g_autoptr (GList) names = inputs != NULL ? json_object_get_members (inputs) : NULL;

      for (GList *n = names; n != NULL; n = n->next)
        if (g_strcmp0 (rushes_comfy_graph_get_link (inputs, n->data, NULL), from) == 0)
          {
            lower (maximum, nodes, rushes_comfy_graph_get_class (graph, l->data), n->data);
            if (g_str_equal (n->data, "value"))
              lower_by_readers (maximum, graph, nodes, l->data, depth + 1);
          }
    }
}

/* @nodes: (nullable). Returns: the largest seed that every node takes which a seed of the form reaches; at most %RUSHES_SEED_MAX */
gint64
rushes_comfy_seed_get_maximum (JsonObject *graph, RushesComfyBinding *binding, RushesComfyNodes *nodes)
{
  GPtrArray *slots = binding->slots[RUSHES_COMFY_SEED];
  gint64 maximum = RUSHES_SEED_MAX;

  for (guint i = 0; nodes != NULL && i < slots->len; i++)
    {
      RushesComfySlot *slot = slots->pdata[i];
      lower (&maximum, nodes, rushes_comfy_graph_get_class (graph, slot->node), slot->input);
      if (g_str_equal (slot->input, "value"))
        lower_by_readers (&maximum, graph, nodes, slot->node, 0);
    }
  return maximum;
}

static gboolean
is_seed (const RushesComfyInput *declared)
{
  return g_str_equal (declared->type, "INT") && (g_str_equal (declared->name, "seed") || g_str_equal (declared->name, "noise_seed") ||
                                                 rushes_comfy_input_has_flag (declared, "control_after_generate"));
}

static void
settle_input (JsonObject *inputs, const char *class_type, const RushesComfyInput *declared, RushesComfyNodes *nodes)
{
  JsonNode *value = rushes_comfy_graph_get_literal (inputs, declared->name);
  JsonNode *minimum = get_limit (nodes, class_type, declared->name, "min"), *maximum = get_limit (nodes, class_type, declared->name, "max");

  if (value == NULL || !rushes_json_is_number (value))
    return;
  if (minimum != NULL && rushes_json_compare (value, minimum) < 0)
    json_object_set_member (inputs, declared->name, json_node_copy (minimum));
  else if (maximum != NULL && rushes_json_compare (value, maximum) > 0)
    json_object_set_member (inputs, declared->name, json_node_copy (maximum));
}

/* Brings every saved seed into the range that its node declares. Those of the form are written afterwards. */
void
rushes_comfy_seed_settle (JsonObject *graph, RushesComfyNodes *nodes)
{
  g_autoptr (GList) ids = json_object_get_members (graph);

  for (GList *l = ids; l != NULL; l = l->next)
    {
      const char *class_type = rushes_comfy_graph_get_class (graph, l->data);
      JsonObject *class = rushes_comfy_nodes_find (nodes, class_type), *inputs = rushes_comfy_graph_get_inputs (graph, l->data);
      g_autoptr (GArray) declared = rushes_comfy_nodes_list_inputs (class != NULL ? rushes_json_peek_object (class, "input") : NULL, NULL);

      for (guint i = 0; inputs != NULL && i < declared->len; i++)
        if (is_seed (&g_array_index (declared, RushesComfyInput, i)))
          settle_input (inputs, class_type, &g_array_index (declared, RushesComfyInput, i), nodes);
    }
}
