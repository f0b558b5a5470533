/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-owner.h"

/* The process that owns the queue, spoken to from another one. */

/**
 * rushes_owner_tell:
 * @action: one of the application's: "adopt-jobs", "cancel-job" or "retry-job"
 * @id: (nullable): the job
 *
 * Returns: whether the process that owns the queue was reached over the application's D-Bus name
 */
gboolean
rushes_owner_tell (RushesCore *core, const char *action, const char *id)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  const char *name = rushes_core_is_demo (core) ? RUSHES_APP_ID ".Demo" : RUSHES_APP_ID;
  const char *path = rushes_core_is_demo (core) ? "/io/github/rushes_app/Rushes/Demo" : "/io/github/rushes_app/Rushes";
  GVariantBuilder parameters = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GVariant) answer = NULL;

  if (id != NULL)
    g_variant_builder_add (&parameters, "v", g_variant_new_string (id));
  if (bus != NULL)
    answer = g_dbus_connection_call_sync (bus, name, path, "org.gtk.Actions", "Activate",
                                          g_variant_new ("(sava{sv})", action, &parameters, NULL), NULL,
                                          G_DBUS_CALL_FLAGS_NO_AUTO_START, 3000, NULL, NULL);
  else
    g_variant_builder_clear (&parameters);
  return answer != NULL;
}
