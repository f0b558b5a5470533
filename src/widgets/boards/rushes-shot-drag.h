/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-files-drop.h"
#include "rushes-shot-flow.h"

G_BEGIN_DECLS

void rushes_shot_drag_add (RushesShotFlow           *flow,
                           const RushesBoardContext *context,
                           RushesDropFunc            func,
                           gpointer                  data);
void rushes_shot_drag_add_to_empty (GtkWidget                *page,
                                    const RushesBoardContext *context,
                                    RushesDropFunc            func,
                                    gpointer                  data);

G_END_DECLS
