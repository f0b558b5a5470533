/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-http.h"
#include "rushes-openai-memory.h"
#include "rushes-target.h"

G_BEGIN_DECLS

GPtrArray *rushes_openai_catalog_read     (RushesHttp         *http,
                                           RushesOpenaiMemory *memory,
                                           RushesTarget       *target,
                                           GCancellable       *cancellable,
                                           GError            **error);
void       rushes_openai_catalog_listen   (RushesHttp         *http,
                                           RushesOpenaiMemory *memory,
                                           RushesTarget       *target,
                                           GPtrArray          *models,
                                           GCancellable       *cancellable);
GPtrArray *rushes_openai_catalog_describe (RushesHttp         *http,
                                           RushesOpenaiMemory *memory,
                                           RushesTarget       *target,
                                           GCancellable       *cancellable,
                                           GError            **error);

G_END_DECLS
