/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void     desktop_choose   (const char *type,
                           const char *told);
gboolean desktop_was_told (const char *told,
                           const char *path);

G_END_DECLS
