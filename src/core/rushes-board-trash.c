/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-trash.h"

#include "rushes-board-file.h"
#include "rushes-board-jobs.h"
#include "rushes-board-lock.h"
#include "rushes-error.h"
#include "rushes-sync.h"
#include "rushes-trash-can.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* A board on its way to the desktop's trash: hidden at once, in a folder of its own beside the others, and moved when it is not taken back. Its clips
 * stay. All of it blocks; any thread. */

#define PREFIX ".trashed-"

static gboolean
set_gone (GError **error)
{
  g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("The board is not here any more; it may be in the trash already"));
  return FALSE;
}

/* (transfer full) (nullable): what the hidden folder is called below that of the boards */
static char *
hide (const char *boards, const char *slug, GError **error)
{
  g_autofree char *from = g_build_filename (boards, slug, NULL), *around = g_build_filename (boards, PREFIX "XXXXXX", NULL), *name = NULL, *to = NULL;

  if (!g_file_test (from, G_FILE_TEST_IS_DIR))
    {
      set_gone (error);
      return NULL;
    }
  if (g_mkdtemp (around) == NULL)
    {
      rushes_error_set_from_errno (error, errno, "make a folder there");
      return NULL;
    }
  name = g_path_get_basename (around);
  to = g_build_filename (around, slug, NULL);
  if (rushes_sync_rename (from, to))
    return g_build_filename (name, slug, NULL);
  rushes_error_set_from_errno (error, errno, "move the board");
  g_rmdir (around);
  return NULL;
}

/**
 * rushes_board_trash_hide:
 * @slug: the board's folder
 *
 * It is no board any more, until it is taken back.
 *
 * Returns: (transfer full) (nullable): what the other functions know it by
 */
char *
rushes_board_trash_hide (RushesPaths *paths, const char *slug, GError **error)
{
  g_autofree char *boards = rushes_board_file_dup_boards_dir (paths);
  g_autoptr (RushesBoardLock) lock = rushes_board_lock_take (boards, error);

  return lock != NULL ? hide (boards, slug, error) : NULL;
}

/* @from: becomes the folder of a board. (transfer full) (nullable): its slug; another board may have @name by now, then it gets another */
static char *
put_back (RushesPaths *paths, const char *boards, const char *from, const char *name, GError **error)
{
  g_autofree char *to = g_build_filename (boards, name, NULL), *slug = NULL;

  slug = g_file_test (to, G_FILE_TEST_EXISTS) ? rushes_board_file_make_folder (paths, name, error) : g_strdup (name);
  if (slug == NULL)
    return NULL;
  g_free (to);
  to = g_build_filename (boards, slug, NULL);
  if (!rushes_sync_rename (from, to))
    {
      rushes_error_set_from_errno (error, errno, "move the board back");
      return NULL;
    }
  return g_steal_pointer (&slug);
}

/* (transfer full) (nullable): its folder */
static char *
show (RushesPaths *paths, const char *boards, const char *hidden, GError **error)
{
  g_autofree char *from = g_build_filename (boards, hidden, NULL), *around = g_path_get_dirname (from), *name = g_path_get_basename (hidden), *slug = NULL;

  if (!g_file_test (from, G_FILE_TEST_IS_DIR))
    {
      set_gone (error);
      return NULL;
    }
  slug = put_back (paths, boards, from, name, error);
  if (slug != NULL)
    g_rmdir (around);
  return g_steal_pointer (&slug);
}

/* Which folder of the trash is meant. */
typedef struct
{
  const char *id;
  char *file, *info; /* or NULL: not found */
} Wanted;

static void
look_at (const char *file, const char *info, gpointer data)
{
  Wanted *wanted = data;
  g_autoptr (RushesBoard) board = wanted->file == NULL ? rushes_board_file_glance (file, NULL) : NULL;

  if (board == NULL || g_strcmp0 (rushes_board_get_id (board), wanted->id) != 0)
    return;
  wanted->file = g_strdup (file);
  wanted->info = g_strdup (info);
}

/* The same out of the desktop's trash. */
static char *
fetch (RushesPaths *paths, const char *boards, const char *name, const char *id, GError **error)
{
  Wanted wanted = { .id = id };
  g_autofree char *file = NULL, *info = NULL;
  char *slug;

  rushes_trash_can_foreach (boards, look_at, &wanted);
  file = wanted.file;
  info = wanted.info;
  if (file == NULL)
    {
      set_gone (error);
      return NULL;
    }
  slug = put_back (paths, boards, file, name, error);
  if (slug != NULL)
    g_unlink (info);
  return slug;
}

/* Whether it is hidden still. */
static gboolean
is_hidden (const char *boards, const char *hidden)
{
  g_autofree char *path = g_build_filename (boards, hidden, NULL);

  return g_file_test (path, G_FILE_TEST_IS_DIR);
}

/* What jobs have made meanwhile had no board to go to. */
static void
collect (RushesPaths *paths, RushesLedger *ledger, RushesLibrary *library, const char *slug)
{
  g_autoptr (GVariant) change = g_variant_ref_sink (g_variant_new_parsed ("{'do': <%s>}", RUSHES_CHANGE_COLLECT));
  g_autoptr (GError) error = NULL;
  g_autofree char *done = rushes_board_jobs_run (paths, ledger, library, slug, change, &error);

  if (done == NULL)
    g_warning ("Results were not put on the board %s: %s", slug, error->message);
}

/**
 * rushes_board_trash_take_back:
 * @hidden: what rushes_board_trash_hide() gave
 * @id: (nullable): the board's own, by which it is found in the desktop's trash when it is there already
 *
 * Returns: (transfer full) (nullable): the folder of the board, which is one again; NULL with %RUSHES_ERROR_FILE, a whole sentence, if it cannot be
 */
char *
rushes_board_trash_take_back (RushesPaths *paths, RushesLedger *ledger, RushesLibrary *library, const char *hidden, const char *id, GError **error)
{
  g_autofree char *boards = rushes_board_file_dup_boards_dir (paths), *name = g_path_get_basename (hidden), *slug = NULL;
  RushesBoardLock *lock = rushes_board_lock_take (boards, error);

  if (lock == NULL)
    return NULL;
  slug = id == NULL || is_hidden (boards, hidden) ? show (paths, boards, hidden, error) : fetch (paths, boards, name, id, error);
  rushes_board_lock_free (lock);
  if (slug != NULL)
    collect (paths, ledger, library, slug);
  return g_steal_pointer (&slug);
}

/**
 * rushes_board_trash_finish:
 * @hidden: what rushes_board_trash_hide() gave
 *
 * Moves it to the desktop's trash, from where it was: so that it can be taken back to there.
 *
 * Returns: whether it is there; if not, it is a board again, and @error a whole sentence
 */
gboolean
rushes_board_trash_finish (RushesPaths *paths, const char *hidden, GError **error)
{
  g_autofree char *boards = rushes_board_file_dup_boards_dir (paths), *slug = NULL, *folder = NULL;
  g_autoptr (RushesBoardLock) lock = rushes_board_lock_take (boards, error);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) cause = NULL;

  slug = lock != NULL ? show (paths, boards, hidden, error) : NULL;
  if (slug == NULL)
    return FALSE;
  folder = rushes_board_file_dup_folder (paths, slug);
  file = g_file_new_for_path (folder);
  if (g_file_trash (file, NULL, &cause))
    return TRUE;
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("“%s” could not be moved to the trash and is among the boards again: %s"), slug, cause->message);
  return FALSE;
}

/* What was hidden when the program was stopped. */
void
rushes_board_trash_finish_all (RushesPaths *paths)
{
  g_autofree char *boards = rushes_board_file_dup_boards_dir (paths);
  g_autoptr (GDir) dir = g_dir_open (boards, 0, NULL);
  const char *around;

  while (dir != NULL && (around = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (boards, around, NULL), *hidden = NULL;
      g_autoptr (GDir) inner = g_str_has_prefix (around, PREFIX) ? g_dir_open (path, 0, NULL) : NULL;
      const char *slug = inner != NULL ? g_dir_read_name (inner) : NULL;
      g_autoptr (GError) error = NULL;

      if (inner != NULL && slug == NULL) /* stopped before the board was in it */
        g_rmdir (path);
      hidden = slug != NULL ? g_build_filename (around, slug, NULL) : NULL;
      if (hidden != NULL && !rushes_board_trash_finish (paths, hidden, &error))
        g_warning ("%s", error->message);
    }
}
