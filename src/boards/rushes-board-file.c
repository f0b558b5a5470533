/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-file.h"

#include "rushes-board-check.h"
#include "rushes-board-history.h"
#include "rushes-board-item-private.h"
#include "rushes-board-read.h"
#include "rushes-board-text.h"
#include "rushes-error.h"
#include "rushes-replace.h"
#include "rushes-scratch.h"
#include "rushes-sync.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* boards/SLUG/board.json: read, written, and its last versions. One line for each shot, so that git compares and merges shots. All of it
 * blocks, and may be on any thread; who writes holds the boards' lock (rushes-board-lock.h). */

#define FILE_NAME "board.json"
#define HISTORY "history.json" /* what can be taken back; a board is whole without it */
#define BEFORE "history.before.json" /* the same of the board before: who is killed between writing history and board leaves both, and each says whose it is */
#define FOR "for"
#define VERSIONS "versions"
#define LARGEST (G_GINT64_CONSTANT (512) << 20)

struct _RushesBoardSnapshot
{
  GString *head;    /* the board's own members, a line each */
  GPtrArray *lines; /* #GRefString, and beside it what follows */
  GPtrArray *ends;  /* static strings */
  GVariant *history;
};

static void
add_line (RushesBoardSnapshot *self, char *line, const char *end)
{
  g_ptr_array_add (self->lines, line);
  g_ptr_array_add (self->ends, (char *) end);
}

static void
add_scene (RushesBoardSnapshot *self, RushesBoardItem *scene, gboolean last)
{
  guint count = rushes_board_item_get_count (scene);
  g_autoptr (GString) head = g_string_new ("  {");

  rushes_board_item_append_members (scene, head, ", ");
  g_string_append (head, "," " \"" RUSHES_BOARD_SHOTS "\": [");
  add_line (self, g_ref_string_new_len (head->str, (gssize) head->len), count == 0 ? "" : "\n   ");
  for (guint i = 0; i < count; i++)
    add_line (self, rushes_board_item_ref_line (rushes_board_item_get_child (scene, i)), i + 1 < count ? ",\n   " : "\n  ");
  add_line (self, g_ref_string_new (last ? "]}" : "]},"), "\n");
}

/* Returns: (transfer full): of the whole board; quick where little has changed since the last one. In the board's thread. */
RushesBoardSnapshot *
rushes_board_snapshot_new (RushesBoard *board)
{
  RushesBoardSnapshot *self = g_new0 (RushesBoardSnapshot, 1);
  RushesBoardItem *root = rushes_board_get_root (board);
  guint count = rushes_board_item_get_count (root);

  self->head = g_string_new ("{\n ");
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ref_string_release);
  self->ends = g_ptr_array_new ();
  self->history = rushes_board_history_to_variant (board);
  rushes_board_item_append_members (root, self->head, ",\n ");
  g_string_append (self->head, ",\n \"" RUSHES_BOARD_SCENES "\": [");
  if (count > 0)
    g_string_append_c (self->head, '\n');
  for (guint i = 0; i < count; i++)
    add_scene (self, rushes_board_item_get_child (root, i), i + 1 == count);
  return self;
}

void
rushes_board_snapshot_free (RushesBoardSnapshot *self)
{
  g_string_free (self->head, TRUE);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->ends);
  g_variant_unref (self->history);
  g_free (self);
}

/* Returns: (transfer full): the file; any thread */
char *
rushes_board_snapshot_to_text (RushesBoardSnapshot *self, gsize *length)
{
  GString *text = g_string_new_len (self->head->str, (gssize) self->head->len);

  for (guint i = 0; i < self->lines->len; i++)
    {
      g_string_append_len (text, self->lines->pdata[i], (gssize) g_ref_string_length (self->lines->pdata[i]));
      g_string_append (text, self->ends->pdata[i]);
    }
  g_string_append (text, self->lines->len > 0 ? " ]\n}\n" : "]\n}\n");
  *length = text->len;
  return g_string_free (text, FALSE);
}

/* Returns: (transfer full): the folder of all boards */
char *
rushes_board_file_dup_boards_dir (RushesPaths *paths)
{
  return g_build_filename (rushes_paths_get_data_dir (paths), "boards", NULL);
}

/* Returns: (transfer full): the folder of one */
char *
rushes_board_file_dup_folder (RushesPaths *paths, const char *slug)
{
  return g_build_filename (rushes_paths_get_data_dir (paths), "boards", slug, NULL);
}

/* Returns: (transfer full): the file in it */
char *
rushes_board_file_dup_path (const char *folder)
{
  return g_build_filename (folder, FILE_NAME, NULL);
}

/* Returns: (transfer full) (nullable): a text that is another one whenever the file is; NULL: there is none */
char *
rushes_board_file_dup_stamp (const char *folder)
{
  g_autofree char *path = rushes_board_file_dup_path (folder);
  struct stat facts;

  if (stat (path, &facts) != 0)
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%09ld-%" G_GINT64_FORMAT "-%" G_GUINT64_FORMAT, (gint64) facts.st_mtim.tv_sec, (long) facts.st_mtim.tv_nsec,
                          (gint64) facts.st_size, (guint64) facts.st_ino);
}

static void
set_unreadable (GError **error, const char *path, const char *why)
{
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("The board %s cannot be read: %s. The file was left as it is"), path, why);
}

/* @mark: (out) (optional) (transfer full): what tells this file from any other */
static RushesBoard *
load_from (const char *path, char **mark, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *text = NULL;
  GStatBuf facts;
  gsize length = 0;
  RushesBoard *board = NULL;

  if (g_stat (path, &facts) == 0 && facts.st_size > LARGEST)
    {
      set_unreadable (error, path, _("it is larger than 512 MB"));
      return NULL;
    }
  if (g_file_get_contents (path, &text, &length, &cause))
    board = rushes_board_new_from_text (text, length, &cause);
  if (board == NULL)
    set_unreadable (error, path, cause->message);
  else if (mark != NULL)
    *mark = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, (gssize) length);
  return board;
}

/* (transfer full) (nullable) */
static GVariant *
load_history_from (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL), *text = NULL;
  g_autoptr (GVariant) history = NULL;
  gsize length;

  if (g_file_get_contents (path, &text, &length, NULL))
    history = rushes_board_text_parse (text, (gssize) length, NULL);
  return history != NULL && g_variant_is_of_type (history, G_VARIANT_TYPE_VARDICT) ? g_steal_pointer (&history) : NULL;
}

/* @mark: of the board's file */
static gboolean
is_for (GVariant *history, const char *mark)
{
  const char *whose;

  return history != NULL && g_variant_lookup (history, FOR, "&s", &whose) && g_strcmp0 (whose, mark) == 0;
}

/* (transfer full) (nullable): what can be taken back of the board with that mark; of one that was changed by other means, what could be before: a step
 * that does not fit any more is refused */
static GVariant *
load_history (const char *folder, const char *mark)
{
  g_autoptr (GVariant) history = load_history_from (folder, HISTORY), before = is_for (history, mark) ? NULL : load_history_from (folder, BEFORE);

  return is_for (before, mark) ? g_steal_pointer (&before) : g_steal_pointer (&history);
}

/* Returns: (transfer full) (nullable): NULL with %RUSHES_ERROR_FILE, a whole sentence */
RushesBoard *
rushes_board_file_load (const char *folder, GError **error)
{
  g_autofree char *path = rushes_board_file_dup_path (folder), *mark = NULL;
  RushesBoard *board = load_from (path, &mark, error);
  g_autoptr (GVariant) history = board != NULL ? load_history (folder, mark) : NULL;

  if (board != NULL)
    rushes_board_check (board);
  if (history != NULL)
    rushes_board_history_from_variant (board, history);
  return board;
}

/* The same to look at for a moment: without what is odd in it, and without what can be taken back. */
RushesBoard *
rushes_board_file_glance (const char *folder, GError **error)
{
  g_autofree char *path = rushes_board_file_dup_path (folder);

  return load_from (path, NULL, error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *) b, *(char *const *) a);
}

/* (transfer full): paths of the versions, the newest first: their names are times */
static GPtrArray *
list_versions (const char *folder)
{
  g_autofree char *versions = g_build_filename (folder, VERSIONS, NULL);
  g_autoptr (GDir) dir = g_dir_open (versions, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (paths, g_build_filename (versions, name, NULL));
  g_ptr_array_sort (paths, compare_names);
  return paths;
}

/* After @newest (a path, nullable), whatever the clock says: the order of names is that of the versions. */
static char *
dup_time_name (const char *newest, const char *ending)
{
  g_autofree char *base = newest != NULL ? g_path_get_basename (newest) : NULL, *text = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc (), last = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  if (base != NULL && strlen (base) > 19)
    {
      base[13] = base[16] = ':'; /* as ISO 8601 has it; files do not take that everywhere */
      base[strcspn (base, "Z")] = '\0';
      last = g_date_time_new_from_iso8601 (base, utc);
    }
  if (last != NULL && g_date_time_compare (last, now) >= 0)
    {
      g_date_time_unref (now);
      now = g_date_time_add (last, 1000); /* what is read of it may be rounded */
    }
  text = g_date_time_format (now, "%Y-%m-%dT%H-%M-%S");

  return g_strdup_printf ("%s.%06dZ%s", text, g_date_time_get_microsecond (now), ending);
}

/* Another name for the file as it is: what is renamed over it leaves that. Where a disk knows no second names it is copied. */
static void
keep_version (const char *folder, const char *path)
{
  g_autoptr (GPtrArray) before = list_versions (folder), all = NULL;
  g_autofree char *name = dup_time_name (before->len > 0 ? before->pdata[0] : NULL, ".json"), *versions = g_build_filename (folder, VERSIONS, NULL),
                  *kept = g_build_filename (versions, name, NULL);
  g_autoptr (GFile) from = g_file_new_for_path (path), to = g_file_new_for_path (kept);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  rushes_sync_make_folder (versions);
  if (link (path, kept) != 0 && !g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL))
    g_warning ("No older version of %s could be kept", path);
  all = list_versions (folder);
  for (guint i = RUSHES_BOARD_VERSIONS_KEPT; i < all->len; i++)
    g_unlink (all->pdata[i]);
}

/* What is there stays as that of the board that is there, if it is. */
static void
keep_history (const char *folder)
{
  g_autofree char *path = rushes_board_file_dup_path (folder), *history_path = g_build_filename (folder, HISTORY, NULL),
                  *before = g_build_filename (folder, BEFORE, NULL), *text = NULL, *mark = NULL;
  g_autoptr (GVariant) history = load_history_from (folder, HISTORY);
  gsize length;

  if (history == NULL || !g_file_get_contents (path, &text, &length, NULL))
    return;
  mark = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, (gssize) length);
  if (is_for (history, mark))
    g_rename (history_path, before);
}

/* The steps a line each. @mark: of the board that comes next */
static gboolean
save_history (const char *folder, GVariant *history, const char *mark, GError **error)
{
  g_autofree char *path = g_build_filename (folder, HISTORY, NULL);
  g_autoptr (GString) text = g_string_new ("{");
  static const char *const lists[] = { "done", "undone" };

  keep_history (folder);
  g_string_append_printf (text, "\n \"" FOR "\": \"%s\",", mark);
  for (guint k = 0; k < G_N_ELEMENTS (lists); k++)
    {
      g_autoptr (GVariant) steps = g_variant_lookup_value (history, lists[k], G_VARIANT_TYPE ("av"));
      g_string_append_printf (text, "%s\n \"%s\": [", k > 0 ? "," : "", lists[k]);
      for (gsize i = 0; i < g_variant_n_children (steps); i++)
        {
          g_autoptr (GVariant) box = g_variant_get_child_value (steps, i), step = g_variant_get_variant (box);
          g_string_append (text, i > 0 ? ",\n  " : "\n  ");
          rushes_board_text_append (text, step);
        }
      g_string_append_c (text, ']');
    }
  g_string_append (text, "\n}\n");
  return rushes_replace_file (path, text->str, (gssize) text->len, error);
}

/* After a power cut the old board is there or the new one, with what can be taken back of it, and the old one as a version. A change that could not be
 * taken back is not made. */
gboolean
rushes_board_file_save (const char *folder, RushesBoardSnapshot *snapshot, GError **error)
{
  g_autofree char *path = rushes_board_file_dup_path (folder), *part = g_strconcat (path, ".part", NULL), *text = NULL, *mark = NULL;
  g_autoptr (GError) cause = NULL;
  gsize length;

  text = rushes_board_snapshot_to_text (snapshot, &length);
  mark = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, (gssize) length);
  if (!rushes_replace_write (part, text, (gssize) length, &cause) || !save_history (folder, snapshot->history, mark, &cause))
    {
      g_unlink (part);
      rushes_error_set_from_file (error, cause, "write a board");
      return FALSE;
    }
  keep_version (folder, path);
  return rushes_paths_publish (part, path, error);
}

/* Takes away what those who were killed have left there: parts of files, and stages (rushes-board-put.c, core/rushes-board-media.c). */
void
rushes_board_file_sweep (RushesPaths *paths)
{
  g_autofree char *boards = rushes_board_file_dup_boards_dir (paths);
  g_autoptr (GDir) dir = g_dir_open (boards, 0, NULL);
  const char *name;

  if (dir == NULL)
    return;
  rushes_replace_sweep (boards);
  rushes_scratch_sweep (boards, RUSHES_BOARD_STAGE);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = name[0] != '.' ? g_build_filename (boards, name, NULL) : NULL, *media = NULL;
      if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
        continue;
      media = g_build_filename (folder, "media", NULL);
      rushes_replace_sweep (folder);
      rushes_scratch_sweep (media, RUSHES_BOARD_MEDIA_STAGE);
    }
}

/* @path: (out): where it is. Returns: (transfer full) (nullable): the newest version that can be read */
RushesBoard *
rushes_board_file_load_older (const char *folder, char **path)
{
  g_autoptr (GPtrArray) versions = list_versions (folder);

  *path = NULL;
  for (guint i = 0; i < versions->len; i++)
    {
      RushesBoard *board = load_from (versions->pdata[i], NULL, NULL);
      if (board == NULL)
        continue;
      *path = g_strdup (versions->pdata[i]);
      return board;
    }
  return NULL;
}

/* What is there keeps its bytes under another name beside it. Returns: (transfer full) (nullable): that name, also where nothing was there */
char *
rushes_board_file_put_aside (const char *folder, GError **error)
{
  g_autofree char *path = rushes_board_file_dup_path (folder), *ending = dup_time_name (NULL, ""), *aside = g_strconcat (path, ".", ending, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS) && g_rename (path, aside) != 0)
    {
      int code = errno;
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE, _("Could not rename %s: %s"), path, g_strerror (code));
      return NULL;
    }
  return g_steal_pointer (&aside);
}

/* Puts the newest version that can be read in the place of the board; what was there is kept beside it. Returns: (transfer full) (nullable):
 * the name under which that is */
char *
rushes_board_file_restore (const char *folder, GError **error)
{
  g_autofree char *version = NULL, *path = rushes_board_file_dup_path (folder), *part = g_strconcat (path, ".part", NULL), *aside = NULL;
  g_autoptr (RushesBoard) board = rushes_board_file_load_older (folder, &version);
  g_autoptr (GFile) from = NULL, to = g_file_new_for_path (part);
  g_autoptr (GError) cause = NULL;

  if (board == NULL)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("There is no older version of %s that can be read"), path);
      return NULL;
    }
  from = g_file_new_for_path (version);
  if (!g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &cause))
    {
      rushes_error_set_from_file (error, cause, "restore a board");
      return NULL;
    }
  aside = rushes_board_file_put_aside (folder, error);
  return aside != NULL && rushes_paths_publish (part, path, error) ? g_steal_pointer (&aside) : NULL;
}

/* Makes a folder for a new board, whose name nobody has. Returns: (transfer full) (nullable): that name */
char *
rushes_board_file_make_folder (RushesPaths *paths, const char *title, GError **error)
{
  g_autofree char *boards = rushes_board_file_dup_boards_dir (paths), *base = rushes_paths_make_slug (title, "board");

  rushes_sync_make_folder (boards);
  for (int number = 1; number < 1000; number++)
    {
      g_autofree char *slug = number == 1 ? g_strdup (base) : g_strdup_printf ("%s-%d", base, number);
      g_autofree char *folder = g_build_filename (boards, slug, NULL);
      if (g_mkdir (folder, 0700) == 0)
        return g_steal_pointer (&slug);
      if (errno != EEXIST)
        break;
    }
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_READ_ONLY, _("Could not make a folder in %s"), boards);
  return NULL;
}
