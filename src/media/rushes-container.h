/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

const char *rushes_container_get_extension (const char *path,
                                            GError    **error);
gboolean    rushes_container_check         (const char *path,
                                            gboolean   *plays,
                                            GError    **error);
gint64      rushes_container_get_promise   (const char *path);

G_END_DECLS
