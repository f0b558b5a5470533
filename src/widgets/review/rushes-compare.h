/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-ensemble.h"
#include "rushes-pair.h"
#include "rushes-review-cell.h"

G_BEGIN_DECLS

/* Two takes in one place, A and B, and below what is thought of each. Signal “chosen”: (int) which one is meant now, 0 or 1. */
#define RUSHES_TYPE_COMPARE (rushes_compare_get_type ())
G_DECLARE_FINAL_TYPE (RushesCompare, rushes_compare, RUSHES, COMPARE, GtkBox)

void         rushes_compare_set_up     (RushesCompare     *self,
                                        RushesEnsemble    *ensemble);
void         rushes_compare_set_takes  (RushesCompare     *self,
                                        RushesReviewCell  *first,
                                        RushesReviewCell  *second);
void         rushes_compare_clear      (RushesCompare     *self);
void         rushes_compare_set_mode   (RushesCompare     *self,
                                        RushesCompareMode  mode);
void         rushes_compare_set_current (RushesCompare    *self,
                                        int                which);
void         rushes_compare_set_narrow (RushesCompare     *self,
                                        gboolean           narrow);
RushesStage *rushes_compare_get_stage  (RushesCompare     *self);

G_END_DECLS
