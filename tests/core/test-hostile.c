/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-socket.h"
#include "rushes-comfy.h"
#include "rushes-error.h"
#include "rushes-http.h"

#include <stdio.h>
#include <string.h>

/* Servers that say what no server says, byte by byte. */

#define STEP_US 200000 /* between two bytes of one that drips: less than the second after which it would count as silent */

#define MB (1024 * 1024)
#define FLOOD_MAX (64 * MB) /* where nobody has hung up by then, nobody would */

static char *base, *base_tls;
static gint n_sent, is_over; /* of a flood */

static gboolean
say (GOutputStream *out, const char *text)
{
  return g_output_stream_write_all (out, text, strlen (text), NULL, NULL, NULL);
}

/* The same over and over, until whoever listens hangs up. */
static void
repeat (GOutputStream *out, const char *text, gulong pause_us)
{
  while (say (out, text))
    if (pause_us > 0)
      g_usleep (pause_us); /* this is what it does, nobody waits for it */
}

static void
answer (GOutputStream *out, const char *path)
{
  static const struct
  {
    const char *path, *text;
  } plain[] = {
    { "/short", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{}" },
    { "/long", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}{}{}{}" },
    { "/above", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n{}" },
    { "/both", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" },
    { "/chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{}" },
    { "/no-chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnone\r\n{}" },
    { "/no-http", "220 mail.example.org ESMTP\r\n" },
    { "/nothing", "" },
    { "/status", "HTTP/1.1 99999 ?\r\n\r\n" },
    { "/no-gzip", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd" },
    { "/to-nowhere", "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n" },
    { "/to-itself", "HTTP/1.1 302 Found\r\nLocation: /to-itself\r\nContent-Length: 0\r\n\r\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    if (g_str_equal (path, plain[i].path))
      say (out, plain[i].text);
  if (g_str_equal (path, "/drip-head") && say (out, "HTTP/1.1 200 OK\r\n"))
    repeat (out, "X: y\r\n", STEP_US);
  if (g_str_equal (path, "/drip-body") && say (out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"))
    repeat (out, " ", STEP_US);
  if (g_str_equal (path, "/endless-head") && say (out, "HTTP/1.1 200 OK\r\n"))
    repeat (out, "X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n", 0);
  if (g_str_equal (path, "/endless-body") && say (out, "HTTP/1.1 200 OK\r\n\r\n"))
    repeat (out, "                                                                                                   ", 0);
}

/* Returns: (transfer full): what a server says to who wants a websocket */
static char *
shake_hands (GDataInputStream *in)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree char *accept = NULL;
  guint8 digest[20];
  gsize size = sizeof digest;

  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (in, NULL, NULL, NULL);

      if (line == NULL || *line == '\0')
        break;
      if (g_ascii_strncasecmp (line, "Sec-WebSocket-Key: ", 19) == 0)
        g_checksum_update (sum, (guchar *) line + 19, -1);
    }
  g_checksum_update (sum, (guchar *) "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", -1);
  g_checksum_get_digest (sum, digest, &size);
  accept = g_base64_encode (digest, size);
  return g_strdup_printf ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n", accept);
}

static void
append_frame (GByteArray *frames_ahead, guint8 kind, const char *text)
{
  gsize length = strlen (text);
  const guint8 head[4] = { kind, MIN (length, 126), length >> 8, length & 0xff };

  g_byte_array_append (frames_ahead, head, length < 126 ? 2 : 4);
  g_byte_array_append (frames_ahead, (const guint8 *) text, length);
}

/* A frame of @first, and then of @more over and over, many at a time. */
static void
flood (GOutputStream *out, guint8 first, guint8 more, const char *text, gint n_most)
{
  g_autoptr (GByteArray) frames_ahead = g_byte_array_new ();

  append_frame (frames_ahead, first, text);
  while (frames_ahead->len < 32 * 1024)
    append_frame (frames_ahead, more, text);
  while (g_atomic_int_get (&n_sent) < n_most && g_output_stream_write_all (out, frames_ahead->data, frames_ahead->len, NULL, NULL, NULL))
    {
      g_atomic_int_add (&n_sent, (gint) frames_ahead->len);
      frames_ahead->data[0] = more;
    }
  g_atomic_int_set (&is_over, TRUE);
}

#define PROGRESS "{\"type\":\"progress\",\"data\":{\"value\":1,\"max\":2,\"prompt_id\":\"j\",\"node\":\"1\"}}"

static void
speak (GDataInputStream *in, GOutputStream *out, const char *path)
{
  g_autofree char *hands = shake_hands (in), *large = g_strnfill (65535, 'x'), *small = g_strnfill (1000, 'x');

  g_atomic_int_set (&n_sent, 0);
  g_atomic_int_set (&is_over, FALSE);
  if (!say (out, hands))
    return;
  if (g_str_has_prefix (path, "/fragments/"))
    flood (out, 0x02, 0x00, large, FLOOD_MAX); /* none of them is the last */
  else if (g_str_has_prefix (path, "/small/"))
    flood (out, 0x01, 0x00, small, FLOOD_MAX);
  else
    flood (out, 0x81, 0x81, PROGRESS, 16 * MB);
}

static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  g_autoptr (GDataInputStream) in = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_autofree char *line = g_data_input_stream_read_line (in, NULL, NULL, NULL); /* of what may be no HTTP */
  char path[64];

  g_data_input_stream_set_newline_type (in, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  if (line != NULL && sscanf (line, "GET %63s", path) == 1 && strstr (path, "/api/ws") != NULL)
    speak (in, g_io_stream_get_output_stream (G_IO_STREAM (connection)), path);
  else if (line != NULL && sscanf (line, "GET %63s", path) == 1)
    answer (g_io_stream_get_output_stream (G_IO_STREAM (connection)), path);
  return TRUE; /* what is no HTTP, such as TLS, is broken off */
}

static gpointer
run_loop (gpointer context)
{
  g_autoptr (GSocketService) service = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  guint16 port;

  g_main_context_push_thread_default (context);
  service = g_threaded_socket_service_new (-1);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_signal_connect (service, "run", G_CALLBACK (on_run), NULL);
  g_socket_service_start (service);
  base_tls = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_atomic_pointer_set (&base, g_strdup_printf ("http://127.0.0.1:%u", port));
  g_main_loop_run (loop);
  return NULL;
}

/* Returns: (transfer full) (nullable): what it ended with; NULL: an answer */
static GError *
call (const char *start, const char *path)
{
  g_autoptr (RushesHttp) http = rushes_http_new (1);
  g_autoptr (RushesEndpoint) endpoint = rushes_endpoint_new (start);
  g_autofree char *url = g_strconcat (start, path, NULL);
  GError *error = NULL;
  g_autoptr (RushesHttpReply) reply = rushes_http_call (http, endpoint, "GET", url, NULL, NULL, RUSHES_HTTP_PLAIN, NULL, &error);

  g_assert_true ((reply == NULL) == (error != NULL));
  return error;
}

static void
test_answers_that_are_none (void)
{
  static const char *const paths[] = { "/short", "/no-http", "/nothing", "/endless-head", "/endless-body",
                                       "/to-nowhere", "/to-itself" };
  static const char *const odd[] = { "/no-gzip", "/chunk", "/no-chunk", "/long", "/above", "/both", "/status" }; /* a lenient reader may make something of them */

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = call (base, paths[i]);
      if (error == NULL)
        g_error ("%s is taken for an answer", paths[i]);
      g_assert_cmpint (error->domain, ==, RUSHES_ERROR);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (GError) error = call (base, odd[i]);
      g_assert_true (error == NULL || error->domain == RUSHES_ERROR);
    }
}

static void
test_tls_that_is_broken_off (void)
{
  g_autoptr (GError) error = call (base_tls, "/");

  g_assert_nonnull (error);
  g_assert_cmpint (error->domain, ==, RUSHES_ERROR);
}

static gpointer
call_drip (gpointer path)
{
  return call (base, path);
}

/* They are never silent for as long as a connection may be. */
static void
test_answers_that_drip_end (void)
{
  GThread *threads[] = { g_thread_new ("head", call_drip, (gpointer) "/drip-head"), g_thread_new ("body", call_drip, (gpointer) "/drip-body") };

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (GError) error = g_thread_join (threads[i]);
      g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_UNREACHABLE);
      g_assert_nonnull (strstr (error->message, "10 seconds"));
    }
}

static const struct
{
  const char *bytes;
  gsize size;
} frames[] = {
  { "\x82\x7f\0\0\0\0\x80\0\0\0", 10 }, /* of 2 GB */
  { "\x82\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10 },
  { "\x83\0", 2 },             /* of a kind that is reserved */
  { "\x80\0", 2 },             /* goes on with nothing */
  { "\xf2\0", 2 },             /* with flags that nobody agreed upon */
};

static void
on_closed (SoupWebsocketConnection *connection, gpointer n_closed)
{
  ++*(int *) n_closed;
  g_object_unref (connection);
}

static void
on_websocket (SoupServer *server, SoupServerMessage *message, const char *path, SoupWebsocketConnection *connection, gpointer data)
{
  static guint next = 0;
  GOutputStream *out = g_io_stream_get_output_stream (soup_websocket_connection_get_io_stream (connection));

  g_signal_connect (g_object_ref (connection), "closed", G_CALLBACK (on_closed), data);
  g_assert_true (g_output_stream_write_all (out, frames[next % G_N_ELEMENTS (frames)].bytes, frames[next % G_N_ELEMENTS (frames)].size, NULL, NULL, NULL));
  next++;
}

/* Each of them ends the stream, which only decorates. */
static void
test_frames_that_are_none (void)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (RushesHttp) http = rushes_http_new (1);
  g_autoptr (RushesProvider) provider = rushes_comfy_new (http);
  RushesComfyOutlines *outlines = rushes_comfy_outlines_new ();
  GSList *uris;
  g_autofree char *url = NULL;
  int n_closed = 0;

  soup_server_add_websocket_handler (server, NULL, NULL, NULL, on_websocket, &n_closed, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autoptr (RushesConnection) connection = rushes_connection_new ("i", RUSHES_PROVIDER_COMFYUI, "n", url, NULL, TRUE);
      g_autoptr (RushesTarget) target = rushes_target_new (connection, NULL);
      g_autoptr (RushesComfySocket) socket = rushes_comfy_socket_new (provider, target, outlines);

      while (n_closed <= (int) i)
        g_main_context_iteration (NULL, TRUE);
    }
  rushes_comfy_outlines_free (outlines);
}

typedef struct
{
  RushesProvider *provider;
  RushesComfyOutlines *outlines;
  RushesComfySocket *socket;
} Stream;

static void
stream_open (Stream *stream, const char *path)
{
  g_autoptr (RushesHttp) http = rushes_http_new (1);
  g_autofree char *url = g_strconcat (base, path, NULL);
  g_autoptr (RushesConnection) connection = rushes_connection_new ("i", RUSHES_PROVIDER_COMFYUI, "n", url, NULL, TRUE);
  g_autoptr (RushesTarget) target = rushes_target_new (connection, NULL);

  stream->provider = rushes_comfy_new (http);
  stream->outlines = rushes_comfy_outlines_new ();
  stream->socket = rushes_comfy_socket_new (stream->provider, target, stream->outlines);
}

static void
stream_close (Stream *stream)
{
  g_object_unref (stream->socket);
  while (!g_atomic_int_get (&is_over)) /* the flood finds out by itself that nobody is there */
    g_main_context_iteration (NULL, FALSE);
  g_object_unref (stream->provider);
  rushes_comfy_outlines_free (stream->outlines);
}

static gboolean
wake (gpointer nothing)
{
  return G_SOURCE_CONTINUE;
}

static void
test_a_message_without_an_end (void)
{
  static const char *const paths[] = { "/fragments", "/small" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      Stream stream;
      guint source = g_timeout_add (10, wake, NULL);

      g_atomic_int_set (&is_over, FALSE);
      stream_open (&stream, paths[i]);
      while (!g_atomic_int_get (&is_over))
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (g_atomic_int_get (&n_sent), <, FLOOD_MAX / 2); /* 16 MB, and what lay in the kernel */
      g_assert_cmpint (g_atomic_int_get (&n_sent), >, 8 * MB);
      g_source_remove (source);
      stream_close (&stream);
    }
}

static void
on_progress (RushesProvider *provider, const char *id, double fraction, const char *stage, gpointer n)
{
  ++*(int *) n;
}

/* Whole messages, more of them than anybody can read: what else the main loop has to do comes in between. */
static void
test_a_flood_leaves_turns_to_others (void)
{
  Stream stream;
  int n = 0, before = 0, most = 0;

  stream_open (&stream, "/flood");
  g_signal_connect (stream.provider, "progress", G_CALLBACK (on_progress), &n);
  for (; n < MB / (int) strlen (PROGRESS); before = n)
    {
      g_main_context_iteration (NULL, TRUE);
      most = MAX (most, n - before);
    }
  g_assert_cmpint (most, <=, 80 * 1024 / (int) strlen (PROGRESS)); /* and what came with the handshake */
  stream_close (&stream);
}

int
main (int argc, char **argv)
{
  GMainContext *context = g_main_context_new ();

  g_test_init (&argc, &argv, NULL);
  g_thread_unref (g_thread_new ("server", run_loop, context));
  while (g_atomic_pointer_get (&base) == NULL)
    g_thread_yield ();
  g_test_add_func ("/hostile/answers-that-are-none", test_answers_that_are_none);
  g_test_add_func ("/hostile/tls-that-is-broken-off", test_tls_that_is_broken_off);
  g_test_add_func ("/hostile/answers-that-drip-end", test_answers_that_drip_end);
  g_test_add_func ("/hostile/frames-that-are-none", test_frames_that_are_none);
  g_test_add_func ("/hostile/a-message-without-an-end", test_a_message_without_an_end);
  g_test_add_func ("/hostile/a-flood-leaves-turns-to-others", test_a_flood_leaves_turns_to_others);
  return g_test_run ();
}
