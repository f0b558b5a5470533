/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sync.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* What is written through, so that a power cut leaves it: the bytes of a file with that file, its name with its folder. Each returns whether it is so, else
 * FALSE with errno. Blocking, any thread. */

static gboolean
sync_and_close (int fd, gboolean is_folder)
{
  /* Not every disk has folders that are written through. */
  gboolean done = fd >= 0 && (fsync (fd) == 0 || (is_folder && errno == EINVAL));
  int number = errno;

  if (fd >= 0)
    close (fd);
  errno = number;
  return done;
}

gboolean
rushes_sync_file (const char *path)
{
  return sync_and_close (g_open (path, O_RDONLY | O_CLOEXEC, 0), FALSE);
}

/* The names in @folder are there, or are not. */
gboolean
rushes_sync_folder (const char *folder)
{
  return sync_and_close (g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0), TRUE);
}

/* The name of @path. */
gboolean
rushes_sync_beside (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return rushes_sync_folder (folder);
}

/* Everything below @path too, from above: a name is worth as much as that of its folder. Links are not followed. */
gboolean
rushes_sync_tree (const char *path)
{
  g_autoptr (GDir) names = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return TRUE;
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return rushes_sync_file (path);
  names = rushes_sync_folder (path) ? g_dir_open (path, 0, NULL) : NULL;
  for (const char *name; names != NULL && (name = g_dir_read_name (names)) != NULL;)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);
      if (!rushes_sync_tree (inner))
        return FALSE;
    }
  return names != NULL;
}

/* A folder that is new, and each above it that is, has its name after a power cut, too. It is for the user alone (0700). */
gboolean
rushes_sync_make_folder (const char *folder)
{
  g_autofree char *above = g_path_get_dirname (folder);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  return rushes_sync_make_folder (above) && (g_mkdir (folder, 0700) == 0 || errno == EEXIST) && rushes_sync_folder (above);
}

/* Returns: whether it was renamed, which nothing takes back: where the disk then does not write the names through, nothing better can be done */
gboolean
rushes_sync_rename (const char *from, const char *to)
{
  if (g_rename (from, to) != 0)
    return FALSE;
  rushes_sync_beside (to);
  rushes_sync_beside (from);
  return TRUE;
}
