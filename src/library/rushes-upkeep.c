/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-upkeep.h"

#include "rushes-error.h"
#include "rushes-sidecar.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* The index against the clips folder: made anew from what lies there, or compared with it. */

typedef gboolean (*FileFunc) (RushesPaths *paths, const char *path, const char *name, gpointer data);

/* What leads elsewhere is not followed, or there might be no end. */
static gboolean
is_folder (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK);
}

/* Calls @func for every file below the clips folder, with its name relative to it. Returns: whether all were seen */
static gboolean
walk (RushesPaths *paths, const char *folder, FileFunc func, gpointer data)
{
  g_autofree char *path = rushes_paths_dup_clip_path (paths, folder);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;

  if (dir == NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *name = *folder != '\0' ? g_strconcat (folder, "/", entry, NULL) : g_strdup (entry);
      g_autofree char *full = rushes_paths_dup_clip_path (paths, name);

      if (entry[0] == '.')
        continue;
      if (is_folder (full) ? !walk (paths, name, func, data) : !func (paths, full, name, data))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  RushesIndex *index;
  GPtrArray *strays; /* names of records that do not lie beside the file they name */
  int count;
  GError **error;
} Rebuild;

static gboolean
is_record_of (RushesPaths *paths, const char *path, const RushesClipInfo *info)
{
  g_autofree char *file = rushes_paths_dup_clip_path (paths, info->name), *sidecar = rushes_sidecar_dup_path (file);

  return g_str_equal (sidecar, path);
}

static gboolean
put (Rebuild *self, const RushesClipInfo *info)
{
  self->count++;
  return rushes_index_put (self->index, info, NULL, self->error);
}

static gboolean
fail_to_read (const char *path, const char *why, GError **error)
{
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("“%s” cannot be read: %s"), path, why);
  return FALSE;
}

/* A clip whose file is missing is one all the same: what is thought of it is not lost. */
static gboolean
rebuild_file (RushesPaths *paths, const char *path, const char *name, gpointer data)
{
  Rebuild *self = data;
  g_autoptr (GError) cause = NULL;
  g_autoptr (RushesClipInfo) info = g_str_has_suffix (name, ".json") ? rushes_sidecar_load (path, &cause) : NULL;

  if (cause != NULL && g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_IN_USE)) /* it may be a record, and its clip would not be there */
    return fail_to_read (path, cause->message, self->error);
  if (info == NULL)
    return TRUE;
  if (is_record_of (paths, path, info) && !rushes_index_has (self->index, info->id, info->name))
    return put (self, info);
  g_ptr_array_add (self->strays, g_strdup (name));
  return TRUE;
}

/* Where its file is: beside the record, where both may have been moved to, or where the record says, there or not. */
static void
place_file (RushesPaths *paths, const char *name, RushesClipInfo *info)
{
  g_autofree char *folder = g_path_get_dirname (name), *base = g_path_get_basename (info->name);
  g_autofree char *beside = g_str_equal (folder, ".") ? g_strdup (base) : g_strconcat (folder, "/", base, NULL);
  g_autofree char *path = rushes_paths_dup_clip_path (paths, beside);

  if (!g_str_equal (beside, info->name) && g_utf8_validate (beside, -1, NULL) && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_free (info->name);
      info->name = g_steal_pointer (&beside);
    }
}

/* Whether another record lies where this one would be written. */
static gboolean
is_in_the_way (RushesPaths *paths, const char *path, const RushesClipInfo *info)
{
  g_autofree char *file = rushes_paths_dup_clip_path (paths, info->name), *sidecar = rushes_sidecar_dup_path (file);

  return !g_str_equal (sidecar, path) && g_file_test (sidecar, G_FILE_TEST_EXISTS);
}

/* A record that was moved with its file, or copied by hand: of two that say they are of one clip, the one in its place counts. */
static gboolean
rebuild_stray (RushesPaths *paths, const char *name, Rebuild *self)
{
  g_autofree char *path = rushes_paths_dup_clip_path (paths, name);
  g_autoptr (GError) cause = NULL;
  g_autoptr (RushesClipInfo) info = rushes_sidecar_load (path, &cause);

  if (g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_IN_USE))
    return fail_to_read (path, cause->message, self->error);
  if (info == NULL)
    return TRUE;
  place_file (paths, name, info);
  return rushes_index_has (self->index, info->id, info->name) || is_in_the_way (paths, path, info) || put (self, info);
}

static gboolean
rebuild_all (RushesPaths *paths, Rebuild *self, GError **error)
{
  g_autoptr (GError) cause = NULL;

  self->error = &cause;
  if (!walk (paths, "", rebuild_file, self))
    {
      if (cause == NULL)
        return fail_to_read (rushes_paths_get_clips_dir (paths), g_strerror (errno), error);
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  self->error = error;
  for (guint i = 0; i < self->strays->len; i++)
    if (!rebuild_stray (paths, self->strays->pdata[i], self))
      return FALSE;
  return TRUE;
}

static gboolean
is_no_record (RushesPaths *paths, const char *path, const char *name, gpointer data)
{
  g_autoptr (RushesClipInfo) info = g_str_has_suffix (name, ".json") ? rushes_sidecar_load (path, NULL) : NULL;

  *(gboolean *) data |= info != NULL;
  return info == NULL;
}

/* Whether the index knows of nothing though there are clips: who made it was killed, or could read nothing, before it was filled. Blocking. */
gboolean
rushes_upkeep_is_unfilled (RushesPaths *paths, RushesIndex *index)
{
  gboolean found = FALSE;

  if (!rushes_index_is_bare (index))
    return FALSE;
  walk (paths, "", is_no_record, &found);
  return found;
}

/* Makes the index anew from the sidecars. Blocking.
 *
 * Returns: how many clips there are, -1 on error */
int
rushes_upkeep_rebuild (RushesPaths *paths, RushesIndex *index, GError **error)
{
  g_autoptr (GPtrArray) strays = g_ptr_array_new_with_free_func (g_free);
  Rebuild rebuild = { index, strays, 0, error };
  gboolean done;

  if (!rushes_index_begin_rebuild (index, error))
    return -1;
  done = rebuild_all (paths, &rebuild, error);
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
get_size (const char *path, const RushesClipInfo *record, gpointer indexed)
{
  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return GPOINTER_TO_SIZE (indexed);
  return record != NULL ? record->size_bytes : 0;
}

static void
add_problem (Verify *self, const char *format, const char *name)
{
  g_autofree char *shown = g_filename_display_name (name);
  g_auto (GStrv) halves = g_strsplit (format, "%s", 2);

  g_ptr_array_add (self->problems, g_strjoinv (shown, halves));
}

/* A file that the index knows. */
static void
verify_known (Verify *self, const char *path, const char *name, gpointer size)
{
  g_autofree char *sidecar = rushes_sidecar_dup_path (path);
  g_autoptr (RushesClipInfo) record = rushes_sidecar_load (sidecar, NULL);
  GStatBuf status;

  if (g_stat (path, &status) == 0 && status.st_size != get_size (path, record, size))
    add_problem (self, _("%s has another size than when it was saved"), name);
  else if (!g_file_test (sidecar, G_FILE_TEST_EXISTS))
    add_problem (self, _("%s has no sidecar"), name);
  else if (record == NULL)
    add_problem (self, _("The sidecar of %s cannot be read. Put it right; or delete it, and it is written anew when you judge the clip"), name);
}

static gboolean
verify_file (RushesPaths *paths, const char *path, const char *name, gpointer data)
{
  Verify *self = data;
  gpointer size;

  if (g_str_has_suffix (name, ".json") || !g_file_test (path, G_FILE_TEST_IS_REGULAR)) /* a link may lead to nothing: that clip is missing */
    return TRUE;
  if (g_hash_table_lookup_extended (self->known, name, NULL, &size))
    verify_known (self, path, name, size);
  else
    add_problem (self, _("%s is not in the index; “rushes rebuild” adds it if it has a sidecar, “rushes import” otherwise"), name);
  g_hash_table_remove (self->known, name);
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
    add_problem (&verify, _("%s is missing on the disk; “rushes find-missing FOLDER” looks for it"), name);
  return g_steal_pointer (&problems);
}
