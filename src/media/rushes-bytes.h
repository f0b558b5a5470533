/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint64 rushes_bytes_get_big    (const guint8 *data,
                                 int           n_bytes);
guint64 rushes_bytes_get_little (const guint8 *data,
                                 int           n_bytes);

G_END_DECLS
