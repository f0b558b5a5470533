/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-copy.h"

#include "rushes-board-edit.h"
#include "rushes-board-file.h"
#include "rushes-board-history.h"
#include "rushes-board-list.h"
#include "rushes-board-put.h"
#include "rushes-board-references.h"
#include "rushes-error.h"
#include "rushes-room.h"
#include "rushes-staging.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* A board once more, with its pictures and sound. It has the same shots, numbers and takes, whose clips are the library's; what is being made stays the
 * first one's, and what was done to that cannot be taken back in the copy. */

typedef struct
{
  char *from;        /* canonical: the board's folder */
  const char *stage; /* the copy as it will be */
  GHashTable *files; /* char *: those that are copied */
  GError *error;
} Copying;

static void
copy_file (Copying *self, const char *path, const char *name)
{
  g_autofree char *to = g_build_filename (self->stage, name, NULL), *parent = g_path_get_dirname (to);
  gint64 done = 0;

  if (g_mkdir_with_parents (parent, 0700) != 0)
    rushes_error_set_from_errno (&self->error, errno, "make a folder there");
  else
    rushes_staging_copy (path, to, NULL, NULL, NULL, &done, &self->error);
}

/* A file that lies elsewhere stays there, one that is not there is not there in the copy either: the board says the same. */
static char *
take_file (RushesBoardItem *item, RushesBoardReference kind, const char *text, gpointer data)
{
  Copying *self = data;
  g_autofree char *path = kind == RUSHES_BOARD_REFERENCE_FILE ? g_canonicalize_filename (text, self->from) : NULL;
  g_autofree char *below = g_strconcat (self->from, G_DIR_SEPARATOR_S, NULL);

  if (path != NULL && self->error == NULL && g_str_has_prefix (path, below) && g_file_test (path, G_FILE_TEST_IS_REGULAR) &&
      g_hash_table_add (self->files, g_strdup (path)))
    copy_file (self, path, path + strlen (below));
  return g_strdup (text);
}

static gboolean
copy_files (RushesBoard *board, const char *folder, const char *stage, GError **error)
{
  g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *from = g_canonicalize_filename (folder, NULL);
  Copying self = { from, stage, files, NULL };

  if (!rushes_board_replace_references (board, take_file, &self, error))
    return FALSE;
  if (self.error != NULL)
    g_propagate_error (error, self.error);
  return self.error == NULL;
}

static gboolean
is_taken (GPtrArray *boards, const char *title)
{
  for (guint i = 0; i < boards->len; i++)
    if (g_strcmp0 (((RushesBoardFacts *) boards->pdata[i])->title, title) == 0)
      return TRUE;
  return FALSE;
}

/* (transfer full): one that no other board has */
static char *
dup_title (RushesPaths *paths, const char *title)
{
  g_autoptr (GPtrArray) boards = rushes_board_list (paths);
  char *copy = g_strdup_printf (_("%s (Copy)"), title);

  for (guint i = 2; is_taken (boards, copy); i++)
    {
      g_free (copy);
      copy = g_strdup_printf (_("%s (Copy %u)"), title, i);
    }
  return copy;
}

/* Jobs know which board they are for. */
static gboolean
forget_jobs (RushesBoard *board, GError **error)
{
  g_autoptr (GPtrArray) shots = rushes_board_list_shots (board);

  for (guint i = 0; i < shots->len; i++)
    if (rushes_board_item_get (shots->pdata[i], RUSHES_BOARD_JOBS) != NULL &&
        !rushes_board_do_silently (board, rushes_board_edit_set (board, shots->pdata[i], RUSHES_BOARD_JOBS, NULL, NULL), error))
      return FALSE;
  return TRUE;
}

static gboolean
name (RushesBoard *board, const char *title, GError **error)
{
  g_autofree char *uuid = g_uuid_string_random (), *slug = rushes_paths_make_slug (title, "board"), *id = g_strdup_printf ("%s-%.8s", slug, uuid);
  RushesBoardStep *step = rushes_board_step_new ("");

  rushes_board_step_add_set (step, rushes_board_get_root (board), RUSHES_BOARD_ID, g_variant_new_string (id));
  rushes_board_step_add_set (step, rushes_board_get_root (board), RUSHES_BOARD_TITLE, g_variant_new_string (title));
  return rushes_board_do_silently (board, step, error);
}

/**
 * rushes_board_copy:
 * @slug: the board's folder
 *
 * Blocking, any thread.
 *
 * Returns: (transfer full) (nullable): the folder of the new board; NULL with an error, and nothing has changed
 */
char *
rushes_board_copy (RushesPaths *paths, const char *slug, GError **error)
{
  g_autofree char *folder = rushes_board_file_dup_folder (paths, slug), *title = NULL, *stage = NULL, *media = NULL, *copy = NULL;
  g_autoptr (RushesBoard) board = rushes_board_file_glance (folder, error);

  if (board == NULL)
    return NULL;
  title = dup_title (paths, rushes_board_get_title (board));
  if (!forget_jobs (board, error) || !name (board, title, error) || (stage = rushes_board_put_make_stage (paths, error)) == NULL)
    return NULL;
  media = g_build_filename (folder, "media", NULL);
  if (rushes_room_check (stage, rushes_room_get_tree (media), error) && copy_files (board, folder, stage, error))
    copy = rushes_board_put (paths, stage, board, title, error);
  rushes_board_put_remove_stage (stage);
  return g_steal_pointer (&copy);
}
