/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-window-private.h"

#include "rushes-spinner.h"

#include <glib/gi18n.h>

/* The window before the library is open: it is seen at once. What it will show is made when its first frame is on the screen; a library that takes its
 * time is told of, in a window that can be moved and closed. */

#define UNSEEN_MS 250 /* a window that is not in sight draws nothing */
#define PATIENCE_MS 400

static gboolean
on_time (gpointer data)
{
  RushesWindow *self = data;

  self->unseen_timer = 0;
  rushes_window_make_parts (self);
  return G_SOURCE_REMOVE;
}

/* Not within the frame itself: it is on its way to the screen first. */
static void
on_painted (GdkFrameClock *clock, RushesWindow *self)
{
  g_signal_handlers_disconnect_by_func (clock, on_painted, self);
  g_clear_handle_id (&self->unseen_timer, g_source_remove);
  if (!self->seen)
    self->unseen_timer = g_idle_add (on_time, self);
}

static void
on_map (RushesWindow *self)
{
  if (!self->seen)
    g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (self)), "after-paint", G_CALLBACK (on_painted), self, 0);
}

static gboolean
on_impatient (gpointer data)
{
  RushesWindow *self = data;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *page = adw_status_page_new ();

  self->patience_timer = 0;
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("Opening the Library…"));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), g_object_new (RUSHES_TYPE_SPINNER, "halign", GTK_ALIGN_CENTER, NULL));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), g_object_new (ADW_TYPE_HEADER_BAR, "css-classes", ((const char *[]) { "flat", NULL }), NULL));
  gtk_box_append (GTK_BOX (box), page);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), box);
  return G_SOURCE_REMOVE;
}

/* Nothing else is in the way of the first frame. */
void
rushes_window_show_opening (RushesWindow *self)
{
  self->patience_timer = g_timeout_add (PATIENCE_MS, on_impatient, self);
  self->unseen_timer = g_timeout_add (UNSEEN_MS, on_time, self);
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
}

/* The library is open, or the window goes. */
void
rushes_window_end_opening (RushesWindow *self)
{
  g_clear_handle_id (&self->making, g_source_remove);
  g_clear_handle_id (&self->patience_timer, g_source_remove);
  g_clear_handle_id (&self->unseen_timer, g_source_remove);
}
