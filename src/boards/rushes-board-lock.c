/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-lock.h"

#include "rushes-computer.h"
#include "rushes-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>

/* Whoever changes a board reads it, changes it and writes it while holding this lock, be it the owner of the queue or a command line: so
 * nobody writes over what another has just written. The kernel drops it when the process dies. */

#define NAME ".lock"
#define PATIENCE_US (30 * G_USEC_PER_SEC) /* a fill of a large board on a slow disk */
#define AGAIN_US 10000

struct _RushesBoardLock
{
  int fd;
};

/* Waits while another holds it. Blocking, any thread. Returns: (transfer full) (nullable): NULL with %RUSHES_ERROR_FILE, a whole sentence */
RushesBoardLock *
rushes_board_lock_take (const char *boards_dir, GError **error)
{
  g_autofree char *path = g_build_filename (boards_dir, NAME, NULL), *data_dir = g_path_get_dirname (boards_dir), *other = rushes_computer_dup_other (data_dir);
  gint64 end = g_get_monotonic_time () + PATIENCE_US;
  RushesBoardLock *self;
  int fd;

  if (other != NULL)
    {
      rushes_error_set_elsewhere (error, other);
      return NULL;
    }
  g_mkdir_with_parents (boards_dir, 0700);
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  while (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      if ((errno != EWOULDBLOCK && errno != EINTR) || g_get_monotonic_time () > end)
        {
          g_close (fd, NULL);
          g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("Another Rushes is writing boards in %s and does not finish. Nothing was changed"), boards_dir);
          return NULL;
        }
      g_usleep (AGAIN_US); /* nothing tells when a lock is free */
    }
  if (fd < 0)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_READ_ONLY, _("Could not open %s"), path);
      return NULL;
    }
  self = g_new (RushesBoardLock, 1);
  self->fd = fd;
  return self;
}

void
rushes_board_lock_free (RushesBoardLock *self)
{
  g_close (self->fd, NULL);
  g_free (self);
}
