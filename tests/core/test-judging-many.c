/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-database.h"
#include "rushes-judging.h"
#include "opened-library.h"

/* One key for very many clips. */

#define N_MANY 300

static void
set_up (Fixture *fixture, gconstpointer data)
{
  open_library (fixture);
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
count_judged (RushesLibrary *library, GPtrArray *judgements, gpointer n)
{
  *(guint *) n += judgements->len;
}

static GArray *
list_rows (Fixture *fixture, guint n)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("clip-%u", i);
      g_array_append_vals (rows, &(gint64) { rushes_library_find_row (fixture->library, id) }, 1);
    }
  return rows;
}

/* Of very many nothing is read on the main thread, and what came before in another way comes first; those that are shown are told. One step. */
static void
test_very_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesClip) shown = NULL;
  g_autoptr (GPtrArray) one = NULL;
  guint n_run, n_judged = 0;
  GArray *rows;

  add_many (fixture);
  one = ref_clips (fixture, "clip-7");
  shown = g_object_ref (one->pdata[0]);
  g_signal_connect (fixture->library, "judged", G_CALLBACK (count_judged), &n_judged);
  rushes_library_judge (fixture->library, rushes_judging_set (one, RUSHES_OPINION_RATING, g_variant_new_int32 (4)));
  rows = list_rows (fixture, N_MANY);
  n_run = rushes_database_get_n_run ();
  rushes_library_judge_rows (fixture->library, rows, RUSHES_OPINION_RATING, g_variant_new_int32 (4), NULL); /* all but that one */
  while (n_judged < N_MANY)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rushes_database_get_n_run (), ==, n_run);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .minimum_rating = 4 }), ==, N_MANY);
  for (guint i = 0; i < 3; i++)
    rushes_library_judge_rows (fixture->library, list_rows (fixture, i < 2 ? N_MANY : 100), RUSHES_OPINION_FAVOURITE, g_variant_new_boolean (TRUE), g_variant_new_boolean (FALSE));
  while (n_judged < 3 * N_MANY + 100)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (rushes_clip_get_info (shown)->favourite);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .favourites = TRUE }), ==, 100);
  g_assert_cmpuint (take_back (fixture, FALSE), ==, 100);
  g_assert_false (rushes_clip_get_info (shown)->favourite);
  g_assert_cmpuint (take_back (fixture, FALSE), ==, N_MANY);
  g_assert_cmpuint (take_back (fixture, FALSE), ==, N_MANY);
  g_assert_cmpuint (take_back (fixture, FALSE), ==, N_MANY - 1);
  g_assert_cmpint (rushes_clip_get_info (shown)->rating, ==, 4);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .minimum_rating = 4 }), ==, 1);
}

int
main (int argc, char **argv)
{
  g_main_context_acquire (NULL); /* as a main loop does: what workers tell is told here, when it is waited for */
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/judging/very-many", Fixture, NULL, set_up, test_very_many, tear_down);
  return g_test_run ();
}
