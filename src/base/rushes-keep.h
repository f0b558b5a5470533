/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *rushes_keep_file (const char *path,
                        const char *folder,
                        GError    **error);

G_END_DECLS
