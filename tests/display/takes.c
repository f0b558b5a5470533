/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "takes.h"

/* @number: of a second before now; it stands in the prompt. @func: (nullable) */
void
take_add (RushesLibrary *library, int number, TakeFunc func)
{
  RushesPaths *paths = rushes_library_get_paths (library);
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *prompt = g_strdup_printf ("Take number %d", number), *path = NULL, *folder = NULL;
  g_autoptr (GError) error = NULL;

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", prompt);
  info->id = g_uuid_string_random ();
  info->created_us = g_get_real_time () - (gint64) number * G_USEC_PER_SEC;
  info->request = rushes_request_new (g_variant_dict_end (&members));
  info->name = rushes_paths_dup_clip_name (info->created_us, prompt, info->id, "mp4");
  info->duration_ms = 1000;
  if (func != NULL)
    func (info, number);
  path = rushes_paths_dup_clip_path (paths, info->name);
  folder = g_path_get_dirname (path);
  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, "no film", -1, &error));
  g_assert_true (rushes_library_add (library, info, &error));
}
