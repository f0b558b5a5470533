/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-http-deadline.h"
#include "rushes-http-room.h"
#include "rushes-http.h"

G_BEGIN_DECLS

/* What the files of RushesHttp share; nobody else includes this. */
SoupMessage  *rushes_http_new_message         (RushesEndpoint  *endpoint,
                                               const char      *method,
                                               const char      *url,
                                               GError         **error);
RushesHttpDeadline *rushes_http_new_deadline  (RushesHttp      *self,
                                               SoupMessage     *message,
                                               gboolean         creates,
                                               GCancellable    *cancellable);
RushesHttpRoom *rushes_http_get_room          (RushesHttp      *self);
GInputStream *rushes_http_send                (RushesHttp      *self,
                                               RushesEndpoint  *endpoint,
                                               SoupMessage    **message,
                                               gboolean         follow,
                                               GCancellable    *cancellable,
                                               GError         **error);
GBytes       *rushes_http_read_body           (GInputStream    *stream,
                                               RushesEndpoint  *endpoint,
                                               gsize            limit,
                                               GCancellable    *cancellable,
                                               GError         **error);
void          rushes_http_set_transport_error (GError         **error,
                                               const GError    *cause,
                                               RushesEndpoint  *endpoint,
                                               SoupMessage     *message,
                                               gboolean         sent);

G_END_DECLS
