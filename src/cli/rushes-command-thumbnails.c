/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command.h"
#include "rushes-room.h"
#include "rushes-say.h"
#include "rushes-thumbnail-file.h"

#include <glib/gi18n.h>
#include <unistd.h>

/* rushes thumbnails: the posters and filmstrips of the whole library, before anybody waits for them. */

#define MOST_WORKERS 4 /* each has a decoder */
#define GUESS (100 * 1000) /* bytes of one clip's pictures */
#define LOOK_US (200 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  const char *cache_dir;
  GMutex lock;
  GCond changed;
  guint n_all, n_done, n_failed;
} Work;

typedef struct
{
  char *id, *path;
} Clip;

static gboolean
make (Work *work, Clip *clip)
{
  static const RushesThumbnail kinds[] = { RUSHES_THUMBNAIL_POSTER, RUSHES_THUMBNAIL_FILMSTRIP };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!rushes_thumbnail_file_is_kept (work->cache_dir, clip->id, clip->path, kinds[i]))
      {
        g_autoptr (GdkPixbuf) pixbuf = rushes_thumbnail_file_load (work->cache_dir, clip->id, clip->path, kinds[i], NULL);
        if (pixbuf == NULL || !rushes_thumbnail_file_is_kept (work->cache_dir, clip->id, clip->path, kinds[i]))
          return FALSE;
      }
  return TRUE;
}

/* On a worker. */
static void
make_one (gpointer data, gpointer user_data)
{
  Clip *clip = data;
  Work *work = user_data;
  gboolean made = make (work, clip);

  g_mutex_lock (&work->lock);
  work->n_done++;
  work->n_failed += !made;
  if (!made)
    rushes_say (_("rushes: No picture could be made of “%s”."), clip->path);
  g_cond_signal (&work->changed);
  g_mutex_unlock (&work->lock);
  g_free (clip->id);
  g_free (clip->path);
  g_free (clip);
}

/* A bar on a terminal; a file or a pipe gets the end alone. */
static void
show (Work *work)
{
  int filled = work->n_all > 0 ? (int) (24.0 * work->n_done / work->n_all) : 24;

  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K[%.*s%.*s] %u/%u%s", filled, "########################", 24 - filled, "........................", work->n_done,
                work->n_all, work->n_done == work->n_all ? "\n" : "");
}

static void
wait_for (Work *work)
{
  g_mutex_lock (&work->lock);
  while (work->n_done < work->n_all)
    {
      show (work);
      g_cond_wait_until (&work->changed, &work->lock, g_get_monotonic_time () + LOOK_US);
    }
  show (work);
  g_mutex_unlock (&work->lock);
}

/* One that is gone by now needs none; one that cannot be read has none. */
static void
push (GThreadPool *pool, Work *work, RushesLibrary *library, gint64 row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesClip) found = rushes_library_ref_clip (library, row, &error);
  Clip *clip;

  if (found != NULL)
    {
      clip = g_new (Clip, 1);
      *clip = (Clip) { g_strdup (rushes_clip_get_id (found)), rushes_library_dup_path (library, found) };
      g_thread_pool_push (pool, clip, NULL);
      return;
    }
  if (error != NULL)
    rushes_say_fail (error, NULL);
  g_mutex_lock (&work->lock);
  work->n_done += error != NULL;
  work->n_failed += error != NULL;
  work->n_all -= error == NULL;
  g_mutex_unlock (&work->lock);
}

int
rushes_command_thumbnails (RushesCore *core, int argc, char **argv)
{
  RushesLibrary *library = rushes_core_get_library (core);
  Work work = { .cache_dir = rushes_paths_get_cache_dir (rushes_core_get_paths (core)) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = NULL;
  GThreadPool *pool;

  if (!rushes_command_parse_alone (NULL, _("— make the pictures of all clips that have none yet"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  rows = rushes_library_query (library, &(RushesQuery) { 0 }, &error);
  if (rows == NULL || !rushes_room_check (work.cache_dir, (gint64) rows->len * GUESS, &error))
    return rushes_say_fail (error, NULL);
  g_mutex_init (&work.lock);
  g_cond_init (&work.changed);
  work.n_all = rows->len;
  pool = g_thread_pool_new (make_one, &work, MIN ((int) g_get_num_processors (), MOST_WORKERS), FALSE, NULL);
  for (guint i = 0; i < rows->len; i++)
    push (pool, &work, library, g_array_index (rows, gint64, i));
  wait_for (&work);
  g_thread_pool_free (pool, FALSE, TRUE);
  g_mutex_clear (&work.lock);
  g_cond_clear (&work.changed);
  g_print (ngettext ("%u clip has its pictures.\n", "%u clips have their pictures.\n", work.n_all - work.n_failed), work.n_all - work.n_failed);
  return work.n_failed == 0 ? RUSHES_EXIT_DONE : RUSHES_EXIT_FAILED;
}
