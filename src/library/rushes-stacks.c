/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-stacks.h"

/* From the clips that match to what is shown of them. A stack stands where the first of its clips would; a judgement of one moves
 * none. On top is the best: picked, then rated, then new; or what has to stay there. An open stack keeps the order in which it is seen. */

#define NONE G_MAXUINT

/* What is known of a stack while its clips are gone through. */
typedef struct
{
  guint count;
  guint best, last; /* in what was found */
  guint top;        /* the best, or one that has to stay on top */
} Pile;

typedef struct
{
  GArray *found;
  guint *previous;    /* of each: the one before it in its stack, or NONE */
  GArray *piles;
  GHashTable *places; /* row → where it was, from 1; of stacks that are open */
  GHashTable *kept;   /* rows that have to stay on top */
} Arrangement;

static const RushesFound *
get_found (const Arrangement *self, guint index)
{
  return &g_array_index (self->found, RushesFound, index);
}

static gboolean
is_better (const RushesFound *a, const RushesFound *b)
{
  if (a->verdict != b->verdict)
    return a->verdict > b->verdict;
  if (a->rating != b->rating)
    return a->rating > b->rating;
  return a->row > b->row;
}

/* Puts the clips into their stacks, which come in the order of their first clips. */
static void
pile_up (Arrangement *self)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < self->found->len; i++)
    {
      const RushesFound *found = get_found (self, i);
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (known, &found->stack)); /* from 1 */
      Pile *pile;

      if (number == 0)
        {
          g_array_append_val (self->piles, ((Pile) { 0, i, NONE, NONE }));
          number = self->piles->len;
          g_hash_table_insert (known, (gpointer) &found->stack, GUINT_TO_POINTER (number));
        }
      pile = &g_array_index (self->piles, Pile, number - 1);
      self->previous[i] = pile->last;
      pile->last = i;
      pile->count++;
      if (is_better (found, get_found (self, pile->best)))
        pile->best = i;
      if (g_hash_table_contains (self->kept, &found->row) && (pile->top == NONE || is_better (found, get_found (self, pile->top))))
        pile->top = i;
    }
}

/* Those that were seen keep their order; what came to them is behind, the best first. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const Arrangement *self = data;
  const RushesFound *first = get_found (self, *(const guint *) a), *second = get_found (self, *(const guint *) b);
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, &first->row)), other = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, &second->row));

  if (place != other)
    return place == 0 ? 1 : other == 0 || place < other ? -1 : 1;
  return is_better (first, second) ? -1 : 1;
}

static void
add_open (const Arrangement *self, const Pile *pile, GArray *entries)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = pile->last; i != NONE; i = self->previous[i])
    g_array_append_val (members, i);
  g_array_sort_with_data (members, compare, (gpointer) self);
  for (guint i = 0; i < members->len; i++)
    {
      const RushesFound *found = get_found (self, g_array_index (members, guint, i));
      RushesPlace place = i == 0 ? RUSHES_PLACE_FIRST : i == members->len - 1 ? RUSHES_PLACE_LAST : RUSHES_PLACE_INNER;
      RushesEntry entry = { found->row, found->stack, pile->count, place };
      g_array_append_val (entries, entry);
    }
}

/* @held: (nullable): gets the row of what is on top and not the best */
static void
add_pile (const Arrangement *self, const Pile *pile, GHashTable *open, GArray *entries, GArray *held)
{
  const RushesFound *top = get_found (self, pile->top != NONE ? pile->top : pile->best);
  RushesEntry entry = { top->row, top->stack, pile->count, pile->count == 1 ? RUSHES_PLACE_ALONE : RUSHES_PLACE_TOP };

  if (pile->count > 1 && g_hash_table_contains (open, &top->stack))
    {
      add_open (self, pile, entries);
      return;
    }
  g_array_append_val (entries, entry);
  if (held != NULL && pile->top != NONE && pile->top != pile->best)
    g_array_append_val (held, entry.row);
}

static void
remember_places (GHashTable *places, GHashTable *open, GArray *before)
{
  for (guint i = 0; i < before->len; i++)
    {
      const RushesEntry *entry = &g_array_index (before, RushesEntry, i);
      if (g_hash_table_contains (open, &entry->stack))
        g_hash_table_insert (places, (gpointer) &entry->row, GUINT_TO_POINTER (i + 1));
    }
}

/**
 * rushes_stacks_arrange:
 * @found: (element-type RushesFound): in order
 * @open: (element-type gint64): keys of the stacks that are open
 * @before: (element-type RushesEntry): what is shown up to now
 * @kept: (element-type gint64) (nullable): rows of clips that stay on top of their stacks, be they the best or not
 * @held: (element-type gint64) (nullable): those of them that are not are added to it
 *
 * Any thread.
 *
 * Returns: (transfer full) (element-type RushesEntry): what is to be shown
 */
GArray *
rushes_stacks_arrange (GArray *found, GHashTable *open, GArray *before, GArray *kept, GArray *held)
{
  g_autoptr (GHashTable) kept_rows = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) places = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) piles = g_array_new (FALSE, FALSE, sizeof (Pile));
  g_autofree guint *previous = g_new (guint, found->len);
  GArray *entries = g_array_sized_new (FALSE, FALSE, sizeof (RushesEntry), found->len);
  Arrangement self = { found, previous, piles, places, kept_rows };

  for (guint i = 0; kept != NULL && i < kept->len; i++)
    g_hash_table_add (kept_rows, &g_array_index (kept, gint64, i));
  pile_up (&self);
  if (g_hash_table_size (open) > 0)
    remember_places (places, open, before);
  for (guint i = 0; i < piles->len; i++)
    add_pile (&self, &g_array_index (piles, Pile, i), open, entries, held);
  return entries;
}
