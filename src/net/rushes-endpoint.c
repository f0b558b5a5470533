/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* memmem() */

#include "rushes-endpoint.h"

#include "rushes-dump.h"
#include "rushes-redact.h"
#include "rushes-spellings.h"

#include <gio/gio.h>
#include <string.h>

/* What is shorter may be an ordinary word, which an answer needs: it is taken out of what is said, but not out of answers. */
#define KEY_MIN 8
#define HEADER_MIN 20

/* Something that nobody may read, as it is or in another spelling. */
typedef struct
{
  char *text;
  gboolean blotted; /* out of answers as well */
} Secret;

struct _RushesEndpoint
{
  gatomicrefcount refs;
  char *base_url; /* no trailing slash */
  GUri *base;     /* NULL if the address is no URL */
  GHashTable *headers;
  GPtrArray *secrets; /* of Secret; what holds another comes before it */
  char *fingerprint;
  int reach; /* a RushesReach; atomic */
  int lead;  /* of its clock, in seconds; atomic */
};

G_DEFINE_BOXED_TYPE (RushesEndpoint, rushes_endpoint, rushes_endpoint_ref, rushes_endpoint_unref)

static void
secret_free (gpointer data)
{
  Secret *secret = data;

  g_free (secret->text);
  g_free (secret);
}

static void
add_secret (RushesEndpoint *self, const char *text, gsize least)
{
  g_auto (GStrv) spellings = strlen (text) >= least ? rushes_spellings_list (text) : g_strdupv ((char *[]) { (char *) text, NULL });

  if (*text == '\0')
    return;
  rushes_dump_leave_out_memory ();
  for (char **spelling = spellings; *spelling != NULL; spelling++)
    {
      Secret *secret = g_new (Secret, 1);
      *secret = (Secret) { g_strdup (*spelling), strlen (text) >= least };
      g_ptr_array_add (self->secrets, secret);
    }
}

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
  self->secrets = g_ptr_array_new_with_free_func (secret_free);
  return self;
}

/* @seconds: its clock is before ours, as of its last answer. Any thread */
void
rushes_endpoint_set_lead (RushesEndpoint *self, int seconds)
{
  g_atomic_int_set (&self->lead, seconds);
}

/* Returns: seconds; 0 where it has not answered yet. Any thread */
int
rushes_endpoint_get_lead (RushesEndpoint *self)
{
  return g_atomic_int_get (&self->lead);
}

/* Never shows @secret in a text, nor takes it from an answer. One that holds another is to be named before it. */
void
rushes_endpoint_hide (RushesEndpoint *self, const char *secret)
{
  add_secret (self, secret, KEY_MIN);
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
  g_ptr_array_unref (self->secrets);
  g_free (self->fingerprint);
  g_free (self);
}

static const char *
skip_scheme (const char *value)
{
  if (g_ascii_strncasecmp (value, "Bearer ", 7) == 0)
    return value + 7;
  return g_ascii_strncasecmp (value, "Basic ", 6) == 0 ? value + 6 : value;
}

/* A secret header: sent to this server only, never after a redirect to another. */
void
rushes_endpoint_add_header (RushesEndpoint *self, const char *name, const char *value)
{
  g_hash_table_insert (self->headers, g_strdup (name), g_strdup (value));
  add_secret (self, skip_scheme (value), HEADER_MIN);
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

  for (guint i = 0; i < self->secrets->len; i++)
    {
      const Secret *secret = self->secrets->pdata[i];
      g_autofree char *before = clean;
      clean = rushes_redact_secret (before, secret->text);
    }
  return rushes_redact (clean);
}

/* (transfer full): @bytes, which is taken over, with dots in the place of each @word */
static GBytes *
blot_word (GBytes *bytes, const char *word)
{
  gsize size, length = strlen (word);
  const char *data = g_bytes_get_data (bytes, &size), *end = data + size, *found = data != NULL ? memmem (data, size, word, length) : NULL;
  GByteArray *blotted;

  if (found == NULL)
    return bytes;
  blotted = g_byte_array_new ();
  for (; found != NULL; data = found + length, found = memmem (data, end - data, word, length))
    {
      g_byte_array_append (blotted, (const guint8 *) data, (guint) (found - data));
      g_byte_array_append (blotted, (const guint8 *) "•••", strlen ("•••"));
    }
  g_byte_array_append (blotted, (const guint8 *) data, (guint) (end - data));
  g_bytes_unref (bytes);
  return g_byte_array_free_to_bytes (blotted);
}

/**
 * rushes_endpoint_blot:
 * @answer: (transfer full): of a server
 *
 * Some say again what they were shown, and much of what they say is kept.
 *
 * Returns: (transfer full): @answer without this endpoint's secrets
 */
GBytes *
rushes_endpoint_blot (RushesEndpoint *self, GBytes *answer)
{
  for (guint i = 0; i < self->secrets->len; i++)
    {
      const Secret *secret = self->secrets->pdata[i];
      if (secret->blotted)
        answer = blot_word (answer, secret->text);
    }
  return answer;
}

/* @path: starts with a slash; @query: (nullable): already encoded */
char *
rushes_endpoint_build_url (RushesEndpoint *self, const char *path, const char *query)
{
  return g_strconcat (self->base_url, path, query != NULL ? "?" : NULL, query, NULL);
}
