/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"
#include "rushes-owner-actions.h"

G_BEGIN_DECLS

gboolean rushes_owner_may_come   (const char          *data_dir,
                                  const GError        *error,
                                  GCancellable        *cancellable);
void     rushes_owner_tell_async  (RushesCore          *core,
                                   const char          *action,
                                   const char          *id,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data);
gboolean rushes_owner_tell_finish (GAsyncResult        *result,
                                   GError             **error);
gboolean rushes_owner_tell        (RushesCore          *core,
                                   const char          *action,
                                   const char          *id,
                                   GError             **error);

G_END_DECLS
