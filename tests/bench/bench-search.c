/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-search.h"

#include "rushes-clip-list.h"
#include "rushes-core.h"
#include "rushes-stacks.h"

#include <stdio.h>

/* What a keystroke costs on the worker: the first screenful, and all that is found. */

#define SCREENFUL 256
#define TIMES 20

static double
measure (RushesLibrary *library, const RushesQuery *query, guint *n)
{
  gint64 begin = g_get_monotonic_time ();

  for (int i = 0; i < TIMES; i++)
    {
      g_autoptr (GArray) rows = rushes_library_query (library, query, NULL);
      *n = rows->len;
    }
  return (g_get_monotonic_time () - begin) / 1000.0 / TIMES;
}

/* What stands together is put together; none is open. */
static double
measure_stacks (RushesLibrary *library, const char *words, guint limit)
{
  g_autoptr (GHashTable) open = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (RushesEntry));
  gint64 begin = g_get_monotonic_time ();

  for (int i = 0; i < TIMES; i++)
    {
      g_autoptr (GArray) found = rushes_library_query_stacks (library, &(RushesQuery) { .words = words, .stacks = TRUE, .limit = limit }, NULL);
      g_autoptr (GArray) entries = rushes_stacks_arrange (found, open, before, NULL, NULL);
    }
  return (g_get_monotonic_time () - begin) / 1000.0 / TIMES;
}

static void
on_restacked (gpointer n)
{
  ++*(guint *) n;
}

/* From the question to a list that shows the first screenful, through the main loop; and the longest of all that. */
static double
measure_list (RushesLibrary *library, const char *words, double *longest)
{
  g_autoptr (RushesClipList) list = rushes_clip_list_new (library);
  guint n_answers = 0;
  gint64 all = 0;

  g_signal_connect_swapped (list, "restacked", G_CALLBACK (on_restacked), &n_answers);
  *longest = 0;
  for (int i = 0; i < TIMES; i++)
    {
      gint64 begin = g_get_monotonic_time (), took;
      n_answers = 0;
      rushes_clip_list_query (list, &(RushesQuery) { .words = words, .stacks = TRUE });
      while (n_answers == 0)
        g_main_context_iteration (NULL, TRUE);
      took = g_get_monotonic_time () - begin;
      all += took;
      *longest = MAX (*longest, took / 1000.0);
    }
  return all / 1000.0 / TIMES;
}

/* Prints for each of @words: milliseconds to the first screenful, to all, to the first screenful in stacks, and to all in stacks; to a list that
 * shows that screenful, and the longest of those; and how many clips that are. */
int
bench_search (char **words)
{
  g_autoptr (GError) error = NULL;
  RushesCore *core = rushes_core_open (FALSE, &error);

  if (core == NULL)
    g_error ("%s", error->message);
  for (; *words != NULL; words++)
    {
      guint n, all;
      double longest, shown = measure_list (rushes_core_get_library (core), *words, &longest);
      double first = measure (rushes_core_get_library (core), &(RushesQuery) { .words = *words, .limit = SCREENFUL }, &n);
      double whole = measure (rushes_core_get_library (core), &(RushesQuery) { .words = *words }, &all);
      printf ("%.2f %.2f %.2f %.2f %.2f %.2f %u\n", first, whole, measure_stacks (rushes_core_get_library (core), *words, SCREENFUL),
              measure_stacks (rushes_core_get_library (core), *words, 0), shown, longest, all);
    }
  rushes_core_close (core);
  return 0;
}
