/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sample-server.h"

#include "rushes-sample-http.h"
#include "rushes-sample-resources.h"

/* The sample server: ComfyUI at the root and the Videos API below /v1 of one loopback port, on a thread of
 * its own. It shares no code with the providers, so that a mistake in one cannot hide in the other. */
struct _RushesSampleServer
{
  GObject parent_instance;
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  int port;
  char *comfy_url, *videos_url, *behaviour, *key;
  int run_ms;
  gboolean old;
  char *lacks;
  GMutex mutex;
  GCond ready;
  gboolean started; /* under the mutex */
  GError *error;
};

G_DEFINE_FINAL_TYPE (RushesSampleServer, rushes_sample_server, G_TYPE_OBJECT)

static gboolean
is_allowed (RushesSampleWorld *world, SoupServerMessage *message)
{
  const char *shown = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");

  return world->key == NULL || (shown != NULL && g_str_has_prefix (shown, "Bearer ") && g_str_equal (shown + 7, world->key));
}

/* What the tests ask: how many creates each prompt saw, how many asked for a part only, and which headers arrived. */
static gboolean
handle_test (RushesSampleWorld *world, SoupServerMessage *message, const char *path)
{
  JsonBuilder *builder;
  GHashTableIter iter;
  gpointer prompt, count;

  if (!g_str_has_prefix (path, "/sample/"))
    return FALSE;
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  if (g_str_equal (path, "/sample/creates"))
    {
      g_hash_table_iter_init (&iter, rushes_sample_jobs_get_creates (world->jobs));
      while (g_hash_table_iter_next (&iter, &prompt, &count))
        rushes_sample_http_number (builder, prompt, GPOINTER_TO_INT (count));
    }
  else if (g_str_equal (path, "/sample/ranges"))
    rushes_sample_http_number (builder, "ranges", world->n_ranges);
  else
    {
      SoupMessageHeadersIter headers;
      const char *name, *value;
      soup_message_headers_iter_init (&headers, soup_server_message_get_request_headers (message));
      while (soup_message_headers_iter_next (&headers, &name, &value))
        rushes_sample_http_member (builder, name, value);
    }
  json_builder_end_object (builder);
  rushes_sample_http_json (message, 200, builder);
  return TRUE;
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  RushesSampleWorld *world = data;

  if (handle_test (world, message, path))
    return;
  world->n_ranges += soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Range") != NULL;
  if (!is_allowed (world, message))
    rushes_sample_http_text (message, 401, "application/json",
                             "{\"error\":{\"message\":\"Incorrect API key provided.\",\"type\":\"invalid_request_error\","
                             "\"param\":null,\"code\":\"invalid_api_key\"}}");
  else if (!rushes_sample_videos_handle (world, message, path, query) &&
           !rushes_sample_comfy_handle (world, message, path, query))
    rushes_sample_http_text (message, 404, "text/plain; charset=utf-8", "404: Not Found");
}

static void
on_websocket (SoupServer *server, SoupServerMessage *message, const char *path, SoupWebsocketConnection *connection,
              gpointer data)
{
  RushesSampleWorld *world = data;
  const char *text = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr (GHashTable) query = text != NULL ? g_uri_parse_params (text, -1, "&", 0, NULL) : NULL;
  const char *id = query != NULL ? g_hash_table_lookup (query, "clientId") : NULL;

  if (rushes_sample_behaviour_take (world->behaviour, "socket") != NULL)
    soup_websocket_connection_close (connection, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
  else if (id != NULL)
    g_hash_table_insert (world->sockets, g_strdup (id), g_object_ref (connection));
}

static void
on_step (RushesSampleJob *job, gpointer data)
{
  rushes_sample_comfy_tell (data, job);
}

static void
report_ready (RushesSampleServer *self)
{
  g_mutex_lock (&self->mutex);
  self->started = TRUE;
  g_cond_signal (&self->ready);
  g_mutex_unlock (&self->mutex);
}

static gboolean
listen_locally (RushesSampleServer *self, RushesSampleWorld *world)
{
  GSList *uris;

  if (!soup_server_listen_local (world->server, self->port, SOUP_SERVER_LISTEN_IPV4_ONLY, &self->error))
    return FALSE;
  uris = soup_server_get_uris (world->server);
  self->port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  self->comfy_url = g_strdup_printf ("http://127.0.0.1:%d", self->port);
  self->videos_url = g_strdup_printf ("http://127.0.0.1:%d/v1", self->port);
  return TRUE;
}

static gpointer
run (gpointer data)
{
  RushesSampleServer *self = data;
  RushesSampleWorld world = { 0 };

  g_main_context_push_thread_default (self->context);
  world.behaviour = rushes_sample_behaviour_new (self->behaviour, &self->error);
  if (world.behaviour != NULL)
    {
      world.server = soup_server_new ("server-header", "Rushes sample server", NULL);
      world.key = self->key;
      world.old = self->old;
      world.lacks = self->lacks;
      world.uploads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      world.sockets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      world.jobs = rushes_sample_jobs_new (self->run_ms, on_step, &world);
      soup_server_add_handler (world.server, NULL, on_request, &world, NULL);
      soup_server_add_websocket_handler (world.server, "/ws", NULL, NULL, on_websocket, &world, NULL);
      soup_server_add_websocket_handler (world.server, "/api/ws", NULL, NULL, on_websocket, &world, NULL);
      if (listen_locally (self, &world))
        {
          report_ready (self);
          g_main_loop_run (self->loop);
        }
      soup_server_disconnect (world.server);
      g_hash_table_unref (world.uploads);
      g_hash_table_unref (world.sockets);
      rushes_sample_jobs_free (world.jobs);
      g_object_unref (world.server);
      rushes_sample_behaviour_free (world.behaviour);
    }
  report_ready (self);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
register_resources (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      rushes_sample_resources_register_resource ();
      g_once_init_leave (&once, 1);
    }
}

/* Starts and waits until it listens. Blocking, for a moment. */
RushesSampleServer *
rushes_sample_server_start (const RushesSampleOptions *options, GError **error)
{
  g_autoptr (RushesSampleServer) self = g_object_new (RUSHES_TYPE_SAMPLE_SERVER, NULL);

  register_resources ();
  self->port = options->port;
  self->behaviour = g_strdup (options->behaviour);
  self->key = g_strdup (options->key);
  self->run_ms = options->run_ms;
  self->old = options->old;
  self->lacks = g_strdup (options->lacks);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("sample-server", run, self);
  g_mutex_lock (&self->mutex);
  while (!self->started)
    g_cond_wait (&self->ready, &self->mutex);
  g_mutex_unlock (&self->mutex);
  if (self->error == NULL)
    return g_steal_pointer (&self);
  g_propagate_error (error, g_steal_pointer (&self->error));
  return NULL;
}

static gboolean
quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/* Ends it; jobs and files are gone. Blocking until its thread has ended. */
void
rushes_sample_server_stop (RushesSampleServer *self)
{
  if (self->thread == NULL)
    return;
  g_main_context_invoke (self->context, quit, self->loop);
  g_thread_join (g_steal_pointer (&self->thread));
}

const char *
rushes_sample_server_get_comfy_url (RushesSampleServer *self)
{
  return self->comfy_url;
}

const char *
rushes_sample_server_get_videos_url (RushesSampleServer *self)
{
  return self->videos_url;
}

/* Returns: (transfer full): what makes the clips here: "x264enc", or why there will be none */
char *
rushes_sample_server_dup_maker (void)
{
  const char *encoder = rushes_sample_get_encoder ();

  return g_strdup (encoder != NULL ? encoder : "no encoder");
}

static void
rushes_sample_server_finalize (GObject *object)
{
  RushesSampleServer *self = RUSHES_SAMPLE_SERVER (object);

  rushes_sample_server_stop (self);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_clear_error (&self->error);
  g_free (self->comfy_url);
  g_free (self->videos_url);
  g_free (self->behaviour);
  g_free (self->key);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->ready);
  G_OBJECT_CLASS (rushes_sample_server_parent_class)->finalize (object);
}

static void
rushes_sample_server_class_init (RushesSampleServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_sample_server_finalize;
}

static void
rushes_sample_server_init (RushesSampleServer *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->ready);
}
