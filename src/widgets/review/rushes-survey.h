/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-ensemble.h"
#include "rushes-library.h"
#include "rushes-review-cell.h"

G_BEGIN_DECLS

/* The takes that are looked at together, beside each other. What is rejected leaves, and the others become larger. Signals: “current”:
 * keys are about another one; “changed”: other ones are shown, or something else is thought of them. */
#define RUSHES_TYPE_SURVEY (rushes_survey_get_type ())
G_DECLARE_FINAL_TYPE (RushesSurvey, rushes_survey, RUSHES, SURVEY, GtkBox)

void              rushes_survey_set_up            (RushesSurvey   *self,
                                                   RushesLibrary  *library,
                                                   RushesEnsemble *ensemble);
void              rushes_survey_open              (RushesSurvey   *self,
                                                   GPtrArray      *clips);
void              rushes_survey_close             (RushesSurvey   *self);
RushesClip       *rushes_survey_get_clip          (RushesSurvey   *self);
guint             rushes_survey_get_current       (RushesSurvey   *self);
RushesReviewCell *rushes_survey_get_cell          (RushesSurvey   *self);
GPtrArray        *rushes_survey_list_shown        (RushesSurvey   *self);
guint             rushes_survey_count             (RushesSurvey   *self,
                                                   guint          *picked,
                                                   guint          *rejected);
RushesReviewCell *rushes_survey_get_other         (RushesSurvey   *self,
                                                   RushesReviewCell *not_this);
void              rushes_survey_set_current       (RushesSurvey   *self,
                                                   RushesReviewCell *cell);
void              rushes_survey_set_only          (RushesSurvey   *self,
                                                   RushesReviewCell *first,
                                                   RushesReviewCell *second);
void              rushes_survey_move              (RushesSurvey   *self,
                                                   int             by);
int               rushes_survey_get_columns       (RushesSurvey   *self);
void              rushes_survey_set_narrow        (RushesSurvey   *self,
                                                   gboolean        narrow);
void              rushes_survey_set_hide_rejected (RushesSurvey   *self,
                                                   gboolean        hide);

G_END_DECLS
