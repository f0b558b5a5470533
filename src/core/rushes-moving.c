/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* renameat2() */

#include "config.h"

#include "rushes-moving.h"

#include "rushes-error.h"
#include "rushes-hash.h"
#include "rushes-replace.h"
#include "rushes-room.h"
#include "rushes-sync.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The clips move to another folder or disk: every file is copied and read again there; then, in one step of the file system, a link
 * takes the folder's place, and only then what was copied is deleted. Breaking off at any moment loses nothing, and the same again
 * goes on where it was. The program may work meanwhile: what came in between is copied after the link is there. */

#define MARK ".rushes-moving" /* in the new folder until all is there: it is ours */
#define ASIDE "clips.moved"   /* in the data folder: the link on its way in, and what it replaced on its way out */
#define PARTS ".parts"
#define PART ".rushes-part"   /* a copy until it has been read again */

typedef struct
{
  RushesLibrary *library;
  char *clips;  /* where the program looks */
  char *aside;
  char *source; /* where the files are, no link */
  char *target;
  gint64 done, all; /* bytes */
  RushesMovingProgressFunc progress;
  gpointer data;
  GCancellable *cancellable;
} Moving;

/* What is told of each file below a folder. @name: below that; FALSE ends it */
typedef gboolean (*FileFunc) (Moving *self, const char *root, const char *name, GError **error);

static void
moving_clear (Moving *self)
{
  free (self->source);
  free (self->target);
  g_free (self->clips);
  g_free (self->aside);
}

static gboolean G_GNUC_PRINTF (3, 4)
fail (GError **error, RushesError code, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (RUSHES_ERROR, (int) code, format, arguments);
  va_end (arguments);
  return FALSE;
}

/* Depth first, so that what is left of folders can be removed after it. */
static gboolean
walk (Moving *self, const char *root, const char *below, FileFunc func, GError **error)
{
  g_autofree char *folder = g_build_filename (root, below, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *base;

  if (dir == NULL)
    return FALSE;
  while ((base = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *name = *below != '\0' ? g_build_filename (below, base, NULL) : g_strdup (base);
      g_autofree char *path = g_build_filename (root, name, NULL);
      GStatBuf info;

      if (g_lstat (path, &info) != 0 || g_str_equal (name, MARK) || g_str_equal (base, PART))
        continue;
      if (S_ISDIR (info.st_mode) ? !walk (self, root, name, func, error)
                                 : (S_ISREG (info.st_mode) || S_ISLNK (info.st_mode)) && !func (self, root, name, error))
        return FALSE;
    }
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gint64
get_size (const char *path)
{
  GStatBuf info;

  return g_lstat (path, &info) == 0 ? (gint64) info.st_size : -1;
}

/* Of a clip whose file stayed elsewhere there is a link. */
static gboolean
are_same_links (const char *one, const char *other)
{
  g_autofree char *leads = g_file_read_link (one, NULL), *there = g_file_read_link (other, NULL);

  return leads != NULL && g_strcmp0 (leads, there) == 0;
}

static gboolean
are_same_files (const char *one, const char *other)
{
  g_autofree char *before = rushes_hash_dup (one), *after = rushes_hash_dup (other);

  return before != NULL && g_strcmp0 (before, after) == 0;
}

static gboolean
add_size (Moving *self, const char *root, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (root, name, NULL);

  self->all += MAX (0, get_size (path));
  return TRUE;
}

static gboolean
fail_without_room (Moving *self, gint64 wanted, GError **error)
{
  g_autofree char *more = g_format_size (MAX (wanted, 0)), *room = g_format_size (MAX (rushes_room_get (self->target), 0)),
                  *kept = g_format_size (RUSHES_ROOM_KEPT);

  return fail (error, RUSHES_ERROR_FILE, _("There is not enough room in %s: the clips need %s more, and %s are free; %s are kept free. Nothing was "
                                           "deleted; when there is room, the same again goes on"), self->target, more, room, kept);
}

/* @cause: what was in the way of a file */
static gboolean
explain (Moving *self, const GError *cause, GError **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE) || g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return fail_without_room (self, self->all - self->done, error);
  rushes_error_set_from_file (error, cause, "move the clips");
  return FALSE;
}

static gint64
get_time_us (const GStatBuf *about)
{
  return about->st_mtim.tv_sec * G_USEC_PER_SEC + about->st_mtim.tv_nsec / 1000;
}

/* A copy has the time of what was copied; a record that was written anew since then has another, be it as long as before. */
static gboolean
is_copied (const char *from, const char *to)
{
  GStatBuf here, there;

  return are_same_links (from, to) || (g_lstat (from, &here) == 0 && g_lstat (to, &there) == 0 && S_ISREG (there.st_mode) &&
                                       here.st_size == there.st_size && get_time_us (&here) == get_time_us (&there));
}

/* The same, or the new folder has a newer one. */
static gboolean
is_taken_over (const char *from, const char *to)
{
  GStatBuf here, there;

  return is_copied (from, to) || (g_lstat (from, &here) == 0 && g_lstat (to, &there) == 0 &&
                                  (get_time_us (&there) > get_time_us (&here) || are_same_files (from, to)));
}

/* Under another name until it has been read again and is the same: one for all, since a clip's may be as long as names may be. */
static gboolean
copy_and_verify (Moving *self, const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to), *part = g_build_filename (folder, PART, NULL);
  g_autoptr (GFile) source = g_file_new_for_path (from), target = g_file_new_for_path (part);
  g_autoptr (GError) cause = NULL;

  if (!rushes_sync_make_folder (folder))
    return rushes_error_set_from_errno (error, errno, "move the clips");
  g_unlink (part); /* one that was left may be a link: what it leads to is not ours */
  if (!g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_ALL_METADATA | G_FILE_COPY_NOFOLLOW_SYMLINKS, self->cancellable, NULL, NULL, &cause))
    {
      g_unlink (part);
      return explain (self, cause, error);
    }
  if (!are_same_links (from, part) && !(rushes_sync_file (part) && are_same_files (from, part)))
    {
      g_unlink (part);
      return fail (error, RUSHES_ERROR_STORAGE, _("What was written to %s is not what was read. The disk may be faulty; the clips stay where they are"), to);
    }
  return g_rename (part, to) == 0 || fail (error, RUSHES_ERROR_STORAGE, _("%s cannot be written"), to);
}

/* Every name below @folder is there after a power cut, too; what an earlier try left half copied is not. */
static gboolean
settle (const char *folder, GError **error)
{
  g_autofree char *part = g_build_filename (folder, PART, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *base;

  g_unlink (part);
  if (dir == NULL || !rushes_sync_folder (folder))
    return rushes_error_set_from_errno (error, errno, "move the clips");
  while ((base = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, base, NULL);
      if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK) && g_file_test (path, G_FILE_TEST_IS_DIR) && !settle (path, error))
        return FALSE;
    }
  return TRUE;
}

/* One that is there already was read again when it came. What is still downloaded comes when it is whole. */
static gboolean
copy_file (Moving *self, const char *root, const char *name, GError **error)
{
  g_autofree char *from = g_build_filename (root, name, NULL), *to = g_build_filename (self->target, name, NULL);

  if (g_str_has_prefix (name, PARTS "/"))
    return TRUE;
  if (!is_copied (from, to) && !copy_and_verify (self, from, to, error))
    return FALSE;
  self->done += MAX (0, get_size (from));
  if (self->progress != NULL)
    self->progress (MIN (self->done, self->all), self->all, self->data);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* After the link is there: what came into the old folder last, also what is still downloaded. Newer files in the new one stay. */
static gboolean
take_over (Moving *self, const char *root, const char *name, GError **error)
{
  g_autofree char *from = g_build_filename (root, name, NULL), *to = g_build_filename (self->target, name, NULL);
  return is_taken_over (from, to) || copy_and_verify (self, from, to, error);
}

/* What changed in this very moment stays. */
static gboolean
delete_file (Moving *self, const char *root, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (root, name, NULL), *kept = g_build_filename (self->target, name, NULL);

  if (is_taken_over (path, kept) && g_unlink (path) != 0)
    return fail (error, RUSHES_ERROR_STORAGE, _("%s could not be deleted"), path);
  return TRUE;
}

/* Empty ones alone; the root too where @with_root. */
static void
remove_folders (const char *folder, gboolean with_root)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *base;

  while (dir != NULL && (base = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, base, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_folders (path, TRUE);
    }
  if (with_root)
    g_rmdir (folder);
}

/* @old: a folder that is no more the program's */
static gboolean
clear_old (Moving *self, const char *old, GError **error)
{
  if (self->progress != NULL)
    self->progress (-1, self->all, self->data);
  if (!walk (self, old, "", take_over, error) || !settle (self->target, error) || !walk (self, old, "", delete_file, error))
    return FALSE;
  remove_folders (old, TRUE);
  return TRUE;
}

/* What an earlier one left that was broken off when the link was there already, or was about to be. */
static gboolean
finish_earlier (Moving *self, GError **error)
{
  if (g_file_test (self->aside, G_FILE_TEST_IS_SYMLINK))
    g_unlink (self->aside);
  return !g_file_test (self->aside, G_FILE_TEST_IS_DIR) || clear_old (self, self->aside, error);
}

/* All is done, and a power cut does not bring back what tells otherwise. */
static gboolean
drop_mark (Moving *self, const char *mark)
{
  g_unlink (mark);
  rushes_sync_beside (mark);
  rushes_sync_beside (self->aside);
  return TRUE;
}

/* The folder that the mark names, where it is another one still. */
static gboolean
clear_marked (Moving *self, const char *mark, GError **error)
{
  g_autofree char *old = NULL;
  char *real = g_file_get_contents (mark, &old, NULL, NULL) ? realpath (old, NULL) : NULL;
  gboolean cleared = real == NULL || g_str_equal (real, self->target) || clear_old (self, real, error);

  free (real);
  return cleared && drop_mark (self, mark);
}

static gboolean
is_below (const char *path, const char *folder)
{
  return g_str_has_prefix (path, folder) && (path[strlen (folder)] == '/' || path[strlen (folder)] == '\0');
}

static gboolean
is_free (const char *folder)
{
  g_autofree char *mark = g_build_filename (folder, MARK, NULL);
  g_autoptr (GDir) dir = NULL;

  rushes_replace_sweep (folder); /* a mark that was being made */
  dir = g_dir_open (folder, 0, NULL);
  return g_file_test (mark, G_FILE_TEST_EXISTS) || (dir != NULL && g_dir_read_name (dir) == NULL);
}

static gboolean
has_room (Moving *self, GError **error)
{
  gint64 needed = self->all;

  self->all = 0;
  if (!walk (self, self->target, "", add_size, error)) /* what came in an earlier try */
    return FALSE;
  needed -= self->all;
  self->all += needed;
  return rushes_room_check (self->target, needed, NULL) || fail_without_room (self, needed, error);
}

static gboolean
set_mark (Moving *self, GError **error)
{
  g_autofree char *mark = g_build_filename (self->target, MARK, NULL);
  g_autoptr (GError) cause = NULL;

  return rushes_replace_file (mark, self->source, -1, &cause) || explain (self, cause, error);
}

/* From now on the program looks there, also after a power cut: only then may anything be deleted. */
static gboolean
switch_over (Moving *self, GError **error)
{
  gboolean was_link = g_file_test (self->clips, G_FILE_TEST_IS_SYMLINK);

  if (symlink (self->target, self->aside) != 0)
    return fail (error, RUSHES_ERROR_STORAGE, _("%s cannot be written"), self->aside);
  if (was_link ? g_rename (self->aside, self->clips) == 0 : renameat2 (AT_FDCWD, self->aside, AT_FDCWD, self->clips, RENAME_EXCHANGE) == 0)
    return rushes_sync_beside (self->aside) || rushes_error_set_from_errno (error, errno, "move the clips");
  g_unlink (self->aside);
  return fail (error, RUSHES_ERROR_STORAGE, _("No link can take the place of %s there"), self->clips);
}

static gboolean
check (Moving *self, const char *folder, GError **error)
{
  if (!rushes_sync_make_folder (folder) || (self->target = realpath (folder, NULL)) == NULL || g_access (self->target, W_OK) != 0)
    return fail (error, RUSHES_ERROR_READ_ONLY, _("The folder %s cannot be written"), folder);
  if (g_str_equal (self->target, self->source))
    return TRUE;
  if (is_below (self->target, self->source) || is_below (self->source, self->target))
    return fail (error, RUSHES_ERROR_FILE, _("%s and the clips lie in each other. Choose another folder"), folder);
  return is_free (self->target) || fail (error, RUSHES_ERROR_FILE, _("%s is not empty. Choose an empty folder"), folder);
}

static gboolean
move (Moving *self, GError **error)
{
  g_autofree char *mark = g_build_filename (self->target, MARK, NULL);
  gboolean was_link = g_file_test (self->clips, G_FILE_TEST_IS_SYMLINK);

  if (g_str_equal (self->target, self->source)) /* an earlier one got so far */
    return clear_marked (self, mark, error);
  if (!walk (self, self->source, "", add_size, error) || !set_mark (self, error) || !has_room (self, error) ||
      !walk (self, self->source, "", copy_file, error) || !settle (self->target, error) || !finish_earlier (self, error) || !switch_over (self, error))
    return FALSE;
  rushes_library_look_anew (self->library);
  if (!clear_old (self, was_link ? self->source : self->aside, error))
    return FALSE;
  return drop_mark (self, mark);
}

/**
 * rushes_moving_run:
 * @folder: an empty one, or one that does not exist; or that of an earlier try, which goes on
 * @progress: (nullable): called with @data
 *
 * Moves the files of all clips there. Until every one of them is there and has been read again, nothing changes for the program. Blocking.
 *
 * Returns: whether all is there; else it can be tried again
 */
gboolean
rushes_moving_run (RushesLibrary *library, const char *folder, RushesMovingProgressFunc progress, gpointer data, GCancellable *cancellable,
                   GError **error)
{
  RushesPaths *paths = rushes_library_get_paths (library);
  Moving self = { .library = library, .progress = progress, .data = data, .cancellable = cancellable };
  gboolean done;

  if (!rushes_paths_check_there (paths, error))
    return FALSE;
  self.clips = g_strdup (rushes_paths_get_clips_dir (paths));
  self.aside = g_build_filename (rushes_paths_get_data_dir (paths), ASIDE, NULL);
  self.source = realpath (self.clips, NULL);
  done = self.source != NULL ? check (&self, folder, error) : fail (error, RUSHES_ERROR_STORAGE, _("%s cannot be read"), self.clips);
  done = done && self.target != NULL && move (&self, error) && finish_earlier (&self, error);
  moving_clear (&self);
  return done;
}
