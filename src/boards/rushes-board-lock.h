/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RushesBoardLock RushesBoardLock;

RushesBoardLock *rushes_board_lock_take (const char      *boards_dir,
                                         GError         **error);
void             rushes_board_lock_free (RushesBoardLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesBoardLock, rushes_board_lock_free)

G_END_DECLS
