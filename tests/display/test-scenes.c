/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shots.h"
#include "takes.h"
#include "top.h"

#include "rushes-scene-head.h"

/* A board of several scenes: what is done to a scene from its menu, to shots over the edge of one, from the menu of a card and with the keys that select;
 * and clips that are dropped. */

static gboolean
is_scene (guint position, const char *title)
{
  RushesBoardItem *root = rushes_board_get_root (rushes_board_view_get_board (get_view ()));

  return position < rushes_board_item_get_count (root) &&
         g_strcmp0 (rushes_board_item_get_string (rushes_board_item_get_child (root, position), RUSHES_BOARD_TITLE), title) == 0;
}

/* (transfer none): of the board as it is now */
static const char *
get_first_colour (void)
{
  RushesBoardItem *root = rushes_board_get_root (rushes_board_view_get_board (get_view ()));

  return rushes_board_item_get_string (rushes_board_item_get_child (root, 0), RUSHES_BOARD_COLOUR);
}

static guint
count_scenes (void)
{
  return rushes_board_item_get_count (rushes_board_get_root (rushes_board_view_get_board (get_view ())));
}

static void
open_menu (const char *title)
{
  wait_until (find_scene_head (title) != NULL && find_with_tooltip (find_scene_head (title), "What Can Be Done with This Scene") != NULL);
  wait_for_frames ();
  click (find_with_tooltip (find_scene_head (title), "What Can Be Done with This Scene"));
}

static void
choose_of_scene (const char *title, const char *item)
{
  open_menu (title);
  choose_item (find_scene_head (title), item);
}

/* One of a menu in the menu. */
static void
choose_below (GtkWidget *parent, const char *item, const char *below)
{
  GtkWidget *menu;

  wait_until (find_menu (parent) != NULL);
  menu = find_menu (parent);
  wait_for_frames ();
  click (find_text (menu, item));
  wait_until (find_text (menu, below) != NULL);
  wait_for_frames ();
  click (find_text (menu, below));
  wait_until (!gtk_widget_get_mapped (menu));
}

static void
test_a_scene_is_added (void)
{
  make_board ("The Kettle");
  change ("{'do': <'add'>, 'members': <{'action': <'Ines fills it.'>}>}");
  change ("{'do': <'add'>}");
  change ("{'do': <'add'>}");
  wait_until (stand ("10 20 30") && count_scenes () == 1);
  choose_of_scene ("Scene 1", "Add Scene After This One…");
  wait_until (get_top () != NULL && top_says ("New Scene"));
  type ("Street");
  press_key (XK_Return, 0);
  wait_until (is_scene (1, "Street") && get_top () == NULL);
  wait_until (find_scene_head ("Street") != NULL);
  choose_of_scene ("Street", "Add Shot");
  wait_until (stand ("10 20 30 | 40") && is_at ("40"));
  click (find_with_tooltip (find_scene_head ("Street"), "Add a Shot to This Scene"));
  wait_until (stand ("10 20 30 | 40 50") && is_at ("50"));
}

static void
test_it_gets_a_name_and_a_colour (void)
{
  choose_of_scene ("Scene 1", "Rename…");
  wait_until (get_top () != NULL && top_says ("Rename the Scene"));
  press_key (XK_a, XK_Control_L);
  type ("Kitchen");
  press_key (XK_Return, 0);
  wait_until (is_scene (0, "Kitchen") && find_scene_head ("Kitchen") != NULL && get_top () == NULL);
  open_menu ("Kitchen");
  choose_below (find_scene_head ("Kitchen"), "Colour", "Green");
  wait_until (g_strcmp0 (get_first_colour (), "#26a269") == 0);
}

/* Over the edge, into a scene that has shots and one that has none. */
static void
test_shots_change_scenes (void)
{
  wait_for_frames ();
  click (find_card ("30"));
  wait_until (is_at ("30"));
  press_key (XK_Right, XK_Alt_L);
  wait_until (stand ("10 20 | 30 40 50"));
  press_key (XK_Left, XK_Alt_L);
  wait_until (stand ("10 20 30 | 40 50"));
  press_key (XK_Down, XK_Alt_L); /* a row below is the other scene */
  wait_until (stand ("10 20 | 40 50 30") || stand ("10 20 | 40 30 50"));
  wait_until (is_at ("30"));
  press_key (XK_Up, XK_Alt_L);
  wait_until (!stand ("10 20 | 40 50 30") && !stand ("10 20 | 40 30 50"));
  for (int i = 0; i < 2; i++)
    press_key (XK_z, XK_Control_L);
  wait_until (stand ("10 20 30 | 40 50"));
  wait_for_frames ();
  drag_onto (find_card ("10"), find_card ("50"));
  wait_until (stand ("20 30 | 40 50 10"));
  press_key (XK_z, XK_Control_L);
  wait_until (stand ("10 20 30 | 40 50"));
}

static void
test_scenes_move_and_go (void)
{
  choose_of_scene ("Street", "Move Up");
  wait_until (is_scene (0, "Street") && is_scene (1, "Kitchen") && stand ("40 50 | 10 20 30"));
  choose_of_scene ("Street", "Move Up"); /* nothing is above */
  choose_of_scene ("Street", "Move Down");
  wait_until (is_scene (0, "Kitchen") && stand ("10 20 30 | 40 50"));
  choose_of_scene ("Street", "Remove the Scene and Its Shots");
  wait_until (count_scenes () == 1 && stand ("10 20 30"));
  wait_until (is_told ("Scene “Street” removed"));
  press_key (XK_z, XK_Control_L);
  wait_until (is_scene (1, "Street") && stand ("10 20 30 | 40 50"));
}

static guint
count_selected (void)
{
  g_autoptr (GPtrArray) shots = rushes_board_page_list_shots (get_board_page ());

  return shots->len;
}

static void
click_with_key (const char *shown, unsigned long key)
{
  hold_key (key, TRUE);
  click (find_card (shown));
  hold_key (key, FALSE);
}

static void
test_several_are_selected (void)
{
  wait_until (find_card ("50") != NULL);
  wait_for_frames ();
  click (find_card ("10"));
  wait_until (is_at ("10") && count_selected () == 1);
  press_key (XK_End, 0);
  wait_until (is_at ("50"));
  press_key (XK_Page_Up, 0);
  wait_until (is_at ("20")); /* of the row that is highest: below it was the second */
  press_key (XK_Page_Down, 0);
  wait_until (is_at ("50"));
  press_key (XK_a, XK_Control_L);
  wait_until (count_selected () == 5);
  press_key (XK_space, XK_Control_L);
  wait_until (count_selected () == 4);
  press_key (XK_space, XK_Control_L);
  wait_until (count_selected () == 5);
  click (find_card ("10"));
  wait_until (count_selected () == 1);
  click_with_key ("30", XK_Control_L);
  wait_until (count_selected () == 2);
  click_with_key ("30", XK_Control_L);
  wait_until (count_selected () == 1);
  click_with_key ("10", XK_Shift_L); /* from where Ctrl was last */
  wait_until (count_selected () == 3);
}

static void
choose_place (const char *shown, const char *item)
{
  right_click (find_card (shown));
  choose_below (GTK_WIDGET (window), "Place and Length", item);
}

static gint64
get_length (const char *shown)
{
  return rushes_shot_get_length (get_shot (shown));
}

/* About the card below the pointer, or all that are selected where it is one of them. */
static void
test_the_menu_of_a_card (void)
{
  gint64 length = get_length ("20");

  choose_place ("20", "Longer by a Second");
  wait_until (get_length ("20") == length + 24 && get_length ("10") == length + 24);
  choose_place ("40", "Shorter by a Second");
  wait_until (get_length ("40") == length - 24 && get_length ("20") == length + 24 && is_at ("40"));
  choose_in_menu_of (find_card ("40"), "Duplicate");
  wait_until (stand ("10 20 30 | 40 45 50") && is_at ("45"));
  choose_place ("45", "Move Forward");
  wait_until (stand ("10 20 30 | 40 50 45"));
  choose_place ("45", "Move Back");
  wait_until (stand ("10 20 30 | 40 45 50"));
  choose_in_menu_of (find_card ("45"), "New Shot After This One");
  wait_until (count_shots () == 7);
  for (int i = 0; i < 6; i++)
    press_key (XK_z, XK_Control_L);
  wait_until (stand ("10 20 30 | 40 50") && get_length ("10") == length && get_length ("40") == length);
  choose_in_menu_of (find_card ("40"), "Open");
  wait_until (rushes_shot_form_get_shot (rushes_window_get_shot_form (window)) == get_shot ("40"));
}

static gint64
get_all (void)
{
  return rushes_board_view_get_length (get_view ());
}

/* Another way to make a shot, and another scene: only one is the film's. */
static void
test_what_is_left_out (void)
{
  gint64 length = get_length ("20"), all = get_all ();

  choose_in_menu_of (find_card ("20"), "Add an Alternate");
  wait_until (stand ("10 20 20B 30 | 40 50") && is_at ("20B"));
  g_assert_true (get_all () == all && rushes_shot_get_state (get_shot ("20B")) == RUSHES_SHOT_OMITTED);
  wait_until (is_told ("0 of 5 shots have a take · 5 empty"));
  wait_until (find_text (find_card ("20B"), "Omitted") != NULL);
  choose_place ("20B", "Longer by a Second");
  wait_until (get_length ("20B") == length + 24);
  choose_in_menu_of (find_card ("20B"), "Use in Place of Its Alternates");
  wait_until (get_all () == all + 24 && rushes_shot_get_state (get_shot ("20")) == RUSHES_SHOT_OMITTED && rushes_shot_get_played (get_shot ("20B")) > 0);
  choose_in_menu_of (find_card ("20"), "Put Back into the Film");
  wait_until (get_all () == all + 24 + length);
  wait_until (is_told ("Shot 20 put back into the film"));
  choose_in_menu_of (find_card ("20B"), "Leave Out of the Film");
  wait_until (get_all () == all);
  choose_of_scene ("Street", "Duplicate");
  wait_until (count_scenes () == 3 && count_shots () == 8);
  for (int i = 0; i < 6; i++)
    press_key (XK_z, XK_Control_L);
  wait_until (stand ("10 20 30 | 40 50") && get_all () == all);
  choose_of_scene ("Street", "Leave Out of the Film");
  wait_until (get_all () == all - 2 * length);
  wait_until (find_text (find_scene_head ("Street"), "2 shots · Omitted") != NULL);
  choose_of_scene ("Street", "Put Back into the Film");
  wait_until (get_all () == all);
}

static void
add_take (RushesClipInfo *info, int number)
{
  g_free (info->id);
  info->id = g_strdup_printf ("take-%d", number);
}

/* As from a file manager, at that point of the page. */
static gboolean
drop_at (const char *path, double x, double y)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (find ("shot-flow"));
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (&file, 1));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, x, y, &taken);
    }
  g_value_unset (&value);
  return taken;
}

static char *
dup_path (int number)
{
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (window));
  g_autofree char *words = g_strdup_printf ("take-%d", number);

  for (guint i = 0; i < count_clips (); i++)
    {
      g_autoptr (RushesClip) clip = ref_clip (i);
      if (g_str_equal (rushes_clip_get_id (clip), words))
        return rushes_library_dup_path (library, clip);
    }
  return NULL;
}

/* Onto the middle of a card as a take of that shot, between two as a shot of its own. */
static void
test_clips_are_dropped (void)
{
  g_autofree char *first = NULL, *second = NULL;
  graphene_rect_t card;

  for (int i = 1; i <= 2; i++)
    take_add (rushes_core_get_library (rushes_window_get_core (window)), i, add_take);
  wait_until (count_clips () == 2);
  first = dup_path (1);
  second = dup_path (2);
  g_assert_true (gtk_widget_compute_bounds (find_card ("20"), find ("shot-flow"), &card));
  g_assert_true (drop_at (first, card.origin.x + card.size.width / 2, card.origin.y + card.size.height / 2));
  wait_until (rushes_shot_get_n_takes (get_shot ("20")) == 1);
  g_assert_true (drop_at (second, card.origin.x + card.size.width / 2, card.origin.y + card.size.height / 2));
  wait_until (rushes_shot_get_n_takes (get_shot ("20")) == 2);
  g_assert_true (drop_at (second, card.origin.x - 2, card.origin.y + card.size.height / 2));
  wait_until (stand ("10 15 20 30 | 40 50") && is_chosen ("15", "take-2"));
  wait_until (find_text (find_card ("20"), "To choose") != NULL);
  wait_for_frames ();
  right_click (find_card ("20"));
  choose_below (GTK_WIDGET (window), "Choose", "Take 2");
  wait_until (is_chosen ("20", "take-2"));
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scenes/a-scene-is-added", test_a_scene_is_added);
  g_test_add_func ("/scenes/it-gets-a-name-and-a-colour", test_it_gets_a_name_and_a_colour);
  g_test_add_func ("/scenes/shots-change-scenes", test_shots_change_scenes);
  g_test_add_func ("/scenes/scenes-move-and-go", test_scenes_move_and_go);
  g_test_add_func ("/scenes/several-are-selected", test_several_are_selected);
  g_test_add_func ("/scenes/the-menu-of-a-card", test_the_menu_of_a_card);
  g_test_add_func ("/scenes/what-is-left-out", test_what_is_left_out);
  g_test_add_func ("/scenes/clips-are-dropped", test_clips_are_dropped);
  return drive (argc, argv);
}
