/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *rushes_cells_find       (GtkGridView *grid,
                                    guint        position);
gboolean   rushes_cells_find_sight (GtkGridView *grid,
                                    guint       *first,
                                    guint       *last,
                                    guint       *anchor);

G_END_DECLS
