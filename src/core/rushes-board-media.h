/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char  *rushes_board_media_keep       (const char  *folder,
                                      const char  *path,
                                      gboolean     sound,
                                      GError     **error);
char **rushes_board_media_keep_words (const char  *folder,
                                      char       **words,
                                      GError     **error);

G_END_DECLS
