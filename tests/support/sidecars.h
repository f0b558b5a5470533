/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* Whether a program of tests/support finds records below @folders, and all of them in order; else it is printed why not. */
static inline gboolean
records_are_described (const char *script, GPtrArray *folders)
{
  g_autofree char *program = g_build_filename (g_getenv ("TOP"), "tests", "support", script, NULL);
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

/* Whether there are sidecars below @folders, and each is what data/sidecar.schema.json says. */
static inline gboolean
sidecars_are_described (GPtrArray *folders)
{
  return records_are_described ("sidecars.py", folders);
}
