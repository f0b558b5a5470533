/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-steps.h"

/* A list in which much changes goes on by steps, between which the main loop does other things: what is out of sight in large ones, which make no
 * widget; what is in sight, each of which takes a widget, some at a time, in the place of what stood there. What stays in sight is not touched. Nothing is ever there
 * twice, which a view could not bear: what is out of sight goes before anything comes, and comes when all that is in sight does. */

#define BULK 4096 /* entries at a time, out of sight */
#define TILES 4   /* at a time, in sight */
#define NONE G_MAXUINT

/* What is in sight now, and what takes its place. */
typedef struct
{
  guint old_from, old_to, new_from, new_to; /* the ends are not included */
  guint *places; /* of each of the old ones: where it is in the new list, or NONE */
} Window;

static gint64
get_row (GArray *entries, guint position)
{
  return g_array_index (entries, RushesEntry, position).row;
}

static void
add_step (GArray *steps, guint position, guint n_removed, guint from, guint n_added)
{
  if (n_removed + n_added > 0)
    g_array_append_vals (steps, &(RushesStep) { position, n_removed, from, n_added }, 1);
}

/* From the last to the first. */
static void
remove_bulk (GArray *steps, guint old_from, guint old_to)
{
  for (guint n; old_to > old_from; old_to -= n)
    {
      n = MIN (old_to - old_from, BULK);
      add_step (steps, old_to - n, n, 0, 0);
    }
}

static void
add_bulk (GArray *steps, guint at, guint new_from, guint new_to)
{
  for (guint n; new_from < new_to; new_from += n, at += n)
    {
      n = MIN (new_to - new_from, BULK);
      add_step (steps, at, 0, new_from, n);
    }
}

static void
find_places (Window *window, GArray *entries, GArray *to, guint start, guint end)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = window->old_from; i < window->old_to; i++)
    {
      window->places[i - window->old_from] = NONE;
      g_hash_table_insert (numbers, &g_array_index (entries, RushesEntry, i).row, GUINT_TO_POINTER (i - window->old_from + 1));
    }
  for (guint i = start; i + end < to->len; i++)
    {
      gint64 row = get_row (to, i);
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, &row));
      if (number > 0)
        window->places[number - 1] = i;
    }
}

/* Returns: what stays, among the old ones: @wanted, or what is next to it, or what is before; or NONE */
static guint
find_anchor (const Window *window, guint wanted)
{
  guint n = window->old_to - window->old_from, number = CLAMP (wanted, window->old_from, window->old_to - 1) - window->old_from;

  for (guint i = number; i < n; i++)
    if (window->places[i] != NONE)
      return i;
  for (guint i = number; i > 0; i--)
    if (window->places[i - 1] != NONE)
      return i - 1;
  return NONE;
}

/* As many as are in sight now, around what stays. */
static void
place (Window *window, guint anchor, guint start, guint new_end)
{
  guint n = window->old_to - window->old_from, new_anchor = anchor != NONE ? window->places[anchor] : 0;

  if (anchor != NONE)
    window->new_from = new_anchor > start + anchor ? new_anchor - anchor : start;
  else
    window->new_from = MIN (window->old_from, new_end > start + n ? new_end - n : start);
  window->new_to = MIN (new_end, window->new_from + n);
}

/* Marks what stays: the anchor, and on each side of it what does not change its order to what is marked. */
static void
mark_kept (const Window *window, guint anchor, gboolean *kept)
{
  guint n = window->old_to - window->old_from, last;

  if (anchor == NONE)
    return;
  kept[anchor] = TRUE;
  last = window->places[anchor];
  for (guint i = anchor + 1; i < n; i++)
    if (window->places[i] != NONE && window->places[i] > last && window->places[i] < window->new_to)
      {
        kept[i] = TRUE;
        last = window->places[i];
      }
  last = window->places[anchor];
  for (guint i = anchor; i > 0; i--)
    if (window->places[i - 1] < last && window->places[i - 1] >= window->new_from)
      {
        kept[i - 1] = TRUE;
        last = window->places[i - 1];
      }
}

/* How far the window is. */
typedef struct
{
  GArray *steps;
  const Window *window;
  gboolean *gone;        /* of each of the old ones */
  guint old;             /* those before it are gone, or stay */
  guint at;              /* where that one stands */
  guint from;            /* what is to stand there */
} Way;

/* What is about to come in, and still stands further behind, goes from there first. @number, @at: of the first one that may */
static void
take_out (Way *way, guint number, guint at, guint n_added)
{
  for (guint i = number; i < way->window->old_to - way->window->old_from; i++)
    {
      guint place = way->window->places[i];

      if (way->gone[i])
        continue;
      way->gone[i] = place != NONE && place >= way->from && place - way->from < n_added;
      if (way->gone[i])
        add_step (way->steps, at, 1, 0, 0);
      else
        at++;
    }
}

/* Replaces what lies before the one with the number @old, in its place; what is too much is added, or goes. */
static void
add_run (Way *way, guint old, guint new_to)
{
  while (way->old < old || way->from < new_to)
    {
      guint added = MIN (new_to - way->from, TILES), removed = 0;

      for (; way->old < old && removed < TILES; way->old++)
        removed += !way->gone[way->old];
      take_out (way, way->old, way->at + removed, added);
      add_step (way->steps, way->at, removed, way->from, added);
      way->at += added;
      way->from += added;
    }
}

/* @at: where the first one stands */
static void
add_window (GArray *steps, const Window *window, guint anchor, guint at)
{
  guint n = window->old_to - window->old_from;
  g_autofree gboolean *kept = g_new0 (gboolean, n), *gone = g_new0 (gboolean, n);
  Way way = { steps, window, gone, 0, at, window->new_from };

  mark_kept (window, anchor, kept);
  for (guint i = 0; i < n; i++)
    if (kept[i])
      {
        add_run (&way, i, window->places[i]);
        way.old++;
        way.at++;
        way.from++;
      }
  add_run (&way, n, window->new_to);
}

/**
 * rushes_steps_new:
 * @entries: (element-type RushesEntry): what is shown
 * @to: (element-type RushesEntry): what is to be shown
 * @start, @end: so many at the beginning and at the end are the same
 *
 * Any thread.
 *
 * Returns: (transfer full) (element-type RushesStep): one after the other
 */
GArray *
rushes_steps_new (GArray *entries, GArray *to, guint start, guint end, const RushesSight *sight)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (RushesStep));
  guint old_end = entries->len - end, new_end = to->len - end, anchor = NONE;
  Window window = { CLAMP (sight->first, start, old_end), CLAMP (sight->last + 1, start, old_end), start, start, NULL };

  window.places = g_new0 (guint, window.old_to - window.old_from + 1);
  if (window.old_to > window.old_from)
    {
      find_places (&window, entries, to, start, end);
      anchor = find_anchor (&window, sight->anchor);
      place (&window, anchor, start, new_end);
    }
  remove_bulk (steps, window.old_to, old_end);
  remove_bulk (steps, start, window.old_from);
  add_window (steps, &window, anchor, start);
  add_bulk (steps, start + window.new_to - window.new_from, window.new_to, new_end);
  add_bulk (steps, start, start, window.new_from);
  g_free (window.places);
  return steps;
}
