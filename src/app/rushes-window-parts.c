/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-window-private.h"

/* The pages take a while to make. Each has a turn of the main loop of its own, before the window shows any of them and while a worker opens the library. */

static GType (*const types[]) (void) = {
  [RUSHES_WINDOW_GALLERY] = rushes_gallery_get_type, [RUSHES_WINDOW_COMPOSE] = rushes_compose_get_type, [RUSHES_WINDOW_SHOT_COMPOSE] = rushes_compose_get_type,
  [RUSHES_WINDOW_BOARDS] = rushes_boards_page_get_type, [RUSHES_WINDOW_QUEUE] = rushes_queue_page_get_type, [RUSHES_WINDOW_VIEWER] = rushes_viewer_get_type,
  [RUSHES_WINDOW_REVIEW] = rushes_review_get_type, [RUSHES_WINDOW_FIRST_RUN] = rushes_first_run_get_type,
};

G_STATIC_ASSERT (G_N_ELEMENTS (types) == RUSHES_WINDOW_N_PARTS);

static void
make_next (RushesWindow *self)
{
  self->parts[self->n_made] = g_object_ref_sink (g_object_new (types[self->n_made] (), NULL));
  self->n_made++;
}

static gboolean
on_turn (gpointer data)
{
  RushesWindow *self = data;

  if (self->n_made < RUSHES_WINDOW_N_PARTS)
    {
      make_next (self);
      return G_SOURCE_CONTINUE;
    }
  self->making = 0;
  self->seen = TRUE;
  g_signal_emit_by_name (self, "seen");
  return G_SOURCE_REMOVE;
}

/* Begins to make them; then tells “seen”. */
void
rushes_window_make_parts (RushesWindow *self)
{
  if (self->making == 0 && !self->seen)
    self->making = g_idle_add (on_turn, self);
}

/* Puts them where they belong. What is not made yet is made now. */
void
rushes_window_place_parts (RushesWindow *self)
{
  while (self->n_made < RUSHES_WINDOW_N_PARTS)
    make_next (self);
  self->gallery = RUSHES_GALLERY (self->parts[RUSHES_WINDOW_GALLERY]);
  self->boards_page = RUSHES_BOARDS_PAGE (self->parts[RUSHES_WINDOW_BOARDS]);
  self->queue_page = RUSHES_QUEUE_PAGE (self->parts[RUSHES_WINDOW_QUEUE]);
  self->viewer = RUSHES_VIEWER (self->parts[RUSHES_WINDOW_VIEWER]);
  self->review = RUSHES_REVIEW (self->parts[RUSHES_WINDOW_REVIEW]);
  self->first_run = RUSHES_FIRST_RUN (self->parts[RUSHES_WINDOW_FIRST_RUN]);
  self->compose = RUSHES_COMPOSE (self->parts[RUSHES_WINDOW_COMPOSE]);
  adw_bin_set_child (self->gallery_slot, GTK_WIDGET (self->gallery));
  adw_bin_set_child (self->boards_slot, GTK_WIDGET (self->boards_page));
  adw_bin_set_child (self->queue_slot, GTK_WIDGET (self->queue_page));
  adw_bin_set_child (self->viewer_slot, GTK_WIDGET (self->viewer));
  adw_bin_set_child (self->review_slot, GTK_WIDGET (self->review));
  adw_bin_set_child (self->first_run_slot, GTK_WIDGET (self->first_run));
}

/* Those that no other has go. */
void
rushes_window_drop_parts (RushesWindow *self)
{
  g_clear_handle_id (&self->making, g_source_remove);
  for (guint i = 0; i < RUSHES_WINDOW_N_PARTS; i++)
    g_clear_object (&self->parts[i]);
}
