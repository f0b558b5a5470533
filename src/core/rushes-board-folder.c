/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-folder.h"

#include "rushes-board-edit.h"
#include "rushes-board-history.h"
#include "rushes-error.h"
#include "rushes-error-text.h"
#include "rushes-import.h"
#include "rushes-inherit.h"
#include "rushes-room.h"
#include "rushes-staging.h"
#include "rushes-sync.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* A folder becomes a board: one shot for each picture, which stands for it, and each clip, which is its take. By name, and numbers in names
 * count as numbers. */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  g_autofree char *first = g_utf8_collate_key_for_filename (*(char *const *) a, -1), *second = g_utf8_collate_key_for_filename (*(char *const *) b, -1);

  return g_strcmp0 (first, second);
}

static GPtrArray *
list_files (const char *from, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GDir) dir = g_dir_open (from, 0, &cause);
  const char *name;

  if (dir == NULL)
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, cause->message);
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (*name != '.' && g_utf8_validate (name, -1, NULL))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

static gboolean
is_picture (const char *name)
{
  static const char *const endings[] = { ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}

/* (transfer full) (nullable): the copy's name below the board's folder */
static char *
keep_picture (const char *path, const char *folder, const char *name, GError **error)
{
  g_autofree char *media = g_build_filename (folder, "media", NULL), *copy = g_build_filename (media, name, NULL);
  gint64 done = 0;

  rushes_sync_make_folder (media);
  return rushes_staging_copy (path, copy, NULL, NULL, NULL, &done, error) ? g_build_filename ("media", name, NULL) : NULL;
}

static RushesBoardItem *
add_shot (RushesBoard *board, RushesBoardItem *scene, const char *name, const char *still)
{
  g_auto (GVariantDict) members = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) all = NULL;
  g_autofree char *stem = g_strndup (name, strrchr (name, '.') != NULL ? (gsize) (strrchr (name, '.') - name) : strlen (name));
  gint64 number;

  g_variant_dict_insert (&members, RUSHES_BOARD_NOTES, "s", stem);
  if (still != NULL)
    g_variant_dict_insert (&members, RUSHES_BOARD_STILL, "s", still);
  all = g_variant_ref_sink (g_variant_dict_end (&members));
  rushes_board_do_silently (board, rushes_board_edit_add_shot (board, scene, G_MAXUINT, all, &number), NULL);
  return rushes_board_find_shot (board, number);
}

static gboolean
add_picture (RushesBoard *board, RushesBoardItem *scene, const char *path, const char *folder, const char *name, GError **error)
{
  g_autofree char *still = keep_picture (path, folder, name, error);

  return still != NULL && add_shot (board, scene, name, still) != NULL;
}

/* A clip is as long on the board as it is. */
static gboolean
add_clip (RushesCore *core, RushesBoard *board, RushesBoardItem *scene, const char *path, const char *name, GError **error)
{
  g_autoptr (RushesClipInfo) info = rushes_import_run (rushes_core_get_library (core), path, name, FALSE, error);
  RushesBoardItem *shot = info != NULL ? add_shot (board, scene, name, NULL) : NULL;
  gint64 frames = info != NULL ? rushes_rate_to_frames (rushes_board_get_rate (board), info->duration_ms / 1000.0) : 0;

  if (shot == NULL)
    return FALSE;
  rushes_board_do_silently (board, rushes_board_edit_set (board, shot, RUSHES_BOARD_LENGTH, g_variant_new_int64 (MAX (1, frames)), NULL), NULL);
  rushes_board_do_silently (board, rushes_board_edit_add_take (board, shot, info->id, NULL), NULL);
  rushes_board_do_silently (board, rushes_board_edit_choose (shot, rushes_board_item_get_child (shot, 0)), NULL);
  return TRUE;
}

/* Nearly all of it are clips. */
static gboolean
has_room (RushesPaths *paths, const char *from, GPtrArray *names, GError **error)
{
  gint64 all = 0;

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (from, names->pdata[i], NULL);
      all += g_file_test (path, G_FILE_TEST_IS_REGULAR) ? rushes_room_get_size (path) : 0;
    }
  return rushes_room_check (rushes_paths_get_clips_dir (paths), all, error);
}

/**
 * rushes_board_folder_read:
 * @from: the folder with pictures and clips
 * @folder: the board's own, where pictures are kept
 * @remarks: (element-type utf8): gets a sentence for each file that was left out
 *
 * Clips are brought into the library. Blocking.
 *
 * Returns: (transfer full) (nullable)
 */
RushesBoard *
rushes_board_folder_read (RushesCore *core, const char *from, const char *folder, const char *id, const char *title, GPtrArray *remarks, GError **error)
{
  g_autoptr (GPtrArray) names = list_files (from, error);
  g_autoptr (RushesBoard) board = names != NULL ? rushes_board_new (id, title) : NULL;
  RushesBoardItem *scene;
  gint64 scene_id;

  if (board == NULL || !has_room (rushes_core_get_paths (core), from, names, error))
    return NULL;
  rushes_board_do_silently (board, rushes_board_edit_add_scene (board, 0, title, &scene_id), NULL);
  scene = rushes_board_find_scene (board, scene_id);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *joined = g_build_filename (from, names->pdata[i], NULL), *path = g_canonicalize_filename (joined, NULL);
      g_autoptr (GError) cause = NULL;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        continue;
      if (is_picture (names->pdata[i]) ? add_picture (board, scene, path, folder, names->pdata[i], &cause)
                                       : add_clip (core, board, scene, path, names->pdata[i], &cause))
        continue;
      g_ptr_array_add (remarks, rushes_error_text_one_line (cause, names->pdata[i]));
    }
  return g_steal_pointer (&board);
}
