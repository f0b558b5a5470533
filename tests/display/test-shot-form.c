/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"
#include "top.h"

#include "rushes-board-change.h"
#include "rushes-boards.h"
#include "rushes-shot-state.h"
#include "rushes-styles.h"

/* The form about a shot: what is typed is saved on its board, what is inherited can be taken over, and what it generates becomes its takes. */

static const char script[] = "INT. KITCHEN - NIGHT\n\nInes stays at the window.\n\nThe kettle starts to sing.\n\nEXT. ROOFTOP - DAWN\n\nFirst light.\n";

static char *slug; /* the board's folder */

static RushesCore *
get_core (void)
{
  return rushes_window_get_core (window);
}

static RushesBoardPage *
get_page (void)
{
  return RUSHES_BOARD_PAGE (gtk_widget_get_ancestor (find ("fill-board"), RUSHES_TYPE_BOARD_PAGE));
}

static RushesBoardSession *
get_session (void)
{
  return rushes_board_desk_get_session (rushes_window_get_desk (window));
}

static RushesShot *
get_shot (void)
{
  return rushes_shot_form_get_shot (rushes_window_get_shot_form (window));
}

static const char *
get_member (const char *name)
{
  return rushes_board_item_get_string (rushes_shot_get_item (get_shot ()), name);
}

static GtkWidget *
tip (GtkWidget *parent, const char *text)
{
  GtkWidget *widget = find_with_tooltip (parent, text);

  if (widget == NULL)
    g_error ("Nothing says “%s”", text);
  return widget;
}

static void
change (const char *text)
{
  rushes_board_desk_change (rushes_window_get_desk (window), g_variant_new_parsed (text));
  wait_until (!rushes_board_session_is_busy (get_session ()));
}

static void
select_shot (gint64 number)
{
  rushes_board_page_select (get_page (), number);
  wait_until (get_shot () != NULL && rushes_shot_get_number (get_shot ()) == number);
}

static void
open_board (void)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "film.fountain", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, script, -1, &error));
  slug = rushes_boards_make (get_core (), "The Last Tram", path, remarks, &error);
  g_assert_no_error (error);
  rushes_window_show_page (window, "boards");
  rushes_board_desk_open (rushes_window_get_desk (window), slug);
  wait_until (rushes_board_view_get_board (rushes_board_session_get_view (get_session ())) != NULL);
}

static void
test_a_shot_is_selected (void)
{
  click (find ("first-sample"));
  wait_until (count_clips () == 2 && rushes_job_queue_is_idle (rushes_core_get_queue (get_core ())));
  rushes_compose_set_prompt (get_form (), "a draft of its own");
  open_board ();
  select_shot (10);
  wait_until (find_text (GTK_WIDGET (window), "Shot 10 · Kitchen") != NULL);
  g_assert_true (get_form () == rushes_shot_form_get_pane (rushes_window_get_shot_form (window)));
  wait_until (rushes_compose_get_model (get_form ()) != NULL);
}

static gboolean
form_says (const char *prompt)
{
  g_autofree char *said = rushes_compose_dup_prompt (get_form ());

  return g_str_equal (said, prompt);
}

/* One change, when the field is left, and one step back. */
static void
test_what_is_typed_is_saved (void)
{
  click (find ("prompt"));
  type ("rain on the glass");
  g_assert_null (get_member (RUSHES_BOARD_PROMPT));
  click (find ("shot-facts"));
  wait_until (g_strcmp0 (get_member (RUSHES_BOARD_PROMPT), "rain on the glass") == 0);
  wait_until (!rushes_board_session_is_busy (get_session ()));
  change ("{'do': <'undo'>}");
  wait_until (get_member (RUSHES_BOARD_PROMPT) == NULL && form_says (""));
  change ("{'do': <'redo'>}");
  wait_until (form_says ("rain on the glass"));
  click (find_named (find ("shot-facts"), "camera"));
  type ("push in");
  select_shot (20); /* what was typed is not of this one */
  wait_until (form_says (""));
  select_shot (10);
  wait_until (g_strcmp0 (get_member (RUSHES_BOARD_CAMERA), "push in") == 0 && form_says ("rain on the glass"));
}

/* Dim, from the board, until it is taken over; and given back. */
static void
test_what_is_inherited_is_taken_over (void)
{
  change ("{'do': <'set'>, 'members': <{'prompt_prefix': <'35 mm, soft grain'>, 'width': <int64 1280>, 'height': <int64 720>, 'length': <int64 48>}>}");
  wait_until (find_text (GTK_WIDGET (get_form ()), "35 mm, soft grain") != NULL);
  g_assert_true (gtk_widget_get_mapped (find ("inherited-model")) && !gtk_widget_get_mapped (find ("model-row")));
  click (tip (find ("inherited-model"), "Take Over for This Shot"));
  wait_until (get_member (RUSHES_BOARD_MODEL) != NULL && gtk_widget_get_mapped (find ("model-row")) && !gtk_widget_get_mapped (find ("inherited-model")));
  click (tip (find ("model-row"), "Inherit Again"));
  wait_until (get_member (RUSHES_BOARD_MODEL) == NULL && gtk_widget_get_mapped (find ("inherited-model")));
  wait_until (!rushes_board_session_is_busy (get_session ()));
}

static gint64
get_length (void)
{
  return rushes_board_item_get_int (rushes_shot_get_item (get_shot ()), RUSHES_BOARD_LENGTH, 0);
}

static gboolean
has_style (gint64 width)
{
  RushesBoardItem *item = rushes_shot_get_item (get_shot ());

  return rushes_board_item_get_int (item, RUSHES_BOARD_WIDTH, 0) == width && (rushes_board_item_get (item, RUSHES_BOARD_SUFFIX) != NULL) == (width != 0);
}

/* All of a style in one step; and one that is saved of a shot is there for the next. */
static void
test_a_style_is_taken (void)
{
  g_auto (GStrv) words = g_strsplit ("prompt_suffix=in the rain|width=640|height=384", "|", -1);
  g_autoptr (GError) error = NULL;

  g_assert_true (rushes_styles_set (rushes_core_get_paths (get_core ()), "Rainy_Night", words, &error));
  g_assert_no_error (error);
  select_shot (20);
  wait_until (gtk_widget_get_sensitive (find ("take-style")));
  wait_for_frames ();
  click (find ("take-style"));
  choose_item (find ("take-style"), "Rainy_Night");
  wait_until (has_style (640));
  wait_for_frames ();
  g_action_group_activate_action (G_ACTION_GROUP (window), "undo", NULL);
  wait_until (has_style (0));
  g_action_group_activate_action (G_ACTION_GROUP (window), "redo", NULL);
  wait_until (has_style (640));
  wait_for_frames ();
  click (find ("save-style"));
  wait_until (find_text (get_top (), "Save as a Style") != NULL);
  type ("Wet");
  press_key (XK_Return, 0);
  wait_until (get_top () == NULL && is_told ("Saved as the style “Wet”"));
  select_shot (10);
  wait_for_frames ();
  click (find ("take-style"));
  choose_item (find ("take-style"), "Wet");
  wait_until (has_style (640));
  change ("{'do': <'undo'>}");
  wait_until (has_style (0));
  select_shot (20);
  change ("{'do': <'undo'>}");
  wait_until (has_style (0));
  select_shot (10);
}

static void
test_the_length_is_in_frames (void)
{
  click (gtk_widget_get_first_child (find ("planned-length")));
  press_key (XK_a, XK_Control_L);
  type ("1+12");
  press_key (XK_Return, 0);
  wait_until (get_length () == 36);
  wait_until (find_text (GTK_WIDGET (get_form ()), "36 frames") != NULL);
}

/* The free form is as it was left. */
static void
test_the_free_form_comes_back (void)
{
  rushes_window_show_page (window, "gallery");
  wait_until (gtk_widget_is_sensitive (find ("generate")) && form_says ("a draft of its own") && find_text (GTK_WIDGET (window), "New Take") != NULL);
  rushes_window_show_page (window, "boards");
  wait_until (form_says ("rain on the glass"));
}

static gboolean
is_chosen (void)
{
  return get_member (RUSHES_BOARD_CHOSEN) != NULL;
}

/* What is generated is the shot's, also when it has takes already. */
static void
test_takes_are_made (void)
{
  click (find ("prompt"));
  press_key (XK_Return, XK_Control_L); /* a toast lies over the button */
  wait_until (rushes_shot_get_n_takes (get_shot ()) == 1 && rushes_shot_get_state (get_shot ()) == RUSHES_SHOT_TO_CHOOSE);
  wait_until (find_text (find ("takes-row"), "None chosen") != NULL);
  click (gtk_widget_get_first_child (find ("takes")));
  press_key (XK_a, XK_Control_L);
  type ("2");
  press_key (XK_Tab, 0);
  press_key (XK_Return, XK_Control_L);
  wait_until (rushes_shot_get_n_takes (get_shot ()) == 3 && rushes_shot_get_state (get_shot ()) == RUSHES_SHOT_TO_CHOOSE);
}

/* What could not be saved is not generated as it was before, and stays typed. */
static void
test_what_is_not_saved_is_not_generated (void)
{
  RushesJobQueue *queue = rushes_core_get_queue (get_core ());
  guint before = g_list_model_get_n_items (G_LIST_MODEL (queue));

  click (find ("prompt"));
  press_key (XK_a, XK_Control_L);
  type ("snow on the glass");
  wait_until (form_says ("snow on the glass"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.generate-shot", NULL);
  rushes_board_session_change (get_session (), g_variant_new_parsed ("{'do': <'choose'>, 'shot': <'999'>, 'take': <int64 1>}"));
  wait_until (find_text (GTK_WIDGET (get_form ()), "Nothing was generated: what you typed could not be saved.") != NULL);
  g_assert_true (form_says ("snow on the glass"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (queue)), ==, before);
  rushes_shot_form_save (rushes_window_get_shot_form (window));
  wait_until (!rushes_board_session_is_busy (get_session ()));
  g_assert_cmpstr (get_member (RUSHES_BOARD_PROMPT), ==, "snow on the glass");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (queue)), ==, before);
  change ("{'do': <'undo'>}");
}

static void
test_a_take_is_chosen (void)
{
  wait_until (find_with_tooltip (find ("takes-row"), "Take 3") != NULL);
  click (tip (find ("takes-row"), "Take 2"));
  wait_until (is_chosen () && find_text (find ("takes-row"), "Take 2 chosen") != NULL);
  wait_until (!rushes_board_session_is_busy (get_session ()));
  gtk_widget_grab_focus (tip (find ("takes-row"), "Take 1"));
  press_key (XK_2, 0); /* again: none is */
  wait_until (!is_chosen ());
  wait_until (!rushes_board_session_is_busy (get_session ()));
  gtk_widget_grab_focus (tip (find ("takes-row"), "Take 3"));
  press_key (XK_3, 0);
  wait_until (is_chosen () && find_text (find ("takes-row"), "Take 3 chosen") != NULL);
}

/* A take is looked at, and one is back at the board; what is compared has its winner chosen in the shot. */
static void
test_takes_are_looked_at (void)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.play-take", "u", 1);
  wait_until (rushes_viewer_get_clip (rushes_window_get_viewer (window)) != NULL);
  rushes_window_close_viewer (window);
  wait_until (gtk_widget_get_mapped (find ("takes-row")));
  click (find ("compare-takes"));
  wait_until (rushes_review_get_clip (rushes_window_get_review (window)) != NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.choose-winner", NULL);
  wait_until (gtk_widget_get_mapped (find ("takes-row")) && find_text (find ("takes-row"), "Take 1 chosen") != NULL);
}

/* A link, that says how long its chain is, and in whose place another can be set. */
static void
test_a_shot_starts_from_another (void)
{
  select_shot (20);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.start-from-shot", "x", (gint64) 10);
  wait_until (find_text (find ("shot-first"), "From the end of shot 10") != NULL && find_text (find ("shot-first"), "First frame · 2 shots in a row") != NULL);
  wait_for_frames ();
  click (tip (find ("shot-first"), "Set the First frame"));
  wait_until (find_menu (find ("shot-first")) != NULL && find_text (find_menu (find ("shot-first")), "A Picture…") != NULL);
  press_key (XK_Escape, 0);
  wait_until (find_menu (find ("shot-first")) == NULL);
  click (tip (find ("shot-first"), "Remove"));
  wait_until (rushes_board_item_get (rushes_shot_get_item (get_shot ()), RUSHES_BOARD_FIRST) == NULL);
}

/* One job for each that has no take and can be made; nothing before the answer. */
static void
test_a_board_is_filled (void)
{
  RushesJobQueue *queue = rushes_core_get_queue (get_core ());
  guint before = g_list_model_get_n_items (G_LIST_MODEL (queue));

  change ("{'do': <'set'>, 'shot': <'20'>, 'members': <{'prompt': <'a kettle'>}>}");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.fill-board", NULL);
  wait_until (get_top () != NULL && find_button (get_top (), "_Generate 1 Shot") != NULL); /* shot 30 has no prompt */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (queue)), ==, before);
  click (find_button (get_top (), "_Generate 1 Shot"));
  wait_until (rushes_shot_get_n_takes (get_shot ()) == 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (queue)), ==, before + 1);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shot-form/a-shot-is-selected", test_a_shot_is_selected);
  g_test_add_func ("/shot-form/what-is-typed-is-saved", test_what_is_typed_is_saved);
  g_test_add_func ("/shot-form/what-is-inherited-is-taken-over", test_what_is_inherited_is_taken_over);
  g_test_add_func ("/shot-form/a-style-is-taken", test_a_style_is_taken);
  g_test_add_func ("/shot-form/the-length-is-in-frames", test_the_length_is_in_frames);
  g_test_add_func ("/shot-form/the-free-form-comes-back", test_the_free_form_comes_back);
  g_test_add_func ("/shot-form/takes-are-made", test_takes_are_made);
  g_test_add_func ("/shot-form/what-is-not-saved-is-not-generated", test_what_is_not_saved_is_not_generated);
  g_test_add_func ("/shot-form/a-take-is-chosen", test_a_take_is_chosen);
  g_test_add_func ("/shot-form/takes-are-looked-at", test_takes_are_looked_at);
  g_test_add_func ("/shot-form/a-shot-starts-from-another", test_a_shot_starts_from_another);
  g_test_add_func ("/shot-form/a-board-is-filled", test_a_board_is_filled);
  return drive (argc, argv);
}
