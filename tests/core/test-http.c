/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-clip-copy.h"
#include "rushes-error.h"
#include "rushes-http-fence.h"
#include "rushes-http.h"
#include "rushes-json.h"
#include "rushes-keep.h"
#include "rushes-room.h"
#include "rushes-scratch.h"

#include <glib/gstdio.h>
#include <sys/statvfs.h>

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
static int n_asked_inside;

#define LONG_SIZE (40 * 1000 * 1000)

/* Of the disk, as the program is told: what is free at each look, the last one for ever; -1: the truth is not told. */
static const gint64 *rooms;
static gint n_looks;

int
statvfs (const char *path, struct statvfs *disk)
{
  int look = g_atomic_int_add (&n_looks, 1);
  gint64 room = 0;

  for (int i = 0; i <= look && rooms != NULL && rooms[i] >= 0; i++)
    room = rooms[i];
  *disk = (struct statvfs) { .f_bsize = 1, .f_frsize = 1, .f_blocks = G_MAXINT64 / 2, .f_bavail = rooms != NULL ? (fsblkcnt_t) room : G_MAXINT64 / 4 };
  return 0;
}

static void
set_rooms (const gint64 *them)
{
  rooms = them;
  g_atomic_int_set (&n_looks, 0);
}

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
  else if (g_str_equal (path, "/long")) /* nobody says how long */
    {
      soup_message_headers_replace (answer, "ETag", etag);
      soup_message_headers_set_encoding (answer, SOUP_ENCODING_CHUNKED);
      for (int i = 0; i < LONG_SIZE / (int) sizeof content; i++)
        soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, content, sizeof content);
      soup_message_body_complete (soup_server_message_get_response_body (message));
    }
  else if (g_str_equal (path, "/circle"))
    soup_server_message_set_redirect (message, 302, "/circle");
  else if (g_str_has_prefix (path, "/inside-by-"))
    {
      g_autofree char *to = g_strdup_printf ("http://%s:%d/inside", g_str_has_suffix (path, "-name") ? "inside.test" : "127.0.0.1",
                                             g_uri_get_port (soup_server_message_get_uri (message)));
      soup_server_message_set_redirect (message, 302, to);
    }
  else if (g_str_equal (path, "/inside"))
    g_atomic_int_inc (&n_asked_inside);
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

/* 200 MB stay free: what has to come is not begun where it does not fit beside that. */
static void
test_what_cannot_fit_is_not_begun (void)
{
  const gint64 scarce[] = { RUSHES_ROOM_KEPT + (gint64) sizeof content - 1, -1 }, enough[] = { RUSHES_ROOM_KEPT + (gint64) sizeof content, -1 };
  g_autoptr (RushesHttp) http = rushes_http_new (5);
  g_autoptr (RushesEndpoint) endpoint = rushes_endpoint_new (peer.url);
  g_autofree char *folder = rushes_scratch_make (), *part = g_build_filename (folder, "x.part", NULL), *url = g_strconcat (peer.url, "/file", NULL);
  g_autoptr (GError) error = NULL;

  set_rooms (scarce);
  g_assert_false (rushes_http_download (http, endpoint, url, part, NULL, NULL, NULL, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_DISK_FULL);
  g_assert_cmpint (rushes_error_get_wanted (error), ==, RUSHES_ROOM_KEPT + (gint64) sizeof content);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  set_rooms (enough);
  g_assert_true (rushes_http_download (http, endpoint, url, part, NULL, NULL, NULL, NULL)); /* also: the first gave back what it counted on */
  set_rooms (NULL);
}

typedef struct
{
  RushesHttp *http;
  RushesEndpoint *endpoint;
  const char *url, *part;
  GError *error;
} Second;

/* While the first is being written. */
static void
begin_second (gint64 received, gint64 total, gpointer data)
{
  Second *second = data;

  if (second->error == NULL)
    g_assert_false (rushes_http_download (second->http, second->endpoint, second->url, second->part, NULL, NULL, NULL, &second->error));
}

static void
test_two_do_not_count_on_the_same_room (void)
{
  const gint64 room[] = { RUSHES_ROOM_KEPT + (gint64) sizeof content * 3 / 2, RUSHES_ROOM_KEPT + 10, -1 };
  g_autoptr (RushesHttp) http = rushes_http_new (5);
  g_autoptr (RushesEndpoint) endpoint = rushes_endpoint_new (peer.url);
  g_autofree char *folder = rushes_scratch_make (), *part = g_build_filename (folder, "x.part", NULL), *other = g_build_filename (folder, "y.part", NULL),
                  *url = g_strconcat (peer.url, "/file", NULL);
  Second second = { http, endpoint, url, other, NULL };

  set_rooms (room);
  g_assert_true (rushes_http_download (http, endpoint, url, part, begin_second, &second, NULL, NULL));
  g_assert_error (second.error, RUSHES_ERROR, RUSHES_ERROR_DISK_FULL);
  g_clear_error (&second.error);
  set_rooms (NULL);
}

/* Of what nobody knows the length it is seen while it comes; what came is there for the next try. */
static void
test_what_fills_the_disk_stops_before (void)
{
  const gint64 shrinking[] = { RUSHES_ROOM_KEPT + LONG_SIZE / 2, RUSHES_ROOM_KEPT + 1, RUSHES_ROOM_KEPT - 1, -1 };
  g_autoptr (RushesHttp) http = rushes_http_new (60);
  g_autoptr (RushesEndpoint) endpoint = rushes_endpoint_new (peer.url);
  g_autofree char *folder = rushes_scratch_make (), *part = g_build_filename (folder, "x.part", NULL), *note = g_strconcat (part, ".etag", NULL),
                  *url = g_strconcat (peer.url, "/long", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf about;

  set_rooms (shrinking);
  g_assert_false (rushes_http_download (http, endpoint, url, part, NULL, NULL, NULL, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_DISK_FULL);
  g_assert_cmpint (rushes_error_get_wanted (error), ==, RUSHES_ROOM_KEPT + RUSHES_ROOM_CLIP);
  g_assert_true (g_stat (part, &about) == 0 && about.st_size > 0 && about.st_size < LONG_SIZE && g_file_test (note, G_FILE_TEST_EXISTS));
  set_rooms (NULL);
  g_assert_true (rushes_http_download (http, endpoint, url, part, NULL, NULL, NULL, NULL));
  g_assert_true (g_stat (part, &about) == 0 && about.st_size == LONG_SIZE);
}

static void
test_room_is_counted (void)
{
  const gint64 room[] = { RUSHES_ROOM_KEPT + 1000, -1 };
  g_autofree char *folder = g_build_filename (g_get_tmp_dir (), "films", NULL), *hidden = g_build_filename (folder, ".rushes-export-1", "media", NULL), *later = g_build_filename (folder, "not", "yet", NULL), *text = NULL;
  g_autoptr (GError) error = NULL;

  set_rooms (room);
  g_assert_cmpint (rushes_room_get (later), ==, RUSHES_ROOM_KEPT + 1000);
  g_assert_true (rushes_room_check (later, 1000, NULL));
  g_assert_false (rushes_room_check (later, 1001, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_NO_ROOM);
  g_assert_cmpint (rushes_error_get_wanted (error), ==, RUSHES_ROOM_KEPT + 1001);
  g_assert_nonnull (strstr (error->message, later));
  g_clear_error (&error);
  g_assert_false (rushes_room_check (hidden, G_MAXINT64, &error)); /* what is told is where people will look for it */
  g_assert_true (strstr (error->message, folder) != NULL && strstr (error->message, ".rushes-") == NULL);
  g_assert_true (rushes_room_can_ever (folder, G_MAXINT64 / 4));
  g_assert_false (rushes_room_can_ever (folder, G_MAXINT64));
  text = rushes_room_dup_paused (1000, 3000);
  g_assert_nonnull (strstr (text, "2.0"));
  set_rooms (NULL);
}

/* What is sent with a request, and a clip that goes elsewhere: what was there stays, and nothing comes beside it. */
static void
test_copies_are_refused_as_a_whole (void)
{
  const gint64 scarce[] = { RUSHES_ROOM_KEPT + 3, -1 }, enough[] = { RUSHES_ROOM_KEPT + 4, -1 };
  g_autofree char *folder = rushes_scratch_make (), *from = g_build_filename (folder, "from.mp4", NULL), *kept = g_build_filename (folder, "data", "kept", NULL),
                  *there = g_build_filename (folder, "there", NULL), *to = g_build_filename (there, "to.mp4", NULL), *text = NULL, *copy = NULL;
  g_autoptr (GFile) source = g_file_new_for_path (from), target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;

  g_assert_true (g_mkdir (there, 0700) == 0 && g_file_set_contents (from, "clip", -1, NULL) && g_file_set_contents (to, "what was there", -1, NULL));
  set_rooms (scarce);
  g_assert_null (rushes_keep_file (from, kept, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_NO_ROOM);
  g_clear_error (&error);
  g_assert_false (rushes_clip_copy (source, target, NULL, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_NO_ROOM);
  g_assert_nonnull (strstr (error->message, there));
  g_assert_true (g_file_get_contents (to, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "what was there");
  dir = g_dir_open (there, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "to.mp4");
  g_assert_null (g_dir_read_name (dir));
  set_rooms (enough);
  copy = rushes_keep_file (from, kept, NULL);
  g_assert_nonnull (copy);
  g_assert_true (rushes_clip_copy (source, target, NULL, NULL));
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (to, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "clip");
  set_rooms (NULL);
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

/* Answers what it is told, one after the other; the last one for ever. */
struct _Names
{
  GResolver parent_instance;
  const char *const *own; /* addresses of own.test */
};

G_DECLARE_FINAL_TYPE (Names, names, TEST, NAMES, GResolver)
G_DEFINE_FINAL_TYPE (Names, names, G_TYPE_RESOLVER)

static GList *
names_look_up (GResolver *resolver, const char *host, GCancellable *cancellable, GError **error)
{
  Names *self = TEST_NAMES (resolver);
  const char *address = "127.0.0.1";

  if (g_str_equal (host, "own.test"))
    {
      address = self->own[0];
      self->own += self->own[1] != NULL;
    }
  else
    g_assert_true (g_str_equal (host, "inside.test"));
  return g_list_prepend (NULL, g_inet_address_new_from_string (address));
}

static void
names_init (Names *self)
{
}

static void
names_class_init (NamesClass *class)
{
  G_RESOLVER_CLASS (class)->lookup_by_name = names_look_up;
}

/* Whoever is out there, by the address that it has when it is asked for, does not lead in here, by whatever name. 203.0.113.1 is nobody's
 * (RFC 5737): what is connected to is this computer all the same. */
static void
test_only_neighbours_lead_inside (void)
{
  static const char *const outside[] = { "127.0.0.1", "203.0.113.1", NULL }, *const inside[] = { "127.0.0.1", NULL };
  static const char *const ways[] = { "/inside-by-name", "/inside-by-number" };
  g_autoptr (GResolver) before = g_resolver_get_default ();
  g_autoptr (Names) names = g_object_new (names_get_type (), NULL);
  g_autoptr (GUri) uri = g_uri_parse (peer.url, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *base = g_strdup_printf ("http://own.test:%d", g_uri_get_port (uri));

  g_resolver_set_default ((GResolver *) names);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (RushesHttp) http = rushes_http_new (5);
      g_autoptr (RushesEndpoint) endpoint = rushes_endpoint_new (base);
      g_autofree char *url = g_strconcat (base, ways[i / 2], NULL);
      g_autoptr (RushesHttpReply) reply = NULL;
      g_autoptr (GError) error = NULL;
      int asked = g_atomic_int_get (&n_asked_inside);

      names->own = i % 2 == 0 ? outside : inside;
      reply = rushes_http_call (http, endpoint, "GET", url, NULL, NULL, 0, NULL, &error);
      if (i % 2 == 0)
        g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL);
      else
        g_assert_no_error (error);
      g_assert_cmpint (g_atomic_int_get (&n_asked_inside), ==, asked + (i % 2));
    }
  g_resolver_set_default (before);
}

static void
test_private_addresses (void)
{
  static const char *const private[] = { "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
                                         "0.1.2.3", "::1", "::", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "ff02::1", "224.0.0.1" };
  static const char *const public[] = { "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8" };

  for (guint i = 0; i < G_N_ELEMENTS (private) + G_N_ELEMENTS (public); i++)
    {
      gboolean is_private = i < G_N_ELEMENTS (private);
      const char *text = is_private ? private[i] : public[i - G_N_ELEMENTS (private)];
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);
      if (rushes_http_fence_is_private (address) != is_private)
        g_error ("%s", text);
    }
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

/* A date is one of the server's clock, whatever ours says. */
static void
test_retry_at_a_date (void)
{
  g_autoptr (RushesEndpoint) endpoint = rushes_endpoint_new (peer.url);
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  g_autoptr (GBytes) body = g_bytes_new_static ("", 0);
  RushesHttpReply reply = { 503, headers, body };
  g_autoptr (GError) error = NULL;

  soup_message_headers_append (headers, "Date", "Fri, 31 Dec 1999 23:59:50 GMT");
  soup_message_headers_append (headers, "Retry-After", "Sat, 01 Jan 2000 00:00:00 GMT");
  error = rushes_http_reply_to_error (&reply, endpoint, NULL);
  g_assert_cmpint (rushes_error_get_retry_after_ms (error), ==, 10000);
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
  g_autoptr (GString) deep = g_string_new (NULL), hidden = g_string_new ("/*\"*/"), quoted = g_string_new ("'\"'");
  const char *texts[] = { "", "{", "{\"a\":}", "nope", "\xff\xfe{}", "{} // comment", "{'a':1}", "[\"\\377\"]", "[\"\\ud8d9\\uden\"]", NULL, NULL, NULL };

  for (int i = 0; i < 10000; i++)
    g_string_append_c (deep, '[');
  texts[9] = deep->str;
  texts[10] = g_string_append (hidden, deep->str)->str;
  texts[11] = g_string_append (quoted, deep->str)->str;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (rushes_json_parse_text (texts[i], &error));
      g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL);
    }
}

/* As many as stand in a line of 100,000 jobs; and more of them than have room in memory, although their text has. */
static void
test_json_of_many_values (void)
{
  static const struct
  {
    const char *item;
    int n;
    gboolean read;
  } cases[] = {
    { "[1,\"0b1e7b1c-6f0c-4a57-9f6a-0d9f5a6f8c11\",{\"1\":{\"class_type\":\"SaveVideo\",\"inputs\":{\"a\":[\"2\",0]}}},{\"client_id\":\"x\"},[\"1\"]]", 100000, TRUE },
    { "[]", 1000000, FALSE },
    { "{}", 1000000, FALSE },
    { "1", 4000100, FALSE },
    { "\",[{\"", 500000, TRUE }, /* no lists, but texts */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new ("[");
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) root = NULL;

      for (int k = 0; k < cases[i].n; k++)
        g_string_append_printf (text, "%s%s", k > 0 ? "," : "", cases[i].item);
      root = rushes_json_parse_text (g_string_append_c (text, ']')->str, &error);
      g_assert_true ((root != NULL) == cases[i].read);
      if (root != NULL)
        g_assert_cmpuint (json_array_get_length (json_node_get_array (root)), ==, cases[i].n);
      else
        g_assert_nonnull (strstr (error->message, "too many values"));
    }
}

/* As other programs write what they were shown; and what only looks like it stays. */
static void
test_spellings_of_a_secret (void)
{
  static const char *const bodies[][2] = {
    { "key b/Cd+Efgh12 there", "key ••• there" },
    { "B/CD+EFGH12, b/cd+efgh12", "•••, •••" },
    { "21hgfE+dC/b", "•••" },
    { "622f43642b45666768 3132", "622f43642b45666768 3132" },
    { "622f43642b456667683132 622F43642B456667683132", "••• •••" },
    { "b\\/Cd+Efgh12 b\\u002fCd+Efgh12", "••• •••" },
    { "b%2FCd%2BEfgh12 b/Cd%2BEfgh12 b%2fcd%2befgh12", "••• ••• •••" },
    { "d3d3Yi9DZCtFZmdoMTI=", "d3d3•••I=" }, /* what follows and comes before is in the same characters */
    { "bearer", "bearer" },
  };
  g_autoptr (RushesEndpoint) endpoint = rushes_endpoint_new ("http://127.0.0.1:1");

  rushes_endpoint_hide (endpoint, "b/Cd+Efgh12");
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GBytes) answer = rushes_endpoint_blot (endpoint, g_bytes_new_static (bodies[i][0], strlen (bodies[i][0])));
      g_autofree char *text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer)), *said = rushes_endpoint_redact (endpoint, bodies[i][0]);

      g_assert_cmpstr (text, ==, bodies[i][1]);
      g_assert_cmpstr (said, ==, bodies[i][1]);
    }
}

/* Python writes half a character where a name of a file is no UTF-8; json-glib would not read it, or make text of it that is none. */
static void
test_half_a_character (void)
{
  static const struct
  {
    const char *json, *text;
  } cases[] = {
    { "{\"a\":\"\\udcff.mp4\"}", "\xef\xbf\xbd.mp4" },         { "{\"a\":\"\\ud800\\nb\"}", "\xef\xbf\xbd\nb" },
    { "{\"a\":\"\\ud800\\ud800\"}", "\xef\xbf\xbd\xef\xbf\xbd" }, { "{\"a\":\"\\ud83d\\ude00\"}", "\xf0\x9f\x98\x80" },
    { "{\"a\":\"\\\\ud800\"}", "\\ud800" },                  { "{\"a\":\"b\\u0000c\"}", "b\xef\xbf\xbd" "c" },
    { "\xef\xbb\xbf{\"a\":\"b\"}", "b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) root = rushes_json_parse_text (cases[i].json, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (rushes_json_peek_string (json_node_get_object (root), "a"), ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  start_peer ();
  g_test_add_func ("/http/download-resumes-only-the-same-file", test_download_resumes_only_the_same_file);
  g_test_add_func ("/http/what-cannot-fit-is-not-begun", test_what_cannot_fit_is_not_begun);
  g_test_add_func ("/http/two-do-not-count-on-the-same-room", test_two_do_not_count_on_the_same_room);
  g_test_add_func ("/http/what-fills-the-disk-stops-before", test_what_fills_the_disk_stops_before);
  g_test_add_func ("/http/room-is-counted", test_room_is_counted);
  g_test_add_func ("/http/copies-are-refused-as-a-whole", test_copies_are_refused_as_a_whole);
  g_test_add_func ("/http/redirects-end", test_redirects_end);
  g_test_add_func ("/http/only-neighbours-lead-inside", test_only_neighbours_lead_inside);
  g_test_add_func ("/http/private-addresses", test_private_addresses);
  g_test_add_func ("/http/retry-after", test_retry_after);
  g_test_add_func ("/http/retry-at-a-date", test_retry_at_a_date);
  g_test_add_func ("/http/origins", test_origins);
  g_test_add_func ("/http/addresses-that-are-none", test_addresses_that_are_none);
  g_test_add_func ("/json/that-is-none", test_json_that_is_none);
  g_test_add_func ("/http/spellings-of-a-secret", test_spellings_of_a_secret);
  g_test_add_func ("/json/half-a-character", test_half_a_character);
  g_test_add_func ("/json/of-many-values", test_json_of_many_values);
  result = g_test_run ();
  g_main_loop_quit (peer.loop);
  g_thread_join (peer.thread);
  return result;
}
