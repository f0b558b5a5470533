/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-http.h"
#include "rushes-job.h"
#include "rushes-target.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The routes of the Videos API (contracts/openai-videos.md, section 2), blocking. */
JsonNode *rushes_openai_api_read     (RushesTarget          *target,
                                      RushesHttpReply       *reply,
                                      gboolean               about_service,
                                      GError               **error);
JsonNode *rushes_openai_api_get      (RushesHttp            *http,
                                      RushesTarget          *target,
                                      const char            *path,
                                      const char            *query,
                                      int                   *after_ms,
                                      GCancellable          *cancellable,
                                      GError               **error);
JsonNode *rushes_openai_api_poll     (RushesHttp            *http,
                                      RushesTarget          *target,
                                      const RushesJobRecord *order,
                                      int                   *after_ms,
                                      gboolean              *vague,
                                      GCancellable          *cancellable,
                                      GError               **error);
JsonNode *rushes_openai_api_look     (RushesHttp            *http,
                                      RushesTarget          *target,
                                      const char            *id,
                                      gboolean              *clear,
                                      GCancellable          *cancellable,
                                      GError               **error);
gboolean  rushes_openai_api_delete   (RushesHttp            *http,
                                      RushesTarget          *target,
                                      const char            *id,
                                      gboolean              *clear,
                                      GCancellable          *cancellable,
                                      GError               **error);
gboolean  rushes_openai_api_cancel   (RushesHttp            *http,
                                      RushesTarget          *target,
                                      const char            *id,
                                      GCancellable          *cancellable,
                                      GError               **error);
gboolean  rushes_openai_api_is_absent (const GError          *error);
char     *rushes_openai_api_dup_video_path (const char       *id,
                                      const char            *below);

G_END_DECLS
