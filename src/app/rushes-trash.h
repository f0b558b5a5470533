/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-window.h"

G_BEGIN_DECLS

void     rushes_trash_add  (RushesWindow *window);
void     rushes_trash_rows (RushesWindow *window,
                            GArray       *rows);
void     rushes_trash_remember (RushesWindow *window,
                                AdwToast     *toast);
void     rushes_trash_forget (RushesWindow *window,
                              AdwToast     *toast);
gboolean rushes_trash_undo  (RushesWindow *window);

G_END_DECLS
