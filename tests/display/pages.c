/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "pages.h"

#include "top.h"

#include "rushes-boards.h"

#include <glib/gi18n.h>

/* Goes through every page and dialog, in a wide window and in one as a telephone has it. */

#define NARROW 400

static PagesLook look;
static guint n_wrong; /* on all pages of a test */

static void
check_here (const char *page)
{
  GtkWidget *top = get_top () != NULL ? get_top () : GTK_WIDGET (window);
  g_autofree char *which = NULL;

  wait_for_frames ();
  which = g_strdup_printf ("%s, %d wide", page, gtk_widget_get_width (top));
  n_wrong += look (top, which);
}

/* What is wrong is printed by then; the other pages are looked at, too. */
static void
judge (void)
{
  if (n_wrong > 0)
    g_test_fail ();
  n_wrong = 0;
}

/* Wide, and narrow. */
static void
check_page (const char *page)
{
  gtk_window_set_default_size (GTK_WINDOW (window), NARROW, 760);
  wait_until (gtk_widget_get_width (GTK_WIDGET (window)) < 860); /* where a page is laid out otherwise */
  check_here (page);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, NARROW);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  wait_until (gtk_widget_get_width (GTK_WIDGET (window)) > 1000);
  check_here (page);
}

static void
test_first_run (void)
{
  check_page ("first run");
  judge ();
}

static void
test_gallery (void)
{
  click (find ("first-sample"));
  wait_until (count_clips () == 2);
  wait_until (find_text (GTK_WIDGET (window), _("Nothing is running")) != NULL);
  check_page ("gallery");
  click (find ("add-filter"));
  wait_until (find_menu (find ("add-filter")) != NULL);
  check_here ("filters");
  press_key (XK_Escape, 0);
  wait_until (find_menu (find ("add-filter")) == NULL);
  rushes_window_show_page (window, "queue");
  check_page ("queue");
  rushes_window_show_page (window, "boards");
  check_page ("boards");
  rushes_window_show_page (window, "gallery");
  judge ();
}

static void
check_runs_right (const char *before, const char *after)
{
  graphene_rect_t left, right;

  g_assert_true (gtk_widget_compute_bounds (find (before), GTK_WIDGET (window), &left) && gtk_widget_compute_bounds (find (after), GTK_WIDGET (window), &right));
  g_assert_cmpfloat (left.origin.x, <, right.origin.x);
}

static void
test_viewer (void)
{
  RushesViewer *viewer = rushes_window_get_viewer (window);
  g_autoptr (RushesClip) clip = ref_clip (0);

  rushes_window_show_clip (window, clip);
  wait_until (rushes_player_get_position (rushes_viewer_get_player (viewer)) > 0);
  rushes_player_set_playing (rushes_viewer_get_player (viewer), FALSE);
  check_page ("viewer");
  g_assert_true (gtk_widget_get_direction (find ("position")) == GTK_TEXT_DIR_LTR); /* time runs to the right, in whatever direction people read */
  check_runs_right ("time", "full-screen");
  press_key (XK_Escape, 0);
  wait_until (rushes_viewer_get_clip (viewer) == NULL);
  judge ();
}

/* Two takes side by side, with the settings in which they differ below. */
static void
test_compare (void)
{
  GtkWidget *grid = find ("grid");

  gtk_selection_model_select_all (gtk_grid_view_get_model (GTK_GRID_VIEW (grid)));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.compare", NULL);
  wait_until (rushes_review_get_clip (rushes_window_get_review (window)) != NULL && gtk_widget_get_mapped (find ("review-time")));
  check_page ("two takes compared");
  press_key (XK_Escape, 0);
  wait_until (gtk_widget_get_mapped (grid));
  judge ();
}

static void
open_dialog (const char *action, const char *shown)
{
  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
  wait_until (get_top () != NULL && find_named (get_top (), shown) != NULL);
}

/* As it comes in a narrow window, and in a wide one. @further: (nullable): to what that dialog leads */
static void
check_dialog (const char *action, const char *shown, const char *further, const char *shown_further)
{
  for (int narrow = 1; narrow >= 0; narrow--)
    {
      gtk_window_set_default_size (GTK_WINDOW (window), narrow ? NARROW : 1280, narrow ? 760 : 800);
      wait_until (narrow ? gtk_widget_get_width (GTK_WIDGET (window)) < 860 : gtk_widget_get_width (GTK_WIDGET (window)) > 1000);
      open_dialog (action, shown);
      check_here (shown);
      g_assert_cmpint (gtk_widget_get_width (get_top ()), <=, narrow ? NARROW : 1280);
      if (further != NULL)
        {
          click (get (further));
          wait_until (is_shown (shown_further));
          check_here (shown_further);
          g_assert_cmpint (gtk_widget_get_width (get_top ()), <=, narrow ? NARROW : 1280);
        }
      close_all ();
    }
}

static void
test_dialogs (void)
{
  check_dialog ("win.preferences", "add-service", "add-service", "connection-save");
  check_dialog ("win.preferences", "add-comfyui", "add-comfyui", "connection-save");
  check_dialog ("win.workflows", "add-workflow", NULL, NULL);
  check_dialog ("win.disk-use", "disk-clips", NULL, NULL);
  check_dialog ("win.remote-videos", "remote-connection", NULL, NULL);
  gtk_selection_model_select_item (gtk_grid_view_get_model (GTK_GRID_VIEW (find ("grid"))), 0, TRUE);
  check_dialog ("win.edit-tags", "tag-entry", NULL, NULL);
  judge ();
}

static void
test_board (void)
{
  RushesBoardDesk *desk = rushes_window_get_desk (window);
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *slug = rushes_boards_make (rushes_window_get_core (window), "Film", NULL, remarks, NULL);

  rushes_window_show_page (window, "boards");
  rushes_board_desk_open (desk, slug);
  rushes_board_desk_change (desk, g_variant_new_parsed ("{'do': <'add'>, 'members': <{'action': <'It looks up.'>}>}"));
  wait_until (!rushes_board_session_is_busy (rushes_board_desk_get_session (desk)) && find ("band") != NULL);
  rushes_board_page_select (RUSHES_BOARD_PAGE (gtk_widget_get_ancestor (find ("band"), RUSHES_TYPE_BOARD_PAGE)), 10);
  wait_until (rushes_window_is_about_shot (window));
  check_page ("a board");
  click (find ("board-list"));
  wait_until (gtk_widget_get_mapped (find ("shot-list")));
  check_here ("a board as a list");
  check_dialog ("win.fill-board", "fill-row", NULL, NULL);
  check_dialog ("win.board-settings", "settings-title", NULL, NULL);
  rushes_window_show_page (window, "gallery");
  gtk_selection_model_select_item (gtk_grid_view_get_model (GTK_GRID_VIEW (find ("grid"))), 0, TRUE);
  check_dialog ("win.add-to-board", "choose-board", NULL, NULL);
  judge ();
}

/* Adds a test for each part of the program, which looks at its pages; after driver_set_up(), with an empty home.
 * @each: is called with what is on top, when it stands still; it prints what is wrong and returns how much that is */
void
pages_add_tests (const char *suite, PagesLook each)
{
  static const struct
  {
    const char *name;
    GTestFunc func;
  } tests[] = {
    { "first-run", test_first_run }, { "gallery", test_gallery }, { "viewer", test_viewer },
    { "compare", test_compare },     { "dialogs", test_dialogs }, { "board", test_board },
  };

  look = each;
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/%s/%s", suite, tests[i].name);
      g_test_add_func (path, tests[i].func);
    }
}
