/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-endpoint.h"

#include "rushes-redact.h"

#include <gio/gio.h>

struct _RushesEndpoint
{
  gatomicrefcount refs;
  char *base_url; /* no trailing slash */
  GUri *base;     /* NULL if the address is no URL */
  GHashTable *headers;
  GPtrArray *hidden; /* secrets that are no headers */
  char *fingerprint;
  int reach; /* a RushesReach; atomic */
};

G_DEFINE_BOXED_TYPE (RushesEndpoint, rushes_endpoint, rushes_endpoint_ref, rushes_endpoint_unref)

RushesEndpoint *
rushes_endpoint_new (const char *base_url)
{
  RushesEndpoint *self = g_new0 (RushesEndpoint, 1);

  g_atomic_ref_count_init (&self->refs);
  self->base_url = g_strdup (base_url);
  while (g_str_has_suffix (self->base_url, "/"))
    self->base_url[strlen (self->base_url) - 1] = '\0';
  self->base = g_uri_parse (self->base_url, G_URI_FLAGS_ENCODED, NULL);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->hidden = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* Never shows @secret in a text. */
void
rushes_endpoint_hide (RushesEndpoint *self, const char *secret)
{
  g_ptr_array_add (self->hidden, g_strdup (secret));
}

RushesEndpoint *
rushes_endpoint_ref (RushesEndpoint *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
rushes_endpoint_unref (RushesEndpoint *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->base_url);
  g_clear_pointer (&self->base, g_uri_unref);
  g_hash_table_unref (self->headers);
  g_ptr_array_unref (self->hidden);
  g_free (self->fingerprint);
  g_free (self);
}

/* A secret header: sent to this server only, never after a redirect to another. */
void
rushes_endpoint_add_header (RushesEndpoint *self, const char *name, const char *value)
{
  g_hash_table_insert (self->headers, g_strdup (name), g_strdup (value));
}

/* @sha256: lower-case hex digest of a certificate the user trusts though no authority does */
void
rushes_endpoint_set_fingerprint (RushesEndpoint *self, const char *sha256)
{
  g_free (self->fingerprint);
  self->fingerprint = g_strdup (sha256);
}

const char *
rushes_endpoint_get_base_url (RushesEndpoint *self)
{
  return self->base_url;
}

const char *
rushes_endpoint_get_fingerprint (RushesEndpoint *self)
{
  return self->fingerprint;
}

static int
get_port (GUri *uri)
{
  int port = g_uri_get_port (uri);

  if (port > 0)
    return port;
  return g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80;
}

/* Whether @uri is the same origin (scheme, host and port): only then may secrets go there. */
gboolean
rushes_endpoint_owns (RushesEndpoint *self, GUri *uri)
{
  return self->base != NULL && g_uri_get_host (uri) != NULL && g_uri_get_host (self->base) != NULL &&
         g_strcmp0 (g_uri_get_scheme (self->base), g_uri_get_scheme (uri)) == 0 &&
         g_ascii_strcasecmp (g_uri_get_host (self->base), g_uri_get_host (uri)) == 0 &&
         get_port (self->base) == get_port (uri);
}

/* A request has come so far: what any of them reached stays. Any thread */
void
rushes_endpoint_set_reached (RushesEndpoint *self, RushesReach reach)
{
  int before;

  do
    before = g_atomic_int_get (&self->reach);
  while (before < (int) reach && !g_atomic_int_compare_and_exchange (&self->reach, before, reach));
}

/* Returns: how far any request came. Any thread */
RushesReach
rushes_endpoint_get_reached (RushesEndpoint *self)
{
  return g_atomic_int_get (&self->reach);
}

/* An address inside the machine's own network segment, which is nobody's video: what a server names, or redirects to. */
gboolean
rushes_endpoint_is_link_local (GUri *uri)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (g_uri_get_host (uri));

  return address != NULL && g_inet_address_get_is_link_local (address);
}

void
rushes_endpoint_foreach_header (RushesEndpoint *self, GHFunc func, gpointer data)
{
  g_hash_table_foreach (self->headers, func, data);
}

/* @text without this endpoint's secrets, whatever they look like. */
char *
rushes_endpoint_redact (RushesEndpoint *self, const char *text)
{
  g_autofree char *clean = g_strdup (text);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->headers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const char *secret = value;
      g_autofree char *before = clean;

      if (g_ascii_strncasecmp (secret, "Bearer ", 7) == 0)
        secret += 7;
      else if (g_ascii_strncasecmp (secret, "Basic ", 6) == 0)
        secret += 6;
      clean = rushes_redact_secret (before, secret);
    }
  for (guint i = 0; i < self->hidden->len; i++)
    {
      g_autofree char *before = clean;
      clean = rushes_redact_secret (before, self->hidden->pdata[i]);
    }
  return rushes_redact (clean);
}

/* @path: starts with a slash; @query: (nullable): already encoded */
char *
rushes_endpoint_build_url (RushesEndpoint *self, const char *path, const char *query)
{
  return g_strconcat (self->base_url, path, query != NULL ? "?" : NULL, query, NULL);
}
