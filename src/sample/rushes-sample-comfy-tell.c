/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sample-http.h"

#include "rushes-sample-render.h"

#include <string.h>

/* How a ComfyUI server tells of its jobs over the socket, while they run (section 3). */

static void
send_text (GObject *socket, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  soup_websocket_connection_send_text (SOUP_WEBSOCKET_CONNECTION (socket), text);
  g_object_unref (builder);
}

static JsonBuilder *
begin_message (const char *type, RushesSampleJob *job)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "type", type);
  json_builder_set_member_name (builder, "data");
  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "prompt_id", job->id);
  rushes_sample_http_member (builder, "node", "8");
  return builder;
}

static void
end_message (GObject *socket, JsonBuilder *builder)
{
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  send_text (socket, builder);
}

static void
append_u32 (GByteArray *frame, guint32 number)
{
  guint32 big = GUINT32_TO_BE (number);

  g_byte_array_append (frame, (guint8 *) &big, 4);
}

static void
add_node_state (JsonBuilder *builder, const char *id, gboolean running, int value, int max)
{
  json_builder_set_member_name (builder, id);
  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "state", running ? "running" : "finished");
  rushes_sample_http_number (builder, "value", value);
  rushes_sample_http_number (builder, "max", max);
  json_builder_end_object (builder);
}

/* The snapshot of all nodes: those before the sampler are finished, the steps are shared among the samplers. */
static void
send_state (GObject *socket, RushesSampleJob *job)
{
  guint n = job->nodes != NULL ? g_strv_length (job->nodes) : 0;
  int samplers = MAX (1, job->n_samplers), each = RUSHES_SAMPLE_STEPS / samplers;
  int current = MIN (job->step / MAX (1, each), samplers - 1);
  JsonBuilder *builder = begin_message ("progress_state", job);

  json_builder_set_member_name (builder, "nodes");
  json_builder_begin_object (builder);
  for (guint i = 0; i < n; i++)
    {
      int sampler = (int) i - (int) job->first_sampler;
      if (sampler < current)
        add_node_state (builder, job->nodes[i], FALSE, 1, 1);
      else if (sampler == current)
        add_node_state (builder, job->nodes[i], TRUE, job->step - current * each, each);
    }
  json_builder_end_object (builder);
  end_message (socket, builder);
}

/* A frame of type 4: preview with metadata (section 3). */
static void
send_preview (GObject *socket, RushesSampleJob *job)
{
  g_autoptr (GBytes) jpeg = rushes_sample_render_still (&job->clip, (double) job->step / RUSHES_SAMPLE_STEPS);
  g_autofree char *metadata = g_strdup_printf ("{\"node_id\":\"8\",\"prompt_id\":\"%s\",\"display_node_id\":\"8\","
                                               "\"image_type\":\"image/jpeg\"}",
                                               job->id);
  g_autoptr (GByteArray) frame = g_byte_array_new ();

  append_u32 (frame, 4);
  append_u32 (frame, strlen (metadata));
  g_byte_array_append (frame, (guint8 *) metadata, strlen (metadata));
  g_byte_array_append (frame, g_bytes_get_data (jpeg, NULL), g_bytes_get_size (jpeg));
  soup_websocket_connection_send_binary (SOUP_WEBSOCKET_CONNECTION (socket), frame->data, frame->len);
}

/* Tells the job's own client how it goes. */
void
rushes_sample_comfy_tell (RushesSampleWorld *world, RushesSampleJob *job)
{
  GObject *socket = job->client_id != NULL ? g_hash_table_lookup (world->sockets, job->client_id) : NULL;

  if (!job->comfy || socket == NULL ||
      soup_websocket_connection_get_state (SOUP_WEBSOCKET_CONNECTION (socket)) != SOUP_WEBSOCKET_STATE_OPEN)
    return;
  if (job->state == RUSHES_SAMPLE_RUNNING)
    {
      send_state (socket, job);
      send_preview (socket, job);
    }
  else
    end_message (socket, begin_message (job->state == RUSHES_SAMPLE_DONE ? "execution_success" : "execution_error", job));
}
