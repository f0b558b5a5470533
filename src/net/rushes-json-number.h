/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Numbers of any size. json-glib holds 64 bits with a sign and finite doubles; what does not fit is carried through it as
 * text, and is text nowhere but inside of json-glib: ask these, not json_node_get_value_type(). */

char    *rushes_json_numbers_hide  (const char *text,
                                    gsize       length);
char    *rushes_json_numbers_show  (char       *text);

gboolean rushes_json_is_number     (JsonNode   *node);
gboolean rushes_json_is_text       (JsonNode   *node);
JsonNode *rushes_json_new_number   (const char *text);
double   rushes_json_get_number    (JsonNode   *node);
gboolean rushes_json_get_whole     (JsonNode   *node,
                                    gint64     *whole);
char    *rushes_json_dup_number    (JsonNode   *node);
int      rushes_json_compare       (JsonNode   *a,
                                    JsonNode   *b);

G_END_DECLS
