/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-connection-keeping.h"

#include "rushes-error.h"
#include "rushes-worker.h"

#include <string.h>

/* A connection is kept whole or not at all: its key goes into the keyring first, and out of it with the connection. */

typedef struct
{
  RushesCore *core;
  RushesConnection *before; /* (nullable): as it was, and what its mark says of the keyring */
  RushesConnection *connection;
  char *text; /* (nullable): once it is over all that the keyring has; %NULL: what it had */
  gboolean merge; /* with what the keyring has */
} Keep;

static void
keep_free (gpointer data)
{
  Keep *keep = data;

  g_object_unref (keep->core);
  g_clear_object (&keep->before);
  g_object_unref (keep->connection);
  g_free (keep->text);
  g_free (keep);
}

/* Lines of @before whose name is not in @typed stay. Returns: (transfer full) */
static char *
merge_secrets (const char *before, const char *typed)
{
  g_auto (GStrv) lines = g_strsplit (before, "\n", -1);
  g_autofree char *all = g_strconcat ("\n", typed, NULL);
  GString *merged = g_string_new (typed);

  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *name = g_strndup (*line, strcspn (*line, ":"));
      g_autofree char *start = g_strconcat ("\n", name, ":", NULL);
      if (*name != '\0' && strstr (all, start) == NULL)
        g_string_append_printf (merged, "%s\n", *line);
    }
  return g_string_free (merged, FALSE);
}

/* Where no keyring shows what there was, there is nothing to keep: who gives a key anew is let. Returns: (transfer full) (nullable): %NULL: the keyring does
 * not tell what would stay */
static char *
dup_all (Keep *keep, GCancellable *cancellable, GError **error)
{
  g_autofree char *before = NULL;
  g_autoptr (GError) cause = NULL;

  if (!keep->merge || keep->before == NULL)
    return g_strdup (keep->text);
  before = rushes_core_dup_secrets (keep->core, keep->before, cancellable, &cause);
  if (before != NULL)
    return merge_secrets (before, keep->text);
  if (g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_KEYRING_HIDDEN))
    return g_strdup (keep->text);
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

static void
run_keep (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Keep *keep = data;
  RushesSecrets *secrets = rushes_core_get_secrets (keep->core);
  const char *id = rushes_connection_get_id (keep->connection);
  GError *error = NULL;
  char *text = dup_all (keep, cancellable, &error);
  gboolean kept = FALSE;

  if (text == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_free (keep->text);
  keep->text = text;
  if (*text != '\0')
    kept = rushes_secrets_store (secrets, id, rushes_connection_get_name (keep->connection), text, cancellable);
  else
    {
      kept = rushes_secrets_clear (secrets, id, cancellable, &error);
      if (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_KEYRING)) /* a keyring that fails does not keep a connection without a key from being changed */
        {
          g_clear_error (&error);
          kept = TRUE;
        }
      if (kept)
        rushes_secrets_set_for_session (secrets, id, ""); /* that there is none is known, whatever the keyring says */
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, kept);
}

/**
 * rushes_connection_keeping_store_async:
 * @secrets: (nullable): the lines for the keyring; empty: it has none any more; %NULL: what the keyring has stays
 * @merge: whether lines of the keyring that @secrets does not name stay
 *
 * Adds the connection or changes the one of its id, once the keyring has taken its secrets. Main thread.
 */
void
rushes_connection_keeping_store_async (RushesCore *core, RushesConnection *connection, const char *secrets, gboolean merge,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (core, cancellable, callback, data);
  RushesConnection *before = rushes_connections_find (rushes_core_get_connections (core), rushes_connection_get_id (connection));
  Keep *keep = g_new0 (Keep, 1);

  *keep = (Keep) { g_object_ref (core), NULL, g_object_ref (connection), g_strdup (secrets), merge };
  g_set_object (&keep->before, before);
  g_task_set_task_data (task, keep, keep_free);
  if (secrets != NULL)
    rushes_worker_run (task, run_keep);
  else
    g_task_return_boolean (task, TRUE);
}

/* Whoever saves it has seen that its key did not come along, and given one or not. What its mark says of the keyring is what was done there, or stays as it
 * was. Returns: (transfer full) */
static RushesConnection *
new_marked (Keep *keep)
{
  RushesConnection *connection = keep->connection;
  GVariantDict options = G_VARIANT_DICT_INIT (rushes_connection_get_options (connection));
  gboolean has_key = keep->text != NULL && *keep->text != '\0';

  g_variant_dict_remove (&options, RUSHES_CONNECTION_AWAITS_KEY);
  g_variant_dict_remove (&options, RUSHES_CONNECTION_HAS_KEY);
  if (keep->text != NULL || (keep->before != NULL && rushes_connection_knows_key (keep->before, &has_key)))
    g_variant_dict_insert (&options, RUSHES_CONNECTION_HAS_KEY, "b", has_key);
  return rushes_connection_new (rushes_connection_get_id (connection), rushes_connection_get_kind (connection), rushes_connection_get_name (connection),
                                rushes_connection_get_url (connection), g_variant_dict_end (&options), rushes_connection_get_default (connection));
}

/**
 * rushes_connection_keeping_store_finish:
 *
 * Returns: whether the connection is there; if not, nothing is: there is no keyring, or it was cancelled, or @error says what the
 *   keyring failed at
 */
gboolean
rushes_connection_keeping_store_finish (RushesCore *core, GAsyncResult *result, GError **error)
{
  Keep *keep = g_task_get_task_data (G_TASK (result));
  g_autoptr (RushesConnection) answered = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  answered = new_marked (keep);
  rushes_connections_put (rushes_core_get_connections (core), answered);
  return TRUE;
}

static void
run_clear (GTask *task, gpointer core, gpointer id, GCancellable *cancellable)
{
  GError *error = NULL;

  if (rushes_secrets_clear (rushes_core_get_secrets (core), id, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Takes a connection and its key away: first the key, which nobody would find again without the connection. Main thread. */
void
rushes_connection_keeping_remove_async (RushesCore *core, const char *id, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (core, NULL, callback, data);

  g_task_set_task_data (task, g_strdup (id), g_free);
  rushes_worker_run (task, run_clear);
}

/* Returns: whether its key is gone, and it; if not, @error says why: with %RUSHES_ERROR_KEYRING_LOCKED it stays, else only its key may, in a keyring that may never
 * work again */
gboolean
rushes_connection_keeping_remove_finish (RushesCore *core, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) cause = NULL;
  gboolean forgotten = g_task_propagate_boolean (G_TASK (result), &cause);

  if (!g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_KEYRING_LOCKED))
    rushes_connections_remove (rushes_core_get_connections (core), g_task_get_task_data (G_TASK (result)));
  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return forgotten;
}
