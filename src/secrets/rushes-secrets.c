/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-secrets.h"

#include "rushes-dump.h"

#include <libsecret/secret.h>

/* Keys and secret headers of connections: in the system keyring, and what was read or handed in, in memory for
 * as long as the program runs. Any thread; the calls block on the keyring's service. */
struct _RushesSecrets
{
  GObject parent_instance;
  GMutex mutex;
  GHashTable *session; /* connection id → text */
};

G_DEFINE_FINAL_TYPE (RushesSecrets, rushes_secrets, G_TYPE_OBJECT)

static const SecretSchema schema = {
  .name = "io.github.rushes_app.Rushes.Connection",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "connection", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static void
rushes_secrets_finalize (GObject *object)
{
  RushesSecrets *self = RUSHES_SECRETS (object);

  g_mutex_clear (&self->mutex);
  g_hash_table_unref (self->session);
  G_OBJECT_CLASS (rushes_secrets_parent_class)->finalize (object);
}

static void
rushes_secrets_class_init (RushesSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_secrets_finalize;
}

static void
rushes_secrets_init (RushesSecrets *self)
{
  g_mutex_init (&self->mutex);
  self->session = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

RushesSecrets *
rushes_secrets_new (void)
{
  return g_object_new (RUSHES_TYPE_SECRETS, NULL);
}

/* What is known now is remembered, so that a job does not ask the keyring at every step. */
void
rushes_secrets_set_for_session (RushesSecrets *self, const char *connection_id, const char *text)
{
  if (*text != '\0')
    rushes_dump_leave_out_memory ();
  g_mutex_lock (&self->mutex);
  g_hash_table_insert (self->session, g_strdup (connection_id), g_strdup (text));
  g_mutex_unlock (&self->mutex);
}

/* Returns: (transfer full): "Name: value" lines as rushes_target_new() takes them; empty if there are
 * none, or no keyring. */
char *
rushes_secrets_lookup (RushesSecrets *self, const char *connection_id, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  char *text;

  g_mutex_lock (&self->mutex);
  text = g_strdup (g_hash_table_lookup (self->session, connection_id));
  g_mutex_unlock (&self->mutex);
  if (text != NULL)
    return text;
  text = secret_password_lookup_sync (&schema, cancellable, &error, "connection", connection_id, NULL);
  if (error != NULL)
    g_debug ("No keyring: %s", error->message);
  if (text == NULL)
    text = g_strdup ("");
  rushes_secrets_set_for_session (self, connection_id, text);
  return text;
}

/* Returns: whether the keyring has it; if not, nothing has changed. */
gboolean
rushes_secrets_store (RushesSecrets *self, const char *connection_id, const char *label, const char *text,
                      GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  rushes_dump_leave_out_memory ();
  if (!secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, text, cancellable, &error,
                                   "connection", connection_id, NULL))
    {
      g_debug ("The keyring did not take the key: %s", error->message);
      return FALSE;
    }
  rushes_secrets_set_for_session (self, connection_id, text);
  return TRUE;
}

void
rushes_secrets_clear (RushesSecrets *self, const char *connection_id, GCancellable *cancellable)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_remove (self->session, connection_id);
  g_mutex_unlock (&self->mutex);
  secret_password_clear_sync (&schema, cancellable, NULL, "connection", connection_id, NULL);
}
