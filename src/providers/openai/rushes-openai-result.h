/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-http.h"
#include "rushes-target.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What stands for "the bytes came with the answer, and are in the part". */
#define RUSHES_OPENAI_IN_PART "part"

gboolean rushes_openai_result_has_bytes   (JsonObject   *object);
gboolean rushes_openai_result_write_bytes (JsonObject   *object,
                                           RushesHttp   *http,
                                           const char   *part,
                                           GError      **error);
char    *rushes_openai_result_resolve     (RushesTarget *target,
                                           const char   *url,
                                           GError      **error);

G_END_DECLS
