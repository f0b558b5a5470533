/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-thumbnail-file.h"

#include "rushes-filmstrip.h"
#include "rushes-paths.h"
#include "rushes-picture.h"
#include "rushes-room.h"
#include "rushes-waveform.h"

#include <glib/gstdio.h>
#include <utime.h>

/* Posters, filmstrips and waveforms in the cache folder, each with the time of the file it was made of: another time, another file. */

#define POSTER_SIDE 512    /* as they are kept */
#define MOST (1000 * 1000) /* bytes: none takes more */

/* Returns: (transfer none): what tells the kinds apart, after a clip's id */
const char *
rushes_thumbnail_file_get_suffix (RushesThumbnail kind)
{
  static const char *const suffixes[] = { "", "-strip", "-wave", "-still" };

  return suffixes[kind];
}

/* Only PNG can be seen through. */
static char *
dup_path (const char *cache_dir, const char *id, RushesThumbnail kind)
{
  return g_strdup_printf ("%s/posters/%s%s.%s", cache_dir, id, rushes_thumbnail_file_get_suffix (kind),
                          kind == RUSHES_THUMBNAIL_WAVEFORM ? "png" : "jpg");
}

/* When the file was changed, UNIX time; 0 if it is not there. Blocking. */
gint64
rushes_thumbnail_file_get_time (const char *path)
{
  GStatBuf about;

  return g_stat (path, &about) == 0 ? about.st_mtime : 0;
}

static gboolean
is_fresh (const char *kept, const char *path)
{
  gint64 made_of = rushes_thumbnail_file_get_time (kept), now = rushes_thumbnail_file_get_time (path);

  return made_of != 0 && (made_of == now || now == 0); /* of a clip that is not there, it is all that is left */
}

/* Whether nothing has to be made. Blocking. */
gboolean
rushes_thumbnail_file_is_kept (const char *cache_dir, const char *id, const char *path, RushesThumbnail kind)
{
  g_autofree char *kept = dup_path (cache_dir, id, kind);

  return is_fresh (kept, path);
}

/* JPEG: sixty times quicker to write than PNG and a tenth of the size. */
static gboolean
save (GdkPixbuf *pixbuf, const char *path)
{
  return gdk_pixbuf_get_has_alpha (pixbuf) ? gdk_pixbuf_save (pixbuf, path, "png", NULL, NULL)
                                           : gdk_pixbuf_save (pixbuf, path, "jpeg", NULL, "quality", "85", NULL);
}

/* A folder that takes nothing, or has no room for more, costs another making next time, no more. */
static void
keep (GdkPixbuf *pixbuf, const char *kept, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (kept), *part = rushes_paths_dup_own_part (kept);
  gint64 time = rushes_thumbnail_file_get_time (path);

  g_mkdir_with_parents (folder, 0700);
  if (!rushes_room_check (folder, MOST, NULL))
    return;
  if (save (pixbuf, part) && g_utime (part, &(struct utimbuf) { time, time }) == 0)
    g_rename (part, kept);
  else
    g_unlink (part);
}

/* A pipe would be waited for. */
static GdkPixbuf *
make (const char *path, RushesThumbnail kind, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "No file is there");
      return NULL;
    }
  switch (kind)
    {
    case RUSHES_THUMBNAIL_POSTER:
      return rushes_filmstrip_extract_poster (path, POSTER_SIDE, error);
    case RUSHES_THUMBNAIL_FILMSTRIP:
      return rushes_filmstrip_extract (path, error);
    case RUSHES_THUMBNAIL_STILL:
      return rushes_picture_load (path, POSTER_SIDE, error);
    case RUSHES_THUMBNAIL_WAVEFORM:
    default:
      return rushes_waveform_extract (path, error);
    }
}

/**
 * rushes_thumbnail_file_load:
 * @cache_dir: of the program
 * @id: of the clip; of a still its path
 * @path: its file
 *
 * Blocking; two may ask for the same at the same time.
 *
 * Returns: (transfer full) (nullable): from the cache, or made and kept there
 */
GdkPixbuf *
rushes_thumbnail_file_load (const char *cache_dir, const char *id, const char *path, RushesThumbnail kind, GError **error)
{
  g_autofree char *kept = dup_path (cache_dir, id, kind);
  GdkPixbuf *pixbuf = kind != RUSHES_THUMBNAIL_STILL && is_fresh (kept, path) ? gdk_pixbuf_new_from_file (kept, NULL) : NULL;

  if (pixbuf != NULL)
    return pixbuf;
  pixbuf = make (path, kind, error);
  if (pixbuf != NULL && kind != RUSHES_THUMBNAIL_STILL)
    keep (pixbuf, kept, path);
  return pixbuf;
}

/**
 * rushes_thumbnail_file_find:
 * @cache_dir: of the program
 * @id: of the clip
 * @path: its file
 * @make: whether one that is not kept yet is made
 *
 * For other programs, which read files. Blocking.
 *
 * Returns: (transfer full) (nullable): the path of what is kept
 */
char *
rushes_thumbnail_file_find (const char *cache_dir, const char *id, const char *path, RushesThumbnail kind, gboolean make)
{
  g_autofree char *kept = dup_path (cache_dir, id, kind);
  g_autoptr (GdkPixbuf) made = make && !is_fresh (kept, path) ? rushes_thumbnail_file_load (cache_dir, id, path, kind, NULL) : NULL;

  return is_fresh (kept, path) ? g_steal_pointer (&kept) : NULL;
}
