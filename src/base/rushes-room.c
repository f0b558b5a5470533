/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-room.h"

#include "rushes-error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/statvfs.h>

/* Room on a disk: how much there is, and that something stays free. */

/* Returns: (transfer full): @path, or the next above it that is there already */
static char *
dup_existing (const char *path)
{
  char *folder = g_strdup (path);

  while (!g_file_test (folder, G_FILE_TEST_EXISTS) && strchr (folder, G_DIR_SEPARATOR) != NULL && !g_str_equal (folder, G_DIR_SEPARATOR_S))
    {
      char *above = g_path_get_dirname (folder);
      g_free (folder);
      folder = above;
    }
  return folder;
}

/* @folder: may not be there yet. Blocking. Returns: bytes that are free for this user on its disk; -1: that cannot be known */
gint64
rushes_room_get (const char *folder)
{
  g_autofree char *existing = dup_existing (folder);
  struct statvfs disk;

  if (statvfs (existing, &disk) != 0 || disk.f_blocks == 0) /* some that are no disks say nothing */
    return -1;
  return (gint64) MIN ((guint64) disk.f_bavail, G_MAXINT64 / MAX (1, disk.f_frsize)) * (gint64) disk.f_frsize;
}

/* Whether its disk is large enough for so many bytes, if nothing else were on it, or that cannot be known. Blocking. */
gboolean
rushes_room_can_ever (const char *folder, gint64 wanted)
{
  g_autofree char *existing = dup_existing (folder);
  struct statvfs disk;

  return statvfs (existing, &disk) != 0 || disk.f_blocks == 0 || (guint64) wanted / MAX (1, disk.f_frsize) <= disk.f_blocks;
}

/* Whether what is written to one path takes room from the other. They may not be there yet. Blocking. */
gboolean
rushes_room_is_same_disk (const char *path, const char *other)
{
  g_autofree char *one = dup_existing (path), *two = dup_existing (other);
  GStatBuf here, there;

  return g_stat (one, &here) == 0 && g_stat (two, &there) == 0 && here.st_dev == there.st_dev;
}

/**
 * rushes_room_check:
 * @folder: where it is to be written; may not be there yet
 * @needed: bytes
 * @kept: bytes that must be free even then
 *
 * Blocking. Returns: whether it fits, or that cannot be known; else %RUSHES_ERROR_DISK_FULL, which says how much has to be free
 */
gboolean
rushes_room_check (const char *folder, gint64 needed, gint64 kept, GError **error)
{
  gint64 room = rushes_room_get (folder);
  g_autofree char *more = NULL, *have = NULL, *stays = NULL;

  if (room < 0 || needed <= room - kept)
    return TRUE;
  more = g_format_size (MAX (needed, 0));
  have = g_format_size (room);
  stays = g_format_size (kept);
  if (kept > 0)
    rushes_error_set_full (error, MIN (needed, G_MAXINT64 - kept) + kept, _("It needs %s, and %s are free; %s are kept free"), more, have, stays);
  else
    rushes_error_set_full (error, needed, _("It needs %s, and %s are free"), more, have);
  return FALSE;
}

/**
 * rushes_room_dup_paused:
 * @free_bytes: that are free now; -1: not known
 * @wanted: bytes that have to be
 *
 * Returns: (transfer full): that the queue has paused itself because there is no room, and what can be done
 */
char *
rushes_room_dup_paused (gint64 free_bytes, gint64 wanted)
{
  g_autofree char *more = free_bytes >= 0 && wanted > free_bytes ? g_format_size (wanted - free_bytes) : NULL;

  if (more == NULL)
    return g_strdup (_("The disk is full, and the queue has paused. Nothing is lost, and nothing new is sent. Free some space; the queue goes on by itself."));
  return g_strdup_printf (_("The disk is full, and the queue has paused: %s more have to be free. Nothing is lost, and nothing new is sent. Free some space, "
                            "or move the clips to another disk; the queue goes on by itself."), more);
}
