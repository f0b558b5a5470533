/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget  *rushes_connection_row_new      (RushesCore        *core,
                                            RushesConnection  *connection);
GMenuModel *rushes_connection_row_new_menu (GtkWidget         *at,
                                            GtkWidget        **item,
                                            gpointer           page);

G_END_DECLS
