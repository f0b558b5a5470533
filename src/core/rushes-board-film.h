/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-join.h"
#include "rushes-sequence.h"

G_BEGIN_DECLS

gboolean rushes_board_film_write (const RushesSequence *sequence,
                                  const char           *path,
                                  gboolean              replace,
                                  RushesJoinProgress    progress,
                                  gpointer              data,
                                  GCancellable         *cancellable,
                                  GPtrArray            *told,
                                  GError              **error);

G_END_DECLS
