/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-board-edit.h"
#include "rushes-board-file.h"
#include "rushes-board-history.h"
#include "rushes-board-list.h"
#include "rushes-board-session.h"
#include "rushes-board-trash.h"
#include "rushes-boards.h"
#include "rushes-error.h"

#include "own-core.h"

#include <glib/gstdio.h>

/* A board goes to the desktop's trash, in two steps of which the first can be taken back. */

static RushesPaths *
get_paths (void)
{
  return rushes_core_get_paths (core);
}

static char *
make (const char *title)
{
  g_autoptr (GError) error = NULL;
  char *slug = rushes_boards_make (core, title, NULL, NULL, &error);

  g_assert_no_error (error);
  return slug;
}

static void
change (const char *slug, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) parsed = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, &error);
  g_autofree char *said = rushes_boards_change (core, slug, parsed, &error);

  g_assert_no_error (error);
  g_assert_nonnull (said);
}

/* “action of the first shot”, or NULL where there is no such board */
static char *
dup_action (const char *slug)
{
  g_autoptr (RushesBoard) board = rushes_boards_load (core, slug, NULL);
  RushesBoardItem *shot = board != NULL ? rushes_board_find_shot (board, 10) : NULL;

  return shot != NULL ? g_strdup (rushes_board_item_get_string (shot, RUSHES_BOARD_ACTION)) : NULL;
}

static gboolean
is_listed (const char *slug)
{
  g_autoptr (GPtrArray) all = rushes_board_list (get_paths ());

  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (((RushesBoardFacts *) all->pdata[i])->slug, slug))
      return TRUE;
  return FALSE;
}

static char *
hide (const char *slug)
{
  g_autoptr (GError) error = NULL;
  char *hidden = rushes_board_trash_hide (get_paths (), slug, &error);

  g_assert_no_error (error);
  g_assert_false (is_listed (slug));
  return hidden;
}

static char *
take_back (const char *hidden, GError **error)
{
  return rushes_board_trash_take_back (get_paths (), rushes_core_get_ledger (core), rushes_core_get_library (core), hidden, NULL, error);
}

static char *
dup_in_trash (const char *folder, const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "Trash", folder, name, NULL);
}

static void
test_taken_back (void)
{
  g_autofree char *slug = make ("Night Train"), *hidden = NULL, *back = NULL, *action = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;

  change (slug, "{'do': <'add'>, 'words': <['action=She waits']>}");
  change (slug, "{'do': <'set'>, 'shot': <'10'>, 'words': <['action=He runs']>}");
  hidden = hide (slug);
  back = take_back (hidden, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back, ==, slug);
  g_assert_true (is_listed (slug));
  action = dup_action (slug);
  g_assert_cmpstr (action, ==, "He runs");
  change (slug, "{'do': <'undo'>}"); /* as could be before */
  again = dup_action (slug);
  g_assert_cmpstr (again, ==, "She waits");
}

/* The name was taken meanwhile: neither board is written over. */
static void
test_name_taken (void)
{
  g_autofree char *slug = make ("Twice"), *hidden = NULL, *other = NULL, *back = NULL, *first = NULL, *second = NULL;
  g_autoptr (GError) error = NULL;

  change (slug, "{'do': <'add'>, 'words': <['action=Old']>}");
  hidden = hide (slug);
  other = make ("Twice");
  g_assert_cmpstr (other, ==, slug);
  change (other, "{'do': <'add'>, 'words': <['action=New']>}");
  back = take_back (hidden, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back, !=, other);
  first = dup_action (back);
  second = dup_action (other);
  g_assert_cmpstr (first, ==, "Old");
  g_assert_cmpstr (second, ==, "New");
}

static void
add_clip (const char *id)
{
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *path = NULL, *folder = NULL;
  g_autoptr (GError) error = NULL;

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROVIDER, "s", "openai");
  info->id = g_strdup (id);
  info->name = g_strdup_printf ("2026/11/%s.mp4", id);
  info->request = rushes_request_new (g_variant_dict_end (&members));
  info->created_us = g_get_real_time ();
  info->size_bytes = 1;
  path = rushes_paths_dup_clip_path (get_paths (), info->name);
  folder = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_assert_true (rushes_library_add (rushes_core_get_library (core), info, &error));
  g_assert_no_error (error);
}

static void
set_job (const char *slug, const char *job)
{
  g_autofree char *folder = rushes_board_file_dup_folder (get_paths (), slug);
  g_autoptr (RushesBoard) board = rushes_boards_load (core, slug, NULL);
  g_autoptr (RushesBoardSnapshot) snapshot = NULL;
  GVariant *jobs = g_variant_new_parsed ("[<%s>]", job);
  g_autoptr (GError) error = NULL;

  rushes_board_do_silently (board, rushes_board_edit_set (board, rushes_board_find_shot (board, 10), RUSHES_BOARD_JOBS, jobs, NULL), &error);
  g_assert_no_error (error);
  snapshot = rushes_board_snapshot_new (board);
  g_assert_true (rushes_board_file_save (folder, snapshot, NULL));
}

/* What was made for a shot while the board was away is its take when the board is back. */
static void
test_results_meanwhile (void)
{
  g_autofree char *slug = make ("Meanwhile"), *hidden = NULL, *back = NULL;
  g_autoptr (RushesBoard) board = NULL;
  RushesBoardItem *shot;

  change (slug, "{'do': <'add'>, 'words': <['action=She waits']>}");
  set_job (slug, "0002-bbbb");
  hidden = hide (slug);
  add_clip ("0002-bbbb");
  back = take_back (hidden, NULL);
  board = rushes_boards_load (core, back, NULL);
  shot = rushes_board_find_shot (board, 10);
  g_assert_cmpuint (rushes_board_item_get_count (shot), ==, 1);
  g_assert_cmpstr (rushes_board_item_get_string (rushes_board_item_get_child (shot, 0), RUSHES_BOARD_CLIP), ==, "0002-bbbb");
}

/* The desktop knows where it was, so that it can put it back there. */
static void
test_in_the_trash (void)
{
  g_autofree char *slug = make ("Gone"), *folder = rushes_board_file_dup_folder (get_paths (), slug), *hidden = hide (slug);
  g_autofree char *file = dup_in_trash ("files", "gone/board.json"), *info = dup_in_trash ("info", "gone.trashinfo"), *said = NULL, *back = NULL;
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (rushes_board_trash_finish (get_paths (), hidden, &error));
  g_assert_no_error (error);
  g_assert_false (is_listed (slug));
  g_assert_true (g_file_test (file, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_key_file_load_from_file (key_file, info, G_KEY_FILE_NONE, NULL));
  said = g_key_file_get_string (key_file, "Trash Info", "Path", NULL);
  g_assert_cmpstr (said, ==, folder);
  back = take_back (hidden, &error);
  g_assert_null (back);
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE);
}

/* The one that is meant, be there another that was called the same; and what was there for the desktop goes. */
static void
test_fetched_from_the_trash (void)
{
  g_autofree char *slug = make ("Fetched"), *other = NULL, *hidden = NULL, *second = NULL, *back = NULL, *action = NULL;
  g_autofree char *id = NULL, *info = dup_in_trash ("info", "fetched.trashinfo");
  g_autoptr (RushesBoard) board = NULL;
  g_autoptr (GError) error = NULL;

  change (slug, "{'do': <'add'>, 'words': <['action=She waits']>}");
  board = rushes_boards_load (core, slug, NULL);
  id = g_strdup (rushes_board_get_id (board));
  hidden = hide (slug);
  g_assert_true (rushes_board_trash_finish (get_paths (), hidden, &error));
  other = make ("Fetched");
  second = hide (other);
  g_assert_true (rushes_board_trash_finish (get_paths (), second, &error));
  back = rushes_board_trash_take_back (get_paths (), rushes_core_get_ledger (core), rushes_core_get_library (core), hidden, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back, ==, slug);
  action = dup_action (slug);
  g_assert_cmpstr (action, ==, "She waits");
  g_assert_false (g_file_test (info, G_FILE_TEST_EXISTS));
  g_assert_null (rushes_board_trash_take_back (get_paths (), rushes_core_get_ledger (core), rushes_core_get_library (core), hidden, id, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE);
}

/* Where there is no trash the board stays, and that is said. */
static void
test_no_trash (void)
{
  g_autofree char *slug = make ("Stays"), *hidden = NULL, *trash = g_build_filename (g_get_user_data_dir (), "Trash", NULL), *aside = NULL, *action = NULL;
  g_autoptr (GError) error = NULL;

  change (slug, "{'do': <'add'>, 'words': <['action=She waits']>}");
  aside = g_strconcat (trash, ".aside", NULL);
  g_rename (trash, aside);
  g_assert_true (g_file_set_contents (trash, "in the way", -1, NULL));
  hidden = hide (slug);
  g_assert_false (rushes_board_trash_finish (get_paths (), hidden, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE);
  action = dup_action (slug);
  g_assert_cmpstr (action, ==, "She waits");
  g_unlink (trash);
  g_rename (aside, trash);
}

/* Stopped between the two steps: whoever has the queue next makes the second one. */
static void
test_stopped (void)
{
  g_autofree char *one = make ("Stopped"), *other = make ("Stopped Too"), *first = hide (one), *second = hide (other);
  g_autofree char *file = dup_in_trash ("files", "stopped/board.json"), *file2 = dup_in_trash ("files", "stopped-too/board.json");

  rushes_board_trash_finish_all (get_paths ());
  g_assert_true (g_file_test (file, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_test (file2, G_FILE_TEST_IS_REGULAR));
  g_assert_false (is_listed (one) || is_listed (other));
}

static void
on_gone (RushesBoardSession *session, gboolean *gone)
{
  *gone = TRUE;
}

/* One that is open hears of it, whoever did it. */
static void
test_an_open_one (void)
{
  g_autofree char *slug = make ("Open"), *hidden = NULL;
  g_autoptr (RushesBoardSession) session = rushes_board_session_new (core, slug);
  gboolean gone = FALSE;

  g_signal_connect (session, "gone", G_CALLBACK (on_gone), &gone);
  rushes_board_session_wait (session);
  g_assert_false (gone);
  hidden = hide (slug);
  while (!gone)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_none (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rushes_board_trash_hide (get_paths (), "nowhere", &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE);
}

static void
add_tests (void)
{
  g_test_add_func ("/board-trash/taken-back", test_taken_back);
  g_test_add_func ("/board-trash/another-has-its-name", test_name_taken);
  g_test_add_func ("/board-trash/results-meanwhile", test_results_meanwhile);
  g_test_add_func ("/board-trash/in-the-trash", test_in_the_trash);
  g_test_add_func ("/board-trash/fetched-from-the-trash", test_fetched_from_the_trash);
  g_test_add_func ("/board-trash/no-trash", test_no_trash);
  g_test_add_func ("/board-trash/stopped-in-between", test_stopped);
  g_test_add_func ("/board-trash/an-open-board-hears-of-it", test_an_open_one);
  g_test_add_func ("/board-trash/there-is-none", test_none);
}

int
main (int argc, char **argv)
{
  return own_core_run (&argc, &argv, add_tests);
}
