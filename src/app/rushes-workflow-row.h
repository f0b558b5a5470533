/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"
#include "rushes-thumbnailer.h"
#include "rushes-workflows.h"

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget  *rushes_workflow_row_new      (RushesWorkflow    *item,
                                          RushesLibrary     *library,
                                          RushesThumbnailer *thumbnailer);
GMenuModel *rushes_workflow_row_new_menu (GtkWidget         *at,
                                          GtkWidget        **item,
                                          gpointer           workflows);

G_END_DECLS
