/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-session.h"
#include "rushes-compose.h"
#include "rushes-thumbnailer.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_SHOT_FORM (rushes_shot_form_get_type ())
G_DECLARE_FINAL_TYPE (RushesShotForm, rushes_shot_form, RUSHES, SHOT_FORM, GObject)

RushesShotForm *rushes_shot_form_new        (RushesCore         *core,
                                             RushesCompose      *pane,
                                             RushesThumbnailer  *thumbnailer,
                                             GSettings          *settings);
RushesCompose  *rushes_shot_form_get_pane   (RushesShotForm     *self);
void            rushes_shot_form_show       (RushesShotForm     *self,
                                             RushesBoardSession *session,
                                             RushesShot         *shot);
RushesShot     *rushes_shot_form_get_shot   (RushesShotForm     *self);
char           *rushes_shot_form_dup_title  (RushesShotForm     *self);
void            rushes_shot_form_generate   (RushesShotForm     *self);
void            rushes_shot_form_look_again (RushesShotForm    *self);
void            rushes_shot_form_save       (RushesShotForm     *self);

G_END_DECLS
