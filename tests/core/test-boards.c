/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-board-check.h"
#include "rushes-board-edit.h"
#include "rushes-board-file.h"
#include "rushes-board-history.h"
#include "rushes-board-list.h"
#include "rushes-board-lock.h"
#include "rushes-board-read.h"
#include "rushes-board-saver.h"
#include "rushes-board-text.h"
#include "rushes-continuity.h"
#include "rushes-error.h"
#include "rushes-inherit.h"
#include "rushes-scratch.h"
#include "rushes-shot-number.h"
#include "rushes-shot-state.h"
#include "sidecars.h"

#include <glib/gstdio.h>

/* Boards: what they hold, how they change and come back, and their file, whatever was done to it. */

static GPtrArray *folders; /* of the tests: all boards in them are checked at the end */

typedef struct
{
  RushesPaths *paths;
  char *boards, *folder; /* of all, and of the one */
  RushesBoard *board;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *scratch = rushes_scratch_make (), *slug = NULL;

  fixture->paths = rushes_paths_new (scratch, scratch, scratch);
  fixture->boards = rushes_board_file_dup_boards_dir (fixture->paths);
  g_ptr_array_add (folders, g_strdup (fixture->boards));
  slug = rushes_board_file_make_folder (fixture->paths, "Night Train!", NULL);
  g_assert_cmpstr (slug, ==, "night-train");
  fixture->folder = rushes_board_file_dup_folder (fixture->paths, slug);
  fixture->board = rushes_board_new ("night-train-1", "Night Train");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->board);
  g_clear_object (&fixture->paths);
  g_free (fixture->boards);
  g_free (fixture->folder);
}

static void
run_step (RushesBoard *board, RushesBoardStep *step)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (step);
  rushes_board_do (board, step, &error);
  g_assert_no_error (error);
}

static RushesBoardItem *
add_scene (RushesBoard *board, const char *title)
{
  gint64 id = 0;

  run_step (board, rushes_board_edit_add_scene (board, G_MAXUINT, title, &id));
  return rushes_board_find_scene (board, id);
}

static RushesBoardItem *
add_shot (RushesBoard *board, RushesBoardItem *scene, guint index)
{
  gint64 number = 0;

  run_step (board, rushes_board_edit_add_shot (board, scene, index, NULL, &number));
  return rushes_board_find_shot (board, number);
}

static gint64
number_of (RushesBoardItem *shot)
{
  return rushes_board_item_get_int (shot, RUSHES_BOARD_NUMBER, 0);
}

static void
add_take (RushesBoard *board, RushesBoardItem *shot, const char *clip)
{
  run_step (board, rushes_board_edit_add_take (board, shot, clip, NULL));
}

static void
set (RushesBoard *board, RushesBoardItem *item, const char *member, GVariant *value)
{
  run_step (board, rushes_board_edit_set (board, item, member, value, NULL));
}

static GVariant *
new_link (const char *name, gint64 number)
{
  GVariantDict dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, name, "x", number);
  return g_variant_dict_end (&dict);
}

static char *
to_text (RushesBoard *board)
{
  g_autoptr (RushesBoardSnapshot) snapshot = rushes_board_snapshot_new (board);
  gsize length;

  return rushes_board_snapshot_to_text (snapshot, &length);
}

static RushesBoard *
from_text (const char *text, GError **error)
{
  g_autoptr (GVariant) value = rushes_board_text_parse (text, -1, error);
  RushesBoard *board = value != NULL ? rushes_board_new_from_variant (value, error) : NULL;

  if (board != NULL)
    rushes_board_check (board);
  return board;
}

static void
save (Fixture *fixture)
{
  g_autoptr (RushesBoardSnapshot) snapshot = rushes_board_snapshot_new (fixture->board);
  g_autoptr (GError) error = NULL;

  rushes_board_file_save (fixture->folder, snapshot, &error);
  g_assert_no_error (error);
}

/* As another process sees it, or the next session. */
static void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_object_unref (fixture->board);
  fixture->board = rushes_board_file_load (fixture->folder, &error);
  g_assert_no_error (error);
}

static void
check_rate (const char *text, int frames, int seconds, const char *stored, const char *shown)
{
  RushesRate rate = { 0, 0 };
  g_autofree char *written = NULL, *read = NULL;

  g_assert_true (rushes_rate_parse (text, &rate));
  g_assert_cmpint (rate.frames, ==, frames);
  g_assert_cmpint (rate.seconds, ==, seconds);
  written = rushes_rate_dup_text (rate);
  read = rushes_rate_dup_shown (rate);
  g_assert_cmpstr (written, ==, stored);
  g_assert_cmpstr (read, ==, shown);
}

static void
test_rates (void)
{
  static const char *const wrong[] = { "", "0", "-24", "24/0", "fast", "24 ", "1e9", "24/", "99999", "23.9", "24000/1001/2" };
  RushesRate rate = { 24000, 1001 };

  check_rate ("24", 24, 1, "24", "24");
  check_rate ("23.976", 24000, 1001, "24000/1001", "23.976");
  check_rate ("30000/1001", 30000, 1001, "30000/1001", "29.97");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (rushes_rate_parse (wrong[i], &rate));
  g_assert_cmpfloat_with_epsilon (rushes_rate_to_seconds (rate, 24000), 1001, 1e-9);
  g_assert_cmpint (rushes_rate_to_frames (rate, 1001), ==, 24000);
}

static void
test_numbers_are_given_once (Fixture *fixture, gconstpointer data)
{
  RushesBoard *board = fixture->board;
  RushesBoardItem *scene = add_scene (board, "One"), *shot;
  g_autofree char *name = NULL;

  g_assert_cmpint (number_of (add_shot (board, scene, G_MAXUINT)), ==, 10);
  shot = add_shot (board, scene, G_MAXUINT);
  g_assert_cmpint (number_of (shot), ==, 20);
  g_assert_cmpint (number_of (add_shot (board, scene, 1)), ==, 15);
  run_step (board, rushes_board_edit_remove (rushes_board_find_shot (board, 15)));
  g_assert_cmpint (number_of (add_shot (board, scene, 1)), !=, 15);
  run_step (board, rushes_board_edit_remove (shot));
  g_assert_cmpint (number_of (add_shot (board, scene, G_MAXUINT)), ==, 30);
  name = rushes_board_undo (board, FALSE, NULL);
  g_assert_cmpstr (name, ==, "Shot 30 added");
  save (fixture);
  reopen (fixture);
  scene = rushes_board_find_scene (fixture->board, 1);
  g_assert_cmpint (number_of (add_shot (fixture->board, scene, G_MAXUINT)), ==, 40); /* 30 was given, though it is nowhere */
  g_assert_cmpint (number_of (add_shot (fixture->board, scene, 0)), ==, 5);
  save (fixture);
}

static void
test_there_is_always_a_number_between (Fixture *fixture, gconstpointer data)
{
  RushesBoardItem *scene = add_scene (fixture->board, "One");
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  add_shot (fixture->board, scene, 0);
  for (int i = 0; i < 50; i++)
    g_assert_true (g_hash_table_add (seen, GINT_TO_POINTER ((int) number_of (add_shot (fixture->board, scene, i % 2)))));
  save (fixture);
}

static void
test_what_is_not_said_is_inherited (Fixture *fixture, gconstpointer data)
{
  RushesBoard *board = fixture->board;
  RushesBoardItem *scene = add_scene (board, "One"), *shot = add_shot (board, scene, 0), *root = rushes_board_get_root (board);
  g_autoptr (RushesModelSpec) spec = rushes_model_spec_new ("wan", "Wan");
  g_autoptr (GVariant) width = NULL, own = NULL, steps = NULL;
  RushesOrigin origin;

  rushes_model_spec_add_size (spec, 832, 480);
  rushes_model_spec_add_field (spec, "steps", "Steps", RUSHES_FIELD_INTEGER, g_variant_new_int64 (20));
  width = rushes_inherit_lookup (shot, RUSHES_BOARD_WIDTH, spec, &origin);
  g_assert_cmpint (g_variant_get_int64 (width), ==, 832);
  g_assert_cmpint (origin, ==, RUSHES_ORIGIN_MODEL);
  set (board, root, RUSHES_BOARD_WIDTH, g_variant_new_int64 (1280));
  set (board, scene, RUSHES_BOARD_MODEL, g_variant_new_string ("ltx"));
  own = rushes_inherit_lookup (shot, RUSHES_BOARD_WIDTH, spec, &origin);
  g_assert_cmpint (g_variant_get_int64 (own), ==, 1280);
  g_assert_cmpint (origin, ==, RUSHES_ORIGIN_BOARD);
  g_assert_cmpstr (rushes_inherit_get_string (shot, RUSHES_BOARD_MODEL), ==, "ltx");
  set (board, shot, RUSHES_BOARD_MODEL, g_variant_new_string ("wan"));
  g_assert_cmpstr (rushes_inherit_get_string (shot, RUSHES_BOARD_MODEL), ==, "wan");
  set (board, shot, RUSHES_BOARD_MODEL, NULL);
  g_assert_cmpstr (rushes_inherit_get_string (shot, RUSHES_BOARD_MODEL), ==, "ltx");
  steps = rushes_inherit_lookup_field (shot, "steps", spec, &origin);
  g_assert_cmpint (origin, ==, RUSHES_ORIGIN_MODEL);
  set (board, scene, RUSHES_BOARD_FIELDS, new_link ("steps", 8));
  g_clear_pointer (&steps, g_variant_unref);
  steps = rushes_inherit_lookup_field (shot, "steps", spec, &origin);
  g_assert_cmpint (g_variant_get_int64 (steps), ==, 8);
  g_assert_cmpint (origin, ==, RUSHES_ORIGIN_SCENE);
  g_assert_cmpint (rushes_inherit_get_length (board, shot), ==, 96);
  save (fixture);
}

static void
test_prompts_are_put_together (Fixture *fixture, gconstpointer data)
{
  RushesBoard *board = fixture->board;
  RushesBoardItem *shot = add_shot (board, add_scene (board, "One"), 0), *root = rushes_board_get_root (board);
  g_autoptr (GVariant) people = rushes_board_text_parse ("{\"Anna\": {\"words\": \"a woman in a red coat\"}}", -1, NULL);
  g_autofree char *none = rushes_inherit_dup_prompt (shot, TRUE), *of_action = NULL, *whole = NULL;

  g_assert_null (none);
  set (board, shot, RUSHES_BOARD_ACTION, g_variant_new_string ("Anna runs."));
  of_action = rushes_inherit_dup_prompt (shot, TRUE);
  g_assert_cmpstr (of_action, ==, "Anna runs.");
  set (board, root, RUSHES_BOARD_PREFIX, g_variant_new_string ("35mm film,"));
  set (board, root, RUSHES_BOARD_SUFFIX, g_variant_new_string ("at night"));
  set (board, root, RUSHES_BOARD_PEOPLE, people);
  set (board, shot, RUSHES_BOARD_PROMPT, g_variant_new_string ("@Anna, not @Annabel, runs to anna@train"));
  whole = rushes_inherit_dup_prompt (shot, FALSE);
  g_assert_cmpstr (whole, ==, "35mm film, a woman in a red coat, not @Annabel, runs to anna@train at night");
  save (fixture);
}

static void
assert_state (RushesBoard *board, RushesBoardItem *shot, RushesShotState state)
{
  g_assert_cmpstr (rushes_shot_state_to_string (rushes_shot_state_get (board, shot)), ==, rushes_shot_state_to_string (state));
}

static void
test_states_and_links (Fixture *fixture, gconstpointer data)
{
  RushesBoard *board = fixture->board;
  RushesBoardItem *scene = add_scene (board, "One"), *first = add_shot (board, scene, 0), *second = add_shot (board, scene, 1);
  RushesBoardItem *third = add_shot (board, scene, 2);
  g_autoptr (GError) error = NULL;

  assert_state (board, first, RUSHES_SHOT_EMPTY);
  set (board, first, RUSHES_BOARD_STILL, g_variant_new_string ("media/a.png"));
  assert_state (board, first, RUSHES_SHOT_SKETCHED);
  add_take (board, first, "aaa");
  add_take (board, first, "bbb");
  assert_state (board, first, RUSHES_SHOT_TO_CHOOSE);
  run_step (board, rushes_board_edit_choose (first, rushes_board_item_get_child (first, 0)));
  assert_state (board, first, RUSHES_SHOT_CHOSEN);
  set (board, second, RUSHES_BOARD_FIRST, new_link ("end_of", 10));
  set (board, third, RUSHES_BOARD_FIRST, new_link ("end_of", 20));
  g_assert_cmpuint (rushes_continuity_count_links (board, third), ==, 2);
  add_take (board, second, "ccc");
  run_step (board, rushes_board_edit_choose (second, rushes_board_item_get_child (second, 0)));
  assert_state (board, second, RUSHES_SHOT_CHOSEN);
  run_step (board, rushes_board_edit_choose (first, rushes_board_item_get_child (first, 1)));
  assert_state (board, second, RUSHES_SHOT_OUT_OF_DATE);
  g_free (rushes_board_undo (board, FALSE, NULL));
  assert_state (board, second, RUSHES_SHOT_CHOSEN);
  g_assert_null (rushes_board_edit_set (board, first, RUSHES_BOARD_FIRST, new_link ("end_of", 30), &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "circle"));
  g_clear_error (&error);
  g_assert_null (rushes_board_edit_set (board, first, RUSHES_BOARD_LAST, new_link ("start_of", 30), &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE);
  g_clear_error (&error);
  g_assert_null (rushes_board_edit_set (board, first, RUSHES_BOARD_FIRST, new_link ("end_of", 10), NULL));
  g_assert_null (rushes_board_edit_set (board, first, RUSHES_BOARD_FIRST, new_link ("end_of", 70), NULL));
  g_assert_null (rushes_board_edit_set (board, first, RUSHES_BOARD_LENGTH, g_variant_new_int64 (0), NULL));
  save (fixture);
}

static void
test_everything_can_be_taken_back (Fixture *fixture, gconstpointer data)
{
  RushesBoard *board = fixture->board;
  RushesBoardItem *one = add_scene (board, "One"), *two = add_scene (board, "Two"), *shot = add_shot (board, one, 0);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  add_shot (board, one, 1);
  add_take (board, shot, "aaa");
  for (int i = 0; i < 6; i++)
    {
      g_ptr_array_add (texts, to_text (board));
      switch (i)
        {
        case 0:
          set (board, shot, RUSHES_BOARD_PROMPT, g_variant_new_string ("A \"train\"\nat night\\"));
          break;
        case 1:
          run_step (board, rushes_board_edit_choose (shot, rushes_board_item_get_child (shot, 0)));
          break;
        case 2:
          run_step (board, rushes_board_edit_move (shot, two, 0));
          break;
        case 3:
          run_step (board, rushes_board_edit_move (shot, one, 1));
          break;
        case 4:
          run_step (board, rushes_board_edit_remove (shot));
          break;
        default:
          run_step (board, rushes_board_edit_remove (one));
        }
    }
  g_ptr_array_add (texts, to_text (board));
  save (fixture);
  reopen (fixture); /* it reaches over sessions */
  for (int i = 5; i >= 0; i--)
    {
      g_autofree char *name = rushes_board_undo (fixture->board, FALSE, NULL), *text = to_text (fixture->board);
      g_assert_nonnull (name);
      g_assert_cmpstr (text, ==, texts->pdata[i]);
    }
  for (int i = 1; i <= 6; i++)
    {
      g_autofree char *name = rushes_board_undo (fixture->board, TRUE, NULL), *text = to_text (fixture->board);
      g_assert_nonnull (name);
      g_assert_cmpstr (text, ==, texts->pdata[i]);
    }
  g_assert_null (rushes_board_get_undo_name (fixture->board, TRUE));
  for (int i = 0; i < RUSHES_BOARD_STEPS_KEPT + 20; i++)
    set (fixture->board, rushes_board_get_root (fixture->board), RUSHES_BOARD_NOTES, g_variant_new_take_string (g_strdup_printf ("%d", i)));
  for (int i = 0; i < RUSHES_BOARD_STEPS_KEPT; i++)
    {
      g_autofree char *name = rushes_board_undo (fixture->board, FALSE, NULL);
      g_assert_nonnull (name);
    }
  g_assert_null (rushes_board_get_undo_name (fixture->board, FALSE));
  g_assert_cmpstr (rushes_board_item_get_string (rushes_board_get_root (fixture->board), RUSHES_BOARD_NOTES), ==, "19");
}

static GPtrArray *
new_texts (const char *text)
{
  GPtrArray *texts = g_ptr_array_new ();

  if (text != NULL)
    g_ptr_array_add (texts, (char *) text);
  return texts;
}

static void
arrive (RushesBoard *board, RushesBoardItem *shot, const char *job, const char *clip)
{
  g_autoptr (GPtrArray) clips = new_texts (clip);

  g_assert_true (rushes_board_do_silently (board, rushes_board_edit_arrive (board, shot, job, clips, NULL), NULL));
}

static void
test_a_fill_is_taken_back (Fixture *fixture, gconstpointer data)
{
  RushesBoard *board = fixture->board;
  RushesBoardItem *shot = add_shot (board, add_scene (board, "One"), 0);
  g_autoptr (GPtrArray) shots = g_ptr_array_new (), jobs = new_texts ("job");
  g_autofree char *name = NULL;

  g_ptr_array_add (shots, shot);
  run_step (board, rushes_board_edit_fill (shots, jobs));
  assert_state (board, shot, RUSHES_SHOT_GENERATING);
  arrive (board, shot, "job", "job");
  arrive (board, shot, "job", "job"); /* as often as one likes */
  arrive (board, shot, "job", "2-job");
  g_assert_cmpuint (rushes_board_item_get_count (shot), ==, 2);
  assert_state (board, shot, RUSHES_SHOT_TO_CHOOSE);
  name = rushes_board_undo (board, FALSE, NULL);
  g_assert_cmpstr (name, ==, "1 shot filled");
  assert_state (board, shot, RUSHES_SHOT_EMPTY);
  arrive (board, shot, "job", "job"); /* it is paid, but not wanted here */
  assert_state (board, shot, RUSHES_SHOT_EMPTY);
  g_free (rushes_board_undo (board, TRUE, NULL));
  assert_state (board, shot, RUSHES_SHOT_GENERATING);
  arrive (board, shot, "job", "job");
  assert_state (board, shot, RUSHES_SHOT_TO_CHOOSE);
  run_step (board, rushes_board_edit_remove (rushes_board_item_get_child (shot, 0)));
  arrive (board, shot, "job", "job");
  assert_state (board, shot, RUSHES_SHOT_EMPTY); /* whom the user took out stays out */
  save (fixture);
}

static const char odd[] =
  "{\n \"rushes_board\": 1,\n \"id\": \"x\",\n \"title\": \"X\",\n \"x-board\": {\"a\": [1, 2.5, null, true, \"é\"], \"b\": {}, \"c\": []},\n"
  " \"given\": {\"shots\": 20, \"scenes\": 7, \"between\": []},\n \"scenes\": [\n"
  "  {\"id\": 7, \"x-scene\": 0.1, \"shots\": [\n"
  "   {\"number\": 10, \"x-shot\": [[]], \"takes\": [{\"clip\": \"c\", \"x-take\": -1}]},\n"
  "   {\"number\": 20, \"x-shot\": 1e-07}\n  ]}\n ]\n}\n";

static void
test_unknown_members_survive (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesBoard) board = from_text (odd, &error);
  g_autofree char *text = NULL, *changed = NULL;
  gint64 number;

  g_assert_no_error (error);
  g_assert_cmpuint (rushes_board_get_problems (board)->len, ==, 0);
  text = to_text (board);
  g_assert_cmpstr (text, ==, odd);
  run_step (board, rushes_board_edit_add_shot (board, rushes_board_find_scene (board, 7), G_MAXUINT, NULL, &number));
  run_step (board, rushes_board_edit_remove (rushes_board_find_shot (board, 10)));
  g_free (rushes_board_undo (board, FALSE, NULL));
  changed = to_text (board);
  g_assert_nonnull (strstr (changed, "\n   {\"number\": 10, \"x-shot\": [[]], \"takes\": [{\"clip\": \"c\", \"x-take\": -1}]},\n"));
  g_assert_nonnull (strstr (changed, "\"x-board\": {\"a\": [1, 2.5, null, true, \"é\"], \"b\": {}, \"c\": []}"));
}

static void
test_nonsense_is_told_and_kept (void)
{
  static const char text[] =
    "{\"rushes_board\": \"1.3\", \"id\": 5, \"rate\": \"fast\", \"scenes\": [{\"shots\": [{\"number\": 10, \"length\": \"long\", \"chosen\": 3, \"jobs\": \"j\"},"
    " {\"number\": 10}, {\"number\": \"12A\"}, {}, {\"number\": -5}, {\"number\": 1e300}, {\"number\": 20, \"first\": {\"end_of\": 20}},"
    " {\"number\": 30, \"first\": {\"end_of\": 40}}, {\"number\": 40, \"first\": {\"end_of\": 30}}, {\"number\": 50, \"first\": {\"end_of\": 999}},"
    " {\"number\": 60, \"takes\": [{}]}]}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesBoard) board = from_text (text, &error);
  g_autoptr (GPtrArray) shots = NULL;
  g_autofree char *all = NULL, *written = NULL;
  RushesBoardItem *shot;

  g_assert_no_error (error);
  g_assert_false (rushes_board_is_read_only (board));
  shots = rushes_board_list_shots (board);
  g_assert_cmpuint (shots->len, ==, 11);
  for (guint i = 0; i < shots->len; i++)
    g_assert_true (rushes_board_find_shot (board, number_of (shots->pdata[i])) == shots->pdata[i]);
  shot = rushes_board_find_shot (board, 10);
  g_assert_cmpint (rushes_inherit_get_length (board, shot), ==, 96);
  assert_state (board, shot, RUSHES_SHOT_EMPTY);
  g_assert_cmpuint (rushes_continuity_count_links (board, rushes_board_find_shot (board, 30)), ==, 1);
  g_ptr_array_add (rushes_board_get_problems (board), NULL);
  all = g_strjoinv ("\n", (char **) rushes_board_get_problems (board)->pdata);
  g_assert_nonnull (strstr (all, "Shot 10: “length” is not a whole number above 0"));
  g_assert_nonnull (strstr (all, "Two shots have the number 10"));
  g_assert_nonnull (strstr (all, "circle"));
  g_assert_nonnull (strstr (all, "shot 999"));
  g_assert_nonnull (strstr (all, "names no clip"));
  written = to_text (board);
  g_assert_nonnull (strstr (written, "\"length\": \"long\""));
  g_assert_nonnull (strstr (written, "\"rushes_board\": \"1.3\""));
  g_assert_nonnull (strstr (written, "\"shown\": \"12A\""));
}

static void
test_a_newer_form_is_only_looked_at (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesBoard) board = from_text ("{\"rushes_board\": 2, \"title\": \"From tomorrow\", \"scenes\": [{\"id\": 1, \"shots\": [{\"number\": 10}]}]}", NULL);

  g_assert_true (rushes_board_is_read_only (board));
  g_assert_false (rushes_board_do (board, rushes_board_edit_remove (rushes_board_find_shot (board, 10)), &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "newer"));
  g_assert_nonnull (rushes_board_find_shot (board, 10));
}

static guint
count_versions (Fixture *fixture)
{
  g_autofree char *versions = g_build_filename (fixture->folder, "versions", NULL);
  g_autoptr (GDir) dir = g_dir_open (versions, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_a_broken_file_is_left_alone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = rushes_board_file_dup_path (fixture->folder), *version = NULL, *aside = NULL, *kept = NULL;
  g_autoptr (RushesBoard) older = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 15; i++)
    {
      add_scene (fixture->board, "Scene");
      save (fixture);
    }
  g_assert_cmpuint (count_versions (fixture), ==, RUSHES_BOARD_VERSIONS_KEPT);
  g_assert_true (g_file_set_contents (path, "{\"rushes_board\": 1, \"scen", -1, NULL));
  g_assert_null (rushes_board_file_load (fixture->folder, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "was left as it is"));
  older = rushes_board_file_load_older (fixture->folder, &version);
  g_assert_nonnull (older);
  g_assert_cmpuint (rushes_board_item_get_count (rushes_board_get_root (older)), ==, 14);
  aside = rushes_board_file_restore (fixture->folder, NULL);
  g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "{\"rushes_board\": 1, \"scen");
  reopen (fixture);
  g_assert_cmpuint (rushes_board_item_get_count (rushes_board_get_root (fixture->board)), ==, 14);
}

static void
test_ten_thousand_shots (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("{\"rushes_board\": 1, \"id\": \"long\", \"title\": \"Long\", \"scenes\": [{\"id\": 1, \"shots\": [{\"number\": 10}");
  g_autoptr (GPtrArray) shots = NULL;

  for (int i = 2; i <= 10000; i++) /* one chain of links through all of them */
    g_string_append_printf (text, ", {\"number\": %d, \"first\": {\"end_of\": %d}}", 10 * i, 10 * i - 10);
  g_string_append (text, "]}]}");
  g_object_unref (fixture->board);
  fixture->board = from_text (text->str, NULL);
  g_assert_cmpuint (rushes_board_get_problems (fixture->board)->len, ==, 0);
  add_shot (fixture->board, rushes_board_find_scene (fixture->board, 1), G_MAXUINT);
  save (fixture);
  reopen (fixture);
  shots = rushes_board_list_shots (fixture->board);
  g_assert_cmpuint (shots->len, ==, 10001);
  g_assert_cmpuint (rushes_continuity_count_links (fixture->board, shots->pdata[9999]), ==, 9999);
  g_assert_null (rushes_board_edit_set (fixture->board, shots->pdata[0], RUSHES_BOARD_FIRST, new_link ("end_of", 100000), NULL));
  g_assert_cmpuint (rushes_board_get_problems (fixture->board)->len, ==, 0);
}

static void
test_a_list_reads_what_has_changed (Fixture *fixture, gconstpointer data)
{
  RushesBoardItem *shot = add_shot (fixture->board, add_scene (fixture->board, "One"), 0);
  g_autofree char *bad = g_build_filename (fixture->boards, "bad", NULL), *file = g_build_filename (bad, "board.json", NULL), *found = NULL;
  g_autoptr (GPtrArray) boards = NULL;
  const RushesBoardFacts *facts;

  add_take (fixture->board, shot, "aaa");
  save (fixture);
  g_mkdir (bad, 0700);
  g_assert_true (g_file_set_contents (file, "{", -1, NULL));
  for (int i = 0; i < 3; i++) /* read, remembered, read again */
    {
      if (i == 2)
        {
          add_shot (fixture->board, rushes_board_find_scene (fixture->board, 1), 1);
          save (fixture);
        }
      g_clear_pointer (&boards, g_ptr_array_unref);
      boards = rushes_board_list (fixture->paths);
      g_assert_cmpuint (boards->len, ==, 2);
      facts = boards->pdata[g_str_equal (((RushesBoardFacts *) boards->pdata[0])->slug, "bad") ? 1 : 0];
      g_assert_cmpstr (facts->title, ==, "Night Train");
      g_assert_cmpint (facts->n_shots, ==, i == 2 ? 2 : 1);
      g_assert_cmpint (facts->frames, ==, i == 2 ? 192 : 96);
      g_assert_cmpint (facts->n_states[RUSHES_SHOT_TO_CHOOSE], ==, 1);
      g_assert_cmpstr (facts->pictures[0], ==, "clip:aaa");
      g_assert_null (facts->problem);
    }
  found = rushes_board_list_find (fixture->paths, "NIGHT train", NULL);
  g_assert_cmpstr (found, ==, "night-train");
  g_assert_null (rushes_board_list_find (fixture->paths, "day", NULL));
}

static void
count (int *n)
{
  ++*n;
}

static void
test_an_open_board_is_written (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesBoardSaver) saver = NULL;
  g_autofree char *path = rushes_board_file_dup_path (fixture->folder), *text = NULL;
  int n_saved = 0, n_failed = 0;

  save (fixture);
  saver = rushes_board_saver_new (fixture->board, fixture->boards, "night-train");
  g_signal_connect_swapped (saver, "saved", G_CALLBACK (count), &n_saved);
  g_signal_connect_swapped (saver, "not-saved", G_CALLBACK (count), &n_failed);
  for (int i = 0; i < 20; i++)
    add_scene (fixture->board, "Scene");
  g_assert_false (rushes_board_saver_is_saved (saver));
  while (n_saved == 0 && n_failed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (rushes_board_saver_is_saved (saver));
  g_assert_cmpint (n_failed, ==, 0);
  g_assert_cmpuint (count_versions (fixture), ==, 1); /* one write for all of it */
  g_assert_true (g_file_set_contents (path, odd, -1, NULL)); /* another program was there */
  add_scene (fixture->board, "Scene");
  rushes_board_saver_flush (saver);
  g_assert_cmpint (n_failed, ==, 1);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, odd);
}

int
main (int argc, char **argv)
{
  int code;

  g_test_init (&argc, &argv, NULL);
  folders = g_ptr_array_new_with_free_func (g_free);
#define ADD(name, function) g_test_add ("/boards/" name, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/boards/rates", test_rates);
  ADD ("numbers-are-given-once", test_numbers_are_given_once);
  ADD ("there-is-always-a-number-between", test_there_is_always_a_number_between);
  ADD ("what-is-not-said-is-inherited", test_what_is_not_said_is_inherited);
  ADD ("prompts-are-put-together", test_prompts_are_put_together);
  ADD ("states-and-links", test_states_and_links);
  ADD ("everything-can-be-taken-back", test_everything_can_be_taken_back);
  ADD ("a-fill-is-taken-back", test_a_fill_is_taken_back);
  ADD ("unknown-members-survive", test_unknown_members_survive);
  g_test_add_func ("/boards/nonsense-is-told-and-kept", test_nonsense_is_told_and_kept);
  g_test_add_func ("/boards/a-newer-form-is-only-looked-at", test_a_newer_form_is_only_looked_at);
  ADD ("a-broken-file-is-left-alone", test_a_broken_file_is_left_alone);
  ADD ("ten-thousand-shots", test_ten_thousand_shots);
  ADD ("a-list-reads-what-has-changed", test_a_list_reads_what_has_changed);
  ADD ("an-open-board-is-written", test_an_open_board_is_written);
  code = g_test_run ();
  if (code == 0)
    g_assert_true (records_are_described ("boards.py", folders));
  g_ptr_array_unref (folders);
  return code;
}
