/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-http.h"
#include "rushes-provider.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

GPtrArray         *rushes_openai_remote_list_objects (RushesHttp    *http,
                                                      RushesTarget  *target,
                                                      GCancellable  *cancellable,
                                                      GError       **error);
GPtrArray         *rushes_openai_remote_list         (RushesHttp    *http,
                                                      RushesTarget  *target,
                                                      GCancellable  *cancellable,
                                                      GError       **error);
RushesRemoteVideo *rushes_openai_remote_look         (RushesHttp    *http,
                                                      RushesTarget  *target,
                                                      const char    *id,
                                                      GCancellable  *cancellable,
                                                      GError       **error);
GBytes            *rushes_openai_remote_thumbnail    (RushesHttp    *http,
                                                      RushesTarget  *target,
                                                      const char    *id,
                                                      GCancellable  *cancellable,
                                                      GError       **error);

gboolean           rushes_openai_remote_remove       (RushesHttp    *http,
                                                      RushesTarget  *target,
                                                      const char    *id,
                                                      GCancellable  *cancellable,
                                                      GError       **error);

/* What a "Not Found" of one video means. */
typedef enum
{
  RUSHES_OPENAI_NO_VIDEO, /* the API is there, and lists no such video */
  RUSHES_OPENAI_NO_ROUTE, /* what answers is not the API, or keeps no list that could tell */
} RushesOpenaiAbsence;

RushesOpenaiAbsence rushes_openai_remote_find_absence (RushesHttp   *http,
                                                       RushesTarget *target,
                                                       const char   *id,
                                                       GCancellable *cancellable);

G_END_DECLS
