/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy-check.h"

#include "rushes-comfy-api.h"
#include "rushes-error.h"
#include "rushes-json.h"

#include <glib/gi18n.h>

/* Whether a server is ComfyUI, and how it is doing (contracts/comfyui.md, section 1). */

static void
read_memory (RushesCheck *check, JsonObject *stats)
{
  JsonArray *devices = rushes_json_peek_array (stats, "devices");
  JsonNode *first = devices != NULL && json_array_get_length (devices) > 0 ? json_array_get_element (devices, 0) : NULL;
  double total = 0, free_bytes = 0;

  if (first == NULL || !JSON_NODE_HOLDS_OBJECT (first))
    return;
  rushes_json_peek_number (json_node_get_object (first), "vram_total", &total);
  rushes_json_peek_number (json_node_get_object (first), "vram_free", &free_bytes);
  check->memory_total = (gint64) total;
  check->memory_free = (gint64) free_bytes;
}

/* How many jobs the server has, running or waiting; -1 if it does not say. Blocking. */
int
rushes_comfy_check_queue (RushesHttp *http, RushesTarget *target, GCancellable *cancellable)
{
  g_autoptr (JsonNode) root = rushes_comfy_api_get (http, target, "/prompt", NULL, cancellable, NULL);
  JsonObject *info = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                       ? rushes_json_peek_object (json_node_get_object (root), "exec_info")
                       : NULL;
  double remaining = -1;

  if (info != NULL)
    rushes_json_peek_number (info, "queue_remaining", &remaining);
  return (int) remaining;
}

static RushesCheck *
new_cloud_check (void)
{
  RushesCheck *check = g_new0 (RushesCheck, 1);

  check->service = g_strdup ("Comfy Cloud");
  check->queue = -1;
  check->n_models = -1;
  return check;
}

/* Returns: (transfer full): what answers there, and how it is doing. Blocking. */
RushesCheck *
rushes_comfy_check (RushesHttp *http, RushesTarget *target, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode) root = rushes_comfy_api_get (http, target, "/system_stats", NULL, cancellable, &cause);
  JsonObject *system = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                         ? rushes_json_peek_object (json_node_get_object (root), "system")
                         : NULL;
  const char *version;
  RushesCheck *check;

  if (root == NULL && !g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_GONE))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (system == NULL && rushes_comfy_api_is_cloud (target))
    {
      g_autoptr (JsonNode) jobs = rushes_comfy_api_get (http, target, "/jobs", "limit=1", cancellable, error);
      return jobs != NULL ? new_cloud_check () : NULL;
    }
  if (system == NULL)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, _("Something answers there, but it is not ComfyUI"));
      return NULL;
    }
  version = rushes_json_peek_string (system, "comfyui_version");
  check = g_new0 (RushesCheck, 1);
  check->service = g_strdup_printf ("ComfyUI %s", version != NULL ? version : "");
  check->queue = rushes_comfy_check_queue (http, target, cancellable);
  check->n_models = -1;
  read_memory (check, json_node_get_object (root));
  return check;
}
