/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rushes_replace_write (const char  *path,
                               const char  *text,
                               gssize       length,
                               GError     **error);
gboolean rushes_replace_file  (const char  *path,
                               const char  *text,
                               gssize       length,
                               GError     **error);
void     rushes_replace_sweep (const char  *folder);

G_END_DECLS
