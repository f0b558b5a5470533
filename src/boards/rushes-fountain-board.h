/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"

G_BEGIN_DECLS

RushesBoard *rushes_fountain_to_board (const char *bytes,
                                       gsize       length,
                                       const char *id,
                                       const char *title,
                                       gboolean   *latin1,
                                       GError    **error);

G_END_DECLS
