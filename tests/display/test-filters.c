/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "takes.h"
#include "top.h"

#include "rushes-boards.h"
#include "rushes-judging.h"
#include "rushes-tile.h"

/* The gallery is narrowed by its menu, widened by its chips, and finds again what was saved under a name. */

#define N_TAKES 12 /* numbers 0 to 11, and two samples */

static RushesLibrary *
get_library (void)
{
  return rushes_core_get_library (rushes_window_get_core (window));
}

static GSettings *
get_settings (void)
{
  return rushes_window_get_settings (window);
}

/* Every third has four stars, every fourth a tag, every second is tall. */
static void
vary (RushesClipInfo *info, int number)
{
  const char *const tags[] = { "night_scene", NULL }, *const rain[] = { "rain", NULL };

  info->rating = number % 3 == 0 ? 4 : 0;
  info->tags = number % 4 == 0 ? g_strdupv ((char **) tags) : number % 4 == 1 ? g_strdupv ((char **) rain) : NULL;
  info->width = number % 2 == 0 ? 720 : 1280;
  info->height = number % 2 == 0 ? 1280 : 720;
  info->duration_ms = 1000 * (number + 1);
}

static GtkWidget *
open_menu (void)
{
  click (find ("add-filter"));
  wait_until (find_menu (find ("add-filter")) != NULL);
  wait_for_frames ();
  return find_menu (find ("add-filter"));
}

/* By the pointer, through a submenu. */
static void
choose (const char *facet, const char *value)
{
  GtkWidget *menu = open_menu ();

  click (find_text (menu, facet));
  wait_until (find_text (menu, value) != NULL && gtk_widget_get_mapped (find_text (menu, value)));
  wait_for_frames ();
  click (find_text (menu, value));
  wait_until (!gtk_widget_get_mapped (menu));
  wait_for_frames ();
}

static GtkWidget *
find_chip (const char *label)
{
  return find_text (find ("filter-chips"), label);
}

static void
remove_chip (const char *label)
{
  g_autofree char *tip = g_strdup_printf ("Remove the Filter “%s”", label);

  wait_for_frames ();
  click (find_with_tooltip (find ("filter-chips"), tip));
  wait_until (find_chip (label) == NULL);
}

static void
test_filters_combine (void)
{
  click (find ("first-sample"));
  wait_until (count_clips () == 2 && rushes_job_queue_is_idle (rushes_core_get_queue (rushes_window_get_core (window))));
  for (int i = 0; i < N_TAKES; i++)
    take_add (get_library (), i, vary);
  wait_until (count_clips () == N_TAKES + 2);
  wait_for_frames ();
  choose ("Rating", "★★★ +");
  wait_until (count_clips () == 4); /* 0 3 6 9 */
  g_assert_nonnull (find_chip ("★ 3+"));
  choose ("Shape", "Tall");
  wait_until (count_clips () == 2); /* 0 6 */
  choose ("Tag", "night_scene"); /* an underscore is no mnemonic */
  wait_until (count_clips () == 1);
  g_assert_nonnull (find_chip ("night_scene"));
}

static gboolean
is_cut (const char *label)
{
  return pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (find_chip (label))));
}

/* They have a row of their own, which scrolls. */
static void
test_chips_are_read_in_a_narrow_window (void)
{
  int width = gtk_widget_get_width (GTK_WIDGET (window));

  gtk_window_set_default_size (GTK_WINDOW (window), 400, 760);
  wait_until (gtk_widget_get_width (GTK_WIDGET (window)) <= 420);
  wait_for_frames ();
  g_assert_false (is_cut ("★ 3+") || is_cut ("Tall") || is_cut ("night_scene"));
  gtk_window_set_default_size (GTK_WINDOW (window), width, 800);
  wait_until (gtk_widget_get_width (GTK_WIDGET (window)) > 420);
  wait_for_frames ();
}

static void
test_chips_take_away (void)
{
  remove_chip ("Tall");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), find ("add-filter")));
  wait_until (count_clips () == 1); /* 0 is both */
  remove_chip ("★ 3+");
  wait_until (count_clips () == 3); /* 0 4 8 */
  choose ("Tag", "Any");
  wait_until (count_clips () == N_TAKES + 2 && find_chip ("night_scene") == NULL);
  g_assert_false (gtk_widget_get_mapped (find ("save-filter")));
}

static gboolean
is_kept (const char *tags)
{
  g_autoptr (GVariant) filter = g_settings_get_value (get_settings (), "filter");
  g_autofree char *kept = NULL;

  g_variant_lookup (filter, "tag", "s", &kept);
  return g_strcmp0 (kept, tags) == 0;
}

/* Two tags: a clip with any of them; each has its chip, ticks in the menu, and goes alone. */
static void
test_several_values_of_one (void)
{
  g_autoptr (GVariant) old = g_variant_ref_sink (g_variant_new_parsed ("{'Nights': {'tag': 'night_scene'}, 'Both': {'tag': 'night_scene\\nrain'}}"));

  choose ("Tag", "night_scene");
  wait_until (count_clips () == 3); /* 0 4 8 */
  choose ("Tag", "rain");
  wait_until (count_clips () == 6); /* and 1 5 9 */
  g_assert_true (find_chip ("night_scene") != NULL && find_chip ("rain") != NULL && find_chip ("or") != NULL);
  g_assert_true (is_kept ("night_scene\nrain"));
  choose ("Rating", "★★★ +");
  wait_until (count_clips () == 2); /* 0 9 */
  remove_chip ("★ 3+");
  remove_chip ("night_scene");
  wait_until (count_clips () == 3 && find_chip ("or") == NULL && is_kept ("rain"));
  choose ("Tag", "rain"); /* once more: not wanted any more */
  wait_until (count_clips () == N_TAKES + 2 && find_chip ("rain") == NULL);
  g_settings_set_value (get_settings (), "saved-filters", old);
  choose_item ((open_menu (), find ("add-filter")), "Nights"); /* as it was saved before there could be several */
  wait_until (count_clips () == 3);
  choose_item ((open_menu (), find ("add-filter")), "Both");
  wait_until (count_clips () == 6 && gtk_widget_get_mapped (find ("forget-filter")));
  choose ("Tag", "Any");
  wait_until (count_clips () == N_TAKES + 2 && find_chip ("rain") == NULL && find_chip ("night_scene") == NULL);
  g_settings_reset (get_settings (), "saved-filters");
}

static void
change_board (const char *slug, GVariant *change)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = rushes_boards_change (rushes_window_get_core (window), slug, change, &error);

  g_assert_no_error (error);
}

static void
add_take (const char *slug, guint position)
{
  g_autoptr (RushesClip) clip = ref_clip (position);

  change_board (slug, g_variant_new_parsed ("{'do': <'take'>, 'shot': <'10'>, 'clip': <%s>}", rushes_clip_get_id (clip)));
}

/* What is a take on a board, whoever made it; what came to the board meanwhile is seen when the gallery is. */
static void
test_on_a_board (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *slug = rushes_boards_make (rushes_window_get_core (window), "Night Train", NULL, NULL, &error);

  g_assert_no_error (error);
  change_board (slug, g_variant_new_parsed ("{'do': <'add'>, 'words': <['prompt=a train']>}"));
  add_take (slug, 0);
  add_take (slug, 2);
  choose ("Board", "Night Train");
  wait_until (count_clips () == 2 && find_chip ("Night Train") != NULL);
  rushes_window_show_page (window, "queue");
  wait_for_frames ();
  change_board (slug, g_variant_new_parsed ("{'do': <'remove'>, 'shot': <'10'>, 'take': <int64 1>}"));
  rushes_window_show_page (window, "gallery");
  wait_until (count_clips () == 1);
  remove_chip ("Night Train");
  wait_until (count_clips () == N_TAKES + 2);
}

static void
test_a_filter_has_a_name (void)
{
  choose ("Length", "5 to 10 Seconds");
  wait_until (count_clips () == 5); /* 5 to 9 */
  click (find ("save-filter"));
  wait_until (gtk_widget_get_mapped (find ("filter-name")));
  wait_for_frames ();
  type ("Middle");
  press_key (XK_Return, 0);
  wait_until (!gtk_widget_get_mapped (find ("filter-name")) && gtk_widget_get_mapped (find ("forget-filter")));
  remove_chip ("5 to 10 Seconds");
  wait_until (count_clips () == N_TAKES + 2);
  choose_item ((open_menu (), find ("add-filter")), "Middle");
  wait_until (count_clips () == 5);
  wait_for_frames ();
  click (find ("forget-filter"));
  wait_until (gtk_widget_get_mapped (find ("save-filter")));
  open_menu ();
  g_assert_null (find_text (find_menu (find ("add-filter")), "Middle"));
  g_assert_cmpuint (count_clips (), ==, 5); /* what is shown is not what was forgotten */
  choose_item (find ("add-filter"), "Show Everything");
  wait_until (count_clips () == N_TAKES + 2);
}

static guint
get_selected (void)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (gtk_grid_view_get_model (GTK_GRID_VIEW (find ("grid"))));

  return gtk_bitset_get_size (bits) == 1 ? gtk_bitset_get_minimum (bits) : G_MAXUINT;
}

/* Returns: (nullable): the tile of that take, if it is in sight */
static GtkWidget *
find_tile (int number)
{
  g_autofree char *prompt = g_strdup_printf ("Take number %d", number);

  for (GtkWidget *cell = gtk_widget_get_first_child (find ("grid")); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *tile = gtk_widget_get_first_child (cell);
      GObject *item = RUSHES_IS_TILE (tile) ? rushes_tile_get_item (RUSHES_TILE (tile)) : NULL;
      if (RUSHES_IS_CLIP (item) && g_str_equal (rushes_request_get_prompt (rushes_clip_get_info (RUSHES_CLIP (item))->request), prompt))
        return tile;
    }
  return NULL;
}

static void
on_judged (gboolean *judged)
{
  *judged = TRUE;
}

/* A clip that was judged stays until the selection leaves it, and nothing else moves. */
static void
test_what_was_judged_stays_a_while (void)
{
  gboolean judged = FALSE;
  gulong handler = g_signal_connect_swapped (get_library (), "judged", G_CALLBACK (on_judged), &judged);

  choose ("Decision", "Undecided");
  wait_until (find_chip ("Undecided") != NULL);
  wait_for_frames ();
  g_settings_set_boolean (get_settings (), "advance", FALSE);
  click (find_tile (3));
  wait_until (get_selected () != G_MAXUINT);
  press_key (XK_x, 0);
  wait_until (judged && find_text (find ("grid"), "Rejected") != NULL);
  g_signal_handler_disconnect (get_library (), handler);
  wait_for_frames ();
  g_assert_cmpuint (count_clips (), ==, N_TAKES + 2);
  press_key (XK_Right, 0);
  wait_until (count_clips () == N_TAKES + 1 && find_tile (3) == NULL);
  g_settings_set_boolean (get_settings (), "advance", TRUE);
  press_key (XK_p, 0); /* and the next one, which is left at once */
  wait_until (count_clips () == N_TAKES);
  g_assert_true (get_selected () != G_MAXUINT);
}

/* The same with what another process thinks of it. */
static void
test_what_others_judge_stays_a_while (void)
{
  g_autoptr (RushesLibrary) other = rushes_library_open (rushes_library_get_paths (get_library ()), NULL);
  g_autoptr (GPtrArray) clips = NULL, theirs = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean shown = FALSE;
  guint n = count_clips ();

  press_key (XK_Home, 0);
  wait_until (get_selected () == 0);
  clips = rushes_gallery_get_selected (rushes_window_get_gallery (window));
  g_ptr_array_add (theirs, rushes_library_ref_clip (other, rushes_library_find_row (other, rushes_clip_get_id (clips->pdata[0]), NULL), NULL));
  rushes_library_judge (other, rushes_judging_set (theirs, RUSHES_OPINION_VERDICT, g_variant_new_int32 (RUSHES_VERDICT_REJECT)));
  wait_until (find_text (find ("grid"), "Rejected") != NULL);
  g_signal_connect_swapped (rushes_gallery_get_clips (rushes_window_get_gallery (window)), "restacked", G_CALLBACK (on_judged), &shown);
  wait_until (shown); /* it was asked for again */
  g_signal_handlers_disconnect_by_func (rushes_gallery_get_clips (rushes_window_get_gallery (window)), on_judged, &shown);
  g_assert_true (count_clips () == n && get_selected () == 0);
  press_key (XK_Right, 0);
  wait_until (count_clips () == n - 1);
  rushes_library_flush (other);
}

static void
test_nothing_is_found (void)
{
  choose ("Label", "Purple");
  wait_until (count_clips () == 0);
  g_assert_nonnull (find_text (GTK_WIDGET (window), "No Takes Found"));
  wait_for_frames ();
  click (find_button (GTK_WIDGET (window), "Show _Everything"));
  wait_until (count_clips () == N_TAKES + 2);
}

/* What stands in the settings may be another version's, or anybody's. */
static void
test_nonsense_narrows_nothing (void)
{
  g_autoptr (GVariant) nonsense = g_variant_ref_sink (g_variant_new_parsed ("{'rating': 'nine', 'mood': 'blue', 'shape': '', 'saved': '-3'}"));

  g_settings_set_value (get_settings (), "filter", nonsense);
  wait_for_frames ();
  wait_until (count_clips () == N_TAKES + 2);
  g_assert_null (gtk_widget_get_first_child (find ("filter-chips")));
  g_settings_reset (get_settings (), "filter");
}

static int
get_rating (guint position)
{
  g_autoptr (RushesClip) clip = ref_clip (position);

  return rushes_clip_get_info (clip)->rating;
}

/* In an order by rating, too: it goes to where it belongs when it is left, and the focus to the one that was beside it. */
static void
test_what_was_rated_stays_a_while (void)
{
  GtkDropDown *sort = GTK_DROP_DOWN (find ("sort"));
  gboolean shown = FALSE;
  guint at, last;

  gtk_drop_down_set_selected (sort, 2);
  wait_until (get_rating (0) == 4);
  wait_for_frames ();
  g_settings_set_boolean (get_settings (), "advance", FALSE);
  click (find_tile (7));
  wait_until (get_selected () != G_MAXUINT);
  at = get_selected ();
  g_assert_true (at > 3 && get_rating (at) == 0);
  g_signal_connect_swapped (rushes_gallery_get_clips (rushes_window_get_gallery (window)), "restacked", G_CALLBACK (on_judged), &shown);
  press_key (XK_5, 0);
  wait_until (shown); /* it was asked for again */
  g_signal_handlers_disconnect_by_func (rushes_gallery_get_clips (rushes_window_get_gallery (window)), on_judged, &shown);
  g_assert_true (get_selected () == at && get_rating (at) == 5 && get_rating (0) == 4);
  press_key (XK_Right, 0);
  wait_until (get_rating (0) == 5);
  g_assert_true (get_selected () == at + 1 && get_rating (at) == 0);
  g_settings_set_boolean (get_settings (), "advance", TRUE);
  press_key (XK_2, 0); /* and the next one, which is left at once */
  wait_until (get_rating (5) == 2);
  last = get_selected ();
  g_assert_true (last == at + 2 && get_rating (last) == 0);
  wait_for_frames ();
  g_assert_true (GTK_IS_WIDGET (gtk_root_get_focus (GTK_ROOT (window))) && gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), find ("grid")));
}

static void
test_the_order_is_kept (void)
{
  GtkDropDown *sort = GTK_DROP_DOWN (find ("sort"));
  g_autofree char *kept = NULL;

  gtk_drop_down_set_selected (sort, 3);
  kept = g_settings_get_string (get_settings (), "sort");
  g_assert_cmpstr (kept, ==, "longest");
  wait_until (({ g_autoptr (RushesClip) first = g_list_model_get_item (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window))), 0);
                 rushes_clip_get_info (first)->duration_ms == 1000 * N_TAKES; }));
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filters/they-combine", test_filters_combine);
  g_test_add_func ("/filters/chips-are-read-in-a-narrow-window", test_chips_are_read_in_a_narrow_window);
  g_test_add_func ("/filters/chips-take-away", test_chips_take_away);
  g_test_add_func ("/filters/several-values-of-one", test_several_values_of_one);
  g_test_add_func ("/filters/on-a-board", test_on_a_board);
  g_test_add_func ("/filters/a-filter-has-a-name", test_a_filter_has_a_name);
  g_test_add_func ("/filters/what-was-judged-stays-a-while", test_what_was_judged_stays_a_while);
  g_test_add_func ("/filters/what-others-judge-stays-a-while", test_what_others_judge_stays_a_while);
  g_test_add_func ("/filters/nothing-is-found", test_nothing_is_found);
  g_test_add_func ("/filters/nonsense-narrows-nothing", test_nonsense_narrows_nothing);
  g_test_add_func ("/filters/what-was-rated-stays-a-while", test_what_was_rated_stays_a_while);
  g_test_add_func ("/filters/the-order-is-kept", test_the_order_is_kept);
  return drive (argc, argv);
}
