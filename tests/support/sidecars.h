/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* Whether there are sidecars below @folders, and each is what data/sidecar.schema.json says; else it is printed why not. */
static inline gboolean
sidecars_are_described (GPtrArray *folders)
{
  g_autofree char *program = g_build_filename (g_getenv ("TOP"), "tests", "support", "sidecars.py", NULL);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_strv_builder_add_many (words, g_getenv ("PYTHON"), program, NULL);
  for (guint i = 0; i < folders->len; i++)
    g_strv_builder_add (words, folders->pdata[i]);
  argv = g_strv_builder_end (words);
  if (g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &said, &status, &error) &&
      g_spawn_check_wait_status (status, &error))
    return TRUE;
  g_printerr ("%s: %s\n", error->message, said);
  return FALSE;
}
