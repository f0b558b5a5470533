/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-wrap.h"

/* Gives the labels below @parent, those of buttons too, a second line where one is too short for their words: in large text, or another language. */
void
rushes_wrap_labels (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_POPOVER (child))
        rushes_wrap_labels (child);
      if (!GTK_IS_LABEL (child))
        continue;
      gtk_label_set_wrap (GTK_LABEL (child), TRUE);
      gtk_label_set_justify (GTK_LABEL (child), GTK_IS_CHECK_BUTTON (parent) ? GTK_JUSTIFY_LEFT : GTK_JUSTIFY_CENTER);
    }
}
