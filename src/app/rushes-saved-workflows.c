/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-saved-workflows.h"

#include "rushes-dialog.h"
#include "rushes-plain-row.h"

#include <glib/gi18n.h>

/* The workflows that ComfyUI's page has saved on its server, to choose one. */

static GtkWidget *
new_row (const char *name)
{
  GtkWidget *row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, RushesSavedFunc on_picked)
{
  RushesDialog *dialog = RUSHES_DIALOG (gtk_widget_get_ancestor (GTK_WIDGET (list), RUSHES_TYPE_DIALOG));

  if (rushes_dialog_get_parent (dialog) != NULL)
    on_picked (rushes_dialog_get_parent (dialog), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  rushes_dialog_close (dialog);
}

static GtkWidget *
new_list (const char *names, RushesSavedFunc on_picked)
{
  GtkWidget *list = gtk_list_box_new ();
  g_auto (GStrv) lines = g_strsplit (names, "\n", -1);

  gtk_widget_set_name (list, "saved-on-server");
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  for (char **line = lines; *line != NULL; line++)
    gtk_list_box_append (GTK_LIST_BOX (list), new_row (*line));
  g_signal_connect (list, "row-activated", G_CALLBACK (on_row_activated), on_picked);
  return list;
}

/* @names: one a line. @on_picked: while @parent is there */
void
rushes_saved_workflows_show (GtkWidget *parent, const char *names, RushesSavedFunc on_picked)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *page = adw_preferences_page_new (), *group = adw_preferences_group_new ();

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_list (names, on_picked));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  rushes_dialog_present (RUSHES_DIALOG (rushes_dialog_new (_("Saved on the Server"), box, 640, 480)), parent);
}
