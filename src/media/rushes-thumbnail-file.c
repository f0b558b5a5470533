/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-thumbnail-file.h"

#include "rushes-filmstrip.h"

#include <glib/gstdio.h>
#include <utime.h>

/* Posters and filmstrips in the cache folder, each with the time of the file it was made of: another time, another file. */

#define POSTER_SIDE 512 /* as they are kept */

static char *
dup_path (const char *cache_dir, const char *id, RushesThumbnail kind)
{
  return g_strdup_printf ("%s/posters/%s%s.jpg", cache_dir, id, kind == RUSHES_THUMBNAIL_POSTER ? "" : "-strip");
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

/* A folder that takes nothing costs another making next time, no more. */
static void
keep (GdkPixbuf *pixbuf, const char *kept, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (kept), *part = g_strconcat (kept, ".part", NULL);
  gint64 time = rushes_thumbnail_file_get_time (path);

  g_mkdir_with_parents (folder, 0700);
  /* JPEG: sixty times quicker to write than PNG and a tenth of the size. */
  if (gdk_pixbuf_save (pixbuf, part, "jpeg", NULL, "quality", "85", NULL) && g_utime (part, &(struct utimbuf) { time, time }) == 0)
    g_rename (part, kept);
  else
    g_unlink (part);
}

/**
 * rushes_thumbnail_file_load:
 * @cache_dir: of the program
 * @id: of the clip
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
  GdkPixbuf *pixbuf = is_fresh (kept, path) ? gdk_pixbuf_new_from_file (kept, NULL) : NULL;

  if (pixbuf != NULL)
    return pixbuf;
  pixbuf = kind == RUSHES_THUMBNAIL_POSTER ? rushes_filmstrip_extract_poster (path, POSTER_SIDE, error) : rushes_filmstrip_extract (path, error);
  if (pixbuf != NULL)
    keep (pixbuf, kept, path);
  return pixbuf;
}
