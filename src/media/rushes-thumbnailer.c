/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-thumbnailer.h"

#include "rushes-filmstrip.h"
#include "rushes-texture-cache.h"

#include <glib/gstdio.h>

/* Posters and filmstrips of clips: from memory, else from the cache folder, else made from the clip. Its
 * own threads, one less than there are processors, so that a new library does not freeze the rest. */

#define POSTER_SIDE 512
#define MEMORY_LIMIT (96 * 1024 * 1024)

struct _RushesThumbnailer
{
  GObject parent_instance;
  char *cache_dir;
  RushesTextureCache *textures;
  GThreadPool *pool;
};

G_DEFINE_FINAL_TYPE (RushesThumbnailer, rushes_thumbnailer, G_TYPE_OBJECT)

typedef struct
{
  char *id, *path, *cached;
  RushesThumbnail kind;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_free (load->id);
  g_free (load->path);
  g_free (load->cached);
  g_free (load);
}

static char *
dup_key (const char *id, RushesThumbnail kind)
{
  return g_strconcat (id, kind == RUSHES_THUMBNAIL_POSTER ? "" : "-strip", NULL);
}

static GdkTexture *
make (Load *load, GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf = load->kind == RUSHES_THUMBNAIL_POSTER
                                   ? rushes_filmstrip_extract_poster (load->path, POSTER_SIDE, error)
                                   : rushes_filmstrip_extract (load->path, error);
  g_autofree char *part = g_strconcat (load->cached, ".part", NULL);

  if (pixbuf == NULL)
    return NULL;
  /* JPEG: sixty times quicker to write than PNG and a tenth of the size. */
  if (gdk_pixbuf_save (pixbuf, part, "jpeg", NULL, "quality", "85", NULL))
    g_rename (part, load->cached);
  return gdk_texture_new_for_pixbuf (pixbuf);
}

static void
run_load (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;
  GdkTexture *texture;

  if (g_task_return_error_if_cancelled (task))
    return;
  texture = gdk_texture_new_from_filename (load->cached, NULL);
  if (texture == NULL)
    texture = make (load, &error);
  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "No picture");
}

/* Returns: (transfer none) (nullable): if it is in memory */
GdkTexture *
rushes_thumbnailer_peek (RushesThumbnailer *self, const char *id, RushesThumbnail kind)
{
  g_autofree char *key = dup_key (id, kind);

  return rushes_texture_cache_lookup (self->textures, key);
}

/**
 * rushes_thumbnailer_load_async:
 * @id: the clip's UUID, the key of all caches
 * @path: the clip's file
 */
void
rushes_thumbnailer_load_async (RushesThumbnailer *self, const char *id, const char *path, RushesThumbnail kind,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Load *load = g_new (Load, 1);
  g_autofree char *name = NULL;

  *load = (Load) { g_strdup (id), g_strdup (path), NULL, kind };
  name = dup_key (id, kind);
  load->cached = g_strdup_printf ("%s/%s.jpg", self->cache_dir, name);
  g_task_set_task_data (task, load, load_free);
  g_thread_pool_push (self->pool, task, NULL);
}

/* Returns: (transfer full) (nullable) */
GdkTexture *
rushes_thumbnailer_load_finish (RushesThumbnailer *self, GAsyncResult *result, GError **error)
{
  Load *load = g_task_get_task_data (G_TASK (result));
  g_autofree char *key = dup_key (load->id, load->kind);
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), error);

  if (texture != NULL)
    rushes_texture_cache_insert (self->textures, key, texture);
  return texture;
}

static void
rushes_thumbnailer_finalize (GObject *object)
{
  RushesThumbnailer *self = RUSHES_THUMBNAILER (object);

  g_thread_pool_free (self->pool, FALSE, FALSE);
  g_clear_object (&self->textures);
  g_free (self->cache_dir);
  G_OBJECT_CLASS (rushes_thumbnailer_parent_class)->finalize (object);
}

static void
rushes_thumbnailer_class_init (RushesThumbnailerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_thumbnailer_finalize;
}

static void
rushes_thumbnailer_init (RushesThumbnailer *self)
{
  self->textures = rushes_texture_cache_new (MEMORY_LIMIT);
  self->pool = g_thread_pool_new (run_load, NULL, MAX (1, (int) g_get_num_processors () - 1), FALSE, NULL);
}

RushesThumbnailer *
rushes_thumbnailer_new (const char *cache_dir)
{
  RushesThumbnailer *self = g_object_new (RUSHES_TYPE_THUMBNAILER, NULL);

  self->cache_dir = g_build_filename (cache_dir, "posters", NULL);
  g_mkdir_with_parents (self->cache_dir, 0700);
  return self;
}
