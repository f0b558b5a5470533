/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-board-edit.h"
#include "rushes-board-history.h"
#include "rushes-board.h"
#include "rushes-filmstrip.h"
#include "rushes-keep.h"
#include "rushes-picture.h"
#include "rushes-sample-render.h"
#include "rushes-shot-frame.h"
#include "rushes-thumbnail-file.h"

#include "opened-library.h"

#include <glib/gstdio.h>

/* The same file, made by several at the same time: each of them gets a whole one. */

#define N_THREADS 8
#define ROUNDS 12

static void
run_at_once (GThreadFunc work, gpointer data)
{
  GThread *threads[N_THREADS];

  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("work", work, data);
  for (int i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
}

/* Nothing half-made is left in @folder. */
static void
check_no_parts (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_suffix (name, ".part"));
}

static char *
make_clip (const char *folder)
{
  RushesSampleClip clip = { (char *) "A lighthouse", 7, 320, 192, 24, 24 };
  char *path = g_build_filename (folder, "clip.mp4", NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (rushes_sample_render (&clip, path, NULL, &error));
  g_assert_no_error (error);
  return path;
}

typedef struct
{
  char *from, *folder;
} Kept;

static gpointer
keep (gpointer data)
{
  Kept *kept = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = rushes_keep_file (kept->from, kept->folder, &error), *text = NULL, *wanted = NULL;
  gsize length, wanted_length;

  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL) && g_file_get_contents (kept->from, &wanted, &wanted_length, NULL));
  g_assert_cmpmem (text, length, wanted, wanted_length);
  return NULL;
}

static void
test_what_a_request_is_made_of (void)
{
  g_autofree char *base = rushes_scratch_make (), *from = g_build_filename (base, "picture.png", NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 200000; i++)
    g_string_append_printf (text, "%d ", i);
  g_assert_true (g_file_set_contents (from, text->str, text->len, NULL));
  for (int i = 0; i < ROUNDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("kept-%d", i), *folder = g_build_filename (base, name, NULL);
      Kept kept = { from, folder };
      run_at_once (keep, &kept);
      check_no_parts (folder);
    }
}

typedef struct
{
  char *clip, *cache;
} Poster;

static gpointer
load (gpointer data)
{
  Poster *poster = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = rushes_thumbnail_file_load (poster->cache, "0001-aaaa", poster->clip, RUSHES_THUMBNAIL_POSTER, &error);

  g_assert_no_error (error);
  g_assert_nonnull (pixbuf);
  g_assert_true (rushes_thumbnail_file_is_kept (poster->cache, "0001-aaaa", poster->clip, RUSHES_THUMBNAIL_POSTER));
  return NULL;
}

static void
test_posters (void)
{
  g_autofree char *base = rushes_scratch_make (), *clip = make_clip (base);

  for (int i = 0; i < ROUNDS / 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("cache-%d", i), *cache = g_build_filename (base, name, NULL), *posters = g_build_filename (cache, "posters", NULL);
      Poster poster = { clip, cache };
      run_at_once (load, &poster);
      check_no_parts (posters);
    }
}

typedef struct
{
  RushesLibrary *library;
  RushesBoard *board;
  RushesBoardItem *shot;
} Order;

/* As the form shows it, and as a request takes it. */
static gpointer
take (gpointer data)
{
  Order *order = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GdkPixbuf) picture = NULL;

  g_assert_true (rushes_shot_frame_find (order->library, order->board, "/", order->shot, FALSE, &path, &error));
  g_assert_no_error (error);
  picture = rushes_picture_load (path, 320, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, 320);
  return NULL;
}

static void
add_clip (Fixture *fixture)
{
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *path = NULL, *folder = NULL, *made = NULL;
  g_autoptr (GError) error = NULL;

  info->id = g_strdup ("0001-aaaa");
  info->name = g_strdup ("2026/11/clip.mp4");
  info->request = rushes_request_new (g_variant_dict_end (&members));
  info->duration_ms = 1000;
  path = rushes_paths_dup_clip_path (fixture->paths, info->name);
  folder = g_path_get_dirname (path);
  made = make_clip (folder);
  g_assert_cmpstr (made, ==, path);
  rushes_library_add (fixture->library, info, &error);
  g_assert_no_error (error);
}

static void
test_frames_of_shots (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesBoard) board = rushes_board_new ("b", "The Last Tram");
  g_autoptr (GError) error = NULL;
  gint64 scene = 0, number = 0;

  add_clip (fixture);
  rushes_board_do (board, rushes_board_edit_add_scene (board, G_MAXUINT, "INT. TRAM", &scene), &error);
  rushes_board_do (board, rushes_board_edit_add_shot (board, rushes_board_find_scene (board, scene), 0, NULL, &number), &error);
  g_assert_no_error (error);
  for (int i = 0; i < ROUNDS; i++)
    {
      RushesBoardItem *shot = rushes_board_find_shot (board, number);
      Order order = { fixture->library, board, shot };
      GVariant *frame = g_variant_new_parsed ("@a{sv} {'clip': <'0001-aaaa'>, 'at': <%d>}", i / 24.0);

      rushes_board_do (board, rushes_board_edit_set (board, shot, RUSHES_BOARD_FIRST, frame, &error), &error);
      g_assert_no_error (error);
      order.shot = rushes_board_find_shot (board, number);
      run_at_once (take, &order);
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  open_library (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/at-once/what-a-request-is-made-of", test_what_a_request_is_made_of);
  g_test_add_func ("/at-once/posters", test_posters);
  g_test_add ("/at-once/frames-of-shots", Fixture, NULL, set_up, test_frames_of_shots, tear_down);
  return g_test_run ();
}
