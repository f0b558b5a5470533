/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-clip-search.h"

#include "rushes-clip-pages.h"

/* From a question to what a list shows: what matches, as stacks or each clip for itself, and what has to stay though it does not match any more,
 * where it stood. On a worker. */

#define NONE G_MAXUINT

/* Returns: (transfer full): about nothing that is shown */
RushesClipQuestion *
rushes_clip_question_new (const RushesQuery *query)
{
  RushesClipQuestion *self = g_new (RushesClipQuestion, 1);

  *self = (RushesClipQuestion) { rushes_query_copy (query), g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
                                 g_array_new (FALSE, FALSE, sizeof (RushesEntry)), g_array_new (FALSE, FALSE, sizeof (gint64)) };
  return self;
}

void
rushes_clip_question_free (RushesClipQuestion *self)
{
  rushes_query_free (self->query);
  g_hash_table_unref (self->open);
  g_array_unref (self->before);
  g_array_unref (self->kept);
  g_free (self);
}

void
rushes_clip_answer_free (RushesClipAnswer *self)
{
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->held, g_array_unref);
  g_clear_pointer (&self->read, g_ptr_array_unref);
  g_free (self);
}

/* (element-type RushesFound) (nullable): each clip is what stands for itself, where stacks are not asked for */
static GArray *
find (RushesLibrary *library, const RushesQuery *query, GError **error)
{
  g_autoptr (GArray) rows = NULL;
  GArray *found;

  if (query->stacks)
    return rushes_library_query_stacks (library, query, error);
  rows = rushes_library_query (library, query, error);
  found = rows != NULL ? g_array_sized_new (FALSE, FALSE, sizeof (RushesFound), rows->len) : NULL;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_array_append_vals (found, &(RushesFound) { .row = g_array_index (rows, gint64, i), .stack = g_array_index (rows, gint64, i) }, 1);
  return found;
}

/* From a number of each of the found ones to the first that has it. */
static GHashTable *
new_numbers (GArray *found, gboolean stacks)
{
  GHashTable *numbers = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = found->len; i > 0; i--)
    {
      RushesFound *one = &g_array_index (found, RushesFound, i - 1);
      g_hash_table_insert (numbers, stacks ? &one->stack : &one->row, GUINT_TO_POINTER (i));
    }
  return numbers;
}

/* Returns: (element-type RushesFound): the kept ones that do not match; those that have gone are not among them */
static GArray *
find_strays (RushesLibrary *library, const RushesClipQuestion *question, GArray *found)
{
  g_autoptr (GHashTable) rows = new_numbers (found, FALSE);
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (gint64));
  GArray *strays;

  for (guint i = 0; i < question->kept->len; i++)
    if (!g_hash_table_contains (rows, &g_array_index (question->kept, gint64, i)))
      g_array_append_vals (missing, &g_array_index (question->kept, gint64, i), 1);
  strays = rushes_library_find_shown (library, missing);
  for (guint i = 0; !question->query->stacks && i < strays->len; i++)
    g_array_index (strays, RushesFound, i).stack = g_array_index (strays, RushesFound, i).row;
  return strays;
}

/* A stray, and which of the found ones it stands behind; 0: none. */
typedef struct
{
  RushesFound found;
  guint behind;
} Stray;

/* Behind what was before it; what was the first of all stays before what was behind it. */
static GArray *
place_strays (const RushesClipQuestion *question, GArray *strays, GArray *found)
{
  g_autoptr (GHashTable) wanted = new_numbers (strays, FALSE), numbers = new_numbers (found, question->query->stacks);
  GArray *placed = g_array_new (FALSE, FALSE, sizeof (Stray));
  guint last = NONE;

  for (guint i = 0; i < question->before->len; i++)
    {
      const RushesEntry *entry = &g_array_index (question->before, RushesEntry, i);
      guint stray = GPOINTER_TO_UINT (g_hash_table_lookup (wanted, &entry->row));
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, question->query->stacks ? &entry->stack : &entry->row));
      if (stray > 0)
        g_array_append_vals (placed, &(Stray) { g_array_index (strays, RushesFound, stray - 1), last }, 1);
      else if (number > 0)
        {
          for (guint k = 0; last == NONE && k < placed->len; k++)
            g_array_index (placed, Stray, k).behind = number - 1;
          last = number;
        }
    }
  for (guint k = 0; last == NONE && k < placed->len; k++)
    g_array_index (placed, Stray, k).behind = 0;
  return placed;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  guint first = ((const Stray *) a)->behind, second = ((const Stray *) b)->behind;

  return first < second ? -1 : first > second;
}

/* Returns: (transfer full): @found with what has to stay; their rows are added to @held */
static GArray *
keep (RushesLibrary *library, const RushesClipQuestion *question, GArray *found, GArray *held)
{
  g_autoptr (GArray) strays = find_strays (library, question, found), placed = NULL;
  GArray *all;
  guint next = 0;

  if (strays->len == 0)
    return g_array_ref (found);
  placed = place_strays (question, strays, found);
  g_array_sort (placed, compare_places); /* is stable */
  all = g_array_sized_new (FALSE, FALSE, sizeof (RushesFound), found->len + placed->len);
  for (guint i = 0; i <= found->len; i++)
    {
      if (i > 0)
        g_array_append_val (all, g_array_index (found, RushesFound, i - 1));
      for (; next < placed->len && g_array_index (placed, Stray, next).behind == i; next++)
        {
          g_array_append_val (all, g_array_index (placed, Stray, next).found);
          g_array_append_val (held, g_array_index (placed, Stray, next).found.row);
        }
    }
  return all;
}

/* Returns: (transfer full) (element-type gint64): those of the kept ones that stand on top, or alone; what is closed just now may have another top */
static GArray *
list_tops (const RushesClipQuestion *question)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *tops = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < question->kept->len; i++)
    g_hash_table_add (kept, &g_array_index (question->kept, gint64, i));
  for (guint i = 0; i < question->before->len; i++)
    {
      const RushesEntry *entry = &g_array_index (question->before, RushesEntry, i);
      if (entry->place <= RUSHES_PLACE_TOP && g_hash_table_contains (kept, &entry->row))
        g_array_append_val (tops, entry->row);
    }
  return tops;
}

/* (element-type RushesEntry): each for itself */
static GArray *
list_clips (GArray *found)
{
  GArray *entries = g_array_sized_new (FALSE, FALSE, sizeof (RushesEntry), found->len);

  for (guint i = 0; i < found->len; i++)
    g_array_append_vals (entries, &(RushesEntry) { .row = g_array_index (found, RushesFound, i).row, .count = 1 }, 1);
  return entries;
}

static GPtrArray *
read_first (RushesLibrary *library, GArray *entries)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < MIN (entries->len, RUSHES_CLIP_PAGE); i++)
    g_array_append_val (rows, g_array_index (entries, RushesEntry, i).row);
  return rushes_clip_pages_read (library, rows);
}

/* Returns: (transfer full) (nullable). Blocking; any thread. */
RushesClipAnswer *
rushes_clip_search (RushesLibrary *library, RushesClipQuestion *question, GError **error)
{
  g_autoptr (RushesClipAnswer) self = g_new0 (RushesClipAnswer, 1);
  g_autoptr (GArray) found = find (library, question->query, error), all = NULL, tops = NULL;

  if (found == NULL)
    return NULL;
  self->held = g_array_new (FALSE, FALSE, sizeof (gint64));
  all = question->kept->len > 0 ? keep (library, question, found, self->held) : g_array_ref (found);
  tops = list_tops (question);
  self->n_found = all->len;
  self->entries = question->query->stacks ? rushes_stacks_arrange (all, question->open, question->before, tops, self->held) : list_clips (all);
  for (guint i = 0; i < self->entries->len; i++)
    {
      RushesPlace place = g_array_index (self->entries, RushesEntry, i).place;
      self->n_stacks += place == RUSHES_PLACE_TOP || place == RUSHES_PLACE_FIRST;
    }
  self->read = read_first (library, self->entries);
  return g_steal_pointer (&self);
}
