/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE
#undef _FILE_OFFSET_BITS
#undef _FORTIFY_SOURCE /* its open() would be another one */

#include "faults.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* Preloaded: counts the calls that change files below a folder, or send something, and lets one of them go wrong.
 *
 * FAULTS_UNDER  the folder
 * FAULTS_LOG    a file that gets a line for each call that was done: number, what, inode, offset, bytes, path, second path
 * FAULTS_KEEP   if set: what was written follows its line, and so does what is said; calls are done one at a time, in the order of the file
 * FAULTS_OPS    which calls count, as “write,rename”; without, all but “read” (a file is opened to be read), “get” (something of it is), and
 *               “move”, “commit” and “moved”, which are no calls but changes of the ledger (faults-ledger.c)
 * FAULTS_PATH   only paths with this in them count
 * FAULTS_AT     the number of the call at which it happens
 * FAULTS_DO     kill, tear (half of what is written, then kill), short (half of it), gone (the folder FAULTS_GONE is not there any more),
 *               memory (an allocation of SQLite fails; these count then, and nothing else), or the number of an error
 * FAULTS_FOR    how many calls in a row from there on; 0: all */

#define REAL(name) ((__typeof__ (name) *) dlsym (RTLD_NEXT, #name))
#define SAID(text) ((text) != NULL ? (text) : "")

static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static atomic_uint n_calls;
static const char *under, *ops, *part, *doing, *gone;
static unsigned at, times;
static int log_fd = -1, keeps, fails_memory;
static char *sqlite_start, *sqlite_end; /* its code; NULL where its memory is left alone */

static int
find_sqlite (struct dl_phdr_info *info, size_t size, void *data)
{
  for (int i = 0; strstr (info->dlpi_name, "libsqlite3") != NULL && i < info->dlpi_phnum; i++)
    if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_X))
      {
        sqlite_start = (char *) info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
        sqlite_end = sqlite_start + info->dlpi_phdr[i].p_memsz;
      }
  return 0;
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *log = getenv ("FAULTS_LOG");

  under = getenv ("FAULTS_UNDER");
  ops = getenv ("FAULTS_OPS");
  part = getenv ("FAULTS_PATH");
  doing = getenv ("FAULTS_DO");
  gone = getenv ("FAULTS_GONE");
  at = atoi (getenv ("FAULTS_AT") != NULL ? getenv ("FAULTS_AT") : "0");
  times = getenv ("FAULTS_FOR") != NULL ? (unsigned) atoi (getenv ("FAULTS_FOR")) : 1;
  keeps = getenv ("FAULTS_KEEP") != NULL;
  fails_memory = doing != NULL && strcmp (doing, "memory") == 0;
  if (fails_memory)
    dl_iterate_phdr (find_sqlite, NULL);
  if (log != NULL)
    log_fd = (int) syscall (SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int
is_one_of (const char *op)
{
  size_t length = strlen (op);

  for (const char *p = ops; p != NULL; p = strchr (p, ',') != NULL ? strchr (p, ',') + 1 : NULL)
    if (strncmp (p, op, length) == 0 && (p[length] == ',' || p[length] == '\0'))
      return 1;
  return ops == NULL;
}

static int
is_ours (const char *path)
{
  size_t length = under != NULL ? strlen (under) : 0;

  return path != NULL && length > 0 && strncmp (path, under, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static void
write_log (unsigned number, const char *op, unsigned long inode, long long offset, const void *data, size_t length, const char *path, const char *second)
{
  char line[2 * PATH_MAX + 128];
  struct iovec parts[2] = { { line, 0 }, { (void *) data, keeps && data != NULL ? length : 0 } };

  if (log_fd < 0)
    return;
  parts[0].iov_len = (size_t) snprintf (line, sizeof line, "%u\t%s\t%lu\t%lld\t%zu\t%s\t%s\n", number, op, inode, offset, length, SAID (path), SAID (second));
  if (syscall (SYS_writev, log_fd, parts, 2) < 0)
    abort ();
}

/* What one call is told: its number (0: it does not count), and whether it is to go wrong. */
typedef struct
{
  unsigned number;
  int hit, saved;
} Call;

static void
die (Call call, const char *op, const char *path)
{
  write_log (call.number, doing, 0, 0, NULL, 0, path, op);
  syscall (SYS_kill, getpid (), SIGKILL);
}

static Call
enter (const char *op, const char *path, const char *second)
{
  Call call = { 0, 0, errno };
  int counts = !fails_memory && is_one_of (op) && (part == NULL || strstr (SAID (path), part) != NULL || strstr (SAID (second), part) != NULL);

  if (!is_ours (path) && !is_ours (second) && strcmp (op, "send") != 0)
    return call;
  if (keeps)
    pthread_mutex_lock (&order);
  call.number = counts ? ++n_calls : n_calls;
  call.hit = counts && doing != NULL && at > 0 && call.number >= at && (times == 0 || call.number < at + times);
  if (call.hit && strcmp (doing, "kill") == 0)
    die (call, op, path);
  if (call.hit && strcmp (doing, "gone") == 0)
    {
      char away[PATH_MAX];
      snprintf (away, sizeof away, "%s.gone", gone);
      syscall (SYS_rename, gone, away);
      write_log (call.number, "fail", 0, 0, NULL, 0, gone, op);
    }
  errno = call.saved;
  if (call.number == 0)
    call.number = UINT_MAX; /* it is ours all the same */
  return call;
}

/* Whether it fails, by its errno. */
static int
fails (Call call, const char *op, const char *path)
{
  int number = call.hit ? atoi (doing) : 0;

  if (number == 0)
    return 0;
  write_log (call.number, "fail", 0, number, NULL, 0, path, op);
  if (keeps)
    pthread_mutex_unlock (&order);
  errno = number;
  return 1;
}

static void
leave (Call call, int done, const char *op, unsigned long inode, long long offset, const void *data, size_t length, const char *path, const char *second)
{
  int saved = errno;

  if (call.number == 0)
    return;
  if (done)
    write_log (call.number, op, inode, offset, data, length, path, second);
  if (keeps)
    pthread_mutex_unlock (&order);
  errno = saved;
}

/* The path of an open file, in @path, and what it is; NULL if it has none. A socket of the network is “net:”. */
static const char *
find_path (int fd, char *path, struct stat *facts)
{
  char link_path[64];
  int domain = 0, saved = errno;
  socklen_t size = sizeof domain;
  ssize_t length;

  memset (facts, 0, sizeof *facts);
  if (syscall (SYS_fstat, fd, facts) == 0 && S_ISSOCK (facts->st_mode) && getsockopt (fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0)
    {
      errno = saved;
      return domain == AF_INET || domain == AF_INET6 ? "net:" : NULL;
    }
  snprintf (link_path, sizeof link_path, "/proc/self/fd/%d", fd);
  length = readlink (link_path, path, PATH_MAX - 1);
  path[length > 0 ? length : 0] = '\0';
  errno = saved;
  return path;
}

/* Of a path that is given to a folder's descriptor: in full. */
static const char *
complete (int dir, const char *path, char *full)
{
  struct stat facts;
  char folder[PATH_MAX];

  if (path == NULL || path[0] == '/' || (dir == AT_FDCWD && under == NULL))
    return path;
  if (dir == AT_FDCWD ? getcwd (folder, sizeof folder) == NULL : find_path (dir, folder, &facts) == NULL)
    return path;
  if (snprintf (full, PATH_MAX, "%s/%s", folder, path) >= PATH_MAX)
    return path;
  return full;
}

/* Of files. */

static int
do_open (const char *symbol, int dir, const char *path, int flags, mode_t mode)
{
  int (*real) (int, const char *, int, ...) = dlsym (RTLD_NEXT, symbol);
  char full[PATH_MAX];
  const char *whole = complete (dir, path, full);
  int writes = (flags & (O_CREAT | O_TRUNC)) || (flags & O_ACCMODE) != O_RDONLY;
  const char *op = !writes ? "read" : (flags & O_CREAT) ? "create" : "open";
  struct stat facts = { 0 };
  int there = stat (path, &facts) == 0, fd;
  Call call = writes || ops != NULL ? enter (op, whole, NULL) : (Call) { 0 };

  if (fails (call, op, whole))
    return -1;
  fd = real (dir, path, flags, mode);
  if (fd >= 0)
    syscall (SYS_fstat, fd, &facts);
  leave (call, fd >= 0 && writes, !there ? "create" : (flags & O_TRUNC) ? "truncate" : "open", facts.st_ino, 0, NULL, 0, whole, NULL);
  return fd;
}

#define OPEN(name)                                                             \
  int                                                                          \
  name (const char *path, int flags, ...)                                      \
  {                                                                            \
    va_list args;                                                              \
    mode_t mode;                                                               \
                                                                               \
    va_start (args, flags);                                                    \
    mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg (args, mode_t) : 0;        \
    va_end (args);                                                             \
    return do_open ("openat64", AT_FDCWD, path, flags, mode);                  \
  }

#define OPENAT(name)                                                           \
  int                                                                          \
  name (int dir, const char *path, int flags, ...)                             \
  {                                                                            \
    va_list args;                                                              \
    mode_t mode;                                                               \
                                                                               \
    va_start (args, flags);                                                    \
    mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg (args, mode_t) : 0;        \
    va_end (args);                                                             \
    return do_open ("openat64", dir, path, flags, mode);                       \
  }

OPEN (open)
OPEN (open64)
OPENAT (openat)
OPENAT (openat64)

/* @offset: -1: where the file stands */
static ssize_t
do_write (int fd, const struct iovec *parts, int n, long long offset, int is_send, int flags)
{
  char path[PATH_MAX];
  struct stat facts;
  const char *whole = find_path (fd, path, &facts), *op = whole != NULL && strcmp (whole, "net:") == 0 ? "send" : "write";
  size_t length = 0;
  Call call = whole != NULL ? enter (op, whole, NULL) : (Call) { 0 };
  struct iovec half;
  ssize_t done;

  for (int i = 0; i < n; i++)
    length += parts[i].iov_len;
  if (fails (call, op, whole))
    return -1;
  if (call.hit && (strcmp (doing, "tear") == 0 || strcmp (doing, "short") == 0) && length > 1)
    {
      half = (struct iovec) { parts[0].iov_base, parts[0].iov_len > 1 ? parts[0].iov_len / 2 : parts[0].iov_len };
      parts = &half;
      n = 1;
      write_log (call.number, "fail", 0, 0, NULL, 0, whole, op);
    }
  if (call.number > 0 && offset < 0 && keeps && op[0] == 'w')
    {
      int status = fcntl (fd, F_GETFL);
      long long where = status & O_APPEND ? facts.st_size : syscall (SYS_lseek, fd, 0, SEEK_CUR);
      done = syscall (SYS_writev, fd, parts, n);
      offset = where;
    }
  else if (is_send)
    done = syscall (SYS_sendto, fd, parts[0].iov_base, parts[0].iov_len, flags, NULL, 0);
  else
    done = offset < 0 ? syscall (SYS_writev, fd, parts, n) : syscall (SYS_pwrite64, fd, parts[0].iov_base, parts[0].iov_len, offset);
  if (call.hit && strcmp (doing, "tear") == 0)
    die (call, op, whole);
  if (n > 1 && keeps)
    {
      long long from = offset;
      leave (call, 0, op, 0, 0, NULL, 0, NULL, NULL);
      for (int i = 0; call.number > 0 && done > 0 && i < n; from += parts[i++].iov_len)
        write_log (call.number, op, facts.st_ino, from, parts[i].iov_base, parts[i].iov_len, whole, NULL);
    }
  else
    leave (call, done > 0, op, facts.st_ino, offset, n > 0 ? parts[0].iov_base : NULL, done > 0 ? (size_t) done : 0, whole, NULL);
  return done;
}

ssize_t
write (int fd, const void *data, size_t length)
{
  struct iovec part_of = { (void *) data, length };
  return do_write (fd, &part_of, 1, -1, 0, 0);
}

ssize_t
writev (int fd, const struct iovec *parts, int n)
{
  return do_write (fd, parts, n, -1, 0, 0);
}

ssize_t
pwrite (int fd, const void *data, size_t length, off_t offset)
{
  struct iovec part_of = { (void *) data, length };
  return do_write (fd, &part_of, 1, offset, 0, 0);
}

ssize_t
pwrite64 (int fd, const void *data, size_t length, off64_t offset)
{
  struct iovec part_of = { (void *) data, length };
  return do_write (fd, &part_of, 1, offset, 0, 0);
}

ssize_t
send (int fd, const void *data, size_t length, int flags)
{
  struct iovec part_of = { (void *) data, length };
  return do_write (fd, &part_of, 1, -1, 1, flags);
}

ssize_t
sendmsg (int fd, const struct msghdr *message, int flags)
{
  char path[PATH_MAX];
  struct stat facts;
  const char *whole = find_path (fd, path, &facts);
  Call call = whole != NULL && strcmp (whole, "net:") == 0 ? enter ("send", whole, NULL) : (Call) { 0 };
  ssize_t done;

  if (fails (call, "send", whole))
    return -1;
  done = syscall (SYS_sendmsg, fd, message, flags);
  leave (call, done > 0, "send", facts.st_ino, 0, NULL, 0, whole, NULL);
  return done;
}

/* @offset: -1: where the file stands */
static ssize_t
do_read (int fd, void *data, size_t length, long long offset)
{
  char path[PATH_MAX];
  struct stat facts;
  const char *whole = ops != NULL && is_one_of ("get") ? find_path (fd, path, &facts) : NULL;
  Call call = whole != NULL && S_ISREG (facts.st_mode) ? enter ("get", whole, NULL) : (Call) { 0 };
  ssize_t done;

  if (fails (call, "get", whole))
    return -1;
  done = offset < 0 ? syscall (SYS_read, fd, data, length) : syscall (SYS_pread64, fd, data, length, offset);
  leave (call, done >= 0, "get", facts.st_ino, offset, NULL, 0, whole, NULL);
  return done;
}

ssize_t read (int fd, void *data, size_t length) { return do_read (fd, data, length, -1); }
ssize_t pread (int fd, void *data, size_t length, off_t offset) { return do_read (fd, data, length, offset); }
ssize_t pread64 (int fd, void *data, size_t length, off64_t offset) { return do_read (fd, data, length, offset); }

/* As those who were built with checks call them. */
ssize_t __read_chk (int fd, void *data, size_t length, size_t room);
ssize_t __pread64_chk (int fd, void *data, size_t length, off64_t offset, size_t room);
ssize_t __read_chk (int fd, void *data, size_t length, size_t room) { return length <= room ? do_read (fd, data, length, -1) : (abort (), -1); }
ssize_t __pread64_chk (int fd, void *data, size_t length, off64_t offset, size_t room) { return length <= room ? do_read (fd, data, length, offset) : (abort (), -1); }

/* What GLib copies files with. What came there is read again. */
static ssize_t
do_copy (Call call, int to, long long where, ssize_t done, const char *whole, unsigned long inode)
{
  char *data = keeps && call.number > 0 && done > 0 ? malloc ((size_t) done) : NULL;
  ssize_t n = data != NULL ? syscall (SYS_pread64, to, data, (size_t) done, where) : 0;

  if (data != NULL && n != done) /* it was opened for writing alone */
    {
      int again = (int) syscall (SYS_openat, AT_FDCWD, whole, O_RDONLY, 0);
      n = syscall (SYS_pread64, again, data, (size_t) done, where);
      syscall (SYS_close, again);
      if (n != done)
        abort ();
    }
  leave (call, done > 0, "write", inode, where, data, done > 0 ? (size_t) done : 0, whole, NULL);
  free (data);
  return done;
}

ssize_t
splice (int from, off64_t *from_offset, int to, off64_t *to_offset, size_t length, unsigned flags)
{
  char path[PATH_MAX];
  struct stat facts;
  const char *whole = find_path (to, path, &facts);
  Call call = whole != NULL && S_ISREG (facts.st_mode) ? enter ("write", whole, NULL) : (Call) { 0 };
  long long where = to_offset != NULL ? *to_offset : syscall (SYS_lseek, to, 0, SEEK_CUR);

  if (fails (call, "write", whole))
    return -1;
  return do_copy (call, to, where, syscall (SYS_splice, from, from_offset, to, to_offset, length, flags), whole, facts.st_ino);
}

ssize_t
copy_file_range (int from, off64_t *from_offset, int to, off64_t *to_offset, size_t length, unsigned flags)
{
  char path[PATH_MAX];
  struct stat facts;
  const char *whole = find_path (to, path, &facts);
  Call call = whole != NULL ? enter ("write", whole, NULL) : (Call) { 0 };
  long long where = to_offset != NULL ? *to_offset : syscall (SYS_lseek, to, 0, SEEK_CUR);

  if (fails (call, "write", whole))
    return -1;
  return do_copy (call, to, where, syscall (SYS_copy_file_range, from, from_offset, to, to_offset, length, flags), whole, facts.st_ino);
}

static int
do_sync (const char *symbol, int fd)
{
  int (*real) (int) = dlsym (RTLD_NEXT, symbol);
  char path[PATH_MAX];
  struct stat facts;
  const char *whole = find_path (fd, path, &facts);
  Call call = enter ("sync", whole, NULL);
  int result;

  if (fails (call, "sync", whole))
    return -1;
  result = real (fd);
  leave (call, result == 0, "sync", facts.st_ino, 0, NULL, 0, whole, NULL);
  return result;
}

int fsync (int fd) { return do_sync ("fsync", fd); }
int fdatasync (int fd) { return do_sync ("fdatasync", fd); }

static int
do_truncate (int fd, long long length, const char *op, const char *symbol, int mode, long long from)
{
  char path[PATH_MAX];
  struct stat facts;
  const char *whole = find_path (fd, path, &facts);
  Call call = enter (op, whole, NULL);
  int result;

  if (fails (call, op, whole))
    return strcmp (symbol, "posix_fallocate") == 0 ? errno : -1;
  result = op[0] == 't' ? (int) syscall (SYS_ftruncate, fd, length) : (int) syscall (SYS_fallocate, fd, mode, from, length);
  /* Room that is made beyond the end is zeros there. */
  leave (call, result == 0 && (op[0] == 't' || (mode == 0 && from + length > facts.st_size)), "truncate", facts.st_ino, from + length, NULL, 0, whole, NULL);
  return strcmp (symbol, "posix_fallocate") == 0 && result < 0 ? errno : result;
}

int ftruncate (int fd, off_t length) { return do_truncate (fd, length, "truncate", "ftruncate", 0, 0); }
int ftruncate64 (int fd, off64_t length) { return do_truncate (fd, length, "truncate", "ftruncate", 0, 0); }
int fallocate (int fd, int mode, off_t from, off_t length) { return do_truncate (fd, length, "allocate", "fallocate", mode, from); }
int fallocate64 (int fd, int mode, off64_t from, off64_t length) { return do_truncate (fd, length, "allocate", "fallocate", mode, from); }
int posix_fallocate (int fd, off_t from, off_t length) { return do_truncate (fd, length, "allocate", "posix_fallocate", 0, from); }
int posix_fallocate64 (int fd, off64_t from, off64_t length) { return do_truncate (fd, length, "allocate", "posix_fallocate", 0, from); }

/* Of names. */

#define NAMES(op, path, second, real)                                                                          \
  do {                                                                                                         \
    char full[PATH_MAX], full_second[PATH_MAX];                                                                \
    const char *whole = complete (AT_FDCWD, path, full), *whole_second = complete (AT_FDCWD, second, full_second); \
    struct stat facts = { 0 };                                                                                 \
    Call call = enter (op, whole, whole_second);                                                               \
    int result;                                                                                                \
                                                                                                               \
    if (fails (call, op, whole))                                                                               \
      return -1;                                                                                               \
    if (call.number > 0)                                                                                       \
      lstat (path, &facts);                                                                                    \
    result = real;                                                                                             \
    leave (call, result == 0, op, facts.st_ino, 0, NULL, 0, whole, whole_second);                              \
    return result;                                                                                             \
  } while (0)

int rename (const char *from, const char *to) { NAMES ("rename", from, to, (int) syscall (SYS_rename, from, to)); }
int link (const char *from, const char *to) { NAMES ("link", from, to, (int) syscall (SYS_link, from, to)); }
int symlink (const char *from, const char *to) { NAMES ("symlink", to, from, (int) syscall (SYS_symlink, from, to)); }
int unlink (const char *path) { NAMES ("unlink", path, NULL, (int) syscall (SYS_unlink, path)); }
int rmdir (const char *path) { NAMES ("rmdir", path, NULL, (int) syscall (SYS_rmdir, path)); }
int mkdir (const char *path, mode_t mode) { NAMES ("mkdir", path, NULL, (int) syscall (SYS_mkdir, path, mode)); }

int
remove (const char *path)
{
  struct stat facts;
  return lstat (path, &facts) == 0 && S_ISDIR (facts.st_mode) ? rmdir (path) : unlink (path);
}

int
renameat2 (int dir, const char *from, int to_dir, const char *to, unsigned flags)
{
  NAMES (flags & RENAME_EXCHANGE ? "exchange" : "rename", from, to, (int) syscall (SYS_renameat2, dir, from, to_dir, to, flags));
}

/* Of words: what the program says has to be true. */
int
fputs (const char *text, FILE *file)
{
  if (keeps && (file == stdout || file == stderr))
    {
      pthread_mutex_lock (&order);
      write_log (n_calls, "say", 0, 0, text, strlen (text), NULL, NULL);
      pthread_mutex_unlock (&order);
    }
  return REAL (fputs) (text, file);
}

/* Of the ledger. */

int
faults_has_ledger (void)
{
  return !fails_memory && log_fd >= 0; /* to ask SQLite takes memory, too */
}

void
faults_pass (const char *op, const char *path)
{
  int counts = ops != NULL && is_one_of (op) && (part == NULL || strstr (path, part) != NULL);
  Call call = { counts ? ++n_calls : n_calls, 0, errno };

  if (counts && doing != NULL && strcmp (doing, "kill") == 0 && call.number == at)
    die (call, op, path);
  write_log (call.number, op, 0, 0, NULL, 0, path, NULL);
  errno = call.saved;
}

/* Of memory: what SQLite asks for. */

extern void *__libc_malloc (size_t size);
extern void *__libc_realloc (void *old, size_t size);

/* By where the caller's code lies. */
static int
lacks_memory (void *caller)
{
  unsigned number;

  if ((char *) caller < sqlite_start || (char *) caller >= sqlite_end)
    return 0;
  number = ++n_calls;
  if (number == at)
    write_log (number, "fail", 0, 0, NULL, 0, "memory", NULL);
  return number >= at && at > 0 && (times == 0 || number < at + times);
}

void *
malloc (size_t size)
{
  return lacks_memory (__builtin_return_address (0)) ? NULL : __libc_malloc (size);
}

void *
realloc (void *old, size_t size)
{
  return lacks_memory (__builtin_return_address (0)) ? NULL : __libc_realloc (old, size);
}

/* How often that was, for who counts all first. */
__attribute__ ((destructor)) static void
end (void)
{
  if (sqlite_end != NULL)
    write_log (n_calls, "memory", 0, 0, NULL, 0, NULL, NULL);
}
