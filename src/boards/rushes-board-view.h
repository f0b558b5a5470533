/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"
#include "rushes-shot.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_BOARD_VIEW (rushes_board_view_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoardView, rushes_board_view, RUSHES, BOARD_VIEW, GObject)

RushesBoardView *rushes_board_view_new       (void);
void             rushes_board_view_set_folder (RushesBoardView *self,
                                              const char      *folder);
const char      *rushes_board_view_get_folder (RushesBoardView *self);
void             rushes_board_view_set_board (RushesBoardView *self,
                                              RushesBoard     *board);
RushesBoard     *rushes_board_view_get_board (RushesBoardView *self);
RushesShot      *rushes_board_view_get_shot  (RushesBoardView *self,
                                              guint            position);
guint            rushes_board_view_find      (RushesBoardView *self,
                                              gint64           number);
gint64           rushes_board_view_get_length (RushesBoardView *self);
guint            rushes_board_view_count     (RushesBoardView *self,
                                              RushesShotState  state);
void             rushes_board_view_put_clip  (RushesBoardView *self,
                                              RushesClip      *clip);
void             rushes_board_view_drop_clip (RushesBoardView *self,
                                              const char      *id);
RushesClip      *rushes_board_view_get_clip  (RushesBoardView *self,
                                              const char      *id);

G_END_DECLS
