/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-late-menu.h"

static void
on_wanted (GtkMenuButton *button, gpointer menu)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_menu_model (button, menu);
}

/* Gives a button a menu whose widgets are made when it is opened: those of a button in a `.ui` file are made with it, which took up to a third of what a page needs at the
 * start of the program. */
void
rushes_late_menu_set (GtkMenuButton *button, GMenuModel *menu)
{
  gtk_menu_button_set_create_popup_func (button, on_wanted, g_object_ref (menu), g_object_unref);
}
