/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-walk-private.h"

/* The single steps of a walk: along a link, up to a literal. */

/* A node that only holds one literal. */
static const char *const primitives[] = { "Primitive", "INTConstant", "FloatConstant", "StringConstant",
                                          "easy int", "easy float" };

/* Whether a way leads to a node for the first time, and not too far. */
gboolean
rushes_comfy_walk_enters (RushesComfyWalk *self, const char *id, int slot, int depth)
{
  return depth <= RUSHES_COMFY_WALK_DEPTH && g_hash_table_add (self->seen, g_strdup_printf ("%d %s", slot, id));
}

/* (nullable): what an input takes: as its class declares, else what comes in */
const char *
rushes_comfy_walk_get_type (RushesComfyWalk *self, const char *id, const char *input)
{
  const char *own = rushes_comfy_types_get_input (self->nodes, rushes_comfy_graph_get_class (self->graph, id), input), *type = NULL, *from;
  int slot = 0;

  if (own != NULL && !rushes_comfy_type_is_any (own))
    return own;
  from = rushes_comfy_graph_get_link (rushes_comfy_graph_get_inputs (self->graph, id), input, &slot);
  if (from != NULL && slot >= 0)
    type = rushes_comfy_types_get_output (self->nodes, rushes_comfy_graph_get_class (self->graph, from), slot);
  return type != NULL ? type : own;
}

/* (nullable): the only input of a node that does nothing but hold one number or text */
const char *
rushes_comfy_walk_find_only (RushesComfyWalk *self, const char *id)
{
  const char *class_type = rushes_comfy_graph_get_class (self->graph, id);
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);
  g_autoptr (GList) names = inputs != NULL ? json_object_get_members (inputs) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (primitives); i++)
    if (g_str_has_prefix (class_type, primitives[i]))
      return "value";
  if (names == NULL || names->next != NULL || rushes_comfy_graph_get_literal (inputs, names->data) == NULL ||
      rushes_comfy_types_get_output (self->nodes, class_type, 1) != NULL)
    return NULL;
  return g_strcmp0 (rushes_comfy_types_get_output (self->nodes, class_type, 0), rushes_comfy_types_get_input (self->nodes, class_type, names->data)) == 0 &&
             rushes_comfy_types_know (self->nodes, class_type)
           ? names->data
           : NULL;
}

static gboolean
bind_behind (RushesComfyWalk *self, RushesComfyRole role, const char *id, const char *input, int depth)
{
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);
  const char *from, *behind;

  if (inputs == NULL || depth > RUSHES_COMFY_WALK_DEPTH)
    return FALSE;
  if (rushes_comfy_graph_get_literal (inputs, input) != NULL)
    {
      rushes_comfy_binding_add (self->binding, role, id, input);
      return TRUE;
    }
  from = rushes_comfy_graph_get_link (inputs, input, NULL);
  behind = from != NULL ? rushes_comfy_walk_find_only (self, from) : NULL;
  return behind != NULL && bind_behind (self, role, from, behind, depth + 1);
}

/* Binds @role to the literal behind an input, through primitives but not through arithmetic: a size
 * computed from a picture is the picture's. */
gboolean
rushes_comfy_walk_bind_value (RushesComfyWalk *self, RushesComfyRole role, const char *id, const char *input)
{
  return bind_behind (self, role, id, input, 0);
}
