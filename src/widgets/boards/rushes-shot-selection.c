/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-shot-selection.h"

/* Which of the shots that are shown are selected. It follows them where they are moved to, and keeps them shown; what is selected before it
 * is there is selected when it comes. */
struct _RushesShotSelection
{
  GObject parent_instance;
  RushesBoardView *view;
  RushesFilteredShots *shown;
  GtkMultiSelection *model;
  GArray *numbers; /* of the selected shots */
  gint64 awaited;  /* 0: none */
  gboolean restoring;
};

G_DEFINE_FINAL_TYPE (RushesShotSelection, rushes_shot_selection, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rushes_shot_selection_dispose (GObject *object)
{
  RushesShotSelection *self = RUSHES_SHOT_SELECTION (object);

  g_clear_object (&self->view);
  g_clear_object (&self->shown);
  g_clear_object (&self->model);
  g_clear_pointer (&self->numbers, g_array_unref);
  G_OBJECT_CLASS (rushes_shot_selection_parent_class)->dispose (object);
}

static void
rushes_shot_selection_class_init (RushesShotSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_shot_selection_dispose;
  /* Other shots are selected, or something of the board is different. */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_shot_selection_init (RushesShotSelection *self)
{
  self->numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
note (RushesShotSelection *self)
{
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->model));
  GtkBitsetIter iter;
  guint position;

  g_array_set_size (self->numbers, 0);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, set, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 number = rushes_shot_get_number (rushes_filtered_shots_get_shot (self->shown, position));
      g_array_append_val (self->numbers, number);
    }
}

static void
on_selection_changed (RushesShotSelection *self)
{
  if (self->restoring)
    return;
  self->awaited = 0;
  note (self);
  rushes_filtered_shots_keep (self->shown, self->numbers);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The list has let go of shots that were moved. */
static void
on_shown_changed (RushesShotSelection *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  g_autoptr (GtkBitset) wanted = gtk_bitset_new_empty (), mask = gtk_bitset_new_range (0, n);

  if (rushes_filtered_shots_find (self->shown, self->awaited) != G_MAXUINT)
    {
      g_array_set_size (self->numbers, 0);
      g_array_append_val (self->numbers, self->awaited);
      self->awaited = 0;
    }
  for (guint i = 0; i < self->numbers->len; i++)
    {
      guint position = rushes_filtered_shots_find (self->shown, g_array_index (self->numbers, gint64, i));
      if (position != G_MAXUINT)
        gtk_bitset_add (wanted, position);
    }
  self->restoring = TRUE;
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->model), wanted, mask);
  self->restoring = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* @shown: what of @view can be selected. Returns: (transfer full): nothing is */
RushesShotSelection *
rushes_shot_selection_new (RushesBoardView *view, RushesFilteredShots *shown)
{
  RushesShotSelection *self = g_object_new (RUSHES_TYPE_SHOT_SELECTION, NULL);

  self->view = g_object_ref (view);
  self->shown = g_object_ref (shown);
  self->model = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (shown)));
  g_signal_connect_object (self->model, "selection-changed", G_CALLBACK (on_selection_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "changed", G_CALLBACK (on_shown_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/* Returns: (transfer none) */
GtkSelectionModel *
rushes_shot_selection_get_model (RushesShotSelection *self)
{
  return GTK_SELECTION_MODEL (self->model);
}

/* Returns: (transfer none) (nullable): the only shot that is selected */
RushesShot *
rushes_shot_selection_get_shot (RushesShotSelection *self)
{
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->model));

  return gtk_bitset_get_size (set) == 1 ? rushes_filtered_shots_get_shot (self->shown, gtk_bitset_get_minimum (set)) : NULL;
}

/* Returns: (transfer full) (element-type RushesShot): in their order */
GPtrArray *
rushes_shot_selection_list (RushesShotSelection *self)
{
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->model));
  GPtrArray *shots = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, set, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (shots, g_object_ref (rushes_filtered_shots_get_shot (self->shown, position)));
  return shots;
}

/* That one alone, be it hidden; if it is not there yet, when it comes. */
void
rushes_shot_selection_select (RushesShotSelection *self, gint64 number)
{
  gboolean there = rushes_board_view_find (self->view, number) != G_MAXUINT;

  if (there)
    rushes_filtered_shots_reveal (self->shown, number);
  if (there)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->model), rushes_filtered_shots_find (self->shown, number), TRUE);
  self->awaited = there ? 0 : number;
}
