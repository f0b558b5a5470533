/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-clip-list.h"
#include "rushes-judging.h"
#include "rushes-parts-hold.h"
#include "rushes-sidecar.h"
#include "opened-library.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

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

  g_ptr_array_add (clips, rushes_library_ref_clip (other, rushes_library_find_row (other, id, NULL), NULL));
  rushes_library_judge (other, rushes_judging_set (clips, RUSHES_OPINION_RATING, g_variant_new_int32 (rating)));
}

static GArray *
new_rows (const char *id)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (rows, &(gint64) { rushes_library_find_row (other, id, NULL) }, 1);
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
  g_assert_cmpint (removed, ==, rushes_library_find_row (fixture->library, "theirs", NULL)); /* whoever shows it alone hears so */
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

/* Whether somebody is writing a record. */
static gboolean
is_written (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "records.lock", NULL);
  int fd = open (path, O_RDWR | O_CLOEXEC);
  gboolean held = fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) != 0;

  if (fd >= 0)
    close (fd);
  return held;
}

#define PATIENCE_S 40

static gboolean
on_patience (gpointer data)
{
  g_error ("Nobody keeps the others from writing a record");
  return G_SOURCE_REMOVE;
}

/* Both write the same record: while the first does, the second has something new to say. What is there in the end is what the index says. */
static void
test_the_last_record_stays (Fixture *fixture, gconstpointer data)
{
  const char *folder = rushes_paths_get_data_dir (fixture->paths);
  g_autofree char *path = rushes_paths_dup_clip_path (fixture->paths, "a.mp4"), *sidecar = rushes_sidecar_dup_path (path);
  g_autoptr (RushesClipInfo) record = NULL;
  g_autoptr (GPtrArray) one = NULL;
  RushesPartsHold *sweep = NULL;
  guint patience, n_judged = 0;

  add (fixture->library, "a", 1000);
  one = ref_clips (fixture, "a");
  while ((sweep = rushes_parts_hold_sweep (folder)) == NULL) /* whoever wants to write waits from now on, with what it has read */
    g_main_context_iteration (NULL, TRUE);
  rushes_library_judge (fixture->library, rushes_judging_set (one, RUSHES_OPINION_LABEL, g_variant_new_int32 (7)));
  patience = g_timeout_add_seconds (PATIENCE_S, on_patience, NULL);
  while (!is_written (folder))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (patience);
  g_signal_connect (other, "judged", G_CALLBACK (count_judged), &n_judged);
  judge_elsewhere ("a", 4);
  while (n_judged == 0)
    g_main_context_iteration (NULL, TRUE);
  rushes_parts_hold_free (sweep);
  rushes_library_flush (other);
  rushes_library_flush (fixture->library);
  record = rushes_sidecar_load (sidecar, NULL);
  g_assert_true (record != NULL && record->rating == 4 && record->label == 7);
}

static GArray *
list_one (gpointer row)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (*(gint64 *) row != 0)
    g_array_append_vals (rows, row, 1);
  return rows;
}

static const char *
get_id (Fixture *fixture, guint position)
{
  g_autoptr (RushesClip) clip = rushes_library_ref_clip (fixture->library, rushes_clip_list_get_entry (list, position)->row, NULL);

  return g_intern_string (rushes_clip_get_id (clip));
}

/* Of those with three stars or more the other takes one away: it stays in its place as long as it is looked at here, whatever else comes and goes. */
static void
test_what_is_looked_at_stays (Fixture *fixture, gconstpointer data)
{
  gint64 row;

  for (int i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("%c", 'a' + i);
      add (fixture->library, id, 1000 * (i + 1));
      judge_elsewhere (id, 3);
    }
  add (other, "of no interest", 500);
  wait_for_count (5);
  rushes_clip_list_query (list, &(RushesQuery) { .minimum_rating = 3 });
  wait_for_count (4);
  row = rushes_library_find_row (other, "c", NULL);
  rushes_clip_list_set_keep_func (list, list_one, &row);
  judge_elsewhere ("c", 1);
  judge_elsewhere ("a", 1);
  wait_for_count (3);
  g_assert_cmpstr (get_id (fixture, 0), ==, "d");
  g_assert_cmpstr (get_id (fixture, 1), ==, "c");
  g_assert_cmpstr (get_id (fixture, 2), ==, "b");
  judge_elsewhere ("d", 1); /* what stood before it goes: it is the first */
  wait_for_count (2);
  g_assert_cmpstr (get_id (fixture, 0), ==, "c");
  judge_elsewhere ("d", 5);
  wait_for_count (3);
  rushes_clip_list_let_go (list); /* nothing else is looked at */
  row = 0;
  rushes_clip_list_let_go (list);
  wait_for_count (2);
  g_assert_cmpstr (get_id (fixture, 0), ==, "d");
  row = rushes_library_find_row (other, "d", NULL);
  rushes_library_hide_rows_async (other, new_rows ("d"), TRUE, NULL, NULL); /* what goes to the trash goes */
  wait_for_count (1);
  rushes_clip_list_set_keep_func (list, NULL, NULL);
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
  g_test_add ("/others/the-last-record-stays", Fixture, NULL, set_up, test_the_last_record_stays, end);
  g_test_add ("/others/what-is-looked-at-stays", Fixture, NULL, set_up, test_what_is_looked_at_stays, end);
  return g_test_run ();
}
