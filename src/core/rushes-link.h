/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rushes_link_make (const char  *original,
                           const char  *final,
                           GError     **error);

G_END_DECLS
