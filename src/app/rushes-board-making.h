/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-window.h"

G_BEGIN_DECLS

void rushes_board_making_add (RushesWindow *window);
void rushes_board_making_bring_in (RushesWindow *window,
                                   const char   *path);

G_END_DECLS
