/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "driver.h"

#include "rushes-ensemble.h"
#include "rushes-review-cell.h"

G_BEGIN_DECLS

/* Takes side by side, by their numbers from 1 on, and the way there from the gallery. */

RushesReview *get_review (void);
RushesEnsemble *get_ensemble (void);
RushesLibrary *get_library (void);
RushesReviewCell *get_cell (int number);
const RushesClipInfo *get_info (int number);
int count_cells (void);
gboolean has_focus (int number);
int read_number (int number);
GtkWidget *get_focus_tile (void);
guint count_selected (void);
void import_all (const char *const paths[]);
void go_to_grid (void);
void pause_at_start (void);

G_END_DECLS
