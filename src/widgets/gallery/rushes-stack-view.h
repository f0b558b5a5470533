/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_STACK_VIEW (rushes_stack_view_get_type ())
G_DECLARE_FINAL_TYPE (RushesStackView, rushes_stack_view, RUSHES, STACK_VIEW, GObject)

RushesStackView   *rushes_stack_view_new       (GtkGridView       *grid,
                                                GtkSelectionModel *items,
                                                RushesClipList    *clips);
void               rushes_stack_view_show      (RushesStackView   *self,
                                                GtkListItem       *item);
const RushesEntry *rushes_stack_view_get_entry (RushesStackView   *self,
                                                guint              position);
GMenuModel        *rushes_stack_view_new_menu  (GArray            *entries);
gboolean           rushes_stack_view_toggle_at (RushesStackView   *self,
                                                guint              position);

G_END_DECLS
