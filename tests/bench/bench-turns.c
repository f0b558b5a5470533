/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-turns.h"

#include "bench-jobs.h"
#include "bench-loop.h"

#include "rushes-application.h"
#include "rushes-window.h"

#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

/* How long the main loop is kept while the window opens and while it closes, frames left out; and what a window takes that only waits. */

#define SETTLED_S 4

static void
on_mapped (GtkWidget *window)
{
  bench_leave_out_frames (window);
}

static void
on_window (GtkApplication *application, GtkWindow *window, gpointer data)
{
  g_signal_connect (window, "map", G_CALLBACK (on_mapped), NULL);
}

static GApplication *
new_application (void)
{
  GApplication *application = g_object_new (RUSHES_TYPE_APPLICATION, "application-id", RUSHES_APP_ID ".Bench", "flags", G_APPLICATION_NON_UNIQUE, NULL);

  g_signal_connect (application, "window-added", G_CALLBACK (on_window), NULL);
  return application;
}

static void
print_turns (void)
{
  printf ("%.1f %.1f %u ", bench_get_longest_turn (), bench_get_most_work (), bench_count_long_turns ());
}

static gboolean
on_opened (gpointer application)
{
  print_turns ();
  bench_watch_loop ();
  gtk_window_close (gtk_application_get_active_window (application));
  return G_SOURCE_REMOVE;
}

/* What is left to be done comes after the loop. */
static void
on_shutdown (GApplication *application, gint64 *ends_us)
{
  *ends_us = g_get_monotonic_time ();
}

/* Twice milliseconds of the longest turn, those of a processor of the one that took most of it, and how many took more than 8: while it opens, while it closes. Then the
 * milliseconds after the loop. */
int
bench_turns (void)
{
  GApplication *application = new_application ();
  gint64 ends_us = 0;

  g_signal_connect (application, "shutdown", G_CALLBACK (on_shutdown), &ends_us);
  g_timeout_add_seconds (SETTLED_S, on_opened, application);
  bench_watch_loop ();
  g_application_run (application, 0, NULL);
  print_turns ();
  printf ("%.1f\n", (g_get_monotonic_time () - ends_us) / 1e3);
  return 0;
}

typedef struct
{
  int n, seconds;
  char **urls;
  double began;
} Idle;

/* Seconds of a processor, by all threads. */
static double
get_spent (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static gboolean
on_waited (gpointer data)
{
  Idle *idle = data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ()));
  int running, waiting;

  rushes_job_queue_count (rushes_core_get_queue (rushes_window_get_core (RUSHES_WINDOW (window))), &running, &waiting);
  printf ("%.2f %d %d ", (get_spent () - idle->began) / idle->seconds * 100, running, waiting);
  print_turns ();
  printf ("\n");
  fflush (stdout);
  _exit (0);
}

/* All that may run does. Whoever counts on the other side hears of it. */
static gboolean
on_begun (gpointer data)
{
  Idle *idle = data;

  printf ("now\n");
  fflush (stdout);
  idle->began = get_spent ();
  bench_watch_loop ();
  g_timeout_add_seconds (idle->seconds, on_waited, idle);
  return G_SOURCE_REMOVE;
}

static gboolean
on_shown (gpointer data)
{
  Idle *idle = data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ()));

  rushes_window_show_main (RUSHES_WINDOW (window));
  bench_add_jobs (rushes_window_get_core (RUSHES_WINDOW (window)), idle->n, idle->urls);
  g_timeout_add_seconds (SETTLED_S * 5, on_begun, idle);
  return G_SOURCE_REMOVE;
}

static void
on_activate (GApplication *application, gpointer data)
{
  g_timeout_add_seconds (SETTLED_S, on_shown, data);
}

/* @urls: the servers, %NULL-terminated: of ComfyUI, or of the Videos API where one ends with “/v1”. Prints “now”, and so many seconds later how many per cent of a core the
 * program took, how many jobs run and wait, and turns as above. */
int
bench_idle (int n, int seconds, char **urls)
{
  Idle idle = { n, seconds, urls, 0 };
  GApplication *application = new_application ();

  g_signal_connect_after (application, "activate", G_CALLBACK (on_activate), &idle);
  return g_application_run (application, 0, NULL);
}
