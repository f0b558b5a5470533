/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-connection-parse.h"
#include "rushes-dialog.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_CONNECTION_DIALOG (rushes_connection_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RushesConnectionDialog, rushes_connection_dialog, RUSHES, CONNECTION_DIALOG, RushesDialog)

/* A kind of server to choose from: fills in the address. */
typedef struct
{
  const char *name;
  const char *url;
  const char *key; /* what is asked for as the key, or NULL for the usual words */
  gboolean basic;  /* that is a user's name and password */
} RushesConnectionTemplate;

RushesConnectionDialog *rushes_connection_dialog_new      (const char                     *title,
                                                           const RushesConnectionTemplate *templates,
                                                           guint                           n_templates,
                                                           gboolean                        partner);
void                    rushes_connection_dialog_set      (RushesConnectionDialog         *self,
                                                           const char                     *name,
                                                           const char                     *url);
void                    rushes_connection_dialog_suggest  (RushesConnectionDialog         *self,
                                                           const char                     *url);
void                    rushes_connection_dialog_fill     (RushesConnectionDialog         *self,
                                                           const RushesConnectionParse    *parse);
guint                   rushes_connection_dialog_get_template (RushesConnectionDialog     *self);
const char             *rushes_connection_dialog_get_name (RushesConnectionDialog         *self);
const char             *rushes_connection_dialog_get_url  (RushesConnectionDialog         *self);
char                   *rushes_connection_dialog_dup_secrets (RushesConnectionDialog      *self);
void                    rushes_connection_dialog_edit     (RushesConnectionDialog         *self,
                                                           const char                     *name,
                                                           const char                     *url,
                                                           gboolean                        kept_key);
void                    rushes_connection_dialog_set_options (RushesConnectionDialog      *self,
                                                           GVariant                       *options);
GVariant               *rushes_connection_dialog_dup_options (RushesConnectionDialog      *self);
const char             *rushes_connection_dialog_get_fingerprint (RushesConnectionDialog  *self);
void                    rushes_connection_dialog_show_result (RushesConnectionDialog      *self,
                                                           gboolean                        good,
                                                           const char                     *text,
                                                           const char                     *certificate);
void                    rushes_connection_dialog_show_asking (RushesConnectionDialog      *self);
void                    rushes_connection_dialog_show_name_error (RushesConnectionDialog  *self,
                                                           const char                     *text);
void                    rushes_connection_dialog_show_secret_error (RushesConnectionDialog *self,
                                                           const char                     *text);
void                    rushes_connection_dialog_set_busy (RushesConnectionDialog         *self,
                                                           gboolean                        busy);

G_END_DECLS
