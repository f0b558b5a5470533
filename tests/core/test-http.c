/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-error.h"
#include "rushes-http.h"
#include "rushes-json.h"
#include "rushes-scratch.h"

/* HTTP against a server of its own thread that does what the path says. */

typedef struct
{
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  char *url;
  GMutex mutex;
  GCond ready;
} Peer;

static char content[100000];
static const char *etag = "\"one\"";

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  SoupMessageHeaders *answer = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, 200, NULL);
  if (g_str_equal (path, "/file"))
    {
      soup_message_headers_replace (answer, "ETag", etag);
      soup_server_message_set_response (message, "video/mp4", SOUP_MEMORY_STATIC, content, sizeof content);
    }
  else if (g_str_equal (path, "/circle"))
    soup_server_message_set_redirect (message, 302, "/circle");
  else if (g_str_equal (path, "/wait"))
    {
      soup_message_headers_replace (answer, "Retry-After", "7");
      soup_server_message_set_status (message, 429, NULL);
    }
  else
    soup_server_message_set_status (message, 404, NULL);
}

static gpointer
run (gpointer data)
{
  Peer *peer = data;
  g_autoptr (SoupServer) server = NULL;
  GSList *uris;

  g_main_context_push_thread_default (peer->context);
  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, on_request, NULL, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  g_mutex_lock (&peer->mutex);
  peer->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_cond_signal (&peer->ready);
  g_mutex_unlock (&peer->mutex);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (peer->loop);
  return NULL;
}

static Peer peer;

static void
start_peer (void)
{
  peer.context = g_main_context_new ();
  peer.loop = g_main_loop_new (peer.context, FALSE);
  peer.thread = g_thread_new ("peer", run, &peer);
  g_mutex_lock (&peer.mutex);
  while (peer.url == NULL)
    g_cond_wait (&peer.ready, &peer.mutex);
  g_mutex_unlock (&peer.mutex);
}

static void
test_download_resumes_only_the_same_file (void)
{
  g_autoptr (RushesHttp) http = rushes_http_new (5);
  g_autoptr (RushesEndpoint) endpoint = rushes_endpoint_new (peer.url);
  g_autofree char *folder = rushes_scratch_make ();
  g_autofree char *part = g_build_filename (folder, "x.part", NULL);
  g_autofree char *note = g_strconcat (part, ".etag", NULL);
  g_autofree char *url = g_strconcat (peer.url, "/file", NULL);
  static const char *const notes[] = { "\"one\"", "\"another\"" };

  for (gsize i = 0; i < sizeof content; i++)
    content[i] = (char) (i * 7);
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *got = NULL;
      gsize length;

      /* The first half is there; with another validator it is of another file, and is full of X. */
      g_autofree char *half = g_memdup2 (content, sizeof content / 2);
      if (i == 1)
        memset (half, 'X', sizeof content / 2);
      g_file_set_contents (part, half, sizeof content / 2, NULL);
      g_file_set_contents (note, notes[i], -1, NULL);
      g_assert_true (rushes_http_download (http, endpoint, url, part, NULL, NULL, NULL, &error));
      g_assert_no_error (error);
      g_file_get_contents (part, &got, &length, NULL);
      g_assert_cmpmem (got, length, content, sizeof content);
      g_assert_false (g_file_test (note, G_FILE_TEST_EXISTS));
    }
}

static void
test_redirects_end (void)
{
  g_autoptr (RushesHttp) http = rushes_http_new (5);
  g_autoptr (RushesEndpoint) endpoint = rushes_endpoint_new (peer.url);
  g_autofree char *url = g_strconcat (peer.url, "/circle", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (rushes_http_call (http, endpoint, "GET", url, NULL, NULL, 0, NULL, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_null (rushes_http_call (http, endpoint, "POST", url, NULL, NULL, RUSHES_HTTP_CREATES, NULL, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_REJECTED);
}

static void
test_retry_after (void)
{
  g_autoptr (RushesHttp) http = rushes_http_new (5);
  g_autoptr (RushesEndpoint) endpoint = rushes_endpoint_new (peer.url);
  g_autofree char *url = g_strconcat (peer.url, "/wait", NULL);
  g_autoptr (RushesHttpReply) reply = rushes_http_call (http, endpoint, "GET", url, NULL, NULL, 0, NULL, NULL);
  g_autoptr (GError) error = rushes_http_reply_to_error (reply, endpoint, "slow down");

  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_BUSY);
  g_assert_cmpint (rushes_error_get_retry_after_ms (error), ==, 7000);
}

/* Secrets are for one origin. */
static void
test_origins (void)
{
  g_autoptr (RushesEndpoint) endpoint = rushes_endpoint_new ("https://host.example/base");
  static const struct
  {
    const char *url;
    gboolean owned;
  } cases[] = {
    { "https://host.example/other", TRUE },    { "https://HOST.example:443/x", TRUE }, { "http://host.example/x", FALSE },
    { "https://host.example:444/x", FALSE },   { "https://evil.example/x", FALSE },    { "https://host.example.evil/x", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GUri) uri = g_uri_parse (cases[i].url, 0, NULL);
      g_assert_cmpint (rushes_endpoint_owns (endpoint, uri), ==, cases[i].owned);
    }
}

static void
test_addresses_that_are_none (void)
{
  static const char *const urls[] = { "file:///etc/passwd", "ftp://host/x", "http://", "nonsense", "" };
  g_autoptr (RushesHttp) http = rushes_http_new (5);
  g_autoptr (RushesEndpoint) endpoint = rushes_endpoint_new (peer.url);

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (rushes_http_call (http, endpoint, "GET", urls[i], NULL, NULL, 0, NULL, &error));
      g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID);
    }
}

static void
test_json_that_is_none (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  const char *texts[] = { "", "{", "{\"a\":}", "nope", "\xff\xfe{}", NULL };

  for (int i = 0; i < 10000; i++)
    g_string_append_c (deep, '[');
  texts[5] = deep->str;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (rushes_json_parse_text (texts[i], &error));
      g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL);
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  start_peer ();
  g_test_add_func ("/http/download-resumes-only-the-same-file", test_download_resumes_only_the_same_file);
  g_test_add_func ("/http/redirects-end", test_redirects_end);
  g_test_add_func ("/http/retry-after", test_retry_after);
  g_test_add_func ("/http/origins", test_origins);
  g_test_add_func ("/http/addresses-that-are-none", test_addresses_that_are_none);
  g_test_add_func ("/json/that-is-none", test_json_that_is_none);
  result = g_test_run ();
  g_main_loop_quit (peer.loop);
  g_thread_join (peer.thread);
  return result;
}
