/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-entries.h"

/* What a list shows becomes something else, and what stays is not touched: a view keeps the focus and the selection of that. */

#define LOOKED_AT 10000 /* where more differs, it isn't asked what of it only moved */
#define STEPS_MAX 16
#define NEAR 256 /* what moves so far takes what is between along, in one change: a view asks for each of that */

static gint64
get_row (GArray *entries, guint position)
{
  return g_array_index (entries, RushesEntry, position).row;
}

static guint
count_common (GArray *a, GArray *b, gboolean from_end, guint most)
{
  guint n = 0;

  while (n < most && get_row (a, from_end ? a->len - 1 - n : n) == get_row (b, from_end ? b->len - 1 - n : n))
    n++;
  return n;
}

/* Puts @n_added of @to, from @from on, in place of @n_removed, and @model says so. */
void
rushes_entries_splice (GListModel *model, GArray *entries, guint position, guint n_removed, GArray *to, guint from, guint n_added)
{
  if (n_removed > 0)
    g_array_remove_range (entries, position, n_removed);
  if (n_added > 0)
    g_array_insert_vals (entries, position, &g_array_index (to, RushesEntry, from), n_added);
  g_list_model_items_changed (model, position, n_removed, n_added);
}

/* Returns: (transfer full): the rows from @start on, but for the last @n_end */
static GHashTable *
new_set (GArray *entries, guint start, guint n_end)
{
  GHashTable *set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = start; i + n_end < entries->len; i++)
    g_hash_table_add (set, g_memdup2 (&g_array_index (entries, RushesEntry, i).row, sizeof (gint64)));
  return set;
}

/* Returns: how many in a row, from @position on and before the last @n_end, are not in @set */
static guint
count_others (GArray *entries, guint position, guint n_end, GHashTable *set)
{
  guint n = 0;

  while (position + n + n_end < entries->len && !g_hash_table_contains (set, &g_array_index (entries, RushesEntry, position + n).row))
    n++;
  return n;
}

/* Returns: where @row is, from @position on; or the length */
guint
rushes_entries_find (GArray *entries, guint position, gint64 row)
{
  while (position < entries->len && get_row (entries, position) != row)
    position++;
  return position;
}

/* From @from forward to @i: at once, or it is out for a moment; never is it there twice, which a view could not bear. */
static void
move (GListModel *model, GArray *entries, GArray *to, guint i, guint from)
{
  guint n = from - i + 1;

  if (n > NEAR)
    {
      rushes_entries_splice (model, entries, from, 1, to, 0, 0);
      rushes_entries_splice (model, entries, i, 0, to, i, 1);
      return;
    }
  g_array_remove_index (entries, from);
  g_array_insert_vals (entries, i, &g_array_index (to, RushesEntry, i), 1);
  g_list_model_items_changed (model, i, n, n);
}

/* One step from what is shown to @to at position @i, where they differ. @i: (inout): how far both are the same then. Returns: whether it has been done */
static gboolean
step (GListModel *model, GArray *entries, GArray *to, guint *i, guint end, GHashTable *had, GHashTable *wanted, gboolean held)
{
  guint n_gone = count_others (entries, *i, end, wanted), n_new = count_others (to, *i, end, had);
  guint from = n_gone + n_new == 0 ? rushes_entries_find (entries, *i + 1, get_row (to, *i)) : *i;

  if (from - *i >= NEAR && !held)
    return FALSE;
  if (n_gone + n_new > 0)
    rushes_entries_splice (model, entries, *i, n_gone, to, *i, n_new);
  else
    move (model, entries, to, *i, from);
  *i += n_gone + n_new > 0 ? n_new : 1;
  return TRUE;
}

/* Goes on to @to, between what both begin and end with, so that what stays is not touched: a stack that comes to the front takes
 * nothing along. @start: (inout): how far it came; where much differs, the rest is a new list. Returns: whether it may go on when held */
static gboolean
change_little (GListModel *model, GArray *entries, GArray *to, guint *start, guint end, gboolean held)
{
  g_autoptr (GHashTable) had = new_set (entries, *start, end), wanted = new_set (to, *start, end);

  for (int steps = 0; *start + end < to->len && steps < STEPS_MAX;)
    if (*start + end < entries->len && get_row (entries, *start) == get_row (to, *start))
      ++*start;
    else if (!step (model, entries, to, start, end, had, wanted, held))
      return TRUE;
    else
      steps++;
  return FALSE;
}

/**
 * rushes_entries_approach:
 * @model: what @entries are of; it is told what changes
 * @to: what they are to become
 * @held: whether what goes may come again in another change: what goes far does
 * @start, @end: (out): so many at the beginning and at the end are the same now; where much has moved, what is between is not
 *
 * Returns: whether it comes further if that is so
 */
gboolean
rushes_entries_approach (GListModel *model, GArray *entries, GArray *to, gboolean held, guint *start, guint *end)
{
  *start = count_common (entries, to, FALSE, MIN (entries->len, to->len));
  *end = count_common (entries, to, TRUE, MIN (entries->len, to->len) - *start);
  return entries->len > *start + *end && to->len > *start + *end && entries->len + to->len - 2 * (*start + *end) < LOOKED_AT
    && change_little (model, entries, to, start, *end, held);
}
