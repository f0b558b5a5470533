/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-pack.h"

#include "rushes-board-edit.h"
#include "rushes-board-file.h"
#include "rushes-board-history.h"
#include "rushes-board-references.h"
#include "rushes-error.h"
#include "rushes-media-name.h"
#include "rushes-room.h"
#include "rushes-scratch.h"
#include "rushes-shot-number.h"
#include "rushes-sidecar.h"
#include "rushes-staging.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* A whole board as a folder: board.json, media/ and clips/, each clip with its record beside it. rushes-board-unpack.c reads it. Names in it are
 * such as any disk takes. */

typedef struct
{
  char *from, *to;   /* @to below the folder */
  char *record;      /* (nullable): of a clip, what stands beside it */
} Copy;

struct _RushesBoardPack
{
  RushesLibrary *library;
  RushesBoard *board; /* a copy, which names its files as they are called in the folder */
  char *folder;       /* the board's own */
  GHashTable *files;  /* char *, a path → Copy, not ours */
  GHashTable *clips;  /* char *: the ids of those that were asked for */
  GHashTable *media_names, *clip_names;
  GPtrArray *copies;
  GPtrArray *left_out;
  gint64 done, all;   /* bytes */
  GError *error;      /* why a clip could not be read */
  const RushesExportOptions *options;
};

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  g_free (copy->from);
  g_free (copy->to);
  g_free (copy->record);
  g_free (copy);
}

static Copy *
add_copy (RushesBoardPack *self, const char *from, const char *folder, const char *name)
{
  Copy *copy = g_new0 (Copy, 1);

  copy->from = g_strdup (from);
  copy->to = g_build_filename (folder, name, NULL);
  g_ptr_array_add (self->copies, copy);
  return copy;
}

/* Where it is not, the board goes on naming it: it may be found again. */
static char *
pack_file (RushesBoardPack *self, const char *text)
{
  g_autofree char *path = g_canonicalize_filename (text, self->folder), *name = NULL;
  Copy *copy = g_hash_table_lookup (self->files, path);

  if (copy != NULL)
    return g_strdup (copy->to);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_ptr_array_add (self->left_out, g_strdup_printf (_("The file “%s” is not there."), text));
      return g_strdup (text);
    }
  name = rushes_media_name_keep (path, self->media_names);
  copy = add_copy (self, path, RUSHES_BOARD_PACK_MEDIA, name);
  g_hash_table_insert (self->files, copy->from, copy);
  return g_strdup (copy->to);
}

/* An object of its own: those of the library are the main thread's. %NULL without @error: it, or its file, is not there. */
static RushesClip *
read_clip (RushesLibrary *library, const char *id, char **path, GError **error)
{
  RushesClipInfo *info = rushes_library_find_clip (library, id, error);
  g_autoptr (RushesClip) clip = info != NULL ? rushes_clip_new (info) : NULL;

  if (clip == NULL)
    return NULL;
  *path = rushes_library_dup_path (library, clip);
  if (g_file_test (*path, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&clip);
  g_clear_pointer (path, g_free);
  return NULL;
}

/* No other has its stem either: its record is called so. */
static char *
name_clip (RushesBoardPack *self, RushesBoardItem *item, const char *path)
{
  RushesBoardItem *shot = rushes_board_item_get_level (item) == RUSHES_BOARD_LEVEL_TAKE ? rushes_board_item_get_parent (item) : item;
  const char *scene = rushes_board_item_get_string (rushes_board_item_get_parent (shot), RUSHES_BOARD_TITLE);
  g_autofree char *shown = rushes_shot_number_dup_shown (shot), *words = NULL, *stem = NULL;
  g_autoptr (GHashTable) endings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  words = item != shot ? g_strdup_printf ("take %u", rushes_board_item_get_index (item) + 1) : g_strdup ("frame");
  stem = rushes_media_name_for_shot (shown, scene != NULL ? scene : "", words, self->clip_names);
  return rushes_media_name_new (stem, path, endings);
}

static char *
dup_record (RushesClip *clip, const char *name)
{
  g_autoptr (RushesClipInfo) info = rushes_clip_info_copy (rushes_clip_get_info (clip));

  g_free (info->name);
  info->name = g_strdup (name);
  info->linked = FALSE; /* what comes along is the file itself */
  return rushes_sidecar_to_text (info);
}

static void
leave_clip_out (RushesBoardPack *self, RushesBoardItem *item)
{
  gboolean take = rushes_board_item_get_level (item) == RUSHES_BOARD_LEVEL_TAKE;
  g_autofree char *shown = rushes_shot_number_dup_shown (take ? rushes_board_item_get_parent (item) : item);

  if (take)
    g_ptr_array_add (self->left_out, g_strdup_printf (_("Take %u of shot %s is not there: its file is missing or in the trash."),
                                                      rushes_board_item_get_index (item) + 1, shown));
  else
    g_ptr_array_add (self->left_out, g_strdup_printf (_("The clip that shot %s has a frame of is not there."), shown));
}

static void
pack_clip (RushesBoardPack *self, RushesBoardItem *item, const char *id)
{
  g_autofree char *path = NULL, *name = NULL;
  g_autoptr (RushesClip) clip = NULL;

  if (self->error != NULL || !g_hash_table_add (self->clips, g_strdup (id)))
    return;
  clip = read_clip (self->library, id, &path, &self->error);
  if (self->error != NULL)
    return;
  if (clip == NULL)
    {
      leave_clip_out (self, item);
      return;
    }
  name = name_clip (self, item, path);
  add_copy (self, path, RUSHES_BOARD_PACK_CLIPS, name)->record = dup_record (clip, name);
}

static char *
pack (RushesBoardItem *item, RushesBoardReference kind, const char *text, gpointer data)
{
  if (kind == RUSHES_BOARD_REFERENCE_FILE)
    return pack_file (data, text);
  if (kind == RUSHES_BOARD_REFERENCE_CLIP)
    pack_clip (data, item, text);
  return g_strdup (text);
}

/* Jobs are this computer's. */
static gboolean
forget_jobs (RushesBoardPack *self, GError **error)
{
  g_autoptr (GPtrArray) shots = rushes_board_list_shots (self->board);

  for (guint i = 0; i < shots->len; i++)
    {
      g_autofree char *shown = rushes_shot_number_dup_shown (shots->pdata[i]);
      if (rushes_board_item_get (shots->pdata[i], RUSHES_BOARD_JOBS) == NULL)
        continue;
      g_ptr_array_add (self->left_out, g_strdup_printf (_("What is being made for shot %s does not come along."), shown));
      if (!rushes_board_do_silently (self->board, rushes_board_edit_set (self->board, shots->pdata[i], RUSHES_BOARD_JOBS, NULL, NULL), error))
        return FALSE;
    }
  return TRUE;
}

/**
 * rushes_board_pack_new:
 * @slug: the board's folder
 *
 * Reads the library: blocking, any thread. Returns: (transfer full) (nullable): the board as it is now
 */
RushesBoardPack *
rushes_board_pack_new (RushesLibrary *library, const char *slug, GError **error)
{
  g_autofree char *folder = rushes_board_file_dup_folder (rushes_library_get_paths (library), slug);
  RushesBoard *board = rushes_board_file_glance (folder, error);
  g_autoptr (RushesBoardPack) self = NULL;

  if (board == NULL)
    return NULL;
  self = g_new0 (RushesBoardPack, 1);
  self->library = g_object_ref (library);
  self->board = board;
  self->folder = g_steal_pointer (&folder);
  self->files = g_hash_table_new (g_str_hash, g_str_equal);
  self->clips = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->media_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->clip_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->copies = g_ptr_array_new_with_free_func (copy_free);
  self->left_out = g_ptr_array_new_with_free_func (g_free);
  if (rushes_board_is_read_only (board))
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("A newer version of Rushes made this board: what belongs to it is not known here"));
      return NULL;
    }
  if (!rushes_board_replace_references (board, pack, self, error))
    return NULL;
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return NULL;
    }
  return forget_jobs (self, error) ? g_steal_pointer (&self) : NULL;
}

void
rushes_board_pack_free (RushesBoardPack *self)
{
  g_object_unref (self->library);
  g_object_unref (self->board);
  g_free (self->folder);
  g_hash_table_unref (self->files);
  g_hash_table_unref (self->clips);
  g_hash_table_unref (self->media_names);
  g_hash_table_unref (self->clip_names);
  g_ptr_array_unref (self->copies);
  g_ptr_array_unref (self->left_out);
  g_clear_error (&self->error);
  g_free (self);
}

/* Returns: (transfer none) (element-type utf8): a sentence for each thing that does not come along */
GPtrArray *
rushes_board_pack_get_left_out (RushesBoardPack *self)
{
  return self->left_out;
}

static void
on_bytes (goffset done, goffset all, gpointer data)
{
  RushesBoardPack *self = data;

  if (self->options->progress != NULL)
    self->options->progress (self->done + done, self->all, self->options->data);
}

static gboolean
write_copy (RushesBoardPack *self, const Copy *copy, const char *folder, GCancellable *cancellable, GError **error)
{
  g_autofree char *to = g_build_filename (folder, copy->to, NULL), *parent = g_path_get_dirname (to), *record = rushes_sidecar_dup_path (to);

  if (g_mkdir_with_parents (parent, 0777) != 0)
    return rushes_error_set_from_errno (error, errno, "make a folder there");
  return rushes_staging_copy (copy->from, to, on_bytes, self, cancellable, &self->done, error) &&
         (copy->record == NULL || rushes_staging_write (record, copy->record, strlen (copy->record), error));
}

static gboolean
write_board (RushesBoardPack *self, const char *folder, GError **error)
{
  g_autoptr (RushesBoardSnapshot) snapshot = rushes_board_snapshot_new (self->board);
  g_autofree char *path = rushes_board_file_dup_path (folder), *text = NULL;
  gsize length;

  text = rushes_board_snapshot_to_text (snapshot, &length);
  return rushes_staging_write (path, text, length, error);
}

static gboolean
write_all (RushesBoardPack *self, const char *folder, GCancellable *cancellable, GError **error)
{
  if (g_mkdir (folder, 0777) != 0)
    return rushes_error_set_from_errno (error, errno, "make a folder there");
  for (guint i = 0; i < self->copies->len; i++)
    self->all += rushes_room_get_size (((Copy *) self->copies->pdata[i])->from);
  if (!rushes_room_check (folder, self->all, error))
    return FALSE;
  for (guint i = 0; i < self->copies->len; i++)
    if (!write_copy (self, self->copies->pdata[i], folder, cancellable, error))
      return FALSE;
  return write_board (self, folder, error) && !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* A folder that is replaced goes with all that is in it: it has to be one of these, and nothing else in it. */
static gboolean
may_be_replaced (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  gboolean empty = TRUE, board = FALSE;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      empty = FALSE;
      if (g_str_equal (name, "board.json"))
        board = TRUE;
      else if (!g_str_equal (name, RUSHES_BOARD_PACK_CLIPS) && !g_str_equal (name, RUSHES_BOARD_PACK_MEDIA))
        return FALSE;
    }
  return dir != NULL && (empty || board);
}

static gboolean
is_free (const char *path, gboolean replace, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  if (dir != NULL && g_dir_read_name (dir) == NULL)
    return TRUE;
  if (!rushes_staging_is_free (path, replace, error))
    return FALSE;
  if (!g_file_test (path, G_FILE_TEST_EXISTS) || may_be_replaced (path))
    return TRUE;
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("“%s” is no exported board, or has more in it: it was left as it is"), path);
  return FALSE;
}

/**
 * rushes_board_pack_write:
 * @path: absolute: of the folder, which is not there, empty, or (where the options say so) an exported board
 *
 * Once. Blocking, any thread. Returns: whether all of it is there; else nothing has changed
 */
gboolean
rushes_board_pack_write (RushesBoardPack *self, const char *path, const RushesExportOptions *options, GCancellable *cancellable, GError **error)
{
  g_autofree char *stage = is_free (path, options->replace, error) ? rushes_staging_make (path, error) : NULL, *folder = NULL;
  gboolean written;

  if (stage == NULL)
    return FALSE;
  self->options = options;
  folder = g_build_filename (stage, "board", NULL);
  written = write_all (self, folder, cancellable, error) && rushes_staging_put (stage, folder, path, error);
  rushes_scratch_remove (stage);
  return written;
}
