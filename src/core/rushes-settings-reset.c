/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-settings-reset.h"

#include "rushes-error.h"
#include "rushes-settings-here.h"

/* As after the first start. Clips, boards, styles, workflows and the queue are touched by none of it. */

static void
reset_keys (GSettings *settings, const char *const *keys)
{
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

/* @cause: is set anew by each that fails */
static gboolean
clear (RushesSecrets *secrets, RushesConnection *connection, GError **cause)
{
  GError *error = NULL;

  if (rushes_secrets_clear (secrets, rushes_connection_get_id (connection), NULL, &error))
    return TRUE;
  g_clear_error (cause);
  g_propagate_error (cause, error);
  return FALSE;
}

/**
 * rushes_settings_forget_keys:
 * @connections: (element-type RushesConnection)
 * @kept: (out) (nullable): the names of those whose keys the keyring keeps, since it is locked; %NULL: of none
 *
 * Takes their keys out of the keyring, as far as that goes: who does not unlock it is asked once. Blocking, any thread.
 *
 * Returns: (transfer full) (element-type RushesConnection): those that can go: nobody would find a key without its connection, and a keyring that fails may never work again.
 * @error: why the others keep theirs, or, where there are none, why a key may be left
 */
GPtrArray *
rushes_settings_forget_keys (RushesSecrets *secrets, GPtrArray *connections, char **kept, GError **error)
{
  GPtrArray *gone = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GError) cause = NULL;
  gboolean locked = FALSE;

  for (guint i = 0; i < connections->len; i++)
    {
      locked = locked || (!clear (secrets, connections->pdata[i], &cause) && g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_KEYRING_LOCKED));
      if (locked)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", rushes_connection_get_name (connections->pdata[i]));
      else
        g_ptr_array_add (gone, g_object_ref (connections->pdata[i]));
    }
  *kept = names->len > 0 ? g_strdup (names->str) : NULL;
  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return gone;
}

/* @all: (element-type RushesConnection): those that go, as rushes_settings_forget_keys() says. Main thread. */
void
rushes_settings_remove (RushesConnections *connections, GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    rushes_connections_remove (connections, rushes_connection_get_id (all->pdata[i]));
}

/* Main thread. Connections do not go by this: their keys have to go before. */
void
rushes_settings_reset (GSettings *settings, RushesSettingsPart parts)
{
  if (parts & RUSHES_SETTINGS_PREFERENCES)
    reset_keys (settings, rushes_settings_get_preferences ());
  if (parts & RUSHES_SETTINGS_PROMPTS)
    reset_keys (settings, rushes_settings_get_prompts ());
}
