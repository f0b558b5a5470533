/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-json-number.h"

G_BEGIN_DECLS

JsonNode   *rushes_json_parse       (GBytes      *bytes,
                                     GError     **error);
JsonNode   *rushes_json_parse_text  (const char  *text,
                                     GError     **error);
JsonNode   *rushes_json_parse_to_change (const char *text,
                                     GError     **error);
char       *rushes_json_to_text     (JsonNode    *root,
                                     gboolean     pretty);
JsonObject *rushes_json_root_object (JsonNode    *root,
                                     GError     **error);
gsize       rushes_json_weigh       (JsonNode    *root);
char       *rushes_json_object_to_text (JsonObject *object,
                                        gboolean    pretty);

/* What may be missing. */
const char *rushes_json_peek_string (JsonObject  *object,
                                     const char  *member);
char       *rushes_json_dup_scalar  (JsonObject  *object,
                                     const char  *member);
JsonObject *rushes_json_peek_object (JsonObject  *object,
                                     const char  *member);
JsonArray  *rushes_json_peek_array  (JsonObject  *object,
                                     const char  *member);
gboolean    rushes_json_peek_number (JsonObject  *object,
                                     const char  *member,
                                     double      *number);
gboolean    rushes_json_peek_boolean (JsonObject *object,
                                     const char  *member);

/* What must be there: a missing one is a protocol error that names its path. */
const char *rushes_json_get_string  (JsonObject  *object,
                                     const char  *member,
                                     GError     **error);

G_END_DECLS
