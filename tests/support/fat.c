/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE
#undef _FILE_OFFSET_BITS
#undef _FORTIFY_SOURCE /* its open() would be another one */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

/* Preloaded: the folder that FAT names is on a stick. Names there are as FAT has them, there are no links and no permissions, and a folder cannot be
 * written through. Only paths that are given whole are looked at, which is how the program gives them. */

static int
is_there (const char *path)
{
  const char *stick = getenv ("FAT");

  return path != NULL && stick != NULL && strncmp (path, stick, strlen (stick)) == 0 && path[strlen (stick)] == '/';
}

/* Of the name at its end: what FAT forbids. */
static int
is_bad (const char *path)
{
  const char *name = is_there (path) ? strrchr (path, '/') + 1 : "";
  size_t length = strlen (name);

  if (strpbrk (name, "\"*:<>?\\|") == NULL && (length == 0 || (name[length - 1] != ' ' && name[length - 1] != '.')))
    return 0;
  fprintf (stderr, "FAT has no name “%s”\n", name);
  errno = EINVAL;
  return 1;
}

static int
refuse (int number)
{
  errno = number;
  return -1;
}

#define REAL(name) ((__typeof__ (name) *) dlsym (RTLD_NEXT, #name))

#define OPEN(name)                                             \
  int                                                          \
  name (const char *path, int flags, ...)                      \
  {                                                            \
    va_list args;                                              \
    mode_t mode;                                               \
                                                               \
    va_start (args, flags);                                    \
    mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg (args, mode_t) : 0; \
    va_end (args);                                             \
    if ((flags & O_CREAT) && is_bad (path))                    \
      return -1;                                               \
    return REAL (name) (path, flags, mode);                    \
  }

OPEN (open)
OPEN (open64)

int
mkdir (const char *path, mode_t mode)
{
  return is_bad (path) ? -1 : REAL (mkdir) (path, mode);
}

int
rename (const char *from, const char *to)
{
  return is_bad (to) ? -1 : REAL (rename) (from, to);
}

int
link (const char *from, const char *to)
{
  return is_there (to) ? refuse (EPERM) : REAL (link) (from, to);
}

int
symlink (const char *from, const char *to)
{
  return is_there (to) ? refuse (EPERM) : REAL (symlink) (from, to);
}

int
chmod (const char *path, mode_t mode)
{
  return is_there (path) ? refuse (EPERM) : REAL (chmod) (path, mode);
}

int
fsync (int fd)
{
  char link_path[64], path[4096];
  struct stat facts;
  ssize_t length;

  snprintf (link_path, sizeof link_path, "/proc/self/fd/%d", fd);
  length = readlink (link_path, path, sizeof path - 1);
  path[length > 0 ? length : 0] = '\0';
  return is_there (path) && fstat (fd, &facts) == 0 && S_ISDIR (facts.st_mode) ? refuse (EINVAL) : REAL (fsync) (fd);
}
