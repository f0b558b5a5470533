/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-binding.h"

#include "rushes-comfy-walk.h"
#include "rushes-json.h"

/* Which literals of a graph are what: as rushes-comfy-walk.c finds them, or as the user corrected them. */

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

/* A literal has one role once. */
void
rushes_comfy_binding_add (RushesComfyBinding *self, RushesComfyRole role, const char *node, const char *input)
{
  RushesComfySlot *slot;

  /* A negative prompt made by zeroing the positive one leads back to the same text. */
  if (has_slot (self, role, node, input) ||
      (role == RUSHES_COMFY_NEGATIVE && has_slot (self, RUSHES_COMFY_PROMPT, node, input)))
    return;
  slot = g_new0 (RushesComfySlot, 1);
  slot->node = g_strdup (node);
  slot->input = g_strdup (input);
  g_ptr_array_add (self->slots[role], slot);
}

static JsonObject *
get_inputs (JsonObject *graph, const char *id)
{
  JsonObject *node = rushes_json_peek_object (graph, id);

  return node != NULL ? rushes_json_peek_object (node, "inputs") : NULL;
}

static gboolean
is_literal (JsonObject *inputs, const char *input)
{
  JsonNode *node = json_object_get_member (inputs, input);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node);
}

/* What the user corrected in one node. */
static void
take_corrections (RushesComfyBinding *self, JsonObject *graph, const char *id)
{
  JsonObject *node = rushes_json_peek_object (graph, id);
  JsonObject *meta = node != NULL ? rushes_json_peek_object (node, "_meta") : NULL;
  JsonObject *corrections = meta != NULL ? rushes_json_peek_object (meta, RUSHES_COMFY_CORRECTIONS) : NULL;
  g_autoptr (GList) inputs = corrections != NULL ? json_object_get_members (corrections) : NULL;
  JsonObject *own = get_inputs (graph, id);

  for (GList *l = inputs; l != NULL && own != NULL; l = l->next)
    {
      const char *name = rushes_json_peek_string (corrections, l->data);
      RushesComfyRole role;
      if (name != NULL && rushes_comfy_role_from_string (name, &role) && is_literal (own, l->data))
        rushes_comfy_binding_add (self, role, id, l->data);
    }
}

/* Finds the roles, or takes them as the user corrected them: a corrected graph names every one. */
RushesComfyBinding *
rushes_comfy_binding_new (JsonObject *graph)
{
  RushesComfyBinding *self = g_new0 (RushesComfyBinding, 1);
  g_autoptr (GList) ids = json_object_get_members (graph);
  gboolean corrected = FALSE;

  for (int i = 0; i < RUSHES_COMFY_N_ROLES; i++)
    self->slots[i] = g_ptr_array_new_with_free_func (slot_free);
  rushes_comfy_walk (graph, self);
  for (GList *l = ids; l != NULL && !corrected; l = l->next)
    {
      JsonObject *meta = rushes_json_peek_object (rushes_json_peek_object (graph, l->data), "_meta");
      corrected = meta != NULL && json_object_has_member (meta, RUSHES_COMFY_CORRECTIONS);
    }
  if (!corrected)
    return self;
  for (int i = 0; i < RUSHES_COMFY_N_ROLES; i++)
    g_ptr_array_set_size (self->slots[i], 0);
  for (GList *l = ids; l != NULL; l = l->next)
    take_corrections (self, graph, l->data);
  return self;
}

void
rushes_comfy_binding_free (RushesComfyBinding *self)
{
  for (int i = 0; i < RUSHES_COMFY_N_ROLES; i++)
    g_ptr_array_unref (self->slots[i]);
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
  return json_object_get_member (get_inputs (graph, slot->node), slot->input);
}

/* @value: (transfer full): written to every literal with that role */
void
rushes_comfy_binding_set (RushesComfyBinding *self, JsonObject *graph, RushesComfyRole role, JsonNode *value)
{
  for (guint i = 0; i < self->slots[role]->len; i++)
    {
      RushesComfySlot *slot = self->slots[role]->pdata[i];
      json_object_set_member (get_inputs (graph, slot->node), slot->input, json_node_copy (value));
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
      if (!json_node_equal (first, json_object_get_member (get_inputs (graph, slot->node), slot->input)))
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
