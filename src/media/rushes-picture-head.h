/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *rushes_picture_head_read (const guint8 *data,
                                      gsize         size,
                                      gint64       *width,
                                      gint64       *height);

G_END_DECLS
