/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-http-private.h"

#include "rushes-error.h"
#include "rushes-replace.h"
#include "rushes-said.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <inttypes.h>

/* Answers that go to a file, and are continued where they broke off. */

/* What identifies the content behind a URL, to be compared before a download is resumed. */
static char *
dup_validator (SoupMessageHeaders *headers, RushesEndpoint *endpoint)
{
  const char *etag = soup_message_headers_get_one (headers, "ETag");
  const char *modified = soup_message_headers_get_one (headers, "Last-Modified");

  if (etag == NULL && modified == NULL)
    return NULL;
  return rushes_endpoint_redact (endpoint, etag != NULL ? etag : modified);
}

static gint64
get_file_size (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, "standard::size", 0, NULL, NULL);

  return info != NULL ? g_file_info_get_size (info) : 0;
}

typedef struct
{
  const char *part;
  char *note_path; /* holds the validator of what lies in `part` */
  char *validator;
  gint64 offset;   /* bytes already there */
  gint64 total;    /* bytes of the whole, -1 if not announced */
  RushesHttpRoom *room;
  RushesHttpProgress progress;
  gpointer data;
} Download;

static void
download_clear (Download *download)
{
  g_free (download->note_path);
  g_free (download->validator);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Download, download_clear)

/* Whether the answer carries on where the part ends; otherwise it is the whole from the start.
 * aiohttp ignores an ETag in If-Range, so the validators are compared here (contracts/comfyui.md,
 * section 4). */
static gboolean
is_continuation (Download *download, SoupMessage *message, RushesEndpoint *endpoint)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  g_autofree char *validator = dup_validator (headers, endpoint);
  goffset start, end, total;

  if (soup_message_get_status (message) != SOUP_STATUS_PARTIAL_CONTENT ||
      !soup_message_headers_get_content_range (headers, &start, &end, &total))
    return FALSE;
  return start == download->offset && g_strcmp0 (validator, download->validator) == 0;
}

static GOutputStream *
open_part (Download *download, gboolean append, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (download->part);
  g_autoptr (GError) cause = NULL;
  GFileOutputStream *stream;

  if (append)
    stream = g_file_append_to (file, G_FILE_CREATE_PRIVATE, cancellable, &cause);
  else
    stream = g_file_create (file, G_FILE_CREATE_PRIVATE, cancellable, &cause);
  if (stream == NULL)
    rushes_error_set_from_file (error, cause, "write the clip");
  return (GOutputStream *) stream;
}

static gboolean
copy_to_part (Download *download, GInputStream *from, GOutputStream *to, RushesHttpShare *share, RushesEndpoint *endpoint,
              GCancellable *cancellable, GError **error)
{
  const gsize chunk = 256 * 1024; /* as fast as curl; smaller is not (HACKING.md, Measured) */
  g_autofree guint8 *buffer = g_malloc (chunk);
  g_autoptr (GError) cause = NULL;
  gint64 received = download->offset;
  gssize n;

  while ((n = g_input_stream_read (from, buffer, chunk, cancellable, &cause)) > 0)
    {
      if (!g_output_stream_write_all (to, buffer, n, NULL, cancellable, &cause))
        {
          rushes_error_set_from_file (error, cause, "write the clip");
          return FALSE;
        }
      if (!rushes_http_share_write (share, n, error))
        return FALSE;
      received += n;
      if (download->progress != NULL)
        download->progress (received, download->total, download->data);
    }
  if (n < 0)
    rushes_http_set_transport_error (error, cause, endpoint, NULL, FALSE);
  else if (!g_output_stream_close (to, cancellable, &cause))
    rushes_error_set_from_file (error, cause, "write the clip");
  else if (download->total >= 0 && received < download->total)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INCOMPLETE,
                 _("The connection ended after %" PRId64 " of %" PRId64 " bytes"), received,
                 download->total);
  else
    return TRUE;
  return FALSE;
}

static GError *
read_error (SoupMessage *message, GInputStream *stream, RushesEndpoint *endpoint, GCancellable *cancellable)
{
  g_autoptr (GBytes) body = rushes_http_read_body (stream, endpoint, 64 * 1024, cancellable, NULL);
  RushesHttpReply reply = { soup_message_get_status (message), soup_message_get_response_headers (message), body };
  g_autofree char *said = body != NULL ? rushes_said_dup_message (body) : NULL;

  GError *error = rushes_http_reply_to_error (&reply, endpoint, said);

  /* What is before the server says nothing about the content. */
  if (rushes_http_reply_is_html (&reply) && !rushes_error_is_temporary (error))
    error->code = RUSHES_ERROR_UNREACHABLE;
  return error;
}

/* The room is for others. */
static void
drop (Download *download)
{
  g_unlink (download->part);
  g_unlink (download->note_path);
}

static gboolean
store_stream (Download *download, SoupMessage *message, GInputStream *stream, RushesEndpoint *endpoint,
              GCancellable *cancellable, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  gboolean append = is_continuation (download, message, endpoint);
  g_autofree char *validator = dup_validator (headers, endpoint);
  g_auto (RushesHttpShare) share = { NULL };
  g_autoptr (GOutputStream) out = NULL;
  g_autoptr (GError) cause = NULL;
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  goffset length = soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
                     ? soup_message_headers_get_content_length (headers)
                     : -1;

  if (g_strcmp0 (type, "text/html") == 0)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_UNREACHABLE, _("A web page came instead of the clip; it may be a login page"));
      return FALSE;
    }
  if (!append)
    {
      download->offset = 0;
      g_unlink (download->part); /* of no use any more, and in the way */
    }
  download->total = length >= 0 ? download->offset + length : -1;
  if (!rushes_http_share_begin (&share, download->room, download->part, length, error))
    return FALSE;
  out = open_part (download, append, cancellable, error);
  if (out == NULL)
    return FALSE;
  /* Without a validator the next attempt starts over, so no note is left. It is written in place: a killed process leaves no other file
   * beside it, and half a validator matches nothing. */
  if (validator != NULL)
    rushes_replace_write (download->note_path, validator, -1, NULL);
  if (copy_to_part (download, stream, out, &share, endpoint, cancellable, &cause))
    return TRUE;
  if (g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_NO_ROOM))
    drop (download);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

/* Sends a GET and follows redirects. *@message: the last one */
static GInputStream *
open_stream (RushesHttp *self, RushesEndpoint *endpoint, SoupMessage **message, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  GInputStream *stream = rushes_http_send (self, endpoint, message, TRUE, cancellable, &cause);

  if (stream == NULL && cause->domain == RUSHES_ERROR)
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (stream == NULL)
    rushes_http_set_transport_error (error, cause, endpoint, *message, FALSE);
  return stream;
}

/* A video gains nothing, and a few bytes could become as many as the disk holds. */
static void
refuse_compression (SoupMessage *message)
{
  soup_message_disable_feature (message, SOUP_TYPE_CONTENT_DECODER);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept-Encoding", "identity");
}

static gboolean
download_once (RushesHttp *self, RushesEndpoint *endpoint, const char *url, Download *download,
               GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupMessage) message = rushes_http_new_message (endpoint, "GET", url, error);
  g_autoptr (GInputStream) stream = NULL;
  guint status;

  if (message == NULL)
    return FALSE;
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "video/mp4, */*");
  refuse_compression (message);
  if (download->offset > 0)
    soup_message_headers_set_range (soup_message_get_request_headers (message), download->offset, -1);
  stream = open_stream (self, endpoint, &message, cancellable, error);
  if (stream == NULL)
    return FALSE;
  status = soup_message_get_status (message);
  if (status == SOUP_STATUS_OK ||
      (status == SOUP_STATUS_PARTIAL_CONTENT && is_continuation (download, message, endpoint)))
    return store_stream (download, message, stream, endpoint, cancellable, error);
  if (download->offset > 0 &&
      (status == SOUP_STATUS_PARTIAL_CONTENT || status == SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE))
    {
      /* The content is another one now: once more, from the start. */
      download->offset = 0;
      return download_once (self, endpoint, url, download, cancellable, error);
    }
  g_propagate_error (error, read_error (message, stream, endpoint, cancellable));
  return FALSE;
}

/**
 * rushes_http_check_room:
 * @part: a file that is to be written
 * @length: its bytes, which have come already
 *
 * Blocking. Returns: as rushes_http_share_begin()
 */
gboolean
rushes_http_check_room (RushesHttp *self, const char *part, gint64 length, GError **error)
{
  g_auto (RushesHttpShare) share = { NULL };

  return rushes_http_share_begin (&share, rushes_http_get_room (self), part, length, error);
}

/**
 * rushes_http_download:
 * @part: the file that grows; if an earlier attempt left one, it is continued when the server still
 *   has the same content
 *
 * Streams an answer to a file. Blocking. After a failure @part is kept for the next attempt. So it can be after a success, too:
 * where the server did not say how long the content is, the note of what it belongs to (@part.etag) stays, and whoever finds that
 * it was cut off calls this again.
 */
gboolean
rushes_http_download (RushesHttp *self, RushesEndpoint *endpoint, const char *url, const char *part,
                      RushesHttpProgress progress, gpointer data, GCancellable *cancellable,
                      GError **error)
{
  g_auto (Download) download = { part, g_strconcat (part, ".etag", NULL), NULL, 0, -1, rushes_http_get_room (self), progress, data };

  g_file_get_contents (download.note_path, &download.validator, NULL, NULL);
  if (download.validator != NULL)
    download.offset = get_file_size (part);
  if (!download_once (self, endpoint, url, &download, cancellable, error))
    return FALSE;
  if (download.total >= 0 && g_file_test (download.note_path, G_FILE_TEST_EXISTS))
    {
      g_autoptr (GFile) note = g_file_new_for_path (download.note_path);
      g_file_delete (note, NULL, NULL);
    }
  return TRUE;
}

/**
 * rushes_http_peek:
 * @limit: bytes that are read at the most
 * @check: whether the first bytes are of what was asked for; if not, the rest is not read
 *
 * Reads something small that may turn out to be something large. Blocking.
 *
 * Returns: (transfer full): its bytes; %RUSHES_ERROR_UNSUPPORTED if it is something else
 */
GBytes *
rushes_http_peek (RushesHttp *self, RushesEndpoint *endpoint, const char *url, const char *accept, gsize limit,
                  RushesHttpCheck check, GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupMessage) message = rushes_http_new_message (endpoint, "GET", url, error);
  g_autoptr (GInputStream) stream = NULL, buffered = NULL;
  const void *start;
  gsize size;

  if (message == NULL)
    return NULL;
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", accept);
  stream = open_stream (self, endpoint, &message, cancellable, error);
  if (stream == NULL)
    return NULL;
  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    {
      g_propagate_error (error, read_error (message, stream, endpoint, cancellable));
      return NULL;
    }
  buffered = g_buffered_input_stream_new (stream);
  g_buffered_input_stream_fill (G_BUFFERED_INPUT_STREAM (buffered), -1, cancellable, NULL);
  start = g_buffered_input_stream_peek_buffer (G_BUFFERED_INPUT_STREAM (buffered), &size);
  if (!check (start, size))
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_UNSUPPORTED, _("Something else came than was asked for"));
      return NULL;
    }
  return rushes_http_read_body (buffered, endpoint, limit, cancellable, error);
}
