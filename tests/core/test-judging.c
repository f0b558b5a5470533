/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-clip-list.h"
#include "rushes-differences.h"
#include "rushes-judging.h"
#include "rushes-search-text.h"
#include "rushes-sidecar.h"
#include "opened-library.h"
#include "sidecars.h"

#include <glib/gstdio.h>

/* Culling: what is found, what is thought, and how it is taken back. */

static GPtrArray *folders; /* of the tests: all their sidecars are checked at the end */

static void
set_up (Fixture *fixture, gconstpointer data)
{
  open_library (fixture);
  g_ptr_array_add (folders, rushes_paths_dup_clip_path (fixture->paths, ""));
}

/* As another process sees it, or the next session. */
static void
reopen (Fixture *fixture)
{
  rushes_library_flush (fixture->library);
  g_object_unref (fixture->library);
  fixture->library = rushes_library_open (fixture->paths, NULL);
  g_assert_nonnull (fixture->library);
}

static void
add (Fixture *fixture, const char *id, const char *prompt)
{
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *path = NULL, *folder = NULL;

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROVIDER, "s", "openai");
  g_variant_dict_insert (&members, RUSHES_REQUEST_MODEL, "s", "wan-2.2");
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", prompt);
  info->id = g_strdup (id);
  info->name = g_strdup_printf ("2026/11/%s.mp4", id);
  info->connection_name = g_strdup ("Studio PC");
  info->request = rushes_request_new (g_variant_dict_end (&members));
  info->created_us = g_get_real_time ();
  info->duration_ms = 4000;
  info->size_bytes = 1;
  info->is_new = TRUE;
  info->width = 1280;
  info->height = 720;
  path = rushes_paths_dup_clip_path (fixture->paths, info->name);
  folder = g_path_get_dirname (path);
  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_assert_true (rushes_library_add (fixture->library, info, NULL));
}

#define FOUND(words_) count (fixture, (RushesQuery) { .words = (words_) })

static void
test_any_word_in_any_order (Fixture *fixture, gconstpointer data)
{
  add (fixture, "a", "A lighthouse at dawn, 35mm");
  add (fixture, "b", "The crème brûlée melts; l’été, naïve ZÜRICH");
  g_assert_cmpuint (FOUND (""), ==, 2);
  g_assert_cmpuint (FOUND ("dawn light"), ==, 1); /* beginnings of words */
  g_assert_cmpuint (FOUND ("house"), ==, 0);
  g_assert_cmpuint (FOUND ("creme BRULEE zurich ete"), ==, 1);
  g_assert_cmpuint (FOUND ("crème zürich"), ==, 1);
  g_assert_cmpuint (FOUND ("35"), ==, 1);
  g_assert_cmpuint (FOUND ("studio"), ==, 2); /* the connection */
  g_assert_cmpuint (FOUND ("wan-2.2"), ==, 2); /* the model */
  g_assert_cmpuint (FOUND ("dawn zurich"), ==, 0);
}

static void
test_what_is_typed_is_no_language (Fixture *fixture, gconstpointer data)
{
  add (fixture, "a", "say \"cut\" AND go");
  for (const char *const *words = (const char *const[]) { "\"", "cut\"", "*", "AND", "OR cut", "cut)", "-cut", "^say", "cut:go", "NEAR(", "—", "' OR 1=1",
                                                          "\xff", NULL }; *words != NULL; words++)
    FOUND (*words); /* no error */
  g_assert_cmpuint (FOUND ("\"cut\""), ==, 1);
  g_assert_cmpuint (FOUND ("and"), ==, 1);
  g_assert_cmpuint (FOUND ("OR"), ==, 0);
}

static void
test_scripts_without_spaces (Fixture *fixture, gconstpointer data)
{
  add (fixture, "a", "一只猫在雨中的城市里奔跑");
  add (fixture, "b", "雨の街を走る猫のアニメ");
  add (fixture, "c", "แมวสีดำวิ่งในเมือง");
  add (fixture, "d", "고양이가 빗속을 달린다");
  add (fixture, "e", "قِطَّةٌ سَوْداء");
  g_assert_cmpuint (FOUND ("城市"), ==, 1);
  g_assert_cmpuint (FOUND ("市城"), ==, 0);
  g_assert_cmpuint (FOUND ("猫"), ==, 2);
  g_assert_cmpuint (FOUND ("雨 猫"), ==, 2);
  g_assert_cmpuint (FOUND ("アニ"), ==, 1);
  g_assert_cmpuint (FOUND ("สีดำ"), ==, 1);
  g_assert_cmpuint (FOUND ("고양"), ==, 1);
  g_assert_cmpuint (FOUND ("قطة"), ==, 1);
}

static void
test_filters_combine (Fixture *fixture, gconstpointer data)
{
  add (fixture, "a", "one");
  add (fixture, "b", "two");
  add (fixture, "c", "three");
  {
    g_autoptr (GPtrArray) some = ref_clips (fixture, "a b"), one = ref_clips (fixture, "b");
    rushes_library_judge (fixture->library, rushes_judging_tag (some, "hero", TRUE));
    rushes_library_judge (fixture->library, rushes_judging_tag (one, "Été", TRUE));
    rushes_library_judge (fixture->library, rushes_judging_set (one, RUSHES_OPINION_VERDICT, g_variant_new_int32 (RUSHES_VERDICT_REJECT)));
    rushes_library_judge (fixture->library, rushes_judging_set (one, RUSHES_OPINION_LABEL, g_variant_new_int32 (7)));
  }
  reopen (fixture);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .tag = "hero" }), ==, 2);
  g_assert_cmpuint (FOUND ("hero"), ==, 2);
  g_assert_cmpuint (FOUND ("ete"), ==, 1);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .tag = "hero", .decision = RUSHES_DECISION_NOT_REJECTED }), ==, 1);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .decision = RUSHES_DECISION_REJECTED, .label = 7 }), ==, 1);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .decision = RUSHES_DECISION_PICKED }), ==, 0);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .unseen = TRUE }), ==, 1);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .shape = RUSHES_SHAPE_WIDE, .connection = "Studio PC" }), ==, 3);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .shape = RUSHES_SHAPE_TALL }), ==, 0);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .shortest_ms = 4001 }), ==, 0);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .longest_ms = 4000, .limit = 2 }), ==, 2);
}

typedef struct
{
  guint n_signals, position, n_removed, n_added;
} Changed;

static void
on_items_changed (GListModel *list, guint position, guint n_removed, guint n_added, Changed *changed)
{
  *changed = (Changed) { changed->n_signals + 1, position, n_removed, n_added };
}

static void
wait_for (Changed *changed, guint n_signals)
{
  while (changed->n_signals < n_signals)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (changed->n_signals, ==, n_signals);
}

static RushesClipInfo *
new_info (const char *id, const char *prompt, gint64 created_us)
{
  RushesClipInfo *info = rushes_clip_info_new ();
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", prompt);
  info->id = g_strdup (id);
  info->name = g_strdup_printf ("%s.mp4", id);
  info->request = rushes_request_new (g_variant_dict_end (&members));
  info->created_us = created_us;
  return info;
}

/* What a view shows stays where it is. */
static void
test_a_list_changes_where_it_differs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesClipList) list = rushes_clip_list_new (fixture->library);
  g_autoptr (RushesClipInfo) five = new_info ("five", "fox", 5000000), one = new_info ("one", "fox", 1000000), three = new_info ("three", "fox", 3000000),
                             owl = new_info ("owl", "owl", 4000000);
  Changed changed = { 0 };

  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), &changed);
  g_assert_true (rushes_library_add (fixture->library, five, NULL));
  wait_for (&changed, 1);
  g_assert_true (rushes_library_add (fixture->library, one, NULL)); /* is older, though it came later */
  wait_for (&changed, 2);
  g_assert_true (changed.position == 1 && changed.n_removed == 0 && changed.n_added == 1);
  g_assert_true (rushes_library_add (fixture->library, owl, NULL));
  wait_for (&changed, 3);
  g_assert_true (changed.position == 1 && changed.n_removed == 0 && changed.n_added == 1);
  rushes_clip_list_query (list, &(RushesQuery) { .words = "fox" });
  wait_for (&changed, 4);
  g_assert_true (changed.position == 1 && changed.n_removed == 1 && changed.n_added == 0);
  g_assert_true (rushes_library_add (fixture->library, three, NULL)); /* between them, under a filter */
  wait_for (&changed, 5);
  g_assert_true (changed.position == 1 && changed.n_removed == 0 && changed.n_added == 1);
  g_assert_cmpint (rushes_clip_list_find (list, "three"), ==, 1);
}

#define N_MANY 300

static void
add_many (Fixture *fixture)
{
  for (int i = 0; i < N_MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("clip-%d", i);
      g_autoptr (RushesClipInfo) info = new_info (id, "many", i);
      g_assert_true (rushes_library_add (fixture->library, info, NULL));
    }
}

/* The first screenful does not wait for the rest, which then comes below it. */
static void
test_the_first_screenful_comes_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesClipList) list = NULL;
  Changed changed = { 0 };
  guint screenful;

  add_many (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  list = rushes_clip_list_new (fixture->library);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), &changed);
  wait_for (&changed, 1);
  screenful = changed.n_added;
  g_assert_cmpuint (screenful, <, N_MANY);
  wait_for (&changed, 2);
  g_assert_true (changed.position == screenful && changed.n_removed == 0 && changed.n_added == N_MANY - screenful);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_MANY);
}

static void
on_undone (GObject *library, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* Returns: how many judgements were taken back, or made again */
static guint
take_back (Fixture *fixture, gboolean redo)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) judgements = NULL;
  g_autoptr (GError) error = NULL;

  rushes_library_undo_async (fixture->library, redo, on_undone, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  judgements = rushes_library_undo_finish (fixture->library, result, &error);
  g_assert_no_error (error);
  return judgements->len;
}

static void
test_every_step_can_be_taken_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesClip) clip = NULL;

  add (fixture, "a", "one");
  clip = ref_clip (fixture, "a");
  for (int i = 0; i < 60; i++)
    {
      g_autoptr (GPtrArray) clips = ref_clips (fixture, "a");
      rushes_library_judge (fixture->library, rushes_judging_set (clips, RUSHES_OPINION_RATING, g_variant_new_int32 (i % 5 + 1)));
    }
  g_assert_cmpint (rushes_clip_get_info (clip)->rating, ==, 5);
  for (int i = 0; i < 59; i++)
    g_assert_cmpuint (take_back (fixture, FALSE), ==, 1);
  g_assert_cmpint (rushes_clip_get_info (clip)->rating, ==, 1);
  g_assert_cmpuint (take_back (fixture, FALSE), ==, 1);
  g_assert_cmpint (rushes_clip_get_info (clip)->rating, ==, 0);
  g_assert_cmpuint (take_back (fixture, FALSE), ==, 0);
  g_assert_cmpuint (take_back (fixture, TRUE), ==, 1);
  g_assert_cmpuint (take_back (fixture, TRUE), ==, 1);
  g_assert_cmpint (rushes_clip_get_info (clip)->rating, ==, 2);
}

/* A step is one press of a key, for however many clips, of whatever kind; a new one forgets what was taken back. */
static void
test_a_step_is_one_press (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) clips = NULL;
  RushesClip *a, *b;

  add (fixture, "a", "one");
  add (fixture, "b", "two");
  clips = ref_clips (fixture, "a b");
  a = clips->pdata[0];
  b = clips->pdata[1];
  rushes_library_judge (fixture->library, rushes_judging_tag (clips, "t", TRUE));
  rushes_library_judge (fixture->library, rushes_judging_toggle (clips, RUSHES_OPINION_VERDICT, g_variant_new_int32 (1), g_variant_new_int32 (0)));
  g_assert_cmpint (rushes_clip_get_info (b)->verdict, ==, RUSHES_VERDICT_PICK);
  g_assert_cmpuint (take_back (fixture, FALSE), ==, 2);
  g_assert_cmpint (rushes_clip_get_info (a)->verdict, ==, RUSHES_VERDICT_NONE);
  g_assert_true (g_strv_contains ((const char *const *) rushes_clip_get_info (a)->tags, "t"));
  g_assert_cmpuint (take_back (fixture, FALSE), ==, 2);
  g_assert_null (rushes_clip_get_info (b)->tags);
  rushes_library_judge (fixture->library, rushes_judging_set (clips, RUSHES_OPINION_LABEL, g_variant_new_int32 (6)));
  g_assert_cmpuint (take_back (fixture, TRUE), ==, 0);
  g_assert_cmpuint (take_back (fixture, FALSE), ==, 2);
}

/* The second press of a key takes the first back; some of several are picked: all become. */
static void
test_toggle (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) both = NULL, one = NULL;

  add (fixture, "a", "one");
  add (fixture, "b", "two");
  both = ref_clips (fixture, "a b");
  one = ref_clips (fixture, "a");
  rushes_library_judge (fixture->library, rushes_judging_toggle (one, RUSHES_OPINION_FAVOURITE, g_variant_new_boolean (TRUE), g_variant_new_boolean (FALSE)));
  rushes_library_judge (fixture->library, rushes_judging_toggle (both, RUSHES_OPINION_FAVOURITE, g_variant_new_boolean (TRUE), g_variant_new_boolean (FALSE)));
  g_assert_true (rushes_clip_get_info (both->pdata[0])->favourite && rushes_clip_get_info (both->pdata[1])->favourite);
  rushes_library_judge (fixture->library, rushes_judging_toggle (both, RUSHES_OPINION_FAVOURITE, g_variant_new_boolean (TRUE), g_variant_new_boolean (FALSE)));
  g_assert_false (rushes_clip_get_info (both->pdata[0])->favourite || rushes_clip_get_info (both->pdata[1])->favourite);
}

/* The index, its journal and the sidecars are what the next session starts from; and another process, which judges too. */
static void
test_another_process (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesLibrary) other = NULL;
  g_autoptr (RushesClip) here = NULL, there = NULL;

  add (fixture, "a", "one");
  here = ref_clip (fixture, "a");
  other = rushes_library_open (fixture->paths, NULL);
  there = rushes_library_ref_clip (other, rushes_library_find_row (other, "a", NULL), NULL);
  {
    g_autoptr (GPtrArray) clips = g_ptr_array_new ();
    g_ptr_array_add (clips, there);
    rushes_library_judge (other, rushes_judging_set (clips, RUSHES_OPINION_RATING, g_variant_new_int32 (4)));
    rushes_library_flush (other);
    clips->pdata[0] = here; /* which does not know of that */
    rushes_library_judge (fixture->library, rushes_judging_tag (clips, "t", TRUE));
  }
  g_clear_object (&here);
  reopen (fixture);
  here = ref_clip (fixture, "a");
  g_assert_cmpint (rushes_clip_get_info (here)->rating, ==, 4);
  g_assert_cmpstr (rushes_clip_get_info (here)->tags[0], ==, "t");
  g_assert_cmpuint (take_back (fixture, FALSE), ==, 1);
  g_assert_cmpuint (take_back (fixture, FALSE), ==, 1);
  g_assert_cmpint (rushes_clip_get_info (here)->rating, ==, 0);
  rushes_library_flush (fixture->library);
}

static guint
count_notes (RushesClip *clip)
{
  return rushes_notes_count (rushes_clip_get_info (clip)->notes);
}

static void
note (RushesLibrary *library, RushesClip *clip, gint64 from_us, gint64 to_us, const char *text)
{
  rushes_library_judge (library, rushes_judging_note (clip, NULL, &(RushesNote) { from_us, to_us, text }));
}

/* In the order of their times, each once, found by their words, and undone like any judgement. */
static void
test_notes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesClip) clip = NULL;
  RushesNote first, second;

  add (fixture, "a", "one");
  add (fixture, "b", "two");
  clip = ref_clip (fixture, "a");
  note (fixture->library, clip, 2000000, 2500000, "  The hand melts\n");
  note (fixture->library, clip, 41667, 0, "Été: good start");
  note (fixture->library, clip, 41667, 41667, "Été: good start"); /* is no step */
  note (fixture->library, clip, 7, 7, " ");
  g_clear_object (&clip);
  reopen (fixture);
  clip = ref_clip (fixture, "a");
  g_assert_cmpuint (count_notes (clip), ==, 2);
  first = rushes_notes_get (rushes_clip_get_info (clip)->notes, 0);
  second = rushes_notes_get (rushes_clip_get_info (clip)->notes, 1);
  g_assert_true (first.from_us == 41667 && first.to_us == 41667 && second.to_us == 2500000);
  g_assert_cmpstr (second.text, ==, "The hand melts");
  g_assert_cmpuint (count (fixture, (RushesQuery) { .noted = TRUE }), ==, 1);
  g_assert_cmpuint (FOUND ("melts ete"), ==, 1);
  rushes_library_judge (fixture->library, rushes_judging_note (clip, &second, &(RushesNote) { 2000000, 2500000, "The hand is fine" }));
  g_assert_cmpuint (count_notes (clip), ==, 2);
  g_assert_cmpuint (take_back (fixture, FALSE), ==, 1);
  g_assert_cmpuint (FOUND ("melts"), ==, 1);
  for (int left = 1; left >= 0; left--)
    {
      g_assert_cmpuint (take_back (fixture, FALSE), ==, 1);
      g_assert_cmpuint (count_notes (clip), ==, left);
    }
  g_assert_cmpuint (take_back (fixture, FALSE), ==, 0);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .noted = TRUE }), ==, 0);
  g_assert_cmpuint (take_back (fixture, TRUE), ==, 1);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .noted = TRUE }), ==, 1);
}

/* Two who write at the same time keep what both have written; one takes back only what that one wrote. */
static void
test_notes_of_two_processes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesLibrary) other = NULL;
  g_autoptr (RushesClip) here = NULL, there = NULL;

  add (fixture, "a", "one");
  here = ref_clip (fixture, "a");
  other = rushes_library_open (fixture->paths, NULL);
  there = rushes_library_ref_clip (other, rushes_library_find_row (other, "a", NULL), NULL);
  note (other, there, 1000000, 1000000, "theirs");
  rushes_library_flush (other);
  note (fixture->library, here, 2000000, 2000000, "ours"); /* without knowing of that one */
  g_clear_object (&here);
  reopen (fixture);
  here = ref_clip (fixture, "a");
  g_assert_cmpuint (count_notes (here), ==, 2);
  g_assert_cmpuint (take_back (fixture, FALSE), ==, 1);
  g_clear_object (&here);
  reopen (fixture);
  here = ref_clip (fixture, "a");
  g_assert_cmpuint (count_notes (here), ==, 1);
  g_assert_cmpstr (rushes_notes_get (rushes_clip_get_info (here)->notes, 0).text, ==, "theirs");
}

/* As other programs and hands may have written them. */
static void
test_notes_are_read_as_they_are_meant (void)
{
  const char *text = "{ \"rushes_sidecar\": 2, \"id\": \"a\", \"name\": \"a.mp4\", \"notes\": "
                     "[ { \"from_us\": 9, \"text\": \"b\" }, 3, { \"from_us\": 4 }, { \"text\": \"all\" }, { \"from_us\": 9, \"to_us\": 3, \"text\": \"b\" } ] }";
  g_autoptr (RushesClipInfo) info = rushes_sidecar_from_text (text, NULL),
                             plain = rushes_sidecar_from_text ("{ \"rushes_sidecar\": 1, \"id\": \"a\", \"name\": \"a.mp4\", \"notes\": \"good\" }", NULL);

  g_assert_cmpuint (rushes_notes_count (info->notes), ==, 2);
  g_assert_cmpint (rushes_notes_get (info->notes, 0).from_us, ==, RUSHES_NOTE_WHOLE);
  g_assert_cmpint (rushes_notes_get (info->notes, 1).to_us, ==, 9);
  g_assert_cmpuint (rushes_notes_count (plain->notes), ==, 1);
  g_assert_cmpstr (rushes_notes_get (plain->notes, 0).text, ==, "good");
}

static char *
read_sidecar (Fixture *fixture, const char *id)
{
  g_autofree char *name = g_strdup_printf ("2026/11/%s.json", id), *path = rushes_paths_dup_clip_path (fixture->paths, name);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
on_not_judged (RushesLibrary *library, const GError *error, gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* A folder that cannot be written keeps the judgement in the index; the sidecar follows at the next start. */
static void
test_late_sidecars (Fixture *fixture, gconstpointer data)
{
  g_autofree char *parts = rushes_paths_dup_part_path (fixture->paths, "x"), *before = NULL, *after = NULL;
  g_autofree char *folder = g_path_get_dirname (parts), *aside = g_strconcat (folder, ".aside", NULL);
  g_autoptr (GPtrArray) clips = NULL;

  add (fixture, "a", "one");
  clips = ref_clips (fixture, "a");
  g_assert_cmpint (g_rename (folder, aside), ==, 0); /* nothing can be written there */
  g_test_expect_message ("rushes-library", G_LOG_LEVEL_WARNING, "A sidecar was not written*");
  rushes_library_judge (fixture->library, rushes_judging_set (clips, RUSHES_OPINION_RATING, g_variant_new_int32 (3)));
  rushes_library_flush (fixture->library);
  g_test_assert_expected_messages ();
  before = read_sidecar (fixture, "a");
  g_assert_null (strstr (before, "\"rating\""));
  g_assert_cmpint (g_rename (aside, folder), ==, 0);
  g_clear_pointer (&clips, g_ptr_array_unref);
  reopen (fixture);
  rushes_library_flush (fixture->library);
  after = read_sidecar (fixture, "a");
  g_assert_nonnull (strstr (after, "\"rating\" : 3"));
}

/* What could not be kept is not shown either. */
static void
test_not_judged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (rushes_paths_get_data_dir (fixture->paths), "library.db", NULL);
  g_autoptr (GPtrArray) clips = NULL;
  g_autofree char *sqlite = g_find_program_in_path ("python3");
  const char *argv[] = { sqlite, "-c", "import sqlite3, sys; sqlite3.connect (sys.argv[1]).executescript ('DROP TABLE changes')", path, NULL };
  gboolean refused = FALSE;

  add (fixture, "a", "one");
  clips = ref_clips (fixture, "a");
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, NULL, NULL));
  g_signal_connect (fixture->library, "not-judged", G_CALLBACK (on_not_judged), &refused);
  rushes_library_judge (fixture->library, rushes_judging_set (clips, RUSHES_OPINION_RATING, g_variant_new_int32 (3)));
  g_assert_cmpint (rushes_clip_get_info (clips->pdata[0])->rating, ==, 3);
  while (!refused)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (rushes_clip_get_info (clips->pdata[0])->rating, ==, 0);
}

/* Sidecars are written by hand, too. */
static void
test_nonsense_in_a_sidecar (void)
{
  g_autoptr (RushesClipInfo) info =
    rushes_sidecar_from_text ("{ \"rushes_sidecar\": 2, \"id\": \"a\", \"name\": \"a.mp4\", \"verdict\": 7, \"label\": -99999999999,"
                              " \"tags\": [1, \" b \", null, \"\", \"a\", \"b\", {}, [\"c\"]], \"rating\": \"many\" }", NULL);

  g_assert_nonnull (info);
  g_assert_cmpint (info->verdict, ==, RUSHES_VERDICT_NONE);
  g_assert_cmpint (info->label, ==, 0);
  g_assert_cmpuint (g_strv_length (info->tags), ==, 2);
  g_assert_cmpstr (info->tags[0], ==, "a");
  g_assert_cmpstr (info->tags[1], ==, "b");
  g_assert_null (rushes_sidecar_from_text ("/* \" */ { \"rushes_sidecar\": 2, \"id\": \"\\ud800\\n\", \"name\": \"a.mp4\" }", NULL));
}

static RushesClipInfo *
new_made (gint64 seed, double cfg, const char *model)
{
  RushesClipInfo *info = rushes_clip_info_new ();
  GVariantDict members = G_VARIANT_DICT_INIT (NULL), fields = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&fields, "cfg", "d", cfg);
  g_variant_dict_insert (&fields, "steps", "x", (gint64) 20);
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", "A fox");
  g_variant_dict_insert (&members, RUSHES_REQUEST_SEED, "x", seed);
  g_variant_dict_insert (&members, RUSHES_REQUEST_MODEL, "s", model);
  g_variant_dict_insert_value (&members, RUSHES_REQUEST_FIELDS, g_variant_dict_end (&fields));
  info->request = rushes_request_new (g_variant_dict_end (&members));
  return info;
}

static const RushesDifference *
find_difference (GPtrArray *differences, const char *name)
{
  for (guint i = 0; i < differences->len; i++)
    if (g_str_equal (((RushesDifference *) differences->pdata[i])->name, name))
      return differences->pdata[i];
  return NULL;
}

/* Only what is not the same for all, with each clip's value; one that has none has "". */
static void
test_differences (void)
{
  g_autoptr (RushesClipInfo) first = new_made (7, 3.5, "wan"), second = new_made (8, 3.5, "wan"), third = new_made (7, 5, "wan"), other = rushes_clip_info_new ();
  const RushesClipInfo *const three[] = { first, second, third }, *const same[] = { first, first }, *const two[] = { first, other };
  g_autoptr (GPtrArray) differences = NULL;
  guint n_same;

  differences = rushes_differences_find (three, 3, &n_same);
  g_assert_cmpuint (differences->len, ==, 2);
  g_assert_cmpuint (n_same, ==, 3); /* prompt, model, steps */
  g_assert_cmpstr (find_difference (differences, "Seed")->values[1], ==, "8");
  g_assert_cmpstr (find_difference (differences, "Cfg")->values[0], ==, "3.5");
  g_assert_cmpstr (find_difference (differences, "Cfg")->values[2], ==, "5");
  g_ptr_array_unref (differences);
  differences = rushes_differences_find (same, 2, &n_same);
  g_assert_cmpuint (differences->len, ==, 0);
  g_assert_cmpuint (n_same, ==, 5);
  g_ptr_array_unref (differences);
  other->request = rushes_request_new (g_variant_new ("a{sv}", NULL));
  differences = rushes_differences_find (two, 2, NULL);
  g_assert_cmpstr (find_difference (differences, "Prompt")->values[0], ==, "A fox");
  g_assert_cmpstr (find_difference (differences, "Prompt")->values[1], ==, "");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/search/any-word-in-any-order", test_any_word_in_any_order },
    { "/search/what-is-typed-is-no-language", test_what_is_typed_is_no_language },
    { "/search/scripts-without-spaces", test_scripts_without_spaces },
    { "/search/filters-combine", test_filters_combine },
    { "/list/changes-where-it-differs", test_a_list_changes_where_it_differs },
    { "/list/the-first-screenful-comes-first", test_the_first_screenful_comes_first },
    { "/judging/every-step-can-be-taken-back", test_every_step_can_be_taken_back },
    { "/judging/a-step-is-one-press", test_a_step_is_one_press },
    { "/judging/toggle", test_toggle },
    { "/judging/another-process", test_another_process },
    { "/notes/notes", test_notes },
    { "/notes/of-two-processes", test_notes_of_two_processes },
    { "/judging/late-sidecars", test_late_sidecars },
    { "/judging/not-judged", test_not_judged },
  };
  int result;

  g_main_context_acquire (NULL); /* as a main loop does: what workers tell is told here, when it is waited for */
  g_test_init (&argc, &argv, NULL);
  folders = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].func, tear_down);
  g_test_add_func ("/notes/as-they-are-meant", test_notes_are_read_as_they_are_meant);
  g_test_add_func ("/judging/nonsense-in-a-sidecar", test_nonsense_in_a_sidecar);
  g_test_add_func ("/judging/differences", test_differences);
  result = g_test_run ();
  return result != 0 ? result : !sidecars_are_described (folders);
}
