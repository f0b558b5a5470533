/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-board-file.h"
#include "rushes-board-read.h"
#include "rushes-board-session.h"
#include "rushes-boards.h"
#include "rushes-error.h"

#include "own-core.h"

#include <glib/gstdio.h>

/* A board that is open in a window: what was asked for is made in order, and what the view shows is what the file has, whoever wrote it. */

typedef struct
{
  char *slug;
  RushesBoardSession *session;
  GPtrArray *told;   /* the sentences */
  GPtrArray *failed; /* GError */
  guint n_moved;     /* times that rows came, went or were put elsewhere */
} Fixture;

static void
on_told (RushesBoardSession *session, const char *sentence, GVariant *change, Fixture *fixture)
{
  g_ptr_array_add (fixture->told, g_strdup (sentence));
}

static void
on_failed (RushesBoardSession *session, const GError *error, Fixture *fixture)
{
  g_ptr_array_add (fixture->failed, g_error_copy (error));
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Fixture *fixture)
{
  fixture->n_moved++;
}

static void
listen (Fixture *fixture, RushesBoardSession *session)
{
  g_signal_connect (session, "told", G_CALLBACK (on_told), fixture);
  g_signal_connect (session, "failed", G_CALLBACK (on_failed), fixture);
  g_signal_connect (rushes_board_session_get_view (session), "items-changed", G_CALLBACK (on_items_changed), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->slug = rushes_boards_make (core, "Night Train", NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->told = g_ptr_array_new_with_free_func (g_free);
  fixture->failed = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  fixture->session = rushes_board_session_new (core, fixture->slug);
  listen (fixture, fixture->session);
  rushes_board_session_wait (fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->session != NULL)
    rushes_board_session_wait (fixture->session);
  g_clear_object (&fixture->session);
  g_ptr_array_unref (fixture->told);
  g_ptr_array_unref (fixture->failed);
  g_free (fixture->slug);
}

static GVariant *
new_change (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *change = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, &error);

  g_assert_no_error (error);
  return change;
}

/* Asks for a change, and does not wait for it. */
static void
ask (Fixture *fixture, const char *text)
{
  g_autoptr (GVariant) change = new_change (text);

  rushes_board_session_change (fixture->session, change);
}

/* As another process does it. */
static void
change_elsewhere (Fixture *fixture, const char *text)
{
  g_autoptr (GVariant) change = new_change (text);
  g_autoptr (GError) error = NULL;
  g_autofree char *said = rushes_boards_change (core, fixture->slug, change, &error);

  g_assert_no_error (error);
  g_assert_nonnull (said);
}

static char *
dup_action (RushesBoardView *view, guint position)
{
  g_autoptr (RushesShot) shot = g_list_model_get_item (G_LIST_MODEL (view), position);

  return shot != NULL ? g_strdup (rushes_board_item_get_string (rushes_shot_get_item (shot), RUSHES_BOARD_ACTION)) : NULL;
}

static void
assert_actions (RushesBoardSession *session, const char *expected)
{
  RushesBoardView *view = rushes_board_session_get_view (session);
  GString *actions = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view)); i++)
    {
      g_autofree char *action = dup_action (view, i);
      g_string_append_printf (actions, "%s%s", i > 0 ? ", " : "", action);
    }
  text = g_string_free (actions, FALSE);
  g_assert_cmpstr (text, ==, expected);
}

static void
wait_until_actions (RushesBoardSession *session, const char *expected, guint n)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (rushes_board_session_get_view (session))) != n)
    g_main_context_iteration (NULL, TRUE);
  assert_actions (session, expected);
}

#define ADD(action) "{'do': <'add'>, 'words': <['action=" action "']>}"

static void
test_order (Fixture *fixture, gconstpointer data)
{
  ask (fixture, ADD ("She waits"));
  ask (fixture, ADD ("He runs"));
  ask (fixture, "{'do': <'move'>, 'shot': <'20'>}");
  g_assert_true (rushes_board_session_is_busy (fixture->session));
  rushes_board_session_wait (fixture->session);
  assert_actions (fixture->session, "He runs, She waits");
  g_assert_cmpuint (fixture->told->len, ==, 3);
  g_assert_cmpuint (fixture->failed->len, ==, 0);
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  ask (fixture, ADD ("She waits"));
  ask (fixture, "{'do': <'remove'>, 'shot': <'70'>}");
  ask (fixture, ADD ("He runs"));
  rushes_board_session_wait (fixture->session);
  assert_actions (fixture->session, "She waits, He runs");
  g_assert_cmpuint (fixture->told->len, ==, 2);
  g_assert_cmpuint (fixture->failed->len, ==, 1);
  g_assert_error ((GError *) fixture->failed->pdata[0], RUSHES_ERROR, RUSHES_ERROR_FILE);
}

/* Two windows: each sees what was done in the other, and both may change it at once. */
static void
test_two (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesBoardSession) other = rushes_board_session_new (core, fixture->slug);
  g_autoptr (GVariant) change = g_variant_ref_sink (new_change (ADD ("He runs")));

  ask (fixture, ADD ("She waits"));
  wait_until_actions (other, "She waits", 1);
  rushes_board_session_wait (fixture->session);
  rushes_board_session_change (other, change);
  ask (fixture, "{'do': <'set'>, 'shot': <'10'>, 'words': <['action=She sleeps']>}");
  wait_until_actions (fixture->session, "She sleeps, He runs", 2);
  rushes_board_session_look (other);
  rushes_board_session_wait (other);
  assert_actions (other, "She sleeps, He runs");
  /* One list of steps for both. */
  rushes_board_session_wait (fixture->session);
  ask (fixture, "{'do': <'undo'>}");
  ask (fixture, "{'do': <'undo'>}");
  rushes_board_session_wait (fixture->session);
  assert_actions (fixture->session, "She waits");
  g_assert_cmpuint (fixture->failed->len, ==, 0);
}

/* A board that is as it was moves nothing in the list. */
static void
test_unchanged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesShot) before = NULL, after = NULL;
  GListModel *list = G_LIST_MODEL (rushes_board_session_get_view (fixture->session));

  ask (fixture, ADD ("She waits"));
  ask (fixture, ADD ("He runs"));
  rushes_board_session_wait (fixture->session);
  before = g_list_model_get_item (list, 0);
  fixture->n_moved = 0;
  rushes_board_session_look (fixture->session);
  ask (fixture, "{'do': <'set'>, 'shot': <'10'>, 'words': <['action=She sleeps']>}");
  rushes_board_session_wait (fixture->session);
  after = g_list_model_get_item (list, 0);
  g_assert_true (before == after);
  g_assert_cmpuint (fixture->n_moved, ==, 0);
  assert_actions (fixture->session, "She sleeps, He runs");
}

/* The window goes while its change is on its way: that is made. */
static void
test_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesBoardSession) later = NULL;

  ask (fixture, ADD ("She waits"));
  g_clear_object (&fixture->session);
  later = rushes_board_session_new (core, fixture->slug);
  wait_until_actions (later, "She waits", 1);
  rushes_board_session_wait (later);
  while (fixture->told->len == 0) /* the answer may come after what the file says */
    g_main_context_iteration (NULL, TRUE);
}

/* A file that cannot be read is said, and what was shown stays; the next one that can is shown. */
static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = rushes_board_file_dup_folder (rushes_core_get_paths (core), fixture->slug), *path = rushes_board_file_dup_path (folder), *text = NULL;
  gsize length;

  ask (fixture, ADD ("She waits"));
  rushes_board_session_wait (fixture->session);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_true (g_file_set_contents (path, text, (gssize) length / 2, NULL));
  while (fixture->failed->len == 0)
    g_main_context_iteration (NULL, TRUE);
  assert_actions (fixture->session, "She waits");
  g_assert_true (g_file_set_contents (path, text, (gssize) length, NULL));
  change_elsewhere (fixture, ADD ("He runs"));
  wait_until_actions (fixture->session, "She waits, He runs", 2);
}

static void
add_clip (const char *id)
{
  RushesLibrary *library = rushes_core_get_library (core);
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *path = NULL, *folder = NULL;
  g_autoptr (GError) error = NULL;

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROVIDER, "s", "openai");
  info->id = g_strdup (id);
  info->name = g_strdup_printf ("2026/11/%s.mp4", id);
  info->request = rushes_request_new (g_variant_dict_end (&members));
  info->created_us = g_get_real_time ();
  info->duration_ms = 4000;
  info->size_bytes = 1;
  path = rushes_paths_dup_clip_path (rushes_core_get_paths (core), info->name);
  folder = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_assert_true (rushes_library_add (library, info, &error));
  g_assert_no_error (error);
}

/* A clip in the trash leaves a hole, and is there again when it comes back. */
static void
test_clip_goes (Fixture *fixture, gconstpointer data)
{
  RushesBoardView *view = rushes_board_session_get_view (fixture->session);
  RushesLibrary *library = rushes_core_get_library (core);

  add_clip ("0001-aaaa");
  ask (fixture, ADD ("She waits"));
  ask (fixture, "{'do': <'take'>, 'shot': <'10'>, 'clip': <'0001-aaaa'>}");
  rushes_board_session_wait (fixture->session);
  g_assert_nonnull (rushes_board_view_get_clip (view, "0001-aaaa"));
  g_assert_cmpuint (rushes_shot_get_n_takes (rushes_board_view_get_shot (view, 0)), ==, 1);
  g_assert_true (rushes_library_hide (library, "0001-aaaa", TRUE, NULL));
  while (rushes_board_view_get_clip (view, "0001-aaaa") != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rushes_shot_get_n_takes (rushes_board_view_get_shot (view, 0)), ==, 1);
  g_assert_true (rushes_library_hide (library, "0001-aaaa", FALSE, NULL));
  while (rushes_board_view_get_clip (view, "0001-aaaa") == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
add_tests (void)
{
#define ADD_TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD_TEST ("/board-session/changes-are-made-in-order", test_order);
  ADD_TEST ("/board-session/a-refused-change-stops-nothing", test_failure);
  ADD_TEST ("/board-session/two-at-once", test_two);
  ADD_TEST ("/board-session/what-did-not-change-stays", test_unchanged);
  ADD_TEST ("/board-session/closed-in-the-middle", test_closed);
  ADD_TEST ("/board-session/unreadable", test_unreadable);
  ADD_TEST ("/board-session/a-clip-goes-and-comes", test_clip_goes);
}

int
main (int argc, char **argv)
{
  return own_core_run (&argc, &argv, add_tests);
}
