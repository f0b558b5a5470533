/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-thumbnailer.h"

#include "rushes-pixbuf-texture.h"
#include "rushes-stamps.h"
#include "rushes-texture-cache.h"
#include "rushes-worker.h"

/* Posters, filmstrips and waveforms of clips, and pictures that stand for shots: from memory, else from the cache folder, else made from the clip. A few threads of its
 * own; what waits for one stands in a line that the main thread keeps, so that who does not want it any more leaves the line
 * at once. What is ready enters the interface in portions, so that no turn of the main loop carries a whole screenful. */

#define MOST_WORKERS 4        /* each may hold a decoder */
#define AHEAD 4            /* for each worker: what is made waits to be handed out, and none waits for that */
#define PORTION_EVERY_MS 8
#define PORTION_US 2000
#define MOST_SIDE 512         /* as large as they are kept */
#define SIDE_STEP 32          /* as they are shown: pixels, so that the one fits all tiles while a window is resized */

struct _RushesThumbnailer
{
  GObject parent_instance;
  char *cache_dir;
  RushesTextureCache *textures;
  GThreadPool *pool;
  guint n_working;
  GQueue waiting;     /* GTask: for a worker */
  GAsyncQueue *ready; /* GTask: from the workers */
  int delivering;     /* atomic: the timer that hands them out runs */
  int side;           /* of posters in memory, pixels */
  RushesStamps *stills; /* of those that were read */
  GMutex lock;
  GHashTable *failed; /* key → gint64, the time of the file that none could be made of; under the lock */
  guint forgotten;    /* how often failures were forgotten; under the lock */
};

static guint signal_side_changed, signal_stills_changed;

G_DEFINE_FINAL_TYPE (RushesThumbnailer, rushes_thumbnailer, G_TYPE_OBJECT)

typedef struct
{
  char *id, *path;
  RushesThumbnail kind;
  int side;
  guint forgotten; /* when it was asked for */
  gulong cancelled; /* handler, while it waits */
  GdkTexture *texture; /* (nullable): what a worker made */
  GError *error;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_free (load->id);
  g_free (load->path);
  g_clear_object (&load->texture);
  g_clear_error (&load->error);
  g_free (load);
}

static char *
dup_key (const char *id, RushesThumbnail kind)
{
  return g_strconcat (id, rushes_thumbnail_file_get_suffix (kind), NULL);
}

/* Returns: (transfer full): no larger than it is shown. Renderers in software convert and scale the whole of a texture for every
 * frame: a poster of twice the size costs four times as much while the grid is scrolled. */
static GdkTexture *
to_shown_size (Load *load, GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  double scale = (double) load->side / MAX (width, height);
  g_autoptr (GdkPixbuf) small = NULL;

  if ((load->kind == RUSHES_THUMBNAIL_POSTER || load->kind == RUSHES_THUMBNAIL_STILL) && scale < 1)
    small = gdk_pixbuf_scale_simple (pixbuf, MAX (1, width * scale), MAX (1, height * scale), GDK_INTERP_BILINEAR);
  return rushes_pixbuf_texture_new (small != NULL ? small : pixbuf);
}

/* One that could not be made of a file is not tried again before the file is another. On a worker. */
static gboolean
has_failed (RushesThumbnailer *self, Load *load)
{
  g_autofree char *key = dup_key (load->id, load->kind);
  gint64 *time;
  gboolean failed;

  g_mutex_lock (&self->lock);
  time = g_hash_table_lookup (self->failed, key);
  failed = time != NULL && *time == rushes_thumbnail_file_get_time (load->path);
  g_mutex_unlock (&self->lock);
  return failed;
}

static void
remember_failure (RushesThumbnailer *self, Load *load)
{
  gint64 time = rushes_thumbnail_file_get_time (load->path);

  g_mutex_lock (&self->lock);
  if (load->forgotten == self->forgotten)
    g_hash_table_replace (self->failed, dup_key (load->id, load->kind), g_memdup2 (&time, sizeof time));
  g_mutex_unlock (&self->lock);
}

/* What could not be made of a clip is tried once more when it is asked for: someone looks at this very clip, and what was in
 * the way (a busy computer, a decoder that was lacking) may be gone. Main thread. */
void
rushes_thumbnailer_forget_failures (RushesThumbnailer *self, const char *id)
{
  g_mutex_lock (&self->lock);
  self->forgotten++; /* what a worker still tries in vain neither */
  for (RushesThumbnail kind = RUSHES_THUMBNAIL_POSTER; kind <= RUSHES_THUMBNAIL_STILL; kind++)
    {
      g_autofree char *key = dup_key (id, kind);
      g_hash_table_remove (self->failed, key);
    }
  g_mutex_unlock (&self->lock);
}

static void
return_load (RushesThumbnailer *self, GTask *task)
{
  Load *load = g_task_get_task_data (task);
  g_autofree char *key = dup_key (load->id, load->kind);

  if (load->texture != NULL && load->side == self->side)
    rushes_texture_cache_insert (self->textures, key, load->texture); /* also what nobody waits for any more: it was made */
  if (load->texture != NULL)
    g_task_return_pointer (task, g_steal_pointer (&load->texture), g_object_unref);
  else if (load->error != NULL)
    g_task_return_error (task, g_steal_pointer (&load->error));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "No picture");
  g_object_unref (task);
}

/* To the workers, a few more than there are. */
static void
start_waiting (RushesThumbnailer *self)
{
  while (self->n_working < AHEAD * (guint) g_thread_pool_get_max_threads (self->pool) && !g_queue_is_empty (&self->waiting))
    {
      GTask *task = g_queue_pop_head (&self->waiting);
      Load *load = g_task_get_task_data (task);

      if (load->cancelled != 0)
        g_signal_handler_disconnect (g_task_get_cancellable (task), load->cancelled);
      load->cancelled = 0;
      self->n_working++;
      g_thread_pool_push (self->pool, task, NULL);
    }
}

static void schedule_delivery (RushesThumbnailer *self);

static gboolean
deliver (gpointer data)
{
  RushesThumbnailer *self = data;
  gint64 until = g_get_monotonic_time () + PORTION_US;
  GTask *task;

  g_atomic_int_set (&self->delivering, FALSE);
  while (g_get_monotonic_time () < until && (task = g_async_queue_try_pop (self->ready)) != NULL)
    {
      self->n_working--;
      return_load (self, task);
    }
  start_waiting (self);
  if (g_async_queue_length (self->ready) > 0)
    schedule_delivery (self);
  return G_SOURCE_REMOVE;
}

/* A timer, not an idle: drawing does not hold it up, and it leaves the greater part of the time to drawing. Any thread. */
static void
schedule_delivery (RushesThumbnailer *self)
{
  if (g_atomic_int_compare_and_exchange (&self->delivering, FALSE, TRUE))
    g_timeout_add_full (G_PRIORITY_DEFAULT, PORTION_EVERY_MS, deliver, g_object_ref (self), g_object_unref);
}

/* On a worker. */
static void
run_load (gpointer data, gpointer user_data)
{
  GTask *task = data;
  g_autoptr (RushesThumbnailer) self = g_object_ref (g_task_get_source_object (task));
  Load *load = g_task_get_task_data (task);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  gboolean unwanted = g_cancellable_is_cancelled (g_task_get_cancellable (task)), failed = !unwanted && has_failed (self, load);

  if (load->kind == RUSHES_THUMBNAIL_STILL && !unwanted)
    rushes_stamps_note (self->stills, load->path);
  if (!failed && !unwanted)
    pixbuf = rushes_thumbnail_file_load (self->cache_dir, load->id, load->path, load->kind, &load->error);
  if (pixbuf != NULL)
    load->texture = to_shown_size (load, pixbuf);
  else if (!failed && !unwanted)
    remember_failure (self, load);
  g_async_queue_push (self->ready, task);
  schedule_delivery (self);
}

/* Whoever asked does not want it any more: no worker is bothered. */
static void
on_cancelled (GCancellable *cancellable, GTask *task)
{
  RushesThumbnailer *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);

  if (!g_queue_remove (&self->waiting, task))
    return;
  g_signal_handler_disconnect (cancellable, load->cancelled);
  load->cancelled = 0;
  g_task_return_error_if_cancelled (task);
  g_object_unref (task);
}

/* @side: pixels of the display that the longer side of a poster takes. When other posters are needed than there are,
 * “side-changed” asks for them anew. Main thread. */
void
rushes_thumbnailer_set_side (RushesThumbnailer *self, int side)
{
  side = CLAMP ((side + SIDE_STEP - 1) / SIDE_STEP * SIDE_STEP, SIDE_STEP, MOST_SIDE);
  if (side == self->side)
    return;
  self->side = side;
  rushes_texture_cache_clear (self->textures);
  g_signal_emit (self, signal_side_changed, 0);
}

/* Files may be there that were not: whoever shows pictures asks for them anew. Main thread. */
void
rushes_thumbnailer_ask_again (RushesThumbnailer *self)
{
  g_signal_emit (self, signal_side_changed, 0);
}

static void
find_changed (GTask *task, gpointer thumbnailer, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, rushes_stamps_take_changed (RUSHES_THUMBNAILER (thumbnailer)->stills), (GDestroyNotify) g_ptr_array_unref);
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer data)
{
  RushesThumbnailer *self = RUSHES_THUMBNAILER (source);
  g_autoptr (GPtrArray) changed = g_task_propagate_pointer (G_TASK (result), NULL);

  for (guint i = 0; i < changed->len; i++)
    {
      g_autofree char *key = dup_key (changed->pdata[i], RUSHES_THUMBNAIL_STILL);
      rushes_texture_cache_remove (self->textures, key);
      rushes_thumbnailer_forget_failures (self, changed->pdata[i]);
    }
  if (changed->len == 0)
    return;
  g_signal_emit (self, signal_stills_changed, 0);
  g_signal_emit (self, signal_side_changed, 0);
}

/* Pictures that were shown may have been worked on elsewhere, or put in another's place: those that are others now are forgotten, which
 * “stills-changed” tells, and asked for anew. Looked for on a worker; main thread. */
void
rushes_thumbnailer_look_at_stills (RushesThumbnailer *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_changed, NULL);

  rushes_worker_run (task, find_changed);
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
 * @id: the clip's UUID, the key of all caches; of a still its path
 * @path: the clip's file, or the picture
 * @cancellable: (nullable): cancelled on the main thread; nothing is made then that was not begun
 *
 * Main thread.
 */
void
rushes_thumbnailer_load_async (RushesThumbnailer *self, const char *id, const char *path, RushesThumbnail kind,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Load *load = g_new (Load, 1);

  *load = (Load) { .id = g_strdup (id), .path = g_strdup (path), .kind = kind, .side = self->side, .forgotten = self->forgotten };
  g_task_set_task_data (task, load, load_free);
  g_queue_push_tail (&self->waiting, task);
  if (cancellable != NULL)
    load->cancelled = g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_cancelled), task);
  start_waiting (self);
}

/* Returns: (transfer full) (nullable) */
GdkTexture *
rushes_thumbnailer_load_finish (RushesThumbnailer *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
rushes_thumbnailer_finalize (GObject *object)
{
  RushesThumbnailer *self = RUSHES_THUMBNAILER (object);

  g_thread_pool_free (self->pool, FALSE, FALSE); /* every task held us: there are none, and this may be a worker */
  g_async_queue_unref (self->ready);
  g_clear_object (&self->textures);
  rushes_stamps_free (self->stills);
  g_hash_table_unref (self->failed);
  g_mutex_clear (&self->lock);
  g_free (self->cache_dir);
  G_OBJECT_CLASS (rushes_thumbnailer_parent_class)->finalize (object);
}

static void
rushes_thumbnailer_class_init (RushesThumbnailerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_thumbnailer_finalize;
  signal_side_changed = g_signal_new ("side-changed", RUSHES_TYPE_THUMBNAILER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signal_stills_changed = g_signal_new ("stills-changed", RUSHES_TYPE_THUMBNAILER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_thumbnailer_init (RushesThumbnailer *self)
{
  self->textures = rushes_texture_cache_new (RUSHES_THUMBNAILER_BYTES);
  self->stills = rushes_stamps_new ();
  self->side = 6 * SIDE_STEP;
  g_queue_init (&self->waiting);
  g_mutex_init (&self->lock);
  self->failed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->ready = g_async_queue_new ();
  self->pool = g_thread_pool_new (run_load, NULL, CLAMP ((int) g_get_num_processors () - 1, 1, MOST_WORKERS), FALSE, NULL);
}

RushesThumbnailer *
rushes_thumbnailer_new (const char *cache_dir)
{
  RushesThumbnailer *self = g_object_new (RUSHES_TYPE_THUMBNAILER, NULL);

  self->cache_dir = g_strdup (cache_dir);
  return self;
}
