/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"
#include "rushes-compose.h"
#include "rushes-form-choice.h"
#include "rushes-inherit.h"
#include "rushes-item-saver.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_SHOT_SETTINGS (rushes_shot_settings_get_type ())
G_DECLARE_FINAL_TYPE (RushesShotSettings, rushes_shot_settings, RUSHES, SHOT_SETTINGS, GObject)

RushesShotSettings *rushes_shot_settings_new       (RushesCompose      *form,
                                                    RushesFormChoice   *choice,
                                                    RushesItemSaver    *saver,
                                                    GtkListBox         *top);
void                rushes_shot_settings_show      (RushesShotSettings *self,
                                                    RushesBoard        *board,
                                                    RushesBoardItem    *shot);
void                rushes_shot_settings_edited    (RushesShotSettings *self);
void                rushes_shot_settings_put_place (RushesShotSettings *self);
gboolean            rushes_shot_settings_own_place (RushesShotSettings *self);
const char         *rushes_origin_get_name         (RushesOrigin        origin);

G_END_DECLS
