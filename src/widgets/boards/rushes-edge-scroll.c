/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-edge-scroll.h"

/* While something is held near an edge, what lies beyond comes. */

#define EDGE 48  /* pixels */
#define SPEED 14 /* pixels a frame */

typedef struct
{
  GtkAdjustment *scroll;
  guint ticking;
  int speed;
} Scroll;

static void
scroll_free (gpointer data)
{
  g_object_unref (((Scroll *) data)->scroll);
  g_free (data);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Scroll *self = data;

  gtk_adjustment_set_value (self->scroll, gtk_adjustment_get_value (self->scroll) + self->speed);
  return G_SOURCE_CONTINUE;
}

/* @y: where the pointer is on @widget; @scroll: what is scrolled of it */
void
rushes_edge_scroll_at (GtkWidget *widget, GtkAdjustment *scroll, double y)
{
  int speed = y < EDGE ? -SPEED : y > gtk_widget_get_height (widget) - EDGE ? SPEED : 0;
  Scroll *self = g_object_get_data (G_OBJECT (widget), "rushes-edge-scroll");

  if (speed == 0)
    {
      rushes_edge_scroll_stop (widget);
      return;
    }
  if (self == NULL)
    {
      self = g_new0 (Scroll, 1);
      self->scroll = g_object_ref (scroll);
      self->ticking = gtk_widget_add_tick_callback (widget, on_tick, self, NULL);
      g_object_set_data_full (G_OBJECT (widget), "rushes-edge-scroll", self, scroll_free);
    }
  self->speed = speed;
}

void
rushes_edge_scroll_stop (GtkWidget *widget)
{
  Scroll *self = g_object_get_data (G_OBJECT (widget), "rushes-edge-scroll");

  if (self == NULL)
    return;
  gtk_widget_remove_tick_callback (widget, self->ticking);
  g_object_set_data (G_OBJECT (widget), "rushes-edge-scroll", NULL);
}
