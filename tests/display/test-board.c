/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shots.h"
#include "takes.h"
#include "top.h"

#include "rushes-board-card.h"
#include "rushes-tip.h"

/* A board is made, its shots added, moved, chosen from and removed, by keys and by pointer, and all of it taken back. */

static void
test_the_first_board (void)
{
  rushes_window_show_page (window, "boards");
  wait_until (find_text (GTK_WIDGET (window), "No Boards Yet") != NULL);
  wait_until (find_button (find ("boards-empty"), "_New Board…") != NULL);
  wait_for_frames ();
  click (find_button (find ("boards-empty"), "_New Board…"));
  wait_until (get_top () != NULL && find_text (get_top (), "New Board") != NULL);
  type ("Night Train");
  press_key (XK_Return, 0);
  wait_until (get_session () != NULL && rushes_board_view_get_board (get_view ()) != NULL);
  wait_until (is_told ("Night Train") && is_told ("No Shots Yet"));
  g_assert_false (gtk_widget_is_sensitive (find ("play-board")));
  g_assert_cmpstr (rushes_tip_get (find ("play-board")), ==, "There Is Nothing to Play Yet");
  g_assert_cmpstr (rushes_board_session_get_slug (get_session ()), ==, "night-train");
}

static void
test_shots_are_added (void)
{
  static const char *const numbers[] = { "20", "30", "40" };

  wait_until (get_top () == NULL);
  wait_for_frames ();
  click (find_button (GTK_WIDGET (window), "_Add a Shot"));
  wait_until (stand ("10") && is_at ("10"));
  g_assert_true (gtk_widget_is_sensitive (find ("play-board")));
  g_assert_cmpstr (rushes_tip_get (find ("play-board")), ==, "Play the Board");
  g_assert_null (gtk_column_view_get_model (GTK_COLUMN_VIEW (find ("shot-list")))); /* the list costs nothing before it is seen */
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      press_key (XK_n, 0);
      wait_until (is_at (numbers[i]));
    }
  press_key (XK_Up, 0); /* nobody is above */
  press_key (XK_Home, 0);
  wait_until (is_at ("10"));
  press_key (XK_n, 0); /* between two: a number between */
  wait_until (stand ("10 15 20 30 40") && is_at ("15"));
}

static void
add_take (RushesClipInfo *info, int number)
{
  g_free (info->id);
  info->id = g_strdup_printf ("take-%d", number);
}

static void
test_a_take_is_chosen (void)
{
  for (int i = 1; i <= 2; i++)
    take_add (rushes_core_get_library (rushes_window_get_core (window)), i, add_take);
  rushes_board_session_change (get_session (), g_variant_new_parsed ("{'do': <'take'>, 'shot': <'20'>, 'clips': <[<'take-1'>, <'take-2'>]>}"));
  wait_until (rushes_shot_get_n_takes (get_shot ("20")) == 2);
  g_assert_cmpint (rushes_shot_get_state (get_shot ("20")), ==, RUSHES_SHOT_TO_CHOOSE);
  wait_until (find_text (find_card ("20"), "To choose") != NULL);
  click (find_card ("20"));
  wait_until (is_at ("20"));
  press_key (XK_2, 0);
  wait_until (is_chosen ("20", "take-2"));
  press_key (XK_1, 0);
  wait_until (is_chosen ("20", "take-1"));
  wait_until (find_text (find_card ("20"), "3 s short") != NULL); /* four seconds are planned, and it has one */
  press_key (XK_z, XK_Control_L);
  wait_until (is_chosen ("20", "take-2"));
}

/* A key may be pressed faster than the board is written. */
static void
test_lengths (void)
{
  gint64 length = rushes_shot_get_length (get_shot ("20"));

  wait_until (is_at ("20"));
  for (int i = 0; i < 3; i++)
    press_key (XK_bracketright, 0);
  wait_until (rushes_shot_get_length (get_shot ("20")) == length + 3);
  press_key (XK_bracketleft, 0);
  wait_until (rushes_shot_get_length (get_shot ("20")) == length + 2);
  press_key (XK_bracketright, XK_Shift_L);
  wait_until (rushes_shot_get_length (get_shot ("20")) == length + 2 + 24);
  wait_until (is_told ("Shot 20 made longer"));
  rushes_board_desk_change (rushes_window_get_desk (window), g_variant_new_parsed ("{'do': <'choose'>, 'shot': <'20'>, 'take': <int64 2>}")); /* as it is */
  wait_until (!rushes_board_session_is_busy (get_session ()));
  g_assert_true (is_told ("Shot 20 made longer")); /* which is what Undo takes back */
  for (int i = 0; i < 5; i++)
    press_key (XK_z, XK_Control_L);
  wait_until (rushes_shot_get_length (get_shot ("20")) == length);
}

static void
test_shots_are_moved (void)
{
  wait_until (is_at ("20"));
  press_key (XK_Right, XK_Alt_L);
  wait_until (stand ("10 15 30 20 40") && is_at ("20"));
  press_key (XK_Left, XK_Alt_L);
  wait_until (stand ("10 15 20 30 40"));
  press_key (XK_Left, XK_Alt_L);
  wait_until (stand ("10 20 15 30 40") && is_at ("20"));
  press_key (XK_z, XK_Control_L);
  wait_until (stand ("10 15 20 30 40") && is_at ("20"));
  press_key (XK_Right, XK_Shift_L); /* two at once */
  press_key (XK_Left, XK_Alt_L);
  wait_until (stand ("10 20 30 15 40"));
  press_key (XK_z, XK_Control_L);
  wait_until (stand ("10 15 20 30 40"));
}

static void
test_shots_are_dragged (void)
{
  wait_for_frames ();
  drag_onto (find_card ("30"), find_card ("10")); /* a little behind its middle; both that are selected */
  wait_until (stand ("10 20 30 15 40"));
  press_key (XK_z, XK_Control_L);
  wait_until (stand ("10 15 20 30 40"));
  wait_for_frames ();
  drag_onto (find_card ("40"), find_card ("10")); /* which was not selected: it alone */
  wait_until (stand ("10 40 15 20 30"));
  press_key (XK_z, XK_Control_L);
  wait_until (stand ("10 15 20 30 40"));
}

static void
test_shots_are_removed (void)
{
  wait_for_frames ();
  click (find_card ("15"));
  wait_until (is_at ("15"));
  press_key (XK_Delete, 0);
  wait_until (stand ("10 20 30 40") && is_at ("20"));
  wait_until (is_told ("Shot 15 removed"));
  press_key (XK_d, 0);
  wait_until (count_shots () == 5 && is_at ("25"));
  press_key (XK_Delete, 0);
  wait_until (stand ("10 20 30 40") && is_at ("30"));
  for (int i = 0; i < 3; i++)
    press_key (XK_z, XK_Control_L);
  wait_until (stand ("10 15 20 30 40"));
}

static void
test_narrow (void)
{
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 760);
  wait_until (gtk_widget_get_width (GTK_WIDGET (window)) < 500 && find_card ("10") != NULL && gtk_widget_has_css_class (find_card ("10"), "wide"));
  wait_for_frames ();
  click (find_card ("10"));
  wait_until (is_at ("10"));
  press_key (XK_Down, 0);
  wait_until (is_at (rushes_shot_get_shown (rushes_board_view_get_shot (get_view (), 1))));
  gtk_window_set_default_size (GTK_WINDOW (window), 1180, 800);
  wait_until (!gtk_widget_has_css_class (find_card ("10"), "wide"));
}

/* Back to all of them, and in again. */
static void
test_all_boards (void)
{
  GtkWidget *card;

  g_action_group_activate_action (G_ACTION_GROUP (window), "undo", NULL);
  wait_until (has_words (GTK_WIDGET (window), "Taken back: "));
  g_action_group_activate_action (G_ACTION_GROUP (window), "redo", NULL);
  wait_until (has_words (GTK_WIDGET (window), "Done again: "));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.close-board", NULL);
  wait_until (get_session () == NULL && gtk_widget_get_mapped (find ("boards")));
  wait_until (!has_words (GTK_WIDGET (window), "Done again: ")); /* it was about that board */
  wait_until ((card = find_board_card ("Night Train")) != NULL && rushes_board_card_get_facts (RUSHES_BOARD_CARD (card))->n_shots == 5);
  wait_for_frames ();
  click (find_board_card ("Night Train"));
  wait_until (get_session () != NULL && rushes_board_view_get_board (get_view ()) != NULL && stand ("10 15 20 30 40"));
  wait_until (find_card ("10") != NULL);
}

/* Why it cannot be read is told in full, and what can be done. */
static void
test_an_unreadable_board (void)
{
  g_autofree char *folder = g_build_filename (rushes_paths_get_data_dir (rushes_core_get_paths (rushes_window_get_core (window))), "boards", "broken", NULL);
  g_autofree char *path = g_build_filename (folder, "board.json", NULL);
  GtkWidget *card;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, "{ \"rushes_board\": 1, \"tit", -1, NULL));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.close-board", NULL);
  wait_until ((card = find_board_card ("broken")) != NULL);
  wait_for_frames ();
  move_to (card, 20, gtk_widget_get_height (card) - 10);
  press_button ();
  wait_until (get_top () != NULL && top_says ("“broken” Cannot Be Read") && top_says ("it ends or breaks in the middle"));
  click (find_button (get_top (), "_Restore")); /* there is no older version */
  wait_until (get_top () == NULL && has_words (GTK_WIDGET (window), "older version"));
}

/* How many lines of text are drawn, of letters without anything above or below. */
static guint
count_lines (GtkWidget *text)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (text);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (text), height = gtk_widget_get_height (text);
  g_autofree guint32 *pixels = g_new0 (guint32, (gsize) width * height);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  gboolean within = FALSE;
  guint n = 0;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (text)), node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_texture_download (texture, (guchar *) pixels, width * 4);
  for (int y = 0; y < height; y++)
    {
      gboolean inked = FALSE;
      for (int x = 0; x < width && !inked; x++)
        inked = pixels[y * width + x] >> 24 > 64;
      n += inked && !within;
      within = inked;
    }
  return n;
}

static GtkWidget *
find_inscription (GtkWidget *parent, const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_INSCRIPTION (child) && g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (child)), text) == 0)
      return child;
  return NULL;
}

/* Of what happens in a shot its card shows two lines, however far apart the version of libadwaita has them. */
static void
test_two_lines_of_action (void)
{
  GString *action = g_string_new ("xxx");
  g_autofree char *words = NULL, *add = NULL;
  GtkWidget *text = NULL;

  for (guint i = 0; i < 60; i++)
    g_string_append (action, " xxx");
  words = g_string_free (action, FALSE);
  add = g_strdup_printf ("{'do': <'add'>, 'members': <{'action': <'%s'>}>}", words);
  make_board ("Two Lines");
  change (add);
  wait_until (stand ("10") && find_card ("10") != NULL && (text = find_inscription (find_card ("10"), words)) != NULL && gtk_widget_get_mapped (text));
  wait_for_frames ();
  g_assert_cmpuint (count_lines (text), ==, 2);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/board/the-first-board", test_the_first_board);
  g_test_add_func ("/board/shots-are-added", test_shots_are_added);
  g_test_add_func ("/board/a-take-is-chosen", test_a_take_is_chosen);
  g_test_add_func ("/board/lengths", test_lengths);
  g_test_add_func ("/board/shots-are-moved", test_shots_are_moved);
  g_test_add_func ("/board/shots-are-dragged", test_shots_are_dragged);
  g_test_add_func ("/board/shots-are-removed", test_shots_are_removed);
  g_test_add_func ("/board/narrow", test_narrow);
  g_test_add_func ("/board/all-boards", test_all_boards);
  g_test_add_func ("/board/an-unreadable-board", test_an_unreadable_board);
  g_test_add_func ("/board/two-lines-of-action", test_two_lines_of_action);
  return drive (argc, argv);
}
