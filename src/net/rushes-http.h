/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-endpoint.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef enum
{
  RUSHES_HTTP_PLAIN = 0,
  RUSHES_HTTP_CREATES = 1 << 0, /* has a lasting effect: a failure after sending is UNCERTAIN */
} RushesHttpFlags;

/* A whole answer, of any status. */
typedef struct
{
  guint status;
  SoupMessageHeaders *headers;
  GBytes *body;
} RushesHttpReply;

/* @received: or sent. @total: bytes announced by the server, or -1. Called on the worker. */
typedef void (*RushesHttpProgress) (gint64   received,
                                    gint64   total,
                                    gpointer data);

/* A form with one file in it. All borrowed. */
typedef struct
{
  const char *const *fields; /* name, value, name, value …, NULL */
  const char *name, *filename, *type; /* of the file's part */
  GBytes *file;
} RushesHttpForm;

/* Whether bytes are the beginning of what was asked for. */
typedef gboolean (*RushesHttpCheck) (const guint8 *data,
                                     gsize         size);

#define RUSHES_TYPE_HTTP (rushes_http_get_type ())
G_DECLARE_FINAL_TYPE (RushesHttp, rushes_http, RUSHES, HTTP, GObject)

RushesHttp      *rushes_http_new        (guint               timeout_s);
RushesHttpReply *rushes_http_call       (RushesHttp         *self,
                                         RushesEndpoint     *endpoint,
                                         const char         *method,
                                         const char         *url,
                                         const char         *content_type,
                                         GBytes             *body,
                                         RushesHttpFlags     flags,
                                         GCancellable       *cancellable,
                                         GError            **error);
gboolean         rushes_http_download   (RushesHttp         *self,
                                         RushesEndpoint     *endpoint,
                                         const char         *url,
                                         const char         *part,
                                         RushesHttpProgress  progress,
                                         gpointer            data,
                                         GCancellable       *cancellable,
                                         GError            **error);
gboolean         rushes_http_check_room (RushesHttp         *self,
                                         const char         *part,
                                         gint64              length,
                                         GError            **error);
RushesHttpReply *rushes_http_upload     (RushesHttp         *self,
                                         RushesEndpoint     *endpoint,
                                         const char         *url,
                                         const RushesHttpForm *form,
                                         RushesHttpProgress  progress,
                                         gpointer            data,
                                         GCancellable       *cancellable,
                                         GError            **error);
GBytes          *rushes_http_peek       (RushesHttp         *self,
                                         RushesEndpoint     *endpoint,
                                         const char         *url,
                                         const char         *accept,
                                         gsize               limit,
                                         RushesHttpCheck     check,
                                         GCancellable       *cancellable,
                                         GError            **error);
void             rushes_http_reply_free (RushesHttpReply    *reply);
gboolean         rushes_http_reply_is_ok (RushesHttpReply   *reply);
gboolean         rushes_http_reply_is_html (RushesHttpReply *reply);
gint64           rushes_http_reply_get_retry_after_ms (RushesHttpReply *reply);
GError          *rushes_http_reply_to_error (RushesHttpReply *reply,
                                         RushesEndpoint     *endpoint,
                                         const char         *said);
void             rushes_http_prepare_message (SoupMessage    *message,
                                         RushesEndpoint     *endpoint);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesHttpReply, rushes_http_reply_free)

G_END_DECLS
