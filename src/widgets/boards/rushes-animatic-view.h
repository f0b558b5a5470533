/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-animatic.h"
#include "rushes-play-plan.h"
#include "rushes-thumbnailer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A board that is played: its picture, or a card with what is not there yet. Signal “close”: its user has seen enough. */
#define RUSHES_TYPE_ANIMATIC_VIEW (rushes_animatic_view_get_type ())
G_DECLARE_FINAL_TYPE (RushesAnimaticView, rushes_animatic_view, RUSHES, ANIMATIC_VIEW, GtkWidget)

RushesAnimatic *rushes_animatic_view_get_animatic (RushesAnimaticView *self);
void            rushes_animatic_view_set_thumbnailer (RushesAnimaticView *self,
                                                   RushesThumbnailer  *thumbnailer);
void            rushes_animatic_view_set_plan     (RushesAnimaticView *self,
                                                   RushesPlayPlan *plan);
void            rushes_animatic_view_wait_at      (RushesAnimaticView *self,
                                                   gint64              frame);
void            rushes_animatic_view_play         (RushesAnimaticView *self,
                                                   gint64              frame);
void            rushes_animatic_view_close        (RushesAnimaticView *self);
gboolean        rushes_animatic_view_is_open      (RushesAnimaticView *self);
gboolean        rushes_animatic_view_has_plan     (RushesAnimaticView *self);
int             rushes_animatic_view_count_kept   (RushesAnimaticView *self,
                                                   const char         *path);
gboolean        rushes_animatic_view_is_near      (RushesAnimaticView *self);

G_END_DECLS
