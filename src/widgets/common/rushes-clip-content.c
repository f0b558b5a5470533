/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-clip-content.h"

/**
 * rushes_clip_content_new:
 * @clips: (element-type RushesClip): one or more
 *
 * What other programs get of clips, dropped or pasted: their files, and their paths as text. The first is also there as a single
 * file, for what takes one.
 *
 * Returns: (transfer full)
 */
GdkContentProvider *
rushes_clip_content_new (RushesLibrary *library, GPtrArray *clips)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) paths = g_string_new (NULL);
  GdkFileList *list;
  GdkContentProvider *parts[3];

  for (guint i = 0; i < clips->len; i++)
    {
      g_autofree char *path = rushes_library_dup_path (library, clips->pdata[i]);
      g_ptr_array_add (files, g_file_new_for_path (path));
      g_string_append_printf (paths, "%s%s", i > 0 ? "\n" : "", path);
    }
  list = gdk_file_list_new_from_array ((GFile **) files->pdata, files->len);
  parts[0] = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, list);
  g_boxed_free (GDK_TYPE_FILE_LIST, list);
  parts[1] = gdk_content_provider_new_typed (G_TYPE_FILE, files->pdata[0]);
  parts[2] = gdk_content_provider_new_typed (G_TYPE_STRING, paths->str);
  return gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts));
}
