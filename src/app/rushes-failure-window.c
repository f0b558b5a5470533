/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-failure-window.h"

#include "rushes-error-text.h"

/* The library cannot be opened: a window that says why, and nothing is touched. Returns: (transfer none): owned by GTK */
GtkWidget *
rushes_failure_window_new (GtkApplication *application, const GError *error)
{
  g_autoptr (RushesErrorText) text = rushes_error_text_new (error, NULL);
  g_autofree char *description = g_strdup_printf ("%s\n\n%s", text->sentence, text->advice);
  g_autofree char *escaped = g_markup_escape_text (description, -1);
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), text->heading);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), escaped);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 480);
  gtk_window_set_title (GTK_WINDOW (window), "Rushes");
  return window;
}
