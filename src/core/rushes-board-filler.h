/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-fill.h"

G_BEGIN_DECLS

/* How far a fill is, in shots. Those that somebody else has filled meanwhile do not count. */
typedef struct
{
  guint all, done, failed;
  guint waiting;           /* for the take of another shot */
  const char *waiting_for; /* (nullable): which shot that is, if it is one; borrowed */
} RushesFillProgress;

#define RUSHES_TYPE_BOARD_FILLER (rushes_board_filler_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoardFiller, rushes_board_filler, RUSHES, BOARD_FILLER, GObject)

RushesBoardFiller *rushes_board_filler_new          (RushesCore              *core,
                                                     const char              *slug,
                                                     RushesBoardModels       *models,
                                                     const RushesFillOptions *options,
                                                     GPtrArray               *lines);
void               rushes_board_filler_start        (RushesBoardFiller       *self);
void               rushes_board_filler_stop         (RushesBoardFiller       *self);
const char        *rushes_board_filler_get_slug     (RushesBoardFiller       *self);
gboolean           rushes_board_filler_is_stopped   (RushesBoardFiller       *self);
void               rushes_board_filler_get_progress (RushesBoardFiller       *self,
                                                     RushesFillProgress      *progress);
guint              rushes_board_filler_count_paid   (RushesBoardFiller       *self);
GPtrArray         *rushes_board_filler_list_reasons (RushesBoardFiller       *self);

G_END_DECLS
