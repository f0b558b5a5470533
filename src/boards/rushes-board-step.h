/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"

G_BEGIN_DECLS

typedef struct _RushesBoardStep RushesBoardStep;

RushesBoardStep *rushes_board_step_new          (const char      *name);
void             rushes_board_step_free         (RushesBoardStep *self);
const char      *rushes_board_step_get_name     (RushesBoardStep *self);
gboolean         rushes_board_step_is_empty     (RushesBoardStep *self);
void             rushes_board_step_add_set      (RushesBoardStep *self,
                                                 RushesBoardItem *item,
                                                 const char      *member,
                                                 GVariant        *value);
void             rushes_board_step_add_insert   (RushesBoardStep *self,
                                                 RushesBoardItem *parent,
                                                 guint            index,
                                                 RushesBoardItem *child);
void             rushes_board_step_add_remove   (RushesBoardStep *self,
                                                 RushesBoardItem *child);
void             rushes_board_step_add_move     (RushesBoardStep *self,
                                                 RushesBoardItem *child,
                                                 RushesBoardItem *parent,
                                                 guint            index);
void             rushes_board_step_add_job      (RushesBoardStep *self,
                                                 RushesBoardItem *shot,
                                                 const char      *job);
void             rushes_board_step_append       (RushesBoardStep *self,
                                                 RushesBoardStep *other);
gboolean         rushes_board_step_has_made     (RushesBoardStep *self,
                                                 GPtrArray       *clips);
gboolean         rushes_board_step_has_begun    (RushesBoardStep *self,
                                                 RushesBoardItem *scene);
void             rushes_board_step_go_on        (RushesBoardStep *self,
                                                 RushesBoardStep *other);
gboolean         rushes_board_step_run          (RushesBoardStep *self,
                                                 RushesBoard     *board,
                                                 gboolean         forward,
                                                 GError         **error);
GVariant        *rushes_board_step_to_variant   (RushesBoardStep *self);
RushesBoardStep *rushes_board_step_from_variant (GVariant        *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesBoardStep, rushes_board_step_free)

G_END_DECLS
