/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job-queue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_STATUS_BAR (rushes_status_bar_get_type ())
G_DECLARE_FINAL_TYPE (RushesStatusBar, rushes_status_bar, RUSHES, STATUS_BAR, GtkBox)

void rushes_status_bar_set_queue  (RushesStatusBar *self,
                                   RushesJobQueue  *queue);
void rushes_status_bar_set_counts (RushesStatusBar *self,
                                   guint            n,
                                   guint            n_stacks,
                                   guint            n_selected);
void rushes_status_bar_show_work  (RushesStatusBar *self,
                                   const char      *text,
                                   double           fraction);

G_END_DECLS
