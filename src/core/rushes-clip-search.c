/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-clip-search.h"

#include "rushes-search-text.h"
#include "rushes-thumbnail-file.h"

/* Clips as another program searches for them: the desktop's overview. Blocking, on any thread. */

/**
 * rushes_clip_search_find:
 * @words: as typed
 * @limit: so many at most
 *
 * Broken off when the thread's current #GCancellable is cancelled; then nothing was found.
 *
 * Returns: (transfer full) (element-type utf8): the ids of clips that have a word which begins with each of these, newest first; without words none
 */
GPtrArray *
rushes_clip_search_find (RushesLibrary *library, const char *words, guint limit)
{
  g_autofree char *match = rushes_search_text_match (words);
  g_autoptr (GArray) rows = match != NULL ? rushes_library_query (library, &(RushesQuery) { .words = words, .limit = limit }, NULL) : NULL;
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      g_autoptr (RushesClipInfo) info = rushes_library_read_clip (library, g_array_index (rows, gint64, i), NULL);
      if (info != NULL)
        g_ptr_array_add (ids, g_strdup (info->id));
    }
  return ids;
}

/* With what, and when it was made. */
static char *
dup_description (const RushesClipInfo *info)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (info->created_us / G_USEC_PER_SEC), local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *day = local != NULL ? g_date_time_format (local, "%x") : NULL;
  const char *model = rushes_request_get_string (info->request, RUSHES_REQUEST_MODEL);

  return model != NULL && day != NULL ? g_strdup_printf ("%s · %s", model, day) : g_strdup (day != NULL ? day : "");
}

static void
result_free (gpointer data)
{
  RushesSearchResult *result = data;

  g_free (result->id);
  g_free (result->title);
  g_free (result->description);
  g_free (result->path);
  g_free (result->poster);
  g_free (result);
}

static RushesSearchResult *
result_new (RushesLibrary *library, const RushesClipInfo *info)
{
  RushesPaths *paths = rushes_library_get_paths (library);
  RushesSearchResult *result = g_new0 (RushesSearchResult, 1);

  result->id = g_strdup (info->id);
  result->title = rushes_request_dup_title (info->request);
  if (*result->title == '\0')
    {
      g_free (result->title);
      result->title = g_path_get_basename (info->name);
    }
  result->description = dup_description (info);
  result->path = rushes_paths_dup_clip_path (paths, info->name);
  result->poster = rushes_thumbnail_file_find (rushes_paths_get_cache_dir (paths), info->id, result->path, RUSHES_THUMBNAIL_POSTER, FALSE);
  return result;
}

/* Returns: (transfer full) (element-type RushesSearchResult): of those that are there, in their order */
GPtrArray *
rushes_clip_search_tell (RushesLibrary *library, const char *const *ids)
{
  GPtrArray *results = g_ptr_array_new_with_free_func (result_free);

  for (; *ids != NULL; ids++)
    {
      g_autoptr (RushesClipInfo) info = rushes_library_find_clip (library, *ids, NULL);
      if (info != NULL)
        g_ptr_array_add (results, result_new (library, info));
    }
  return results;
}
