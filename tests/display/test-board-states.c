/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shots.h"
#include "takes.h"
#include "top.h"

#include "rushes-scene-head.h"

/* Only shots in some states are shown: what is worked on stays until it is left, what is left out can still be reached, and nothing is the film's. */

static void
add_take (RushesClipInfo *info, int number)
{
  g_free (info->id);
  info->id = g_strdup_printf ("take-%d", number);
}

/* Two scenes of three shots; 20 and 50 have takes, of which that of 50 is chosen. */
static void
test_a_board (void)
{
  make_board ("States");
  take_add (rushes_core_get_library (rushes_window_get_core (window)), 1, add_take);
  change ("{'do': <'add-scene'>, 'title': <'One'>, 'index': <int64 0>}");
  change ("{'do': <'add-scene'>, 'title': <'Two'>, 'index': <int64 1>}");
  for (int i = 0; i < 6; i++)
    change (i < 3 ? "{'do': <'add'>, 'scene': <int64 1>}" : "{'do': <'add'>, 'scene': <int64 2>}");
  change ("{'do': <'take'>, 'shot': <'20'>, 'clips': <[<'take-1'>]>}");
  change ("{'do': <'take'>, 'shot': <'50'>, 'clips': <[<'take-1'>]>}");
  change ("{'do': <'choose'>, 'shot': <'50'>, 'take': <int64 1>}");
  wait_until (stand ("10 20 30 | 40 50 60"));
  wait_until (find_card ("60") != NULL);
}

static GtkWidget *
find_state (const char *label)
{
  return find_text (gtk_widget_get_parent (find ("state-filter")), label);
}

/* Checked, or not any more. */
static void
toggle (const char *label)
{
  wait_for_frames ();
  click (find ("state-filter"));
  wait_until (find_state (label) != NULL);
  wait_for_frames ();
  click (find_state (label));
  press_key (XK_Escape, 0);
  wait_until (find_state (label) == NULL);
}

/* Whether just these have cards. */
static gboolean
are_shown (const char *wanted)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < count_shots (); i++)
    {
      const char *shown = rushes_shot_get_shown (rushes_board_view_get_shot (get_view (), i));
      if (find_card (shown) != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", shown);
    }
  return g_str_equal (text->str, wanted);
}

static void
test_only_some_are_shown (void)
{
  toggle ("Empty (4)");
  wait_until (are_shown ("10 30 40 60"));
  wait_until (find_state ("Empty") != NULL && is_told ("4 of 6 shots · 24 per second"));
  g_assert_true (stand ("10 20 30 | 40 50 60"));
  toggle ("To choose (1)");
  wait_until (are_shown ("10 20 30 40 60") && find_state ("2 states") != NULL);
  toggle ("Empty (4)");
  wait_until (are_shown ("20"));
  wait_until (find_scene_head ("One") != NULL && find_scene_head ("Two") == NULL); /* of which nothing is shown */
  g_assert_nonnull (find_text (find_scene_head ("One"), "1 of 3 shots · 12 s"));
}

/* What is judged does not go under the hand. */
static void
test_what_is_worked_on_stays (void)
{
  wait_for_frames ();
  click (find_card ("20"));
  wait_until (is_at ("20"));
  press_key (XK_1, 0);
  wait_until (is_chosen ("20", "take-1"));
  g_assert_true (is_at ("20"));
  press_key (XK_n, 0); /* what is new is shown to who asked for it, and what was left is not any more */
  wait_until (is_at ("25") && are_shown ("25"));
  press_key (XK_z, XK_Control_L);
  wait_until (get_shot ("25") == NULL && are_shown (""));
}

/* There is a way out, and the focus is on it. */
static void
test_nothing_is_in_it (void)
{
  wait_until (gtk_widget_get_mapped (find ("no-such-shots")));
  wait_until (gtk_widget_is_focus (find_button (find ("no-such-shots"), "Show _All States")));
  press_key (XK_Return, 0);
  wait_until (are_shown ("10 20 30 40 50 60"));
  wait_until (gtk_widget_get_focus_child (find ("shot-flow")) != NULL);
}

/* The strip has all of the film. Who presses there on what is left out gets it, until something else is selected. */
static void
test_the_strip_reaches_all (void)
{
  GtkWidget *strip = find ("board-strip"), *band = gtk_widget_get_first_child (strip);
  int sixth = gtk_widget_get_width (band) / 6;

  toggle ("Chosen (2)");
  wait_until (are_shown ("20 50"));
  wait_for_frames ();
  move_to (band, sixth * 2.5, 40);
  press_button ();
  wait_until (are_shown ("20 30 50") && rushes_board_page_get_shot (get_board_page ()) == get_shot ("30"));
  move_to (band, sixth * 4.5, 40);
  press_button ();
  wait_until (are_shown ("20 50") && rushes_board_page_get_shot (get_board_page ()) == get_shot ("50"));
}

/* Past what is hidden, not to a place that looks the same. */
static void
test_moved_among_those_that_are_shown (void)
{
  wait_for_frames ();
  click (find_card ("50"));
  wait_until (is_at ("50"));
  press_key (XK_Up, XK_Alt_L);
  wait_until (stand ("10 50 20 30 | 40 60") && is_at ("50"));
  press_key (XK_Right, XK_Alt_L);
  wait_until (stand ("10 20 50 30 | 40 60") && are_shown ("20 50"));
  press_key (XK_z, XK_Control_L);
  press_key (XK_z, XK_Control_L);
  wait_until (stand ("10 20 30 | 40 50 60"));
}

static guint
count_rows (void)
{
  GtkSelectionModel *model = gtk_column_view_get_model (GTK_COLUMN_VIEW (find ("shot-list")));

  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

/* The table has the same, and is left by the button beside the filter. */
static void
test_the_list (void)
{
  wait_for_frames ();
  click (find ("board-list"));
  wait_until (gtk_widget_get_mapped (find ("shot-list")) && count_rows () == 2);
  wait_for_frames ();
  click (find ("clear-states"));
  wait_until (count_rows () == 6 && !gtk_widget_get_visible (find ("clear-states")));
  toggle ("Omitted (0)");
  wait_until (gtk_widget_get_mapped (find ("no-such-shots")));
  wait_for_frames ();
  click (find_button (find ("no-such-shots"), "Show _All States"));
  wait_until (gtk_widget_get_mapped (find ("shot-list")) && count_rows () == 6);
  click (find ("board-cards"));
  wait_until (are_shown ("10 20 30 40 50 60"));
}

/* Another board is shown whole. */
static void
test_another_board (void)
{
  toggle ("Chosen (2)");
  wait_until (are_shown ("20 50"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.close-board", NULL);
  wait_until (find_board_card ("States") != NULL);
  wait_for_frames ();
  click (find_board_card ("States"));
  wait_until (get_session () != NULL && rushes_board_view_get_board (get_view ()) != NULL && are_shown ("10 20 30 40 50 60"));
  g_assert_false (gtk_widget_get_visible (find ("clear-states")));
}

/* Whatever is in it lies in the window. */
static void
check_inside (GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_get_mapped (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_get_mapped (child) || GTK_IS_NATIVE (child))
        continue;
      g_assert_true (gtk_widget_compute_bounds (child, GTK_WIDGET (window), &bounds));
      g_assert_true (bounds.origin.x >= -1 && bounds.origin.x + bounds.size.width <= gtk_widget_get_width (GTK_WIDGET (window)) + 1); /* a header bar has a pixel more */
      check_inside (child);
    }
}

/* (nullable): that has the buttons of the window */
static GtkWidget *
find_controls (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_WINDOW_CONTROLS (child) && gtk_widget_get_mapped (child) && !gtk_window_controls_get_empty (GTK_WINDOW_CONTROLS (child)) &&
                           gtk_window_controls_get_side (GTK_WINDOW_CONTROLS (child)) == GTK_PACK_END ? child : find_controls (child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static guint
count_buttons (GtkWidget *controls)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (controls); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += GTK_IS_BUTTON (child) && gtk_widget_get_mapped (child);
  return n;
}

static void
check_parts (void)
{
  GtkWidget *controls = find_controls (GTK_WIDGET (window));

  g_assert_true (gtk_widget_get_width (GTK_WIDGET (window)) <= 400);
  g_assert_cmpuint (count_buttons (controls), ==, 3);
  check_inside (gtk_widget_get_ancestor (controls, ADW_TYPE_HEADER_BAR));
  check_inside (gtk_widget_get_parent (gtk_widget_get_parent (find ("state-filter"))));
  check_inside (find ("board-strip"));
  check_inside (gtk_widget_get_parent (find ("board-summary")));
}

static gboolean
is_whole (const char *words)
{
  GtkWidget *label = find_text (GTK_WIDGET (window), words);

  return label != NULL && !pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label)));
}

/* With three window buttons at 400 pixels, with a filter and without. */
static void
test_the_narrow_head (void)
{
  GtkSettings *settings = gtk_settings_get_default ();

  g_object_set (settings, "gtk-decoration-layout", "icon:minimize,maximize,close", NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 760);
  wait_until (gtk_widget_has_css_class (find_card ("10"), "wide"));
  wait_for_frames ();
  check_parts ();
  g_assert_true (is_whole ("6 shots") && is_whole ("All states") && is_whole ("States"));
  toggle ("To choose (0)");
  toggle ("Chosen (2)");
  wait_until (are_shown ("20 50"));
  wait_for_frames ();
  check_parts ();
  g_assert_true (is_whole ("2 of 6") && is_whole ("2 states"));
  toggle ("Chosen (2)");
  wait_until (gtk_widget_get_mapped (find ("no-such-shots")));
  wait_for_frames ();
  g_assert_true (is_whole ("0 of 6") && is_whole ("To choose"));
  check_parts ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1180, 800);
  gtk_settings_reset_property (settings, "gtk-decoration-layout");
  wait_until (gtk_widget_get_width (GTK_WIDGET (window)) > 1000);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/board-states/a-board", test_a_board);
  g_test_add_func ("/board-states/only-some-are-shown", test_only_some_are_shown);
  g_test_add_func ("/board-states/what-is-worked-on-stays", test_what_is_worked_on_stays);
  g_test_add_func ("/board-states/nothing-is-in-it", test_nothing_is_in_it);
  g_test_add_func ("/board-states/the-strip-reaches-all", test_the_strip_reaches_all);
  g_test_add_func ("/board-states/moved-among-those-that-are-shown", test_moved_among_those_that_are_shown);
  g_test_add_func ("/board-states/the-list", test_the_list);
  g_test_add_func ("/board-states/another-board", test_another_board);
  g_test_add_func ("/board-states/the-narrow-head", test_the_narrow_head);
  return drive (argc, argv);
}
