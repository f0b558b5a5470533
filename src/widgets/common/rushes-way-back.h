/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* On a worker. @error: what went wrong. Returns: (nullable): what was made */
typedef gpointer (*RushesWorkFunc) (gpointer   order,
                                    GError   **error);
/* On the main thread, while the widget is there. @result: (nullable): the widget's to look at, not to keep */
typedef void (*RushesBackFunc) (gpointer      widget,
                                gpointer      order,
                                gpointer      result,
                                const GError *error);

gpointer rushes_way_back_new  (gpointer        widget);
gpointer rushes_way_back_take (gpointer        way_back);
void     rushes_way_back_work (gpointer        widget,
                               RushesWorkFunc  work,
                               gpointer        order,
                               GDestroyNotify  free_order,
                               GDestroyNotify  free_result,
                               RushesBackFunc  back);

G_END_DECLS
