/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_SECRETS (rushes_secrets_get_type ())
G_DECLARE_FINAL_TYPE (RushesSecrets, rushes_secrets, RUSHES, SECRETS, GObject)

RushesSecrets *rushes_secrets_new         (void);
char          *rushes_secrets_lookup      (RushesSecrets *self,
                                           const char    *connection_id,
                                           GCancellable  *cancellable,
                                           GError       **error);
gboolean       rushes_secrets_store       (RushesSecrets *self,
                                           const char    *connection_id,
                                           const char    *label,
                                           const char    *text,
                                           GCancellable  *cancellable);
gboolean       rushes_secrets_clear       (RushesSecrets *self,
                                           const char    *connection_id,
                                           GCancellable  *cancellable,
                                           GError       **error);
void           rushes_secrets_set_for_session (RushesSecrets *self,
                                           const char    *connection_id,
                                           const char    *text);

G_END_DECLS
