/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-context.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_SHOT_CARDS (rushes_shot_cards_get_type ())
G_DECLARE_FINAL_TYPE (RushesShotCards, rushes_shot_cards, RUSHES, SHOT_CARDS, GtkWidget)

void rushes_shot_cards_set_context (RushesShotCards *self,
                            const RushesBoardContext *context);
void rushes_shot_cards_set_narrow  (RushesShotCards *self,
                            gboolean narrow);
void rushes_shot_cards_go_to (RushesShotCards *self,
                              guint            position);

G_END_DECLS
