/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-board-export.h"
#include "rushes-board-jobs.h"
#include "rushes-board-unpack.h"
#include "rushes-boards.h"
#include "rushes-clip-list.h"
#include "rushes-find-missing.h"
#include "rushes-frames.h"
#include "rushes-import.h"
#include "rushes-judging.h"
#include "rushes-request-json.h"
#include "rushes-shot-state.h"
#include "rushes-stacking.h"

#include "clips.h"
#include "own-core.h"
#include "spoiled-index.h"

#include <glib/gstdio.h>
#include <stdint.h>

/* SQLite's own, whose header is the library's alone. */
int64_t sqlite3_hard_heap_limit64 (int64_t bytes);
int64_t sqlite3_memory_used (void);

/* An index that cannot be read says nothing of what is gone: no job is forgotten for it, and no file moved. */

static RushesPaths *
get_paths (void)
{
  return rushes_core_get_paths (core);
}

static RushesLibrary *
get_library (void)
{
  return rushes_core_get_library (core);
}

static RushesRequest *
new_request (const char *board)
{
  return rushes_request_new (g_variant_new_parsed ("{'" RUSHES_REQUEST_PROMPT "': <'A tram in the rain'>, '" RUSHES_REQUEST_BOARD "': <%s>, '" RUSHES_REQUEST_SHOT "': <int64 10>}", board));
}

/* (transfer full): the id of the job, which is done; its clip is in the library, and not yet on the board */
static char *
fill_shot (const char *slug)
{
  g_autoptr (RushesBoard) board = rushes_boards_load (core, slug, NULL), filled = NULL;
  g_autoptr (RushesRequest) request = new_request (rushes_board_get_id (board));
  g_autofree char *text = rushes_request_to_json (request), *said = NULL;
  g_autoptr (GVariant) change = g_variant_ref_sink (g_variant_new_parsed ("{'do': <'fill'>, 'shots': <[<int64 10>]>, 'requests': <[<%s>]>, 'connections': <[<'nobody'>]>}", text));
  g_autoptr (GError) error = NULL;
  RushesClipInfo info = { 0 };
  char **jobs;
  char *id;

  said = rushes_boards_change (core, slug, change, &error);
  g_assert_no_error (error);
  filled = rushes_boards_load (core, slug, NULL);
  jobs = rushes_board_item_dup_texts (rushes_board_find_shot (filled, 10), RUSHES_BOARD_JOBS);
  g_assert_cmpuint (g_strv_length (jobs), ==, 1);
  id = g_strdup (jobs[0]);
  g_strfreev (jobs);
  info = (RushesClipInfo) { .id = id, .name = (char *) "tram.mp4", .request = request, .created_us = 1 };
  g_assert_true (rushes_library_add (get_library (), &info, &error));
  g_assert_no_error (error);
  return id;
}

static RushesShotState
get_state (const char *slug)
{
  g_autoptr (RushesBoard) board = rushes_boards_load (core, slug, NULL);

  return rushes_shot_state_get (board, rushes_board_find_shot (board, 10));
}

/* Else it would be empty again, filled once more, and paid. */
static void
test_a_shot_keeps_its_job (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *slug = rushes_boards_make (core, "Night Tram", NULL, NULL, &error), *said = NULL, *id = NULL;
  g_autoptr (GVariant) shot = g_variant_ref_sink (g_variant_new_parsed ("{'do': <'add'>, 'words': <['action=It rains']>}"));
  g_autoptr (RushesJobRecord) record = NULL;

  g_assert_no_error (error);
  said = rushes_boards_change (core, slug, shot, &error);
  g_assert_no_error (error);
  id = fill_shot (slug);
  record = rushes_ledger_get (rushes_core_get_ledger (core), id, &error);
  g_assert_no_error (error);
  record->state = RUSHES_JOB_DONE;
  spoil_index (get_paths ());
  g_assert_cmpint (rushes_library_find_row (get_library (), id, &error), ==, -1);
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (rushes_board_jobs_arrived (get_paths (), get_library (), record, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpint (get_state (slug), ==, RUSHES_SHOT_GENERATING);
  mend_index (get_paths ());
  g_assert_true (rushes_board_jobs_arrived (get_paths (), get_library (), record, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_state (slug), ==, RUSHES_SHOT_TO_CHOOSE);
}

/* A file that lies in the library without being a clip's goes to where it is missing; a clip's own is copied. Which it is could not be read: it stays. */
static void
test_a_file_stays (void)
{
  RushesPaths *paths = get_paths ();
  g_autofree char *lies = g_build_filename (rushes_paths_get_clips_dir (paths), "lies.mp4", NULL);
  g_autoptr (RushesRequest) request = rushes_request_new (g_variant_new ("a{sv}", NULL));
  RushesClipInfo info = { .id = (char *) "lost", .name = (char *) "lost.mp4", .request = request, .created_us = 2 };
  RushesMissingFile found = { .info = &info, .path = lies };
  g_autoptr (GError) error = NULL;

  g_assert_true (rushes_library_add (get_library (), &info, &error));
  g_assert_true (g_file_set_contents (lies, "a film", -1, NULL));
  spoil_index (get_paths ());
  g_assert_false (rushes_find_missing_bring_back (get_library (), &found, &error));
  g_assert_nonnull (error);
  g_assert_true (g_file_test (lies, G_FILE_TEST_IS_REGULAR));
  mend_index (get_paths ());
}

/* A row that is there, and what stands in it cannot be read: it is not gone. */
static void
test_a_record (void)
{
  g_autoptr (RushesRequest) request = rushes_request_new (g_variant_new ("a{sv}", NULL));
  RushesClipInfo info = { .id = (char *) "unread", .name = (char *) "unread.mp4", .request = request, .created_us = 3 };
  g_autoptr (RushesClipInfo) read = NULL;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  gint64 row;

  g_assert_true (rushes_library_add (get_library (), &info, &error));
  row = rushes_library_find_row (get_library (), "unread", NULL);
  g_array_append_val (rows, row);
  spoil_view (get_paths (), "SELECT row, id, hidden, stack, takes, json (id) AS sidecar FROM away");
  g_assert_null (rushes_library_read_clip (get_library (), row, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (rushes_library_find_clip (get_library (), "unread", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (rushes_library_ref_clip (get_library (), row, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (rushes_judging_tag_rows (get_library (), rows, "tram", TRUE, &error)); /* rather than for some of them */
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (rushes_stacking_unjoin (get_library (), rows, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (rushes_library_write_sidecar (get_library (), "unread", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  mend_view (get_paths ());
  read = rushes_library_read_clip (get_library (), row, &error);
  g_assert_no_error (error);
  g_assert_nonnull (read);
  g_assert_null (rushes_library_read_clip (get_library (), row + 1, &error)); /* this one is not there */
  g_assert_no_error (error);
}

/* Without memory for the words that are asked for, something else would be asked. */
static void
test_without_memory (void)
{
  g_autofree char *id = g_strnfill (4 << 20, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rushes_library_find_row (get_library (), id, NULL), ==, 0);
  sqlite3_hard_heap_limit64 (sqlite3_memory_used () + (1 << 20));
  g_assert_cmpint (rushes_library_find_row (get_library (), id, &error), ==, -1);
  sqlite3_hard_heap_limit64 (0);
  g_assert_nonnull (error);
}

/* A board of one shot whose take is this clip, in a folder with a copy of it. Returns: (transfer full): the folder */
static char *
pack_board (const char *title, const char *clip)
{
  g_autofree char *slug = rushes_boards_make (core, title, NULL, NULL, NULL), *said = NULL, *taken = NULL, *folder = NULL;
  g_autoptr (GVariant) shot = g_variant_ref_sink (g_variant_new_parsed ("{'do': <'add'>, 'words': <['action=It rains']>}"));
  g_autoptr (GVariant) take = g_variant_ref_sink (g_variant_new_parsed ("{'do': <'take'>, 'shot': <'10'>, 'clips': <[%s]>}", clip));
  g_autoptr (GPtrArray) left_out = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *how = NULL;

  said = rushes_boards_change (core, slug, shot, &error);
  g_assert_no_error (error);
  taken = rushes_boards_change (core, slug, take, &error);
  g_assert_no_error (error);
  folder = g_build_filename (g_get_home_dir (), title, NULL);
  rushes_board_export_write (core, slug, RUSHES_BOARD_AS_FOLDER, folder, &(RushesExportOptions) { 0 }, NULL, &how, left_out, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (left_out->len, ==, 0);
  return g_steal_pointer (&folder);
}

/* A board's clips, of which nobody can say whether they are here, are not brought in a second time, nor is a board told to lack them. */
static void
test_a_board_that_comes_and_goes (void)
{
  g_autofree char *film = clips_make ("a film.mp4", CLIPS_SOURCE CLIPS_H264), *folder = NULL, *slug = NULL, *elsewhere = NULL, *how = NULL;
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RushesClipInfo) info = NULL;
  g_autoptr (GArray) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  const char *spoilt[] = { "SELECT row, id, name, hidden, duration_ms, created_us, json (id) AS sidecar FROM away", NULL };

  info = rushes_import_run (get_library (), film, "a film.mp4", FALSE, &error);
  g_assert_no_error (error);
  folder = pack_board ("Comes", info->id);
  before = rushes_library_query (get_library (), &(RushesQuery) { 0 }, NULL);
  elsewhere = g_build_filename (g_get_home_dir (), "again", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (spoilt); i++)
    {
      if (spoilt[i] != NULL)
        spoil_view (get_paths (), spoilt[i]);
      else
        spoil_index (get_paths ());
      g_assert_null (rushes_board_unpack (get_library (), folder, NULL, remarks, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
      g_assert_false (rushes_board_export_write (core, "comes", RUSHES_BOARD_AS_FOLDER, elsewhere, &(RushesExportOptions) { 0 }, NULL, &how, remarks, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
      g_assert_false (rushes_board_export_write (core, "comes", "otio", elsewhere, &(RushesExportOptions) { 0 }, NULL, &how, remarks, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
      if (spoilt[i] != NULL)
        mend_view (get_paths ());
      else
        mend_index (get_paths ());
    }
  g_assert_cmpuint (remarks->len, ==, 0);
  g_assert_false (g_file_test (elsewhere, G_FILE_TEST_EXISTS));
  slug = rushes_board_unpack (get_library (), folder, NULL, remarks, &error);
  g_assert_no_error (error);
  g_assert_nonnull (slug);
  after = rushes_library_query (get_library (), &(RushesQuery) { 0 }, NULL);
  g_assert_cmpuint (after->len, ==, before->len);
}

/* What it had stays, and that it has nothing is not that there is nothing. */
static void
test_a_list_is_not_empty (void)
{
  g_autoptr (RushesClipList) list = rushes_clip_list_new (get_library ());
  guint n;

  spoil_index (get_paths ());
  rushes_clip_list_query (list, &(RushesQuery) { 0 });
  while (!rushes_clip_list_has_failed (list))
    g_main_context_iteration (NULL, TRUE);
  mend_index (get_paths ());
  rushes_clip_list_refresh (list);
  while (rushes_clip_list_has_failed (list))
    g_main_context_iteration (NULL, TRUE);
  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_assert_cmpuint (n, >, 0);
  spoil_index (get_paths ());
  rushes_clip_list_refresh (list);
  while (!rushes_clip_list_has_failed (list))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n);
  mend_index (get_paths ());
}

static void
add_tests (void)
{
  rushes_media_init ();
  g_test_add_func ("/unreadable/a-record", test_a_record);
  g_test_add_func ("/unreadable/without-memory", test_without_memory);
  g_test_add_func ("/unreadable/a-board-that-comes-and-goes", test_a_board_that_comes_and_goes);
  g_test_add_func ("/unreadable/a-shot-keeps-its-job", test_a_shot_keeps_its_job);
  g_test_add_func ("/unreadable/a-file-stays", test_a_file_stays);
  g_test_add_func ("/unreadable/a-list-is-not-empty", test_a_list_is_not_empty);
}

int
main (int argc, char **argv)
{
  return own_core_run (&argc, &argv, add_tests);
}
