/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

void   bench_watch_loop       (void);
void   bench_leave_out_frames (GtkWidget *widget);
double bench_get_longest_turn (void);
double bench_get_most_work    (void);
gint64 bench_get_work_us      (void);
guint  bench_count_long_turns (void);
