/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-ensemble.h"
#include "rushes-library.h"
#include "rushes-thumbnailer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Two to nine takes beside each other, under one clock: what is rejected leaves, and the others become larger. */
#define RUSHES_TYPE_REVIEW (rushes_review_get_type ())
G_DECLARE_FINAL_TYPE (RushesReview, rushes_review, RUSHES, REVIEW, GtkBox)

void            rushes_review_set_up       (RushesReview      *self,
                                            RushesLibrary     *library,
                                            RushesThumbnailer *thumbnailer);
void            rushes_review_open         (RushesReview      *self,
                                            GPtrArray         *clips);
void            rushes_review_close        (RushesReview      *self);
RushesClip     *rushes_review_get_clip     (RushesReview      *self);
void            rushes_review_advance      (RushesReview      *self);
void            rushes_review_set_narrow   (RushesReview      *self,
                                            gboolean           narrow);
RushesEnsemble *rushes_review_get_ensemble (RushesReview      *self);

G_END_DECLS
