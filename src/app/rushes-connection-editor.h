/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rushes_connection_editor_open (GtkWidget          *parent,
                                    RushesCore         *core,
                                    RushesProviderKind  kind);

typedef void (*RushesTestFunc) (gboolean    good,
                                const char *text,
                                const char *certificate,
                                GtkWidget  *widget);

void rushes_connection_editor_test (GtkWidget          *widget,
                                    RushesCore         *core,
                                    RushesConnection   *connection,
                                    const char         *secrets,
                                    RushesTestFunc      func);
void rushes_connection_editor_edit (GtkWidget        *parent,
                                    RushesCore       *core,
                                    RushesConnection *connection);

G_END_DECLS
