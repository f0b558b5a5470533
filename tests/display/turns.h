/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the program's main thread waits for a disk or for SQLite: tests/support/stall.c notes it, if it is preloaded. */

void     turns_begin      (void);
void     turns_watch      (const char *folder);
void     turns_set_hang   (gboolean    hang);
void     turns_end        (void);
gboolean turns_were_quick (void);

G_END_DECLS
