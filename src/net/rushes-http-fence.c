/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-http-fence.h"

#include "rushes-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* A server names where its video is, or redirects there, and it is this computer that asks: a server on the Internet would reach the
 * user's router and whatever listens on this computer alone. What counts is the address that is connected to, whatever it is called.
 * A server that is in a private network itself may name its neighbours; nobody may name the own segment, where a machine asks who it is. */

typedef struct
{
  GCancellable *cancellable; /* the request's own, and through it the caller's */
  gboolean may_private;
  gboolean refused;
} Fence;

/* 100.64.0.0/10: what lies behind a provider's address, and private networks over the Internet (RFC 6598). */
static gboolean
is_shared (const guint8 *bytes)
{
  return bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
}

/* An IPv4 address in the clothes of the other, ::ffff:0:0/96. Returns: (transfer full) (nullable) */
static GInetAddress *
unwrap (const guint8 *bytes)
{
  static const guint8 prefix[12] = { [10] = 0xff, [11] = 0xff };

  return memcmp (bytes, prefix, sizeof prefix) == 0 ? g_inet_address_new_from_bytes (bytes + sizeof prefix, G_SOCKET_FAMILY_IPV4) : NULL;
}

/* Whether it means something on this computer or in its network alone. */
gboolean
rushes_http_fence_is_private (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);
  gboolean is_long = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
  g_autoptr (GInetAddress) inner = is_long ? unwrap (bytes) : NULL;

  if (inner != NULL)
    return rushes_http_fence_is_private (inner);
  return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_link_local (address) || g_inet_address_get_is_site_local (address) ||
         g_inet_address_get_is_any (address) || g_inet_address_get_is_multicast (address) ||
         (is_long ? (bytes[0] & 0xfe) == 0xfc : bytes[0] == 0 || is_shared (bytes)); /* fc00::/7: RFC 4193 */
}

static gboolean
is_own_segment (GInetAddress *address)
{
  g_autoptr (GInetAddress) inner =
    g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 ? unwrap (g_inet_address_to_bytes (address)) : NULL;

  return g_inet_address_get_is_link_local (inner != NULL ? inner : address);
}

/* Whether the server that the user named is in a private network. Blocking: its name is looked up. */
static gboolean
lives_privately (RushesEndpoint *endpoint, GCancellable *cancellable)
{
  g_autoptr (GUri) uri = g_uri_parse (rushes_endpoint_get_base_url (endpoint), SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  GList *addresses = uri != NULL ? g_resolver_lookup_by_name (resolver, g_uri_get_host (uri), cancellable, NULL) : NULL;
  gboolean private = FALSE;

  for (GList *l = addresses; l != NULL; l = l->next)
    private |= rushes_http_fence_is_private (l->data);
  g_resolver_free_addresses (addresses);
  return private;
}

/* Through a proxy it is the proxy that is connected to, and that decides. */
static void
on_network_event (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, gpointer data)
{
  Fence *fence = data;
  g_autoptr (GSocketAddress) remote =
    event == G_SOCKET_CLIENT_CONNECTING ? g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL) : NULL;
  GInetAddress *address;

  if (!G_IS_INET_SOCKET_ADDRESS (remote) || G_IS_PROXY_ADDRESS (remote))
    return;
  address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote));
  if (is_own_segment (address) || (!fence->may_private && rushes_http_fence_is_private (address)))
    {
      fence->refused = TRUE;
      g_cancellable_cancel (fence->cancellable);
    }
}

static void
cancel (GCancellable *outer, gpointer inner)
{
  g_cancellable_cancel (inner);
}

/**
 * rushes_http_fence_send:
 * @message: to an address that is not @endpoint's, but came from it
 *
 * Sends over a connection of its own, so that its address is seen. Blocking.
 *
 * Returns: (transfer full): like soup_session_send(); %RUSHES_ERROR_PROTOCOL if the address leads where none of this server may
 */
GInputStream *
rushes_http_fence_send (SoupSession *session, SoupMessage *message, RushesEndpoint *endpoint, GCancellable *cancellable, GError **error)
{
  g_autoptr (GCancellable) own = g_cancellable_new ();
  Fence fence = { .cancellable = own, .may_private = lives_privately (endpoint, cancellable) };
  gulong chained = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (cancel), g_object_ref (own), g_object_unref) : 0;
  gulong watch = g_signal_connect (message, "network-event", G_CALLBACK (on_network_event), &fence);
  GInputStream *stream;

  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  stream = soup_session_send (session, message, own, error);
  g_signal_handler_disconnect (message, watch);
  if (chained != 0)
    g_cancellable_disconnect (cancellable, chained);
  if (!fence.refused)
    return stream;
  g_clear_error (error);
  g_clear_object (&stream);
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, _("The server leads to an address in this computer's own network"));
  return NULL;
}
