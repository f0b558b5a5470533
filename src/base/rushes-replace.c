/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-replace.h"

#include "rushes-sync.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Files that are exchanged as a whole. GLib's own g_file_set_contents() leaves a file under a chance name when it is killed, and told to write in place
 * it leaves the end of what was there before. Here the new one grows as PATH.part, under a lock of the kernel: what was left there by
 * one who was killed is the next one's to write over, or to sweep. Blocking, any thread. */

#define ENDING ".part"

static gboolean
fail (GError **error, int number)
{
  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (number), g_strerror (number));
  return FALSE;
}

static gboolean
write_all (int fd, const char *text, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, text, length);
      if (n < 0 && errno != EINTR)
        return FALSE;
      text += MAX (n, 0);
      length -= (gsize) MAX (n, 0);
    }
  return TRUE;
}

static gboolean
write_and_close (int fd, const char *text, gssize length, gboolean sync)
{
  gboolean done = write_all (fd, text, length < 0 ? strlen (text) : (gsize) length) && (!sync || fsync (fd) == 0);
  int number = errno;

  done = close (fd) == 0 && done;
  if (!done && number != 0)
    errno = number;
  return done;
}

/**
 * rushes_replace_write:
 * @path: a part, which nobody else writes
 * @length: -1: up to the zero
 *
 * Writes in place what was there or not, and says of no disk that it is there: whoever gives it its name does.
 *
 * Returns: whether all of it was written; else nothing is there. Errors are of %G_FILE_ERROR
 */
gboolean
rushes_replace_write (const char *path, const char *text, gssize length, GError **error)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600), number;

  errno = fd >= 0 ? 0 : errno;
  if (fd >= 0 && write_and_close (fd, text, length, FALSE))
    return TRUE;
  number = errno;
  if (fd >= 0)
    g_unlink (path);
  return fail (error, number);
}

static gboolean
is_still (int fd, const char *path)
{
  struct stat opened, named;

  return fstat (fd, &opened) == 0 && stat (path, &named) == 0 && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

/* Where the disk knows no locks, two who write at once are not told apart. Returns: the empty part, which is ours until it is closed, or -1 */
static int
take_part (const char *part)
{
  for (;;)
    {
      int fd = g_open (part, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600), number;

      if (fd < 0)
        return -1;
      while (flock (fd, LOCK_EX) != 0 && errno == EINTR)
        ;
      /* Whoever had it may have given it its name, or taken it away. */
      if (is_still (fd, part) && ftruncate (fd, 0) == 0)
        return fd;
      number = errno;
      if (is_still (fd, part))
        {
          close (fd);
          errno = number;
          return -1;
        }
      close (fd);
    }
}

/* It gets its name while it is locked. */
static gboolean
put (int fd, const char *part, const char *path, const char *text, gssize length)
{
  int own = dup (fd), number;
  gboolean done;

  errno = 0;
  done = write_and_close (fd, text, length, TRUE) && g_rename (part, path) == 0;
  number = errno;
  if (!done && own >= 0)
    g_unlink (part);
  if (own >= 0)
    close (own);
  errno = number;
  return done;
}

/**
 * rushes_replace_file:
 * @length: -1: up to the zero
 *
 * Returns: whether the file is that, also after a power cut; else it is what it was. Errors are of %G_FILE_ERROR
 */
gboolean
rushes_replace_file (const char *path, const char *text, gssize length, GError **error)
{
  g_autofree char *part = g_strconcat (path, ENDING, NULL);
  int fd = take_part (part);

  if (fd >= 0 && put (fd, part, path, text, length) && rushes_sync_beside (path))
    return TRUE;
  return fail (error, errno);
}

static void
sweep (const char *part)
{
  int fd = g_open (part, O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0);

  if (fd < 0)
    return;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0 && is_still (fd, part))
    g_unlink (part);
  close (fd);
}

/* Takes away what those who were killed have left there. */
void
rushes_replace_sweep (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ENDING))
      {
        g_autofree char *part = g_build_filename (folder, name, NULL);
        sweep (part);
      }
}
