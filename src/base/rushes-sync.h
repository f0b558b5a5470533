/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rushes_sync_file        (const char *path);
gboolean rushes_sync_folder      (const char *folder);
gboolean rushes_sync_beside      (const char *path);
gboolean rushes_sync_tree        (const char *path);
gboolean rushes_sync_make_folder (const char *folder);
gboolean rushes_sync_rename      (const char *from,
                                  const char *to);

G_END_DECLS
