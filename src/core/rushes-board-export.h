/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"
#include "rushes-export.h"

G_BEGIN_DECLS

/* What a board is written as, beside what rushes_export_format_parse() knows. */
#define RUSHES_BOARD_AS_FILM "mp4"
#define RUSHES_BOARD_AS_FOLDER "folder"

gboolean rushes_board_export_knows (const char                *as);
gboolean rushes_board_export_write (RushesCore                *core,
                                    const char                *slug,
                                    const char                *as,
                                    const char                *path,
                                    const RushesExportOptions *options,
                                    GCancellable              *cancellable,
                                    char                     **how,
                                    GPtrArray                 *left_out,
                                    GError                   **error);

G_END_DECLS
