/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_SECRETS (rushes_secrets_get_type ())
G_DECLARE_FINAL_TYPE (RushesSecrets, rushes_secrets, RUSHES, SECRETS, GObject)

/* What the settings of a connection say of the keyring. */
typedef enum
{
  RUSHES_SECRETS_MAYBE = 1, /* nothing: older than that they do */
  RUSHES_SECRETS_NONE,      /* it was given nothing: it is not asked */
  RUSHES_SECRETS_SOME       /* it was given something: one that shows nothing hides it */
} RushesSecretsKept;

RushesSecrets *rushes_secrets_new         (void);
char          *rushes_secrets_lookup      (RushesSecrets *self,
                                           const char    *connection_id,
                                           RushesSecretsKept kept,
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
