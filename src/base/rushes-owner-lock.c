/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-owner-lock.h"

#include "rushes-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

/* One process owns the queue of a data directory. The kernel drops the lock when the process dies,
 * however it dies, so there is no stale lock to clean up. */
#define NAME "queue.lock"

struct _RushesOwnerLock
{
  GObject parent_instance;
  int fd;
};

G_DEFINE_FINAL_TYPE (RushesOwnerLock, rushes_owner_lock, G_TYPE_OBJECT)

static void
rushes_owner_lock_finalize (GObject *object)
{
  RushesOwnerLock *self = RUSHES_OWNER_LOCK (object);

  if (self->fd >= 0)
    g_close (self->fd, NULL);
  G_OBJECT_CLASS (rushes_owner_lock_parent_class)->finalize (object);
}

static void
rushes_owner_lock_class_init (RushesOwnerLockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_owner_lock_finalize;
}

static void
rushes_owner_lock_init (RushesOwnerLock *self)
{
  self->fd = -1;
}

/* Returns: (transfer full): the number of the process that has the lock, or had it last; "?" if there was none. Blocks for a moment. */
char *
rushes_owner_lock_dup_holder (const char *data_dir)
{
  g_autofree char *path = g_build_filename (data_dir, NAME, NULL);
  char *holder = NULL;

  return g_file_get_contents (path, &holder, NULL, NULL) ? g_strstrip (holder) : g_strdup ("?");
}

/* Whether a process has it now. Who takes it in this very moment may fail and has to try again. Blocks for a moment; any thread. */
gboolean
rushes_owner_lock_is_held (const char *data_dir)
{
  g_autofree char *path = g_build_filename (data_dir, NAME, NULL);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean held = fd >= 0 && flock (fd, LOCK_SH | LOCK_NB) != 0;

  if (fd >= 0)
    g_close (fd, NULL);
  return held;
}

static void
set_locked_error (GError **error, const char *data_dir)
{
  g_autofree char *holder = rushes_owner_lock_dup_holder (data_dir);

  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_LOCKED, _("The queue is run by process %s"), holder);
}

/**
 * rushes_owner_lock_take:
 *
 * Returns: (transfer full) (nullable): the lock, released with its last reference, or %NULL with
 * %RUSHES_ERROR_LOCKED (who holds it is in the message)
 */
RushesOwnerLock *
rushes_owner_lock_take (const char *data_dir, GError **error)
{
  g_autoptr (RushesOwnerLock) self = g_object_new (RUSHES_TYPE_OWNER_LOCK, NULL);
  g_autofree char *path = g_build_filename (data_dir, NAME, NULL);
  g_autofree char *pid = g_strdup_printf ("%d\n", (int) getpid ());

  self->fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      int code = errno;
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_READ_ONLY, _("Could not open %s: %s"), path,
                   g_strerror (code));
      return NULL;
    }
  if (flock (self->fd, LOCK_EX | LOCK_NB) != 0)
    {
      set_locked_error (error, data_dir);
      return NULL;
    }
  /* The number only serves the sentence above; the lock itself is the kernel's. */
  if (ftruncate (self->fd, 0) != 0 || write (self->fd, pid, strlen (pid)) < 0)
    g_debug ("Could not note the owner in %s", path);
  return g_steal_pointer (&self);
}
