/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RushesContextMenuFunc:
 * @at: what is under the pointer, or has the focus
 * @item: (out) (transfer none): the widget that stands for what the menu is about, where the keyboard opens it
 *
 * Returns: (transfer full) (nullable): what can be done with it now; none where there is nothing
 */
typedef GMenuModel *(*RushesContextMenuFunc) (GtkWidget  *at,
                                              GtkWidget **item,
                                              gpointer    data);

void rushes_context_menu_add    (GtkWidget             *page,
                                 RushesContextMenuFunc  func,
                                 gpointer               data);
void rushes_context_menu_mark   (GtkWidget             *item);
void rushes_context_menu_append (GMenu                 *menu,
                                 const char            *label,
                                 const char            *action,
                                 GVariant              *target);
void rushes_context_menu_close  (GMenu                 *menu,
                                 GMenu                **section);

G_END_DECLS
