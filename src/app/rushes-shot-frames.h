/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-session.h"
#include "rushes-compose.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_SHOT_FRAMES (rushes_shot_frames_get_type ())
G_DECLARE_FINAL_TYPE (RushesShotFrames, rushes_shot_frames, RUSHES, SHOT_FRAMES, GObject)

RushesShotFrames *rushes_shot_frames_new  (RushesCore         *core,
                                           RushesCompose      *form);
void              rushes_shot_frames_look_again
                                         (RushesShotFrames   *self);
void              rushes_shot_frames_show (RushesShotFrames   *self,
                                           RushesBoardSession *session,
                                           RushesShot         *shot);

G_END_DECLS
