/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-keep.h"

#include "rushes-error.h"
#include "rushes-replace.h"
#include "rushes-room.h"
#include "rushes-sync.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

/* Files that requests are made of: kept under the hash of their content, so that a retry needs no other. */

/* (transfer full): ".mp4"; "" for what is no plain ending */
static char *
dup_ending (const char *path)
{
  const char *dot = strrchr (path, '.');

  if (dot == NULL || strchr (dot, '/') != NULL || strlen (dot) > 6)
    return g_strdup ("");
  return g_ascii_strdown (dot, -1);
}

/* A clip of the library never changes: a second name for it costs nothing. */
static gboolean
link_own (const char *path, const char *kept, const char *folder)
{
  g_autofree char *parent = g_path_get_dirname (folder), *own = g_strconcat (parent, "/", NULL);

  return g_str_has_prefix (path, own) && link (path, kept) == 0;
}

/**
 * rushes_keep_file:
 * @folder: in the data folder; made if needed
 *
 * Returns: (transfer full): the path of a copy of our own, or %NULL with %RUSHES_ERROR_INVALID if there is no such file. Blocking.
 */
char *
rushes_keep_file (const char *path, const char *folder, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GMappedFile) mapped = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_mapped_file_new (path, FALSE, &cause) : NULL;
  g_autoptr (GBytes) bytes = mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;
  g_autofree char *hash = NULL, *ending = dup_ending (path), *name = NULL, *kept = NULL;

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("“%s” cannot be read: %s"), path, cause != NULL ? cause->message : _("there is no such file"));
      return NULL;
    }
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  name = g_strconcat (hash, ending, NULL);
  kept = g_build_filename (folder, name, NULL);
  rushes_sync_make_folder (folder);
  if (g_file_test (kept, G_FILE_TEST_EXISTS) || link_own (path, kept, folder))
    return g_steal_pointer (&kept);
  if (!rushes_room_check (folder, (gint64) g_bytes_get_size (bytes), error))
    return NULL;
  if (rushes_replace_file (kept, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &cause))
    return g_steal_pointer (&kept);
  rushes_error_set_from_file (error, cause, "keep the file");
  return NULL;
}
