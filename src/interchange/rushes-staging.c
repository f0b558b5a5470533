/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* renameat2() */

#include "config.h"

#include "rushes-staging.h"

#include "rushes-error.h"
#include "rushes-room.h"
#include "rushes-scratch.h"
#include "rushes-sync.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

/* A folder beside where something is to stand, in which it is written first. Blocking, any thread. */

/**
 * rushes_staging_make:
 * @path: where the result is to stand
 *
 * Returns: (transfer full) (nullable): a folder on the same disk; rushes_scratch_remove() removes it, and what is left of a killed export goes with
 * the next one there
 */
char *
rushes_staging_make (const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  char *stage = rushes_scratch_make_in (parent, ".rushes-export-");

  if (stage == NULL)
    rushes_error_set_from_errno (error, errno, "make a folder there");
  return stage;
}

/* Returns: whether something may be put there */
gboolean
rushes_staging_is_free (const char *path, gboolean replace, GError **error)
{
  if (replace || !g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("“%s” is there already, and nothing was written"), path);
  return FALSE;
}

/**
 * rushes_staging_copy:
 * @progress: (nullable): how much of this file is copied
 * @done: gets the size of the file added
 *
 * Returns: whether @to, which was not there, is what @from is; else nothing is there
 */
gboolean
rushes_staging_copy (const char *from, const char *to, GFileProgressCallback progress, gpointer data, GCancellable *cancellable, gint64 *done, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from), target = g_file_new_for_path (to);
  g_autoptr (GError) cause = NULL;
  g_autofree char *folder = g_path_get_dirname (to);
  GStatBuf info;

  if (!rushes_room_check (folder, rushes_room_get_size (from), error))
    return FALSE;
  if (!g_file_copy (source, target, G_FILE_COPY_NONE, cancellable, progress, data, &cause))
    {
      if (!g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_EXISTS))
        g_unlink (to);
      if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&cause));
      else
        rushes_error_set_from_file (error, cause, "copy the media");
      return FALSE;
    }
  if (g_stat (to, &info) == 0)
    *done += info.st_size;
  return TRUE;
}

/* Returns: whether the file is there, and on the disk */
gboolean
rushes_staging_write (const char *path, const char *bytes, gsize length, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (g_file_set_contents_full (path, bytes, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, &cause))
    return TRUE;
  rushes_error_set_from_file (error, cause, "write the document");
  return FALSE;
}

/* Where what stood at @path is put aside. (transfer full) */
static char *
dup_old (const char *stage, const char *path)
{
  g_autofree char *base = g_path_get_basename (path), *name = g_strconcat ("old ", base, NULL);

  return g_build_filename (stage, name, NULL);
}

/* In one step, so that a kill leaves the one there or the other: what was there is then where the new one was, and is put aside. Returns: whether this disk
 * can do that */
static gboolean
exchange (const char *staged, const char *path, const char *old)
{
  if (renameat2 (AT_FDCWD, staged, AT_FDCWD, path, RENAME_EXCHANGE) != 0)
    return FALSE;
  rushes_sync_beside (path); /* where it cannot be written through, nothing better can be done */
  g_rename (staged, old);
  return TRUE;
}

/**
 * rushes_staging_put:
 * @staged: in the stage
 * @path: where it belongs
 *
 * What stands there goes into the stage, and with it, when the new stands there.
 *
 * Returns: whether it does; else what stood there stands there again
 */
gboolean
rushes_staging_put (const char *stage, const char *staged, const char *path, GError **error)
{
  g_autofree char *old = dup_old (stage, path);
  gboolean was_there = g_file_test (path, G_FILE_TEST_EXISTS);

  /* What is told to be exported is so after a power cut. */
  if (!rushes_sync_beside (stage) || !rushes_sync_beside (staged) || !rushes_sync_tree (staged))
    return rushes_error_set_from_errno (error, errno, "write what is exported");
  if (was_there && exchange (staged, path, old))
    return TRUE;
  if (was_there && g_file_test (path, G_FILE_TEST_IS_DIR) && g_rename (path, old) != 0)
    return rushes_error_set_from_errno (error, errno, "put aside what was there");
  if (rushes_sync_rename (staged, path))
    return TRUE;
  rushes_error_set_from_errno (error, errno, "put it into its place");
  if (was_there && !g_file_test (path, G_FILE_TEST_EXISTS))
    g_rename (old, path);
  return FALSE;
}

/**
 * rushes_staging_keep:
 * @folder: was put where another was
 *
 * What else lay in that one lies in @folder again: only what has the name of something new was replaced.
 */
gboolean
rushes_staging_keep (const char *stage, const char *folder, GError **error)
{
  g_autofree char *old = dup_old (stage, folder);
  g_autoptr (GDir) names = g_dir_open (old, 0, NULL);

  for (const char *name; names != NULL && (name = g_dir_read_name (names)) != NULL;)
    {
      g_autofree char *from = g_build_filename (old, name, NULL), *to = g_build_filename (folder, name, NULL);
      if (!g_file_test (to, G_FILE_TEST_EXISTS) && !g_file_test (to, G_FILE_TEST_IS_SYMLINK) && g_rename (from, to) != 0)
        return rushes_error_set_from_errno (error, errno, "keep what was there");
    }
  return TRUE;
}
