/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "server.h"
#include "shots.h"
#include "top.h"

#include "rushes-boards.h"
#include "rushes-fill-row.h"
#include "rushes-shot-state.h"

#include <string.h>

/* A board is filled: the list and the price first, one job for each shot that is checked, those that start from another's end when that is there, and
 * all of it stopped. */

static const char *slug; /* the board's folder */
static Server *quick, *slow;

static RushesCore *
get_core (void)
{
  return rushes_window_get_core (window);
}

static RushesJobQueue *
get_queue (void)
{
  return rushes_core_get_queue (get_core ());
}

static gboolean
is_state (const char *shown, RushesShotState state)
{
  return get_shot (shown) != NULL && rushes_shot_get_state (get_shot (shown)) == state;
}

/* Jobs in the queue for that shot. */
static guint
count_jobs (const char *shown)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (get_queue ())); i++)
    {
      g_autoptr (RushesJob) job = g_list_model_get_item (G_LIST_MODEL (get_queue ()), i);
      n += rushes_request_get_int (rushes_job_get_request (job), RUSHES_REQUEST_SHOT, 0) == rushes_shot_get_number (get_shot (shown));
    }
  return n;
}

/* The last one for that shot. */
static RushesJobState
get_job_state (const char *shown)
{
  RushesJobState state = RUSHES_JOB_WAITING;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (get_queue ())); i++)
    {
      g_autoptr (RushesJob) job = g_list_model_get_item (G_LIST_MODEL (get_queue ()), i);
      if (rushes_request_get_int (rushes_job_get_request (job), RUSHES_REQUEST_SHOT, 0) == rushes_shot_get_number (get_shot (shown)))
        state = rushes_job_get_state (job);
    }
  return state;
}

static guint
count_all_jobs (void)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_queue ()));
}

static guint
count_fills (void)
{
  return g_list_model_get_n_items (G_LIST_MODEL (rushes_core_get_fills (get_core ())));
}

/* (nullable): of that shot, in the list */
static RushesFillRow *
find_row (const char *shown)
{
  for (GtkWidget *row = gtk_widget_get_first_child (get ("fill-list")); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (RUSHES_IS_FILL_ROW (row) && g_str_equal (rushes_fill_row_get_item (RUSHES_FILL_ROW (row))->shown, shown))
      return RUSHES_FILL_ROW (row);
  return NULL;
}

static GtkWidget *
get_check (const char *shown)
{
  return find_named (GTK_WIDGET (find_row (shown)), "fill-check");
}

static gboolean
is_checked (const char *shown)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (get_check (shown)));
}

static gboolean
row_says (const char *shown, const char *words)
{
  return is_shown ("fill-list") && find_row (shown) != NULL && has_words (GTK_WIDGET (find_row (shown)), words);
}

static gboolean
button_says (const char *label)
{
  return is_shown ("fill-generate") && g_str_equal (gtk_button_get_label (GTK_BUTTON (get ("fill-generate"))), label);
}

static gboolean
may_generate (void)
{
  return is_shown ("fill-generate") && gtk_widget_is_sensitive (get ("fill-generate"));
}

static void
open_list (void)
{
  click (find ("fill-board"));
  wait_until (is_shown ("fill-list") && gtk_widget_is_sensitive (get ("fill-list")));
  wait_until (top_is_active ());
}

static void
put_connection (const char *name, const char *url, double price)
{
  GVariantDict options = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (RushesConnection) connection = NULL;

  if (price > 0)
    g_variant_dict_insert (&options, RUSHES_CONNECTION_PRICE, "d", price);
  connection = rushes_connection_new (name, RUSHES_PROVIDER_COMFYUI, name, url, g_variant_dict_end (&options), FALSE);
  rushes_secrets_set_for_session (rushes_core_get_secrets (get_core ()), name, "");
  rushes_connections_put (rushes_core_get_connections (get_core ()), connection);
}

/* 20 starts from the end of 10; 30 has no prompt. */
static void
set_up (void)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  quick = server_start (NULL, NULL);
  slow = server_start ("--run-ms", "600000", NULL);
  put_connection ("Studio", quick->comfy, 0.8);
  put_connection ("Slow", slow->comfy, 0);
  put_connection ("Dear", slow->comfy, 0.5);
  slug = rushes_boards_make (get_core (), "The Last Tram", NULL, remarks, &error);
  g_assert_no_error (error);
  rushes_window_show_main (window);
  rushes_window_show_page (window, "boards");
  rushes_board_desk_open (rushes_window_get_desk (window), slug);
  wait_until (rushes_board_view_get_board (rushes_board_session_get_view (get_session ())) != NULL);
  change ("{'do': <'set'>, 'members': <{'width': <int64 64>, 'height': <int64 64>, 'length': <int64 24>, 'connection': <'Studio'>}>}");
  change ("{'do': <'add'>, 'members': <{'prompt': <'one'>, 'action': <'Ines stays at the window.'>}>}");
  change ("{'do': <'add'>, 'members': <{'prompt': <'two'>, 'action': <'She turns.'>}>}");
  change ("{'do': <'add'>, 'members': <{'action': <'The kettle starts to sing.'>}>}");
  change ("{'do': <'add'>, 'members': <{'prompt': <'four'>}>}");
  change ("{'do': <'set'>, 'shot': <'20'>, 'members': <{'first': <{'end_of': <int64 10>}>}>}");
  wait_until (get_shot ("40") != NULL);
}

/* What cannot be made stands first and says why; the sum is of what is checked; nothing is sent. */
static void
test_the_list_comes_first (void)
{
  set_up ();
  open_list ();
  g_assert_true (find_row ("30") == RUSHES_FILL_ROW (gtk_widget_get_first_child (get ("fill-list"))));
  g_assert_true (row_says ("30", "It has no prompt") && !is_checked ("30") && !gtk_widget_is_sensitive (get_check ("30")));
  g_assert_true (row_says ("20", "waits for 10") && is_checked ("20") && row_says ("20", "$0.80"));
  g_assert_true (row_says ("10", "ready") && row_says ("10", "Wan 2.2 5B") && row_says ("10", "1 s") && row_says ("10", "Ines stays"));
  g_assert_true (button_says ("_Generate 3 Shots · $2.40") && top_says ("3 of 4 shots · 1 left out"));
  press_key (XK_Escape, 0);
  wait_until (get_top () == NULL);
  g_assert_cmpuint (count_all_jobs (), ==, 0);
  g_assert_cmpuint (count_fills (), ==, 0);
}

/* What starts from a shot that is not made is not made either. */
static void
test_checks (void)
{
  open_list ();
  click (get_check ("40"));
  wait_until (button_says ("_Generate 2 Shots · $1.60"));
  click (get_check ("10"));
  wait_until (button_says ("_Generate 0 Shots") && !may_generate ());
  g_assert_true (row_says ("20", "Shot 10 is not made") && !gtk_widget_is_sensitive (get_check ("20")));
  press_key (XK_space, 0); /* by key */
  wait_until (button_says ("_Generate 2 Shots · $1.60") && is_checked ("20"));
  click (get ("fill-use-action"));
  wait_until (button_says ("_Generate 3 Shots · $2.40") && is_checked ("30") && !is_checked ("40"));
  click (get ("fill-use-action"));
  wait_until (button_says ("_Generate 2 Shots · $1.60") && row_says ("30", "It has no prompt"));
  g_assert_cmpuint (count_all_jobs (), ==, 0);
}

/* To the shot, and its prompt is written. */
static void
test_what_is_missing_is_written (void)
{
  click (find_named (GTK_WIDGET (find_row ("30")), "fill-way-out"));
  wait_until (get_top () == NULL && gtk_window_is_active (GTK_WINDOW (window)));
  wait_until (rushes_shot_form_get_shot (rushes_window_get_shot_form (window)) == get_shot ("30"));
  wait_until (gtk_window_get_focus (GTK_WINDOW (window)) != NULL && gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), GTK_WIDGET (get_form ())));
  type ("three");
  open_list (); /* what was typed counts */
  g_assert_true (row_says ("30", "ready") && button_says ("_Generate 4 Shots · $3.20"));
}

/* Asked once for all of it; with a no the list stays. */
static void
test_the_limit_is_asked (void)
{
  GtkWidget *list = get_top ();

  g_settings_set_double (rushes_window_get_settings (window), "monthly-limit", 1);
  press_key (XK_Return, XK_Control_L);
  wait_until (get_top () != list && get_top () != NULL && top_says ("With $3.20 more"));
  press_key (XK_Escape, 0);
  wait_until (get_top () == list && may_generate ());
  g_assert_cmpuint (count_all_jobs (), ==, 0);
  g_settings_reset (rushes_window_get_settings (window), "monthly-limit");
}

static gboolean
are_to_choose (const char *const *shots)
{
  for (; *shots != NULL; shots++)
    if (!is_state (*shots, RUSHES_SHOT_TO_CHOOSE))
      return FALSE;
  return TRUE;
}

/* One job each; the one that waits goes by itself. */
static void
test_it_goes_in_rounds (void)
{
  click (get ("fill-generate"));
  wait_until (has_words (GTK_WIDGET (window), "of 4 done · 1 waits for shot 10") && gtk_widget_get_visible (find ("stop-fill")) && !gtk_widget_get_visible (find ("fill-board")));
  wait_until (is_told ("4 shots have their takes")); /* which does not stay */
  wait_until (get_top () == NULL && count_fills () == 0 && are_to_choose ((const char *const[]) { "10", "20", "30", "40", NULL }));
  for (const char *const *shot = (const char *const[]) { "10", "20", "30", "40", NULL }; *shot != NULL; shot++)
    g_assert_cmpuint (count_jobs (*shot), ==, 1);
  g_assert_true (!gtk_widget_get_mapped (find ("stop-fill")) && gtk_widget_get_mapped (find ("fill-board")));
  change ("{'do': <'undo'>}"); /* all rounds are one step */
  wait_until (is_state ("10", RUSHES_SHOT_EMPTY) && is_state ("20", RUSHES_SHOT_EMPTY));
  change ("{'do': <'redo'>}"); /* what has arrived is there again */
  wait_until (are_to_choose ((const char *const[]) { "10", "20", "30", "40", NULL }));
}

static void
on_ended (GObject *process, GAsyncResult *result, gpointer ended)
{
  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (process), result, NULL));
  *(gboolean *) ended = TRUE;
}

/* What a command line has filled while the list was shown is not sent again. */
static void
test_somebody_else_was_quicker (void)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ended = FALSE;

  change ("{'do': <'add'>, 'members': <{'prompt': <'five'>}>}");
  change ("{'do': <'add'>, 'members': <{'prompt': <'six'>}>}");
  open_list ();
  g_assert_true (button_says ("_Generate 2 Shots · $1.60"));
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, g_getenv ("RUSHES"), "boards", "fill", slug, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, on_ended, &ended);
  wait_until (ended);
  click (get ("fill-generate"));
  wait_until (get_top () == NULL && count_fills () == 0 && is_told ("All of these shots were filled elsewhere"));
  g_assert_cmpuint (count_jobs ("50"), ==, 1);
  g_assert_cmpuint (count_jobs ("60"), ==, 1);
}

static gboolean
is_sent (const char *shown)
{
  RushesJobState state = get_job_state (shown);

  return state == RUSHES_JOB_QUEUED || state == RUSHES_JOB_RUNNING;
}

/* All of it is cancelled, and what waited is not sent. */
static void
test_it_is_stopped (void)
{
  guint before = count_all_jobs ();

  change ("{'do': <'set'>, 'members': <{'connection': <'Slow'>}>}");
  change ("{'do': <'add'>, 'members': <{'prompt': <'seven'>}>}");
  change ("{'do': <'add'>, 'members': <{'prompt': <'eight'>, 'first': <{'end_of': <int64 70>}>}>}");
  change ("{'do': <'add'>, 'members': <{'prompt': <'nine'>}>}");
  open_list ();
  g_assert_true (button_says ("_Generate 3 Shots") && row_says ("70", "Free"));
  press_key (XK_Return, XK_Control_L);
  wait_until (get_top () == NULL && has_words (GTK_WIDGET (window), "0 of 3 done · 1 waits for shot 70"));
  wait_until (is_sent ("70") && is_sent ("90"));
  click (find ("stop-fill"));
  wait_until (count_fills () == 0 && is_told ("Filling was stopped: 0 of 3 shots have their take"));
  wait_until (get_job_state ("70") == RUSHES_JOB_CANCELLED && get_job_state ("90") == RUSHES_JOB_CANCELLED);
  wait_until (is_state ("70", RUSHES_SHOT_EMPTY) && is_state ("90", RUSHES_SHOT_EMPTY));
  g_assert_true (is_state ("80", RUSHES_SHOT_EMPTY));
  g_assert_cmpuint (count_all_jobs (), ==, before + 2);
}

/* What may be paid for is asked about; of a chain whose first does not come the others are left out, and it is said why. */
static void
test_what_is_paid_is_asked_about (void)
{
  guint before = count_all_jobs ();

  change ("{'do': <'set'>, 'members': <{'connection': <'Dear'>}>}");
  open_list ();
  wait_until (button_says ("_Generate 3 Shots · $1.50"));
  click (get ("fill-generate"));
  wait_until (get_top () == NULL && count_fills () == 1 && is_sent ("70") && is_sent ("90"));
  click (find ("stop-fill"));
  wait_until (get_top () != NULL && top_says ("2 clips are being made already"));
  press_key (XK_Escape, 0);
  wait_until (get_top () == NULL);
  g_assert_true (count_fills () == 1 && is_sent ("70"));
  click (find ("stop-fill"));
  wait_until (get_top () != NULL && find_button (get_top (), "_Stop") != NULL);
  click (find_button (get_top (), "_Stop"));
  wait_until (count_fills () == 0 && get_job_state ("70") == RUSHES_JOB_CANCELLED && get_job_state ("90") == RUSHES_JOB_CANCELLED);
  wait_until (is_state ("70", RUSHES_SHOT_EMPTY) && is_state ("90", RUSHES_SHOT_EMPTY));
  g_assert_cmpuint (count_all_jobs (), ==, before + 2);
}

static void
cancel (const char *shown)
{
  for (guint i = 0; i < count_all_jobs (); i++)
    {
      g_autoptr (RushesJob) job = g_list_model_get_item (G_LIST_MODEL (get_queue ()), i);
      if (rushes_request_get_int (rushes_job_get_request (job), RUSHES_REQUEST_SHOT, 0) == rushes_shot_get_number (get_shot (shown)))
        rushes_job_queue_cancel (get_queue (), job);
    }
}

/* One of several that are selected; and what waits for a take that never comes is left out, with the reason. */
static void
test_what_does_not_come (void)
{
  guint before = count_all_jobs ();

  change ("{'do': <'set'>, 'members': <{'connection': <'Slow'>}>}");
  open_list ();
  click (get_check ("90"));
  wait_until (button_says ("_Generate 2 Shots"));
  click (get ("fill-generate"));
  wait_until (get_top () == NULL && is_sent ("70"));
  cancel ("70");
  wait_until (count_fills () == 0 && is_told ("0 of 2 shots have their take"));
  g_assert_cmpuint (count_all_jobs (), ==, before + 1);
  click (find_button (GTK_WIDGET (window), "Why?"));
  wait_until (get_top () != NULL && top_says ("Shot 70 could not be made. It was cancelled.") && top_says ("Shot 80 was left out. It waits for shot 70, which was not made."));
  close_top ();
}

/* Those that are selected alone. */
static void
test_what_is_selected (void)
{
  click (find_card ("70"));
  hold_key (XK_Control_L, TRUE);
  click (find_card ("90"));
  hold_key (XK_Control_L, FALSE);
  wait_until (g_str_equal (gtk_button_get_label (GTK_BUTTON (find ("fill-board"))), "Fill 2 Selected…"));
  open_list ();
  g_assert_true (find_row ("70") != NULL && find_row ("90") != NULL && find_row ("80") == NULL && button_says ("_Generate 2 Shots"));
  press_key (XK_Escape, 0);
  wait_until (get_top () == NULL);
  click (find_card ("80")); /* it alone: all again */
  wait_until (g_str_equal (gtk_button_get_label (GTK_BUTTON (find ("fill-board"))), "Fill 3 Shots…"));
}

/* To the servers, or to the shot. */
static void
test_ways_out (void)
{
  change ("{'do': <'set'>, 'members': <{'connection': <'Nowhere'>}>}");
  open_list ();
  g_assert_true (!is_checked ("70") && !may_generate ());
  click (find_named (GTK_WIDGET (find_row ("70")), "fill-way-out"));
  wait_until (get_top () != NULL && top_says ("Connections"));
  close_all ();
  change ("{'do': <'undo'>}");
  change ("{'do': <'set'>, 'shot': <'90'>, 'members': <{'first': <{'picture': <'media/away.png'>}>}>}");
  open_list ();
  g_assert_true (!is_checked ("90") && is_checked ("70"));
  click (find_named (GTK_WIDGET (find_row ("90")), "fill-way-out"));
  wait_until (get_top () == NULL && rushes_shot_form_get_shot (rushes_window_get_shot_form (window)) == get_shot ("90"));
  change ("{'do': <'undo'>}");
}

/* What waits is not sent for more than was agreed to: it became longer meanwhile. */
static void
test_it_costs_more (void)
{
  change ("{'do': <'set'>, 'members': <{'connection': <'Studio'>}>}");
  open_list ();
  click (get_check ("90"));
  wait_until (button_says ("_Generate 2 Shots · $1.60"));
  click (get ("fill-generate"));
  wait_until (get_top () == NULL && count_fills () == 1);
  change ("{'do': <'set'>, 'shot': <'80'>, 'members': <{'length': <int64 48>}>}");
  wait_until (count_fills () == 0 && is_told ("1 of 2 shots have their take"));
  click (find_button (GTK_WIDGET (window), "Why?"));
  wait_until (get_top () != NULL && top_says ("Shot 80 was left out. It costs $1.60 by now, which is more than was agreed to."));
  close_top ();
  g_assert_true (is_state ("70", RUSHES_SHOT_TO_CHOOSE) && is_state ("80", RUSHES_SHOT_EMPTY));
  change ("{'do': <'set'>, 'members': <{'connection': <'Slow'>}>, 'quiet': <true>}");
  change ("{'do': <'remove'>, 'shot': <'70'>, 'take': <int64 1>, 'quiet': <true>}");
  move_away ();
  wait_until (!is_told ("Shot 80: length changed"));
}

/* A narrow window has a narrow list, which says the same. */
static void
test_narrow (void)
{
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 760);
  wait_until (gtk_widget_get_width (GTK_WIDGET (window)) < 500);
  wait_for_frames ();
  open_list ();
  wait_until (gtk_widget_get_width (get_top ()) <= 400);
  g_assert_true (row_says ("70", "ready · Wan 2.2 5B"));
  click (get ("fill-cancel"));
  wait_until (get_top () == NULL);
  change ("{'do': <'remove'>, 'shots': <[<int64 70>, <int64 80>, <int64 90>]>}");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.fill-board", NULL);
  wait_until (get_top () != NULL && top_says ("Nothing to Fill") && !may_generate ());
  press_key (XK_Escape, 0);
  wait_until (get_top () == NULL);
  server_stop (quick);
  server_stop (slow);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fill/the-list-comes-first", test_the_list_comes_first);
  g_test_add_func ("/fill/checks", test_checks);
  g_test_add_func ("/fill/what-is-missing-is-written", test_what_is_missing_is_written);
  g_test_add_func ("/fill/the-limit-is-asked", test_the_limit_is_asked);
  g_test_add_func ("/fill/it-goes-in-rounds", test_it_goes_in_rounds);
  g_test_add_func ("/fill/somebody-else-was-quicker", test_somebody_else_was_quicker);
  g_test_add_func ("/fill/it-is-stopped", test_it_is_stopped);
  g_test_add_func ("/fill/what-is-paid-is-asked-about", test_what_is_paid_is_asked_about);
  g_test_add_func ("/fill/what-does-not-come", test_what_does_not_come);
  g_test_add_func ("/fill/what-is-selected", test_what_is_selected);
  g_test_add_func ("/fill/ways-out", test_ways_out);
  g_test_add_func ("/fill/it-costs-more", test_it_costs_more);
  g_test_add_func ("/fill/narrow", test_narrow);
  return drive (argc, argv);
}
