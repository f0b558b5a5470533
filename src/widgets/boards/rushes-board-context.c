/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-context.h"

/* Who knows a shot by its place in the whole film asks here for what is selected, which goes by what is shown. */

/* Returns: (transfer full) (element-type RushesShot): in their order; none while no board is open */
GPtrArray *
rushes_board_context_list_selected (const RushesBoardContext *self)
{
  GPtrArray *shots = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) set = self->view != NULL ? gtk_selection_model_get_selection (self->selection) : gtk_bitset_new_empty ();
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, set, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (shots, g_object_ref (rushes_filtered_shots_get_shot (self->shown, position)));
  return shots;
}

gboolean
rushes_board_context_is_selected (const RushesBoardContext *self, RushesShot *shot)
{
  guint position = rushes_filtered_shots_find (self->shown, rushes_shot_get_number (shot));

  return position != G_MAXUINT && gtk_selection_model_is_selected (self->selection, position);
}

/* That one alone. A filter that hides it gives it free until something else is selected. */
void
rushes_board_context_select (const RushesBoardContext *self, RushesShot *shot)
{
  rushes_filtered_shots_reveal (self->shown, rushes_shot_get_number (shot));
  gtk_selection_model_select_item (self->selection, rushes_filtered_shots_find (self->shown, rushes_shot_get_number (shot)), TRUE);
}
