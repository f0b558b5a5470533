/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-fill.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     rushes_board_ordering_shot   (RushesCore          *core,
                                       const char          *slug,
                                       gint64               number,
                                       int                  count,
                                       double               limit,
                                       GtkWidget           *parent,
                                       GAsyncReadyCallback  callback,
                                       gpointer             data);
void     rushes_board_ordering_lines  (RushesCore          *core,
                                       const char          *slug,
                                       GPtrArray           *lines,
                                       double               limit,
                                       GtkWidget           *parent,
                                       GAsyncReadyCallback  callback,
                                       gpointer             data);
char    *rushes_board_ordering_finish (GAsyncResult        *result,
                                       GError             **error);

G_END_DECLS
