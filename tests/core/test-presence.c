/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-clip-list.h"
#include "rushes-find-missing.h"
#include "rushes-error.h"
#include "rushes-hash.h"
#include "rushes-scratch.h"
#include "rushes-sidecar.h"
#include "sidecars.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* Files that go, come back and are moved outside: the library sees it, and nothing that is thought of a clip is lost. */

static GPtrArray *folders; /* of the tests: all their sidecars are checked at the end */

typedef struct
{
  RushesPaths *paths;
  RushesLibrary *library;
  RushesClip *clips[3]; /* "a", "b" and "c" */
} Fixture;

static char *
dup_path (Fixture *fixture, const char *name)
{
  return rushes_paths_dup_clip_path (fixture->paths, name);
}

static void
write_file (const char *path, const char *text)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
add_clip (Fixture *fixture, const char *id, const char *name, const char *text)
{
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *path = dup_path (fixture, name);

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", id);
  info->id = g_strdup (id);
  info->name = g_strdup (name);
  info->request = rushes_request_new (g_variant_dict_end (&members));
  info->created_us = g_get_real_time ();
  info->size_bytes = strlen (text);
  info->rating = 4;
  write_file (path, text);
  info->sha256 = g_str_equal (id, "a") ? NULL : rushes_hash_dup (path); /* an older record has none */
  g_assert_true (rushes_library_add (fixture->library, info, NULL));
}

static RushesPaths *
new_paths (void)
{
  g_autofree char *folder = rushes_scratch_make (), *config = g_build_filename (folder, "config", NULL), *cache = g_build_filename (folder, "cache", NULL);
  RushesPaths *paths = rushes_paths_new (folder, config, cache);

  g_assert_true (rushes_paths_prepare (paths, NULL));
  g_ptr_array_add (folders, rushes_paths_dup_clip_path (paths, ""));
  return paths;
}

static void
open_library (Fixture *fixture)
{
  static const char *const ids[] = { "a", "b", "c" };

  fixture->library = rushes_library_open (fixture->paths, NULL);
  g_assert_nonnull (fixture->library);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    fixture->clips[i] = rushes_library_ref_clip (fixture->library, rushes_library_find_row (fixture->library, ids[i], NULL), NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->paths = new_paths ();
  fixture->library = rushes_library_open (fixture->paths, NULL);
  add_clip (fixture, "a", "2026/10/a.mp4", "film a");
  add_clip (fixture, "b", "2026/11/b.mp4", "another film");
  add_clip (fixture, "c", "2026/11/c.mp4", "the third of them");
  g_clear_object (&fixture->library);
  open_library (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rushes_library_flush (fixture->library);
  for (guint i = 0; i < G_N_ELEMENTS (fixture->clips); i++)
    g_clear_object (&fixture->clips[i]);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->library);
  g_object_unref (fixture->paths);
}

static gboolean
give_up (gpointer what)
{
  g_error ("In vain waited for: %s", (const char *) what);
  return G_SOURCE_REMOVE;
}

#define wait_until(condition)                                                            \
  G_STMT_START                                                                           \
  {                                                                                      \
    guint patience = g_timeout_add_seconds (40, give_up, (gpointer) #condition);         \
    while (!(condition))                                                                 \
      g_main_context_iteration (NULL, TRUE);                                             \
    g_source_remove (patience);                                                          \
  }                                                                                      \
  G_STMT_END

static void
on_changed (gpointer changed)
{
  *(gboolean *) changed = TRUE;
}

/* Looks, and waits until it is known. */
static void
look (Fixture *fixture)
{
  gboolean changed = FALSE;
  gulong handler = g_signal_connect_swapped (fixture->library, "missing-changed", G_CALLBACK (on_changed), &changed);

  rushes_library_look (fixture->library);
  wait_until (changed);
  g_signal_handler_disconnect (fixture->library, handler);
}

static guint
count_missing (Fixture *fixture)
{
  g_autoptr (GArray) rows = rushes_library_query (fixture->library, &(RushesQuery) { .missing = TRUE }, NULL);

  g_assert_nonnull (rows);
  return rows->len;
}

/* Without a watch: only when somebody asks. */
static void
test_what_is_gone_is_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "2026/11/b.mp4");

  g_assert_cmpint (g_unlink (path), ==, 0);
  look (fixture);
  g_assert_false (rushes_clip_get_missing (fixture->clips[0]));
  g_assert_true (rushes_clip_get_missing (fixture->clips[1]));
  g_assert_false (rushes_clip_get_missing (fixture->clips[2]));
  g_assert_true (rushes_library_is_missing (fixture->library, "b"));
  g_assert_cmpuint (count_missing (fixture), ==, 1);
  write_file (path, "another film");
  look (fixture);
  g_assert_false (rushes_clip_get_missing (fixture->clips[1]));
  g_assert_cmpint (rushes_clip_get_info (fixture->clips[1])->rating, ==, 4);
  g_assert_cmpuint (count_missing (fixture), ==, 0);
}

/* With a watch: by itself, one file, a whole folder, and one that nobody has looked into since the start. */
static void
test_what_goes_and_comes_is_noticed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "2026/10/a.mp4"), *month = dup_path (fixture, "2026/11"), *aside = dup_path (fixture, ".aside");

  rushes_library_watch (fixture->library);
  g_assert_cmpint (g_unlink (path), ==, 0);
  wait_until (rushes_clip_get_missing (fixture->clips[0]));
  write_file (path, "film a");
  wait_until (!rushes_clip_get_missing (fixture->clips[0]));
  g_assert_cmpint (g_rename (month, aside), ==, 0);
  wait_until (rushes_clip_get_missing (fixture->clips[1]) && rushes_clip_get_missing (fixture->clips[2]));
  g_assert_cmpint (g_rename (aside, month), ==, 0);
  wait_until (!rushes_clip_get_missing (fixture->clips[1]) && !rushes_clip_get_missing (fixture->clips[2]));
  g_free (path);
  path = dup_path (fixture, "2026/11/c.mp4");
  g_assert_cmpint (g_unlink (path), ==, 0); /* in a folder that was another in between */
  wait_until (rushes_clip_get_missing (fixture->clips[2]));
  g_assert_cmpuint (count_missing (fixture), ==, 1);
}

static void
on_items_changed (gpointer n)
{
  ++*(guint *) n;
}

/* A list of what is missing is the list of that, whenever it changes. */
static void
test_a_list_of_them_follows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesClipList) list = rushes_clip_list_new (fixture->library);
  g_autofree char *path = dup_path (fixture, "2026/11/b.mp4");
  guint n_changes = 0;

  wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 3);
  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (on_items_changed), &n_changes);
  rushes_clip_list_query (list, &(RushesQuery) { .missing = TRUE });
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
  look (fixture);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 1 && rushes_clip_list_find (list, "b") == 0);
}

static char *
read_name (const char *sidecar)
{
  g_autofree char *text = NULL;
  g_autoptr (RushesClipInfo) info = g_file_get_contents (sidecar, &text, NULL, NULL) ? rushes_sidecar_from_text (text, NULL) : NULL;

  return info != NULL ? g_strdup (info->name) : NULL;
}

/* Into another folder of the library, alone: recognized by its name. */
static void
test_a_moved_file_is_followed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *from = dup_path (fixture, "2026/11/b.mp4"), *to = dup_path (fixture, "2026/10/b.mp4"), *old = rushes_sidecar_dup_path (from),
                  *sidecar = rushes_sidecar_dup_path (to), *name = NULL, *path = NULL;

  rushes_library_watch (fixture->library);
  g_assert_cmpint (g_rename (from, to), ==, 0);
  wait_until (g_strcmp0 (rushes_clip_get_info (fixture->clips[1])->name, "2026/10/b.mp4") == 0);
  wait_until (!rushes_clip_get_missing (fixture->clips[1]));
  path = rushes_library_dup_path (fixture->library, fixture->clips[1]);
  g_assert_cmpstr (path, ==, to);
  name = read_name (sidecar);
  g_assert_cmpstr (name, ==, "2026/10/b.mp4");
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_cmpint (rushes_library_rebuild (fixture->library, NULL), ==, 3);
}

/* Under another name, with its record: recognized by that. One of another size is another film. */
static void
test_a_renamed_file_is_followed (Fixture *fixture, gconstpointer data)
{
  static const char *const moves[][2] = { { "2026/11/b.mp4", "2026/11/best.mp4" }, { "2026/11/b.json", "2026/11/best.json" },
                                          { "2026/11/c.mp4", "kept/c.mp4" } };
  g_autofree char *kept = dup_path (fixture, "kept"), *other = dup_path (fixture, "kept/c.mp4");

  g_assert_cmpint (g_mkdir (kept, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autofree char *from = dup_path (fixture, moves[i][0]), *to = dup_path (fixture, moves[i][1]);
      g_assert_cmpint (g_rename (from, to), ==, 0);
    }
  write_file (other, "cut");
  look (fixture);
  g_assert_cmpstr (rushes_clip_get_info (fixture->clips[1])->name, ==, "2026/11/best.mp4");
  g_assert_false (rushes_clip_get_missing (fixture->clips[1]));
  g_assert_true (rushes_clip_get_missing (fixture->clips[2]));
  g_assert_cmpstr (rushes_clip_get_info (fixture->clips[2])->name, ==, "2026/11/c.mp4");
}

/* The index made anew has clips without a file too, and those where they were moved to. */
static void
test_a_rebuild_loses_none (Fixture *fixture, gconstpointer data)
{
  static const char *const moves[][2] = { { "2026/11/b.mp4", "kept/b.mp4" }, { "2026/11/b.json", "kept/b.json" } };
  g_autofree char *path = dup_path (fixture, "2026/10/a.mp4"), *kept = dup_path (fixture, "kept");
  g_autoptr (RushesClip) moved = NULL, lost = NULL;

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (kept, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autofree char *from = dup_path (fixture, moves[i][0]), *to = dup_path (fixture, moves[i][1]);
      g_assert_cmpint (g_rename (from, to), ==, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (fixture->clips); i++)
    g_clear_object (&fixture->clips[i]);
  g_assert_cmpint (rushes_library_rebuild (fixture->library, NULL), ==, 3);
  moved = rushes_library_ref_clip (fixture->library, rushes_library_find_row (fixture->library, "b", NULL), NULL);
  lost = rushes_library_ref_clip (fixture->library, rushes_library_find_row (fixture->library, "a", NULL), NULL);
  g_assert_cmpstr (rushes_clip_get_info (moved)->name, ==, "kept/b.mp4");
  g_assert_cmpint (rushes_clip_get_info (lost)->rating, ==, 4);
  look (fixture);
  g_assert_true (rushes_clip_get_missing (lost) && !rushes_clip_get_missing (moved));
}

static char *
dup_clips (Fixture *fixture)
{
  return g_strdup (rushes_paths_get_clips_dir (fixture->paths));
}

/* The clips lie on another disk, behind a link. While that is not there nothing is missing, nothing is made or deleted in its place,
 * and what is thought of clips waits for it. */
static void
test_a_disk_that_is_away (Fixture *fixture, gconstpointer data)
{
  g_autofree char *clips = dup_clips (fixture), *disk = rushes_scratch_make (), *there = g_build_filename (disk, "clips", NULL),
                  *away = g_build_filename (disk, "unplugged", NULL), *sidecar = g_build_filename (there, "2026/11/b.json", NULL), *text = NULL;
  GPtrArray *judgements = rushes_judgements_new ();
  g_autoptr (GError) error = NULL, trash = NULL;

  g_assert_true (g_rename (clips, there) == 0 && symlink (there, clips) == 0);
  rushes_library_watch (fixture->library);
  g_assert_false (rushes_library_is_away (fixture->library));
  g_assert_cmpint (g_rename (there, away), ==, 0);
  rushes_library_look (fixture->library);
  wait_until (rushes_library_is_away (fixture->library));
  g_assert_false (rushes_clip_get_missing (fixture->clips[1]));
  g_assert_true (rushes_paths_prepare (fixture->paths, NULL));
  g_assert_false (g_file_test (there, G_FILE_TEST_EXISTS));
  g_assert_cmpint (rushes_library_rebuild (fixture->library, &error), ==, -1);
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_AWAY);
  g_assert_true (rushes_library_hide (fixture->library, "a", TRUE, NULL));
  g_assert_false (rushes_library_trash_hidden (fixture->library, &trash));
  g_assert_error (trash, RUSHES_ERROR, RUSHES_ERROR_AWAY);
  g_assert_cmpint (rushes_library_find_row (fixture->library, "a", NULL), >, 0);
  g_ptr_array_add (judgements, rushes_judgement_new (rushes_clip_get_info (fixture->clips[1]), RUSHES_OPINION_RATING, g_variant_new_int32 (1)));
  rushes_library_judge (fixture->library, judgements);
  g_assert_cmpint (g_mkdir (there, 0700), ==, 0); /* where a disk would appear, there may be an empty folder */
  rushes_library_look (fixture->library);
  g_assert_true (rushes_paths_is_away (fixture->paths));
  g_assert_true (g_rmdir (there) == 0 && g_rename (away, there) == 0);
  wait_until (!rushes_library_is_away (fixture->library)); /* by itself */
  g_assert_false (rushes_clip_get_missing (fixture->clips[0]));
  rushes_library_flush (fixture->library);
  g_assert_true (g_file_get_contents (sidecar, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"rating\" : 1,"));
}

/* The same where the folder itself goes, as with a home that is on the disk. */
static void
test_a_folder_that_is_away (Fixture *fixture, gconstpointer data)
{
  g_autofree char *clips = dup_clips (fixture), *disk = rushes_scratch_make (), *away = g_build_filename (disk, "unplugged", NULL);

  rushes_library_watch (fixture->library);
  g_assert_cmpint (g_rename (clips, away), ==, 0);
  rushes_library_look (fixture->library);
  wait_until (rushes_library_is_away (fixture->library));
  g_assert_false (rushes_clip_get_missing (fixture->clips[1]));
  g_assert_true (rushes_paths_prepare (fixture->paths, NULL));
  g_assert_false (g_file_test (clips, G_FILE_TEST_EXISTS));
  g_assert_cmpint (rushes_library_rebuild (fixture->library, NULL), ==, -1);
  g_assert_cmpint (rushes_library_find_row (fixture->library, "b", NULL), >, 0);
  g_assert_cmpint (g_rename (away, clips), ==, 0);
  wait_until (!rushes_library_is_away (fixture->library)); /* by itself */
  g_assert_false (rushes_clip_get_missing (fixture->clips[1]));
}

static const RushesMissingFile *
find_found (GPtrArray *all, const char *id)
{
  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (((RushesMissingFile *) all->pdata[i])->info->id, id))
      return all->pdata[i];
  g_assert_not_reached ();
}

static void
check_text (const char *path, const char *text)
{
  g_autofree char *now = NULL;

  g_assert_true (g_file_get_contents (path, &now, NULL, NULL));
  g_assert_cmpstr (now, ==, text);
}

/* By name and size where the record has no more, by its bytes under whatever name, and not by a name alone. */
static void
test_missing_files_are_found (Fixture *fixture, gconstpointer data)
{
  g_autofree char *month = dup_path (fixture, "2026/11"), *gone = dup_path (fixture, ".gone"), *a = dup_path (fixture, "2026/10/a.mp4"),
                  *b = dup_path (fixture, "2026/11/b.mp4"), *sidecar = rushes_sidecar_dup_path (b), *elsewhere = rushes_scratch_make ();
  static const char *const files[][2] = { { "deep/er/a.mp4", "film a" }, { "b.mp4", "another_film" }, { "deep/like b", "another film" },
                                          { "c.mp4", "the third of all." } };
  g_autoptr (GPtrArray) all = NULL, none = NULL;
  g_autofree char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (elsewhere, files[i][0], NULL);
      write_file (path, files[i][1]);
    }
  none = rushes_find_missing_search (fixture->library, elsewhere, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (g_unlink (a), ==, 0);
  g_assert_cmpint (g_rename (month, gone), ==, 0); /* with the records */
  all = rushes_find_missing_search (fixture->library, elsewhere, NULL);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_null (find_found (all, "c")->path);
  found = g_build_filename (elsewhere, "deep/like b", NULL);
  g_assert_cmpstr (find_found (all, "b")->path, ==, found);
  g_assert_true (rushes_find_missing_bring_back (fixture->library, find_found (all, "a"), NULL));
  g_assert_true (rushes_find_missing_bring_back (fixture->library, find_found (all, "b"), NULL));
  check_text (a, "film a");
  check_text (b, "another film");
  check_text (found, "another film"); /* a copy came */
  g_assert_true (g_file_test (sidecar, G_FILE_TEST_EXISTS));
  wait_until (rushes_clip_get_missing (fixture->clips[1]));
  rushes_library_look (fixture->library);
  wait_until (!rushes_clip_get_missing (fixture->clips[1]));
  g_assert_true (!rushes_clip_get_missing (fixture->clips[0]) && rushes_clip_get_missing (fixture->clips[2]));
  g_assert_cmpint (rushes_clip_get_info (fixture->clips[1])->rating, ==, 4);
}

/* Under a name that says nothing, within the library, without its record: it goes back to its place. */
static void
test_a_stray_goes_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *from = dup_path (fixture, "2026/11/b.mp4"), *to = dup_path (fixture, "2026/11/nice.mp4");
  g_autoptr (GPtrArray) all = NULL;

  g_assert_cmpint (g_rename (from, to), ==, 0);
  all = rushes_find_missing_search (fixture->library, rushes_paths_get_clips_dir (fixture->paths), NULL);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_true (rushes_find_missing_bring_back (fixture->library, all->pdata[0], NULL));
  check_text (from, "another film");
  g_assert_false (g_file_test (to, G_FILE_TEST_EXISTS));
}

/* A file that changes between the search and the copy is not taken for the clip. */
static void
test_another_file_is_not_taken (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "2026/11/b.mp4"), *elsewhere = rushes_scratch_make (), *found = g_build_filename (elsewhere, "b.mp4", NULL);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_unlink (path), ==, 0);
  write_file (found, "another film");
  all = rushes_find_missing_search (fixture->library, elsewhere, NULL);
  write_file (found, "another_film");
  g_assert_false (rushes_find_missing_bring_back (fixture->library, all->pdata[0], &error));
  g_assert_nonnull (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folders = g_ptr_array_new_with_free_func (g_free);
#define ADD(name, func) g_test_add ("/presence/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("what-is-gone-is-missing", test_what_is_gone_is_missing);
  ADD ("what-goes-and-comes-is-noticed", test_what_goes_and_comes_is_noticed);
  ADD ("a-list-of-them-follows", test_a_list_of_them_follows);
  ADD ("a-moved-file-is-followed", test_a_moved_file_is_followed);
  ADD ("a-renamed-file-is-followed", test_a_renamed_file_is_followed);
  ADD ("a-rebuild-loses-none", test_a_rebuild_loses_none);
  ADD ("a-disk-that-is-away", test_a_disk_that_is_away);
  ADD ("a-folder-that-is-away", test_a_folder_that_is_away);
  ADD ("missing-files-are-found", test_missing_files_are_found);
  ADD ("a-stray-goes-back", test_a_stray_goes_back);
  ADD ("another-file-is-not-taken", test_another_file_is_not_taken);
  result = g_test_run ();
  return result != 0 ? result : !sidecars_are_described (folders);
}
