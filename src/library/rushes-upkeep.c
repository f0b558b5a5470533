/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-upkeep.h"

#include "rushes-sidecar.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* The index against the clips folder: made anew from what lies there, or compared with it. */

typedef gboolean (*FileFunc) (RushesPaths *paths, const char *path, const char *name, gpointer data);

/* Calls @func for every file below the clips folder, with its name relative to it. */
static gboolean
walk (RushesPaths *paths, const char *folder, FileFunc func, gpointer data)
{
  g_autofree char *path = rushes_paths_dup_clip_path (paths, folder);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *name = *folder != '\0' ? g_strconcat (folder, "/", entry, NULL) : g_strdup (entry);
      g_autofree char *full = rushes_paths_dup_clip_path (paths, name);

      if (entry[0] == '.')
        continue;
      if (g_file_test (full, G_FILE_TEST_IS_DIR) ? !walk (paths, name, func, data) : !func (paths, full, name, data))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  RushesIndex *index;
  int count;
  GError **error;
} Rebuild;

/* Where its file is: beside the record, where both may have been moved to, or where the record says, there or not. */
static void
place_file (RushesPaths *paths, const char *name, RushesClipInfo *info)
{
  g_autofree char *folder = g_path_get_dirname (name), *base = g_path_get_basename (info->name);
  g_autofree char *beside = g_str_equal (folder, ".") ? g_strdup (base) : g_strconcat (folder, "/", base, NULL);
  g_autofree char *path = rushes_paths_dup_clip_path (paths, beside);

  if (!g_str_equal (beside, info->name) && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_free (info->name);
      info->name = g_steal_pointer (&beside);
    }
}

/* A clip whose file is missing is one all the same: what is thought of it is not lost. */
static gboolean
rebuild_file (RushesPaths *paths, const char *path, const char *name, gpointer data)
{
  Rebuild *rebuild = data;
  g_autofree char *text = NULL;
  g_autoptr (RushesClipInfo) info = NULL;

  if (!g_str_has_suffix (name, ".json") || !g_file_get_contents (path, &text, NULL, NULL))
    return TRUE;
  info = rushes_sidecar_from_text (text, NULL);
  if (info == NULL)
    return TRUE;
  place_file (paths, name, info);
  rebuild->count++;
  return rushes_index_put (rebuild->index, info, NULL, rebuild->error);
}

/* Makes the index anew from the sidecars. Blocking.
 *
 * Returns: how many clips there are, -1 on error */
int
rushes_upkeep_rebuild (RushesPaths *paths, RushesIndex *index, GError **error)
{
  Rebuild rebuild = { index, 0, error };
  gboolean done;

  if (!rushes_index_begin_rebuild (index, error))
    return -1;
  done = walk (paths, "", rebuild_file, &rebuild);
  return rushes_index_end_rebuild (index, done, done ? error : NULL) && done ? rebuild.count : -1;
}

typedef struct
{
  GPtrArray *problems;
  GHashTable *known; /* names in the index */
} Verify;

static void
verify_row (const char *name, gint64 size_bytes, gpointer data)
{
  Verify *verify = data;

  g_hash_table_insert (verify->known, g_strdup (name), GSIZE_TO_POINTER (size_bytes));
}

/* What a link leads to takes nothing of the library's disk: its size stands in the record alone. */
static gint64
get_size (const char *path, const char *sidecar, gpointer indexed)
{
  g_autofree char *text = NULL;
  g_autoptr (RushesClipInfo) info = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return GPOINTER_TO_SIZE (indexed);
  if (g_file_get_contents (sidecar, &text, NULL, NULL))
    info = rushes_sidecar_from_text (text, NULL);
  return info != NULL ? info->size_bytes : 0;
}

static gboolean
verify_file (RushesPaths *paths, const char *path, const char *name, gpointer data)
{
  Verify *verify = data;
  g_autofree char *sidecar = rushes_sidecar_dup_path (path);
  GStatBuf status;
  gpointer size;

  if (g_str_has_suffix (name, ".json") || !g_file_test (path, G_FILE_TEST_EXISTS)) /* a link may lead to nothing: that clip is missing */
    return TRUE;
  if (!g_hash_table_lookup_extended (verify->known, name, NULL, &size))
    g_ptr_array_add (verify->problems, g_strdup_printf (_("%s is not in the index; “rushes rebuild” adds it if it has a sidecar, “rushes import” otherwise"), name));
  else if (g_stat (path, &status) == 0 && status.st_size != get_size (path, sidecar, size))
    g_ptr_array_add (verify->problems, g_strdup_printf (_("%s has another size than when it was saved"), name));
  else if (!g_file_test (sidecar, G_FILE_TEST_EXISTS))
    g_ptr_array_add (verify->problems, g_strdup_printf (_("%s has no sidecar"), name));
  g_hash_table_remove (verify->known, name);
  return TRUE;
}

/* Compares files, sidecars and index. Blocking.
 *
 * Returns: (transfer full) (element-type utf8): one sentence per problem; empty if all is well */
GPtrArray *
rushes_upkeep_verify (RushesPaths *paths, RushesIndex *index, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Verify verify = { problems, known };
  GHashTableIter iter;
  gpointer name;

  if (!rushes_index_foreach (index, verify_row, &verify, error))
    return NULL;
  walk (paths, "", verify_file, &verify);
  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (problems, g_strdup_printf (_("%s is missing on the disk; “rushes find-missing FOLDER” looks for it"), (char *) name));
  return g_steal_pointer (&problems);
}
