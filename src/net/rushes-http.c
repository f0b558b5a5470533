/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-http-private.h"

#include "rushes-error.h"
#include "rushes-http-fence.h"
#include "rushes-number.h"

#include <glib/gi18n.h>

/* Blocking HTTP for workers. Redirects are followed here, not by libsoup, which would hand custom
 * headers such as X-API-Key to the other host (contracts/comfyui.md, section 0, fact 12). */

#define BODY_LIMIT (64 * 1024 * 1024) /* bytes of an answer we are willing to hold in memory */
#define CONNECTIONS_PER_HOST 16       /* libsoup's two are filled by one download and one poll */
#define REDIRECT_LIMIT 8
#define PATIENCE 10 /* how many times the seconds without a byte an answer in memory may take as a whole */

struct _RushesHttp
{
  GObject parent_instance;
  SoupSession *session;
  RushesHttpClock *clock;
  RushesHttpRoom *room;
};

G_DEFINE_FINAL_TYPE (RushesHttp, rushes_http, G_TYPE_OBJECT)

static void
rushes_http_dispose (GObject *object)
{
  g_clear_object (&RUSHES_HTTP (object)->session);
  g_clear_pointer (&RUSHES_HTTP (object)->clock, rushes_http_clock_free);
  g_clear_pointer (&RUSHES_HTTP (object)->room, rushes_http_room_free);
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
  self->clock = rushes_http_clock_new (PATIENCE * timeout_s);
  self->room = rushes_http_room_new ();
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

/* “Resolved” comes for a name without an address, too; who has one is connected to. */
static void
on_network_event (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, gpointer endpoint)
{
  if (event == G_SOCKET_CLIENT_CONNECTING)
    rushes_endpoint_set_reached (endpoint, RUSHES_REACH_FOUND);
  else if (event == G_SOCKET_CLIENT_CONNECTED)
    rushes_endpoint_set_reached (endpoint, RUSHES_REACH_CONNECTED);
  else if (event == G_SOCKET_CLIENT_TLS_HANDSHAKED)
    rushes_endpoint_set_reached (endpoint, RUSHES_REACH_SECURED);
}

static void
on_got_headers (SoupMessage *message, gpointer endpoint)
{
  rushes_endpoint_set_reached (endpoint, RUSHES_REACH_ANSWERED);
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
  g_signal_connect_data (message, "network-event", G_CALLBACK (on_network_event),
                         rushes_endpoint_ref (endpoint), (GClosureNotify) rushes_endpoint_unref, 0);
  g_signal_connect_data (message, "got-headers", G_CALLBACK (on_got_headers),
                         rushes_endpoint_ref (endpoint), (GClosureNotify) rushes_endpoint_unref, 0);
}

/* (transfer full) (nullable): a message that carries the endpoint's secrets if it goes to its origin */
SoupMessage *
rushes_http_new_message (RushesEndpoint *endpoint, const char *method, const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessage *message;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      (g_strcmp0 (g_uri_get_scheme (uri), "http") != 0 && g_strcmp0 (g_uri_get_scheme (uri), "https") != 0))
    {
      g_autofree char *shown = rushes_endpoint_redact (endpoint, url);
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("“%s” is not a web address"), shown);
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
void
rushes_http_set_transport_error (GError **error, const GError *cause, RushesEndpoint *endpoint, SoupMessage *message, gboolean sent)
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

/* Returns: (transfer full): by when the whole answer has to be there. Some servers answer a create when the video is made: theirs begins
 * with its first line */
RushesHttpDeadline *
rushes_http_new_deadline (RushesHttp *self, SoupMessage *message, gboolean creates, GCancellable *cancellable)
{
  return rushes_http_deadline_new (self->clock, message, creates ? "got-headers" : "wrote-body", cancellable);
}

/* Returns: (transfer none): what downloads count on. Any thread. */
RushesHttpRoom *
rushes_http_get_room (RushesHttp *self)
{
  return self->room;
}

/* (transfer full) (nullable): without the secrets that may be in it */
GBytes *
rushes_http_read_body (GInputStream *stream, RushesEndpoint *endpoint, gsize limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (65536);
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, 65536, cancellable, error)) > 0)
    {
      if (body->len + (gsize) n > limit)
        {
          g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, _("The answer is longer than %d MB"),
                       (int) (limit / 1024 / 1024));
          return NULL;
        }
      g_byte_array_append (body, buffer, n);
    }
  return n < 0 ? NULL : rushes_endpoint_blot (endpoint, g_byte_array_free_to_bytes (g_steal_pointer (&body)));
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

/* Away from the server that the user named, not into the machine's own segment. */
static gboolean
may_go (RushesEndpoint *endpoint, SoupMessage *redirected, GError **error)
{
  if (rushes_endpoint_owns (endpoint, soup_message_get_uri (redirected)) || !rushes_endpoint_is_link_local (soup_message_get_uri (redirected)))
    return TRUE;
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, _("The address redirects into this computer's own network"));
  return FALSE;
}

/* Sends a GET or HEAD, following redirects; other methods refuse them, since a redirected POST
 * silently becomes a GET. */
GInputStream *
rushes_http_send (RushesHttp *self, RushesEndpoint *endpoint, SoupMessage **message, gboolean follow,
      GCancellable *cancellable, GError **error)
{
  for (int hops = 0; hops <= REDIRECT_LIMIT; hops++)
    {
      gboolean own = rushes_endpoint_owns (endpoint, soup_message_get_uri (*message));
      g_autoptr (GInputStream) stream = own ? soup_session_send (self->session, *message, cancellable, error)
                                            : rushes_http_fence_send (self->session, *message, endpoint, cancellable, error);
      g_autofree char *next = stream != NULL ? dup_redirect (*message) : NULL;
      g_autoptr (SoupMessage) redirected = NULL;
      const char *range;

      if (stream == NULL || next == NULL)
        return g_steal_pointer (&stream);
      if (!follow)
        {
          g_autofree char *shown = rushes_endpoint_redact (endpoint, next);
          g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_REJECTED,
                       _("The address redirects to %s; use that address"), shown);
          return NULL;
        }
      redirected = rushes_http_new_message (endpoint, soup_message_get_method (*message), next, error);
      if (redirected == NULL || !may_go (endpoint, redirected, error))
        return NULL;
      range = soup_message_headers_get_one (soup_message_get_request_headers (*message), "Range");
      if (range != NULL)
        soup_message_headers_replace (soup_message_get_request_headers (redirected), "Range", range);
      g_set_object (message, redirected);
    }
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, _("The address redirects in a circle"));
  return NULL;
}

/* UNIX seconds, by the server's clock: ours may be any. */
static gint64
get_server_time (SoupMessageHeaders *headers)
{
  const char *said = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) date = said != NULL ? soup_date_time_new_from_http_string (said) : NULL;

  return date != NULL ? g_date_time_to_unix (date) : g_get_real_time () / G_USEC_PER_SEC;
}

/* Returns: how many seconds the server's clock is before ours */
static int
get_lead (SoupMessageHeaders *headers)
{
  return (int) CLAMP (get_server_time (headers) - g_get_real_time () / G_USEC_PER_SEC, G_MININT, G_MAXINT);
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
  g_autoptr (SoupMessage) message = rushes_http_new_message (endpoint, method, url, error);
  g_autoptr (RushesHttpDeadline) deadline = NULL;
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
  deadline = rushes_http_new_deadline (self, message, (flags & RUSHES_HTTP_CREATES) != 0, cancellable);
  stream = rushes_http_send (self, endpoint, &message, safe, rushes_http_deadline_get_cancellable (deadline), &cause);
  if (stream != NULL)
    answer = rushes_http_read_body (stream, endpoint, BODY_LIMIT, rushes_http_deadline_get_cancellable (deadline), &cause);
  rushes_http_deadline_explain (deadline, &cause);
  g_signal_handlers_disconnect_by_data (message, &sent);
  if (answer == NULL)
    {
      if (cause->domain == RUSHES_ERROR)
        g_propagate_error (error, g_steal_pointer (&cause));
      else
        rushes_http_set_transport_error (error, cause, endpoint, message, sent);
      return NULL;
    }
  reply = g_new0 (RushesHttpReply, 1);
  reply->status = soup_message_get_status (message);
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  reply->body = g_steal_pointer (&answer);
  rushes_endpoint_set_lead (endpoint, get_lead (reply->headers));
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

  const char *start;
  gsize size;

  if (type != NULL && (g_str_equal (type, "text/html") || g_str_equal (type, "application/xhtml+xml")))
    return TRUE;
  start = reply->body != NULL ? g_bytes_get_data (reply->body, &size) : NULL;
  return start != NULL && size >= 15 &&
         (g_ascii_strncasecmp (start, "<!doctype html", 14) == 0 || g_ascii_strncasecmp (start, "<html", 5) == 0);
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
    return rushes_number_to_whole (g_ascii_strtod (ms, NULL));
  if (after == NULL)
    return -1;
  seconds = g_ascii_strtod (after, &end);
  if (end != after && seconds >= 0)
    return rushes_number_to_whole (seconds * 1000);
  date = soup_date_time_new_from_http_string (after);
  return date != NULL ? MAX (0, (g_date_time_to_unix (date) - get_server_time (reply->headers)) * 1000) : -1;
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

/* libsoup has no words for the newer ones. */
static const char *
get_phrase (guint status)
{
  static const struct
  {
    guint status;
    const char *phrase;
  } newer[] = { { 425, "Too Early" },   { 428, "Precondition Required" }, { 429, "Too Many Requests" },
                { 431, "Request Header Fields Too Large" }, { 451, "Unavailable For Legal Reasons" },
                { 508, "Loop Detected" }, { 511, "Network Authentication Required" } };

  for (guint i = 0; i < G_N_ELEMENTS (newer); i++)
    if (newer[i].status == status)
      return newer[i].phrase;
  return g_str_equal (soup_status_get_phrase (status), "Unknown Error") ? "" : soup_status_get_phrase (status);
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
  const char *reason = get_phrase (reply->status);
  g_autofree char *status = g_strdup_printf ("HTTP %u%s%s", reply->status, *reason != '\0' ? " " : "", reason);
  RushesError code = classify_status (reply->status);

  if (rushes_http_reply_is_html (reply))
    {
      if (reply->status == 401 || reply->status == 403 || rushes_http_reply_is_ok (reply))
        return g_error_new (RUSHES_ERROR, RUSHES_ERROR_UNAUTHORIZED,
                            _("A web page came instead of an answer (HTTP %u); it may be a login page"),
                            reply->status);
      g_free (g_steal_pointer (&clean));
      clean = g_strdup ("a web page came instead of an answer");
    }
  if (code == RUSHES_ERROR_BUSY)
    return rushes_error_new_busy (rushes_http_reply_get_retry_after_ms (reply), "%s%s%s", status,
                                  *clean != '\0' ? ": " : "", clean);
  return g_error_new (RUSHES_ERROR, code, "%s%s%s", status, *clean != '\0' ? ": " : "", clean);
}
