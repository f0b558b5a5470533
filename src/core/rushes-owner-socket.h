/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_OWNER_SOCKET (rushes_owner_socket_get_type ())
G_DECLARE_FINAL_TYPE (RushesOwnerSocket, rushes_owner_socket, RUSHES, OWNER_SOCKET, GObject)

/* Returns: (transfer full) (nullable): what was done. On a worker. */
typedef char *(*RushesOwnerSocketFunc) (const char *board,
                                        const char *change,
                                        gpointer    data,
                                        GError    **error);

RushesOwnerSocket *rushes_owner_socket_open (const char           *data_dir,
                                             GActionGroup         *actions,
                                             RushesOwnerSocketFunc func,
                                             gpointer              data,
                                             GError              **error);
void               rushes_owner_socket_start (RushesOwnerSocket *self);
void               rushes_owner_socket_wait (RushesOwnerSocket *self);
gboolean           rushes_owner_socket_call (const char        *data_dir,
                                             const char        *action,
                                             GVariant          *parameters,
                                             int                timeout_ms,
                                             GCancellable      *cancellable,
                                             GError           **error);
char              *rushes_owner_socket_change (const char   *data_dir,
                                               const char   *board,
                                               const char   *change,
                                               int           timeout_ms,
                                               GCancellable *cancellable,
                                               gboolean     *sent,
                                               GError      **error);

G_END_DECLS
