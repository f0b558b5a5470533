/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop.h"

/* The user's choice of a program for a kind of file: @told gets the path that it is started with. */
void
desktop_choose (const char *type, const char *told)
{
  const char *home = g_get_home_dir ();
  g_autofree char *script = g_build_filename (home, "show-file", NULL), *folder = g_build_filename (home, "applications", NULL);
  g_autofree char *desktop = g_build_filename (folder, "show-file.desktop", NULL), *choices = g_build_filename (home, "mimeapps.list", NULL);
  g_autofree char *lines = g_strdup_printf ("#!/bin/sh\nprintf %%s \"$1\" >'%s.part' && mv '%s.part' '%s'\n", told, told, told);
  g_autofree char *entry = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Shows Files\nExec=%s %%f\nMimeType=%s;\n", script, type);
  g_autofree char *choice = g_strdup_printf ("[Default Applications]\n%s=show-file.desktop\n", type);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents_full (script, lines, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_assert_true (g_file_set_contents (desktop, entry, -1, NULL));
  g_assert_true (g_file_set_contents (choices, choice, -1, NULL));
}

gboolean
desktop_was_told (const char *told, const char *path)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (told, &text, NULL, NULL) && g_str_equal (text, path);
}
