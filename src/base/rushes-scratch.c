/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders in the temporary directory, or in another, for as long as this process lives. The kernel's lock on a folder says that its owner
 * does; whoever makes the next folder removes those whose owner was killed. tests/support/rushes_test.py does the same. */

#define PREFIX "rushes-scratch-"

typedef struct
{
  char *path;
  int fd; /* holds the lock */
} Scratch;

static GMutex lock;
static GArray *mine; /* of Scratch */
static GHashTable *swept; /* char *: the folders that were looked through */

static void remove_tree (const char *path);

static void
empty_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);
      if (g_file_test (inside, G_FILE_TEST_IS_DIR) && !g_file_test (inside, G_FILE_TEST_IS_SYMLINK))
        remove_tree (inside);
      else
        g_unlink (inside);
    }
}

/* A worker may still be writing there when the process ends: what came meanwhile is removed too. */
static void
remove_tree (const char *path)
{
  int tries = 100;

  g_chmod (path, 0700); /* a test may have left it read-only */
  do
    empty_folder (path);
  while (g_rmdir (path) != 0 && errno == ENOTEMPTY && --tries > 0);
}

static int
open_folder (const char *path)
{
  return g_open (path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
}

/* Returns: the descriptor with the lock, or -1: not ours, or its owner lives */
static int
take (const char *path)
{
  int fd = open_folder (path);
  struct stat info;

  if (fd >= 0 && fstat (fd, &info) == 0 && info.st_uid == geteuid () && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  if (fd >= 0)
    close (fd);
  return -1;
}

/* Removes what killed processes have left in @folder under names that begin so. Blocks, from any thread. */
void
rushes_scratch_sweep (const char *folder, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      int fd = g_str_has_prefix (name, prefix) ? take (path) : -1;
      if (fd < 0)
        continue;
      remove_tree (path);
      close (fd);
    }
}

static void
remove_mine (void)
{
  while (mine->len > 0)
    {
      g_autofree char *path = g_strdup (g_array_index (mine, Scratch, 0).path);
      rushes_scratch_remove (path);
    }
}

/* Of a folder that was just made. Where the disk knows no locks, nobody sweeps either. */
static int
hold (const char *path)
{
  int fd = open_folder (path);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    {
      close (fd);
      return -1;
    }
  return fd;
}

/* A sweeper may come between making the folder and locking it: then there is none any more. */
static gboolean
try_make (Scratch *scratch, const char *folder, const char *prefix)
{
  g_autofree char *name = g_strconcat (prefix, "XXXXXX", NULL), *path = g_build_filename (folder, name, NULL);
  struct stat info;

  scratch->path = g_mkdtemp (path) != NULL ? g_steal_pointer (&path) : NULL;
  scratch->fd = scratch->path != NULL ? hold (scratch->path) : -1;
  if (scratch->fd >= 0 && fstat (scratch->fd, &info) == 0 && info.st_nlink > 0)
    return TRUE;
  if (scratch->fd >= 0)
    close (scratch->fd);
  g_free (scratch->path);
  return FALSE;
}

/**
 * rushes_scratch_make_in:
 * @prefix: of its name: the program's own, as those of killed processes are removed there
 *
 * The same in another folder, for what shall be put into its place there. Blocks, from any thread.
 *
 * Returns: (transfer full) (nullable): its path, or %NULL, with errno, where nothing can be written
 */
char *
rushes_scratch_make_in (const char *folder, const char *prefix)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  Scratch scratch;

  if (mine == NULL)
    {
      mine = g_array_new (FALSE, FALSE, sizeof (Scratch));
      swept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      atexit (remove_mine);
    }
  if (g_hash_table_add (swept, g_strdup (folder)))
    rushes_scratch_sweep (folder, prefix);
  for (int attempt = 0; attempt < 10; attempt++)
    if (try_make (&scratch, folder, prefix))
      {
        g_array_append_val (mine, scratch);
        return g_strdup (scratch.path);
      }
  return NULL;
}

/**
 * rushes_scratch_make:
 *
 * An empty folder of this process; blocks, from any thread.
 *
 * Returns: (transfer full) (nullable): its path, or %NULL where nothing can be written; it is removed with
 * rushes_scratch_remove(), or when the process ends, or, if that was killed, when the next one makes one
 */
char *
rushes_scratch_make (void)
{
  return rushes_scratch_make_in (g_get_tmp_dir (), PREFIX);
}

/* @path: what rushes_scratch_make() gave; goes with everything in it. Blocks, from any thread. */
void
rushes_scratch_remove (const char *path)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  for (guint i = 0; mine != NULL && i < mine->len; i++)
    {
      Scratch *scratch = &g_array_index (mine, Scratch, i);
      if (!g_str_equal (scratch->path, path))
        continue;
      remove_tree (path);
      close (scratch->fd);
      g_free (scratch->path);
      g_array_remove_index_fast (mine, i);
      return;
    }
}
