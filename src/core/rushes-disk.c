/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-disk.h"

#include "rushes-error.h"
#include "rushes-room.h"
#include "rushes-trash-can.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* Room on the disk: what takes it, and what of it can be had back without losing a clip. */

void
rushes_disk_free (RushesDisk *self)
{
  g_clear_pointer (&self->months, g_ptr_array_unref);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_free (self);
}

static void
count (RushesDiskPart *part, const char *path)
{
  GStatBuf about;

  if (g_stat (path, &about) != 0)
    return;
  part->n++;
  part->bytes += about.st_size;
}

static char *
dup_posters (RushesLibrary *library)
{
  return g_build_filename (rushes_paths_get_cache_dir (rushes_library_get_paths (library)), "posters", NULL);
}

static void
count_cache (RushesDiskPart *part, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      count (part, path);
    }
}

static void
count_trashed (const char *file, const char *info, gpointer part)
{
  count (part, file);
}

/* Blocking. Returns: (transfer full) (nullable) */
RushesDisk *
rushes_disk_look (RushesLibrary *library, GError **error)
{
  g_autoptr (RushesDisk) self = g_new0 (RushesDisk, 1);
  const char *clips = rushes_paths_get_clips_dir (rushes_library_get_paths (library));
  g_autofree char *posters = dup_posters (library);

  if (!rushes_library_look_now (library, error))
    return NULL;
  self->months = rushes_library_list_use (library, FALSE, error);
  self->models = self->months != NULL ? rushes_library_list_use (library, TRUE, error) : NULL;
  if (self->models == NULL)
    return NULL;
  for (guint i = 0; i < self->months->len; i++)
    {
      const RushesUse *use = self->months->pdata[i];
      self->clips.n += use->n_clips;
      self->clips.bytes += use->bytes;
    }
  count_cache (&self->cache, posters);
  self->trash_is_out_of_sight = rushes_trash_can_is_out_of_sight ();
  rushes_trash_can_foreach (clips, count_trashed, &self->trash);
  self->free_bytes = rushes_room_get (clips);
  return g_steal_pointer (&self);
}

/* Returns: (transfer full): names in the cache of the pictures that cannot be made again, as long as their clips have no file */
static GHashTable *
list_kept (GPtrArray *missing)
{
  static const char *const endings[] = { ".jpg", "-strip.jpg", "-wave.png" };
  GHashTable *kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < missing->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (endings); j++)
      g_hash_table_add (kept, g_strconcat (((RushesClipInfo *) missing->pdata[i])->id, endings[j], NULL));
  return kept;
}

static gboolean
remove_file (const char *path, GError **error)
{
  int code;

  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  code = errno;
  g_set_error (error, RUSHES_ERROR, code == EROFS || code == EACCES ? RUSHES_ERROR_READ_ONLY : RUSHES_ERROR_STORAGE, _("Could not delete %s: %s"), path,
               g_strerror (code));
  return FALSE;
}

/* Deletes posters and filmstrips; they are made again when they are shown. Those of clips without a file are all that is left of them
 * and stay. Blocking. */
gboolean
rushes_disk_clear_cache (RushesLibrary *library, GError **error)
{
  g_autofree char *folder = dup_posters (library);
  g_autoptr (GPtrArray) missing = rushes_library_list_missing (library, error);
  g_autoptr (GHashTable) kept = missing != NULL ? list_kept (missing) : NULL;
  g_autoptr (GDir) dir = kept != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (!g_hash_table_contains (kept, name) && !remove_file (path, error))
        return FALSE;
    }
  return kept != NULL;
}

/* The file first: what the trash knows of a file that is gone is of no use, a file of which it knows nothing is in the way. */
static void
remove_trashed (const char *file, const char *info, gpointer data)
{
  GError **error = data;

  if (*error == NULL && remove_file (file, error))
    remove_file (info, error);
}

/* Deletes for good what of the library lies in the trash, and nothing else that lies there. Blocking. */
gboolean
rushes_disk_empty_trash (RushesLibrary *library, GError **error)
{
  GError *cause = NULL;

  if (rushes_trash_can_is_out_of_sight ())
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("The trash cannot be seen from within the sandbox; it is emptied in the file manager."));
      return FALSE;
    }
  rushes_trash_can_foreach (rushes_paths_get_clips_dir (rushes_library_get_paths (library)), remove_trashed, &cause);
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, cause);
  return FALSE;
}
