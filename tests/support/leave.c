/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <fnmatch.h>
#include <limits.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Preloaded: in the midst of the first write to a file whose path is as LEAVE_IN says (a pattern of a shell), the program is told to leave (SIGTERM); the write goes on when what it
 * is a part of has been broken off, and does only half. */

#define PATIENCE_S 60

static sem_t broken_off;
static atomic_int told; /* 1: it is leaving; 2: and has broken something off */

__attribute__ ((constructor)) static void
begin (void)
{
  sem_init (&broken_off, 0, 0);
}

static int
is_it (int fd)
{
  const char *pattern = getenv ("LEAVE_IN");
  char link[64], path[PATH_MAX];
  int saved = errno;
  ssize_t length;

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, path, sizeof path - 1);
  errno = saved;
  path[length > 0 ? length : 0] = '\0';
  return pattern != NULL && fnmatch (pattern, path, 0) == 0;
}

__attribute__ ((visibility ("default"))) ssize_t
write (int fd, const void *data, size_t length)
{
  int none = 0;
  struct timespec until;

  if (length > 1 && atomic_load (&told) == 0 && is_it (fd) && atomic_compare_exchange_strong (&told, &none, 1))
    {
      kill (getpid (), SIGTERM);
      clock_gettime (CLOCK_REALTIME, &until);
      until.tv_sec += PATIENCE_S;
      if (sem_timedwait (&broken_off, &until) != 0)
        abort ();
      length /= 2;
    }
  return syscall (SYS_write, fd, data, length);
}

__attribute__ ((visibility ("default"))) void g_cancellable_cancel (void *cancellable);

void
g_cancellable_cancel (void *cancellable)
{
  void (*real) (void *) = (void (*) (void *)) dlsym (RTLD_NEXT, "g_cancellable_cancel");
  int leaving = 1;

  real (cancellable);
  if (atomic_compare_exchange_strong (&told, &leaving, 2))
    sem_post (&broken_off);
}
