/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-loop.h"

#include <time.h>

#define GOAL_US 8000

static gint64 awake_us, longest_us, paint_us, painted_us;
static gint64 worked_us, most_worked_us, paint_work_us, painted_work_us; /* the same of a processor: what others took meanwhile left out */
static guint n_over;
static GPollFunc real_poll;

/* Microseconds of a processor, by this thread: they do not depend on who else is busy. */
gint64
bench_get_work_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* From waking up to going to sleep again: that long nothing else could happen. */
static int
timed_poll (GPollFD *fds, guint n_fds, int timeout)
{
  gint64 busy = awake_us > 0 ? g_get_monotonic_time () - awake_us - painted_us : 0;
  gint64 work = awake_us > 0 ? bench_get_work_us () - worked_us - painted_work_us : 0;
  int result;

  painted_us = painted_work_us = 0;
  most_worked_us = MAX (most_worked_us, work);
  longest_us = MAX (longest_us, busy);
  n_over += busy > GOAL_US;
  if (busy > GOAL_US && g_getenv ("RUSHES_BENCH_TURNS") != NULL) /* for perf record -k CLOCK_MONOTONIC */
    g_printerr ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", awake_us, busy, work);
  result = real_poll (fds, n_fds, timeout);
  awake_us = g_get_monotonic_time ();
  worked_us = bench_get_work_us ();
  return result;
}

/* From now on; again: anew. */
void
bench_watch_loop (void)
{
  if (real_poll == NULL)
    real_poll = g_main_context_get_poll_func (NULL);
  awake_us = longest_us = most_worked_us = 0;
  n_over = 0;
  g_main_context_set_poll_func (NULL, timed_poll);
}

static void
on_before_paint (void)
{
  paint_us = g_get_monotonic_time ();
  paint_work_us = bench_get_work_us ();
}

static void
on_after_paint (void)
{
  painted_us += g_get_monotonic_time () - paint_us;
  painted_work_us += bench_get_work_us () - paint_work_us;
}

/* What GTK takes to draw a frame of @widget does not count. */
void
bench_leave_out_frames (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_after_paint), NULL);
}

/* Milliseconds. */
double
bench_get_longest_turn (void)
{
  return longest_us / 1e3;
}

/* Milliseconds of a processor: of the turn that took most of it. */
double
bench_get_most_work (void)
{
  return most_worked_us / 1e3;
}

/* How many took longer than the goal of 8 ms. */
guint
bench_count_long_turns (void)
{
  return n_over;
}
