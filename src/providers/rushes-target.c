/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-target.h"

struct _RushesTarget
{
  gatomicrefcount refs;
  RushesConnection *connection;
  RushesEndpoint *endpoint;
  char *comfy_org_key;
};

G_DEFINE_BOXED_TYPE (RushesTarget, rushes_target, rushes_target_ref, rushes_target_unref)

/* The base URL by contracts/openai-videos.md, section 8, rule 1: an address without a path means /v1. */
static char *
complete_url (RushesConnection *connection)
{
  g_autofree char *url = g_strdup (rushes_connection_get_url (connection));
  g_autoptr (GUri) uri = NULL;

  while (g_str_has_suffix (url, "/"))
    url[strlen (url) - 1] = '\0';
  if (strstr (url, "://") == NULL)
    {
      g_autofree char *bare = url;
      url = g_strconcat ("http://", bare, NULL);
    }
  uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  if (rushes_connection_get_kind (connection) == RUSHES_PROVIDER_OPENAI && uri != NULL &&
      *g_uri_get_path (uri) == '\0')
    return g_strconcat (url, "/v1", NULL);
  return g_steal_pointer (&url);
}

static void
add_key (RushesTarget *self, const char *key)
{
  const char *auth = rushes_connection_get_string (self->connection, RUSHES_CONNECTION_AUTH);
  g_autofree char *bearer = g_strconcat ("Bearer ", key, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) key, strlen (key));
  g_autofree char *basic = g_strconcat ("Basic ", encoded, NULL);
  const char *colon = strchr (key, ':');

  if (g_strcmp0 (auth, "none") == 0)
    return;
  rushes_endpoint_hide (self->endpoint, key);
  if (g_strcmp0 (auth, "basic") == 0 && colon != NULL)
    rushes_endpoint_hide (self->endpoint, colon + 1);
  if (g_strcmp0 (auth, "api-key") == 0)
    rushes_endpoint_add_header (self->endpoint, "api-key", key);
  else if (g_strcmp0 (auth, "basic") == 0)
    rushes_endpoint_add_header (self->endpoint, "Authorization", basic);
  else if (g_strcmp0 (auth, "x-api-key") == 0)
    rushes_endpoint_add_header (self->endpoint, "X-API-Key", key);
  else
    rushes_endpoint_add_header (self->endpoint, "Authorization", bearer);
}

/* Which of the key's accounts is meant (contracts/openai-videos.md, section 4). */
static void
add_account (RushesTarget *self, const char *option, const char *header)
{
  const char *account = rushes_connection_get_string (self->connection, option);

  if (account != NULL && *account != '\0')
    rushes_endpoint_add_header (self->endpoint, header, account);
}

/**
 * rushes_target_new:
 * @secrets: (nullable): "Name: value" lines from the keyring; the name "@key" stands for the key,
 *   which goes into the header that the connection's auth option names ("basic": it is "user:password"), and
 *   "@comfy-org" for the account that ComfyUI's partner nodes are paid from
 */
RushesTarget *
rushes_target_new (RushesConnection *connection, const char *secrets)
{
  RushesTarget *self = g_new0 (RushesTarget, 1);
  g_autofree char *url = complete_url (connection);
  g_auto (GStrv) lines = g_strsplit (secrets != NULL ? secrets : "", "\n", -1);

  g_atomic_ref_count_init (&self->refs);
  self->connection = g_object_ref (connection);
  self->endpoint = rushes_endpoint_new (url);
  rushes_endpoint_set_fingerprint (self->endpoint,
                                   rushes_connection_get_string (connection, RUSHES_CONNECTION_FINGERPRINT));
  add_account (self, RUSHES_CONNECTION_ORGANIZATION, "OpenAI-Organization");
  add_account (self, RUSHES_CONNECTION_PROJECT, "OpenAI-Project");
  for (char **line = lines; *line != NULL; line++)
    {
      char *colon = strchr (*line, ':');
      if (colon == NULL)
        continue;
      *colon = '\0';
      if (g_str_equal (*line, "@key"))
        add_key (self, g_strstrip (colon + 1));
      else if (g_str_equal (*line, "@comfy-org"))
        {
          g_free (self->comfy_org_key);
          self->comfy_org_key = g_strdup (g_strstrip (colon + 1));
          rushes_endpoint_hide (self->endpoint, self->comfy_org_key);
        }
      else
        rushes_endpoint_add_header (self->endpoint, g_strstrip (*line), g_strstrip (colon + 1));
    }
  return self;
}

RushesTarget *
rushes_target_ref (RushesTarget *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
rushes_target_unref (RushesTarget *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_object_unref (self->connection);
  rushes_endpoint_unref (self->endpoint);
  g_free (self->comfy_org_key);
  g_free (self);
}

RushesConnection *
rushes_target_get_connection (RushesTarget *self)
{
  return self->connection;
}

RushesEndpoint *
rushes_target_get_endpoint (RushesTarget *self)
{
  return self->endpoint;
}

/* Returns: (nullable): a secret: for the body of a request to this target and nowhere else */
const char *
rushes_target_get_comfy_org_key (RushesTarget *self)
{
  return self->comfy_org_key;
}
