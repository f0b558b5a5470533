/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-computer.h"

#include "rushes-error.h"
#include "rushes-replace.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* A file in the library says which computer has it open, and is touched as long as that is so. It is asked for everywhere, and written where
 * others can see it: on shares. How old it is, is measured by the clock of the disk that it lies on, whatever the computers' clocks say. */

#define NAME "open-on"
#define LOCK_NAME "open-on.lock"
#define BEAT_S 20
#define GONE_S 90      /* without a touch: it has crashed, or its network is away */
#define SETTLED_MS 100 /* for two that take it in the same moment */

struct _RushesComputer
{
  char *path, *lock_path, *text;
  int lock; /* shared by the processes of this computer; -1: there is no lock to be had */
  GThread *thread; /* (nullable) */
  GMutex mutex;
  GCond changed;
  gboolean ends;
  RushesComputerLost lost;
  gpointer data;
};

static char *
dup_line (const char *path)
{
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_strstrip (text) : g_strdup ("");
}

/* Returns: (transfer full): what is written: of this start of the system, of the system, and for people */
static char *
dup_own (void)
{
  g_autofree char *boot = dup_line ("/proc/sys/kernel/random/boot_id"), *machine = dup_line ("/etc/machine-id");

  return g_strdup_printf ("%s\n%s\n%s\n", boot, machine, g_get_host_name ());
}

/* The same kernel, under which locks hold; or one of the same computer, which was started again since. */
static gboolean
is_this (const char *text)
{
  g_autofree char *own = dup_own ();
  g_auto (GStrv) here = g_strsplit (own, "\n", 4), there = g_strsplit (text, "\n", 4);

  if (g_strv_length (there) < 3)
    return TRUE; /* nobody's */
  return (*here[0] != '\0' && g_str_equal (here[0], there[0])) || (g_str_equal (here[1], there[1]) && g_str_equal (here[2], there[2]));
}

/* By the clock of its disk. Returns: seconds since it was touched; 0 if that cannot be known. One from the future is as old: a clock was set. */
static gint64
get_age (const char *data_dir, const struct stat *about)
{
  g_autofree char *id = g_uuid_string_random (), *name = g_strconcat (".", NAME, ".", id, NULL), *path = g_build_filename (data_dir, name, NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  struct stat now;
  gint64 age = fd >= 0 && fstat (fd, &now) == 0 ? ABS ((gint64) now.st_mtime - (gint64) about->st_mtime) : 0;

  if (fd >= 0)
    g_close (fd, NULL);
  g_unlink (path);
  return age;
}

/* Opened anew, so that a share asks its server. Returns: (transfer full) (nullable): what the file says */
static char *
read_file (const char *path, struct stat *about)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  char text[1024];
  gssize n = fd >= 0 && fstat (fd, about) == 0 ? read (fd, text, sizeof text - 1) : -1;

  if (fd >= 0)
    g_close (fd, NULL);
  return n >= 0 ? g_strndup (text, (gsize) n) : NULL;
}

/* Blocking. Returns: (transfer full) (nullable): the name of another computer that has the library open now */
char *
rushes_computer_dup_other (const char *data_dir)
{
  g_autofree char *path = g_build_filename (data_dir, NAME, NULL), *text = NULL;
  g_auto (GStrv) lines = NULL;
  struct stat about;

  text = read_file (path, &about);
  if (text == NULL || is_this (text) || get_age (data_dir, &about) > GONE_S)
    return NULL;
  lines = g_strsplit (text, "\n", 4);
  return g_utf8_make_valid (lines[2], -1);
}

/* Whether other computers may see what lies there. */
static gboolean
is_share (const char *folder)
{
  static const guint32 kinds[] = { 0x6969 /* NFS */, 0xff534d42 /* CIFS */, 0xfe534d42 /* SMB 2 */, 0x517b /* SMB */, 0x01021997 /* 9P */, 0x5346414f /* AFS */,
                                   0x73757245 /* Coda */, 0x00c36400 /* Ceph */, 0x65735546 /* FUSE: sshfs, GVfs, Gluster */, 0x786f4256 /* VirtualBox */,
                                   0x01161970 /* GFS2 */, 0x7461636f /* OCFS2 */, 0x0bd00bd0 /* Lustre */, 0x19830326 /* BeeGFS */ };
  struct statfs disk;

  if (statfs (folder, &disk) == 0)
    for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
      if ((guint32) disk.f_type == kinds[i])
        return TRUE;
  return FALSE;
}

/* Returns: (transfer full) (nullable): who has taken it meanwhile, from this computer asleep or without its network */
static char *
beat (RushesComputer *self)
{
  struct stat about;
  g_autofree char *text = read_file (self->path, &about);
  g_auto (GStrv) lines = NULL;

  if (text != NULL && !is_this (text))
    {
      lines = g_strsplit (text, "\n", 4);
      return g_utf8_make_valid (lines[2], -1);
    }
  if (text == NULL)
    rushes_replace_file (self->path, self->text, -1, NULL); /* another process of this computer has ended */
  else
    utimensat (AT_FDCWD, self->path, NULL, 0);
  return NULL;
}

static gpointer
run (gpointer data)
{
  RushesComputer *self = data;
  g_autofree char *other = NULL;

  g_mutex_lock (&self->mutex);
  while (!self->ends && other == NULL)
    {
      gint64 until = g_get_monotonic_time () + BEAT_S * G_TIME_SPAN_SECOND;

      while (!self->ends && g_cond_wait_until (&self->changed, &self->mutex, until))
        ;
      if (self->ends)
        break;
      g_mutex_unlock (&self->mutex);
      other = beat (self);
      g_mutex_lock (&self->mutex);
    }
  g_mutex_unlock (&self->mutex);
  if (other != NULL)
    self->lost (other, self->data);
  return NULL;
}

/* Returns: whether it is this computer's now */
static gboolean
announce (RushesComputer *self, const char *data_dir, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *other = NULL;

  if (!rushes_replace_file (self->path, self->text, -1, &cause))
    {
      rushes_error_set_from_file (error, cause, "write a file");
      return FALSE;
    }
  g_usleep (SETTLED_MS * 1000); /* nothing on a share tells that another has written, too */
  other = rushes_computer_dup_other (data_dir);
  if (other != NULL)
    return rushes_error_set_elsewhere (error, other);
  self->thread = g_thread_new ("computer", run, self);
  return TRUE;
}

/**
 * rushes_computer_take:
 * @lost: called at most once, when another computer has taken the library all the same
 *
 * Blocking. Returns: (transfer full) (nullable): to be held while the library is open; %NULL with %RUSHES_ERROR_ELSEWHERE, which names the computer
 *   that has it open
 */
RushesComputer *
rushes_computer_take (const char *data_dir, RushesComputerLost lost, gpointer data, GError **error)
{
  g_autofree char *other = rushes_computer_dup_other (data_dir);
  g_autoptr (RushesComputer) self = NULL;

  if (other != NULL)
    {
      rushes_error_set_elsewhere (error, other);
      return NULL;
    }
  self = g_new0 (RushesComputer, 1);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->path = g_build_filename (data_dir, NAME, NULL);
  self->lock_path = g_build_filename (data_dir, LOCK_NAME, NULL);
  self->text = dup_own ();
  self->lost = lost;
  self->data = data;
  self->lock = -1;
  if (!is_share (data_dir))
    return g_steal_pointer (&self);
  self->lock = g_open (self->lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock >= 0)
    flock (self->lock, LOCK_SH);
  return announce (self, data_dir, error) ? g_steal_pointer (&self) : NULL;
}

/* The last process of this computer lets others have it at once. */
static void
give_back (RushesComputer *self)
{
  struct stat about;
  g_autofree char *text = read_file (self->path, &about);

  if (text != NULL && is_this (text) && flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    g_unlink (self->path);
}

/* From now on nobody is told that it is lost. Blocking; may be repeated. */
void
rushes_computer_stop (RushesComputer *self)
{
  g_mutex_lock (&self->mutex);
  self->ends = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&self->thread, g_thread_join);
}

/* Blocking. */
void
rushes_computer_free (RushesComputer *self)
{
  rushes_computer_stop (self);
  if (self->lock >= 0)
    {
      give_back (self);
      g_close (self->lock, NULL);
    }
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self->path);
  g_free (self->lock_path);
  g_free (self->text);
  g_free (self);
}
