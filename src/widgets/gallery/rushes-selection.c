/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-selection.h"

/* Which items are selected, any number of them, without an object for any: positions, and the keys by which those that are taken out and put in
 * again are known. (GtkMultiSelection has an object made of each that is selected, and of each that comes while some are.) */
struct _RushesSelection
{
  GObject parent_instance;
  GListModel *items;
  RushesSelectionKeyFunc func;
  gpointer data;
  GtkBitset *selected;
  GArray *keys;      /* gint64: of what is selected, in its order */
  GArray *held;      /* (nullable): those when it was held: whatever comes, or comes back, and is of them, is selected */
  GHashTable *known; /* (nullable): to them */
};

static void rushes_selection_list_init (GListModelInterface *iface);
static void rushes_selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesSelection, rushes_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rushes_selection_list_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, rushes_selection_model_init))

static GType
rushes_selection_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
rushes_selection_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (RUSHES_SELECTION (model)->items);
}

static gpointer
rushes_selection_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (RUSHES_SELECTION (model)->items, position);
}

static void
rushes_selection_list_init (GListModelInterface *iface)
{
  iface->get_item_type = rushes_selection_get_item_type;
  iface->get_n_items = rushes_selection_get_n_items;
  iface->get_item = rushes_selection_get_item;
}

static gboolean
rushes_selection_is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_bitset_contains (RUSHES_SELECTION (model)->selected, position);
}

static GtkBitset *
rushes_selection_get_selection_in_range (GtkSelectionModel *model, guint position, guint n)
{
  return gtk_bitset_ref (RUSHES_SELECTION (model)->selected);
}

static void
list_keys (RushesSelection *self)
{
  GtkBitsetIter iter;
  guint position;

  g_array_set_size (self->keys, 0);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, self->selected, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    g_array_append_vals (self->keys, &(gint64) { self->func (position, self->data) }, 1);
}

static void
forget_held (RushesSelection *self)
{
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->held, g_array_unref);
}

/* Whoever chooses anew for all of them wants nothing back. */
static gboolean
rushes_selection_set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  RushesSelection *self = RUSHES_SELECTION (model);
  g_autoptr (GtkBitset) changes = gtk_bitset_copy (selected);
  guint n = g_list_model_get_n_items (self->items), first, last;

  if (gtk_bitset_get_size (mask) >= n)
    forget_held (self);
  gtk_bitset_difference (changes, self->selected); /* what is in one of them alone */
  gtk_bitset_intersect (changes, mask);
  if (n < G_MAXUINT)
    gtk_bitset_remove_range_closed (changes, n, G_MAXUINT);
  if (gtk_bitset_is_empty (changes))
    return TRUE;
  first = gtk_bitset_get_minimum (changes);
  last = gtk_bitset_get_maximum (changes);
  gtk_bitset_difference (self->selected, changes);
  list_keys (self);
  gtk_selection_model_selection_changed (model, first, last - first + 1);
  return TRUE;
}

static void
rushes_selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = rushes_selection_is_selected;
  iface->get_selection_in_range = rushes_selection_get_selection_in_range;
  iface->set_selection = rushes_selection_set_selection;
}

/* @keys: stay where they are as long as this */
static GHashTable *
new_set (GArray *keys)
{
  GHashTable *set = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < keys->len; i++)
    g_hash_table_add (set, &g_array_index (keys, gint64, i));
  return set;
}

/* Which of @n items from @position on were selected before. @number: of the first one's key */
static void
find_again (RushesSelection *self, GHashTable *known, guint position, guint n, guint number)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = position; i < position + n; i++)
    {
      gint64 key = self->func (i, self->data);
      if (!g_hash_table_contains (known, &key))
        continue;
      gtk_bitset_add (self->selected, i);
      g_array_append_val (found, key);
    }
  if (found->len > 0)
    g_array_insert_vals (self->keys, number, found->data, found->len);
}

/* Returns: (transfer full): the @n keys from the one with number @from on, which is of items that go */
static GArray *
take_keys (RushesSelection *self, guint from, guint n)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (n == 0)
    return keys;
  g_array_append_vals (keys, &g_array_index (self->keys, gint64, from), n);
  g_array_remove_range (self->keys, from, n);
  return keys;
}

static void
on_items_changed (RushesSelection *self, guint position, guint removed, guint added)
{
  guint n_before = position > 0 ? (guint) gtk_bitset_get_size_in_range (self->selected, 0, position - 1) : 0;
  guint n_gone = removed > 0 ? (guint) gtk_bitset_get_size_in_range (self->selected, position, position + removed - 1) : 0;
  g_autoptr (GArray) gone = take_keys (self, n_before, n_gone);
  GArray *wanted = self->held != NULL ? self->held : gone;
  g_autoptr (GHashTable) known = NULL;

  gtk_bitset_splice (self->selected, position, removed, added);
  if (added > 0 && wanted->len > 0)
    {
      known = self->known != NULL ? g_hash_table_ref (self->known) : new_set (wanted);
      find_again (self, known, position, added, n_before);
      if (self->held != NULL && self->known == NULL)
        self->known = g_hash_table_ref (known);
    }
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
rushes_selection_finalize (GObject *object)
{
  RushesSelection *self = RUSHES_SELECTION (object);

  g_object_unref (self->items);
  gtk_bitset_unref (self->selected);
  g_array_unref (self->keys);
  forget_held (self);
  G_OBJECT_CLASS (rushes_selection_parent_class)->finalize (object);
}

static void
rushes_selection_class_init (RushesSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_selection_finalize;
}

static void
rushes_selection_init (RushesSelection *self)
{
  self->selected = gtk_bitset_new_empty ();
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * rushes_selection_new:
 * @items: (transfer full)
 * @func: called with @data, for as long as this lives
 *
 * Main thread.
 *
 * Returns: (transfer full): nothing is selected
 */
RushesSelection *
rushes_selection_new (GListModel *items, RushesSelectionKeyFunc func, gpointer data)
{
  RushesSelection *self = g_object_new (RUSHES_TYPE_SELECTION, NULL);

  self->items = items;
  self->func = func;
  self->data = data;
  g_signal_connect_object (items, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/* @hold: from now on what is selected may go and come back in different changes, in whichever order; else only in one */
void
rushes_selection_hold (RushesSelection *self, gboolean hold)
{
  forget_held (self);
  if (hold)
    self->held = g_array_copy (self->keys);
}
