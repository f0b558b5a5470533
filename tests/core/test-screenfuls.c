/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-index.h"
#include "opened-library.h"

/* The first screenful in stacks is asked for otherwise than the rest: it has to be what the rest begins with. */

#define CLIPS 240

static void
set_up (Fixture *fixture, gconstpointer data)
{
  open_library (fixture);
}

/* Of a stack some are red and some are not, near each other and far apart. */
static void
add_clips (Fixture *fixture)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < CLIPS; i++)
    {
      g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
      g_autoptr (GVariant) members = NULL;
      g_autofree char *text = NULL, *path = NULL, *folder = NULL;
      guint stack = g_rand_boolean (rand) ? i / 4 : (guint) g_rand_int_range (rand, 0, CLIPS / 4);

      text = g_strdup_printf ("{'provider': <'comfyui'>, 'model': <'wan'>, 'prompt': <'fox %u'>}", stack);
      members = g_variant_ref_sink (g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL));
      info->id = g_strdup_printf ("c%03u", i);
      info->name = g_strdup_printf ("2026/11/%s-%u.mp4", g_rand_int_range (rand, 0, 3) > 0 ? "red" : "blue", i);
      info->request = rushes_request_new (members);
      info->created_us = 1000000 * (gint64) ++fixture->n;
      info->duration_ms = g_rand_int_range (rand, 1, 5) * 1000;
      info->size_bytes = 1;
      info->rating = g_rand_int_range (rand, 0, 4);
      path = rushes_paths_dup_clip_path (fixture->paths, info->name);
      folder = g_path_get_dirname (path);
      g_mkdir_with_parents (folder, 0700);
      g_assert_true (g_file_set_contents (path, "x", 1, NULL));
      g_assert_true (rushes_library_add (fixture->library, info, NULL));
    }
}

static GArray *
find (Fixture *fixture, RushesQuery query, guint limit)
{
  g_autoptr (GError) error = NULL;
  GArray *found;

  query.stacks = TRUE;
  query.limit = limit;
  found = rushes_library_query_stacks (fixture->library, &query, &error);
  g_assert_no_error (error);
  return found;
}

/* Returns: (transfer full): all that matches of the stacks of the first @limit of @all, in order */
static GArray *
take_first (GArray *all, guint limit)
{
  g_autoptr (GHashTable) stacks = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *first = g_array_new (FALSE, FALSE, sizeof (RushesFound));

  for (guint i = 0; i < MIN (limit, all->len); i++)
    g_hash_table_add (stacks, &g_array_index (all, RushesFound, i).stack);
  for (guint i = 0; i < all->len; i++)
    if (g_hash_table_contains (stacks, &g_array_index (all, RushesFound, i).stack))
      g_array_append_val (first, g_array_index (all, RushesFound, i));
  return first;
}

/* Returns: how many are there */
static guint
check (Fixture *fixture, RushesQuery query, guint limit)
{
  g_autoptr (GArray) all = find (fixture, query, 0), expected = take_first (all, limit), found = find (fixture, query, limit);

  g_assert_cmpuint (found->len, ==, expected->len);
  for (guint i = 0; i < found->len; i++)
    {
      const RushesFound *one = &g_array_index (found, RushesFound, i), *other = &g_array_index (expected, RushesFound, i);
      g_assert_cmpint (one->row, ==, other->row);
      g_assert_cmpint (one->stack, ==, other->stack);
      g_assert_cmpint (one->verdict, ==, other->verdict);
      g_assert_cmpint (one->rating, ==, other->rating);
    }
  return all->len;
}

static void
test_of_whole_stacks (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = { NULL, "fox", "red", "fox red", "red 1", "fox 17", "blue red", "nobody" };
  static const guint limits[] = { 1, 3, 10, 50, CLIPS };
  guint n_found = 0;

  add_clips (fixture);
  for (RushesSort sort = RUSHES_SORT_NEWEST; sort <= RUSHES_SORT_LONGEST; sort++)
    for (guint i = 0; i < G_N_ELEMENTS (words); i++)
      for (guint k = 0; k < G_N_ELEMENTS (limits); k++)
        {
          n_found += check (fixture, (RushesQuery) { .words = words[i], .sort = sort }, limits[k]);
          check (fixture, (RushesQuery) { .words = words[i], .sort = sort, .minimum_rating = 2 }, limits[k]);
          check (fixture, (RushesQuery) { .words = words[i], .sort = sort, .longest_ms = 2000, .model = "wan" }, limits[k]);
        }
  g_assert_cmpuint (n_found, >, 10000);
}

int
main (int argc, char **argv)
{
  g_main_context_acquire (NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/screenfuls/of-whole-stacks", Fixture, NULL, set_up, test_of_whole_stacks, tear_down);
  return g_test_run ();
}
