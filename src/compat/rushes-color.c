/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-color.h"

/* The colour of what is written on a widget. */
void
rushes_color_get (GtkWidget *widget, GdkRGBA *color)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  gtk_widget_get_color (widget, color);
#else
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
#endif
}

/* What lies below what is selected, in the desktop's colour where it has one. */
GdkRGBA
rushes_color_get_accent (GtkWidget *widget)
{
#if ADW_CHECK_VERSION(1, 6, 0)
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  GdkRGBA accent;

  adw_accent_color_to_rgba (adw_style_manager_get_accent_color (style), &accent);
  return accent;
#else
  GdkRGBA accent = { .208, .518, .894, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_bg_color", &accent);
  return accent;
#endif
}
