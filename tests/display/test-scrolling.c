/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "takes.h"
#include "top.h"

#include "rushes-board-list.h"
#include "rushes-boards.h"
#include "rushes-database.h"
#include "rushes-tile.h"

/* A gallery of some hundred clips is gone through: nobody waits for the disk, and focus and selection stay where they are. */

#define N_TAKES 400

static RushesLibrary *
get_library (void)
{
  return rushes_core_get_library (rushes_window_get_core (window));
}

static GListModel *
get_clips (void)
{
  return G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window)));
}

static GtkAdjustment *
get_scroll (void)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (find ("grid")));
}

/* Returns: (nullable): the tile of the clip with that title, in sight or not */
static GtkWidget *
find_tile (const char *wanted)
{
  for (GtkWidget *cell = gtk_widget_get_first_child (find ("grid")); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *tile = gtk_widget_get_first_child (cell);
      GObject *item = RUSHES_IS_TILE (tile) ? rushes_tile_get_item (RUSHES_TILE (tile)) : NULL;
      g_autofree char *title = RUSHES_IS_CLIP (item) ? rushes_request_dup_title (rushes_clip_get_info (RUSHES_CLIP (item))->request) : NULL;
      if (title != NULL && g_str_equal (title, wanted))
        return tile;
    }
  return NULL;
}

static gboolean
all_are_loaded (void)
{
  for (GtkWidget *cell = gtk_widget_get_first_child (find ("grid")); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *tile = gtk_widget_get_first_child (cell);
      GObject *item = RUSHES_IS_TILE (tile) ? rushes_tile_get_item (RUSHES_TILE (tile)) : NULL;
      if (RUSHES_IS_CLIP (item) && !rushes_clip_is_loaded (RUSHES_CLIP (item)))
        return FALSE;
    }
  return TRUE;
}

static void
test_many_takes (void)
{
  click (find ("first-sample"));
  wait_until (count_clips () == 2 && rushes_job_queue_is_idle (rushes_core_get_queue (rushes_window_get_core (window))));
  for (int i = 0; i < N_TAKES; i++)
    take_add (get_library (), i, NULL);
  wait_until (count_clips () == N_TAKES + 2);
  wait_until (find_tile ("Take number 0") != NULL && all_are_loaded ());
}

/* To places where nobody has been: by jumps, forwards and back, and to the end. */
static void
test_nothing_is_read_here (void)
{
  static const double places[] = { .5, .2, .9, 1, 0 };
  guint n_run = rushes_database_get_n_run ();
  GtkAdjustment *scroll = get_scroll ();

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      gtk_adjustment_set_value (scroll, places[i] * (gtk_adjustment_get_upper (scroll) - gtk_adjustment_get_page_size (scroll)));
      wait_for_frames ();
      wait_until (all_are_loaded ());
      if (places[i] == 1)
        wait_until (find_tile ("Take number 399") != NULL);
      g_assert_cmpuint (rushes_database_get_n_run (), ==, n_run);
    }
  wait_until (find_tile ("Take number 0") != NULL);
}

/* The focus is on a clip; a place far away is looked at, and what is there is filled in: neither focus, selection nor scroll moves. */
static void
test_filling_in_moves_nothing (void)
{
  GtkAdjustment *scroll = get_scroll ();
  GtkWidget *focus;
  double at = .6 * gtk_adjustment_get_upper (scroll);

  click (find_tile ("Take number 3"));
  wait_for_frames ();
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_true (gtk_widget_is_ancestor (focus, find ("grid")) || focus == find ("grid"));
  gtk_adjustment_set_value (scroll, at);
  wait_for_frames ();
  wait_until (all_are_loaded ());
  wait_for_frames ();
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (scroll), at, 1);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == focus);
  {
    g_autoptr (GPtrArray) selected = rushes_gallery_get_selected (rushes_window_get_gallery (window));
    g_autofree char *title = rushes_request_dup_title (rushes_clip_get_info (selected->pdata[0])->request);
    g_assert_cmpuint (selected->len, ==, 1);
    g_assert_cmpstr (title, ==, "Take number 3");
  }
}

/* What has not been read is judged all the same: all of them. */
static void
test_all_are_judged (void)
{
  g_autoptr (RushesClip) last = NULL;
  g_autofree char *too_many = g_strdup_printf ("9 takes at most are compared at once; these are %u", g_list_model_get_n_items (get_clips ()));
  guint n_run;

  gtk_widget_activate_action (find ("grid"), "list.select-all", NULL);
  n_run = rushes_database_get_n_run ();
  press_key (XK_5, 0);
  last = g_list_model_get_item (get_clips (), N_TAKES - 1);
  wait_until (rushes_clip_is_loaded (last) && rushes_clip_get_info (last)->rating == 5);
  press_key (XK_x, 0);
  wait_until (rushes_clip_get_info (last)->verdict == RUSHES_VERDICT_REJECT);
  press_key (XK_x, 0); /* all have it: that takes it back */
  wait_until (rushes_clip_get_info (last)->verdict == RUSHES_VERDICT_NONE);
  press_key (XK_z, XK_Control_L);
  wait_until (rushes_clip_get_info (last)->verdict == RUSHES_VERDICT_REJECT);
  press_key (XK_c, 0); /* too many: nothing is read to say so */
  wait_until (find_text (GTK_WIDGET (window), too_many) != NULL);
  g_assert_cmpuint (rushes_database_get_n_run (), ==, n_run); /* by this thread */
}

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer text)
{
  *(char **) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

/* Copied, tagged and trashed, too: nothing is read here, and each is taken back at once. */
static void
test_all_go_and_come_back (void)
{
  guint n = g_list_model_get_n_items (get_clips ()), n_run;
  g_autofree char *trashed = g_strdup_printf ("%u takes moved to the trash", n), *text = NULL;
  g_auto (GStrv) lines = NULL;

  gtk_widget_activate_action (find ("grid"), "list.select-all", NULL);
  wait_for_frames ();
  n_run = rushes_database_get_n_run ();
  press_key (XK_c, XK_Control_L);
  press_key (XK_Delete, 0);
  wait_until (g_list_model_get_n_items (get_clips ()) == 0 && is_told (trashed));
  press_key (XK_z, XK_Control_L);
  wait_until (g_list_model_get_n_items (get_clips ()) == n);
  g_assert_cmpuint (rushes_database_get_n_run (), ==, n_run); /* by this thread */
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, on_text, &text);
  wait_until (text != NULL);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, n);
  g_assert_true (g_file_test (lines[0], G_FILE_TEST_EXISTS));
}

/* Of the one board. */
static guint
count_shots (RushesCore *core)
{
  g_autoptr (GPtrArray) boards = rushes_board_list (rushes_core_get_paths (core)), shots = NULL;
  g_autoptr (RushesBoard) board = boards->len == 1 ? rushes_boards_load (core, ((RushesBoardFacts *) boards->pdata[0])->slug, NULL) : NULL;

  shots = board != NULL ? rushes_board_list_shots (board) : NULL;
  return shots != NULL ? shots->len : 0;
}

static guint
count_tagged (const char *tag)
{
  g_autoptr (GArray) rows = rushes_library_query (get_library (), &(RushesQuery) { .tag = (char *) tag }, NULL);

  return rows->len;
}

static void
test_all_are_tagged (void)
{
  guint n = g_list_model_get_n_items (get_clips ());

  gtk_widget_activate_action (find ("grid"), "list.select-all", NULL);
  press_key (XK_t, 0);
  wait_until (get_top () != NULL && find_named (get_top (), "tag-entry") != NULL);
  wait_for_frames ();
  type ("all");
  press_key (XK_Return, 0);
  wait_until (count_tagged ("all") == n);
  press_key (XK_Escape, 0);
  wait_until (get_top () == NULL);
  press_key (XK_z, XK_Control_L);
  wait_until (count_tagged ("all") == 0);
}

static void
on_hidden (GObject *library, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rushes_library_hide_rows_finish (RUSHES_LIBRARY (library), result, NULL, &error));
}

/* Returns: (transfer full): the rows of all that is shown, but for some around the one at @position */
static GArray *
list_most (guint position)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  RushesClipList *list = RUSHES_CLIP_LIST (get_clips ());

  for (guint i = 0; i < g_list_model_get_n_items (get_clips ()); i++)
    if (i % 4 != position % 4)
      g_array_append_vals (rows, &rushes_clip_list_get_entry (list, i)->row, 1);
  return rows;
}

static gboolean
is_selected_alone (const char *title)
{
  g_autoptr (GPtrArray) selected = rushes_gallery_get_selected (rushes_window_get_gallery (window));
  g_autofree char *found = selected->len == 1 ? rushes_request_dup_title (rushes_clip_get_info (selected->pdata[0])->request) : NULL;

  return g_strcmp0 (found, title) == 0;
}

static gboolean
is_in_sight (GtkWidget *cell)
{
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (cell, find ("grid"), &bounds) && bounds.origin.y + bounds.size.height > 0 &&
         bounds.origin.y < gtk_widget_get_height (find ("grid"));
}

/* Three of four go, and come back, by another hand: the one with the focus, far down, keeps focus and selection, and stays in sight. */
static void
test_much_goes_around_the_focus (void)
{
  GtkAdjustment *scroll = get_scroll ();
  guint n = g_list_model_get_n_items (get_clips ());
  g_autoptr (GArray) rows = NULL;
  g_autofree char *title = NULL;
  GtkWidget *tile;

  gtk_adjustment_set_value (scroll, .5 * gtk_adjustment_get_upper (scroll));
  wait_for_frames ();
  wait_until (all_are_loaded ());
  title = g_strdup_printf ("Take number %d", N_TAKES / 2 + 3);
  wait_until (find_tile (title) != NULL);
  tile = find_tile (title);
  gtk_widget_activate_action (tile, "list.scroll-to-item", "u", n - N_TAKES + N_TAKES / 2 + 3);
  wait_for_frames ();
  click (tile);
  wait_until (is_selected_alone (title) && gtk_root_get_focus (GTK_ROOT (window)) == gtk_widget_get_parent (tile));
  rows = list_most (n - N_TAKES + N_TAKES / 2 + 3);
  rushes_library_hide_rows_async (get_library (), g_array_ref (rows), TRUE, on_hidden, NULL);
  wait_until (g_list_model_get_n_items (get_clips ()) == n - rows->len);
  wait_for_frames ();
  g_assert_true (is_selected_alone (title));
  g_assert_true (find_tile (title) == tile && gtk_root_get_focus (GTK_ROOT (window)) == gtk_widget_get_parent (tile));
  g_assert_true (is_in_sight (gtk_widget_get_parent (tile)));
  rushes_library_hide_rows_async (get_library (), g_array_ref (rows), FALSE, on_hidden, NULL);
  wait_until (g_list_model_get_n_items (get_clips ()) == n);
  wait_for_frames ();
  g_assert_true (is_selected_alone (title));
  g_assert_true (find_tile (title) == tile && gtk_root_get_focus (GTK_ROOT (window)) == gtk_widget_get_parent (tile));
  g_assert_true (is_in_sight (gtk_widget_get_parent (tile)));
}

/* All of them become shots of a new board, in their order: what is written there is read on a worker. */
static void
test_all_are_shots (void)
{
  RushesCore *core = rushes_window_get_core (window);
  guint n = g_list_model_get_n_items (get_clips ()), n_run;

  gtk_widget_activate_action (find ("grid"), "list.select-all", NULL);
  wait_for_frames ();
  n_run = rushes_database_get_n_run ();
  gtk_widget_activate_action (GTK_WIDGET (window), "win.board-from-clips", NULL);
  wait_until (get_top () != NULL && find_button (get_top (), "_Create") != NULL);
  g_assert_cmpuint (rushes_database_get_n_run (), ==, n_run); /* by this thread */
  wait_for_frames ();
  type ("Everything");
  click (find_button (get_top (), "_Create"));
  wait_until (count_shots (core) == n);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scrolling/many-takes", test_many_takes);
  g_test_add_func ("/scrolling/nothing-is-read-here", test_nothing_is_read_here);
  g_test_add_func ("/scrolling/filling-in-moves-nothing", test_filling_in_moves_nothing);
  g_test_add_func ("/scrolling/much-goes-around-the-focus", test_much_goes_around_the_focus);
  g_test_add_func ("/scrolling/all-are-judged", test_all_are_judged);
  g_test_add_func ("/scrolling/all-go-and-come-back", test_all_go_and_come_back);
  g_test_add_func ("/scrolling/all-are-tagged", test_all_are_tagged);
  g_test_add_func ("/scrolling/all-are-shots", test_all_are_shots);
  return drive (argc, argv);
}
