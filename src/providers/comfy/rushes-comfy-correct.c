/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-binding.h"

#include "rushes-json.h"

/* What the user corrects is written into the graph itself, so that it goes wherever the graph goes. */

static JsonObject *
ensure_object (JsonObject *parent, const char *member)
{
  JsonObject *object = rushes_json_peek_object (parent, member);

  if (object != NULL)
    return object;
  object = json_object_new ();
  json_object_set_object_member (parent, member, object);
  return object;
}

static void
write_correction (JsonObject *graph, const char *node, const char *input, const char *role)
{
  JsonObject *meta = ensure_object (rushes_json_peek_object (graph, node), "_meta");

  json_object_set_string_member (ensure_object (meta, RUSHES_COMFY_CORRECTIONS), input, role);
}

/**
 * rushes_comfy_binding_correct:
 * @graph: the whole binding is written into it, with this one literal changed
 * @role: what the literal is, or %RUSHES_COMFY_N_ROLES for nothing
 */
void
rushes_comfy_binding_correct (RushesComfyBinding *self, JsonObject *graph, const char *node, const char *input, RushesComfyRole role)
{
  for (int i = 0; i < RUSHES_COMFY_N_ROLES; i++)
    for (guint k = 0; k < self->slots[i]->len; k++)
      {
        RushesComfySlot *slot = self->slots[i]->pdata[k];
        write_correction (graph, slot->node, slot->input, rushes_comfy_role_to_string (i));
      }
  write_correction (graph, node, input, role < RUSHES_COMFY_N_ROLES ? rushes_comfy_role_to_string (role) : "none");
}
