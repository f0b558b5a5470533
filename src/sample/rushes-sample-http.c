/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sample-http.h"

#include "rushes-json-text.h"

#include <string.h>

#define DEPTH_MAX 256
#define HUGE_BYTES (80 * 1024 * 1024)

void
rushes_sample_http_member (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

void
rushes_sample_http_number (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

/* @builder: (transfer full) */
void
rushes_sample_http_json (SoupServerMessage *message, guint status, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  rushes_sample_http_text (message, status, "application/json; charset=utf-8", text);
  g_object_unref (builder);
}

void
rushes_sample_http_text (SoupServerMessage *message, guint status, const char *type, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

/* Closes the connection with nothing more said. */
void
rushes_sample_http_cut (SoupServerMessage *message)
{
  GIOStream *stream = soup_server_message_steal_connection (message);

  if (stream == NULL)
    return;
  g_io_stream_close (stream, NULL, NULL);
  g_object_unref (stream);
}

JsonObject *
rushes_sample_http_read (SoupServerMessage *message, JsonNode **root)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autofree char *clean = length > 0 ? rushes_json_text_clean (text, (gssize) length, DEPTH_MAX, NULL) : NULL;

  *root = NULL;
  if (clean == NULL || !json_parser_load_from_data (parser, clean, -1, NULL) || json_parser_get_root (parser) == NULL)
    return NULL;
  *root = json_node_copy (json_parser_get_root (parser));
  return JSON_NODE_HOLDS_OBJECT (*root) ? json_node_get_object (*root) : NULL;
}

static void
send_status (SoupServerMessage *message, guint status, const RushesSampleRule *rule)
{
  g_autofree char *text = g_strdup_printf ("{\"error\":{\"message\":\"The sample server was told to answer %u\","
                                           "\"type\":\"sample\",\"param\":null,\"code\":null}}",
                                           status);
  g_autofree char *after = g_strdup_printf ("%d", rule->number);

  if (rule->number >= 0)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After", after);
  rushes_sample_http_text (message, status, "application/json", text);
}

static void
send_huge (SoupServerMessage *message)
{
  char *text = g_malloc (HUGE_BYTES);

  memset (text, ' ', HUGE_BYTES);
  text[0] = '{';
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, text, HUGE_BYTES);
}

/* Does what is the same for both protocols. Returns: whether the answer is given. */
gboolean
rushes_sample_http_misbehave (RushesSampleWorld *world, SoupServerMessage *message, const RushesSampleRule *rule)
{
  guint status = rule != NULL ? atoi (rule->what) : 0;

  if (rule == NULL)
    return FALSE;
  if (status != 0)
    send_status (message, status, rule);
  else if (g_str_equal (rule->what, "html"))
    rushes_sample_http_text (message, rule->number > 0 ? rule->number : 200, "text/html; charset=utf-8",
                             "<!doctype html><title>Sign in</title><h1>Sign in to the proxy</h1>");
  else if (g_str_equal (rule->what, "portal"))
    rushes_sample_http_text (message, 401, "application/json", "{\"message\": \"Please sign in at the portal\"}");
  else if (g_str_equal (rule->what, "broken"))
    rushes_sample_http_text (message, 200, "application/json", "{\"error\": {\"message\": \"note\"");
  else if (g_str_equal (rule->what, "garbage"))
    rushes_sample_http_text (message, 200, "application/json", "{\"id\": \"x\", \"status\": [");
  else if (g_str_equal (rule->what, "huge"))
    send_huge (message);
  else if (g_str_equal (rule->what, "stall"))
    soup_server_message_pause (message);
  else if (g_str_equal (rule->what, "refuse"))
    rushes_sample_http_cut (message);
  else if (g_str_equal (rule->what, "quota"))
    rushes_sample_http_text (message, 429, "application/json",
                             "{\"error\":{\"message\":\"You exceeded your current quota\",\"type\":\"insufficient_quota\","
                             "\"param\":null,\"code\":\"insufficient_quota\"}}");
  else if (g_str_equal (rule->what, "ended"))
    rushes_sample_http_text (message, 404, "application/json",
                             "{\"error\":{\"message\":\"Invalid URL (POST /v1/videos)\",\"type\":\"invalid_request_error\","
                             "\"param\":null,\"code\":null}}");
  else if (g_str_equal (rule->what, "redirect"))
    {
      g_autofree char *url = g_strdup_printf ("http://localhost:%d/sample/headers", rule->number);
      soup_server_message_set_redirect (message, 302, url);
    }
  else
    return FALSE;
  return TRUE;
}

/* Announces all of the file and sends half of it. */
static void
send_short (SoupServerMessage *message, GMappedFile *file)
{
  g_autoptr (GIOStream) stream = NULL;
  gsize size = g_mapped_file_get_length (file);
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nAccept-Ranges: bytes\r\n"
                                           "ETag: \"sample\"\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                                           size);
  GOutputStream *out;

  stream = soup_server_message_steal_connection (message);
  out = g_io_stream_get_output_stream (stream);
  g_output_stream_write_all (out, head, strlen (head), NULL, NULL, NULL);
  g_output_stream_write_all (out, g_mapped_file_get_contents (file), size / 2, NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

/* Two chunks of half the file, and then the connection ends as if that were all. */
static void
send_to_border (SoupServerMessage *message, GMappedFile *file)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  GOutputStream *out = g_io_stream_get_output_stream (stream);
  const char *bytes = g_mapped_file_get_contents (file);
  gsize chunk = g_mapped_file_get_length (file) / 4;

  g_output_stream_printf (out, NULL, NULL, NULL, "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nTransfer-Encoding: chunked\r\n"
                          "ETag: \"sample\"\r\n\r\n");
  for (int i = 0; i < 2; i++)
    {
      g_output_stream_printf (out, NULL, NULL, NULL, "%" G_GSIZE_MODIFIER "x\r\n", chunk);
      g_output_stream_write_all (out, bytes + i * chunk, chunk, NULL, NULL, NULL);
      g_output_stream_printf (out, NULL, NULL, NULL, "\r\n");
    }
  g_io_stream_close (stream, NULL, NULL);
}

typedef struct
{
  SoupServerMessage *message;
  GMappedFile *file;
  gsize sent, chunk;
} Drip;

static void
drip_free (gpointer data)
{
  Drip *drip = data;

  g_object_unref (drip->message);
  g_mapped_file_unref (drip->file);
  g_free (drip);
}

static gboolean
on_drip (gpointer data)
{
  Drip *drip = data;
  SoupMessageBody *body = soup_server_message_get_response_body (drip->message);
  gsize size = g_mapped_file_get_length (drip->file);
  gsize n = MIN (drip->chunk, size - drip->sent);

  soup_message_body_append (body, SOUP_MEMORY_COPY, g_mapped_file_get_contents (drip->file) + drip->sent, n);
  drip->sent += n;
  if (drip->sent == size)
    soup_message_body_complete (body);
  soup_server_message_unpause (drip->message);
  return drip->sent < size;
}

/* @rate: bytes per second */
static void
send_slowly (SoupServerMessage *message, GMappedFile *file, int rate)
{
  Drip *drip = g_new0 (Drip, 1);
  GSource *source = g_timeout_source_new (100);

  drip->message = g_object_ref (message);
  drip->file = g_mapped_file_ref (file);
  drip->chunk = MAX (1, rate / 10);
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_content_length (soup_server_message_get_response_headers (message),
                                           g_mapped_file_get_length (file));
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Content-Type", "video/mp4");
  soup_server_message_pause (message);
  g_source_set_callback (source, on_drip, drip, drip_free);
  g_source_attach (source, g_main_context_get_thread_default ());
  g_source_unref (source);
}

/* A clip, whole and with ranges unless the rule says otherwise. */
void
rushes_sample_http_file (SoupServerMessage *message, const char *path, const RushesSampleRule *rule)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr (GBytes) bytes = NULL;
  const char *what = rule != NULL ? rule->what : "";

  if (file == NULL)
    {
      rushes_sample_http_text (message, 404, "text/plain", "404: Not Found");
      return;
    }
  if (g_str_equal (what, "short"))
    send_short (message, file);
  else if (g_str_equal (what, "border"))
    send_to_border (message, file);
  else if (g_str_equal (what, "slow"))
    send_slowly (message, file, rule->number);
  else if (g_str_equal (what, "empty") || g_str_equal (what, "tiny"))
    rushes_sample_http_text (message, 200, "video/mp4", g_str_equal (what, "tiny") ? "abc" : "");
  else
    {
      bytes = g_mapped_file_get_bytes (file);
      soup_message_headers_replace (headers, "ETag", "\"sample\"");
      soup_message_headers_replace (headers, "Accept-Ranges", "bytes");
      soup_message_headers_replace (headers, "Content-Type", "video/mp4");
      soup_server_message_set_status (message, 200, NULL);
      soup_message_body_append_bytes (soup_server_message_get_response_body (message), bytes);
    }
}
