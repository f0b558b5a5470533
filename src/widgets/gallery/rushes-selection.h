/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_SELECTION (rushes_selection_get_type ())
G_DECLARE_FINAL_TYPE (RushesSelection, rushes_selection, RUSHES, SELECTION, GObject)

/* Returns: what the item at @position is known again by, wherever it is later */
typedef gint64 (*RushesSelectionKeyFunc) (guint    position,
                                          gpointer data);

RushesSelection *rushes_selection_new  (GListModel            *items,
                                        RushesSelectionKeyFunc func,
                                        gpointer               data);
void             rushes_selection_hold (RushesSelection       *self,
                                        gboolean               hold);

G_END_DECLS
