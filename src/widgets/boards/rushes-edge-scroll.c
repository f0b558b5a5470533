/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-edge-scroll.h"

/* While something is held near an edge, what lies beyond comes. */

#define EDGE 48  /* pixels */
#define SPEED 14 /* pixels a frame */

typedef struct
{
  RushesEdgeScrollFunc func;
  gpointer data;
  guint ticking;
  int speed;
} Scroll;

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Scroll *self = data;

  self->func (self->speed, self->data);
  return G_SOURCE_CONTINUE;
}

/* Against the direction of reading, with it, or not at all. */
static int
find_speed (double at, int length)
{
  return at < EDGE ? -SPEED : at > length - EDGE ? SPEED : 0;
}

/**
 * rushes_edge_scroll_along:
 * @at: where the pointer is, of @length pixels between both ends
 * @func: scrolls, in each frame while it is near one of them
 *
 * Main thread.
 */
void
rushes_edge_scroll_along (GtkWidget *widget, double at, int length, RushesEdgeScrollFunc func, gpointer data)
{
  int speed = find_speed (at, length);
  Scroll *self = g_object_get_data (G_OBJECT (widget), "rushes-edge-scroll");

  if (speed == 0)
    {
      rushes_edge_scroll_stop (widget);
      return;
    }
  if (self == NULL)
    {
      self = g_new0 (Scroll, 1);
      self->ticking = gtk_widget_add_tick_callback (widget, on_tick, self, NULL);
      g_object_set_data_full (G_OBJECT (widget), "rushes-edge-scroll", self, g_free);
    }
  self->func = func;
  self->data = data;
  self->speed = speed;
}

static void
scroll_by (int pixels, gpointer adjustment)
{
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + pixels);
}

/* @y: where the pointer is on @widget; @scroll: what is scrolled of it, and lives as long */
void
rushes_edge_scroll_at (GtkWidget *widget, GtkAdjustment *scroll, double y)
{
  rushes_edge_scroll_along (widget, y, gtk_widget_get_height (widget), scroll_by, scroll);
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
