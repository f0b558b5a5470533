/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rushes_embedded_read      (const guint8  *data,
                                 gsize          size);
char *rushes_embedded_read_file (const char    *path,
                                 GError       **error);

G_END_DECLS
