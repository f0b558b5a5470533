/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-view.h"
#include "rushes-shot-layout.h"

G_BEGIN_DECLS

GVariant *rushes_shot_edit_add       (gint64            scene,
                                      RushesShot       *after);
GVariant *rushes_shot_edit_choose    (RushesShot       *shot,
                                      gint64            take);
GVariant *rushes_shot_edit_duplicate (GPtrArray        *shots);
GVariant *rushes_shot_edit_remove    (GPtrArray        *shots);
GVariant *rushes_shot_edit_omit      (GPtrArray        *shots,
                                      gboolean          back);
GVariant *rushes_shot_edit_use       (RushesShot       *shot);
GVariant *rushes_shot_edit_add_alternate (RushesShot       *shot);
GVariant *rushes_shot_edit_lengthen  (GPtrArray        *shots,
                                      gint64            by);
GVariant *rushes_shot_edit_move      (GPtrArray        *shots,
                                      gint64            scene,
                                      RushesShot       *before);
gboolean  rushes_shot_edit_are_there (RushesBoardView  *view,
                                      GPtrArray        *shots,
                                      gint64            scene,
                                      RushesShot       *before);
GVariant *rushes_shot_edit_move_by   (RushesBoardView  *view,
                                      RushesFilteredShots *shown,
                                      RushesShotLayout *layout,
                                      GPtrArray        *shots,
                                      GtkDirectionType  way);
GVariant *rushes_shot_edit_take      (RushesShot       *shot,
                                      GPtrArray        *clips);
GVariant *rushes_shot_edit_add_clips (GPtrArray        *clips,
                                      gint64            scene,
                                      RushesShot       *before);

G_END_DECLS
