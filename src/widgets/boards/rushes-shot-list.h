/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-context.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_SHOT_LIST (rushes_shot_list_get_type ())
G_DECLARE_FINAL_TYPE (RushesShotList, rushes_shot_list, RUSHES, SHOT_LIST, GtkWidget)

void rushes_shot_list_set_context (RushesShotList *self,
                            const RushesBoardContext *context);
void rushes_shot_list_go_to (RushesShotList *self,
                             guint           position);

G_END_DECLS
