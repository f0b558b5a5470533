/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gtk/gtk.h>

#include "rushes-popovers.h"

/* In GTK 4.8 on X11 a popover that has closed goes on taking the clicks of its window, as long as it has a surface and whatever
 * is around it is laid out anew: beside a clip that plays the pointer was dead after any menu. */

static gboolean
let_go (gpointer popover)
{
  if (gtk_widget_get_realized (popover) && !gtk_widget_get_visible (popover))
    gtk_widget_unrealize (popover);
  return G_SOURCE_REMOVE;
}

/* Not at once: GTK is about to hide it. */
static gboolean
on_closed (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, let_go, g_value_dup_object (values), g_object_unref);
  return TRUE;
}

/* Every popover of the program has a surface only while it is shown. Once, when GTK is there. Main thread. */
void
rushes_popovers_mend (void)
{
  gpointer popovers = g_type_class_ref (GTK_TYPE_POPOVER); /* kept: signals belong to it */

  g_signal_add_emission_hook (g_signal_lookup ("closed", G_TYPE_FROM_CLASS (popovers)), 0, on_closed, NULL, NULL);
}
