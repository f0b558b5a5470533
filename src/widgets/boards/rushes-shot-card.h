/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-context.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_SHOT_CARD (rushes_shot_card_get_type ())
G_DECLARE_FINAL_TYPE (RushesShotCard, rushes_shot_card, RUSHES, SHOT_CARD, GtkWidget)

GtkWidget  *rushes_shot_card_new             (const RushesBoardContext *context);
void        rushes_shot_card_set_shot        (RushesShotCard           *self,
                                              RushesShot               *shot);
RushesShot *rushes_shot_card_get_shot        (RushesShotCard           *self);
void        rushes_shot_card_look            (RushesShotCard           *self);
void        rushes_shot_card_set_narrow      (RushesShotCard           *self,
                                              gboolean                  narrow);
void        rushes_shot_card_set_selected    (RushesShotCard           *self,
                                              gboolean                  selected);
int         rushes_shot_card_get_text_height (RushesShotCard           *self);
GdkPaintable *rushes_shot_card_get_picture   (RushesShotCard           *self);

G_END_DECLS
