/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-connection-parse.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @parse: borrowed */
typedef void (*RushesPasteFunc) (const RushesConnectionParse *parse,
                                 gpointer                     data);

void rushes_connection_paste_watch (GtkEditable     *field,
                                    gboolean         secret,
                                    RushesPasteFunc  func,
                                    gpointer         data);

G_END_DECLS
