/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"
#include "rushes-paths.h"

G_BEGIN_DECLS

#define RUSHES_BOARD_STAGE ".unpack-"     /* begins the name of a folder in which a board is put together */
#define RUSHES_BOARD_MEDIA_STAGE ".keep-" /* the same of a file for its media */

#define RUSHES_BOARD_VERSIONS_KEPT 10

/* All that is to be written of a board, taken in one moment: another thread may write it. */
typedef struct _RushesBoardSnapshot RushesBoardSnapshot;

RushesBoardSnapshot *rushes_board_snapshot_new     (RushesBoard         *board);
void                 rushes_board_snapshot_free    (RushesBoardSnapshot *self);
char                *rushes_board_snapshot_to_text (RushesBoardSnapshot *self,
                                                    gsize               *length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesBoardSnapshot, rushes_board_snapshot_free)

char        *rushes_board_file_dup_boards_dir (RushesPaths         *paths);
char        *rushes_board_file_dup_folder     (RushesPaths         *paths,
                                               const char          *slug);
char        *rushes_board_file_dup_path       (const char          *folder);
char        *rushes_board_file_dup_stamp      (const char          *folder);
void         rushes_board_file_sweep          (RushesPaths         *paths);
RushesBoard *rushes_board_file_load           (const char          *folder,
                                               GError             **error);
RushesBoard *rushes_board_file_glance         (const char          *folder,
                                               GError             **error);
gboolean     rushes_board_file_save           (const char          *folder,
                                               RushesBoardSnapshot *snapshot,
                                               GError             **error);
RushesBoard *rushes_board_file_load_older     (const char          *folder,
                                               char               **path);
char        *rushes_board_file_restore        (const char          *folder,
                                               GError             **error);
char        *rushes_board_file_put_aside      (const char          *folder,
                                               GError             **error);
char        *rushes_board_file_make_folder    (RushesPaths         *paths,
                                               const char          *title,
                                               GError             **error);

G_END_DECLS
