/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-library-private.h"

#include "rushes-error.h"
#include "rushes-sidecar.h"
#include "rushes-sync.h"
#include "rushes-upkeep.h"
#include "rushes-worker.h"

/* Saved clips: files with sidecars, and an index of them. Workers read and write; the main thread has what they
 * read, and hears of changes by signals, which are emitted there alone. */

enum
{
  SIGNAL_ADDED,
  SIGNAL_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesLibrary, rushes_library, G_TYPE_OBJECT)

static void
rushes_library_dispose (GObject *object)
{
  RushesLibrary *self = RUSHES_LIBRARY (object);

  g_clear_handle_id (&self->away_timer, g_source_remove);
  g_clear_handle_id (&self->progress_timer, g_source_remove);
  g_clear_handle_id (&self->others_timer, g_source_remove);
  rushes_library_end_showing (self);
  rushes_library_flush (self);
  G_OBJECT_CLASS (rushes_library_parent_class)->dispose (object);
}

static void
rushes_library_finalize (GObject *object)
{
  RushesLibrary *self = RUSHES_LIBRARY (object);

  if (self->boards_destroy != NULL)
    self->boards_destroy (self->boards_data);
  g_clear_pointer (&self->presence, rushes_presence_free);
  g_clear_object (&self->others);
  g_clear_object (&self->paths);
  g_clear_object (&self->index);
  g_clear_pointer (&self->clips, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->missing, g_hash_table_unref);
  g_mutex_clear (&self->look_lock);
  G_OBJECT_CLASS (rushes_library_parent_class)->finalize (object);
}

static void
rushes_library_class_init (RushesLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rushes_library_dispose;
  object_class->finalize = rushes_library_finalize;
  /* Row number of a clip that is there now. */
  signals[SIGNAL_ADDED] = g_signal_new ("added", RUSHES_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_INT64);
  /* Row number of a clip that is gone, or hidden. */
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", RUSHES_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_INT64);
  /* So many clips came, went or were changed that nobody is told of each: whoever shows some asks anew. */
  g_signal_new ("changed", RUSHES_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* Of how many changes (the second; 0: it is over) how many are on the disk, while very many are written; and how many orders wait behind them. */
  g_signal_new ("writing", RUSHES_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_UINT);
  /* What (a GPtrArray of RushesJudgement) is thought of clips from now on; it is on the disk. */
  g_signal_new ("judged", RUSHES_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  /* A clip (its id) that was new has been looked at. */
  g_signal_new ("seen", RUSHES_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /* Which clips have a file was looked at, and is not as it was. */
  g_signal_new ("missing-changed", RUSHES_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* The disk that the clips lie on is not connected any more, or is again. */
  g_signal_new ("away-changed", RUSHES_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* Why (GError) a judgement could not be kept: the clips say again what they said before. */
  g_signal_new ("not-judged", RUSHES_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_ERROR);
}

typedef struct
{
  RushesLibrary *library;
  guint signal;
  gint64 row;
  RushesClipInfo *info; /* NULL: not known, or handed over */
} Notice;

/* What is known of a clip need not be read again by who hears of it. */
static gboolean
deliver_notice (gpointer data)
{
  Notice *notice = data;
  g_autoptr (RushesClip) clip = notice->info != NULL ? rushes_library_take_clip (notice->library, notice->row, g_steal_pointer (&notice->info)) : NULL;

  g_signal_emit (notice->library, signals[notice->signal], 0, notice->row);
  return G_SOURCE_REMOVE;
}

static void
notice_free (gpointer data)
{
  g_object_unref (((Notice *) data)->library);
  g_clear_pointer (&((Notice *) data)->info, rushes_clip_info_free);
  g_free (data);
}

/* From any thread; the signal comes on the main one. @info: (transfer full) (nullable) */
static void
notify_main (RushesLibrary *self, guint signal, gint64 row, RushesClipInfo *info)
{
  Notice *notice = g_new (Notice, 1);

  *notice = (Notice) { g_object_ref (self), signal, row, info };
  if (rushes_worker_is_one ())
    {
      g_idle_add_full (G_PRIORITY_DEFAULT, deliver_notice, notice, notice_free);
      return;
    }
  deliver_notice (notice);
  notice_free (notice);
}

static void
rushes_library_init (RushesLibrary *self)
{
  self->clips = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&self->look_lock);
  self->writer = rushes_library_new_writer (self);
}

/* Opens the index; if there is none, it is made from the sidecars. Blocking. */
RushesLibrary *
rushes_library_open (RushesPaths *paths, GError **error)
{
  g_autoptr (RushesLibrary) self = g_object_new (RUSHES_TYPE_LIBRARY, NULL);
  g_autofree char *path = rushes_paths_dup_database (paths, "library.db");
  gboolean fresh;

  self->paths = g_object_ref (paths);
  self->index = rushes_index_open (path, &fresh, error);
  if (self->index == NULL || ((fresh || rushes_upkeep_is_unfilled (paths, self->index)) && rushes_upkeep_rebuild (paths, self->index, error) < 0))
    return NULL;
  if (rushes_paths_get_elsewhere (paths) != NULL)
    rushes_library_refuse_changes (self);
  self->presence = rushes_presence_new (paths, self->index);
  self->away = rushes_paths_is_away (paths);
  rushes_library_write_late_sidecars (self);
  return g_steal_pointer (&self);
}

/* Another computer has it. Any thread. */
void
rushes_library_refuse_changes (RushesLibrary *self)
{
  rushes_index_refuse_changes (self->index);
}

RushesPaths *
rushes_library_get_paths (RushesLibrary *self)
{
  return self->paths;
}

/* Row number of a clip, 0 if it is not there; −1: that cannot be read, and who goes by it may not take it for gone. Blocking. */
gint64
rushes_library_find_row (RushesLibrary *self, const char *id, GError **error)
{
  return rushes_index_find_row (self->index, id, error);
}

/* Whether there is no clip to be seen. Main thread: it waits for no search. */
gboolean
rushes_library_is_empty (RushesLibrary *self)
{
  return rushes_index_is_empty (self->index);
}

/* @duration_ms, @sha256: of a file. Returns: (transfer full) (nullable): the id of a clip that is the same; %NULL without @error: there is none. Blocking */
char *
rushes_library_find_content (RushesLibrary *self, gint64 duration_ms, const char *sha256, GError **error)
{
  return rushes_index_find_content (self->index, duration_ms, sha256, error);
}

/* Returns: (transfer full) (element-type RushesUse) (nullable): the ids of the boards that clips were made for. Blocking */
GPtrArray *
rushes_library_list_boards (RushesLibrary *self, GError **error)
{
  return rushes_index_list_boards (self->index, error);
}

/* @board: an id. Returns: (transfer full) (element-type RushesClipInfo) (nullable): the clips that were made for it, oldest first. Blocking */
GPtrArray *
rushes_library_list_board (RushesLibrary *self, const char *board, GError **error)
{
  g_autoptr (GArray) rows = rushes_index_list_board (self->index, board, error);

  return rows != NULL ? rushes_library_read_rows (self, rows, error) : NULL;
}

/* Tells everybody, on the main thread, of a clip that another process has saved. Blocking; any thread. Returns: whether it is there */
gboolean
rushes_library_notice (RushesLibrary *self, const char *id)
{
  gint64 row = rushes_index_find_row (self->index, id, NULL);

  if (row > 0)
    notify_main (self, SIGNAL_ADDED, row, rushes_library_read_clip (self, row, NULL));
  return row > 0;
}

/* Row number of the one clip whose id begins so, 0 if there is none, −1 if there are several or, with @error, that cannot be read. */
gint64
rushes_library_find_row_by_start (RushesLibrary *self, const char *start, GError **error)
{
  return rushes_index_find_row_by_start (self->index, start, error);
}

/* What is made of a clip stands where the user put that one. Returns: (transfer full) */
static RushesClipInfo *
copy_into_stack (RushesLibrary *self, const RushesClipInfo *info)
{
  RushesClipInfo *copy = rushes_clip_info_copy (info);
  const char *parent = rushes_request_get_string (info->request, RUSHES_REQUEST_PARENT);

  if (copy->stack == NULL && parent != NULL)
    copy->stack = rushes_index_dup_chosen_stack (self->index, parent);
  return copy;
}

/**
 * rushes_library_add:
 * @info: of a file that already has its final name and was checked
 *
 * Writes the sidecar, then the row. May be repeated. Blocking, on a worker.
 */
gboolean
rushes_library_add (RushesLibrary *self, const RushesClipInfo *info, GError **error)
{
  g_autoptr (RushesClipInfo) own = copy_into_stack (self, info);
  gint64 row;

  if (!rushes_sidecar_save (self->paths, own, error) || !rushes_index_put (self->index, own, &row, error))
    return FALSE;
  notify_main (self, SIGNAL_ADDED, row, g_steal_pointer (&own));
  return TRUE;
}

/**
 * rushes_library_set_boards_func:
 * @func: called on workers, whenever it is asked which boards there are
 * @destroy: (nullable): for @data
 *
 * Boards are nothing that a library can read. To be called once, before anything is asked.
 */
void
rushes_library_set_boards_func (RushesLibrary *self, RushesBoardsFunc func, gpointer data, GDestroyNotify destroy)
{
  self->list_boards = func;
  self->boards_data = data;
  self->boards_destroy = destroy;
}

/* Which clips are takes on which board is looked at again. Blocking. */
static gboolean
look_at_boards (RushesLibrary *self, GError **error)
{
  g_autoptr (GVariant) boards = self->list_boards != NULL ? self->list_boards (self->boards_data) : NULL;

  return boards == NULL || rushes_index_set_boards (self->index, boards, error);
}

/* Returns: (transfer full) (element-type utf8) (nullable): the values in use, sorted; boards are looked at for it. Blocking. */
GPtrArray *
rushes_library_list_values (RushesLibrary *self, RushesValues what, GError **error)
{
  if (what == RUSHES_VALUES_BOARD && !look_at_boards (self, error))
    return NULL;
  return rushes_index_list_values (self->index, what, error);
}

/* Returns: (transfer full): the row numbers (gint64) of what matches, in order. Blocking: a search of
 * many clips belongs on a worker. */
GArray *
rushes_library_query (RushesLibrary *self, const RushesQuery *query, GError **error)
{
  return rushes_index_query (self->index, query, error);
}

/* @query: with `stacks`. Returns: (transfer full): what matches (RushesFound), in order. Blocking. */
GArray *
rushes_library_query_stacks (RushesLibrary *self, const RushesQuery *query, GError **error)
{
  return rushes_index_query_stacks (self->index, query, error);
}

/* See rushes_index_find_shown(). (nullable): NULL: one cannot be read. Blocking. */
GArray *
rushes_library_find_shown (RushesLibrary *self, GArray *rows, GError **error)
{
  return rushes_index_find_shown (self->index, rows, error);
}

/* The key of the stack in which a clip is, and of that of its takes, 0: it is not there, or with @error cannot be read: see rushes_index_find_stack(). */
gint64
rushes_library_find_stack (RushesLibrary *self, gint64 row, gint64 *takes, GError **error)
{
  return rushes_index_find_stack (self->index, row, takes, error);
}

/* Returns: (transfer full) (nullable): the row numbers (gint64) of all clips in that stack, newest first. Blocking. */
GArray *
rushes_library_list_stack (RushesLibrary *self, gint64 stack, GError **error)
{
  return rushes_index_list_stack (self->index, stack, error);
}

/* Where the file of a clip is. */
char *
rushes_library_dup_path (RushesLibrary *self, RushesClip *clip)
{
  return rushes_paths_dup_clip_path (self->paths, rushes_clip_get_info (clip)->name);
}

/* Returns: the row number of the clip with that file, 0 if it is none of this library's; −1: that cannot be read. Blocking. */
gint64
rushes_library_find_row_by_path (RushesLibrary *self, const char *path, GError **error)
{
  g_autoptr (GFile) folder = g_file_new_for_path (rushes_paths_get_clips_dir (self->paths)), file = g_file_new_for_path (path);
  g_autofree char *name = g_file_get_relative_path (folder, file);

  return name != NULL && g_utf8_validate (name, -1, NULL) ? rushes_index_find_row_by_name (self->index, name, error) : 0;
}

/* Waits until all judgements are on the disk; then the library takes no more. At the end of the program. */
void
rushes_library_flush (RushesLibrary *self)
{
  if (self->writer != NULL)
    g_thread_pool_free (g_steal_pointer (&self->writer), FALSE, TRUE);
}

/* Takes a clip out of the gallery, or puts it back; its file stays where it is. Blocking. */
gboolean
rushes_library_hide (RushesLibrary *self, const char *id, gboolean hidden, GError **error)
{
  gint64 row;

  if (!rushes_index_hide (self->index, id, hidden, &row, error))
    return FALSE;
  notify_main (self, hidden ? SIGNAL_REMOVED : SIGNAL_ADDED, row, NULL);
  return TRUE;
}

/* @moved: (out): whether it was there, and is in the trash now */
static gboolean
trash_file (const char *path, gboolean *moved, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) cause = NULL;

  *moved = g_file_trash (file, NULL, &cause);
  if (*moved || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  rushes_error_set_from_file (error, cause, "move a clip to the trash");
  return FALSE;
}

/* @folders: gets the folder it was in; @moved: (out): whether its file is in the trash now, be its record or not. What is not found may have gone with
 * its disk. */
static gboolean
trash_clip (RushesLibrary *self, const char *name, GHashTable *folders, gboolean *moved, GError **error)
{
  g_autofree char *path = rushes_paths_dup_clip_path (self->paths, name);
  g_autofree char *sidecar = rushes_sidecar_dup_path (path);
  gboolean with_record;

  g_hash_table_add (folders, g_path_get_dirname (path));
  return trash_file (path, moved, error) && trash_file (sidecar, &with_record, error) && rushes_paths_check_there (self->paths, error);
}

/* The first @n are in the trash. After a power cut none may be in its old place that no row tells of. */
static gboolean
forget_trashed (RushesLibrary *self, GPtrArray *names, guint n, GHashTable *folders, GError **error)
{
  GHashTableIter iter;
  gpointer folder;

  g_hash_table_iter_init (&iter, folders);
  while (g_hash_table_iter_next (&iter, &folder, NULL))
    rushes_sync_folder (folder);
  for (guint i = 0; i < n; i++)
    if (!rushes_index_remove (self->index, names->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Moves the files of all hidden clips to the trash. A clip that cannot be moved is shown again, since its file is still there; one that is in the trash
 * stays hidden, for the next time, where its record could not follow, or its row not go. Blocking. */
gboolean
rushes_library_trash_hidden (RushesLibrary *self, GError **error)
{
  g_autoptr (GPtrArray) names = rushes_index_list_hidden (self->index, error);
  g_autoptr (GHashTable) folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean done = names != NULL && rushes_paths_check_there (self->paths, error), moved = FALSE;
  guint n = 0;

  while (done && n < names->len && (done = trash_clip (self, names->pdata[n], folders, &moved, error)))
    n++;
  if (names != NULL && !done)
    rushes_index_show_rest (self->index, names, moved ? n + 1 : n);
  return (n == 0 || forget_trashed (self, names, n, folders, done ? error : NULL)) && done;
}

/* Makes the index anew from the sidecars. Blocking.
 *
 * Returns: how many clips there are, -1 on error */
int
rushes_library_rebuild (RushesLibrary *self, GError **error)
{
  g_hash_table_remove_all (self->rows); /* clips of one moment may change places */
  return rushes_paths_check_there (self->paths, error) ? rushes_upkeep_rebuild (self->paths, self->index, error) : -1;
}

/* Compares files, sidecars and index. Blocking.
 *
 * Returns: (transfer full) (element-type utf8): one sentence per problem; empty if all is well */
GPtrArray *
rushes_library_verify (RushesLibrary *self, GError **error)
{
  return rushes_paths_check_there (self->paths, error) ? rushes_upkeep_verify (self->paths, self->index, error) : NULL;
}

/* Returns: (transfer full) (element-type RushesUse) (nullable): the newest month first, or the model that takes most. Blocking. */
GPtrArray *
rushes_library_list_use (RushesLibrary *self, gboolean by_model, GError **error)
{
  return rushes_index_list_use (self->index, by_model, error);
}

/* Bytes of all clips, as recorded. */
gint64
rushes_library_get_used_bytes (RushesLibrary *self)
{
  return rushes_index_get_used_bytes (self->index);
}
