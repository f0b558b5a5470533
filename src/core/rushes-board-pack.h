/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"
#include "rushes-export.h"
#include "rushes-library.h"

G_BEGIN_DECLS

/* In the folder; what is in clips/ and media/ are the clips with their records, and the board's own files. */
#define RUSHES_BOARD_PACK_CLIPS "clips"
#define RUSHES_BOARD_PACK_MEDIA "media"

/* A board on its way to another computer. */
typedef struct _RushesBoardPack RushesBoardPack;

RushesBoardPack *rushes_board_pack_new   (RushesLibrary             *library,
                                          const char                *slug,
                                          GError                   **error);
gboolean         rushes_board_pack_write (RushesBoardPack           *self,
                                          const char                *path,
                                          const RushesExportOptions *options,
                                          GCancellable              *cancellable,
                                          GError                   **error);
GPtrArray       *rushes_board_pack_get_left_out (RushesBoardPack    *self);
void             rushes_board_pack_free  (RushesBoardPack           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesBoardPack, rushes_board_pack_free)

G_END_DECLS
