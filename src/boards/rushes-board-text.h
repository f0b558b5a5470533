/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void      rushes_board_text_append        (GString    *text,
                                           GVariant   *value);
void      rushes_board_text_append_string (GString    *text,
                                           const char *string);
GVariant *rushes_board_text_parse         (const char *text,
                                           gssize      length,
                                           GError    **error);
GVariant *rushes_board_text_make_plain    (GVariant   *value);

G_END_DECLS
