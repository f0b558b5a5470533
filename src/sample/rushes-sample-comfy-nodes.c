/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sample-comfy-private.h"

#include <string.h>

/* What a ComfyUI server has before it is asked for anything: its nodes with their choices, saved workflows, its state (section 1). */

static gboolean
is_lacking (JsonNode *choice, const char *word)
{
  return JSON_NODE_HOLDS_VALUE (choice) && json_node_get_value_type (choice) == G_TYPE_STRING &&
         strstr (json_node_get_string (choice), word) != NULL;
}

/* Takes files out of every list of choices. */
static void
take_out (JsonObject *all, const char *word)
{
  g_autoptr (GList) classes = json_object_get_values (all);

  for (GList *l = classes; l != NULL; l = l->next)
    {
      JsonObject *input = json_object_get_object_member (json_node_get_object (l->data), "input");
      g_autoptr (GList) inputs = json_object_get_values (json_object_get_object_member (input, "required"));

      for (GList *k = inputs; k != NULL; k = k->next)
        {
          JsonNode *first = json_array_get_element (json_node_get_array (k->data), 0);
          JsonArray *choices = JSON_NODE_HOLDS_ARRAY (first) ? json_node_get_array (first) : NULL;

          for (int i = choices != NULL ? (int) json_array_get_length (choices) - 1 : -1; i >= 0; i--)
            if (is_lacking (json_array_get_element (choices, i), word))
              json_array_remove_element (choices, i);
        }
    }
}

JsonObject *
rushes_sample_comfy_load_object_info (RushesSampleWorld *world, JsonNode **root)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/io/github/rushes_app/Rushes/sample/object-info.json", 0, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  *root = json_from_string (text, NULL);
  if (world->lacks != NULL)
    take_out (json_node_get_object (*root), world->lacks);
  return json_node_get_object (*root);
}

void
rushes_sample_comfy_send_object_info (RushesSampleWorld *world, SoupServerMessage *message, const char *class_type)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *all = rushes_sample_comfy_load_object_info (world, &root);
  JsonBuilder *builder = json_builder_new ();
  g_autoptr (GList) names = json_object_get_members (all);

  json_builder_begin_object (builder);
  for (GList *l = names; l != NULL; l = l->next)
    if (class_type == NULL || g_str_equal (class_type, l->data))
      {
        json_builder_set_member_name (builder, l->data);
        json_builder_add_value (builder, json_node_copy (json_object_get_member (all, l->data)));
      }
  json_builder_end_object (builder);
  rushes_sample_http_json (message, 200, builder);
}

static char *
load_saved_workflow (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/io/github/rushes_app/Rushes/sample/saved-workflow.json", 0, NULL);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* One workflow that somebody saved in the browser: the list, or the file (section 1, /userdata). */
void
rushes_sample_comfy_send_userdata (SoupServerMessage *message, const char *path)
{
  g_autofree char *text = load_saved_workflow ();

  if (g_str_equal (path, "/userdata"))
    rushes_sample_http_text (message, 200, "application/json", "[\"Paper boat.json\"]");
  else if (g_str_equal (path, "/userdata/workflows/Paper boat.json"))
    rushes_sample_http_text (message, 200, "application/json", text);
  else
    rushes_sample_http_text (message, 404, "text/plain", "404: Not Found");
}

void
rushes_sample_comfy_send_stats (RushesSampleWorld *world, SoupServerMessage *message)
{
  if (rushes_sample_http_misbehave (world, message, rushes_sample_behaviour_take (world->behaviour, "check")))
    return;
  rushes_sample_http_text (message, 200, "application/json",
                           "{\"system\":{\"os\":\"linux\",\"comfyui_version\":\"0.33.0\",\"python_version\":\"none\","
                           "\"argv\":[\"sample\"]},\"devices\":[{\"name\":\"sample\",\"type\":\"cpu\",\"index\":null,"
                           "\"vram_total\":25769803776,\"vram_free\":20401094656}]}");
}
