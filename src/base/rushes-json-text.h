/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rushes_json_text_clean (const char *text,
                              gssize      length,
                              int         deepest,
                              GError    **error);

G_END_DECLS
