/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"

G_BEGIN_DECLS

typedef enum
{
  RUSHES_SHOT_EMPTY,
  RUSHES_SHOT_SKETCHED,   /* a still only */
  RUSHES_SHOT_GENERATING, /* takes are being made */
  RUSHES_SHOT_TO_CHOOSE,  /* takes, none chosen */
  RUSHES_SHOT_CHOSEN,
  RUSHES_SHOT_OUT_OF_DATE, /* the shot it starts from has another take now */
  RUSHES_SHOT_OMITTED,     /* no part of the film, and nothing is made of it unasked */
} RushesShotState;

#define RUSHES_N_SHOT_STATES (RUSHES_SHOT_OMITTED + 1)

RushesShotState  rushes_shot_state_get        (RushesBoard     *board,
                                               RushesBoardItem *shot);
gboolean         rushes_shot_state_says_omitted (RushesBoardItem *item);
gboolean         rushes_shot_state_is_omitted (RushesBoardItem *shot);
RushesBoardItem *rushes_shot_state_get_chosen (RushesBoardItem *shot);
const char      *rushes_shot_state_to_string  (RushesShotState  state);
const char      *rushes_shot_state_get_name   (RushesShotState  state);

G_END_DECLS
