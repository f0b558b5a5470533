/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-connection.h"
#include "rushes-paths.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_CONNECTIONS (rushes_connections_get_type ())
G_DECLARE_FINAL_TYPE (RushesConnections, rushes_connections, RUSHES, CONNECTIONS, GObject)

RushesConnections *rushes_connections_load        (RushesPaths        *paths);
void               rushes_connections_read_async (RushesConnections   *self,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             data);
void               rushes_connections_put         (RushesConnections  *self,
                                                   RushesConnection   *connection);
void               rushes_connections_put_for_session (RushesConnections *self,
                                                   RushesConnection   *connection);
void               rushes_connections_remove      (RushesConnections  *self,
                                                   const char         *id);
void               rushes_connections_set_default (RushesConnections  *self,
                                                   const char         *id);
RushesConnection  *rushes_connections_find        (RushesConnections  *self,
                                                   const char         *id);
RushesConnection  *rushes_connections_find_named  (RushesConnections  *self,
                                                   const char         *name);
RushesConnection  *rushes_connections_get_default (RushesConnections  *self,
                                                   RushesProviderKind  kind);
gboolean           rushes_connections_save        (RushesConnections  *self,
                                                   GError            **error);
RushesProviderKind rushes_connections_get_default_kind (RushesConnections *self);
GPtrArray         *rushes_connections_dup_kept    (RushesConnections  *self);
const char        *rushes_connections_get_path    (RushesConnections  *self);
char              *rushes_connections_to_text     (GPtrArray          *kept);
void               rushes_connections_adopt       (RushesConnections  *self,
                                                   GPtrArray          *kept);

G_END_DECLS
