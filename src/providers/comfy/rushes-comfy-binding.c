/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-binding.h"

#include "rushes-comfy-graph.h"

/* Which literals of a graph are what. */

static void
slot_free (gpointer data)
{
  RushesComfySlot *slot = data;

  g_free (slot->node);
  g_free (slot->input);
  g_free (slot);
}

static gboolean
has_slot (RushesComfyBinding *self, RushesComfyRole role, const char *node, const char *input)
{
  for (guint i = 0; i < self->slots[role]->len; i++)
    {
      RushesComfySlot *slot = self->slots[role]->pdata[i];
      if (g_str_equal (slot->node, node) && g_str_equal (slot->input, input))
        return TRUE;
    }
  return FALSE;
}

/* A literal has one role: where two would write into it, the first that is found does. A negative prompt made by zeroing the
 * positive one, for one, leads back to the same text. */
void
rushes_comfy_binding_add (RushesComfyBinding *self, RushesComfyRole role, const char *node, const char *input)
{
  RushesComfyRole other;
  RushesComfySlot *slot;

  if (rushes_comfy_binding_find (self, node, input, &other))
    return;
  slot = g_new0 (RushesComfySlot, 1);
  slot->node = g_strdup (node);
  slot->input = g_strdup (input);
  g_ptr_array_add (self->slots[role], slot);
}

/* Notes a node where it cannot be told which text is which prompt. */
void
rushes_comfy_binding_leave_open (RushesComfyBinding *self, const char *node)
{
  if (!g_ptr_array_find_with_equal_func (self->open, node, g_str_equal, NULL))
    g_ptr_array_add (self->open, g_strdup (node));
}

/* Returns: (transfer full): nothing has a role */
RushesComfyBinding *
rushes_comfy_binding_new (void)
{
  RushesComfyBinding *self = g_new0 (RushesComfyBinding, 1);

  for (int i = 0; i < RUSHES_COMFY_N_ROLES; i++)
    self->slots[i] = g_ptr_array_new_with_free_func (slot_free);
  self->open = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
rushes_comfy_binding_free (RushesComfyBinding *self)
{
  for (int i = 0; i < RUSHES_COMFY_N_ROLES; i++)
    g_ptr_array_unref (self->slots[i]);
  g_ptr_array_unref (self->open);
  g_free (self->latent_class);
  g_free (self);
}

/* Returns: (transfer none) (nullable): the value of the first literal with that role */
JsonNode *
rushes_comfy_binding_get (RushesComfyBinding *self, JsonObject *graph, RushesComfyRole role)
{
  RushesComfySlot *slot;

  if (self->slots[role]->len == 0)
    return NULL;
  slot = self->slots[role]->pdata[0];
  return json_object_get_member (rushes_comfy_graph_get_inputs (graph, slot->node), slot->input);
}

/* @value: (transfer full): written to every literal with that role */
void
rushes_comfy_binding_set (RushesComfyBinding *self, JsonObject *graph, RushesComfyRole role, JsonNode *value)
{
  for (guint i = 0; i < self->slots[role]->len; i++)
    {
      RushesComfySlot *slot = self->slots[role]->pdata[i];
      json_object_set_member (rushes_comfy_graph_get_inputs (graph, slot->node), slot->input, json_node_copy (value));
    }
  json_node_unref (value);
}

/* Whether all literals of a role hold the same: then one field stands for all. */
gboolean
rushes_comfy_binding_is_uniform (RushesComfyBinding *self, JsonObject *graph, RushesComfyRole role)
{
  JsonNode *first = rushes_comfy_binding_get (self, graph, role);

  for (guint i = 1; i < self->slots[role]->len; i++)
    {
      RushesComfySlot *slot = self->slots[role]->pdata[i];
      if (!json_node_equal (first, json_object_get_member (rushes_comfy_graph_get_inputs (graph, slot->node), slot->input)))
        return FALSE;
    }
  return TRUE;
}

/* Returns: whether the literal has a role, and @role: (out): which */
gboolean
rushes_comfy_binding_find (RushesComfyBinding *self, const char *node, const char *input, RushesComfyRole *role)
{
  for (int i = 0; i < RUSHES_COMFY_N_ROLES; i++)
    if (has_slot (self, i, node, input))
      {
        *role = i;
        return TRUE;
      }
  return FALSE;
}

static const char *const role_names[RUSHES_COMFY_N_ROLES] = {
  "prompt", "negative", "seed",    "steps",        "cfg",   "sampler", "scheduler", "width",
  "height", "frames",   "fps",     "picture",      "last-picture", "model", "lora", "seconds", "field", "prefix", "result",
};

const char *
rushes_comfy_role_to_string (RushesComfyRole role)
{
  return role_names[role];
}

gboolean
rushes_comfy_role_from_string (const char *text, RushesComfyRole *role)
{
  for (int i = 0; i < RUSHES_COMFY_N_ROLES; i++)
    if (g_str_equal (role_names[i], text))
      {
        *role = i;
        return TRUE;
      }
  return FALSE;
}
