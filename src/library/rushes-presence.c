/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-presence.h"

#include "rushes-sidecar.h"

#include <dirent.h>
#include <glib/gstdio.h>

/* The folders of the library against the index, again and again: a folder is read when its time says that something came into it or
 * went. The names of a hundred thousand clips are not kept, only those that do not fit. One thread at a time. */

#define SETTLED_US (2 * G_TIME_SPAN_SECOND) /* the time of a folder that changed just now may be that of the next change too */

typedef struct
{
  gint64 time_us;      /* of the folder when it was read, or -1: it has to be read again */
  guint look;          /* the last that found it */
  gboolean has_links;  /* to files elsewhere, which go without a word */
  GPtrArray *folders;  /* below it, in the form of a key */
  GHashTable *missing; /* ids → Lack: said to be here, and not here */
  GHashTable *unknown; /* names of files that are no clip's */
  GFileMonitor *monitor;
} Folder;

/* A clip that has no file. */
typedef struct
{
  Folder *folder; /* where it is said to be */
  char *id, *name;
  gint64 row;
} Lack;

struct _RushesPresence
{
  RushesPaths *paths;
  RushesIndex *index;
  GHashTable *folders; /* "2026/11/" → Folder; "" is that of all clips */
  guint n_looks;
  RushesPresenceFunc func; /* NULL: nothing is watched */
  GObject *object;         /* weak */
};

static void
lack_free (gpointer data)
{
  Lack *lack = data;

  g_free (lack->id);
  g_free (lack->name);
  g_free (lack);
}

static void
stop_watch (Folder *folder)
{
  if (folder->monitor != NULL)
    g_file_monitor_cancel (folder->monitor);
  g_clear_object (&folder->monitor);
}

static void
folder_free (gpointer data)
{
  Folder *folder = data;

  stop_watch (folder);
  g_ptr_array_unref (folder->folders);
  g_hash_table_unref (folder->missing);
  g_hash_table_unref (folder->unknown);
  g_free (folder);
}

RushesPresence *
rushes_presence_new (RushesPaths *paths, RushesIndex *index)
{
  RushesPresence *self = g_new0 (RushesPresence, 1);

  self->paths = g_object_ref (paths);
  self->index = g_object_ref (index);
  self->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, folder_free);
  return self;
}

void
rushes_presence_free (RushesPresence *self)
{
  g_hash_table_unref (self->folders);
  g_object_unref (self->paths);
  g_object_unref (self->index);
  g_free (self);
}

/* What was read is not believed any more, and watched no more until the next look. */
void
rushes_presence_forget (RushesPresence *self)
{
  g_hash_table_remove_all (self->folders);
}

/* Folders that a look reads from now on are watched: @func is called in the main thread, with @object, while that is there. */
void
rushes_presence_watch (RushesPresence *self, RushesPresenceFunc func, GObject *object)
{
  self->func = func;
  self->object = object;
}

static void
move_free (gpointer data)
{
  RushesMove *move = data;

  g_free (move->id);
  g_free (move->name);
  g_free (move);
}

void
rushes_seen_free (RushesSeen *seen)
{
  g_hash_table_unref (seen->missing);
  g_ptr_array_unref (seen->moves);
  g_free (seen);
}

static Folder *
ensure_folder (RushesPresence *self, const char *name)
{
  Folder *folder = g_hash_table_lookup (self->folders, name);

  if (folder != NULL)
    return folder;
  folder = g_new0 (Folder, 1);
  folder->time_us = -1;
  folder->folders = g_ptr_array_new_with_free_func (g_free);
  folder->missing = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, lack_free);
  folder->unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (self->folders, g_strdup (name), folder);
  return folder;
}

/* Links are not followed, or there might be no end. */
static gboolean
is_folder (const struct dirent *entry, const char *path)
{
  g_autofree char *full = NULL;

  if (entry->d_type != DT_UNKNOWN)
    return entry->d_type == DT_DIR;
  full = g_build_filename (path, entry->d_name, NULL);
  return g_file_test (full, G_FILE_TEST_IS_DIR) && !g_file_test (full, G_FILE_TEST_IS_SYMLINK);
}

/* @linked: (out): set where it is a link. Returns: whether there is a file, or a link that leads to one: no pipe, which would be waited for */
static gboolean
is_file (const struct dirent *entry, const char *path, gboolean *linked)
{
  g_autofree char *full = NULL;

  if (entry->d_type != DT_LNK && entry->d_type != DT_UNKNOWN)
    return entry->d_type == DT_REG;
  full = g_build_filename (path, entry->d_name, NULL);
  *linked = *linked || g_file_test (full, G_FILE_TEST_IS_SYMLINK);
  return g_file_test (full, G_FILE_TEST_IS_REGULAR);
}

/* What lies there: files in @folder->unknown for now. readdir() tells files from folders, which GDir would ask of each. */
static void
list (RushesPresence *self, const char *name, Folder *folder)
{
  g_autofree char *path = rushes_paths_dup_clip_path (self->paths, name);
  DIR *dir = opendir (path);
  const struct dirent *entry;

  while (dir != NULL && (entry = readdir (dir)) != NULL)
    if (entry->d_name[0] == '.' || g_str_has_suffix (entry->d_name, ".json") || !g_utf8_validate (entry->d_name, -1, NULL))
      continue;
    else if (is_folder (entry, path))
      g_ptr_array_add (folder->folders, g_strconcat (name, entry->d_name, "/", NULL));
    else if (is_file (entry, path, &folder->has_links))
      g_hash_table_add (folder->unknown, g_strconcat (name, entry->d_name, NULL));
  if (dir != NULL)
    closedir (dir);
}

static void
compare (gint64 row, const char *id, const char *name, gboolean hidden, gpointer data)
{
  Folder *folder = data;
  Lack *lack;

  if (g_hash_table_remove (folder->unknown, name) || hidden)
    return;
  lack = g_new (Lack, 1);
  *lack = (Lack) { folder, g_strdup (id), g_strdup (name), row };
  g_hash_table_insert (folder->missing, lack->id, lack);
}

static void
forget (Folder *folder)
{
  g_ptr_array_set_size (folder->folders, 0);
  g_hash_table_remove_all (folder->missing);
  g_hash_table_remove_all (folder->unknown);
  folder->has_links = FALSE;
}

/* Before it is read: what changes from then on is told. Where the system has no watches left, the next look finds it. */
static void
watch (RushesPresence *self, const char *name, Folder *folder)
{
  g_autofree char *path = rushes_paths_dup_clip_path (self->paths, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (self->func == NULL || folder->monitor != NULL)
    return;
  folder->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (folder->monitor != NULL)
    g_signal_connect_object (folder->monitor, "changed", G_CALLBACK (self->func), self->object, 0);
}

/* Returns: when something last came into the folder or went, -1 if it is not there */
static gint64
get_time (RushesPresence *self, const char *name)
{
  g_autofree char *path = rushes_paths_dup_clip_path (self->paths, name);
  GStatBuf about;

  if (g_stat (path, &about) != 0 || !S_ISDIR (about.st_mode))
    return -1;
  return about.st_mtim.tv_sec * G_USEC_PER_SEC + about.st_mtim.tv_nsec / 1000;
}

static gboolean
look_into (RushesPresence *self, const char *name, GError **error)
{
  Folder *folder = ensure_folder (self, name);
  gint64 time_us = get_time (self, name);
  gboolean settled = g_get_real_time () - time_us > SETTLED_US;

  folder->look = self->n_looks;
  if (time_us < 0 || time_us != folder->time_us)
    {
      forget (folder);
      if (time_us < 0)
        stop_watch (folder); /* another may come in its place */
      else
        {
          watch (self, name, folder);
          list (self, name, folder);
        }
      if (!rushes_index_foreach_in (self->index, name, compare, folder, error))
        return FALSE;
      folder->time_us = settled && !folder->has_links ? time_us : -1;
    }
  for (guint i = 0; i < folder->folders->len; i++)
    if (!look_into (self, folder->folders->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Those that the index thinks are there. Asked once: whatever comes to the index later is in a folder that is there. */
static gboolean
add_expected (RushesPresence *self, GError **error)
{
  g_autoptr (GPtrArray) folders = g_hash_table_size (self->folders) == 0 ? rushes_index_list_folders (self->index, error) : NULL;

  if (folders == NULL)
    return g_hash_table_size (self->folders) > 0;
  for (guint i = 0; i < folders->len; i++)
    ensure_folder (self, folders->pdata[i]);
  return TRUE;
}

/* Those that are there, and those that are not any more. */
static gboolean
look_around (RushesPresence *self, GError **error)
{
  g_autofree const char **names = NULL;

  if (!add_expected (self, error) || !look_into (self, "", error))
    return FALSE;
  names = (const char **) g_hash_table_get_keys_as_array (self->folders, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    if (ensure_folder (self, names[i])->look != self->n_looks && !look_into (self, names[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
is_out_of_use (gpointer name, gpointer data, gpointer self)
{
  Folder *folder = data;

  return folder->time_us < 0 && g_hash_table_size (folder->missing) + g_hash_table_size (folder->unknown) + folder->folders->len == 0 &&
         get_time (self, name) < 0;
}

/* What is known of a clip, read from the index. What cannot be read is looked for the next time. */
static RushesClipInfo *
read_clip (RushesPresence *self, gint64 row)
{
  g_autofree char *text = rushes_index_dup_sidecar (self->index, row, NULL);

  return text != NULL ? rushes_sidecar_from_text (text, NULL) : NULL;
}

/* Calls @func for every clip that has no file. */
static void
foreach_lack (RushesPresence *self, GFunc func, gpointer data)
{
  GHashTableIter folders, clips;
  gpointer folder, lack;

  g_hash_table_iter_init (&folders, self->folders);
  while (g_hash_table_iter_next (&folders, NULL, &folder))
    {
      g_hash_table_iter_init (&clips, ((Folder *) folder)->missing);
      while (g_hash_table_iter_next (&clips, NULL, &lack))
        func (lack, data);
    }
}

/* By its id, and by the name of its file without folders. */
static void
add_keys (gpointer data, gpointer lacks)
{
  Lack *lack = data;

  g_hash_table_insert (lacks, g_strdup (lack->id), lack);
  g_hash_table_insert (lacks, g_path_get_basename (lack->name), lack);
}

static void
remove_keys (Lack *lack, GHashTable *lacks)
{
  g_autofree char *base = g_path_get_basename (lack->name);

  g_hash_table_remove (lacks, lack->id);
  g_hash_table_remove (lacks, base);
}

/* Returns: (nullable): the missing clip that the file is, by the sidecar beside it or by its own name, if its size is right too */
static Lack *
recognize (RushesPresence *self, GHashTable *lacks, const char *name)
{
  g_autofree char *path = rushes_paths_dup_clip_path (self->paths, name), *sidecar = rushes_sidecar_dup_path (path);
  g_autofree char *base = g_path_get_basename (name);
  g_autoptr (RushesClipInfo) beside = rushes_sidecar_load (sidecar, NULL), info = NULL;
  Lack *lack = NULL;
  GStatBuf about;

  if (beside != NULL)
    lack = g_hash_table_lookup (lacks, beside->id);
  if (lack == NULL)
    lack = g_hash_table_lookup (lacks, base);
  info = lack != NULL ? read_clip (self, lack->row) : NULL;
  return info != NULL && g_stat (path, &about) == 0 && about.st_size == info->size_bytes ? lack : NULL;
}

/* The index says the new name first: whatever comes between, its record is written again from there. Then the record goes along. */
static gboolean
follow (RushesPresence *self, Lack *lack, const char *name)
{
  g_autofree char *before = rushes_paths_dup_clip_path (self->paths, lack->name), *now = rushes_paths_dup_clip_path (self->paths, name);
  g_autofree char *old_sidecar = rushes_sidecar_dup_path (before), *sidecar = rushes_sidecar_dup_path (now);
  g_autoptr (RushesPartsHold) hold = NULL;
  g_autoptr (RushesClipInfo) info = NULL;

  if (!rushes_index_rename (self->index, lack->id, name, NULL))
    return FALSE;
  hold = rushes_paths_hold_records (self->paths);
  info = read_clip (self, lack->row);
  if (info != NULL && rushes_sidecar_save (self->paths, info, NULL) && !g_str_equal (sidecar, old_sidecar))
    g_unlink (old_sidecar);
  return TRUE;
}

/* What of a folder is no clip's, against the clips that have no file. */
static void
find_moves_in (RushesPresence *self, Folder *folder, GHashTable *lacks, GPtrArray *moves)
{
  GHashTableIter files;
  gpointer name;

  g_hash_table_iter_init (&files, folder->unknown);
  while (g_hash_table_size (lacks) > 0 && g_hash_table_iter_next (&files, &name, NULL))
    {
      Lack *lack = recognize (self, lacks, name);
      RushesMove *move;
      if (lack == NULL || !follow (self, lack, name))
        continue;
      move = g_new (RushesMove, 1);
      *move = (RushesMove) { g_strdup (lack->id), g_strdup (name) };
      g_ptr_array_add (moves, move);
      g_hash_table_iter_remove (&files);
      remove_keys (lack, lacks);
      g_hash_table_remove (lack->folder->missing, move->id);
    }
}

static void
find_moves (RushesPresence *self, GPtrArray *moves)
{
  g_autoptr (GHashTable) lacks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter folders;
  gpointer folder;

  foreach_lack (self, add_keys, lacks);
  g_hash_table_iter_init (&folders, self->folders);
  while (g_hash_table_iter_next (&folders, NULL, &folder))
    find_moves_in (self, folder, lacks, moves);
}

static void
add_id (gpointer lack, gpointer missing)
{
  g_hash_table_add (missing, g_strdup (((Lack *) lack)->id));
}

static void
add_row (gpointer lack, gpointer rows)
{
  g_array_append_val (rows, ((Lack *) lack)->row);
}

/* What all folders lack, and tells the index. */
static gboolean
collect (RushesPresence *self, GHashTable *missing, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  foreach_lack (self, add_id, missing);
  foreach_lack (self, add_row, rows);
  return rushes_index_set_missing (self->index, rows, error);
}

/**
 * rushes_presence_look:
 *
 * Reads what has changed since the last look, or everything. A file that was moved within the library is recognized by the record
 * beside it or by its name, and its size, and the index and the record follow it. Blocking.
 *
 * Returns: (transfer full) (nullable)
 */
RushesSeen *
rushes_presence_look (RushesPresence *self, GError **error)
{
  g_autoptr (RushesSeen) seen = g_new0 (RushesSeen, 1);

  seen->missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  seen->moves = g_ptr_array_new_with_free_func (move_free);
  seen->away = rushes_paths_is_away (self->paths);
  self->n_looks++;
  if (seen->away)
    g_hash_table_remove_all (self->folders); /* it may come back as another, and nothing that watches it lives on */
  else if (!look_around (self, error))
    return NULL;
  g_hash_table_foreach_remove (self->folders, is_out_of_use, self);
  find_moves (self, seen->moves);
  return collect (self, seen->missing, error) ? g_steal_pointer (&seen) : NULL;
}
