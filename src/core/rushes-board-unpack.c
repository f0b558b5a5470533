/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-unpack.h"

#include "rushes-board-file.h"
#include "rushes-board-history.h"
#include "rushes-board-list.h"
#include "rushes-board-pack.h"
#include "rushes-board-put.h"
#include "rushes-board-references.h"
#include "rushes-error.h"
#include "rushes-error-text.h"
#include "rushes-hash.h"
#include "rushes-import.h"
#include "rushes-provenance.h"
#include "rushes-room.h"
#include "rushes-shot-number.h"
#include "rushes-staging.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* A board as a folder becomes one of this library. Its clips keep their ids, which are all that the board knows of them; what the library has
 * already is not brought in again. Nothing in the folder is believed: no name leads out of it. */

/* A clip in the folder. */
typedef struct
{
  char *path;
  RushesClipInfo *record;
} Found;

typedef struct
{
  RushesLibrary *library;
  char *from;        /* canonical */
  char *stage;       /* the board as it will be */
  GHashTable *found; /* id → Found */
  GHashTable *ids;   /* id in the folder → id here */
  GHashTable *files; /* char *: those that are copied */
  GPtrArray *remarks;
  GError *error;     /* why there is no use in going on */
} Unpacking;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->path);
  rushes_clip_info_free (found->record);
  g_free (found);
}

static gboolean
is_plain_file (const char *path)
{
  struct stat facts;

  return lstat (path, &facts) == 0 && S_ISREG (facts.st_mode);
}

static void
look_at (Unpacking *self, const char *path)
{
  g_autoptr (RushesClipInfo) record = is_plain_file (path) && !g_str_has_suffix (path, ".json") ? rushes_provenance_read_record (path) : NULL;
  Found *found;

  if (record == NULL || record->id == NULL)
    return;
  found = g_new0 (Found, 1);
  found->path = g_strdup (path);
  found->record = g_steal_pointer (&record);
  g_hash_table_replace (self->found, found->record->id, found);
}

static void
look_around (Unpacking *self)
{
  g_autofree char *clips = g_build_filename (self->from, RUSHES_BOARD_PACK_CLIPS, NULL);
  g_autoptr (GDir) dir = g_dir_open (clips, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (clips, name, NULL);
      if (*name != '.')
        look_at (self, path);
    }
}

static gboolean
is_in_folder (Unpacking *self, const char *path)
{
  char *resolved = realpath (path, NULL), *whole = realpath (self->from, NULL);
  gboolean inside = resolved != NULL && whole != NULL && g_str_has_prefix (resolved, whole) && resolved[strlen (whole)] == G_DIR_SEPARATOR;

  free (resolved);
  free (whole);
  return inside;
}

static gboolean
copy_file (Unpacking *self, const char *path, const char *name)
{
  g_autofree char *to = g_build_filename (self->stage, name, NULL), *parent = g_path_get_dirname (to);
  gint64 done = 0;

  if (g_mkdir_with_parents (parent, 0700) != 0)
    return rushes_error_set_from_errno (&self->error, errno, "make a folder there");
  return rushes_staging_copy (path, to, NULL, NULL, NULL, &done, &self->error);
}

/* (transfer full) (nullable): what the board calls the file here */
static char *
take_file (Unpacking *self, const char *text)
{
  g_autofree char *path = g_canonicalize_filename (text, self->from), *below = g_strconcat (self->from, G_DIR_SEPARATOR_S, NULL);
  const char *name = path + strlen (below);

  if (!g_str_has_prefix (path, below) || (g_file_test (path, G_FILE_TEST_EXISTS) && !is_in_folder (self, path)))
    {
      g_ptr_array_add (self->remarks, g_strdup_printf (_("“%s” lies outside of the folder and was left out."), text));
      return NULL;
    }
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_ptr_array_add (self->remarks, g_strdup_printf (_("The file “%s” is not there."), text));
  else if (g_hash_table_add (self->files, g_strdup (name)))
    copy_file (self, path, name);
  return g_strdup (name);
}

/* What stops every other clip as well. */
static gboolean
is_hopeless (const GError *error)
{
  return rushes_error_is_about_room (error) || g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_READ_ONLY) ||
         g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE) || g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_BROKEN) || g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_AWAY);
}

/* (transfer full) (nullable): the id of the clip, which the library has now */
static char *
import (Unpacking *self, const Found *found)
{
  g_autofree char *name = g_path_get_basename (found->path), *sha256 = rushes_hash_dup (found->path);
  char *known = sha256 != NULL ? rushes_library_find_content (self->library, found->record->duration_ms, sha256, &self->error) : NULL;
  g_autoptr (RushesClipInfo) info = NULL;
  g_autoptr (GError) cause = NULL;

  if (known != NULL || self->error != NULL)
    return known;
  if (sha256 != NULL && found->record->sha256 != NULL && !g_str_equal (sha256, found->record->sha256))
    g_ptr_array_add (self->remarks, g_strdup_printf (_("“%s” is not what it was when its record was written: it may be damaged."), name));
  info = rushes_import_run (self->library, found->path, name, FALSE, &cause);
  if (info != NULL)
    return g_strdup (info->id);
  if (is_hopeless (cause))
    self->error = g_steal_pointer (&cause);
  else
    g_ptr_array_add (self->remarks, rushes_error_text_one_line (cause, NULL));
  return NULL;
}

/* Where that cannot be read, nothing is brought in a second time: it is the error of all. */
static gboolean
has (Unpacking *self, const char *id, const Found *found)
{
  g_autoptr (RushesClipInfo) info = self->error == NULL ? rushes_library_find_clip (self->library, id, &self->error) : NULL;

  return info != NULL && (found == NULL || found->record->sha256 == NULL || info->sha256 == NULL || g_str_equal (info->sha256, found->record->sha256));
}

static void
say_missing (Unpacking *self, RushesBoardItem *item)
{
  gboolean take = rushes_board_item_get_level (item) == RUSHES_BOARD_LEVEL_TAKE;
  g_autofree char *shown = rushes_shot_number_dup_shown (take ? rushes_board_item_get_parent (item) : item);

  if (take)
    g_ptr_array_add (self->remarks, g_strdup_printf (_("Take %u of shot %s is neither in the folder nor in the library."), rushes_board_item_get_index (item) + 1, shown));
  else
    g_ptr_array_add (self->remarks, g_strdup_printf (_("The clip that shot %s has a frame of is neither in the folder nor in the library."), shown));
}

/* Where it cannot be had the board goes on naming it. */
static char *
take_clip (Unpacking *self, RushesBoardItem *item, const char *id)
{
  const char *known = g_hash_table_lookup (self->ids, id);
  const Found *found = g_hash_table_lookup (self->found, id);
  char *here = NULL;

  if (known != NULL)
    return g_strdup (known);
  if (has (self, id, found))
    here = g_strdup (id);
  else if (self->error != NULL)
    return g_strdup (id);
  else if (found != NULL)
    here = import (self, found);
  else
    say_missing (self, item);
  g_hash_table_insert (self->ids, g_strdup (id), g_strdup (here != NULL ? here : id));
  return here != NULL ? here : g_strdup (id);
}

static char *
take (RushesBoardItem *item, RushesBoardReference kind, const char *text, gpointer data)
{
  Unpacking *self = data;
  const char *known = g_hash_table_lookup (self->ids, text);

  if (self->error != NULL)
    return g_strdup (text);
  if (kind == RUSHES_BOARD_REFERENCE_FILE)
    return take_file (self, text);
  return kind == RUSHES_BOARD_REFERENCE_CLIP ? take_clip (self, item, text) : g_strdup (known != NULL ? known : text);
}

/* Two boards never have one id: a board that is here already comes in as another. */
static gboolean
take_id (Unpacking *self, RushesBoard *board, GError **error)
{
  g_autoptr (GPtrArray) all = rushes_board_list (rushes_library_get_paths (self->library));
  g_autofree char *uuid = g_uuid_string_random (), *slug = rushes_paths_make_slug (rushes_board_get_title (board), "board"), *id = g_strdup_printf ("%s-%.8s", slug, uuid);
  RushesBoardStep *step;

  for (guint i = 0; i < all->len; i++)
    {
      const RushesBoardFacts *facts = all->pdata[i];
      if (g_strcmp0 (facts->id, rushes_board_get_id (board)) != 0)
        continue;
      g_ptr_array_add (self->remarks, g_strdup_printf (_("This board is here already, as “%s”: what came in is a copy of its own."), facts->slug));
      step = rushes_board_step_new ("");
      rushes_board_step_add_set (step, rushes_board_get_root (board), RUSHES_BOARD_ID, g_variant_new_string (id));
      return rushes_board_do_silently (board, step, error);
    }
  return TRUE;
}

/* Of what is to come in all that the library has not, and the board's own files. */
static gboolean
has_room (Unpacking *self, GError **error)
{
  const char *clips = rushes_paths_get_clips_dir (rushes_library_get_paths (self->library)), *id;
  g_autofree char *media = g_build_filename (self->from, RUSHES_BOARD_PACK_MEDIA, NULL);
  GHashTableIter iter;
  Found *found;
  gint64 all = 0;

  g_hash_table_iter_init (&iter, self->found);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, (gpointer *) &found))
    all += has (self, id, found) ? 0 : rushes_room_get_size (found->path);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  return rushes_room_check (clips, all, error) && rushes_room_check (self->stage, rushes_room_get_tree (media), error);
}

static char *
unpack (Unpacking *self, RushesBoard *board, const char *title, GError **error)
{
  look_around (self);
  if (!has_room (self, error))
    return NULL;
  if (title != NULL)
    rushes_board_set_title (board, title);
  if (!rushes_board_replace_references (board, take, self, error))
    return NULL;
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return NULL;
    }
  return take_id (self, board, error) ? rushes_board_put (rushes_library_get_paths (self->library), self->stage, board, rushes_board_get_title (board), error) : NULL;
}

/* (transfer full) (nullable) */
static RushesBoard *
load (const char *from, GError **error)
{
  g_autoptr (RushesBoard) board = rushes_board_file_glance (from, error);

  if (board == NULL || !rushes_board_is_read_only (board))
    return g_steal_pointer (&board);
  g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("A newer version of Rushes made this board: what belongs to it is not known here"));
  return NULL;
}

/* Returns: whether the folder is a board, and not one with pictures and clips */
gboolean
rushes_board_unpack_is_packed (const char *from)
{
  g_autofree char *path = rushes_board_file_dup_path (from);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/**
 * rushes_board_unpack:
 * @from: the folder
 * @title: (nullable): NULL: as it is called there
 * @remarks: (element-type utf8): gets a sentence for each thing that did not come along
 *
 * Blocking, main thread. What was brought into the library stays there when this fails, and is found again by the next.
 *
 * Returns: (transfer full) (nullable): the folder of the new board
 */
char *
rushes_board_unpack (RushesLibrary *library, const char *from, const char *title, GPtrArray *remarks, GError **error)
{
  g_autoptr (RushesBoard) board = load (from, error);
  g_autofree char *slug = NULL, *stage = NULL, *whole = NULL;
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, found_free);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free), files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Unpacking self = { library, NULL, NULL, found, ids, files, remarks, NULL };

  stage = board != NULL ? rushes_board_put_make_stage (rushes_library_get_paths (library), error) : NULL;
  if (stage == NULL)
    return NULL;
  self.stage = stage;
  self.from = whole = g_canonicalize_filename (from, NULL);
  slug = unpack (&self, board, title, error);
  rushes_board_put_remove_stage (stage);
  return g_steal_pointer (&slug);
}
