/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-judge.h"

#include "bench-loop.h"

#include "rushes-application.h"
#include "rushes-window.h"

#include <stdio.h>
#include <unistd.h>

/* All clips of a library are selected, and one key does something with them. */

typedef struct
{
  RushesWindow *window;
  GtkSelectionModel *selection;
  guint kind;
  gint64 begin_us;
  double selecting, pressing; /* milliseconds: the longest turn */
} Run;

static GtkSelectionModel *
find_selection (GtkWidget *widget)
{
  GtkSelectionModel *found = GTK_IS_GRID_VIEW (widget) ? gtk_grid_view_get_model (GTK_GRID_VIEW (widget)) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_selection (child);
  return found;
}

/* How a few kinds of work are asked for, and what says that they are done. */
static const struct
{
  const char *name, *action, *signal; /* of the library; NULL: nothing says so */
} kinds[] = {
  { "favour", "favour", "judged" }, { "stack", "stack", "judged" }, { "unstack", "unstack", "judged" },
  { "trash", "trash", "changed" }, { "copy", "copy", NULL },       { "tags", "edit-tags", NULL },
};

#define UNTOLD_S 4

static gboolean
on_settled (gpointer data)
{
  Run *run = data;

  printf ("%.1f %.1f %.1f %.1f %u %.1f\n", run->selecting, run->pressing, bench_get_longest_turn (), bench_get_most_work (), bench_count_long_turns (),
          (g_get_monotonic_time () - run->begin_us) / 1e3);
  fflush (stdout);
  _exit (0);
}

static void
on_done (Run *run)
{
  g_timeout_add (500, on_settled, run);
}

static gboolean
on_press (gpointer data)
{
  Run *run = data;
  const char *signal = kinds[run->kind].signal;
  gint64 begin;

  run->selecting = bench_get_longest_turn ();
  if (signal != NULL)
    g_signal_connect_swapped (rushes_core_get_library (rushes_window_get_core (run->window)), signal, G_CALLBACK (on_done), run);
  else
    g_timeout_add_seconds (UNTOLD_S, on_settled, run);
  bench_watch_loop ();
  run->begin_us = begin = g_get_monotonic_time ();
  g_action_group_activate_action (G_ACTION_GROUP (run->window), kinds[run->kind].action, NULL);
  run->pressing = (g_get_monotonic_time () - begin) / 1e3;
  return G_SOURCE_REMOVE;
}

static gboolean
on_shown (gpointer data)
{
  Run *run = data;

  run->window = RUSHES_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ())));
  run->selection = find_selection (GTK_WIDGET (run->window));
  bench_watch_loop ();
  bench_leave_out_frames (GTK_WIDGET (run->window));
  gtk_selection_model_select_all (run->selection);
  g_timeout_add_seconds (1, on_press, run);
  return G_SOURCE_REMOVE;
}

static void
on_activate (GApplication *application, gpointer data)
{
  g_timeout_add_seconds (4, on_shown, data); /* all rows are there */
}

/* Milliseconds, frames that GTK draws left out: the longest turn of the main loop while all are selected; how long the key itself takes; the longest turn until it is done, and what one took at most of a processor; how many
 * were above the goal; and how long until then. @kind: “favour”, “stack”, “unstack”, “trash”, “copy” or “tags” */
int
bench_judge (const char *kind)
{
  Run run = { NULL };
  GApplication *application =
    g_object_new (RUSHES_TYPE_APPLICATION, "application-id", RUSHES_APP_ID ".Bench", "flags", G_APPLICATION_NON_UNIQUE, NULL);

  while (run.kind < G_N_ELEMENTS (kinds) && !g_str_equal (kinds[run.kind].name, kind))
    run.kind++;
  g_assert_cmpuint (run.kind, <, G_N_ELEMENTS (kinds));
  g_signal_connect_after (application, "activate", G_CALLBACK (on_activate), &run);
  return g_application_run (application, 0, NULL);
}
