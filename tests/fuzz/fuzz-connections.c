/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "rushes-connection-parse.h"
#include "rushes-connections.h"
#include "rushes-scratch.h"

/* The file of connections, which people may mend by hand; the same text is pasted into the dialog. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static RushesPaths *paths = NULL;
  g_autofree char *text = g_strndup ((const char *) data, size), *path = NULL;
  g_autoptr (RushesConnectionParse) parsed = g_utf8_validate (text, -1, NULL) ? rushes_connection_parse (text) : NULL;
  g_autoptr (RushesConnections) connections = NULL;
  g_autoptr (GError) error = NULL;

  if (paths == NULL)
    {
      g_autofree char *folder = rushes_scratch_make ();
      paths = rushes_paths_new (folder, folder, folder);
    }
  path = g_build_filename (rushes_paths_get_config_dir (paths), "connections.ini", NULL);
  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  connections = rushes_connections_load (paths);
  if (g_list_model_get_n_items (G_LIST_MODEL (connections)) > 0)
    {
      rushes_connections_save (connections, &error);
      g_assert_no_error (error);
    }
  return 0;
}
