/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_SETTINGS_ENABLE_BACKEND

#include "config.h"

#include "rushes-settings.h"

#include <gio/gsettingsbackend.h>

/* Where the program remembers what was chosen and typed. */

/* Returns: (transfer full) (nullable): the demo's are its own, beside its own library; %NULL where the program is not installed whole. Main thread. */
GSettings *
rushes_settings_new (RushesPaths *paths, gboolean demo)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, RUSHES_SETTINGS_ID, TRUE) : NULL;
  g_autofree char *path = g_build_filename (rushes_paths_get_config_dir (paths), "settings.ini", NULL);
  g_autoptr (GSettingsBackend) backend = NULL;

  if (schema == NULL)
    return NULL;
  if (demo)
    backend = g_keyfile_settings_backend_new (path, "/io/github/rushes_app/Rushes/", "Rushes");
  return g_settings_new_full (schema, backend, NULL);
}
