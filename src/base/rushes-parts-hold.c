/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-parts-hold.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>

/* A lock of the kernel, shared by all who write, in whatever process; a process that dies lets it go. */

#define NAME "parts.lock"
#define RECORDS_NAME "records.lock"

struct _RushesPartsHold
{
  int fd; /* -1: there is no lock to be had here */
};

static RushesPartsHold *
open_it (const char *data_dir, const char *name)
{
  g_autofree char *path = g_build_filename (data_dir, name, NULL);
  RushesPartsHold *self = g_new (RushesPartsHold, 1);

  self->fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  return self;
}

/* Returns: (transfer full): until it is freed, nothing is swept. Where nothing can be locked, nothing is written either. Waits for a sweep:
 * blocking. */
RushesPartsHold *
rushes_parts_hold_take (const char *data_dir)
{
  RushesPartsHold *self = open_it (data_dir, NAME);

  while (self->fd >= 0 && flock (self->fd, LOCK_SH) != 0 && errno == EINTR)
    ;
  return self;
}

/* Returns: (transfer full): held by one at a time, of all threads and processes. Waits for the others: blocking. */
RushesPartsHold *
rushes_parts_hold_take_records (const char *data_dir)
{
  RushesPartsHold *self = open_it (data_dir, RECORDS_NAME);

  while (self->fd >= 0 && flock (self->fd, LOCK_EX) != 0 && errno == EINTR)
    ;
  return self;
}

/* Returns: (transfer full) (nullable): for a sweep, for which those who want to write wait; %NULL: somebody is writing. Any thread. */
RushesPartsHold *
rushes_parts_hold_sweep (const char *data_dir)
{
  g_autoptr (RushesPartsHold) self = open_it (data_dir, NAME);

  return self->fd >= 0 && flock (self->fd, LOCK_EX | LOCK_NB) == 0 ? g_steal_pointer (&self) : NULL;
}

void
rushes_parts_hold_free (RushesPartsHold *self)
{
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  g_free (self);
}
