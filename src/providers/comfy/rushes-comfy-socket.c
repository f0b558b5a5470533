/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy-socket.h"

#include "rushes-comfy-progress.h"
#include "rushes-http.h"
#include "rushes-json.h"
#include "rushes-meter.h"

#include <string.h>

/* ComfyUI's progress stream (contracts/comfyui.md, section 3). It only decorates: every job finishes
 * with this socket closed. Main thread. */

#define KEEPALIVE_S 25
#define RETRY_S 15
#define PAYLOAD_MAX (16 * 1024 * 1024)
#define TEXT_MAX (256 * 1024) /* what is said of a job is a few kB, and read in the main loop */
#define TURN_MAX (64 * 1024)

struct _RushesComfySocket
{
  GObject parent_instance;
  RushesProvider *provider;
  RushesTarget *target;
  SoupSession *session;
  SoupWebsocketConnection *connection;
  RushesMeter *meter;
  GCancellable *cancellable;
  RushesComfyProgress *progress;
  gboolean has_flags; /* the server names the job of each preview */
  char *current;      /* else: the job that runs, from the last message that named one */
  guint retry;
};

G_DEFINE_FINAL_TYPE (RushesComfySocket, rushes_comfy_socket, G_TYPE_OBJECT)

static void connect_socket (RushesComfySocket *self);

static gboolean
on_retry (gpointer data)
{
  RushesComfySocket *self = data;

  self->retry = 0;
  connect_socket (self);
  return G_SOURCE_REMOVE;
}

static void
retry_later (RushesComfySocket *self)
{
  g_clear_object (&self->connection);
  g_clear_object (&self->meter);
  if (self->retry == 0 && !g_cancellable_is_cancelled (self->cancellable))
    self->retry = g_timeout_add_seconds (RETRY_S, on_retry, self);
}

static void
take_progress (RushesComfySocket *self, const char *type, JsonObject *data)
{
  const char *job_id = rushes_json_peek_string (data, "prompt_id");
  g_autofree char *stage = NULL;
  double fraction;

  if (job_id != NULL)
    {
      g_free (self->current);
      self->current = g_strdup (job_id);
    }
  if (rushes_comfy_progress_take (self->progress, type, data, &fraction, &stage))
    rushes_provider_emit_progress (self->provider, job_id, fraction, stage);
}

/* One text frame; unknown types are ignored. */
void
rushes_comfy_socket_take_text (RushesComfySocket *self, const char *text)
{
  g_autoptr (JsonNode) root = rushes_json_parse_text (text, NULL);
  JsonObject *message = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonObject *data = message != NULL ? rushes_json_peek_object (message, "data") : NULL;
  const char *type = message != NULL ? rushes_json_peek_string (message, "type") : NULL;

  if (g_strcmp0 (type, "feature_flags") == 0)
    self->has_flags = TRUE;
  if (data != NULL && type != NULL)
    take_progress (self, type, data);
}

static guint32
read_u32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | data[1] << 16 | data[2] << 8 | data[3];
}

/* A frame of type 1 does not say whose it is. A server that understood our flag sends ours as type 4, so this is
 * somebody else's; an older one sends them to the client whose job runs. */
static void
take_plain_preview (RushesComfySocket *self, GBytes *frame)
{
  gsize size = g_bytes_get_size (frame);
  g_autoptr (GBytes) picture = NULL;

  if (self->has_flags || self->current == NULL || size <= 8)
    return;
  picture = g_bytes_new_from_bytes (frame, 8, size - 8);
  rushes_provider_emit_preview (self->provider, self->current, picture);
}

/* One binary frame: 1 = preview, 4 = preview with its job's id (section 3). */
void
rushes_comfy_socket_take_frame (RushesComfySocket *self, GBytes *frame)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (frame, &size);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GBytes) picture = NULL;
  const char *job_id;
  guint32 length;

  if (size >= 8 && read_u32 (data) == 1)
    take_plain_preview (self, frame);
  if (size < 8 || read_u32 (data) != 4)
    return;
  length = read_u32 (data + 4);
  if (length > size - 8)
    return;
  text = g_strndup ((const char *) data + 8, length);
  root = rushes_json_parse_text (text, NULL);
  job_id = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
             ? rushes_json_peek_string (json_node_get_object (root), "prompt_id")
             : NULL;
  if (job_id == NULL || size - 8 - length == 0)
    return;
  picture = g_bytes_new_from_bytes (frame, 8 + length, size - 8 - length);
  rushes_provider_emit_preview (self->provider, job_id, picture);
}

static void
on_message (SoupWebsocketConnection *connection, int type, GBytes *message, gpointer data)
{
  RushesComfySocket *self = data;

  if (self->meter != NULL)
    rushes_meter_restart (self->meter);
  if (type == SOUP_WEBSOCKET_DATA_BINARY)
    rushes_comfy_socket_take_frame (self, message);
  else if (g_bytes_get_size (message) <= TEXT_MAX)
    {
      g_autoptr (GBytes) clean = rushes_endpoint_blot (rushes_target_get_endpoint (self->target), g_bytes_ref (message));
      g_autofree char *text = g_strndup (g_bytes_get_data (clean, NULL), g_bytes_get_size (clean));
      rushes_comfy_socket_take_text (self, text);
    }
}

static void
on_closed (SoupWebsocketConnection *connection, gpointer data)
{
  retry_later (data);
}

/* A frame; a message of many frames, for which libsoup has a bound from 3.8 on; and what comes in one turn of the main loop. */
static void
bound (RushesComfySocket *self)
{
  soup_websocket_connection_set_max_incoming_payload_size (self->connection, PAYLOAD_MAX);
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (self->connection), "max-total-message-size") != NULL)
    g_object_set (self->connection, "max-total-message-size", (guint64) PAYLOAD_MAX, NULL);
  self->meter = rushes_meter_new_between (self->connection, PAYLOAD_MAX, TURN_MAX);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesComfySocket) self = data;
  SoupWebsocketConnection *connection =
    soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);

  if (connection == NULL)
    {
      g_debug ("No progress stream: %s", error->message);
      retry_later (self);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_object_unref (connection);
      return;
    }
  self->connection = connection;
  bound (self);
  soup_websocket_connection_set_keepalive_interval (connection, KEEPALIVE_S);
  g_signal_connect_object (connection, "message", G_CALLBACK (on_message), self, 0);
  g_signal_connect_object (connection, "closed", G_CALLBACK (on_closed), self, 0);
  soup_websocket_connection_send_text (
    connection, "{\"type\":\"feature_flags\",\"data\":{\"supports_preview_metadata\":true}}");
}

static void
connect_socket (RushesComfySocket *self)
{
  RushesEndpoint *endpoint = rushes_target_get_endpoint (self->target);
  g_autofree char *query =
    g_strconcat ("clientId=", rushes_connection_get_id (rushes_target_get_connection (self->target)), NULL);
  g_autofree char *url = rushes_endpoint_build_url (endpoint, "/api/ws", query);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);

  if (message == NULL)
    return;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  rushes_http_prepare_message (message, endpoint);
  soup_session_websocket_connect_async (self->session, message, NULL, NULL, G_PRIORITY_DEFAULT, self->cancellable,
                                        on_connected, g_object_ref (self));
}

static void
rushes_comfy_socket_dispose (GObject *object)
{
  RushesComfySocket *self = RUSHES_COMFY_SOCKET (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->retry, g_source_remove);
  g_clear_object (&self->connection);
  g_clear_object (&self->meter);
  g_clear_object (&self->session);
  g_clear_object (&self->provider);
  G_OBJECT_CLASS (rushes_comfy_socket_parent_class)->dispose (object);
}

static void
rushes_comfy_socket_finalize (GObject *object)
{
  RushesComfySocket *self = RUSHES_COMFY_SOCKET (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->progress, rushes_comfy_progress_free);
  g_free (self->current);
  g_clear_pointer (&self->target, rushes_target_unref);
  G_OBJECT_CLASS (rushes_comfy_socket_parent_class)->finalize (object);
}

static void
rushes_comfy_socket_class_init (RushesComfySocketClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_comfy_socket_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_comfy_socket_finalize;
}

static void
rushes_comfy_socket_init (RushesComfySocket *self)
{
  self->cancellable = g_cancellable_new ();
}

/* @outlines: borrowed from the provider, which is kept. Connects at once and again after every break, until the last reference goes. */
RushesComfySocket *
rushes_comfy_socket_new (RushesProvider *provider, RushesTarget *target, RushesComfyOutlines *outlines)
{
  RushesComfySocket *self = g_object_new (RUSHES_TYPE_COMFY_SOCKET, NULL);

  self->provider = g_object_ref (provider);
  self->target = rushes_target_ref (target);
  self->progress = rushes_comfy_progress_new (outlines);
  self->session = soup_session_new_with_options ("timeout", 0, "idle-timeout", 0, NULL);
  connect_socket (self);
  return self;
}
