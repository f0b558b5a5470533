/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-dump.h"

#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* What the kernel keeps of a program that crashes: a file, or what it hands to a service that sends it to whoever looks at crashes. */

#define HEADERS_ONLY "0x10" /* core(5): the first page of each library, no memory of ours */

/* Above zero, where a service gets them all the same, and below the least that a file may have (core(5), RLIMIT_CORE). */
static void
forbid (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_CORE, &limit) == 0)
    {
      limit.rlim_cur = MIN (limit.rlim_max, 1);
      setrlimit (RLIMIT_CORE, &limit);
    }
}

static gboolean
leave_out (void)
{
  int fd = open ("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC);
  gboolean done = fd >= 0 && write (fd, HEADERS_ONLY, strlen (HEADERS_ONLY)) == (ssize_t) strlen (HEADERS_ONLY);

  if (fd >= 0)
    close (fd);
  return done;
}

/**
 * rushes_dump_leave_out_memory:
 *
 * There is, or will be, a key in the memory of this process. From now on what is kept of a crash says where each thread was, and no more. Whatever
 * has a key in its hands calls it; a program without one leaves dumps that are whole. Any thread, as often as one likes.
 *
 * The heap as a whole, and not pages of our own, because a key does not stay in those: libsoup, TLS and GTK copy it, and leave what they free as it
 * was. PR_SET_DUMPABLE would do the same, but gives /proc/PID to root, and portals look there at who asks (xdg-desktop-portal opens /proc/PID/root):
 * outside of a sandbox the window would have neither files nor the desktop's dark style.
 */
void
rushes_dump_leave_out_memory (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;
  if (!leave_out ())
    forbid ();
  g_once_init_leave (&done, 1);
}
