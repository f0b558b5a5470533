/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-http.h"

#include "rushes-error.h"

/* Blocking HTTP for workers. Redirects are followed here, not by libsoup, which would hand custom
 * headers such as X-API-Key to the other host (contracts/comfyui.md, section 0, fact 12). */

#define BODY_LIMIT (64 * 1024 * 1024) /* bytes of an answer we are willing to hold in memory */
#define CONNECTIONS_PER_HOST 16       /* libsoup's two are filled by one download and one poll */
#define REDIRECT_LIMIT 8

struct _RushesHttp
{
  GObject parent_instance;
  SoupSession *session;
};

G_DEFINE_FINAL_TYPE (RushesHttp, rushes_http, G_TYPE_OBJECT)

static void
rushes_http_dispose (GObject *object)
{
  g_clear_object (&RUSHES_HTTP (object)->session);
  G_OBJECT_CLASS (rushes_http_parent_class)->dispose (object);
}

static void
rushes_http_class_init (RushesHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_http_dispose;
}

static void
rushes_http_init (RushesHttp *self)
{
}

/* @timeout_s: seconds without a byte after which a call gives up. Made in the thread that owns it;
 * the calls may then come from any worker (libsoup 3.2). */
RushesHttp *
rushes_http_new (guint timeout_s)
{
  RushesHttp *self = g_object_new (RUSHES_TYPE_HTTP, NULL);

  self->session =
    soup_session_new_with_options ("timeout", timeout_s, "idle-timeout", 20, "max-conns", 64,
                                   "max-conns-per-host", CONNECTIONS_PER_HOST, "user-agent",
                                   "Rushes ", "accept-language-auto", FALSE, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_COOKIE_JAR);
  return self;
}

static char *
dup_digest (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
}

static gboolean
on_accept_certificate (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags errors,
                       gpointer data)
{
  const char *trusted = rushes_endpoint_get_fingerprint (data);
  g_autofree char *digest = dup_digest (certificate);

  return trusted != NULL && g_ascii_strcasecmp (digest, trusted) == 0;
}

static void
append_header (gpointer name, gpointer value, gpointer headers)
{
  soup_message_headers_replace (headers, name, value);
}

/* Gives @message what is this endpoint's alone: secret headers and a trusted certificate, if it goes
 * to that origin at all. For calls made elsewhere, such as the websocket's handshake. */
void
rushes_http_prepare_message (SoupMessage *message, RushesEndpoint *endpoint)
{
  if (!rushes_endpoint_owns (endpoint, soup_message_get_uri (message)))
    return;
  rushes_endpoint_foreach_header (endpoint, append_header, soup_message_get_request_headers (message));
  g_signal_connect_data (message, "accept-certificate", G_CALLBACK (on_accept_certificate),
                         rushes_endpoint_ref (endpoint), (GClosureNotify) rushes_endpoint_unref, 0);
}

static SoupMessage *
new_message (RushesEndpoint *endpoint, const char *method, const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessage *message;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      (g_strcmp0 (g_uri_get_scheme (uri), "http") != 0 && g_strcmp0 (g_uri_get_scheme (uri), "https") != 0))
    {
      g_autofree char *shown = rushes_endpoint_redact (endpoint, url);
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, "“%s” is not a web address", shown);
      return NULL;
    }
  message = soup_message_new_from_uri (method, uri);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept",
                                "application/json, */*;q=0.5");
  rushes_http_prepare_message (message, endpoint);
  return message;
}

static RushesError
classify (const GError *cause)
{
  if (cause->domain == G_RESOLVER_ERROR)
    return RUSHES_ERROR_NAME;
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return RUSHES_ERROR_REFUSED;
  if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return RUSHES_ERROR_CERTIFICATE;
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return RUSHES_ERROR_INCOMPLETE;
  if (cause->domain == G_TLS_ERROR)
    return RUSHES_ERROR_PROTOCOL;
  if (cause->domain == SOUP_SESSION_ERROR)
    return RUSHES_ERROR_PROTOCOL;
  return RUSHES_ERROR_UNREACHABLE;
}

/* @message: (nullable). @sent: the request had left, in part at least, and has an effect there */
static void
set_transport_error (GError **error, const GError *cause, RushesEndpoint *endpoint, SoupMessage *message, gboolean sent)
{
  g_autofree char *said = rushes_endpoint_redact (endpoint, cause->message);
  GTlsCertificate *certificate = message != NULL ? soup_message_get_tls_peer_certificate (message) : NULL;

  if (sent)
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_UNCERTAIN, said);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, said);
  else if (classify (cause) == RUSHES_ERROR_CERTIFICATE && certificate != NULL)
    {
      g_autofree char *digest = dup_digest (certificate);
      g_propagate_error (error, rushes_error_new_certificate (digest, said));
    }
  else
    g_set_error_literal (error, RUSHES_ERROR, classify (cause), said);
}

static void
on_starting (SoupMessage *message, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static GBytes *
read_body (GInputStream *stream, gsize limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (65536);
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, 65536, cancellable, error)) > 0)
    {
      if (body->len + (gsize) n > limit)
        {
          g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, "The answer is longer than %d MB",
                       (int) (limit / 1024 / 1024));
          return NULL;
        }
      g_byte_array_append (body, buffer, n);
    }
  return n < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&body));
}

/* The absolute URL an answer redirects to, or NULL if it does not. */
static char *
dup_redirect (SoupMessage *message)
{
  const char *location =
    soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_autoptr (GUri) target = NULL;

  if (!SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (message)) || location == NULL ||
      soup_message_get_status (message) == SOUP_STATUS_NOT_MODIFIED)
    return NULL;
  target = g_uri_parse_relative (soup_message_get_uri (message), location, SOUP_HTTP_URI_FLAGS, NULL);
  return target != NULL ? g_uri_to_string (target) : NULL;
}

/* Sends a GET or HEAD, following redirects; other methods refuse them, since a redirected POST
 * silently becomes a GET. */
static GInputStream *
send (RushesHttp *self, RushesEndpoint *endpoint, SoupMessage **message, gboolean follow,
      GCancellable *cancellable, GError **error)
{
  for (int hops = 0; hops <= REDIRECT_LIMIT; hops++)
    {
      g_autoptr (GInputStream) stream = soup_session_send (self->session, *message, cancellable, error);
      g_autofree char *next = stream != NULL ? dup_redirect (*message) : NULL;
      g_autoptr (SoupMessage) redirected = NULL;
      const char *range;

      if (stream == NULL || next == NULL)
        return g_steal_pointer (&stream);
      if (!follow)
        {
          g_autofree char *shown = rushes_endpoint_redact (endpoint, next);
          g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_REJECTED,
                       "The address redirects to %s; use that address", shown);
          return NULL;
        }
      redirected = new_message (endpoint, soup_message_get_method (*message), next, error);
      if (redirected == NULL)
        return NULL;
      range = soup_message_headers_get_one (soup_message_get_request_headers (*message), "Range");
      if (range != NULL)
        soup_message_headers_replace (soup_message_get_request_headers (redirected), "Range", range);
      g_set_object (message, redirected);
    }
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, "The address redirects in a circle");
  return NULL;
}

/**
 * rushes_http_call:
 * @url: absolute; the endpoint's secrets are sent only if it is of the same origin
 * @content_type: (nullable): of @body
 * @body: (nullable)
 *
 * Sends and reads a whole answer. Blocking.
 *
 * Returns: (transfer full): the answer, whatever its status, or %NULL if there was none:
 * %RUSHES_ERROR_UNCERTAIN when a request with %RUSHES_HTTP_CREATES may have arrived
 */
RushesHttpReply *
rushes_http_call (RushesHttp *self, RushesEndpoint *endpoint, const char *method, const char *url,
                  const char *content_type, GBytes *body, RushesHttpFlags flags,
                  GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupMessage) message = new_message (endpoint, method, url, error);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) cause = NULL;
  gboolean safe = g_str_equal (method, "GET") || g_str_equal (method, "HEAD");
  gboolean sent = FALSE;
  RushesHttpReply *reply;

  if (message == NULL)
    return NULL;
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, content_type, body);
  if (flags & RUSHES_HTTP_CREATES)
    {
      /* A kept-alive connection that the server has just closed would look like an unknown outcome. */
      soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
      g_signal_connect (message, "starting", G_CALLBACK (on_starting), &sent);
    }
  stream = send (self, endpoint, &message, safe, cancellable, &cause);
  if (stream != NULL)
    answer = read_body (stream, BODY_LIMIT, cancellable, &cause);
  g_signal_handlers_disconnect_by_data (message, &sent);
  if (answer == NULL)
    {
      if (cause->domain == RUSHES_ERROR)
        g_propagate_error (error, g_steal_pointer (&cause));
      else
        set_transport_error (error, cause, endpoint, message, sent);
      return NULL;
    }
  reply = g_new0 (RushesHttpReply, 1);
  reply->status = soup_message_get_status (message);
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  reply->body = g_steal_pointer (&answer);
  return reply;
}

void
rushes_http_reply_free (RushesHttpReply *reply)
{
  soup_message_headers_unref (reply->headers);
  g_bytes_unref (reply->body);
  g_free (reply);
}

gboolean
rushes_http_reply_is_ok (RushesHttpReply *reply)
{
  return SOUP_STATUS_IS_SUCCESSFUL (reply->status);
}

/* A login page or a proxy's error page where JSON was expected. */
gboolean
rushes_http_reply_is_html (RushesHttpReply *reply)
{
  const char *type = soup_message_headers_get_content_type (reply->headers, NULL);

  return type != NULL && (g_str_equal (type, "text/html") || g_str_equal (type, "application/xhtml+xml"));
}

/* Milliseconds the server asks us to wait, or -1: retry-after-ms, else Retry-After in seconds or as
 * a date (contracts/openai-videos.md, section 4). */
gint64
rushes_http_reply_get_retry_after_ms (RushesHttpReply *reply)
{
  const char *ms = soup_message_headers_get_one (reply->headers, "retry-after-ms");
  const char *after = soup_message_headers_get_one (reply->headers, "Retry-After");
  g_autoptr (GDateTime) date = NULL;
  char *end;
  double seconds;

  if (ms != NULL && g_ascii_strtod (ms, NULL) > 0)
    return (gint64) g_ascii_strtod (ms, NULL);
  if (after == NULL)
    return -1;
  seconds = g_ascii_strtod (after, &end);
  if (end != after && seconds >= 0)
    return (gint64) (seconds * 1000);
  date = soup_date_time_new_from_http_string (after);
  return date != NULL ? MAX (0, (g_date_time_to_unix (date) * 1000 - g_get_real_time () / 1000)) : -1;
}

static RushesError
classify_status (guint status)
{
  switch (status)
    {
    case 401:
    case 407:
      return RUSHES_ERROR_UNAUTHORIZED;
    case 402:
      return RUSHES_ERROR_QUOTA;
    case 403:
      return RUSHES_ERROR_FORBIDDEN;
    case 404:
    case 410:
      return RUSHES_ERROR_GONE;
    case 408:
    case 409:
    case 425:
    case 429:
    case 503:
      return RUSHES_ERROR_BUSY;
    default:
      return status >= 500 ? RUSHES_ERROR_SERVER : RUSHES_ERROR_REJECTED;
    }
}

/**
 * rushes_http_reply_to_error:
 * @said: (nullable): the server's own words
 *
 * Returns: (transfer full): the reaction to an unsuccessful status
 */
GError *
rushes_http_reply_to_error (RushesHttpReply *reply, RushesEndpoint *endpoint, const char *said)
{
  g_autofree char *clean = rushes_endpoint_redact (endpoint, said != NULL ? said : "");
  const char *reason = soup_status_get_phrase (reply->status);
  RushesError code = classify_status (reply->status);

  if (rushes_http_reply_is_html (reply))
    {
      if (reply->status == 401 || reply->status == 403 || rushes_http_reply_is_ok (reply))
        return g_error_new (RUSHES_ERROR, RUSHES_ERROR_UNAUTHORIZED,
                            "A web page came instead of an answer (HTTP %u); it may be a login page",
                            reply->status);
      g_free (g_steal_pointer (&clean));
      clean = g_strdup ("a web page came instead of an answer");
    }
  if (code == RUSHES_ERROR_BUSY)
    return rushes_error_new_busy (rushes_http_reply_get_retry_after_ms (reply), "HTTP %u %s%s%s",
                                  reply->status, reason, *clean != '\0' ? ": " : "", clean);
  return g_error_new (RUSHES_ERROR, code, "HTTP %u %s%s%s", reply->status, reason,
                      *clean != '\0' ? ": " : "", clean);
}

/* What identifies the content behind a URL, to be compared before a download is resumed. */
static char *
dup_validator (SoupMessageHeaders *headers)
{
  const char *etag = soup_message_headers_get_one (headers, "ETag");
  const char *modified = soup_message_headers_get_one (headers, "Last-Modified");

  if (etag == NULL && modified == NULL)
    return NULL;
  return g_strdup (etag != NULL ? etag : modified);
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
is_continuation (Download *download, SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  g_autofree char *validator = dup_validator (headers);
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
    {
      g_file_delete (file, NULL, NULL);
      stream = g_file_create (file, G_FILE_CREATE_PRIVATE, cancellable, &cause);
    }
  if (stream == NULL)
    rushes_error_set_from_file (error, cause, "write the clip");
  return (GOutputStream *) stream;
}

static gboolean
copy_to_part (Download *download, GInputStream *from, GOutputStream *to, RushesEndpoint *endpoint,
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
      received += n;
      if (download->progress != NULL)
        download->progress (received, download->total, download->data);
    }
  if (n < 0)
    set_transport_error (error, cause, endpoint, NULL, FALSE);
  else if (!g_output_stream_close (to, cancellable, &cause))
    rushes_error_set_from_file (error, cause, "write the clip");
  else if (download->total >= 0 && received < download->total)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INCOMPLETE,
                 "The connection ended after %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " bytes", received,
                 download->total);
  else
    return TRUE;
  return FALSE;
}

static GError *
read_error (SoupMessage *message, GInputStream *stream, RushesEndpoint *endpoint, GCancellable *cancellable)
{
  g_autoptr (GBytes) body = read_body (stream, 64 * 1024, cancellable, NULL);
  RushesHttpReply reply = { soup_message_get_status (message), soup_message_get_response_headers (message), body };
  g_autofree char *said =
    body != NULL ? g_strndup (g_bytes_get_data (body, NULL), MIN (g_bytes_get_size (body), 400)) : NULL;

  return rushes_http_reply_to_error (&reply, endpoint, said);
}

static gboolean
store_stream (Download *download, SoupMessage *message, GInputStream *stream, RushesEndpoint *endpoint,
              GCancellable *cancellable, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  gboolean append = is_continuation (download, message);
  g_autofree char *validator = dup_validator (headers);
  g_autoptr (GOutputStream) out = NULL;
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  goffset length = soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
                     ? soup_message_headers_get_content_length (headers)
                     : -1;

  if (g_strcmp0 (type, "text/html") == 0)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, "A web page came instead of the clip");
      return FALSE;
    }
  if (!append)
    download->offset = 0;
  download->total = length >= 0 ? download->offset + length : -1;
  out = open_part (download, append, cancellable, error);
  if (out == NULL)
    return FALSE;
  /* Without a validator the next attempt starts over, so no note is left. */
  if (validator != NULL)
    g_file_set_contents (download->note_path, validator, -1, NULL);
  return copy_to_part (download, stream, out, endpoint, cancellable, error);
}

static gboolean
download_once (RushesHttp *self, RushesEndpoint *endpoint, const char *url, Download *download,
               GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupMessage) message = new_message (endpoint, "GET", url, error);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) cause = NULL;
  guint status;

  if (message == NULL)
    return FALSE;
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "video/mp4, */*");
  if (download->offset > 0)
    soup_message_headers_set_range (soup_message_get_request_headers (message), download->offset, -1);
  stream = send (self, endpoint, &message, TRUE, cancellable, &cause);
  if (stream == NULL)
    {
      if (cause->domain == RUSHES_ERROR)
        g_propagate_error (error, g_steal_pointer (&cause));
      else
        set_transport_error (error, cause, endpoint, message, FALSE);
      return FALSE;
    }
  status = soup_message_get_status (message);
  if (status == SOUP_STATUS_OK ||
      (status == SOUP_STATUS_PARTIAL_CONTENT && is_continuation (download, message)))
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
 * rushes_http_download:
 * @part: the file that grows; if an earlier attempt left one, it is continued when the server still
 *   has the same content
 *
 * Streams an answer to a file. Blocking. After a failure @part is kept for the next attempt.
 */
gboolean
rushes_http_download (RushesHttp *self, RushesEndpoint *endpoint, const char *url, const char *part,
                      RushesHttpProgress progress, gpointer data, GCancellable *cancellable,
                      GError **error)
{
  g_auto (Download) download = { part, g_strconcat (part, ".etag", NULL), NULL, 0, -1, progress, data };

  g_file_get_contents (download.note_path, &download.validator, NULL, NULL);
  if (download.validator != NULL)
    download.offset = get_file_size (part);
  if (!download_once (self, endpoint, url, &download, cancellable, error))
    return FALSE;
  if (g_file_test (download.note_path, G_FILE_TEST_EXISTS))
    {
      g_autoptr (GFile) note = g_file_new_for_path (download.note_path);
      g_file_delete (note, NULL, NULL);
    }
  return TRUE;
}

