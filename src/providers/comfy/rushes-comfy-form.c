/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy-form.h"

#include "rushes-json.h"

#include <glib/gi18n.h>

/* A graph as a form, and a filled form as a graph. */

/* Size step, frame rule (n × multiple + 1) and native frame rate (contracts/comfyui.md, section 7). */
static const struct
{
  const char *latent_class;
  int size_step, frame_multiple;
  double fps;
} families[] = {
  { "Wan22ImageToVideoLatent", 32, 4, 24 },   { "WanImageToVideo", 16, 4, 16 },
  { "WanFirstLastFrameToVideo", 16, 4, 16 },  { "EmptyHunyuanLatentVideo", 16, 4, 16 },
  { "HunyuanImageToVideo", 16, 4, 24 },       { "EmptyHunyuanVideo15Latent", 16, 4, 24 },
  { "HunyuanVideo15ImageToVideo", 16, 4, 24 }, { "EmptyLTXVLatentVideo", 32, 8, 25 },
  { "LTXVImgToVideo", 32, 8, 25 },            { "EmptyMochiLatentVideo", 16, 6, 24 },
  { "EmptyCosmosLatentVideo", 16, 8, 24 },    { "CosmosImageToVideoLatent", 16, 8, 24 },
  { "CosmosPredict2ImageToVideoLatent", 16, 4, 16 }, { "WanVideoEmptyEmbeds", 16, 4, 16 },
  { "SVD_img2vid_Conditioning", 8, 0, 6 },
};

static double
get_number (RushesComfyBinding *binding, JsonObject *graph, RushesComfyRole role, double fallback)
{
  JsonNode *node = rushes_comfy_binding_get (binding, graph, role);

  return node != NULL ? json_node_get_double (node) : fallback;
}

static void
add_number_field (RushesModelSpec *spec, RushesComfyBinding *binding, JsonObject *graph, RushesComfyRole role,
                  const char *label, RushesFieldType type, double maximum, double step)
{
  double value = get_number (binding, graph, role, -1);
  RushesField *field;

  if (value < 0)
    return;
  field = rushes_model_spec_add_field (spec, rushes_comfy_role_to_string (role), label, type,
                                       type == RUSHES_FIELD_INTEGER ? g_variant_new_int64 ((gint64) value)
                                                                    : g_variant_new_double (value));
  field->minimum = type == RUSHES_FIELD_INTEGER ? 1 : 0;
  field->maximum = maximum;
  field->step = step;
}

static void
add_text_field (RushesModelSpec *spec, RushesComfyBinding *binding, JsonObject *graph, RushesComfyRole role,
                const char *label)
{
  JsonNode *node = rushes_comfy_binding_get (binding, graph, role);

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
    rushes_model_spec_add_field (spec, rushes_comfy_role_to_string (role), label, RUSHES_FIELD_TEXT,
                                 g_variant_new_string (json_node_get_string (node)));
}

static int
round_to (double value, int step)
{
  return MAX (1, (int) (value / step + 0.5)) * step;
}

/* The graph's own size first, then the usual shapes with about as many pixels. */
static void
add_sizes (RushesModelSpec *spec, int width, int height)
{
  int step = spec->size_step > 0 ? spec->size_step : 16;
  int square = round_to ((width + height) / 2.0 * 0.95, step);

  rushes_model_spec_add_size (spec, width, height);
  if (width != height)
    rushes_model_spec_add_size (spec, height, width);
  rushes_model_spec_add_size (spec, square, square);
  rushes_model_spec_add_size (spec, round_to (MAX (width, height) / 2.0, step), round_to (MIN (width, height) / 2.0, step));
}

static void
fill_family (RushesModelSpec *spec, const char *latent_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (g_strcmp0 (families[i].latent_class, latent_class) == 0)
      {
        spec->size_step = families[i].size_step;
        spec->frame_multiple = families[i].frame_multiple;
        spec->fps = families[i].fps;
      }
}

static void
fill_timing (RushesModelSpec *spec, RushesComfyBinding *binding, JsonObject *graph)
{
  double frames = get_number (binding, graph, RUSHES_COMFY_FRAMES, 0);

  spec->fps = get_number (binding, graph, RUSHES_COMFY_FPS, spec->fps);
  spec->minimum_seconds = 1;
  spec->maximum_seconds = 10;
  if (frames > 0 && spec->fps > 0)
    {
      spec->initial_seconds = CLAMP ((int) (frames / spec->fps + 0.5), 1, 60);
      spec->maximum_seconds = MAX (10, spec->initial_seconds);
    }
  else if (frames <= 0)
    spec->initial_seconds = 0; /* the workflow decides the length */
}

static void
fill_fields (RushesModelSpec *spec, RushesComfyBinding *binding, JsonObject *graph)
{
  add_text_field (spec, binding, graph, RUSHES_COMFY_MODEL, _("Model file"));
  add_number_field (spec, binding, graph, RUSHES_COMFY_STEPS, _("Steps"), RUSHES_FIELD_INTEGER, 200, 1);
  add_number_field (spec, binding, graph, RUSHES_COMFY_CFG, _("CFG"), RUSHES_FIELD_NUMBER, 30, 0.5);
  add_text_field (spec, binding, graph, RUSHES_COMFY_SAMPLER, _("Sampler"));
  add_text_field (spec, binding, graph, RUSHES_COMFY_SCHEDULER, _("Scheduler"));
}

/* Returns: (transfer full): what a form offers for @graph, with the graph's own values as defaults */
RushesModelSpec *
rushes_comfy_form_new_spec (JsonObject *graph, const char *id, const char *name)
{
  g_autoptr (RushesComfyBinding) binding = rushes_comfy_binding_new (graph);
  RushesModelSpec *spec = rushes_model_spec_new (id, name);
  JsonNode *negative = rushes_comfy_binding_get (binding, graph, RUSHES_COMFY_NEGATIVE);
  int width = get_number (binding, graph, RUSHES_COMFY_WIDTH, 0);
  int height = get_number (binding, graph, RUSHES_COMFY_HEIGHT, 0);

  fill_family (spec, binding->latent_class);
  fill_timing (spec, binding, graph);
  if (width > 0 && height > 0)
    add_sizes (spec, width, height);
  spec->has_prompt = binding->slots[RUSHES_COMFY_PROMPT]->len > 0;
  spec->has_negative = negative != NULL;
  spec->has_seed = binding->slots[RUSHES_COMFY_SEED]->len > 0;
  spec->negative = negative != NULL ? g_strdup (json_node_get_string (negative)) : NULL;
  spec->picture = binding->slots[RUSHES_COMFY_PICTURE]->len > 0 ? RUSHES_PICTURE_REQUIRED : RUSHES_PICTURE_NONE;
  fill_fields (spec, binding, graph);
  spec->summary = g_strdup (spec->picture == RUSHES_PICTURE_NONE ? _("Text to video") : _("Picture to video"));
  return spec;
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

/* A field names a role ("steps") or one input ("12.strength"). */
static void
set_field (JsonObject *graph, RushesComfyBinding *binding, const char *name, GVariant *value)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", 2);
  JsonObject *node = rushes_json_peek_object (graph, parts[0]);
  JsonObject *inputs = node != NULL ? rushes_json_peek_object (node, "inputs") : NULL;

  for (int role = RUSHES_COMFY_STEPS; role < RUSHES_COMFY_PREFIX; role++)
    if (g_str_equal (rushes_comfy_role_to_string (role), name))
      rushes_comfy_binding_set (binding, graph, role, to_node (value));
  if (parts[1] != NULL && inputs != NULL && json_object_has_member (inputs, parts[1]))
    json_object_set_member (inputs, parts[1], to_node (value));
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

static void
fill_size_and_length (JsonObject *graph, RushesComfyBinding *binding, RushesRequest *request)
{
  g_autoptr (RushesModelSpec) spec = rushes_comfy_form_new_spec (graph, "", "");
  int step = spec->size_step > 0 ? spec->size_step : 1;
  int width = rushes_request_get_int (request, RUSHES_REQUEST_WIDTH, 0);
  int height = rushes_request_get_int (request, RUSHES_REQUEST_HEIGHT, 0);
  double seconds = rushes_request_get_double (request, RUSHES_REQUEST_SECONDS, 0);
  double fps = rushes_request_get_double (request, RUSHES_REQUEST_FPS, 0);

  if (width > 0 && height > 0)
    {
      rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_WIDTH, int_node (round_to (width, step)));
      rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_HEIGHT, int_node (round_to (height, step)));
    }
  if (fps > 0)
    rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_FPS, json_node_init_double (json_node_alloc (), fps));
  if (seconds > 0)
    rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_FRAMES,
                              int_node (rushes_model_spec_frames (spec, seconds, fps)));
}

/**
 * rushes_comfy_form_fill:
 * @graph: changed in place
 * @prefix: what the result's file name begins with, unique to the job, so that it can be found again
 * @picture: (nullable): the uploaded first frame as LoadImage names it
 *
 * Writes what the request asks for into the literals of the graph.
 */
void
rushes_comfy_form_fill (JsonObject *graph, RushesRequest *request, const char *prefix, const char *picture)
{
  g_autoptr (RushesComfyBinding) binding = rushes_comfy_binding_new (graph);
  const char *negative = rushes_request_get_string (request, RUSHES_REQUEST_NEGATIVE);
  gint64 seed = rushes_request_get_int (request, RUSHES_REQUEST_SEED, -1);

  fill_fields_of (graph, binding, request);
  fill_size_and_length (graph, binding, request);
  rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_PROMPT, string_node (rushes_request_get_prompt (request)));
  if (negative != NULL)
    rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_NEGATIVE, string_node (negative));
  if (seed >= 0)
    rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_SEED, int_node (seed));
  if (picture != NULL)
    rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_PICTURE, string_node (picture));
  rushes_comfy_binding_set (binding, graph, RUSHES_COMFY_PREFIX, string_node (prefix));
}
