/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-connection-parse.h"
#include "rushes-core.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rushes_connection_editor_open (GtkWidget          *parent,
                                    RushesCore         *core,
                                    RushesProviderKind  kind);
void rushes_connection_editor_open_pasted (GtkWidget                   *parent,
                                           RushesCore                  *core,
                                           const RushesConnectionParse *parse);

/* What a test of a connection found. All borrowed. */
typedef struct
{
  gboolean good;
  const char *text;        /* what answers there, or what went wrong and what to do */
  const char *steps;       /* how far it came, a line each; may be empty */
  const char *certificate; /* (nullable): one that the user may trust, SHA-256 */
} RushesTestResult;

typedef void (*RushesTestFunc) (const RushesTestResult *result,
                                GtkWidget              *widget);

void rushes_connection_editor_test (GtkWidget          *widget,
                                    RushesCore         *core,
                                    RushesConnection   *connection,
                                    const char         *secrets,
                                    RushesTestFunc      func);
void rushes_connection_editor_edit (GtkWidget        *parent,
                                    RushesCore       *core,
                                    RushesConnection *connection);

G_END_DECLS
