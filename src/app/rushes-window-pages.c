/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-window-private.h"

/* From one page to another, and what ends with the one that is left. */

void
rushes_window_show_page (RushesWindow *self, const char *name)
{
  rushes_window_show_main (self);
  adw_view_stack_set_visible_child_name (self->pages, name);
  rushes_window_update_layout (self); /* a wide window has no page for the form */
}

/* Whatever plays ends. */
static void
leave_page (RushesWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->root);

  if (g_strcmp0 (page, "viewer") == 0)
    rushes_viewer_close (self->viewer);
  if (g_strcmp0 (page, "review") == 0)
    rushes_review_close (self->review);
}

void
rushes_window_show_main (RushesWindow *self)
{
  leave_page (self);
  g_clear_object (&self->discovery);
  gtk_stack_set_visible_child_name (self->root, "main");
  rushes_window_lift_toasts (self);
}

void
rushes_window_show_clip (RushesWindow *self, RushesClip *clip)
{
  if (rushes_review_get_clip (self->review) != NULL)
    leave_page (self);
  gtk_stack_set_visible_child_name (self->root, "viewer");
  rushes_window_lift_toasts (self);
  rushes_viewer_open (self->viewer, rushes_gallery_get_clips (self->gallery), clip);
}

void
rushes_window_close_viewer (RushesWindow *self)
{
  rushes_window_show_main (self);
  rushes_gallery_show_selected (self->gallery);
}

/* @clips: (element-type RushesClip): two to %RUSHES_ENSEMBLE_MAX, to be compared */
void
rushes_window_show_review (RushesWindow *self, GPtrArray *clips)
{
  rushes_gallery_leave (self->gallery);
  leave_page (self);
  gtk_stack_set_visible_child_name (self->root, "review");
  rushes_window_lift_toasts (self);
  rushes_review_open (self->review, clips);
}

/* Back to the gallery as it was left. */
void
rushes_window_close_review (RushesWindow *self)
{
  rushes_window_show_main (self);
  rushes_gallery_come_back (self->gallery);
}

/* The gallery, narrowed to what has these words. */
void
rushes_window_search (RushesWindow *self, const char *words)
{
  rushes_window_show_page (self, "gallery");
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), words);
  gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);
}
