/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE
#undef _FILE_OFFSET_BITS
#undef _FORTIFY_SOURCE /* its open() would be another one */

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

/* Preloaded: what waits for a disk, SQLite's or the library's, or for the keyring, is noticed and can be made to hang.
 *
 * STALL_FOLDERS  folders, with “:” between: calls about what lies in one of them count, and all of SQLite's and of the keyring's
 * STALL_LOG      a file: the stack of every such call of the main thread that the main loop, the start or the end of the program made, as
 *                “NAME PATH” and lines “ MODULE OFFSET SYMBOL”; what a test itself calls (within g_test_run(), or before the program runs) is left out
 * STALL_GATE     a file: while it is there such a call of any other thread does not return, as on a mount whose server is gone
 *
 * Only paths that are given whole are looked at, which is how the program gives them, and descriptors. */

#define REAL(name) ((__typeof__ (name) *) dlsym (RTLD_NEXT, #name))
#define DEPTH 80
#define AGAIN_NS 5000000

static __thread int within; /* this file's own calls do not count */

static int
is_below (const char *path, const char *folder, size_t length)
{
  return length > 0 && strncmp (path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static int
is_there (const char *path)
{
  const char *folders = getenv ("STALL_FOLDERS");

  for (const char *end; path != NULL && folders != NULL; folders = *end != '\0' ? end + 1 : NULL)
    {
      end = strchrnul (folders, ':');
      if (is_below (path, folders, end - folders))
        return 1;
    }
  return 0;
}

/* Whether a test called it, and neither a turn of the main loop within that nor the program's start or end. */
static int
is_of_test (void **frames, int n)
{
  Dl_info about;

  for (int i = 0; i < n; i++)
    if (dladdr (frames[i], &about) != 0 && about.dli_sname != NULL)
      {
        if (strcmp (about.dli_sname, "g_main_context_dispatch") == 0 || strcmp (about.dli_sname, "g_application_run") == 0)
          return 0;
        if (strcmp (about.dli_sname, "g_test_run_suite") == 0)
          return 1;
      }
  return n < DEPTH;
}

static void
note_stack (const char *name, const char *path)
{
  void *frames[DEPTH];
  char text[65536];
  int n = backtrace (frames, DEPTH), length = snprintf (text, sizeof text, "%s %.300s\n", name, path), fd;

  if (is_of_test (frames, n))
    return;
  for (int i = 2; i < n && length < (int) sizeof text - PATH_MAX; i++)
    {
      Dl_info about;
      if (dladdr (frames[i], &about) != 0 && about.dli_fname != NULL)
        length += snprintf (text + length, sizeof text - length, " %s %#lx %s\n", about.dli_fname, (unsigned long) ((char *) frames[i] - (char *) about.dli_fbase),
                            about.dli_sname != NULL ? about.dli_sname : "?");
    }
  fd = (int) syscall (SYS_openat, AT_FDCWD, getenv ("STALL_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0 || write (fd, text, length) != length)
    abort ();
  close (fd);
}

static void
meet (const char *name, const char *path)
{
  const char *gate = getenv ("STALL_GATE");
  int code = errno;

  if (within++ == 0)
    {
      int is_main = syscall (SYS_gettid) == getpid ();
      if (is_main && getenv ("STALL_LOG") != NULL)
        note_stack (name, path);
      while (!is_main && gate != NULL && syscall (SYS_faccessat, AT_FDCWD, gate, F_OK) == 0)
        nanosleep (&(struct timespec) { 0, AGAIN_NS }, NULL);
    }
  within--;
  errno = code;
}

static void
meet_path (const char *name, const char *path)
{
  if (within == 0 && is_there (path))
    meet (name, path);
}

static void
meet_descriptor (const char *name, int fd)
{
  char link_path[64], path[PATH_MAX];
  ssize_t length;

  snprintf (link_path, sizeof link_path, "/proc/self/fd/%d", fd);
  length = syscall (SYS_readlinkat, AT_FDCWD, link_path, path, sizeof path - 1);
  path[length > 0 ? length : 0] = '\0';
  meet_path (name, path);
}

#define OPEN(name)                                                          \
  int                                                                       \
  name (const char *path, int flags, ...)                                   \
  {                                                                         \
    va_list args;                                                           \
    mode_t mode;                                                            \
                                                                            \
    va_start (args, flags);                                                 \
    mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg (args, mode_t) : 0;     \
    va_end (args);                                                          \
    meet_path (#name, path);                                                \
    return REAL (name) (path, flags, mode);                                 \
  }

#define PATH(type, name, parameters, arguments) \
  type                                          \
  name parameters                               \
  {                                             \
    meet_path (#name, path);                    \
    return REAL (name) arguments;               \
  }

#define DESCRIPTOR(name, parameters, arguments) \
  int                                           \
  name parameters                               \
  {                                             \
    meet_descriptor (#name, fd);                \
    return REAL (name) arguments;               \
  }

OPEN (open)
OPEN (open64)
PATH (int, openat, (int folder, const char *path, int flags, ...), (folder, path, flags, 0600))
PATH (FILE *, fopen, (const char *path, const char *mode), (path, mode))
PATH (FILE *, fopen64, (const char *path, const char *mode), (path, mode))
PATH (int, stat, (const char *path, struct stat *about), (path, about))
PATH (int, stat64, (const char *path, struct stat64 *about), (path, about))
PATH (int, lstat, (const char *path, struct stat *about), (path, about))
PATH (int, lstat64, (const char *path, struct stat64 *about), (path, about))
PATH (int, fstatat, (int folder, const char *path, struct stat *about, int flags), (folder, path, about, flags))
PATH (int, statx, (int folder, const char *path, int flags, unsigned mask, struct statx *about), (folder, path, flags, mask, about))
PATH (int, access, (const char *path, int mode), (path, mode))
PATH (int, mkdir, (const char *path, mode_t mode), (path, mode))
PATH (int, rmdir, (const char *path), (path))
PATH (int, unlink, (const char *path), (path))
PATH (int, link, (const char *path, const char *other), (path, other))
PATH (int, rename, (const char *path, const char *other), (path, other))
PATH (ssize_t, readlink, (const char *path, char *text, size_t size), (path, text, size))
PATH (char *, realpath, (const char *path, char *text), (path, text))
PATH (DIR *, opendir, (const char *path), (path))
DESCRIPTOR (fsync, (int fd), (fd))
DESCRIPTOR (fdatasync, (int fd), (fd))

/* SQLite's, whatever the file. */
typedef struct sqlite3_stmt sqlite3_stmt;

int sqlite3_step (sqlite3_stmt *statement);
const char *sqlite3_sql (sqlite3_stmt *statement);

int
sqlite3_step (sqlite3_stmt *statement)
{
  if (within == 0 && getenv ("STALL_FOLDERS") != NULL)
    meet ("sqlite3_step", sqlite3_sql (statement) != NULL ? sqlite3_sql (statement) : "");
  return REAL (sqlite3_step) (statement);
}

/* The keyring's, whatever is asked of it. What is asked for goes on to libsecret as the program gives it: one attribute. */
char *secret_password_lookup_sync (const void *schema, void *cancellable, void **error, ...);
int secret_password_store_sync (const void *schema, const char *collection, const char *label, const char *password, void *cancellable, void **error, ...);
int secret_password_clear_sync (const void *schema, void *cancellable, void **error, ...);

static void
meet_keyring (const char *name)
{
  if (within == 0 && getenv ("STALL_FOLDERS") != NULL)
    meet (name, "");
}

#define ATTRIBUTE(last)                                                   \
  const char *name, *value;                                               \
  va_list args;                                                           \
                                                                          \
  va_start (args, last);                                                  \
  name = va_arg (args, const char *);                                     \
  value = va_arg (args, const char *);                                    \
  va_end (args)

char *
secret_password_lookup_sync (const void *schema, void *cancellable, void **error, ...)
{
  ATTRIBUTE (error);

  meet_keyring ("secret_password_lookup_sync");
  return REAL (secret_password_lookup_sync) (schema, cancellable, error, name, value, NULL);
}

int
secret_password_store_sync (const void *schema, const char *collection, const char *label, const char *password, void *cancellable, void **error, ...)
{
  ATTRIBUTE (error);

  meet_keyring ("secret_password_store_sync");
  return REAL (secret_password_store_sync) (schema, collection, label, password, cancellable, error, name, value, NULL);
}

int
secret_password_clear_sync (const void *schema, void *cancellable, void **error, ...)
{
  ATTRIBUTE (error);

  meet_keyring ("secret_password_clear_sync");
  return REAL (secret_password_clear_sync) (schema, cancellable, error, name, value, NULL);
}
