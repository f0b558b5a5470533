/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-direction.h"

/* Time runs to the right in every language: filmstrips, positions and the buttons that go along with them are not mirrored. What opens from them is. */
void
rushes_keep_left_to_right (GtkWidget *parent)
{
  gtk_widget_set_direction (parent, GTK_TEXT_DIR_LTR);
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      rushes_keep_left_to_right (child);
}
