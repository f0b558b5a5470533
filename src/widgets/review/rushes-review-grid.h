/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lays its children out so that pictures of a given shape become as large as they can: in how many columns depends on the room. Hidden
 * ones take none. */
#define RUSHES_TYPE_REVIEW_GRID (rushes_review_grid_get_type ())
G_DECLARE_FINAL_TYPE (RushesReviewGrid, rushes_review_grid, RUSHES, REVIEW_GRID, GtkWidget)

void  rushes_review_grid_append (RushesReviewGrid *self,
                                 GtkWidget        *child);
void  rushes_review_grid_clear  (RushesReviewGrid *self);
void  rushes_review_grid_set_shape (RushesReviewGrid *self,
                                 double            shape);
guint rushes_review_grid_get_columns (RushesReviewGrid *self);

G_END_DECLS
