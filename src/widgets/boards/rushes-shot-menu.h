/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-view.h"

#include <gio/gio.h>

G_BEGIN_DECLS

GMenuModel *rushes_shot_menu_new (GPtrArray       *shots,
                                  RushesBoardView *view);

G_END_DECLS
