/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-window.h"

G_BEGIN_DECLS

void rushes_opening_open (RushesWindow *window,
                          GPtrArray    *files);

G_END_DECLS
