/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-context.h"

G_BEGIN_DECLS

/* What of a board is shown, by how far its shots are: a menu that says and changes it. */
#define RUSHES_TYPE_STATE_FILTER (rushes_state_filter_get_type ())
G_DECLARE_FINAL_TYPE (RushesStateFilter, rushes_state_filter, RUSHES, STATE_FILTER, GtkBox)

void rushes_state_filter_set_context (RushesStateFilter        *self,
                                      const RushesBoardContext *context);
void rushes_state_filter_steer       (RushesStateFilter        *self,
                                      GtkWidget                *shots);
void rushes_state_filter_clear       (RushesStateFilter        *self);

G_END_DECLS
