/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-paths.h"

G_BEGIN_DECLS

char *rushes_board_copy (RushesPaths  *paths,
                         const char   *slug,
                         GError      **error);

G_END_DECLS
