/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* For the files of this room alone: a large board is read without a GVariant of all of it. */

JsonNode *rushes_board_json_parse      (const char *text,
                                        gsize       length,
                                        GError    **error);
GVariant *rushes_board_json_to_variant (JsonNode   *node);

G_END_DECLS
