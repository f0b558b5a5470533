/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-tab-stop.h"

/* Around a grid of very many items: Tab goes to one of them and to what is in it, and then on to what stands behind the grid, not to the
 * next item; the arrow keys do that. GTK has it as the grid's “tab-behavior” from 4.12 on only. In GtkBuilder it has one <child>. Main
 * thread. */
struct _RushesTabStop
{
  GtkWidget parent_instance;
};

static void rushes_tab_stop_buildable_init (GtkBuildableIface *iface);
static GtkBuildableIface *parent_buildable;

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesTabStop, rushes_tab_stop, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, rushes_tab_stop_buildable_init))

static void
rushes_tab_stop_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
rushes_tab_stop_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = rushes_tab_stop_add_child;
}

/* Returns: (nullable): the item that has the focus, or something in it */
static GtkWidget *
find_item (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (child == NULL || GTK_IS_GRID_VIEW (widget))
    return child;
  return find_item (child);
}

static gboolean
rushes_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *item = find_item (widget);

  if (item != NULL && (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD))
    return gtk_widget_child_focus (item, direction);
  return GTK_WIDGET_CLASS (rushes_tab_stop_parent_class)->focus (widget, direction);
}

static void
rushes_tab_stop_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (rushes_tab_stop_parent_class)->dispose (object);
}

static void
rushes_tab_stop_class_init (RushesTabStopClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_tab_stop_dispose;
  widget_class->focus = rushes_tab_stop_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rushes_tab_stop_init (RushesTabStop *self)
{
}
