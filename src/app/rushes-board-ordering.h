/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

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
gboolean rushes_board_ordering_finish (GAsyncResult        *result,
                                       GError             **error);

G_END_DECLS
