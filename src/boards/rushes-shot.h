/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-shot-state.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_SHOT (rushes_shot_get_type ())
G_DECLARE_FINAL_TYPE (RushesShot, rushes_shot, RUSHES, SHOT, GObject)

RushesShot      *rushes_shot_new          (gint64           number);
gboolean         rushes_shot_update       (RushesShot      *self,
                                           RushesBoard     *board,
                                           RushesBoardItem *item,
                                           gint64           start);
gint64           rushes_shot_get_number   (RushesShot      *self);
const char      *rushes_shot_get_shown    (RushesShot      *self);
RushesBoardItem *rushes_shot_get_item     (RushesShot      *self);
RushesBoardItem *rushes_shot_get_take     (RushesShot      *self);
gint64           rushes_shot_get_scene    (RushesShot      *self);
RushesShotState  rushes_shot_get_state    (RushesShot      *self);
guint            rushes_shot_get_n_takes  (RushesShot      *self);
guint            rushes_shot_get_n_links  (RushesShot      *self);
gint64           rushes_shot_get_start    (RushesShot      *self);
gint64           rushes_shot_get_length   (RushesShot      *self);
gint64           rushes_shot_get_played   (RushesShot      *self);
gint64           rushes_shot_get_in       (RushesShot      *self);
gint64           rushes_shot_get_out      (RushesShot      *self);
guint            rushes_shot_find_take    (RushesShot      *self,
                                           const char      *clip);
const char      *rushes_shot_get_clip     (RushesShot      *self);

G_END_DECLS
