/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"
#include "rushes-stage.h"

G_BEGIN_DECLS

/* One of the takes that are looked at together: its picture, and below it what is thought of it. Signal “chosen”: it is meant now;
 * “view-changed”: another part of its picture is seen. */
#define RUSHES_TYPE_REVIEW_CELL (rushes_review_cell_get_type ())
G_DECLARE_FINAL_TYPE (RushesReviewCell, rushes_review_cell, RUSHES, REVIEW_CELL, GtkBox)

RushesReviewCell *rushes_review_cell_new           (RushesClip       *clip,
                                                    int               number);
RushesClip       *rushes_review_cell_get_clip      (RushesReviewCell *self);
int               rushes_review_cell_get_number    (RushesReviewCell *self);
RushesStage      *rushes_review_cell_get_stage     (RushesReviewCell *self);
void              rushes_review_cell_set_paintable (RushesReviewCell *self,
                                                    GdkPaintable     *paintable);
void              rushes_review_cell_set_problem   (RushesReviewCell *self,
                                                    const char       *text);
void              rushes_review_cell_set_damage    (RushesReviewCell *self,
                                                    const char       *text);
const char       *rushes_review_cell_get_problem   (RushesReviewCell *self);
void              rushes_review_cell_set_heard     (RushesReviewCell *self,
                                                    gboolean          heard);
void              rushes_review_cell_set_current   (RushesReviewCell *self,
                                                    gboolean          current);
void              rushes_review_cell_set_narrow    (RushesReviewCell *self,
                                                    gboolean          narrow);

G_END_DECLS
