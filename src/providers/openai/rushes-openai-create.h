/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-http.h"
#include "rushes-job.h"
#include "rushes-openai-memory.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *rushes_openai_create (RushesHttp            *http,
                                RushesOpenaiMemory    *memory,
                                RushesTarget          *target,
                                const RushesJobRecord *order,
                                GCancellable          *cancellable,
                                GError               **error);

G_END_DECLS
