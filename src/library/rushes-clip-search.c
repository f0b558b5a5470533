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
  g_clear_pointer (&self->members, g_array_unref);
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

  if (query->stacks || query->sort == RUSHES_SORT_RATING)
    return rushes_library_query_stacks (library, query, error);
  rows = rushes_library_query (library, query, error);
  found = rows != NULL ? g_array_sized_new (FALSE, FALSE, sizeof (RushesFound), rows->len) : NULL;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_array_append_vals (found, &(RushesFound) { .row = g_array_index (rows, gint64, i), .stack = g_array_index (rows, gint64, i) }, 1);
  return found;
}

/* What is placed as one: a stack, or a clip for itself. */
static const gint64 *
get_unit (const RushesClipQuestion *question, const RushesEntry *entry)
{
  return question->query->stacks ? &entry->stack : &entry->row;
}

/* From the number of each of the found ones, or of what it is placed with, to the first that has it, from 1 on. */
static GHashTable *
new_numbers (GArray *found, gboolean by_unit)
{
  GHashTable *numbers = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = found->len; i > 0; i--)
    {
      RushesFound *one = &g_array_index (found, RushesFound, i - 1);
      g_hash_table_insert (numbers, by_unit ? &one->stack : &one->row, GUINT_TO_POINTER (i));
    }
  return numbers;
}

/* Returns: (element-type RushesFound) (nullable): the kept ones that do not match; those that have gone are not among them. NULL: that cannot be read */
static GArray *
find_strays (RushesLibrary *library, const RushesClipQuestion *question, GArray *found, GError **error)
{
  g_autoptr (GHashTable) rows = new_numbers (found, FALSE);
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (gint64));
  GArray *strays;

  for (guint i = 0; i < question->kept->len; i++)
    {
      gint64 *row = &g_array_index (question->kept, gint64, i);
      if (g_hash_table_contains (rows, row))
        continue;
      g_array_append_vals (missing, row, 1);
      g_hash_table_add (rows, row); /* what is selected and has the focus is kept twice */
    }
  strays = rushes_library_find_shown (library, missing, error);
  if (strays == NULL)
    return NULL;
  for (guint i = 0; !question->query->stacks && i < strays->len; i++)
    g_array_index (strays, RushesFound, i).stack = g_array_index (strays, RushesFound, i).row;
  return strays;
}

/* Where the first clip of a unit puts it in an order by rating: the best first, then the newest. Rows are times. */
static gint64
get_rank (const RushesFound *found)
{
  return ((gint64) found->rating << 57) + found->row;
}

/* Returns: (element-type gint64 gint64): what has another place than it was seen at, since it was judged; the ranks that it had. The keys stay where they are as long as
 * the question. */
static GHashTable *
find_moved (const RushesClipQuestion *question, GArray *found)
{
  GHashTable *moved = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) numbers = NULL;

  if (question->query->sort != RUSHES_SORT_RATING || question->kept->len == 0)
    return moved;
  numbers = new_numbers (found, TRUE);
  for (guint i = 0; i < question->before->len; i++)
    {
      RushesEntry *entry = &g_array_index (question->before, RushesEntry, i);
      gint64 *unit = (gint64 *) get_unit (question, entry);
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, unit));
      if (number > 0 && get_rank (&g_array_index (found, RushesFound, number - 1)) != entry->rank)
        g_hash_table_insert (moved, unit, &entry->rank);
    }
  return moved;
}

static GHashTable *
new_set (GArray *numbers)
{
  GHashTable *set = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < numbers->len; i++)
    g_hash_table_add (set, &g_array_index (numbers, gint64, i));
  return set;
}

/* Of what has another place now only what is kept stays at its old one. */
static void
leave_out_others (const RushesClipQuestion *question, GHashTable *moved, GHashTable *kept)
{
  g_autoptr (GHashTable) units = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer unit;

  for (guint i = 0; i < question->before->len; i++)
    {
      const RushesEntry *entry = &g_array_index (question->before, RushesEntry, i);
      if (g_hash_table_contains (kept, &entry->row))
        g_hash_table_add (units, (gpointer) get_unit (question, entry));
    }
  g_hash_table_iter_init (&iter, moved);
  while (g_hash_table_iter_next (&iter, &unit, NULL))
    if (!g_hash_table_contains (units, unit))
      g_hash_table_iter_remove (&iter);
}

/* Takes the clips of those units out of @found, to @strays. Returns: (transfer full): what is left */
static GArray *
take_out (GArray *found, GHashTable *units, GArray *strays)
{
  GArray *rest;

  if (g_hash_table_size (units) == 0)
    return g_array_ref (found);
  rest = g_array_sized_new (FALSE, FALSE, sizeof (RushesFound), found->len);
  for (guint i = 0; i < found->len; i++)
    {
      const RushesFound *one = &g_array_index (found, RushesFound, i);
      g_array_append_vals (g_hash_table_contains (units, &one->stack) ? strays : rest, one, 1);
    }
  return rest;
}

/* A stray, and which of the found ones it stands behind; 0: none. */
typedef struct
{
  RushesFound found;
  guint behind;
} Stray;

static int
compare_units (gconstpointer a, gconstpointer b)
{
  gint64 first = ((const RushesFound *) a)->stack, second = ((const RushesFound *) b)->stack;

  return first < second ? -1 : first > second;
}

static void
place_unit (GArray *placed, GArray *strays, guint number, guint behind)
{
  gint64 unit = g_array_index (strays, RushesFound, number - 1).stack;

  for (guint i = number - 1; i < strays->len && g_array_index (strays, RushesFound, i).stack == unit; i++)
    g_array_append_vals (placed, &(Stray) { g_array_index (strays, RushesFound, i), behind }, 1);
}

/* Behind what was before it; what was the first of all stays before what was behind it. @moved: what has gone elsewhere leads none there */
static GArray *
place_strays (const RushesClipQuestion *question, GArray *strays, GArray *found, GHashTable *moved)
{
  g_autoptr (GHashTable) wanted = NULL, numbers = new_numbers (found, TRUE);
  GArray *placed = g_array_new (FALSE, FALSE, sizeof (Stray));
  guint last = NONE;

  g_array_sort (strays, compare_units);
  wanted = new_numbers (strays, TRUE);
  for (guint i = 0; i < question->before->len; i++)
    {
      const gint64 *unit = get_unit (question, &g_array_index (question->before, RushesEntry, i));
      guint stray = GPOINTER_TO_UINT (g_hash_table_lookup (wanted, unit)), number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, unit));
      if (stray > 0)
        {
          place_unit (placed, strays, stray, last);
          g_hash_table_remove (wanted, unit);
        }
      else if (number > 0 && !g_hash_table_contains (moved, unit))
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

/* @moved: what has another place now; afterwards, of it what stays at its old one. Returns: (transfer full): @found with what has to stay, where it was; the kept rows that would not stand
 * there are added to @held. (nullable): NULL: that cannot be read */
static GArray *
keep (RushesLibrary *library, const RushesClipQuestion *question, GArray *found, GHashTable *moved, GArray *held, GError **error)
{
  g_autoptr (GHashTable) kept = new_set (question->kept), all_moved = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) strays = find_strays (library, question, found, error), rest = NULL, placed = NULL;
  GHashTableIter iter;
  gpointer unit;
  GArray *all;
  guint next = 0;

  if (strays == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, moved);
  while (g_hash_table_iter_next (&iter, &unit, NULL))
    g_hash_table_add (all_moved, unit);
  leave_out_others (question, moved, kept);
  rest = take_out (found, moved, strays);
  if (strays->len == 0)
    return g_steal_pointer (&rest);
  placed = place_strays (question, strays, rest, all_moved);
  g_array_sort (placed, compare_places); /* is stable */
  all = g_array_sized_new (FALSE, FALSE, sizeof (RushesFound), rest->len + placed->len);
  for (guint i = 0; i <= rest->len; i++)
    {
      if (i > 0)
        g_array_append_val (all, g_array_index (rest, RushesFound, i - 1));
      for (; next < placed->len && g_array_index (placed, Stray, next).behind == i; next++)
        {
          const RushesFound *stray = &g_array_index (placed, Stray, next).found;
          g_array_append_vals (all, stray, 1);
          if (g_hash_table_contains (kept, &stray->row))
            g_array_append_val (held, stray->row);
        }
    }
  return all;
}

/* With which rank each stands where it does: what stays at its old place with the one that it had. */
static void
set_ranks (const RushesClipQuestion *question, GArray *entries, GArray *found, GHashTable *moved)
{
  g_autoptr (GHashTable) numbers = new_numbers (found, TRUE);

  for (guint i = 0; i < entries->len; i++)
    {
      RushesEntry *entry = &g_array_index (entries, RushesEntry, i);
      const gint64 *had = g_hash_table_lookup (moved, get_unit (question, entry));
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, get_unit (question, entry)));
      entry->rank = had != NULL ? *had : get_rank (&g_array_index (found, RushesFound, number - 1));
    }
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

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  gint64 first = ((const RushesMember *) a)->row, second = ((const RushesMember *) b)->row;

  return first < second ? -1 : first > second;
}

static GArray *
list_members (GArray *found)
{
  GArray *members = g_array_sized_new (FALSE, FALSE, sizeof (RushesMember), found->len);

  for (guint i = 0; i < found->len; i++)
    g_array_append_vals (members, &(RushesMember) { g_array_index (found, RushesFound, i).row, g_array_index (found, RushesFound, i).stack }, 1);
  g_array_sort (members, compare_rows);
  return members;
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
  g_autoptr (GHashTable) moved = NULL;

  if (found == NULL)
    return NULL;
  moved = find_moved (question, found);
  self->held = g_array_new (FALSE, FALSE, sizeof (gint64));
  all = question->kept->len > 0 ? keep (library, question, found, moved, self->held, error) : g_array_ref (found);
  if (all == NULL)
    return NULL;
  tops = list_tops (question);
  self->n_found = all->len;
  self->members = question->query->stacks ? list_members (all) : NULL;
  self->entries = question->query->stacks ? rushes_stacks_arrange (all, question->open, question->before, tops, self->held) : list_clips (all);
  if (question->query->sort == RUSHES_SORT_RATING)
    set_ranks (question, self->entries, all, moved);
  for (guint i = 0; i < self->entries->len; i++)
    {
      RushesPlace place = g_array_index (self->entries, RushesEntry, i).place;
      self->n_stacks += place == RUSHES_PLACE_TOP || place == RUSHES_PLACE_FIRST;
    }
  self->read = read_first (library, self->entries);
  return g_steal_pointer (&self);
}

/* @members: (nullable): of an answer. Returns: the stack in which that clip is, 0 if it does not match */
gint64
rushes_clip_answer_find_stack (GArray *members, gint64 row)
{
  RushesMember wanted = { row, 0 };
  guint at;

  return members != NULL && g_array_binary_search (members, &wanted, compare_rows, &at) ? g_array_index (members, RushesMember, at).stack : 0;
}
