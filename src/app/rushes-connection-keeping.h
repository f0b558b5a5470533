/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

G_BEGIN_DECLS

void     rushes_connection_keeping_store_async  (RushesCore          *core,
                                                 RushesConnection    *connection,
                                                 const char          *secrets,
                                                 gboolean             merge,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             data);
gboolean rushes_connection_keeping_store_finish (RushesCore          *core,
                                                 GAsyncResult        *result,
                                                 GError             **error);
void     rushes_connection_keeping_remove_async (RushesCore          *core,
                                                const char          *id,
                                                GAsyncReadyCallback  callback,
                                                gpointer             data);
gboolean rushes_connection_keeping_remove_finish (RushesCore         *core,
                                                GAsyncResult        *result,
                                                GError             **error);

G_END_DECLS
