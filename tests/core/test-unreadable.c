/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-board-jobs.h"
#include "rushes-boards.h"
#include "rushes-database.h"
#include "rushes-find-missing.h"
#include "rushes-request-json.h"
#include "rushes-scratch.h"
#include "rushes-shot-state.h"

#include <glib/gstdio.h>

/* An index that cannot be read says nothing of what is gone: no job is forgotten for it, and no file moved. */

static RushesCore *core;

static void
run_sql (const char *sql)
{
  g_autofree char *path = g_build_filename (rushes_paths_get_data_dir (rushes_core_get_paths (core)), "library.db", NULL);
  g_autoptr (GPtrArray) versions = g_ptr_array_new ();
  g_autoptr (RushesDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (versions, NULL);
  while (database == NULL && versions->len < 100) /* a database of a later version is not opened: so as many are named as it takes */
    {
      g_ptr_array_insert (versions, 0, (gpointer) "SELECT 1");
      database = rushes_database_open (path, (const char *const *) versions->pdata, RUSHES_DATABASE_READ_WRITE, NULL);
    }
  g_assert_true (rushes_database_run (database, sql, NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
spoil_index (void)
{
  run_sql ("ALTER TABLE clips RENAME TO away");
}

static void
mend_index (void)
{
  run_sql ("ALTER TABLE away RENAME TO clips");
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
  g_assert_true (rushes_library_add (rushes_core_get_library (core), &info, &error));
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
  spoil_index ();
  g_assert_cmpint (rushes_library_find_row (rushes_core_get_library (core), id, &error), ==, -1);
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (rushes_board_jobs_arrived (rushes_core_get_paths (core), rushes_core_get_library (core), record, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpint (get_state (slug), ==, RUSHES_SHOT_GENERATING);
  mend_index ();
  g_assert_true (rushes_board_jobs_arrived (rushes_core_get_paths (core), rushes_core_get_library (core), record, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_state (slug), ==, RUSHES_SHOT_TO_CHOOSE);
}

/* A file that lies in the library without being a clip's goes to where it is missing; a clip's own is copied. Which it is could not be read: it stays. */
static void
test_a_file_stays (void)
{
  RushesPaths *paths = rushes_core_get_paths (core);
  g_autofree char *lies = g_build_filename (rushes_paths_get_clips_dir (paths), "lies.mp4", NULL);
  g_autoptr (RushesRequest) request = rushes_request_new (g_variant_new ("a{sv}", NULL));
  RushesClipInfo info = { .id = (char *) "lost", .name = (char *) "lost.mp4", .request = request, .created_us = 2 };
  RushesMissingFile found = { .info = &info, .path = lies };
  g_autoptr (GError) error = NULL;

  g_assert_true (rushes_library_add (rushes_core_get_library (core), &info, &error));
  g_assert_true (g_file_set_contents (lies, "a film", -1, NULL));
  spoil_index ();
  g_assert_false (rushes_find_missing_bring_back (rushes_core_get_library (core), &found, &error));
  g_assert_nonnull (error);
  g_assert_true (g_file_test (lies, G_FILE_TEST_IS_REGULAR));
  mend_index ();
}

static void
use_home (const char *home)
{
  const char *names[] = { "HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_setenv (names[i], home, TRUE);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = rushes_scratch_make ();
  g_autoptr (GError) error = NULL;
  int result;

  use_home (home);
  g_test_init (&argc, &argv, NULL);
  core = rushes_core_open (FALSE, &error);
  g_assert_no_error (error);
  g_test_add_func ("/unreadable/a-shot-keeps-its-job", test_a_shot_keeps_its_job);
  g_test_add_func ("/unreadable/a-file-stays", test_a_file_stays);
  result = g_test_run ();
  rushes_core_close (core);
  rushes_scratch_remove (home);
  return result;
}
