/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-shot-card.h"
#include "rushes-shot-layout.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_SHOT_FLOW (rushes_shot_flow_get_type ())
G_DECLARE_FINAL_TYPE (RushesShotFlow, rushes_shot_flow, RUSHES, SHOT_FLOW, GtkWidget)

void              rushes_shot_flow_set_context (RushesShotFlow           *self,
                                                const RushesBoardContext *context);
void              rushes_shot_flow_set_narrow  (RushesShotFlow           *self,
                                                gboolean                  narrow);
RushesShotLayout *rushes_shot_flow_get_layout  (RushesShotFlow           *self);
guint             rushes_shot_flow_get_cursor  (RushesShotFlow           *self);
gint64            rushes_shot_flow_get_number (RushesShotFlow           *self);
void              rushes_shot_flow_go_to       (RushesShotFlow           *self,
                                                guint                     position);
int               rushes_shot_flow_find_at     (RushesShotFlow           *self,
                                                double                    x,
                                                double                    y);
void              rushes_shot_flow_mark_drop   (RushesShotFlow           *self,
                                                const RushesDropPlace    *place);
int               rushes_shot_flow_get_offset  (RushesShotFlow           *self);

G_END_DECLS
