/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-import.h"

#include "rushes-error.h"
#include "rushes-probe.h"

/* Files from elsewhere become clips. */

/* What a file is: fills the size, rate and length of @info. @extension: (out) (transfer none). Blocking, any thread. */
gboolean
rushes_import_probe (const char *path, RushesClipInfo *info, const char **extension, GError **error)
{
  g_autoptr (RushesProbe) result = rushes_probe_new (path, error);

  if (result == NULL)
    return FALSE;
  *extension = result->extension;
  info->width = result->width;
  info->height = result->height;
  info->fps = result->fps;
  info->duration_ms = result->duration_ms;
  info->size_bytes = result->size_bytes;
  g_free (info->missing_decoder);
  info->missing_decoder = g_strdup (result->missing_decoder);
  return TRUE;
}

static RushesRequest *
new_import_request (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  char *dot = strrchr (base, '.');
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);

  if (dot != NULL)
    *dot = '\0';
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", base);
  return rushes_request_new (g_variant_dict_end (&members));
}

/* Copies a video file into the library, under a name of its own. Blocking.
 *
 * Returns: (transfer full): the new clip */
RushesClipInfo *
rushes_import_run (RushesLibrary *library, const char *path, GError **error)
{
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  g_autoptr (GFile) from = g_file_new_for_path (path), to = NULL;
  g_autoptr (GError) cause = NULL;
  g_autofree char *part = NULL, *final = NULL;
  RushesPaths *paths = rushes_library_get_paths (library);
  const char *extension;

  if (!rushes_import_probe (path, info, &extension, error))
    return NULL;
  info->id = g_uuid_string_random ();
  info->created_us = g_get_real_time ();
  info->request = new_import_request (path);
  info->is_new = TRUE;
  info->name = rushes_paths_dup_clip_name (info->created_us, rushes_request_get_prompt (info->request), info->id, extension);
  part = rushes_paths_dup_part_path (paths, info->id);
  final = rushes_paths_dup_clip_path (paths, info->name);
  to = g_file_new_for_path (part);
  if (!g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &cause))
    {
      rushes_error_set_from_file (error, cause, "copy the file");
      g_file_delete (to, NULL, NULL);
      return NULL;
    }
  if (!rushes_paths_publish (part, final, error) || !rushes_library_add (library, info, error))
    return NULL;
  return g_steal_pointer (&info);
}

static void
run (GTask *task, gpointer library, gpointer file, GCancellable *cancellable)
{
  GError *error = NULL;
  RushesClipInfo *info = rushes_import_run (library, g_file_peek_path (file), &error);

  if (info != NULL)
    g_task_return_pointer (task, info, (GDestroyNotify) rushes_clip_info_free);
  else
    g_task_return_error (task, error);
}

/* Copies a video file into the library, soon. Main thread. */
void
rushes_import_async (RushesLibrary *library, GFile *file, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (library, NULL, callback, data);

  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, run);
}

/**
 * rushes_import_finish:
 * @name: (out) (transfer full): what the file was called
 *
 * Returns: (transfer full): the new clip
 */
RushesClipInfo *
rushes_import_finish (GAsyncResult *result, char **name, GError **error)
{
  *name = g_file_get_basename (g_task_get_task_data (G_TASK (result)));
  return g_task_propagate_pointer (G_TASK (result), error);
}
