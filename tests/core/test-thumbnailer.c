/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sample-render.h"
#include "rushes-stamps.h"
#include "rushes-texture-cache.h"
#include "rushes-thumbnail-file.h"
#include "rushes-thumbnailer.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

/* The line before the few workers that make posters. */

#define N_ASKED 24
#define MOST_WORKERS 4

typedef struct
{
  char *folder, *cache;
  RushesThumbnailer *thumbnailer;
  guint n_cancelled, n_failed, n_made;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  self->cache = g_build_filename (self->folder, "cache", NULL);
  self->thumbnailer = rushes_thumbnailer_new (self->cache);
}

/* A worker that has answered may still have to let go of its task, and that of the thumbnailer. */
static void
finish (RushesThumbnailer *thumbnailer)
{
  GWeakRef left;

  g_weak_ref_init (&left, thumbnailer);
  g_object_unref (thumbnailer);
  for (gboolean there = TRUE; there;)
    {
      g_autoptr (GObject) held = g_weak_ref_get (&left);
      there = held != NULL;
      g_thread_yield ();
    }
  g_weak_ref_clear (&left);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", self->folder);

  finish (self->thumbnailer);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_free (self->folder);
  g_free (self->cache);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = rushes_thumbnailer_load_finish (RUSHES_THUMBNAILER (source), result, &error);

  self->n_made += texture != NULL;
  self->n_cancelled += g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  self->n_failed += error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static GCancellable *
ask (Fixture *self, const char *path, int number)
{
  g_autofree char *id = g_strdup_printf ("clip-%d", number);
  GCancellable *cancellable = g_cancellable_new ();

  rushes_thumbnailer_load_async (self->thumbnailer, id, path, RUSHES_THUMBNAIL_POSTER, cancellable, on_loaded, self);
  return cancellable;
}

/* Lets whoever waits in opening the pipe go on, with nothing to read. */
static void
let_go (const char *pipe)
{
  int file = g_open (pipe, O_WRONLY | O_NONBLOCK, 0);

  if (file >= 0)
    close (file);
}

/* Reading a pipe holds every worker; the others leave the line at once all the same, and none of them is begun. */
static void
test_who_leaves_the_line_is_not_begun (Fixture *self, gconstpointer data)
{
  g_autofree char *pipe = g_build_filename (self->folder, "pipe.mp4", NULL);
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (int i = 0; i < N_ASKED; i++)
    g_ptr_array_add (asked, ask (self, pipe, i));
  for (int i = 0; i < N_ASKED; i++)
    g_cancellable_cancel (asked->pdata[i]);
  while (self->n_cancelled < N_ASKED - MOST_WORKERS)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self->n_cancelled, <, N_ASKED); /* those that were begun are still held */
  while (self->n_cancelled + self->n_failed < N_ASKED)
    {
      let_go (pipe);
      g_main_context_iteration (NULL, FALSE);
      g_thread_yield ();
    }
  g_assert_cmpuint (self->n_made, ==, 0);
}

/* A poster that was made is kept, even if nobody waits for it any more. */
static void
test_made_once (Fixture *self, gconstpointer data)
{
  RushesSampleClip clip = { (char *) "A lighthouse", 7, 160, 96, 12, 24 };
  g_autofree char *path = g_build_filename (self->folder, "clip.mp4", NULL), *cached = NULL;
  g_autoptr (GCancellable) cancellable = NULL;

  g_assert_true (rushes_sample_render (&clip, path, NULL, NULL));
  cancellable = ask (self, path, 0);
  while (self->n_made == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (rushes_thumbnailer_peek (self->thumbnailer, "clip-0", RUSHES_THUMBNAIL_POSTER));
  cached = g_build_filename (self->cache, "posters", "clip-0.jpg", NULL);
  g_assert_true (g_file_test (cached, G_FILE_TEST_IS_REGULAR));
}

static GdkTexture *
load (Fixture *self, const char *path, int number)
{
  g_autoptr (GCancellable) cancellable = NULL;
  g_autofree char *id = g_strdup_printf ("clip-%d", number);
  guint before = self->n_made + self->n_failed;

  cancellable = ask (self, path, number);
  while (self->n_made + self->n_failed == before)
    g_main_context_iteration (NULL, TRUE);
  return rushes_thumbnailer_peek (self->thumbnailer, id, RUSHES_THUMBNAIL_POSTER);
}

/* The shade of grey of a still, as it is shown. */
static int
load_still (Fixture *self, const char *path)
{
  guint before = self->n_made + self->n_failed;
  guint32 pixel;
  GdkTexture *texture = rushes_thumbnailer_peek (self->thumbnailer, path, RUSHES_THUMBNAIL_STILL);

  if (texture == NULL)
    {
      rushes_thumbnailer_load_async (self->thumbnailer, path, path, RUSHES_THUMBNAIL_STILL, NULL, on_loaded, self);
      while (self->n_made + self->n_failed == before)
        g_main_context_iteration (NULL, TRUE);
      texture = rushes_thumbnailer_peek (self->thumbnailer, path, RUSHES_THUMBNAIL_STILL);
    }
  if (texture == NULL)
    return -1;
  gdk_texture_download (texture, (guchar *) &pixel, 4);
  return (int) (pixel & 0xff);
}

/* At once: whoever looks meanwhile sees the one or the other, and none that is half written. */
static void
write_grey (const char *path, int shade)
{
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 1, 1);
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  gdk_pixbuf_fill (picture, (guint32) shade * 0x01010100u);
  g_assert_true (gdk_pixbuf_save (picture, part, "png", NULL, NULL));
  g_assert_cmpint (g_rename (part, path), ==, 0);
}

static void
count (guint *n)
{
  ++*n;
}

/* The same picture again tells nobody; one that was put in its place is seen, be it of the same size, and so is one that was none before. */
static void
test_another_picture_under_the_same_name (Fixture *self, gconstpointer data)
{
  g_autofree char *still = g_build_filename (self->folder, "still.png", NULL), *later = g_build_filename (self->folder, "later.png", NULL);
  guint n_told = 0, n_asked = 0;

  g_signal_connect_swapped (self->thumbnailer, "stills-changed", G_CALLBACK (count), &n_told);
  g_signal_connect_swapped (self->thumbnailer, "side-changed", G_CALLBACK (count), &n_asked);
  write_grey (still, 10);
  g_assert_cmpint (load_still (self, still), ==, 10);
  g_assert_cmpint (load_still (self, later), ==, -1);
  rushes_thumbnailer_look_at_stills (self->thumbnailer);
  write_grey (later, 30); /* told once, with or without the look before */
  rushes_thumbnailer_look_at_stills (self->thumbnailer);
  while (n_told == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (load_still (self, later), ==, 30);
  g_assert_nonnull (rushes_thumbnailer_peek (self->thumbnailer, still, RUSHES_THUMBNAIL_STILL));
  write_grey (still, 20);
  g_assert_cmpint (load_still (self, still), ==, 10); /* from memory, until somebody looks */
  rushes_thumbnailer_look_at_stills (self->thumbnailer);
  while (n_told == 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (rushes_thumbnailer_peek (self->thumbnailer, still, RUSHES_THUMBNAIL_STILL));
  g_assert_nonnull (rushes_thumbnailer_peek (self->thumbnailer, later, RUSHES_THUMBNAIL_STILL));
  g_assert_cmpint (load_still (self, still), ==, 20);
  g_assert_cmpuint (n_asked, ==, 2);
}

#define N_FILES 200
#define N_LOOKERS 4

static gpointer
take_changed (gpointer stamps)
{
  g_autoptr (GPtrArray) changed = rushes_stamps_take_changed (stamps);

  return GUINT_TO_POINTER (changed->len);
}

/* Several look at once: each change is told by one of them. */
static void
test_one_of_many_tells (Fixture *self, gconstpointer data)
{
  RushesStamps *stamps = rushes_stamps_new ();
  GThread *lookers[N_LOOKERS];
  guint n_told = 0;

  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u.txt", self->folder, i);
      rushes_stamps_note (stamps, path);
      g_assert_true (g_file_set_contents (path, "come", -1, NULL));
    }
  for (guint i = 0; i < N_LOOKERS; i++)
    lookers[i] = g_thread_new ("looks", take_changed, stamps);
  for (guint i = 0; i < N_LOOKERS; i++)
    n_told += GPOINTER_TO_UINT (g_thread_join (lookers[i]));
  g_assert_cmpuint (n_told, ==, N_FILES);
  rushes_stamps_free (stamps);
}

static void
start_anew (Fixture *self)
{
  finish (self->thumbnailer);
  self->thumbnailer = rushes_thumbnailer_new (self->cache);
}

static void
set_time (const char *path, gint64 time)
{
  g_assert_cmpint (g_utime (path, &(struct utimbuf) { time, time }), ==, 0);
}

/* Another file under the same name, an older one as well, has another poster; one that is gone keeps what there was. */
static void
test_another_file_has_another_poster (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "clip.mp4", NULL);

  g_assert_true (rushes_sample_render (&(RushesSampleClip) { (char *) "A lighthouse", 7, 160, 96, 12, 24 }, path, NULL, NULL));
  set_time (path, 1700000000);
  g_assert_cmpint (gdk_texture_get_height (load (self, path, 0)), ==, 96);
  g_assert_true (rushes_sample_render (&(RushesSampleClip) { (char *) "A lighthouse", 7, 160, 128, 12, 24 }, path, NULL, NULL));
  set_time (path, 1600000000);
  start_anew (self);
  g_assert_cmpint (gdk_texture_get_height (load (self, path, 0)), ==, 128);
  g_assert_cmpint (g_unlink (path), ==, 0);
  start_anew (self);
  g_assert_cmpint (gdk_texture_get_height (load (self, path, 0)), ==, 128);
}

/* A file that is none is opened once; when it is another, once more. */
static void
test_a_broken_file_costs_one_attempt (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "clip.mp4", NULL);

  g_assert_true (g_file_set_contents (path, "no film at all", -1, NULL));
  set_time (path, 1700000000);
  g_assert_null (load (self, path, 0));
  g_assert_true (rushes_sample_render (&(RushesSampleClip) { (char *) "A lighthouse", 7, 160, 96, 12, 24 }, path, NULL, NULL));
  set_time (path, 1700000000);
  g_assert_null (load (self, path, 0)); /* not looked at again: the time is the same */
  set_time (path, 1700000001);
  g_assert_nonnull (load (self, path, 0));
}

/* Who opens the clip wants it tried: the computer may have been at fault, not the file. */
static void
test_what_failed_can_be_tried_again (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "clip.mp4", NULL);

  g_assert_true (g_file_set_contents (path, "no film at all", -1, NULL));
  set_time (path, 1700000000);
  g_assert_null (load (self, path, 0));
  g_assert_true (rushes_sample_render (&(RushesSampleClip) { (char *) "A lighthouse", 7, 160, 96, 12, 24 }, path, NULL, NULL));
  set_time (path, 1700000000);
  rushes_thumbnailer_forget_failures (self->thumbnailer, "clip-1");
  g_assert_null (load (self, path, 0));
  rushes_thumbnailer_forget_failures (self->thumbnailer, "clip-0");
  g_assert_nonnull (load (self, path, 0));
}

static void
on_gone (gpointer n_alive, GObject *texture)
{
  (*(guint *) n_alive)--;
}

/* As scrolling through them leaves it: the last ones, and no more bytes than there may be. */
static gboolean
is_kept (Fixture *self, const char *path)
{
  return rushes_thumbnail_file_is_kept (self->cache, "a", path, RUSHES_THUMBNAIL_POSTER);
}

static gboolean
can_load (Fixture *self, const char *path)
{
  g_autoptr (GdkPixbuf) pixbuf = rushes_thumbnail_file_load (self->cache, "a", path, RUSHES_THUMBNAIL_POSTER, NULL);

  return pixbuf != NULL;
}

/* Full, in the way of itself, or gone while the program runs: pictures are made all the same, and nothing half is left. */
static void
test_a_cache_that_takes_nothing (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "clip.mp4", NULL), *posters = g_build_filename (self->cache, "posters", NULL),
                  *aside = g_build_filename (self->folder, "aside", NULL), *kept = g_build_filename (posters, "a.jpg", NULL);
  struct rlimit before, none;
  const char *left;
  g_autoptr (GDir) dir = NULL;

  g_assert_true (rushes_sample_render (&(RushesSampleClip) { (char *) "A lighthouse", 7, 160, 96, 12, 24 }, path, NULL, NULL));
  g_assert_true (can_load (self, path) && is_kept (self, path));
  g_assert_true (g_rename (self->cache, aside) == 0 && can_load (self, path) && is_kept (self, path));
  g_assert_cmpint (g_unlink (kept), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  none = (struct rlimit) { 100, before.rlim_max }; /* a disk that is full after 100 bytes */
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  g_assert_true (can_load (self, path) && !is_kept (self, path));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  dir = g_dir_open (posters, 0, NULL);
  left = g_dir_read_name (dir);
  g_assert_cmpstr (left, ==, NULL);
  g_assert_true (g_file_set_contents (kept, "", 0, NULL) && can_load (self, path) && is_kept (self, path)); /* what a crash left */
  g_assert_true (g_unlink (kept) == 0 && g_rmdir (posters) == 0 && g_file_set_contents (posters, "no folder", -1, NULL));
  g_assert_true (can_load (self, path) && !is_kept (self, path));
}

static void
test_ten_thousand_pictures_stay_within_the_limit (void)
{
  enum { WIDTH = 200, HEIGHT = 113, N = 10000 };
  g_autoptr (RushesTextureCache) cache = rushes_texture_cache_new (RUSHES_THUMBNAILER_BYTES);
  g_autoptr (GBytes) pixels = g_bytes_new_take (g_malloc0 (WIDTH * HEIGHT * 4), WIDTH * HEIGHT * 4);
  guint n_alive = 0;

  for (guint i = 0; i < N; i++)
    {
      g_autoptr (GdkTexture) texture = gdk_memory_texture_new (WIDTH, HEIGHT, GDK_MEMORY_DEFAULT, pixels, WIDTH * 4);
      g_autofree char *key = g_strdup_printf ("%u", i);
      g_object_weak_ref (G_OBJECT (texture), on_gone, &n_alive);
      n_alive++;
      rushes_texture_cache_insert (cache, key, texture);
      g_assert_nonnull (rushes_texture_cache_lookup (cache, "0")); /* what is used stays */
    }
  g_assert_cmpuint (n_alive * WIDTH * HEIGHT * 4, <=, RUSHES_THUMBNAILER_BYTES);
  g_assert_cmpuint ((n_alive + 1) * WIDTH * HEIGHT * 4, >, RUSHES_THUMBNAILER_BYTES);
  g_assert_nonnull (rushes_texture_cache_lookup (cache, "9999"));
  g_assert_null (rushes_texture_cache_lookup (cache, "1"));
  rushes_texture_cache_clear (cache);
  g_assert_cmpuint (n_alive, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/thumbnailer/who-leaves-the-line-is-not-begun", Fixture, NULL, set_up, test_who_leaves_the_line_is_not_begun, tear_down);
  g_test_add ("/thumbnailer/made-once", Fixture, NULL, set_up, test_made_once, tear_down);
  g_test_add ("/thumbnailer/another-file-has-another-poster", Fixture, NULL, set_up, test_another_file_has_another_poster, tear_down);
  g_test_add ("/thumbnailer/another-picture-under-the-same-name", Fixture, NULL, set_up, test_another_picture_under_the_same_name, tear_down);
  g_test_add ("/thumbnailer/one-of-many-tells", Fixture, NULL, set_up, test_one_of_many_tells, tear_down);
  g_test_add ("/thumbnailer/a-broken-file-costs-one-attempt", Fixture, NULL, set_up, test_a_broken_file_costs_one_attempt, tear_down);
  g_test_add ("/thumbnailer/what-failed-can-be-tried-again", Fixture, NULL, set_up, test_what_failed_can_be_tried_again, tear_down);
  g_test_add ("/thumbnailer/a-cache-that-takes-nothing", Fixture, NULL, set_up, test_a_cache_that_takes_nothing, tear_down);
  g_test_add_func ("/thumbnailer/ten-thousand-pictures-stay-within-the-limit", test_ten_thousand_pictures_stay_within_the_limit);
  return g_test_run ();
}
