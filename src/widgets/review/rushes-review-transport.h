/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-ensemble.h"
#include "rushes-strip.h"

G_BEGIN_DECLS

/* The controls below several clips: they are all of one clock. The filmstrip is that of the take that keys are about. */
#define RUSHES_TYPE_REVIEW_TRANSPORT (rushes_review_transport_get_type ())
G_DECLARE_FINAL_TYPE (RushesReviewTransport, rushes_review_transport, RUSHES, REVIEW_TRANSPORT, GtkBox)

void rushes_review_transport_set_ensemble (RushesReviewTransport *self,
                                           RushesEnsemble        *ensemble);
void rushes_review_transport_set_clip     (RushesReviewTransport *self,
                                           guint                  clip,
                                           RushesThumbnailer     *thumbnailer,
                                           const char            *id,
                                           const char            *path);
void rushes_review_transport_steer        (RushesReviewTransport *self,
                                           GtkWidget             *pictures);
void rushes_review_transport_clear        (RushesReviewTransport *self);
void rushes_review_transport_set_narrow   (RushesReviewTransport *self,
                                           gboolean               narrow);
void rushes_review_transport_toggle_in    (RushesReviewTransport *self);
void rushes_review_transport_toggle_out   (RushesReviewTransport *self);

G_END_DECLS
