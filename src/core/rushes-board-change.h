/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"
#include "rushes-paths.h"

G_BEGIN_DECLS

/* A change of a board in words, so that another process can have it made: a{sv} with “do” and what that needs. */
#define RUSHES_CHANGE_ADD "add"         /* words as; scene s, after s: (nullable) */
#define RUSHES_CHANGE_SET "set"         /* words as; shot s or scene s, or neither: the board */
#define RUSHES_CHANGE_CHOOSE "choose"   /* shot s, take x: from 1; 0: none */
#define RUSHES_CHANGE_TAKE "take"       /* shot s, clip s */
#define RUSHES_CHANGE_MOVE "move"       /* shot s, after s: (nullable), the first */
#define RUSHES_CHANGE_REMOVE "remove"   /* shot s, take x; or scene s */
#define RUSHES_CHANGE_UNDO "undo"
#define RUSHES_CHANGE_REDO "redo"
#define RUSHES_CHANGE_RESTORE "restore" /* the newest older version that reads */

char *rushes_board_change_run (RushesPaths *paths,
                               const char  *slug,
                               GVariant    *change,
                               GError     **error);

G_END_DECLS
