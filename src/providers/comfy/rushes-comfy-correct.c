/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-correct.h"

#include "rushes-comfy-graph.h"
#include "rushes-json.h"

/* What the user corrects is written into the graph itself, so that it goes wherever the graph goes: into a node's
 * "_meta", which every server passes over. A corrected graph names every role. */

#define CORRECTIONS "rushes"

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

  json_object_set_string_member (ensure_object (meta, CORRECTIONS), input, role);
}

static JsonObject *
get_corrections (JsonObject *graph, const char *id)
{
  JsonObject *node = rushes_json_peek_object (graph, id);
  JsonObject *meta = node != NULL ? rushes_json_peek_object (node, "_meta") : NULL;

  return meta != NULL ? rushes_json_peek_object (meta, CORRECTIONS) : NULL;
}

/* What the user corrected in one node. */
static void
take_node (RushesComfyBinding *binding, JsonObject *graph, const char *id)
{
  JsonObject *corrections = get_corrections (graph, id), *own = rushes_comfy_graph_get_inputs (graph, id);
  g_autoptr (GList) inputs = corrections != NULL ? json_object_get_members (corrections) : NULL;

  for (GList *l = inputs; l != NULL && own != NULL; l = l->next)
    {
      const char *name = rushes_json_peek_string (corrections, l->data);
      RushesComfyRole role;
      if (name != NULL && rushes_comfy_role_from_string (name, &role) && rushes_comfy_graph_get_literal (own, l->data) != NULL)
        rushes_comfy_binding_add (binding, role, id, l->data);
    }
}

/**
 * rushes_comfy_correct_read:
 * @binding: empty; gets what the user corrected
 *
 * Returns: whether the graph was corrected: then nothing else counts
 */
gboolean
rushes_comfy_correct_read (JsonObject *graph, RushesComfyBinding *binding)
{
  g_autoptr (GList) ids = json_object_get_members (graph);
  gboolean corrected = FALSE;

  for (GList *l = ids; l != NULL; l = l->next)
    {
      corrected |= get_corrections (graph, l->data) != NULL;
      take_node (binding, graph, l->data);
    }
  return corrected;
}

/**
 * rushes_comfy_correct:
 * @binding: what the graph's literals are now
 * @graph: the whole binding is written into it, with this one literal changed
 * @role: what the literal is, or %RUSHES_COMFY_N_ROLES for nothing
 */
void
rushes_comfy_correct (RushesComfyBinding *binding, JsonObject *graph, const char *node, const char *input, RushesComfyRole role)
{
  for (int i = 0; i < RUSHES_COMFY_N_ROLES; i++)
    for (guint k = 0; k < binding->slots[i]->len; k++)
      {
        RushesComfySlot *slot = binding->slots[i]->pdata[k];
        write_correction (graph, slot->node, slot->input, rushes_comfy_role_to_string (i));
      }
  write_correction (graph, node, input, role < RUSHES_COMFY_N_ROLES ? rushes_comfy_role_to_string (role) : "none");
}
