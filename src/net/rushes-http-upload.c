/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-http-private.h"

#include "rushes-error.h"

/* A file as one part of a form. It is mapped into memory, not read: what is sent has the file's size, what is held has not. */

#define ANSWER_LIMIT (1024 * 1024)

typedef struct
{
  RushesHttpProgress progress;
  gpointer data;
  gint64 sent, total;
} Upload;

static void
on_wrote (SoupMessage *message, guint size, Upload *upload)
{
  upload->sent += size;
  if (upload->progress != NULL)
    upload->progress (MIN (upload->sent, upload->total), upload->total, upload->data);
}

static void
on_starting (SoupMessage *message, Upload *upload)
{
  upload->sent = 0; /* once more, on another connection */
}

static void
add_text (GMemoryInputStream *stream, char *text, gint64 *length)
{
  *length += strlen (text);
  g_memory_input_stream_add_data (stream, text, strlen (text), g_free);
}

/* (transfer full): fields, file, end. @boundary: no file holds it, since it is drawn at random */
static GInputStream *
new_body (const RushesHttpForm *form, const char *boundary, gint64 *length)
{
  GMemoryInputStream *stream = G_MEMORY_INPUT_STREAM (g_memory_input_stream_new ());

  *length = 0;
  for (guint i = 0; form->fields[i] != NULL; i += 2)
    add_text (stream, g_strdup_printf ("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", boundary, form->fields[i], form->fields[i + 1]), length);
  add_text (stream, g_strdup_printf ("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n", boundary, form->name,
                                     form->filename, form->type), length);
  g_memory_input_stream_add_bytes (stream, form->file);
  *length += g_bytes_get_size (form->file);
  add_text (stream, g_strdup_printf ("\r\n--%s--\r\n", boundary), length);
  return G_INPUT_STREAM (stream);
}

/* (transfer full) (nullable) */
static RushesHttpReply *
exchange (RushesHttp *self, RushesEndpoint *endpoint, SoupMessage **message, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (RushesHttpDeadline) deadline = rushes_http_new_deadline (self, *message, FALSE, cancellable);
  GCancellable *both = rushes_http_deadline_get_cancellable (deadline);
  g_autoptr (GInputStream) stream = rushes_http_send (self, endpoint, message, FALSE, both, &cause);
  GBytes *answer = stream != NULL ? rushes_http_read_body (stream, endpoint, ANSWER_LIMIT, both, &cause) : NULL;
  RushesHttpReply *reply;

  rushes_http_deadline_explain (deadline, &cause);
  if (answer == NULL)
    {
      if (cause->domain == RUSHES_ERROR)
        g_propagate_error (error, g_steal_pointer (&cause));
      else
        rushes_http_set_transport_error (error, cause, endpoint, *message, FALSE);
      return NULL;
    }
  reply = g_new0 (RushesHttpReply, 1);
  reply->status = soup_message_get_status (*message);
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (*message));
  reply->body = answer;
  return reply;
}

/**
 * rushes_http_upload:
 * @form: names and values are ASCII without quotation marks: nothing is escaped
 * @progress: (nullable): called on this thread with the bytes that were sent
 *
 * POSTs a file with a few fields. Blocking. It has no lasting effect that a second time would double.
 *
 * Returns: (transfer full): the answer, whatever its status, or %NULL if there was none
 */
RushesHttpReply *
rushes_http_upload (RushesHttp *self, RushesEndpoint *endpoint, const char *url, const RushesHttpForm *form, RushesHttpProgress progress,
                    gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupMessage) message = rushes_http_new_message (endpoint, "POST", url, error);
  g_autofree char *boundary = g_uuid_string_random ();
  g_autofree char *type = g_strconcat ("multipart/form-data; boundary=", boundary, NULL);
  g_autoptr (GInputStream) body = NULL;
  Upload upload = { progress, data, 0, 0 };
  RushesHttpReply *reply;

  if (message == NULL)
    return NULL;
  body = new_body (form, boundary, &upload.total);
  soup_message_set_request_body (message, type, body, upload.total);
  g_signal_connect (message, "starting", G_CALLBACK (on_starting), &upload);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (on_wrote), &upload);
  reply = exchange (self, endpoint, &message, cancellable, error);
  g_signal_handlers_disconnect_by_data (message, &upload);
  return reply;
}
