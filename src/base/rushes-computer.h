/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* That this computer has a library open. On a share the locks of the kernel are one computer's alone, and so is SQLite's log. */
typedef struct _RushesComputer RushesComputer;

/* @name: of the computer that has it now. On a thread of its own */
typedef void (*RushesComputerLost) (const char *name,
                                    gpointer    data);

char           *rushes_computer_dup_other (const char        *data_dir);
RushesComputer *rushes_computer_take      (const char        *data_dir,
                                           RushesComputerLost lost,
                                           gpointer           data,
                                           GError           **error);
void            rushes_computer_stop      (RushesComputer    *self);
void            rushes_computer_free      (RushesComputer    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesComputer, rushes_computer_free)

G_END_DECLS
