/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-filtered-shots.h"

/* The shots of a board that are in one of some states, as a list in the order of the board. A shot that was shown and is in another state
 * since, because somebody works on it, stays until it is not kept any more; one that is new on the board is shown until then, too.
 * “changed” comes after the list has changed, and whenever the view says it. Of the main thread. */
struct _RushesFilteredShots
{
  GObject parent_instance;
  RushesBoardView *view;
  guint states;          /* a bit for each RushesShotState; 0: all */
  GPtrArray *shots;      /* RushesShot */
  GHashTable *positions; /* number → position; made when it is asked for */
  GHashTable *kept;      /* the numbers of shots that are shown whatever their state is */
  GHashTable *known;     /* the numbers of all shots that the view had; NULL before it had a board */
  guint leaving;         /* the source that lets go of what is not kept any more */
  gboolean held;
};

static void list_model_init (GListModelInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (RushesFilteredShots, rushes_filtered_shots, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return RUSHES_TYPE_SHOT;
}

static guint
get_n_items (GListModel *model)
{
  return RUSHES_FILTERED_SHOTS (model)->shots->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RushesShot *shot = rushes_filtered_shots_get_shot (RUSHES_FILTERED_SHOTS (model), position);

  return shot != NULL ? g_object_ref (shot) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static GHashTable *
new_numbers (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

static void
add_number (GHashTable *numbers, gint64 number)
{
  g_hash_table_add (numbers, g_memdup2 (&number, sizeof number));
}

static void
say (RushesFilteredShots *self, guint position, guint removed, guint added)
{
  g_clear_pointer (&self->positions, g_hash_table_unref);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

/* What is not in @to goes, run by run. */
static void
remove_others (RushesFilteredShots *self, GPtrArray *to)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);
  guint end = self->shots->len, start;

  for (guint i = 0; i < to->len; i++)
    g_hash_table_add (wanted, to->pdata[i]);
  for (; end > 0; end = start)
    {
      start = end - 1;
      if (g_hash_table_contains (wanted, self->shots->pdata[start]))
        continue;
      while (start > 0 && !g_hash_table_contains (wanted, self->shots->pdata[start - 1]))
        start--;
      g_ptr_array_remove_range (self->shots, start, end - start);
      say (self, start, end - start, 0);
    }
}

/* Whether what is there stands in @to in the same order. */
static gboolean
is_in_order (RushesFilteredShots *self, GPtrArray *to)
{
  guint at = 0;

  for (guint i = 0; i < to->len && at < self->shots->len; i++)
    at += to->pdata[i] == self->shots->pdata[at];
  return at == self->shots->len;
}

/* From @start to before @end of @to. */
static void
insert_run (RushesFilteredShots *self, GPtrArray *to, guint start, guint end)
{
  guint n = end - start, after = self->shots->len - start;

  g_ptr_array_set_size (self->shots, (int) (self->shots->len + n));
  memmove (self->shots->pdata + end, self->shots->pdata + start, after * sizeof (gpointer));
  for (guint i = start; i < end; i++)
    self->shots->pdata[i] = g_object_ref (to->pdata[i]);
  say (self, start, 0, n);
}

/* What of @to is not there comes, run by run. */
static void
insert_others (RushesFilteredShots *self, GPtrArray *to)
{
  for (guint start = 0, end; start < to->len; start = MAX (end, start + 1))
    {
      RushesShot *next = start < self->shots->len ? self->shots->pdata[start] : NULL;
      for (end = start; end < to->len && to->pdata[end] != next;)
        end++;
      if (end > start)
        insert_run (self, to, start, end);
    }
}

/* Something was moved: what begins and ends as before stays. */
static void
exchange (RushesFilteredShots *self, GPtrArray *to)
{
  g_autoptr (GPtrArray) before = self->shots;
  guint start = 0, end = 0, shorter = MIN (before->len, to->len);

  while (start < shorter && before->pdata[start] == to->pdata[start])
    start++;
  while (end < shorter - start && before->pdata[before->len - 1 - end] == to->pdata[to->len - 1 - end])
    end++;
  self->shots = g_ptr_array_ref (to);
  say (self, start, before->len - start - end, to->len - start - end);
}

static gboolean
passes (RushesFilteredShots *self, RushesShot *shot)
{
  gint64 number = rushes_shot_get_number (shot);

  return self->states == 0 || (self->states & (1u << rushes_shot_get_state (shot))) != 0 || g_hash_table_contains (self->kept, &number);
}

/* A view that lists this has the focus and the selection of what stays. */
static void
update (RushesFilteredShots *self)
{
  g_autoptr (GPtrArray) to = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->view));

  for (guint i = 0; i < n; i++)
    {
      RushesShot *shot = rushes_board_view_get_shot (self->view, i);
      if (passes (self, shot))
        g_ptr_array_add (to, g_object_ref (shot));
    }
  remove_others (self, to);
  if (is_in_order (self, to))
    insert_others (self, to);
  else
    exchange (self, to);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What has just been made, brought or taken back is not hidden from who did it. */
static void
keep_new (RushesFilteredShots *self)
{
  g_autoptr (GHashTable) before = g_steal_pointer (&self->known);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->view));

  self->known = new_numbers ();
  for (guint i = 0; i < n; i++)
    {
      gint64 number = rushes_shot_get_number (rushes_board_view_get_shot (self->view, i));
      if (before != NULL && !g_hash_table_contains (before, &number))
        add_number (self->kept, number);
      add_number (self->known, number);
    }
}

static void
on_view_changed (RushesFilteredShots *self)
{
  keep_new (self);
  update (self);
}

static void
rushes_filtered_shots_dispose (GObject *object)
{
  RushesFilteredShots *self = RUSHES_FILTERED_SHOTS (object);

  g_clear_handle_id (&self->leaving, g_source_remove);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (rushes_filtered_shots_parent_class)->dispose (object);
}

static void
rushes_filtered_shots_finalize (GObject *object)
{
  RushesFilteredShots *self = RUSHES_FILTERED_SHOTS (object);

  g_ptr_array_unref (self->shots);
  g_clear_pointer (&self->positions, g_hash_table_unref);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_hash_table_unref (self->kept);
  G_OBJECT_CLASS (rushes_filtered_shots_parent_class)->finalize (object);
}

static void
rushes_filtered_shots_class_init (RushesFilteredShotsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_filtered_shots_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_filtered_shots_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_filtered_shots_init (RushesFilteredShots *self)
{
  self->shots = g_ptr_array_new_with_free_func (g_object_unref);
  self->kept = new_numbers ();
}

/* Returns: (transfer full): of all shots */
RushesFilteredShots *
rushes_filtered_shots_new (RushesBoardView *view)
{
  RushesFilteredShots *self = g_object_new (RUSHES_TYPE_FILTERED_SHOTS, NULL);

  self->view = g_object_ref (view);
  g_signal_connect_object (view, "changed", G_CALLBACK (on_view_changed), self, G_CONNECT_SWAPPED);
  if (rushes_board_view_get_board (view) != NULL)
    on_view_changed (self);
  return self;
}

/* @states: a bit for each RushesShotState that is shown; 0: all are. What is in none of them goes at once. */
void
rushes_filtered_shots_set_states (RushesFilteredShots *self, guint states)
{
  g_autoptr (GHashTable) before = NULL;
  GHashTableIter iter;
  gint64 *number;

  if (self->states == states)
    return;
  self->states = states;
  before = g_steal_pointer (&self->kept);
  self->kept = new_numbers ();
  update (self);
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, (gpointer *) &number, NULL))
    if (rushes_filtered_shots_find (self, *number) != G_MAXUINT)
      add_number (self->kept, *number);
}

guint
rushes_filtered_shots_get_states (RushesFilteredShots *self)
{
  return self->states;
}

/* Returns: (transfer none) (nullable) */
RushesShot *
rushes_filtered_shots_get_shot (RushesFilteredShots *self, guint position)
{
  return position < self->shots->len ? self->shots->pdata[position] : NULL;
}

static void
note_positions (RushesFilteredShots *self)
{
  self->positions = new_numbers ();
  for (guint i = 0; i < self->shots->len; i++)
    {
      gint64 number = rushes_shot_get_number (self->shots->pdata[i]);
      g_hash_table_insert (self->positions, g_memdup2 (&number, sizeof number), GUINT_TO_POINTER (i));
    }
}

/* Returns: where in this list the shot with that number is; %G_MAXUINT: nowhere */
guint
rushes_filtered_shots_find (RushesFilteredShots *self, gint64 number)
{
  gpointer position;

  if (self->positions == NULL)
    note_positions (self);
  return g_hash_table_lookup_extended (self->positions, &number, NULL, &position) ? GPOINTER_TO_UINT (position) : G_MAXUINT;
}

static gboolean
on_leave (gpointer data)
{
  RushesFilteredShots *self = data;

  self->leaving = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* Not in the turn in which something else was chosen, and not while a button is down: what was pressed stays where it was pressed. */
static void
leave_soon (RushesFilteredShots *self)
{
  if (self->states != 0 && !self->held && self->leaving == 0)
    self->leaving = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_leave, self, NULL);
}

/* @numbers: (element-type gint64): those that somebody works on: they stay whatever becomes of them. Others that are in none of the states
 * leave, a little later. */
void
rushes_filtered_shots_keep (RushesFilteredShots *self, GArray *numbers)
{
  g_hash_table_remove_all (self->kept);
  for (guint i = 0; i < numbers->len; i++)
    add_number (self->kept, g_array_index (numbers, gint64, i));
  leave_soon (self);
}

/* That shot is shown whatever its state is, as one that is kept. */
void
rushes_filtered_shots_reveal (RushesFilteredShots *self, gint64 number)
{
  add_number (self->kept, number);
  if (rushes_filtered_shots_find (self, number) == G_MAXUINT)
    update (self);
}

/* @hold: nothing leaves until it is let go */
void
rushes_filtered_shots_hold (RushesFilteredShots *self, gboolean hold)
{
  self->held = hold;
  if (hold)
    g_clear_handle_id (&self->leaving, g_source_remove);
  else
    leave_soon (self);
}
