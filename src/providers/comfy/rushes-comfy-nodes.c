/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-nodes.h"

#include "rushes-json.h"

struct _RushesComfyNodes
{
  gatomicrefcount refs;
  JsonNode *root;
};

G_DEFINE_BOXED_TYPE (RushesComfyNodes, rushes_comfy_nodes, rushes_comfy_nodes_ref, rushes_comfy_nodes_unref)

/* What the page draws as a field; everything else is a socket. */
static const char *const widget_types[] = { "COMBO",    "INT",          "FLOAT", "STRING", "BOOLEAN",
                                            "COLOR",    "MARKDOWN",     "CURVE", "RANGE",  "TEXTAREA",
                                            "BOUNDING_BOX", "COMFY_DYNAMICCOMBO_V3", NULL };

/* @root: an object keyed by class_type; kept by reference, so it must not be changed any more */
RushesComfyNodes *
rushes_comfy_nodes_new (JsonNode *root)
{
  RushesComfyNodes *self = g_new0 (RushesComfyNodes, 1);

  g_atomic_ref_count_init (&self->refs);
  self->root = json_node_ref (root);
  return self;
}

RushesComfyNodes *
rushes_comfy_nodes_ref (RushesComfyNodes *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
rushes_comfy_nodes_unref (RushesComfyNodes *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  json_node_unref (self->root);
  g_free (self);
}

/* Returns: (transfer none) (nullable): what is declared for a class */
JsonObject *
rushes_comfy_nodes_find (RushesComfyNodes *self, const char *class_type)
{
  return JSON_NODE_HOLDS_OBJECT (self->root) ? rushes_json_peek_object (json_node_get_object (self->root), class_type) : NULL;
}

/* A combo has two shapes: [["a","b"],{…}] and ["COMBO",{"options":[…]}]. */
static gboolean
read_input (JsonObject *group, const char *name, gboolean required, RushesComfyInput *input)
{
  JsonArray *declaration = rushes_json_peek_array (group, name);
  guint n = declaration != NULL ? json_array_get_length (declaration) : 0;
  JsonNode *first = n > 0 ? json_array_get_element (declaration, 0) : NULL;
  JsonNode *second = n > 1 ? json_array_get_element (declaration, 1) : NULL;

  if (first == NULL)
    return FALSE;
  *input = (RushesComfyInput) { .name = name, .type = "", .required = required };
  if (second != NULL && JSON_NODE_HOLDS_OBJECT (second))
    input->options = json_node_get_object (second);
  if (JSON_NODE_HOLDS_ARRAY (first))
    {
      input->type = "COMBO";
      input->choices = json_node_get_array (first);
    }
  else if (rushes_json_is_text (first))
    {
      input->type = json_node_get_string (first);
      if (g_str_equal (input->type, "COMBO") && input->options != NULL)
        input->choices = rushes_json_peek_array (input->options, "options");
    }
  return TRUE;
}

static void
list_group (GArray *inputs, JsonObject *declared, JsonObject *order, const char *group, gboolean required)
{
  JsonObject *members = rushes_json_peek_object (declared, group);
  JsonArray *names = order != NULL ? rushes_json_peek_array (order, group) : NULL;
  g_autoptr (GList) own = members != NULL ? json_object_get_members (members) : NULL;
  RushesComfyInput input;

  if (members == NULL)
    return;
  if (names == NULL)
    {
      for (GList *l = own; l != NULL; l = l->next)
        if (read_input (members, l->data, required, &input))
          g_array_append_val (inputs, input);
      return;
    }
  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      JsonNode *name = json_array_get_element (names, i);
      if (rushes_json_is_text (name) &&
          read_input (members, json_node_get_string (name), required, &input))
        g_array_append_val (inputs, input);
    }
}

/**
 * rushes_comfy_nodes_list_inputs:
 * @declared: (nullable): an object with "required" and "optional"
 * @order: (nullable): "input_order"; without one the members' own order counts
 *
 * Returns: (transfer full) (element-type RushesComfyInput): required first, then optional; hidden never
 */
GArray *
rushes_comfy_nodes_list_inputs (JsonObject *declared, JsonObject *order)
{
  GArray *inputs = g_array_new (FALSE, FALSE, sizeof (RushesComfyInput));

  if (declared != NULL)
    {
      list_group (inputs, declared, order, "required", TRUE);
      list_group (inputs, declared, order, "optional", FALSE);
    }
  return inputs;
}

gboolean
rushes_comfy_nodes_find_input (RushesComfyNodes *self, const char *class_type, const char *name, RushesComfyInput *input)
{
  JsonObject *class = rushes_comfy_nodes_find (self, class_type);
  JsonObject *declared = class != NULL ? rushes_json_peek_object (class, "input") : NULL;
  JsonObject *required = declared != NULL ? rushes_json_peek_object (declared, "required") : NULL;
  JsonObject *optional = declared != NULL ? rushes_json_peek_object (declared, "optional") : NULL;

  return (required != NULL && read_input (required, name, TRUE, input)) ||
         (optional != NULL && read_input (optional, name, FALSE, input));
}

gboolean
rushes_comfy_input_has_flag (const RushesComfyInput *input, const char *option)
{
  JsonNode *node = input->options != NULL ? json_object_get_member (input->options, option) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  return rushes_json_is_text (node) || rushes_json_peek_boolean (input->options, option);
}

gboolean
rushes_comfy_input_is_widget (const RushesComfyInput *input)
{
  if (rushes_comfy_input_has_flag (input, "forceInput"))
    return FALSE;
  return g_strv_contains (widget_types, input->type) || rushes_comfy_input_has_flag (input, "widgetType");
}

/* A file that is uploaded with the job. */
gboolean
rushes_comfy_input_is_uploaded (const RushesComfyInput *input)
{
  static const char *const flags[] = { "image_upload", "video_upload", "animated_image_upload", "audio_upload", "file_upload" };

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (rushes_comfy_input_has_flag (input, flags[i]))
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full): the texts a combo offers; empty if it names none */
GStrv
rushes_comfy_input_dup_choices (const RushesComfyInput *input)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; input->choices != NULL && i < json_array_get_length (input->choices); i++)
    {
      JsonNode *node = json_array_get_element (input->choices, i);
      if (rushes_json_is_text (node))
        g_strv_builder_add (builder, json_node_get_string (node));
    }
  return g_strv_builder_end (builder);
}

/* Which folder of the server's models an input lists. */
static const struct
{
  const char *input, *folder;
} folders[] = {
  { "unet_name", "diffusion_models" }, { "ckpt_name", "checkpoints" },  { "vae_name", "vae" },
  { "clip_name", "text_encoders" },    { "clip_name1", "text_encoders" }, { "clip_name2", "text_encoders" },
  { "clip_name3", "text_encoders" },   { "lora_name", "loras" },        { "control_net_name", "controlnet" },
  { "style_model_name", "style_models" }, { "text_encoder", "text_encoders" }, { "model_name", "upscale_models" },
};

/* Returns: (nullable): the folder below "models" that the choices of an input come from */
const char *
rushes_comfy_folder_for_input (const char *class_type, const char *input)
{
  if (g_str_equal (class_type, "CLIPVisionLoader"))
    return "clip_vision";
  if (g_str_equal (class_type, "UnetLoaderGGUF"))
    return "unet";
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    if (g_str_equal (folders[i].input, input))
      return folders[i].folder;
  return NULL;
}
