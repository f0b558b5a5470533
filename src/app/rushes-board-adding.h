/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-window.h"

G_BEGIN_DECLS

void      rushes_board_adding_add         (RushesWindow  *window);
GVariant *rushes_board_adding_make_change (RushesLibrary *library,
                                           GArray        *rows,
                                           GPtrArray    **ids,
                                           GError       **error);

G_END_DECLS
