/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

G_BEGIN_DECLS

gboolean rushes_board_unpack_is_packed (const char    *from);
char    *rushes_board_unpack           (RushesLibrary *library,
                                        const char    *from,
                                        const char    *title,
                                        GPtrArray     *remarks,
                                        GError       **error);

G_END_DECLS
