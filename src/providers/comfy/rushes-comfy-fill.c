/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-form.h"

#include "rushes-comfy-bind.h"
#include "rushes-comfy-graph.h"
#include "rushes-comfy-seed.h"
#include "rushes-json.h"
#include "rushes-number.h"

/* A filled form as a graph. */

static JsonNode *
get_literal (JsonObject *graph, const RushesComfySlot *slot)
{
  return json_object_get_member (rushes_comfy_graph_get_inputs (graph, slot->node), slot->input);
}

static JsonNode *
to_node (GVariant *value)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    json_node_set_int (node, g_variant_get_int64 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    json_node_set_double (node, g_variant_get_double (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    json_node_set_boolean (node, g_variant_get_boolean (value));
  else
    json_node_set_string (node, g_variant_get_string (value, NULL));
  return node;
}

static JsonNode *
int_node (gint64 number)
{
  return json_node_init_int (json_node_alloc (), number);
}

static JsonNode *
string_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

/* Writes to the first text of a role and to those that said the same. */
static void
set_text (JsonObject *graph, RushesComfyBinding *binding, RushesComfyRole role, const char *text)
{
  JsonNode *first = rushes_comfy_binding_get (binding, graph, role);
  g_autoptr (JsonNode) before = first != NULL ? json_node_copy (first) : NULL;

  for (guint i = 0; i < binding->slots[role]->len; i++)
    {
      RushesComfySlot *slot = binding->slots[role]->pdata[i];
      if (json_node_equal (before, get_literal (graph, slot)))
        json_object_set_string_member (rushes_json_peek_object (rushes_json_peek_object (graph, slot->node), "inputs"), slot->input, text);
    }
}

/* (transfer full): @value as it stands in a graph: a number that was typed as text is one again where there was one */
static JsonNode *
to_literal (JsonNode *before, GVariant *value)
{
  gboolean typed = before != NULL && rushes_json_is_number (before) && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING);
  JsonNode *number = typed ? rushes_json_new_number (g_variant_get_string (value, NULL)) : NULL;

  return number != NULL ? number : to_node (value);
}

/* A field names a role ("steps") or one input ("12.strength"). */
static void
set_field (JsonObject *graph, RushesComfyBinding *binding, const char *name, GVariant *value)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", 2);
  JsonObject *node = rushes_json_peek_object (graph, parts[0]);
  JsonObject *inputs = node != NULL ? rushes_json_peek_object (node, "inputs") : NULL;

  for (int role = 0; role < RUSHES_COMFY_PREFIX; role++)
    if (g_str_equal (rushes_comfy_role_to_string (role), name))
      rushes_comfy_binding_set (binding, graph, role, to_literal (rushes_comfy_binding_get (binding, graph, role), value));
  if (parts[1] != NULL && inputs != NULL && json_object_has_member (inputs, parts[1]))
    json_object_set_member (inputs, parts[1], to_literal (json_object_get_member (inputs, parts[1]), value));
}

static void
fill_fields_of (JsonObject *graph, RushesComfyBinding *binding, RushesRequest *request)
{
  g_autoptr (GVariant) fields = g_variant_lookup_value (rushes_request_get_variant (request),
                                                        RUSHES_REQUEST_FIELDS, G_VARIANT_TYPE_VARDICT);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (fields == NULL)
    return;
  g_variant_iter_init (&iter, fields);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      set_field (graph, binding, name, value);
      g_variant_unref (value);
    }
}

/* Whole seconds where the graph counts so. */
static void
set_seconds (JsonObject *graph, RushesComfyBinding *binding, double seconds)
{
  JsonNode *before = rushes_comfy_binding_get (binding, graph, RUSHES_COMFY_SECONDS);
  gboolean whole = json_node_get_value_type (before) == G_TYPE_INT64;

  rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_SECONDS,
                            whole ? int_node (rushes_number_to_whole (seconds + 0.5)) : json_node_init_double (json_node_alloc (), seconds));
}

static void
fill_size_and_length (JsonObject *graph, RushesComfyNodes *nodes, RushesComfyBinding *binding, RushesRequest *request)
{
  g_autoptr (RushesModelSpec) spec = rushes_comfy_form_new_spec (graph, nodes, "", "");
  int step = spec->size_step > 0 ? spec->size_step : 1;
  int width = rushes_request_get_side (request, RUSHES_REQUEST_WIDTH);
  int height = rushes_request_get_side (request, RUSHES_REQUEST_HEIGHT);
  double seconds = rushes_request_get_double (request, RUSHES_REQUEST_SECONDS, 0);
  double fps = rushes_request_get_double (request, RUSHES_REQUEST_FPS, 0);

  if (width > 0 && height > 0)
    {
      rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_WIDTH, int_node (rushes_comfy_form_round (width, step)));
      rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_HEIGHT, int_node (rushes_comfy_form_round (height, step)));
    }
  if (fps > 0)
    rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_FPS, json_node_init_double (json_node_alloc (), fps));
  if (seconds > 0 && binding->slots[RUSHES_COMFY_SECONDS]->len > 0)
    set_seconds (graph, binding, seconds);
  else if (seconds > 0)
    rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_FRAMES,
                              int_node (rushes_model_spec_frames (spec, seconds, fps)));
}

/**
 * rushes_comfy_form_fill:
 * @graph: changed in place
 * @nodes: (nullable): what the server declares
 * @prefix: what the result's file name begins with, unique to the job, so that it can be found again
 * @picture, @last_picture: (nullable): the uploaded frames as LoadImage names them
 *
 * Writes what the request asks for into the literals of the graph.
 */
void
rushes_comfy_form_fill (JsonObject *graph, RushesComfyNodes *nodes, RushesRequest *request, const char *prefix, const char *picture, const char *last_picture)
{
  g_autoptr (RushesComfyBinding) binding = rushes_comfy_bind (graph, nodes);
  const char *negative = rushes_request_get_string (request, RUSHES_REQUEST_NEGATIVE);
  gint64 seed = rushes_request_get_int (request, RUSHES_REQUEST_SEED, -1);

  /* The prompt first, while the texts that are other parts' still differ from it. */
  set_text (graph, binding, RUSHES_COMFY_PROMPT, rushes_request_get_prompt (request));
  if (negative != NULL)
    set_text (graph, binding, RUSHES_COMFY_NEGATIVE, negative);
  fill_fields_of (graph, binding, request);
  fill_size_and_length (graph, nodes, binding, request);
  /* One that was drawn before this server was known may be too large for it. */
  if (seed >= 0)
    seed %= rushes_comfy_seed_get_maximum (graph, binding, nodes) + 1;
  if (seed >= 0)
    rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_SEED, int_node (seed));
  if (picture != NULL)
    rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_PICTURE, string_node (picture));
  if (last_picture != NULL)
    rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_LAST_PICTURE, string_node (last_picture));
  rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_PREFIX, string_node (prefix));
  rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_RESULT, string_node (prefix));
}
