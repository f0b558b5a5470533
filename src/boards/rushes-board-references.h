/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"

G_BEGIN_DECLS

typedef enum
{
  RUSHES_BOARD_REFERENCE_FILE,  /* a path, below the board's folder or anywhere */
  RUSHES_BOARD_REFERENCE_CLIP,  /* the id of a clip that a shot shows or is made with */
  RUSHES_BOARD_REFERENCE_TRACE, /* the id of a clip that something was made with once */
} RushesBoardReference;

/**
 * RushesBoardReferenceFunc:
 * @item: where it stands: the board, a shot or a take
 *
 * Returns: (transfer full) (nullable): what stands there from now on; %NULL: nothing
 */
typedef char *(*RushesBoardReferenceFunc) (RushesBoardItem      *item,
                                           RushesBoardReference  kind,
                                           const char           *text,
                                           gpointer              data);

gboolean rushes_board_replace_references (RushesBoard              *board,
                                          RushesBoardReferenceFunc  func,
                                          gpointer                  data,
                                          GError                  **error);

G_END_DECLS
