/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-room.h"

#include "rushes-error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
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

/* Returns: bytes of the file, 0 if there is none. Blocking */
gint64
rushes_room_get_size (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? (gint64) info.st_size : 0;
}

/* Returns: bytes of the files in it and below; what links lead to does not count. Blocking */
gint64
rushes_room_get_tree (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 all = 0;

  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;

      if (g_lstat (path, &info) == 0)
        all += S_ISDIR (info.st_mode) ? rushes_room_get_tree (path) : S_ISREG (info.st_mode) ? (gint64) info.st_size : 0;
    }
  return all;
}

/* (transfer full): what people know the folder as: not those in which things are written before they stand where they belong */
static char *
dup_shown (const char *folder)
{
  static const char *const stages[] = { "/.rushes-", "/.unpack-", "/.keep-", "/.parts" };

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (strstr (folder, stages[i]) != NULL)
      return g_strndup (folder, (gsize) (strstr (folder, stages[i]) - folder));
  return g_strdup (folder);
}

/**
 * rushes_room_check_known:
 * @shown: the folder, as people know it
 * @room: bytes that are free there; -1: not known
 * @needed: bytes
 *
 * Returns: as rushes_room_check(), for who has asked how much is free in another way
 */
gboolean
rushes_room_check_known (const char *shown, gint64 room, gint64 needed, GError **error)
{
  g_autofree char *more = NULL, *have = NULL, *kept = NULL;

  if (room < 0 || needed <= room - RUSHES_ROOM_KEPT)
    return TRUE;
  more = g_format_size (MAX (needed, 0));
  have = g_format_size (room);
  kept = g_format_size (RUSHES_ROOM_KEPT);
  rushes_error_set_room (error, RUSHES_ERROR_NO_ROOM, MIN (needed, G_MAXINT64 - RUSHES_ROOM_KEPT) + RUSHES_ROOM_KEPT,
                         _("It needs %s in “%s”, and %s are free there; %s always stay free"), more, shown, have, kept);
  return FALSE;
}

/**
 * rushes_room_check:
 * @folder: where it is to be written; may not be there yet
 * @needed: bytes
 *
 * What everybody asks before something large is written for a user, wherever that is. Blocking.
 *
 * Returns: whether it fits beside what always stays free, or that cannot be known; else %RUSHES_ERROR_NO_ROOM, which says how much is needed, how
 * much is free, and where
 */
gboolean
rushes_room_check (const char *folder, gint64 needed, GError **error)
{
  g_autofree char *shown = dup_shown (folder), *name = g_filename_display_name (shown);

  return rushes_room_check_known (name, rushes_room_get (folder), needed, error);
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

/**
 * rushes_room_dup_ledger:
 * @folder: where the ledger lies
 * @free_bytes: that are free there now; -1: not known
 *
 * Returns: (transfer full): that the queue has paused itself because what it does may not be written down, and what can be done
 */
char *
rushes_room_dup_ledger (const char *folder, gint64 free_bytes)
{
  g_autofree char *name = g_filename_display_name (folder), *have = g_format_size (MAX (0, free_bytes)), *wanted = g_format_size (RUSHES_ROOM_LEDGER);

  return g_strdup_printf (_("The disk of “%s” is full, and the queue has paused: %s are free, and %s have to be, or what is sent could not be taken down. "
                            "Nothing is lost, and nothing new is sent. Free some space; the queue goes on by itself."), name, have, wanted);
}

/**
 * rushes_room_dup_state:
 * @clips: where clips come
 * @ledger: where the ledger lies
 *
 * Blocking. Returns: (transfer full) (nullable): why whoever owns the queue would send nothing now
 */
char *
rushes_room_dup_state (const char *clips, const char *ledger)
{
  gint64 room = rushes_room_get (clips), rows = rushes_room_get (ledger);

  if (room >= 0 && room < RUSHES_ROOM_KEPT + RUSHES_ROOM_CLIP)
    return rushes_room_dup_paused (room, RUSHES_ROOM_KEPT + RUSHES_ROOM_CLIP);
  return rows >= 0 && rows < RUSHES_ROOM_LEDGER ? rushes_room_dup_ledger (ledger, rows) : NULL;
}
