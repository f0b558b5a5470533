/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"
#include "takes.h"

#include "rushes-tile.h"

/* Stacks in the grid: opened and closed by key and by pointer, culled, put together and taken apart. Nothing else moves the focus. */

#define N_FOX 4
#define N_OTHERS 6

static RushesLibrary *
get_library (void)
{
  return rushes_core_get_library (rushes_window_get_core (window));
}

static RushesClipList *
get_list (void)
{
  return rushes_gallery_get_clips (rushes_window_get_gallery (window));
}

static guint
count_tiles (void)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_list ()));
}

static RushesPlace
get_place (guint position)
{
  return rushes_clip_list_get_entry (get_list (), position)->place;
}

static gboolean
is_selected (guint position)
{
  return gtk_selection_model_is_selected (gtk_grid_view_get_model (GTK_GRID_VIEW (find ("grid"))), position);
}

static guint
count_selected (void)
{
  g_autoptr (GPtrArray) clips = rushes_gallery_get_selected (rushes_window_get_gallery (window));

  return clips->len;
}

static gboolean
is_clip (guint position, RushesClip *clip)
{
  g_autoptr (RushesClip) there = ref_clip (position);

  return there == clip;
}

static GtkWidget *
get_focus_tile (void)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window)), *child = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  return RUSHES_IS_TILE (child) ? child : NULL;
}

static gboolean
has_focus (guint position)
{
  GtkWidget *tile = get_focus_tile ();

  return tile != NULL && is_clip (position, (RushesClip *) rushes_tile_get_item (RUSHES_TILE (tile)));
}

/* (nullable) */
static GtkWidget *
get_tile (guint position)
{
  for (GtkWidget *cell = gtk_widget_get_first_child (find ("grid")); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *tile = gtk_widget_get_first_child (cell);
      if (RUSHES_IS_TILE (tile) && rushes_tile_get_item (RUSHES_TILE (tile)) != NULL &&
          is_clip (position, (RushesClip *) rushes_tile_get_item (RUSHES_TILE (tile))))
        return tile;
    }
  return NULL;
}

static gboolean
is_tinted (guint position)
{
  GtkWidget *tile = get_tile (position);

  return tile != NULL && gtk_widget_has_css_class (gtk_widget_get_parent (tile), "instack");
}

static gboolean
says (guint position, const char *text)
{
  GtkWidget *tile = get_tile (position);

  return tile != NULL && find_text (tile, text) != NULL;
}

static const char *
get_caption (guint position)
{
  for (GtkWidget *child = gtk_widget_get_first_child (get_tile (position)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_INSCRIPTION (child))
      return gtk_inscription_get_text (GTK_INSCRIPTION (child));
  return NULL;
}

static void
make_fox (RushesClipInfo *info, int number)
{
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROVIDER, "s", "comfyui");
  g_variant_dict_insert (&members, RUSHES_REQUEST_MODEL, "s", "wan");
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", "A fox in the snow");
  g_variant_dict_insert (&members, RUSHES_REQUEST_SEED, "x", (gint64) number);
  g_variant_dict_insert (&members, RUSHES_REQUEST_TAKE, "x", (gint64) (2000 - number));
  rushes_request_unref (info->request);
  info->request = rushes_request_new (g_variant_dict_end (&members));
}

/* Two of the sample server, then the takes of one request as a stack, then others. */
static void
test_takes_stand_as_one_stack (void)
{
  guint n;

  click (find ("first-sample"));
  wait_until (count_clips () == 2 && rushes_job_queue_is_idle (rushes_core_get_queue (rushes_window_get_core (window))));
  for (int i = 0; i < N_FOX; i++)
    take_add (get_library (), 1000 + i, make_fox);
  for (int i = 0; i < N_OTHERS; i++)
    take_add (get_library (), 3000 + i, NULL);
  n = 2 + N_FOX + N_OTHERS;
  wait_until (count_clips () == n && count_tiles () == n - N_FOX + 1);
  wait_for_frames ();
  g_assert_cmpint (get_place (2), ==, RUSHES_PLACE_TOP);
  g_assert_true (says (2, "4 takes") && says (2, "4") && is_told ("12 takes · 1 stack"));
  for (int i = 0; i < 40 && get_focus_tile () == NULL; i++)
    {
      press_key (XK_Tab, 0);
      wait_for_frames ();
    }
  press_key (XK_Home, 0);
  wait_until (has_focus (0) && is_selected (0));
}

/* In place, with the focus where it was; elsewhere Space does what it did. */
static void
test_space_opens_and_closes (void)
{
  g_autoptr (RushesClip) top = ref_clip (2), next = ref_clip (3);

  press_key (XK_Right, XK_Control_L);
  press_key (XK_space, 0); /* no stack: is selected */
  wait_until (has_focus (1) && is_selected (1));
  g_assert_cmpuint (count_tiles (), ==, 2 + 1 + N_OTHERS);
  press_key (XK_Right, 0);
  wait_until (has_focus (2) && is_selected (2));
  press_key (XK_space, 0);
  wait_until (count_tiles () == 2 + N_FOX + N_OTHERS);
  wait_for_frames ();
  g_assert_true (has_focus (2) && is_selected (2) && count_selected () == 1 && is_clip (2, top) && is_clip (2 + N_FOX, next));
  g_assert_true (get_place (2) == RUSHES_PLACE_FIRST && get_place (3) == RUSHES_PLACE_INNER && get_place (2 + N_FOX - 1) == RUSHES_PLACE_LAST);
  g_assert_true (!is_tinted (1) && is_tinted (2) && is_tinted (3) && is_tinted (2 + N_FOX - 1) && !is_tinted (2 + N_FOX));
  g_assert_true (g_str_equal (get_caption (3), "Seed 1001") && says (3, "Take 999"));
  press_key (XK_Right, 0);
  wait_until (has_focus (3) && is_selected (3));
  press_key (XK_space, 0); /* from within */
  wait_until (count_tiles () == 2 + 1 + N_OTHERS);
  wait_for_frames ();
  g_assert_true (has_focus (2) && is_selected (2) && count_selected () == 1 && !is_tinted (2) && is_clip (2, top));
}

/* A click on the number neither selects nor takes the focus. */
static void
test_a_click_on_the_count (void)
{
  press_key (XK_Home, 0);
  wait_until (has_focus (0) && is_selected (0));
  click (find_named (get_tile (2), "stack-count"));
  wait_until (count_tiles () == 2 + N_FOX + N_OTHERS);
  wait_for_frames ();
  g_assert_true (has_focus (0) && is_selected (0) && count_selected () == 1);
  move_to (get_tile (0), .5, .5); /* the next click is none of two */
  wait_for_frames ();
  click (find_named (get_tile (2), "stack-count"));
  wait_until (count_tiles () == 2 + 1 + N_OTHERS);
  wait_for_frames ();
  g_assert_true (has_focus (0) && is_selected (0) && count_selected () == 1);
}

/* Keys judge the one clip that is selected; what is best by then is on top when the selection has left. */
static void
test_culling_in_a_stack (void)
{
  g_autoptr (RushesClip) top = ref_clip (2), best = NULL;

  press_key (XK_Right, 0);
  press_key (XK_Right, 0);
  wait_until (has_focus (2));
  press_key (XK_space, 0);
  wait_until (count_tiles () == 2 + N_FOX + N_OTHERS);
  press_key (XK_Right, 0);
  wait_until (has_focus (3));
  best = ref_clip (3);
  press_key (XK_4, 0);
  wait_until (rushes_clip_get_info (best)->rating == 4 && has_focus (4));
  wait_for_frames ();
  g_assert_true (is_clip (2, top) && is_clip (3, best)); /* nothing moves while it is open */
  press_key (XK_space, 0);
  wait_until (count_tiles () == 2 + 1 + N_OTHERS && is_clip (2, best));
  wait_until (has_focus (2) && is_selected (2));
  press_key (XK_x, 0); /* the one on top, and that alone */
  wait_until (rushes_clip_get_info (best)->verdict == RUSHES_VERDICT_REJECT && has_focus (3));
  wait_until (is_clip (2, top));
  g_assert_true (rushes_clip_get_info (top)->verdict == RUSHES_VERDICT_NONE && count_clips () == 2 + N_FOX + N_OTHERS);
  wait_for_frames ();
  g_assert_true (has_focus (3) && is_selected (3));
  press_key (XK_z, XK_Control_L);
  wait_until (rushes_clip_get_info (best)->verdict == RUSHES_VERDICT_NONE);
}

static void
test_stack_and_unstack (void)
{
  g_autoptr (RushesClip) first = ref_clip (3), second = ref_clip (4);
  guint n = count_tiles ();

  press_key (XK_Right, XK_Shift_L); /* leafs; the selection stays */
  press_key (XK_Right, XK_Control_L);
  press_key (XK_space, XK_Control_L);
  wait_until (is_selected (3) && is_selected (4));
  press_key (XK_g, XK_Control_L);
  wait_until (count_tiles () == n - 1 && get_place (3) == RUSHES_PLACE_TOP);
  wait_for_frames ();
  g_assert_true (is_clip (3, first) && is_selected (3) && says (3, "2 takes") && is_told ("12 takes · 2 stacks"));
  press_key (XK_z, XK_Control_L);
  wait_until (count_tiles () == n && is_told ("Undone: Place of 1 take in stacks"));
  press_key (XK_z, XK_Control_L);
  wait_until (is_told ("Undone: Rating of 1 take"));
}

/* A closed stack is taken apart as a whole, of an open one only what is selected. */
static void
test_unstack (void)
{
  guint n = count_tiles ();

  press_key (XK_Home, 0);
  wait_until (has_focus (0) && is_selected (0));
  press_key (XK_g, XK_Control_L);
  wait_until (is_told ("Select two takes or more to stack them"));
  right_click (get_tile (2));
  wait_until (find_menu (GTK_WIDGET (window)) != NULL && find_text (find_menu (GTK_WIDGET (window)), "Unstack") != NULL);
  wait_for_frames ();
  g_assert_null (find_text (find_menu (GTK_WIDGET (window)), "Stack")); /* with what? */
  click (find_text (find_menu (GTK_WIDGET (window)), "Unstack"));
  wait_until (count_tiles () == n + N_FOX - 1);
  wait_for_frames ();
  g_assert_true (is_selected (2) && get_place (2) == RUSHES_PLACE_ALONE);
  press_key (XK_z, XK_Control_L);
  wait_until (count_tiles () == n && get_place (2) == RUSHES_PLACE_TOP);
  wait_until (is_selected (2) && count_selected () == 1);
  press_key (XK_Home, 0);
  press_key (XK_Right, 0);
  press_key (XK_Right, 0);
  wait_until (has_focus (2));
  press_key (XK_space, 0);
  wait_until (count_tiles () == n + N_FOX - 1);
  press_key (XK_Right, 0);
  wait_until (has_focus (3));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.unstack", NULL);
  wait_until (rushes_clip_list_get_entry (get_list (), 2)->count == N_FOX - 1);
  press_key (XK_z, XK_Control_L);
  wait_until (rushes_clip_list_get_entry (get_list (), 2)->count == N_FOX);
}

/* The viewer goes through what the grid shows. */
static void
test_the_switch (void)
{
  click (find ("stack-takes"));
  wait_until (count_tiles () == count_clips () && get_place (2) == RUSHES_PLACE_ALONE);
  wait_for_frames ();
  g_assert_true (!is_tinted (2) && is_told ("12 takes"));
  move_to (find ("sort"), .5, .5);
  click (find ("stack-takes"));
  wait_until (get_place (2) != RUSHES_PLACE_ALONE);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  driver_makes_clips = TRUE;
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stacking/takes-stand-as-one-stack", test_takes_stand_as_one_stack);
  g_test_add_func ("/stacking/space-opens-and-closes", test_space_opens_and_closes);
  g_test_add_func ("/stacking/a-click-on-the-count", test_a_click_on_the_count);
  g_test_add_func ("/stacking/culling-in-a-stack", test_culling_in_a_stack);
  g_test_add_func ("/stacking/stack-and-unstack", test_stack_and_unstack);
  g_test_add_func ("/stacking/unstack", test_unstack);
  g_test_add_func ("/stacking/the-switch", test_the_switch);
  return drive (argc, argv);
}
