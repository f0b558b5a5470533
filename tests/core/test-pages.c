/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-clip-list.h"
#include "rushes-clip-pages.h"
#include "rushes-database.h"
#include "rushes-scratch.h"
#include "rushes-sidecar.h"
#include "rushes-stacks.h"

/* A list of clips reads nothing while it is looked at, and its first screenful is that of the whole. */

#define N_CLIPS 320 /* five pages; every four are takes of one prompt, and every fifth of those is picked */

typedef struct
{
  RushesPaths *paths;
  RushesLibrary *library;
  RushesClipList *list;
} Fixture;

#define wait_until(condition)                     \
  G_STMT_START                                    \
  {                                               \
    while (!(condition))                          \
      g_main_context_iteration (NULL, TRUE);      \
  }                                               \
  G_STMT_END

/* As a record beside no file: the index is made of all of them at once. */
static void
add (Fixture *fixture, int number)
{
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *prompt = g_strdup_printf ("Take of %d by the sea", number / 4), *path = NULL, *sidecar = NULL, *text = NULL;
  g_autoptr (GError) error = NULL;

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROVIDER, "s", "comfyui");
  g_variant_dict_insert (&members, RUSHES_REQUEST_MODEL, "s", "wan2.2-5b");
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", prompt);
  info->id = g_strdup_printf ("clip-%d", number);
  info->name = g_strdup_printf ("%d.mp4", number);
  info->created_us = 1000 + number * 37 % N_CLIPS; /* those of a stack lie far from each other */
  info->duration_ms = number % 7;
  info->rating = number % 3;
  info->verdict = number % 20 == 0 ? RUSHES_VERDICT_PICK : RUSHES_VERDICT_NONE;
  info->request = rushes_request_new (g_variant_dict_end (&members));
  path = rushes_paths_dup_clip_path (fixture->paths, info->name);
  sidecar = rushes_sidecar_dup_path (path);
  text = rushes_sidecar_to_text (info);
  g_file_set_contents (sidecar, text, -1, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = rushes_scratch_make (), *config = g_build_filename (folder, "config", NULL), *cache = g_build_filename (folder, "cache", NULL);

  fixture->paths = rushes_paths_new (folder, config, cache);
  g_assert_true (rushes_paths_prepare (fixture->paths, NULL));
  for (int i = 0; i < N_CLIPS; i++)
    add (fixture, i);
  fixture->library = rushes_library_open (fixture->paths, NULL);
  fixture->list = rushes_clip_list_new (fixture->library);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) == N_CLIPS);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->list != NULL)
    rushes_clip_list_set_keep_func (fixture->list, NULL, NULL);
  g_clear_object (&fixture->list);
  g_clear_object (&fixture->library);
  g_clear_object (&fixture->paths);
}

static RushesClip *
get (Fixture *fixture, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (fixture->list), position);
}

static gint64
get_row (Fixture *fixture, guint position)
{
  return rushes_clip_list_get_entry (fixture->list, position)->row;
}

static void
on_changed (gpointer n)
{
  ++*(guint *) n;
}

static gboolean
are_loaded (GPtrArray *clips)
{
  for (guint i = 0; i < clips->len; i++)
    if (!rushes_clip_is_loaded (clips->pdata[i]))
      return FALSE;
  return TRUE;
}

/* Far from what was read: blank at once, the same objects filled in later, and the list says nothing of it. */
static void
test_items_are_read_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) clips = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RushesClip) first = NULL, again = NULL;
  guint n_run = rushes_database_get_n_run (), n_changes = 0, n_loaded = 0;

  first = get (fixture, 0);
  g_assert_true (rushes_clip_is_loaded (first)); /* it came with the answer */
  g_signal_connect_swapped (fixture->list, "items-changed", G_CALLBACK (on_changed), &n_changes);
  for (guint i = 150; i < 200; i++)
    g_ptr_array_add (clips, get (fixture, i));
  g_assert_false (rushes_clip_is_loaded (clips->pdata[0]));
  g_assert_cmpstr (rushes_clip_get_id (clips->pdata[0]), ==, "");
  g_signal_connect_swapped (clips->pdata[0], "notify::loaded", G_CALLBACK (on_changed), &n_loaded);
  wait_until (are_loaded (clips));
  g_assert_cmpuint (rushes_database_get_n_run (), ==, n_run);
  g_assert_true (n_changes == 0 && n_loaded == 1);
  for (guint i = 150; i < 200; i++)
    {
      RushesClip *clip = clips->pdata[i - 150];
      g_autoptr (RushesClip) same = rushes_library_ref_clip (fixture->library, rushes_library_find_row (fixture->library, rushes_clip_get_id (clip), NULL), NULL);
      g_assert_true (same == clip);
      g_assert_cmpint (rushes_library_find_row (fixture->library, rushes_clip_get_id (clip), NULL), ==, get_row (fixture, i));
    }
  again = get (fixture, 150);
  g_assert_true (again == clips->pdata[0]);
}

/* The next page is there before anybody comes to it, both ways. */
static void
test_the_next_page_is_read_ahead (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesClip) clip = get (fixture, RUSHES_CLIP_PAGE), back = NULL;

  wait_until (rushes_library_has_clip (fixture->library, get_row (fixture, 2 * RUSHES_CLIP_PAGE)));
  g_assert_true (rushes_clip_is_loaded (clip));
  g_assert_false (rushes_library_has_clip (fixture->library, get_row (fixture, 4 * RUSHES_CLIP_PAGE)));
  rushes_clip_list_query (fixture->list, &(RushesQuery) { .sort = RUSHES_SORT_OLDEST });
  wait_until (rushes_library_has_clip (fixture->library, get_row (fixture, 0)));
}

/* What the user does something with is not waited for; and what is known by its id is the same object. */
static void
test_what_is_acted_on_is_complete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesClip) blank = get (fixture, 200), known = rushes_library_ref_clip (fixture->library, get_row (fixture, 201), NULL), same = get (fixture, 201), filled = NULL;
  GPtrArray *step = rushes_judgements_new ();

  g_assert_false (rushes_clip_is_loaded (blank));
  filled = rushes_library_ref_clip (fixture->library, get_row (fixture, 200), NULL);
  g_assert_true (filled == blank && *rushes_clip_get_id (blank) != '\0');
  g_assert_true (known == same);
  g_ptr_array_add (step, rushes_judgement_new (rushes_clip_get_info (blank), RUSHES_OPINION_RATING, g_variant_new_int32 (5)));
  rushes_library_judge (fixture->library, step);
  g_assert_cmpint (rushes_clip_get_info (blank)->rating, ==, 5);
  wait_until (rushes_library_has_clip (fixture->library, get_row (fixture, 199))); /* the page came as well, and changed nothing */
  g_assert_cmpint (rushes_clip_get_info (blank)->rating, ==, 5);
}

/* A list that changes while a page is on its way still fills in what was asked for. */
static void
test_a_list_that_changes_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesClip) one = get (fixture, 100), other = get (fixture, 300);
  gint64 row = get_row (fixture, 100);

  g_assert_true (rushes_library_hide (fixture->library, "clip-0", TRUE, NULL));
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) == N_CLIPS - 1);
  wait_until (rushes_clip_is_loaded (one) && rushes_clip_is_loaded (other));
  g_assert_cmpint (rushes_library_find_row (fixture->library, rushes_clip_get_id (one), NULL), ==, row);
}

/* What must not leave its place. */
static GArray *
list_kept (gpointer row)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (rows, row, *(gint64 *) row != 0);
  return rows;
}

static void
ask_again (Fixture *fixture)
{
  guint n_answers = 0;
  gulong handler = g_signal_connect_swapped (fixture->list, "restacked", G_CALLBACK (on_changed), &n_answers);

  rushes_clip_list_refresh (fixture->list);
  wait_until (n_answers > 0);
  g_signal_handler_disconnect (fixture->list, handler);
}

static void
rate (Fixture *fixture, gint64 row, int rating)
{
  g_autoptr (RushesClip) clip = rushes_library_ref_clip (fixture->library, row, NULL);
  GPtrArray *step = rushes_judgements_new ();
  guint n_written = 0;
  gulong handler = g_signal_connect_swapped (fixture->library, "judged", G_CALLBACK (on_changed), &n_written);

  g_ptr_array_add (step, rushes_judgement_new (rushes_clip_get_info (clip), RUSHES_OPINION_RATING, g_variant_new_int32 (rating)));
  rushes_library_judge (fixture->library, step);
  wait_until (n_written > 0);
  g_signal_handler_disconnect (fixture->library, handler);
}

/* Returns: the row of what is shown at @position, when what was asked for has been found: a screenful, and then all of it. Nothing else is being asked
 * then, that could be answered by what is thought later. */
static gint64
ask_by_rating (Fixture *fixture, gboolean stacks, guint position)
{
  guint n_answers = 0;
  gulong handler = g_signal_connect_swapped (fixture->list, "restacked", G_CALLBACK (on_changed), &n_answers);

  rushes_clip_list_query (fixture->list, &(RushesQuery) { .sort = RUSHES_SORT_RATING, .stacks = stacks });
  wait_until (n_answers == 2);
  g_signal_handler_disconnect (fixture->list, handler);
  g_assert_true (rushes_clip_list_get_n_found (fixture->list) == N_CLIPS && rushes_clip_list_is_by_rating (fixture->list));
  return get_row (fixture, position);
}

/* In an order by rating: what is looked at stays where it is, whatever is thought of it and of others by now, and goes where it belongs when it is left. */
static void
test_what_is_rated_stays (Fixture *fixture, gconstpointer stacks)
{
  gint64 kept = ask_by_rating (fixture, stacks != NULL, 40), before = get_row (fixture, 39), behind = get_row (fixture, 41), first = get_row (fixture, 0);

  rushes_clip_list_set_keep_func (fixture->list, list_kept, &kept);
  rate (fixture, kept, 1);
  ask_again (fixture);
  g_assert_true (get_row (fixture, 40) == kept && get_row (fixture, 39) == before && get_row (fixture, 41) == behind);
  rate (fixture, kept, 5);
  ask_again (fixture);
  ask_again (fixture); /* and it is known still where it was seen first */
  g_assert_true (get_row (fixture, 40) == kept && get_row (fixture, 39) == before && get_row (fixture, 0) == first);
  rate (fixture, before, 4); /* another one goes to the front, and nothing with it */
  ask_again (fixture);
  g_assert_true (get_row (fixture, 40) == kept && get_row (fixture, 0) == before && get_row (fixture, 41) == behind);
  kept = 0;
  rushes_clip_list_let_go (fixture->list);
  wait_until (get_row (fixture, 0) != before);
  g_assert_true (get_row (fixture, 1) == before && get_row (fixture, 41) == behind);
}

/* Closed while something is read. */
static void
test_closed_at_any_moment (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesClip) clip = get (fixture, 300);

  g_clear_object (&fixture->list);
  g_assert_false (rushes_clip_is_loaded (clip));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static GArray *
arrange (Fixture *fixture, RushesQuery query, guint limit, guint *n_found)
{
  g_autoptr (GHashTable) open = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (RushesEntry)), found = NULL;
  g_autoptr (GError) error = NULL;

  query.stacks = TRUE;
  query.limit = limit;
  found = rushes_library_query_stacks (fixture->library, &query, &error);
  g_assert_no_error (error);
  *n_found = found->len;
  return rushes_stacks_arrange (found, open, before, NULL, NULL);
}

/* The first stacks alone are what they are in the whole: where they stand, how many clips they have, and which is on top. */
static void
test_the_first_stacks (Fixture *fixture, gconstpointer data)
{
  static const RushesQuery queries[] = {
    { 0 }, { .sort = RUSHES_SORT_OLDEST }, { .sort = RUSHES_SORT_RATING }, { .sort = RUSHES_SORT_LONGEST }, { .words = "sea" },
    { .words = "take 7", .minimum_rating = 1 }, { .minimum_rating = 2, .longest_ms = 4 }, { .words = "nothing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      guint n_some, n_all;
      g_autoptr (GArray) some = arrange (fixture, queries[i], 20, &n_some), all = arrange (fixture, queries[i], 0, &n_all);
      g_test_message ("query %u: %u of %u clips, %u of %u stacks", i, n_some, n_all, some->len, all->len);
      g_assert_cmpuint (some->len, <=, all->len);
      g_assert_true (n_some >= MIN (20, n_all) && (n_all <= 20 || n_some < n_all || some->len == all->len));
      for (guint e = 0; e < some->len; e++)
        g_assert_cmpmem (&g_array_index (some, RushesEntry, e), sizeof (RushesEntry), &g_array_index (all, RushesEntry, e), sizeof (RushesEntry));
    }
}

/* Who waits for the next answer does not wait for one that nobody wants: it ends in the middle. */
static void
test_a_question_is_broken_off (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GArray) before = NULL, none = NULL, after = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_push_current (cancellable);
  before = rushes_library_query (fixture->library, &(RushesQuery) { .words = "sea" }, NULL);
  g_assert_cmpuint (before->len, ==, N_CLIPS);
  g_cancellable_cancel (cancellable);
  none = rushes_library_query (fixture->library, &(RushesQuery) { .words = "sea" }, &error);
  g_assert_true (none == NULL && error != NULL);
  g_cancellable_pop_current (cancellable);
  after = rushes_library_query (fixture->library, &(RushesQuery) { .words = "sea" }, NULL);
  g_assert_cmpuint (after->len, ==, N_CLIPS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/pages/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("items-are-read-elsewhere", test_items_are_read_elsewhere);
  ADD ("the-next-page-is-read-ahead", test_the_next_page_is_read_ahead);
  ADD ("what-is-acted-on-is-complete", test_what_is_acted_on_is_complete);
  ADD ("a-list-that-changes-meanwhile", test_a_list_that_changes_meanwhile);
  g_test_add ("/pages/what-is-rated-stays", Fixture, NULL, set_up, test_what_is_rated_stays, tear_down);
  g_test_add ("/pages/a-rated-stack-stays", Fixture, "stacks", set_up, test_what_is_rated_stays, tear_down);
  ADD ("closed-at-any-moment", test_closed_at_any_moment);
  ADD ("the-first-stacks", test_the_first_stacks);
  ADD ("a-question-is-broken-off", test_a_question_is_broken_off);
  return g_test_run ();
}
