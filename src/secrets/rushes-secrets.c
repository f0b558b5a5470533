/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-secrets.h"

#include "rushes-dump.h"
#include "rushes-error.h"

#include <libsecret/secret.h>

/* Keys and secret headers of connections: in the system keyring, and what was read or handed in, in memory for
 * as long as the program runs. That there is none is remembered until the keyring says that something changed (it may be unlocked, or come, meanwhile).
 * Any thread; the calls block on the keyring's service, and on who is asked to unlock it. */

#define ASK_AGAIN_US (5 * G_TIME_SPAN_MINUTE) /* who has just not unlocked it is not asked at every step of every job; nor is one that has nothing */
#define SERVICE "org.freedesktop.secrets"

struct _RushesSecrets
{
  GObject parent_instance;
  GMutex mutex;
  GHashTable *session; /* connection id → text */
  GHashTable *none;    /* connection id → gint64 *: when the keyring was seen to have nothing for it */
  guint n_changes;     /* of the keyring: what was asked before one is not remembered after it */
  GDBusConnection *bus; /* (nullable): once it is listened to */
  guint watches[3];
  GMutex asking; /* one question at a time: what is answered to one holds for those that wait */
  gint64 refused_us; /* when the keyring was not unlocked; 0: never. Under asking */
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

  for (guint i = 0; i < G_N_ELEMENTS (self->watches) && self->bus != NULL; i++)
    g_dbus_connection_signal_unsubscribe (self->bus, self->watches[i]);
  g_clear_object (&self->bus);
  g_hash_table_unref (self->none);
  g_mutex_clear (&self->mutex);
  g_mutex_clear (&self->asking);
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
  g_mutex_init (&self->asking);
  self->session = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->none = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
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
  g_hash_table_remove (self->none, connection_id);
  g_mutex_unlock (&self->mutex);
}

/* Whether nothing is there that could have a key: no bus, nobody on it who keeps any, or a portal without that part, or one that this
 * program may not speak with. Without one, servers that need no key
 * work all the same. */
static gboolean
is_no_keyring (const GError *error)
{
  static const int none[] = { G_DBUS_ERROR_SERVICE_UNKNOWN, G_DBUS_ERROR_NAME_HAS_NO_OWNER, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND,
                              G_DBUS_ERROR_UNKNOWN_METHOD, G_DBUS_ERROR_UNKNOWN_INTERFACE, G_DBUS_ERROR_UNKNOWN_OBJECT, G_DBUS_ERROR_ACCESS_DENIED };
  g_autoptr (GDBusConnection) bus = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    if (g_error_matches (error, G_DBUS_ERROR, none[i]))
      return TRUE;
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  return bus == NULL;
}

/* Sets @error to one of ours, unless it was broken off. */
static void
fail (GError **error, const GError *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_error_copy (cause));
  else if (g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_KEYRING_LOCKED, cause->message);
  else
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_KEYRING, cause->message);
}

typedef enum
{
  LOOK_FAILED, /* with an error */
  LOOK_NOTHING,
  LOOK_LOCKED, /* there is something, and nobody has unlocked it */
  LOOK_OPEN
} Look;

/* What the keyring has. Nobody is asked to unlock it. */
static Look
look (const char *connection_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  GList *found = secret_password_search_sync (&schema, SECRET_SEARCH_NONE, cancellable, &cause, "connection", connection_id, NULL);
  Look seen = found == NULL ? LOOK_NOTHING : SECRET_IS_ITEM (found->data) && secret_item_get_locked (found->data) ? LOOK_LOCKED : LOOK_OPEN;

  g_list_free_full (found, g_object_unref);
  if (cause == NULL)
    return seen;
  g_propagate_error (error, g_steal_pointer (&cause));
  return LOOK_FAILED;
}

static gboolean
is_locked (const char *connection_id, GCancellable *cancellable, GError **error)
{
  return look (connection_id, cancellable, error) == LOOK_LOCKED;
}

static void
on_change (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *name, GVariant *parameters, gpointer weak)
{
  g_autoptr (RushesSecrets) self = g_weak_ref_get (weak);

  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->n_changes++;
  g_hash_table_remove_all (self->none);
  g_mutex_unlock (&self->mutex);
}

static void
weak_free (gpointer weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

static guint
subscribe (RushesSecrets *self, const char *sender, const char *interface, const char *name, const char *about)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return g_dbus_connection_signal_subscribe (self->bus, sender, interface, name, NULL, about, G_DBUS_SIGNAL_FLAGS_NONE, on_change, weak, weak_free);
}

/* From now on the main loop hears of what changes there: a collection that is unlocked or comes, a key, another keyring. Returns: how often it has, for
 * remember_none() */
static guint
begin_asking (RushesSecrets *self)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  guint n_changes;

  g_mutex_lock (&self->mutex);
  if (self->bus == NULL && bus != NULL)
    {
      self->bus = g_steal_pointer (&bus);
      self->watches[0] = subscribe (self, SERVICE, "org.freedesktop.Secret.Service", NULL, NULL);
      self->watches[1] = subscribe (self, SERVICE, "org.freedesktop.Secret.Collection", NULL, NULL);
      self->watches[2] = subscribe (self, "org.freedesktop.DBus", "org.freedesktop.DBus", "NameOwnerChanged", SERVICE);
    }
  n_changes = self->n_changes;
  g_mutex_unlock (&self->mutex);
  return n_changes;
}

static void
remember_none (RushesSecrets *self, const char *connection_id, guint n_changes)
{
  gint64 now = g_get_monotonic_time ();

  g_mutex_lock (&self->mutex);
  if (self->bus != NULL && n_changes == self->n_changes)
    g_hash_table_insert (self->none, g_strdup (connection_id), g_memdup2 (&now, sizeof now));
  g_mutex_unlock (&self->mutex);
}

/* A keyring that does not say what changes is asked again after a while. */
static gboolean
is_known_to_have_none (RushesSecrets *self, const char *connection_id)
{
  const gint64 *since;
  gboolean known;

  g_mutex_lock (&self->mutex);
  since = g_hash_table_lookup (self->none, connection_id);
  known = since != NULL && g_get_monotonic_time () - *since < ASK_AGAIN_US;
  g_mutex_unlock (&self->mutex);
  return known;
}

/* A question that is not answered with the password gives no error: then what was looked for is still locked. Returns: (transfer full) (nullable) */
static char *
read_unlocked (RushesSecrets *self, const char *connection_id, GCancellable *cancellable, GError **error)
{
  gboolean ask = self->refused_us == 0 || g_get_monotonic_time () - self->refused_us > ASK_AGAIN_US;
  g_autoptr (GError) cause = NULL;
  gboolean locked = !ask && is_locked (connection_id, cancellable, &cause);
  char *text = NULL;

  if (!locked && cause == NULL)
    {
      text = secret_password_lookup_sync (&schema, cancellable, &cause, "connection", connection_id, NULL);
      locked = text == NULL && cause == NULL && is_locked (connection_id, cancellable, &cause);
      if (locked || g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
        self->refused_us = g_get_monotonic_time ();
    }
  if (locked)
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_KEYRING_LOCKED, "");
  else if (cause != NULL && is_no_keyring (cause))
    g_debug ("No keyring: %s", cause->message);
  else if (cause != NULL)
    fail (error, cause);
  else if (text != NULL)
    self->refused_us = 0;
  return text;
}

static char *
dup_known (RushesSecrets *self, const char *connection_id)
{
  char *text;

  g_mutex_lock (&self->mutex);
  text = g_strdup (g_hash_table_lookup (self->session, connection_id));
  g_mutex_unlock (&self->mutex);
  return text;
}

/* One is asked at a time, and only for what is locked: whoever's key is not, or who has none, waits for nobody. Returns: (transfer full) (nullable) */
static char *
read_locked (RushesSecrets *self, const char *connection_id, GCancellable *cancellable, GError **error)
{
  char *text;

  g_mutex_lock (&self->asking);
  text = dup_known (self, connection_id); /* another has asked meanwhile */
  if (text == NULL)
    text = read_unlocked (self, connection_id, cancellable, error);
  g_mutex_unlock (&self->asking);
  return text;
}

/* Returns: (transfer full) (nullable): %NULL without an error: there is none */
static char *
ask_keyring (RushesSecrets *self, const char *connection_id, GCancellable *cancellable, GError **error)
{
  guint n_changes = begin_asking (self);
  g_autoptr (GError) cause = NULL;
  Look seen = look (connection_id, cancellable, &cause);
  char *text = seen == LOOK_OPEN ? secret_password_lookup_sync (&schema, cancellable, &cause, "connection", connection_id, NULL) : NULL;

  if (text != NULL)
    return text;
  if (cause == NULL && seen != LOOK_NOTHING)
    return read_locked (self, connection_id, cancellable, error);
  if (cause == NULL || is_no_keyring (cause))
    remember_none (self, connection_id, n_changes);
  else
    fail (error, cause);
  return NULL;
}

/**
 * rushes_secrets_lookup:
 *
 * Returns: (transfer full) (nullable): "Name: value" lines as rushes_target_new() takes them; empty if there are none, or no keyring at all; %NULL with
 *   %RUSHES_ERROR_KEYRING_LOCKED, %RUSHES_ERROR_KEYRING or %RUSHES_ERROR_KEYRING_HIDDEN if they are not to be had: then nothing may be sent
 */
char *
rushes_secrets_lookup (RushesSecrets *self, const char *connection_id, RushesSecretsKept kept, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  char *text = dup_known (self, connection_id);

  if (text != NULL)
    return text;
  if (kept == RUSHES_SECRETS_SOME || (kept == RUSHES_SECRETS_MAYBE && !is_known_to_have_none (self, connection_id)))
    text = ask_keyring (self, connection_id, cancellable, &cause);
  if (text != NULL)
    rushes_secrets_set_for_session (self, connection_id, text);
  else if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (kept == RUSHES_SECRETS_SOME)
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_KEYRING_HIDDEN, "");
  else
    text = g_strdup ("");
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

/* What is known here is forgotten in any case. Returns: %FALSE with %RUSHES_ERROR_KEYRING_LOCKED where the keyring is known to have it still, with %RUSHES_ERROR_KEYRING
 * where it failed and may */
gboolean
rushes_secrets_clear (RushesSecrets *self, const char *connection_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  gboolean locked;

  g_mutex_lock (&self->mutex);
  g_hash_table_remove (self->session, connection_id);
  g_mutex_unlock (&self->mutex);
  locked = !secret_password_clear_sync (&schema, cancellable, &cause, "connection", connection_id, NULL) && cause == NULL &&
           is_locked (connection_id, cancellable, &cause);
  if (locked || g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_KEYRING_LOCKED, "");
      return FALSE;
    }
  if (cause == NULL || is_no_keyring (cause))
    return TRUE;
  fail (error, cause);
  return FALSE;
}
