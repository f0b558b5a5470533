/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-types.h"

#include "rushes-json.h"

#include <string.h>

gboolean
rushes_comfy_types_know (RushesComfyNodes *nodes, const char *class_type)
{
  return nodes != NULL && rushes_comfy_nodes_find (nodes, class_type) != NULL;
}

/* (nullable): one of a class's list of texts */
static const char *
get_nth (RushesComfyNodes *nodes, const char *class_type, const char *member, guint position)
{
  JsonObject *declared = nodes != NULL ? rushes_comfy_nodes_find (nodes, class_type) : NULL;
  JsonArray *list = declared != NULL ? rushes_json_peek_array (declared, member) : NULL;
  JsonNode *node = list != NULL && position < json_array_get_length (list) ? json_array_get_element (list, position) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return "COMBO";
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/* (nullable): the type of an output; NULL where there is none of that number, too */
const char *
rushes_comfy_types_get_output (RushesComfyNodes *nodes, const char *class_type, guint slot)
{
  return get_nth (nodes, class_type, "output", slot);
}

/* (nullable): what an output is called; a pack that names none has its types there, and they say nothing */
const char *
rushes_comfy_types_get_output_name (RushesComfyNodes *nodes, const char *class_type, guint slot)
{
  const char *name = get_nth (nodes, class_type, "output_name", slot);

  return g_strcmp0 (name, get_nth (nodes, class_type, "output", slot)) != 0 ? name : NULL;
}

/* (nullable): the type of an input */
const char *
rushes_comfy_types_get_input (RushesComfyNodes *nodes, const char *class_type, const char *input)
{
  RushesComfyInput declared;

  return nodes != NULL && rushes_comfy_nodes_find_input (nodes, class_type, input, &declared) ? declared.type : NULL;
}

/* Whether an input has an option such as "multiline" or "image_upload". */
gboolean
rushes_comfy_types_have_flag (RushesComfyNodes *nodes, const char *class_type, const char *input, const char *flag)
{
  RushesComfyInput declared;

  return nodes != NULL && rushes_comfy_nodes_find_input (nodes, class_type, input, &declared) && rushes_comfy_input_has_flag (&declared, flag);
}

/* Whether a class is an output node: one that the server runs a graph for. */
gboolean
rushes_comfy_types_save (RushesComfyNodes *nodes, const char *class_type)
{
  JsonObject *declared = nodes != NULL ? rushes_comfy_nodes_find (nodes, class_type) : NULL;

  return declared != NULL && rushes_json_peek_boolean (declared, "output_node");
}

/* Whether a class has an output of such a type. */
gboolean
rushes_comfy_types_make (RushesComfyNodes *nodes, const char *class_type, gboolean (*is_such) (const char *type))
{
  const char *type;

  for (guint i = 0; (type = rushes_comfy_types_get_output (nodes, class_type, i)) != NULL; i++)
    if (is_such (type))
      return TRUE;
  return FALSE;
}

/* A text that a model has read: CONDITIONING, and what packs of their own call it (WANVIDEOTEXTEMBEDS, HYVIDEMBEDS). */
gboolean
rushes_comfy_type_is_conditioning (const char *type)
{
  return strstr (type, "CONDITIONING") != NULL || g_str_equal (type, "HYVIDEMBEDS") ||
         (strstr (type, "TEXT") != NULL && strstr (type, "EMBED") != NULL);
}

gboolean
rushes_comfy_type_is_text (const char *type)
{
  return g_str_equal (type, "STRING");
}

gboolean
rushes_comfy_type_is_number (const char *type)
{
  return g_str_equal (type, "INT") || g_str_equal (type, "FLOAT");
}

/* What passes on whatever it gets. */
gboolean
rushes_comfy_type_is_any (const char *type)
{
  return g_str_equal (type, "*") || g_str_has_prefix (type, "COMFY_MATCHTYPE");
}

/* Moving or not, decoded or not. */
gboolean
rushes_comfy_type_is_picture (const char *type)
{
  return strstr (type, "LATENT") != NULL || strstr (type, "IMAGE") != NULL || strstr (type, "VIDEO") != NULL;
}

/* What a sampler is told by nodes beside it. */
gboolean
rushes_comfy_type_is_sampling (const char *type)
{
  static const char *const types[] = { "NOISE", "SIGMAS", "SAMPLER", "GUIDER", NULL };

  return g_strv_contains (types, type);
}

/* "positive", "text_negative", "neg_cond" …: whole words, since a position is no prompt */
RushesComfySide
rushes_comfy_name_get_side (const char *name)
{
  static const char *const positive[] = { "positive", "pos", NULL };
  static const char *const negative[] = { "negative", "neg", "uncond", "unconditional", NULL };
  g_autofree char *lower = g_ascii_strdown (name, -1);
  g_auto (GStrv) words = g_strsplit_set (lower, "_ .-", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_strv_contains (negative, words[i]))
      return RUSHES_COMFY_SIDE_NEGATIVE;
  for (guint i = 0; words[i] != NULL; i++)
    if (g_strv_contains (positive, words[i]))
      return RUSHES_COMFY_SIDE_POSITIVE;
  return RUSHES_COMFY_SIDE_NONE;
}
