/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean rushes_boxes_find_turn (const char *path,
                                 int         turn[4]);

G_END_DECLS
