/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-board.h"

#include "bench-loop.h"
#include "rushes-application.h"
#include "rushes-board-change.h"
#include "rushes-boards.h"
#include "rushes-poster.h"
#include "rushes-shot-flow.h"
#include "rushes-window.h"

#include <stdio.h>
#include <unistd.h>

/* A board with a shot for each clip of the library, opened in the window; and a shot dragged over it. */

#define TITLE "Bench"
#define SLUG "bench"
#define REST_S 4        /* what was asked for when it was opened is there by then */
#define MOTIONS 240     /* one a frame */

static struct
{
  gint64 started_us, first_us, dragged_us;
  RushesWindow *window;
  GtkWidget *flow;
  GtkDropTarget *target;
  int n_motions;
  gint64 frame_us, moving_us, updating_us; /* of a processor */
  double longest, rate;
  guint n_over;
} run;

static gboolean
add_id (const RushesClipInfo *info, gpointer builder)
{
  g_variant_builder_add (builder, "v", g_variant_new_string (info->id));
  return TRUE;
}

/* In the home that there is. */
int
bench_board_make (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  RushesCore *core = rushes_core_open (FALSE, &error);
  RushesLibrary *library = core != NULL ? rushes_core_get_library (core) : NULL;
  g_autofree char *slug = core != NULL ? rushes_boards_make (core, TITLE, NULL, remarks, &error) : NULL;
  g_autoptr (GArray) rows = slug != NULL ? rushes_library_query (library, &(RushesQuery) { .words = "" }, NULL) : NULL;
  g_autoptr (GVariant) change = NULL;
  GVariantBuilder ids = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *told = NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      g_autoptr (RushesClipInfo) info = rushes_library_read_clip (library, g_array_index (rows, gint64, i), NULL);
      add_id (info, &ids);
    }
  g_variant_dict_insert (&members, "do", "s", RUSHES_CHANGE_ADD_CLIPS);
  g_variant_dict_insert_value (&members, "clips", g_variant_builder_end (&ids));
  change = g_variant_ref_sink (g_variant_dict_end (&members));
  if (slug == NULL || (told = rushes_boards_change (core, slug, change, &error)) == NULL)
    g_error ("%s", error->message);
  rushes_core_close (core);
  return 0;
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static GtkDropTarget *
find_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  return NULL;
}

static gboolean
on_changed (gpointer data)
{
  printf ("%.1f %.1f %u %.1f %.1f %.1f %.1f\n", (run.first_us - run.started_us) / 1e3, run.longest, run.n_over, bench_get_longest_turn (), run.rate, run.moving_us / 1e3,
          run.updating_us / 1e3);
  fflush (stdout);
  _exit (0);
}

static void
on_settled (RushesBoardSession *session, gpointer data)
{
  g_timeout_add_seconds (1, on_changed, NULL);
}

/* The first shot goes to the end of all. */
static void
move_shot (void)
{
  RushesBoardDesk *desk = rushes_window_get_desk (run.window);
  RushesShot *shot = rushes_board_view_get_shot (rushes_board_session_get_view (rushes_board_desk_get_session (desk)), 0);

  run.longest = bench_get_longest_turn ();
  run.n_over = bench_count_long_turns ();
  bench_watch_loop ();
  g_signal_connect (rushes_board_desk_get_session (desk), "settled", G_CALLBACK (on_settled), NULL);
  rushes_board_desk_change (desk, g_variant_new_parsed ("{'do': <%s>, 'shots': <[<%x>]>}", RUSHES_CHANGE_MOVE, rushes_shot_get_number (shot)));
}

/* Between the beginning of a frame and its layout: what is done in it by us, scrolling at an edge for example. */
static void
on_before_paint (void)
{
  run.frame_us = bench_get_work_us ();
}

static void
on_layout (void)
{
  run.updating_us = MAX (run.updating_us, bench_get_work_us () - run.frame_us);
}

/* Up and down over the cards, and for a while at the lower edge, where they scroll. */
static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  int width = gtk_widget_get_width (run.flow), height = gtk_widget_get_height (run.flow);
  double x = width * (0.5 + 0.45 * ((run.n_motions * 7) % 20 / 10.0 - 1)), y = run.n_motions < MOTIONS / 2 ? (run.n_motions * 13) % height : height - 8;
  GdkDragAction action;
  gint64 begin;

  if (run.n_motions == 0)
    run.dragged_us = g_get_monotonic_time ();
  if (run.n_motions++ < MOTIONS)
    {
      begin = bench_get_work_us ();
      g_signal_emit_by_name (run.target, "motion", x, y, &action);
      run.moving_us = MAX (run.moving_us, bench_get_work_us () - begin);
      return G_SOURCE_CONTINUE;
    }
  run.rate = MOTIONS * 1e6 / (double) (g_get_monotonic_time () - run.dragged_us);
  g_signal_emit_by_name (run.target, "leave");
  move_shot ();
  return G_SOURCE_REMOVE;
}

static gboolean
on_rested (gpointer data)
{
  run.flow = find (GTK_WIDGET (run.window), RUSHES_TYPE_SHOT_FLOW);
  run.target = find_target (run.flow);
  bench_watch_loop ();
  g_signal_connect (gtk_widget_get_frame_clock (run.flow), "before-paint", G_CALLBACK (on_before_paint), NULL);
  g_signal_connect (gtk_widget_get_frame_clock (run.flow), "layout", G_CALLBACK (on_layout), NULL);
  gtk_widget_add_tick_callback (run.flow, on_tick, NULL, NULL);
  return G_SOURCE_REMOVE;
}

/* Whether a card's picture is there. */
static gboolean
is_shown (GtkWidget *widget)
{
  gboolean shown = RUSHES_IS_POSTER (widget) && gtk_widget_get_mapped (widget) && rushes_poster_get_paintable (RUSHES_POSTER (widget)) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !shown; child = gtk_widget_get_next_sibling (child))
    shown = is_shown (child);
  return shown;
}

static void
on_painted (void)
{
  GtkWidget *flow = run.first_us == 0 ? find (GTK_WIDGET (run.window), RUSHES_TYPE_SHOT_FLOW) : NULL;

  if (flow == NULL || !gtk_widget_get_mapped (flow) || !is_shown (flow))
    return;
  run.first_us = g_get_monotonic_time ();
  g_timeout_add_seconds (REST_S, on_rested, NULL);
}

static void
on_realize (GtkWidget *window, gpointer data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_painted), NULL);
}

static gboolean
open_board (gpointer data)
{
  if (rushes_window_get_core (run.window) == NULL) /* it is being filled */
    return G_SOURCE_CONTINUE;
  rushes_window_show_page (run.window, "boards");
  rushes_board_desk_open (rushes_window_get_desk (run.window), SLUG);
  return G_SOURCE_REMOVE;
}

static void
on_window (GtkApplication *application, GtkWindow *window, gpointer data)
{
  run.window = RUSHES_WINDOW (window);
  g_signal_connect_after (window, "realize", G_CALLBACK (on_realize), NULL);
  g_idle_add (open_board, NULL);
}

/* Milliseconds from the start to the first card with its picture; the longest turn of the main loop while a shot is dragged, how many were
 * above the goal, the longest while one is moved; frames a second while it is dragged; and of a processor the longest that we take for one motion, and in one
 * frame before GTK lays it out. */
int
bench_board (gint64 started_us)
{
  GApplication *application = g_object_new (RUSHES_TYPE_APPLICATION, "application-id", RUSHES_APP_ID ".Bench", "flags", G_APPLICATION_NON_UNIQUE, NULL);

  run.started_us = started_us;
  g_signal_connect (application, "window-added", G_CALLBACK (on_window), NULL);
  return g_application_run (application, 0, NULL);
}
