/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-order.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     rushes_order_placing_start  (RushesOrder         *order,
                                      GtkWidget           *parent,
                                      GAsyncReadyCallback  callback,
                                      gpointer             data);
gboolean rushes_order_placing_finish (GAsyncResult        *result,
                                      gint64              *last_seed,
                                      GError             **error);

G_END_DECLS
