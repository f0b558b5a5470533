/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-entries.h"
#include "rushes-selection.h"
#include "rushes-steps.h"

/* A long list becomes another one by steps, and what is selected stays so. */

/* A list of rows that nobody has an object of. */
struct _RowList
{
  GObject parent_instance;
  GArray *entries;
};

#define ROW_TYPE_LIST (row_list_get_type ())
G_DECLARE_FINAL_TYPE (RowList, row_list, ROW, LIST, GObject)

static GType
row_list_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
row_list_get_n_items (GListModel *model)
{
  return ROW_LIST (model)->entries->len;
}

static gpointer
row_list_get_item (GListModel *model, guint position)
{
  g_assert_not_reached (); /* nobody needs one */
}

static void
row_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = row_list_get_item_type;
  iface->get_n_items = row_list_get_n_items;
  iface->get_item = row_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RowList, row_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, row_list_iface_init))

static void
row_list_finalize (GObject *object)
{
  g_array_unref (ROW_LIST (object)->entries);
  G_OBJECT_CLASS (row_list_parent_class)->finalize (object);
}

static void
row_list_class_init (RowListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = row_list_finalize;
}

static void
row_list_init (RowList *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (RushesEntry));
}

static gint64
get_row (GArray *entries, guint position)
{
  return g_array_index (entries, RushesEntry, position).row;
}

static gint64
get_key (guint position, gpointer list)
{
  return get_row (ROW_LIST (list)->entries, position);
}

static void
append (GArray *entries, gint64 row)
{
  g_array_append_vals (entries, &(RushesEntry) { .row = row, .count = 1 }, 1);
}

typedef struct
{
  RowList *list;
  RushesSelection *selection;
} Fixture;

/* A view knows its cells by what they show: nothing may be there twice, not for a moment. */
static void
on_changed (RowList *list)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < list->entries->len; i++)
    g_assert_true (g_hash_table_add (seen, &g_array_index (list->entries, RushesEntry, i).row));
}

/* Rows from 1 on. */
static void
set_up (Fixture *fixture, guint n)
{
  fixture->list = g_object_new (ROW_TYPE_LIST, NULL);
  for (guint i = 0; i < n; i++)
    append (fixture->list->entries, i + 1);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (on_changed), NULL);
  fixture->selection = rushes_selection_new (g_object_ref (G_LIST_MODEL (fixture->list)), get_key, fixture->list);
}

static void
tear_down (Fixture *fixture)
{
  g_clear_object (&fixture->selection);
  g_clear_object (&fixture->list);
}

static gboolean
is_selected (Fixture *fixture, guint position)
{
  return gtk_selection_model_is_selected (GTK_SELECTION_MODEL (fixture->selection), position);
}

static guint
count_selected (Fixture *fixture)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (fixture->selection));

  return gtk_bitset_get_size (bits);
}

static void
check_same (GArray *entries, GArray *to)
{
  g_assert_cmpuint (entries->len, ==, to->len);
  for (guint i = 0; i < to->len; i++)
    g_assert_cmpint (get_row (entries, i), ==, get_row (to, i));
}

/* Of what has a widget only little changes at a time. @first, @last: (inout): what has one; none, where the last is before the first */
static void
check_in_sight (const RushesStep *step, int *first, int *last)
{
  int position = (int) step->position, n_removed = (int) step->n_removed, n = (int) step->n_added - n_removed;

  if (position + n_removed <= *first)
    *first += n;
  else if (position <= *last)
    g_assert_cmpuint (step->n_removed + step->n_added, <=, 16);
  if (position <= *last)
    *last += n;
}

/* Returns: how many entries that were in sight were touched and did not have to be */
static guint
go_on (Fixture *fixture, GArray *to, RushesSight sight)
{
  GArray *entries = fixture->list->entries;
  g_autoptr (GArray) steps = NULL;
  guint start, end, n_in_sight = 0;
  int first, last; /* in sight, of what is not the same anyhow */

  for (start = 0; start < MIN (entries->len, to->len) && get_row (entries, start) == get_row (to, start); start++)
    ;
  for (end = 0; end + start < MIN (entries->len, to->len) && get_row (entries, entries->len - 1 - end) == get_row (to, to->len - 1 - end); end++)
    ;
  first = (int) MAX (sight.first, start);
  last = (int) MIN (sight.last + 1, entries->len - end) - 1;
  steps = rushes_steps_new (entries, to, start, end, &sight);
  rushes_selection_hold (fixture->selection, TRUE);
  for (guint i = 0; i < steps->len; i++)
    {
      RushesStep step = g_array_index (steps, RushesStep, i);
      g_assert_cmpuint (step.position + step.n_removed, <=, entries->len);
      check_in_sight (&step, &first, &last);
      n_in_sight += step.n_removed + step.n_added <= 16 ? step.n_removed : 0;
      rushes_entries_splice (G_LIST_MODEL (fixture->list), entries, step.position, step.n_removed, to, step.from, step.n_added);
    }
  rushes_selection_hold (fixture->selection, FALSE);
  check_same (entries, to);
  return n_in_sight;
}

/* Three come behind each: what is in sight stays, and each that was selected still is. */
static void
test_taken_apart (void)
{
  Fixture fixture;
  g_autoptr (GArray) to = g_array_new (FALSE, FALSE, sizeof (RushesEntry));

  set_up (&fixture, 10000);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (fixture.selection));
  for (guint i = 0; i < 10000; i++)
    for (guint k = 0; k < 4; k++)
      append (to, k == 0 ? i + 1 : 100000 + i * 4 + k);
  g_assert_cmpuint (go_on (&fixture, to, (RushesSight) { 5000, 5200, 5010 }), <=, 201); /* those that have to make room */
  g_assert_cmpuint (count_selected (&fixture), ==, 10000);
  g_assert_true (is_selected (&fixture, 0) && !is_selected (&fixture, 1) && is_selected (&fixture, 39996));
  tear_down (&fixture);
}

/* All of them go, and others are there. */
static void
test_all_others (void)
{
  Fixture fixture;
  g_autoptr (GArray) to = g_array_new (FALSE, FALSE, sizeof (RushesEntry));

  set_up (&fixture, 10000);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (fixture.selection));
  for (guint i = 0; i < 9000; i++)
    append (to, 20000 + i);
  go_on (&fixture, to, (RushesSight) { 0, 209, 0 });
  g_assert_cmpuint (count_selected (&fixture), ==, 0);
  tear_down (&fixture);
}

/* Most go: what has the focus is not touched, though all around it is. */
static void
test_few_stay (void)
{
  Fixture fixture;
  g_autoptr (GArray) to = g_array_new (FALSE, FALSE, sizeof (RushesEntry));

  set_up (&fixture, 10000);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture.selection), 5050, TRUE);
  for (guint i = 0; i < 10000; i += 50)
    append (to, i + 1);
  g_assert_cmpuint (go_on (&fixture, to, (RushesSight) { 5000, 5200, 5050 }), <=, 196);
  g_assert_true (count_selected (&fixture) == 1 && is_selected (&fixture, 101));
  tear_down (&fixture);
}

/* As a clip list does: what is near becomes the same by single changes, what goes far too, while what is selected is held, and the rest by one. */
static void
approach (Fixture *fixture, GArray *to)
{
  GListModel *model = G_LIST_MODEL (fixture->list);
  GArray *entries = fixture->list->entries;
  guint start, end;
  gboolean further = rushes_entries_approach (model, entries, to, FALSE, &start, &end);

  rushes_selection_hold (fixture->selection, further);
  if (further)
    rushes_entries_approach (model, entries, to, TRUE, &start, &end);
  rushes_entries_splice (model, entries, start, entries->len - start - end, to, start, to->len - start - end);
  rushes_selection_hold (fixture->selection, FALSE);
  check_same (entries, to);
}

/* Returns: (transfer full): the rows that are */
static GHashTable *
select_some (Fixture *fixture)
{
  GHashTable *selected = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < fixture->list->entries->len; i++)
    if (g_test_rand_bit ())
      {
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->selection), i, FALSE);
        g_hash_table_add (selected, GUINT_TO_POINTER (i + 1));
      }
  return selected;
}

/* What is left of them, and nothing else. */
static void
check_selected (Fixture *fixture, GHashTable *selected)
{
  for (guint i = 0; i < fixture->list->entries->len; i++)
    {
      gpointer row = GUINT_TO_POINTER ((guint) get_row (fixture->list->entries, i));
      g_assert_true (is_selected (fixture, i) == g_hash_table_contains (selected, row));
    }
}

/* Some of @n stay, some are others, and @n_moved stand elsewhere. Returns: (transfer full) */
static GArray *
new_any (guint n, guint n_moved)
{
  GArray *to = g_array_new (FALSE, FALSE, sizeof (RushesEntry));

  for (guint i = 0; i < n; i++)
    if (g_test_rand_int_range (0, 3) > 0)
      append (to, g_test_rand_int_range (0, (gint32) n_moved + 2) > 0 ? i + 1 : i + 1000);
  for (guint i = 0; i < n_moved && to->len > 1; i++)
    {
      guint from = (guint) g_test_rand_int_range (0, (gint32) to->len);
      RushesEntry moved = g_array_index (to, RushesEntry, from);
      g_array_remove_index (to, from);
      g_array_insert_val (to, (guint) g_test_rand_int_range (0, (gint32) to->len + 1), moved);
    }
  return to;
}

/* Any list to any other, with anything in sight: in its order, with some elsewhere, or in any order. */
static void
test_any (void)
{
  const guint n_moved[] = { 0, 5, 1000 };

  for (guint round = 0; round < 300; round++)
    {
      Fixture fixture;
      guint n = (guint) g_test_rand_int_range (1, 400), first = (guint) g_test_rand_int_range (0, (gint32) n);
      guint last = (guint) g_test_rand_int_range ((gint32) first, (gint32) n);
      g_autoptr (GArray) to = new_any (n, n_moved[round % 3]);
      g_autoptr (GHashTable) selected = NULL;

      set_up (&fixture, n);
      selected = select_some (&fixture);
      go_on (&fixture, to, (RushesSight) { first, last, first });
      check_selected (&fixture, selected);
      tear_down (&fixture);
    }
}

static void
test_approach (void)
{
  const guint n_moved[] = { 0, 1, 5, 1000 };

  for (guint round = 0; round < 400; round++)
    {
      Fixture fixture;
      guint n = (guint) g_test_rand_int_range (1, 400);
      g_autoptr (GArray) to = new_any (n, n_moved[round % 4]);
      g_autoptr (GHashTable) selected = NULL;

      set_up (&fixture, n);
      selected = select_some (&fixture);
      approach (&fixture, to);
      check_selected (&fixture, selected);
      tear_down (&fixture);
    }
}

/* A few go far, and all others stay. */
static void
test_far (void)
{
  for (int round = 0; round < 50; round++)
    {
      Fixture fixture;
      g_autoptr (GArray) to = NULL;
      g_autoptr (GHashTable) selected = NULL;

      set_up (&fixture, 3000);
      selected = select_some (&fixture);
      to = g_array_copy (fixture.list->entries);
      for (int i = 0; i < 8; i++)
        {
          guint from = (guint) g_test_rand_int_range (0, 3000);
          RushesEntry moved = g_array_index (to, RushesEntry, from);
          g_array_remove_index (to, from);
          g_array_insert_val (to, (from + 1500) % 3000, moved);
        }
      approach (&fixture, to);
      check_selected (&fixture, selected);
      tear_down (&fixture);
    }
}

/* Who chooses another one meanwhile gets nothing back. */
static void
test_chosen_meanwhile (void)
{
  Fixture fixture;
  g_autoptr (GArray) to = g_array_new (FALSE, FALSE, sizeof (RushesEntry));

  set_up (&fixture, 3);
  append (to, 1);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture.selection), 0, TRUE);
  rushes_selection_hold (fixture.selection, TRUE);
  rushes_entries_splice (G_LIST_MODEL (fixture.list), fixture.list->entries, 0, 1, to, 0, 0);
  g_assert_cmpuint (count_selected (&fixture), ==, 0);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture.selection), 1, TRUE);
  rushes_entries_splice (G_LIST_MODEL (fixture.list), fixture.list->entries, 0, 0, to, 0, 1);
  g_assert_true (count_selected (&fixture) == 1 && is_selected (&fixture, 2));
  tear_down (&fixture);
}

static void
on_selection_changed (GtkSelectionModel *model, guint position, guint n, guint *told)
{
  told[0] = position;
  told[1] = n;
}

/* As a grid asks for it: one, some more, a row of them, all, none. */
static void
test_selecting (void)
{
  GtkSelectionModel *model;
  Fixture fixture;
  guint told[2] = { 0, 0 };

  set_up (&fixture, 10);
  model = GTK_SELECTION_MODEL (fixture.selection);
  g_signal_connect (model, "selection-changed", G_CALLBACK (on_selection_changed), told);
  gtk_selection_model_select_item (model, 4, TRUE);
  g_assert_true (told[0] == 4 && told[1] == 1 && count_selected (&fixture) == 1);
  gtk_selection_model_select_range (model, 6, 2, FALSE);
  g_assert_true (told[0] == 6 && told[1] == 2 && count_selected (&fixture) == 3);
  gtk_selection_model_unselect_item (model, 4);
  g_assert_true (!is_selected (&fixture, 4) && count_selected (&fixture) == 2);
  gtk_selection_model_select_all (model);
  g_assert_true (told[0] == 0 && told[1] == 10 && count_selected (&fixture) == 10);
  gtk_selection_model_select_item (model, 9, TRUE);
  g_assert_true (told[0] == 0 && told[1] == 9 && count_selected (&fixture) == 1);
  gtk_selection_model_unselect_all (model);
  g_assert_cmpuint (count_selected (&fixture), ==, 0);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/steps/taken-apart", test_taken_apart);
  g_test_add_func ("/steps/all-others", test_all_others);
  g_test_add_func ("/steps/few-stay", test_few_stay);
  g_test_add_func ("/steps/any", test_any);
  g_test_add_func ("/steps/approach", test_approach);
  g_test_add_func ("/steps/far", test_far);
  g_test_add_func ("/steps/chosen-meanwhile", test_chosen_meanwhile);
  g_test_add_func ("/steps/selecting", test_selecting);
  return g_test_run ();
}
