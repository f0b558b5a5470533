/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A thread that looks at the time for those that wait for answers. */
typedef struct _RushesHttpClock RushesHttpClock;

/* One answer's. */
typedef struct _RushesHttpDeadline RushesHttpDeadline;

RushesHttpClock    *rushes_http_clock_new                (guint               seconds);
void                rushes_http_clock_free               (RushesHttpClock    *self);
RushesHttpDeadline *rushes_http_deadline_new             (RushesHttpClock    *clock,
                                                          SoupMessage        *message,
                                                          const char         *from,
                                                          GCancellable       *cancellable);
GCancellable       *rushes_http_deadline_get_cancellable (RushesHttpDeadline *self);
void                rushes_http_deadline_explain         (RushesHttpDeadline *self,
                                                          GError            **cause);
void                rushes_http_deadline_free            (RushesHttpDeadline *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesHttpDeadline, rushes_http_deadline_free)

G_END_DECLS
