/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-media.h"

#include "rushes-audio-check.h"
#include "rushes-board-file.h"
#include "rushes-board-item.h"
#include "rushes-error.h"
#include "rushes-hash.h"
#include "rushes-media-name.h"
#include "rushes-scratch.h"
#include "rushes-staging.h"
#include "rushes-sync.h"

#include <errno.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* The board's own pictures and sound, in media/ beside its file: what people choose is copied there, first and last frames too, so that the board is whole wherever it goes.
 * Blocking, any thread. */

#define MEDIA "media"

static gboolean
is_same (const char *path, const char *other)
{
  GStatBuf first, second;
  g_autofree char *a = NULL, *b = NULL;

  if (g_stat (path, &first) != 0 || g_stat (other, &second) != 0 || first.st_size != second.st_size)
    return FALSE;
  a = rushes_hash_dup (path);
  b = rushes_hash_dup (other);
  return a != NULL && g_strcmp0 (a, b) == 0;
}

/* (transfer full) (nullable): what the board has already with just these bytes; all names there are put into @taken */
static char *
find_same (const char *media, const char *path, GHashTable *taken)
{
  g_autoptr (GDir) dir = g_dir_open (media, 0, NULL);
  char *found = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *other = g_build_filename (media, name, NULL);
      g_hash_table_add (taken, g_ascii_strdown (name, -1));
      if (found == NULL && is_same (path, other))
        found = g_strdup (name);
    }
  return found;
}

/* (transfer full) (nullable): under a name of its own, as a whole */
static char *
copy (const char *media, const char *path, GHashTable *taken, GError **error)
{
  g_autofree char *stage = rushes_scratch_make_in (media, RUSHES_BOARD_MEDIA_STAGE), *part = NULL, *name = rushes_media_name_keep (path, taken), *final = NULL;
  gint64 done = 0;
  gboolean kept;

  if (stage == NULL)
    {
      rushes_error_set_from_errno (error, errno, "make a folder there");
      return NULL;
    }
  part = g_build_filename (stage, name, NULL);
  final = g_build_filename (media, name, NULL);
  kept = rushes_staging_copy (path, part, NULL, NULL, NULL, &done, error) &&
         ((rushes_sync_file (part) && rushes_sync_rename (part, final)) || rushes_error_set_from_errno (error, errno, "keep the file"));
  rushes_scratch_remove (stage);
  return kept ? g_steal_pointer (&name) : NULL;
}

static gboolean
check (const char *path, gboolean sound, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("There is no file “%s”"), path);
  else if (sound)
    return rushes_audio_check (path, error);
  else if (gdk_pixbuf_get_file_info (path, NULL, NULL) != NULL)
    return TRUE;
  else
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("“%s” is no picture that can be read"), name);
  return FALSE;
}

/**
 * rushes_board_media_keep:
 * @folder: the board's
 * @path: absolute
 * @sound: it has to be one; else a picture
 *
 * Returns: (transfer full) (nullable): what the board calls its copy, “media/NAME”; NULL with %RUSHES_ERROR_FILE, a sentence, if it is no such file
 */
char *
rushes_board_media_keep (const char *folder, const char *path, gboolean sound, GError **error)
{
  g_autofree char *media = g_build_filename (folder, MEDIA, NULL), *name = NULL;
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!check (path, sound, error))
    return NULL;
  rushes_sync_make_folder (media);
  name = find_same (media, path, taken);
  if (name == NULL)
    name = copy (media, path, taken, error);
  return name != NULL ? g_strconcat (MEDIA "/", name, NULL) : NULL;
}

/* Whether a file is meant, and not what stands there otherwise. */
static gboolean
is_frame_file (const char *text)
{
  return !g_str_has_prefix (text, "clip:") && !g_str_has_prefix (text, "end-of:") && !g_str_has_prefix (text, "start-of:");
}

/* (transfer full) (nullable): the word that anybody understands, wherever they are */
static char *
keep_word (const char *folder, const char *word, GError **error)
{
  g_auto (GStrv) pair = g_strsplit (word, "=", 2);
  const char *member = pair[0], *text = pair[0] != NULL ? pair[1] : NULL;
  g_autofree char *path = NULL, *kept = NULL;
  gboolean sound, picture;

  if (text == NULL || *text == '\0')
    return g_strdup (word);
  sound = g_str_equal (member, RUSHES_BOARD_TRACK);
  picture = g_str_equal (member, RUSHES_BOARD_STILL) || ((g_str_equal (member, RUSHES_BOARD_FIRST) || g_str_equal (member, RUSHES_BOARD_LAST)) && is_frame_file (text)) ||
            (g_str_has_prefix (member, RUSHES_BOARD_PEOPLE ".") && g_str_has_suffix (member, ".picture"));
  if (!sound && !picture)
    return g_strdup (word);
  path = g_canonicalize_filename (text, NULL);
  kept = rushes_board_media_keep (folder, path, sound, error);
  return kept != NULL ? g_strconcat (member, "=", kept, NULL) : NULL;
}

/**
 * rushes_board_media_keep_words:
 * @words: “MEMBER=VALUE”, as people write them in a folder of theirs
 *
 * Another process may make the change, and in another folder: each file becomes the board's own first.
 *
 * Returns: (transfer full) (nullable)
 */
char **
rushes_board_media_keep_words (const char *folder, char **words, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (; *words != NULL; words++)
    {
      g_autofree char *word = keep_word (folder, *words, error);
      if (word == NULL)
        return NULL;
      g_strv_builder_add (builder, word);
    }
  return g_strv_builder_end (builder);
}
