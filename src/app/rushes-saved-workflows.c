/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-saved-workflows.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The workflows that ComfyUI's page has saved on its server, to choose one. */

static GtkWidget *
new_row (const char *name)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, RushesSavedFunc on_picked)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (list)));

  if (gtk_window_get_transient_for (window) != NULL)
    on_picked (gtk_window_get_transient_for (window), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  gtk_window_close (window);
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
rushes_saved_workflows_show (GtkWindow *parent, const char *names, RushesSavedFunc on_picked)
{
  GtkWidget *window = adw_preferences_window_new (), *page = adw_preferences_page_new (), *group = adw_preferences_group_new ();

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_list (names, on_picked));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  gtk_window_set_title (GTK_WINDOW (window), _("Saved on the Server"));
  gtk_window_set_default_size (GTK_WINDOW (window), gtk_widget_get_width (GTK_WIDGET (parent)), 480);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_present (GTK_WINDOW (window));
}
