/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-http.h"
#include "rushes-target.h"

G_BEGIN_DECLS

GPtrArray *rushes_openai_catalog_read     (RushesHttp    *http,
                                           RushesTarget  *target,
                                           GCancellable  *cancellable,
                                           GError       **error);
GPtrArray *rushes_openai_catalog_describe (RushesHttp    *http,
                                           RushesTarget  *target,
                                           GCancellable  *cancellable,
                                           GError       **error);

G_END_DECLS
