/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-shot-flow.h"

G_BEGIN_DECLS

/* @change: (transfer none): what was dropped where, as a change of the board */
typedef void (*RushesShotDragFunc) (GVariant *change,
                                    gpointer  data);

void rushes_shot_drag_add (RushesShotFlow           *flow,
                           const RushesBoardContext *context,
                           RushesShotDragFunc        func,
                           gpointer                  data);

G_END_DECLS
