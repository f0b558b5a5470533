/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-paths.h"

#include "rushes-error.h"
#include "rushes-replace.h"
#include "rushes-sync.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Where everything lies on disk, and how a finished file gets its name. Files that are not complete
 * are kept apart, in clips/.parts, so that nothing half-written ever stands among the clips. */

#define SLUG_LENGTH 40

struct _RushesPaths
{
  GObject parent_instance;
  char *data_dir;
  char *config_dir;
  char *cache_dir;
  char *clips_dir;
  char *parts_dir;
  gboolean was_there; /* the clips folder, since the program has begun */
  char *elsewhere;    /* (nullable): the computer that has the library open */
  char *snapshot;     /* (nullable): a folder with the databases as they were then */
};

G_DEFINE_FINAL_TYPE (RushesPaths, rushes_paths, G_TYPE_OBJECT)

static void
rushes_paths_finalize (GObject *object)
{
  RushesPaths *self = RUSHES_PATHS (object);

  g_free (self->data_dir);
  g_free (self->config_dir);
  g_free (self->cache_dir);
  g_free (self->clips_dir);
  g_free (self->parts_dir);
  g_free (self->elsewhere);
  g_free (self->snapshot);
  G_OBJECT_CLASS (rushes_paths_parent_class)->finalize (object);
}

static void
rushes_paths_class_init (RushesPathsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_paths_finalize;
}

static void
rushes_paths_init (RushesPaths *self)
{
}

RushesPaths *
rushes_paths_new (const char *data_dir, const char *config_dir, const char *cache_dir)
{
  RushesPaths *self = g_object_new (RUSHES_TYPE_PATHS, NULL);

  self->data_dir = g_strdup (data_dir);
  self->config_dir = g_strdup (config_dir);
  self->cache_dir = g_strdup (cache_dir);
  self->clips_dir = g_build_filename (data_dir, "clips", NULL);
  self->parts_dir = g_build_filename (self->clips_dir, ".parts", NULL);
  return self;
}

/* The user's folders by the XDG base directory specification; the demo has its own beside them. */
RushesPaths *
rushes_paths_new_for_user (gboolean demo)
{
  const char *name = demo ? "rushes-demo" : "rushes";
  g_autofree char *data = g_build_filename (g_get_user_data_dir (), name, NULL);
  g_autofree char *config = g_build_filename (g_get_user_config_dir (), name, NULL);
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), name, NULL);

  return rushes_paths_new (data, config, cache);
}

static gboolean
make_dir (const char *path, GError **error)
{
  int code;

  if (rushes_sync_make_folder (path))
    return TRUE;
  code = errno;
  g_set_error (error, RUSHES_ERROR,
               code == ENOSPC ? RUSHES_ERROR_DISK_FULL : RUSHES_ERROR_READ_ONLY,
               _("Could not make the folder %s: %s"), path, g_strerror (code));
  return FALSE;
}

static gboolean
is_empty (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  return dir == NULL || g_dir_read_name (dir) == NULL;
}

/* Whether the clips lie on a disk that is not connected: the clips folder is a link, and where that leads there is nothing, or the empty
 * folder where a disk would appear; or the folder itself went while the program runs. Of a library that has no index yet nothing can be
 * missed. Blocking: looks at the disk. */
gboolean
rushes_paths_is_away (RushesPaths *self)
{
  g_autofree char *index = g_build_filename (self->data_dir, "library.db", NULL);

  if (self->was_there && !g_file_test (self->clips_dir, G_FILE_TEST_EXISTS))
    return TRUE;
  return g_file_test (self->clips_dir, G_FILE_TEST_IS_SYMLINK) && is_empty (self->clips_dir) && g_file_test (index, G_FILE_TEST_EXISTS);
}

/**
 * rushes_paths_set_elsewhere:
 * @computer: the name of the one that has the library open: nothing is changed here from now on
 * @snapshot: (nullable): a folder with copies of the databases
 *
 * Once; any thread.
 */
void
rushes_paths_set_elsewhere (RushesPaths *self, const char *computer, const char *snapshot)
{
  self->snapshot = g_strdup (snapshot);
  g_atomic_pointer_set (&self->elsewhere, g_strdup (computer));
}

/* Returns: (nullable): the name of another computer that has the library open, so that it can only be looked at. Any thread */
const char *
rushes_paths_get_elsewhere (RushesPaths *self)
{
  return g_atomic_pointer_get (&self->elsewhere);
}

/* @name: such as "ledger.db". Returns: (transfer full): where it is read, and written if that may be */
char *
rushes_paths_dup_database (RushesPaths *self, const char *name)
{
  return g_build_filename (self->snapshot != NULL ? self->snapshot : self->data_dir, name, NULL);
}

/* Whether files may come, change or go: %RUSHES_ERROR_AWAY where the clips lie on a disk that is not connected, %RUSHES_ERROR_ELSEWHERE where another
 * computer has the library. Blocking. */
gboolean
rushes_paths_check_there (RushesPaths *self, GError **error)
{
  const char *computer = rushes_paths_get_elsewhere (self);
  g_autofree char *target = NULL;

  if (computer != NULL)
    return rushes_error_set_elsewhere (error, computer);
  if (!rushes_paths_is_away (self))
    return TRUE;
  target = g_file_read_link (self->clips_dir, NULL);
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_AWAY, "%s", target != NULL ? target : self->clips_dir);
  return FALSE;
}

/* Makes the folders and checks that the library can be written; where its disk is not connected nothing is made in its place. A cache that
 * cannot be made costs time alone. Blocking. */
gboolean
rushes_paths_prepare (RushesPaths *self, GError **error)
{
  g_mkdir_with_parents (self->cache_dir, 0700);
  if (!make_dir (self->config_dir, error))
    return FALSE;
  if (rushes_paths_is_away (self))
    return TRUE;
  if (!make_dir (self->parts_dir, error))
    return FALSE;
  if (g_access (self->data_dir, W_OK) != 0 || g_access (self->parts_dir, W_OK) != 0)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_READ_ONLY,
                   _("The folder %s cannot be written"), self->data_dir);
      return FALSE;
    }
  self->was_there = TRUE;
  return TRUE;
}

const char *
rushes_paths_get_data_dir (RushesPaths *self)
{
  return self->data_dir;
}

const char *
rushes_paths_get_config_dir (RushesPaths *self)
{
  return self->config_dir;
}

const char *
rushes_paths_get_cache_dir (RushesPaths *self)
{
  return self->cache_dir;
}

const char *
rushes_paths_get_clips_dir (RushesPaths *self)
{
  return self->clips_dir;
}

/* Returns: (transfer full): "A lighthouse — at dusk!" as "a-lighthouse-at-dusk"; @otherwise if nothing is left */
char *
rushes_paths_make_slug (const char *text, const char *otherwise)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  GString *slug = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0' && slug->len < SLUG_LENGTH; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (slug, g_ascii_tolower (*p));
    else if (slug->len > 0 && slug->str[slug->len - 1] != '-' && *p != '?' && *p != '\'')
      g_string_append_c (slug, '-');
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  if (slug->len == 0)
    g_string_append (slug, otherwise);
  return g_string_free (slug, FALSE);
}

/**
 * rushes_paths_dup_clip_name:
 * @created_us: UNIX time in microseconds
 * @id: the job's UUID: its first eight digits make the name unique
 * @extension: with no dot
 *
 * Returns: (transfer full): the name below the clips folder, "2026/11/2026-11-22-slug-1a2b3c4d.mp4"
 */
char *
rushes_paths_dup_clip_name (gint64 created_us, const char *prompt, const char *id, const char *extension)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (created_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : g_date_time_new_now_local ();
  g_autofree char *folder = g_date_time_format (local, "%Y/%m");
  g_autofree char *date = g_date_time_format (local, "%Y-%m-%d");
  g_autofree char *slug = rushes_paths_make_slug (prompt, "clip");

  return g_strdup_printf ("%s/%s-%s-%.8s.%s", folder, date, slug, id, extension);
}

char *
rushes_paths_dup_clip_path (RushesPaths *self, const char *name)
{
  return g_build_filename (self->clips_dir, name, NULL);
}

/* Where the download of a job grows. */
char *
rushes_paths_dup_part_path (RushesPaths *self, const char *job_id)
{
  g_autofree char *name = g_strconcat (job_id, ".part", NULL);

  return g_build_filename (self->parts_dir, name, NULL);
}

/* Returns: (transfer full): to be held by who writes among the parts what is no job's, until it has its place. Blocking */
RushesPartsHold *
rushes_paths_hold_parts (RushesPaths *self)
{
  return rushes_parts_hold_take (self->data_dir);
}

/* Returns: (transfer full): to be held by who writes beside a clip what the index says of it, from reading that until it is written. Blocking */
RushesPartsHold *
rushes_paths_hold_records (RushesPaths *self)
{
  return rushes_parts_hold_take_records (self->data_dir);
}

/* Removes what was left by jobs that are not in @keep_job_ids (a set of UUIDs), and by whoever else was killed. Blocking.
 * Returns: whether that was done: not while somebody writes there, in this process or another */
gboolean
rushes_paths_sweep_parts (RushesPaths *self, GHashTable *keep_job_ids)
{
  g_autoptr (RushesPartsHold) hold = rushes_parts_hold_sweep (self->data_dir);
  g_autoptr (GDir) dir = hold != NULL ? g_dir_open (self->parts_dir, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->parts_dir, name, NULL);
      g_autofree char *id = g_strndup (name, strcspn (name, "."));

      if (!g_hash_table_contains (keep_job_ids, id))
        g_unlink (path);
    }
  return hold != NULL;
}

static gboolean
fail_to_write (const char *path, int code, GError **error)
{
  g_set_error (error, RUSHES_ERROR,
               code == ENOSPC || code == EDQUOT ? RUSHES_ERROR_DISK_FULL : RUSHES_ERROR_STORAGE,
               _("Could not write %s: %s"), path, g_strerror (code));
  return FALSE;
}

static gboolean
sync_folder (const char *path, GError **error)
{
  return rushes_sync_folder (path) || fail_to_write (path, errno, error);
}

/* Returns: (transfer full): beside @path, where one who writes it may do so while another does the same, in this process or another */
char *
rushes_paths_dup_own_part (const char *path)
{
  g_autofree char *id = g_uuid_string_random ();

  return g_strdup_printf ("%s.%.8s.part", path, id);
}

/**
 * rushes_paths_settle:
 * @part: complete
 *
 * It is there after a power cut, too, so that this may be written down. Blocking.
 */
gboolean
rushes_paths_settle (const char *part, GError **error)
{
  return (rushes_sync_file (part) && rushes_sync_beside (part)) || fail_to_write (part, errno, error);
}

/**
 * rushes_paths_publish:
 * @part: a complete file
 * @final: the name it gets, on the same file system; its folder is made
 *
 * Gives a finished file its name: fsync, rename, fsync of the folder. May be repeated after a
 * crash: if @part is gone and @final is there, it was done. Blocking.
 */
gboolean
rushes_paths_publish (const char *part, const char *final, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (final);

  if (!g_file_test (part, G_FILE_TEST_EXISTS) && g_file_test (final, G_FILE_TEST_EXISTS))
    return sync_folder (folder, error);
  if (!make_dir (folder, error) || !(rushes_sync_file (part) || fail_to_write (part, errno, error)))
    return FALSE;
  if (g_rename (part, final) != 0)
    {
      int code = errno;
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE, _("Could not rename to %s: %s"), final,
                   g_strerror (code));
      return FALSE;
    }
  return sync_folder (folder, error);
}

/* Replaces @path by @text so that after a power cut either the old or the new text is there. Blocking. */
gboolean
rushes_paths_write_durably (const char *path, const char *text, gssize length, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (rushes_replace_file (path, text, length, &cause))
    return TRUE;
  rushes_error_set_from_file (error, cause, "write a file");
  return FALSE;
}
