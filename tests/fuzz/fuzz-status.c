/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "rushes-comfy-nodes.h"
#include "rushes-comfy-refusal.h"
#include "rushes-comfy-status.h"
#include "rushes-json.h"

/* What a ComfyUI answers, read as each of the things that it may be asked for. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  RushesPoll *(*const readers[]) (JsonObject *, JsonObject *) = {
    rushes_comfy_status_from_job,
    rushes_comfy_status_from_history,
    rushes_comfy_status_from_outputs,
  };
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (JsonNode) root = rushes_json_parse (body, NULL);
  g_autoptr (RushesComfyNodes) nodes = NULL;
  g_autoptr (RushesPoll) cloud = NULL;
  g_autoptr (GError) refusal = NULL;
  g_autofree char *skipped = NULL;
  JsonObject *object;
  int length;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return 0;
  object = json_node_get_object (root);
  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_autoptr (RushesPoll) poll = readers[i] (object, object); /* it is its own graph, too */
    }
  cloud = rushes_comfy_status_from_cloud (object);
  rushes_comfy_status_get_place (object, "j", &length);
  rushes_comfy_status_get_queue_place (object, "j", &length);
  rushes_comfy_status_queue_has (object, "queue_running", "j");
  refusal = rushes_comfy_refusal_new (object, object);
  skipped = rushes_comfy_refusal_dup_skipped (object, object);
  nodes = rushes_comfy_nodes_new (root);
  for (GList *l = json_object_get_members (object), *next; l != NULL; l = next)
    {
      JsonObject *declared = rushes_comfy_nodes_find (nodes, l->data);
      if (declared != NULL)
        g_array_unref (rushes_comfy_nodes_list_inputs (declared, NULL));
      next = g_list_delete_link (l, l);
    }
  return 0;
}
