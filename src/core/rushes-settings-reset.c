/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-settings-reset.h"

#include "rushes-settings-here.h"

/* As after the first start. Clips, boards, styles, workflows and the queue are touched by none of it. */

static void
reset_keys (GSettings *settings, const char *const *keys)
{
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

/* Keys that are kept for @connections go. Blocking, any thread. */
void
rushes_settings_forget_keys (RushesSecrets *secrets, GPtrArray *connections)
{
  for (guint i = 0; i < connections->len; i++)
    rushes_secrets_clear (secrets, rushes_connection_get_id (connections->pdata[i]), NULL, NULL);
}

/* Main thread. Whoever takes connections away has rushes_settings_forget_keys() called for those that there were. */
void
rushes_settings_reset (RushesCore *core, GSettings *settings, RushesSettingsPart parts)
{
  RushesConnections *connections = rushes_core_get_connections (core);
  g_autoptr (GPtrArray) kept = rushes_connections_dup_kept (connections);

  if (parts & RUSHES_SETTINGS_PREFERENCES)
    reset_keys (settings, rushes_settings_get_preferences ());
  if (parts & RUSHES_SETTINGS_PROMPTS)
    reset_keys (settings, rushes_settings_get_prompts ());
  for (guint i = 0; (parts & RUSHES_SETTINGS_CONNECTIONS) && i < kept->len; i++)
    rushes_connections_remove (connections, rushes_connection_get_id (kept->pdata[i]));
}
