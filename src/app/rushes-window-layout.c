/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-window-private.h"

#include <glib/gi18n.h>

/* What of the window is where: wide and narrow, which form is beside which page, and what has the whole screen. */

/* Whether the form is about a shot of the board that is in sight. */
gboolean
rushes_window_is_about_shot (RushesWindow *self)
{
  return g_strcmp0 (self->content, "boards") == 0 && self->shot_form != NULL && rushes_shot_form_get_shot (self->shot_form) != NULL;
}

/* (nullable): of the board that is in sight */
static const char *
get_board_title (RushesWindow *self, const char *page)
{
  RushesBoardSession *session = g_strcmp0 (page, "boards") == 0 ? rushes_board_desk_get_session (self->desk) : NULL;
  RushesBoard *board = session != NULL ? rushes_board_view_get_board (rushes_board_session_get_view (session)) : NULL;

  return board != NULL ? rushes_board_get_title (board) : NULL;
}

/* What the form is about, and in a narrow window the page. */
void
rushes_window_update_title (RushesWindow *self)
{
  gboolean narrow = rushes_adaptive_bin_get_narrow (self->adaptive);
  const char *page = adw_view_stack_get_visible_child_name (self->pages), *board = get_board_title (self, page);
  gboolean composing = g_strcmp0 (page, "compose") == 0;
  guint n = rushes_clip_list_get_n_found (rushes_gallery_get_clips (self->gallery));
  g_autofree char *takes = g_strdup_printf (ngettext ("%'u take", "%'u takes", n), n);
  g_autofree char *shot = rushes_window_is_about_shot (self) ? rushes_shot_form_dup_title (self->shot_form) : NULL;

  gtk_stack_set_visible_child_name (self->title_stack, narrow ? "title" : "switcher");
  adw_window_title_set_title (self->compose_title, shot != NULL ? shot : _("New Take"));
  adw_window_title_set_title (self->narrow_title, board != NULL ? board : !composing ? "Rushes" : shot != NULL ? shot : _("New Take"));
  adw_window_title_set_subtitle (self->narrow_title, g_strcmp0 (page, "gallery") == 0 ? takes : "");
  gtk_widget_set_visible (GTK_WIDGET (self->pane_button), !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), g_strcmp0 (page, "gallery") == 0);
  if (g_strcmp0 (page, "gallery") != 0)
    gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

static void
set_css_class (GtkWidget *widget, const char *name, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* Over a clip they stand on its picture: below that are buttons, and a toast under the pointer does not go. */
void
rushes_window_lift_toasts (RushesWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->root);

  set_css_class (GTK_WIDGET (self->toasts), "viewing", g_strcmp0 (page, "viewer") == 0);
  set_css_class (GTK_WIDGET (self->toasts), "reviewing", g_strcmp0 (page, "review") == 0);
  set_css_class (GTK_WIDGET (self->toasts), "narrow", rushes_adaptive_bin_get_narrow (self->adaptive));
}

static void
on_contrast (AdwStyleManager *manager, GParamSpec *pspec, RushesWindow *self)
{
  set_css_class (GTK_WIDGET (self), "contrast", adw_style_manager_get_high_contrast (manager));
}

/* What is faint by our own style is not where the user wants high contrast, now and later. */
void
rushes_window_follow_contrast (RushesWindow *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (on_contrast), self, 0);
  on_contrast (manager, NULL, self);
}

/* The form stands in the pane, or on a page of its own. */
void
rushes_window_update_layout (RushesWindow *self)
{
  gboolean narrow = rushes_adaptive_bin_get_narrow (self->adaptive);
  AdwBin *slot = narrow ? self->narrow_slot : self->wide_slot;
  AdwBin *other = narrow ? self->wide_slot : self->narrow_slot;
  RushesCompose *form = rushes_window_is_about_shot (self) ? rushes_shot_form_get_pane (self->shot_form) : self->compose;

  if (adw_bin_get_child (slot) != GTK_WIDGET (form))
    {
      adw_bin_set_child (other, NULL);
      adw_bin_set_child (slot, GTK_WIDGET (form));
    }
  if (!narrow && g_strcmp0 (adw_view_stack_get_visible_child_name (self->pages), "compose") == 0)
    adw_view_stack_set_visible_child_name (self->pages, self->content != NULL ? self->content : "gallery");
  adw_view_stack_page_set_visible (self->compose_page, narrow);
  adw_view_switcher_bar_set_reveal (self->switcher_bar, narrow && !self->bare);
  gtk_widget_set_visible (self->compose_pane, !narrow && !self->bare && gtk_toggle_button_get_active (self->pane_button));
  rushes_gallery_set_narrow (self->gallery, narrow);
  rushes_boards_page_set_narrow (self->boards_page, narrow);
  rushes_viewer_set_narrow (self->viewer, narrow);
  rushes_review_set_narrow (self->review, narrow);
  rushes_window_lift_toasts (self);
  rushes_first_run_set_narrow (self->first_run, narrow);
  rushes_window_update_title (self);
}

/* A page has the whole screen, or gives it back. */
void
rushes_window_set_bare (RushesWindow *self, gboolean bare)
{
  self->bare = bare;
  gtk_widget_set_visible (self->header, !bare);
  rushes_window_update_layout (self);
  if (bare)
    gtk_window_fullscreen (GTK_WINDOW (self));
  else
    gtk_window_unfullscreen (GTK_WINDOW (self));
}
