/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-clip-list.h"
#include "rushes-judging.h"
#include "opened-library.h"

/* Two have the same library open: what the one does is seen by the other. */

static RushesLibrary *other;
static RushesClipList *list; /* of the first */

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesPaths) same = NULL;
  const char *folder;

  open_library (fixture);
  folder = rushes_paths_get_data_dir (fixture->paths);
  same = rushes_paths_new (folder, folder, folder);
  other = rushes_library_open (same, NULL);
  list = rushes_clip_list_new (fixture->library);
  rushes_library_watch (fixture->library);
}

static void
end (Fixture *fixture, gconstpointer data)
{
  rushes_library_flush (other);
  g_clear_object (&list);
  g_clear_object (&other);
  tear_down (fixture, data);
}

static void
add (RushesLibrary *library, const char *id, gint64 created_us)
{
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", id);
  info->id = g_strdup (id);
  info->name = g_strdup_printf ("%s.mp4", id);
  info->request = rushes_request_new (g_variant_dict_end (&members));
  info->created_us = created_us;
  g_assert_true (rushes_library_add (library, info, NULL));
}

static void
wait_for_count (guint n)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) != n)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
judge_elsewhere (const char *id, int rating)
{
  g_autoptr (GPtrArray) clips = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (clips, rushes_library_ref_clip (other, rushes_library_find_row (other, id)));
  rushes_library_judge (other, rushes_judging_set (clips, RUSHES_OPINION_RATING, g_variant_new_int32 (rating)));
}

static GArray *
new_rows (const char *id)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (rows, &(gint64) { rushes_library_find_row (other, id) }, 1);
  return rows;
}

static void
on_removed (RushesLibrary *library, gint64 row, gint64 *last)
{
  *last = row;
}

static void
test_clips_come_and_go (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesClip) shown = NULL;
  gint64 removed = 0;

  add (fixture->library, "mine", 1000);
  wait_for_count (1);
  add (other, "theirs", 2000);
  wait_for_count (2);
  shown = ref_clip (fixture, "theirs");
  g_signal_connect (fixture->library, "removed", G_CALLBACK (on_removed), &removed);
  rushes_library_hide_rows_async (other, new_rows ("theirs"), TRUE, NULL, NULL);
  wait_for_count (1);
  g_assert_cmpint (removed, ==, rushes_library_find_row (fixture->library, "theirs")); /* whoever shows it alone hears so */
  rushes_library_hide_rows_async (other, new_rows ("theirs"), FALSE, NULL, NULL);
  wait_for_count (2);
}

/* What both think of the same clip: the last one counts, here and there. */
static void
test_judgements (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesClip) shown = NULL;
  g_autoptr (GPtrArray) one = NULL;

  add (fixture->library, "a", 1000);
  shown = ref_clip (fixture, "a");
  judge_elsewhere ("a", 4);
  while (rushes_clip_get_info (shown)->rating != 4)
    g_main_context_iteration (NULL, TRUE);
  one = ref_clips (fixture, "a");
  rushes_library_judge (fixture->library, rushes_judging_set (one, RUSHES_OPINION_LABEL, g_variant_new_int32 (7))); /* another fact: neither undoes the other's */
  judge_elsewhere ("a", 2);
  while (rushes_clip_get_info (shown)->rating != 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (rushes_clip_get_info (shown)->label, ==, 7);
}

static void
count_judged (RushesLibrary *library, GPtrArray *judgements, guint *n)
{
  (*n)++;
}

static void
count_changed (guint *n)
{
  (*n)++;
}

/* What is done here is not taken for another's: nobody asks anew for it. */
static void
test_own_changes_are_no_news (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) one = NULL;
  guint n_changed = 0, n_judged = 0;

  add (fixture->library, "a", 1000);
  wait_for_count (1);
  g_signal_connect_swapped (fixture->library, "changed", G_CALLBACK (count_changed), &n_changed);
  g_signal_connect (fixture->library, "judged", G_CALLBACK (count_judged), &n_judged);
  one = ref_clips (fixture, "a");
  for (int i = 0; i < 3; i++)
    rushes_library_judge (fixture->library, rushes_judging_set (one, RUSHES_OPINION_RATING, g_variant_new_int32 (i + 1)));
  rushes_library_look (fixture->library); /* as when its window becomes active */
  while (n_judged < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_changed, ==, 0);
  judge_elsewhere ("a", 5);
  while (rushes_clip_get_info (one->pdata[0])->rating != 5)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  g_main_context_acquire (NULL); /* as a main loop does: what workers tell is told here, when it is waited for */
  g_test_init (&argc, &argv, NULL);
  g_timeout_add (50, wake, NULL); /* another process wakes nobody here */
  g_test_add ("/others/clips-come-and-go", Fixture, NULL, set_up, test_clips_come_and_go, end);
  g_test_add ("/others/judgements", Fixture, NULL, set_up, test_judgements, end);
  g_test_add ("/others/own-changes-are-no-news", Fixture, NULL, set_up, test_own_changes_are_no_news, end);
  return g_test_run ();
}
