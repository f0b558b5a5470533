/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"
#include "rushes-core.h"
#include "rushes-model.h"

G_BEGIN_DECLS

/* What servers offer, asked once for each: a board has many shots and few models. */
typedef struct _RushesBoardModels RushesBoardModels;

/* What a shot would be made with. */
typedef struct
{
  RushesConnection *connection;
  gboolean answered;  /* the server has said what it offers */
  RushesModel *model; /* (nullable): the server does not know it */
  double seconds;     /* what is asked for */
  double cost;        /* US dollars, < 0 if not known */
  int before;         /* takes that are asked for together with this one, and before it */
} RushesShotPlan;

RushesBoardModels *rushes_board_models_new    (RushesCore        *core);
void               rushes_board_models_free   (RushesBoardModels *self);

RushesConnection  *rushes_board_models_choose (RushesBoardModels *self,
                                               RushesBoardItem   *shot,
                                               GError           **error);
RushesModel       *rushes_board_models_pick   (GPtrArray         *models,
                                               RushesConnection *connection,
                                               const char        *wanted);

double             rushes_shot_plan_fit_length (const RushesModelSpec *spec,
                                               double             wanted);
void               rushes_shot_plan_clear     (RushesShotPlan    *self);
gboolean           rushes_shot_plan_make      (RushesShotPlan    *self,
                                               RushesBoardModels *models,
                                               RushesBoard       *board,
                                               RushesBoardItem   *shot,
                                               gboolean           use_action,
                                               GError           **error);
RushesRequest     *rushes_shot_plan_build     (RushesShotPlan    *self,
                                               RushesBoardModels *models,
                                               RushesBoard       *board,
                                               const char        *folder,
                                               RushesBoardItem   *shot,
                                               gboolean           use_action,
                                               GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesBoardModels, rushes_board_models_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RushesShotPlan, rushes_shot_plan_clear)

G_END_DECLS
