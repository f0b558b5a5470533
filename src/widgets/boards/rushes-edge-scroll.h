/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @pixels: on, or back */
typedef void (*RushesEdgeScrollFunc) (int      pixels,
                                      gpointer data);

void rushes_edge_scroll_along (GtkWidget           *widget,
                               double               at,
                               int                  length,
                               RushesEdgeScrollFunc func,
                               gpointer             data);
void rushes_edge_scroll_at   (GtkWidget     *widget,
                              GtkAdjustment *scroll,
                              double         y);
void rushes_edge_scroll_stop (GtkWidget     *widget);

G_END_DECLS
