/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-review.h"

#include "rushes-compare.h"
#include "rushes-difference-bar.h"
#include "rushes-review-transport.h"
#include "rushes-survey.h"
#include "rushes-toggles.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The page where takes are compared: who is current and shown is the survey's, what time it is the ensemble's. */
struct _RushesReview
{
  GtkBox parent_instance;
  GtkWidget *header, *alignments, *hide_button;
  RushesDifferenceBar *foot;
  AdwWindowTitle *title;
  GtkStack *views;
  GtkMenuButton *menu_button;
  GMenuModel *view_menu;
  GtkWidget *modes;
  RushesSurvey *survey;
  RushesCompare *compare;
  RushesReviewCell *takes[2]; /* that are compared in one place, or NULL */
  RushesCompareMode mode;
  RushesReviewTransport *transport;
  RushesLibrary *library;
  RushesThumbnailer *thumbnailer;
  RushesEnsemble *ensemble;
  guint at_key; /* what the last key was about */
  gboolean open, hide_rejected, by_frame;
};

void     rushes_review_set_mode     (RushesReview      *self,
                                     RushesCompareMode  mode);
gboolean rushes_review_is_compared  (RushesReview      *self,
                                     RushesReviewCell  *cell);
void     rushes_review_update_takes (RushesReview      *self);
void     rushes_review_keys_add     (RushesReview      *self);

G_END_DECLS
