/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-context-menu.h"

/* The menu of a right click, a long touch, the menu key or Shift+F10: one popover for a page, filled anew for what it is about. */
typedef struct
{
  GtkWidget *page; /* borrowed: it owns this */
  GtkWidget *popover; /* weak: some pages let go of their children before they say so */
  GtkWidget *focus; /* weak: what had it before */
  RushesContextMenuFunc func;
  gpointer data;
} ContextMenu;

/* Belongs to the page like any child; before the page is without its children. */
static void
on_page_destroyed (ContextMenu *self)
{
  GtkWidget *popover = self->popover;

  g_clear_weak_pointer (&self->focus);
  g_clear_weak_pointer (&self->popover);
  if (popover != NULL && gtk_widget_get_parent (popover) == self->page)
    gtk_widget_unparent (popover);
}

/* The focus goes back, unless what was chosen took it elsewhere. */
static void
give_back (ContextMenu *self)
{
  GtkRoot *root = gtk_widget_get_root (self->page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (self->focus != NULL && self->popover != NULL && (focus == NULL || gtk_widget_is_ancestor (focus, self->popover)))
    gtk_widget_grab_focus (self->focus);
}

/* From then on nothing in it can take the focus: with GTK 4.24 a menu within the menu, where something was chosen, goes back to the first one when it is
 * hidden, and takes the focus along, which would stay where no key is heard. */
static void
on_closed (ContextMenu *self)
{
  if (self->popover != NULL)
    gtk_widget_set_can_focus (self->popover, FALSE);
  give_back (self);
  g_clear_weak_pointer (&self->focus);
}

static void
open_at (ContextMenu *self, GMenuModel *menu, const GdkRectangle *place, gboolean pointer)
{
  GtkPopover *popover = GTK_POPOVER (self->popover);

  g_set_weak_pointer (&self->focus, gtk_root_get_focus (gtk_widget_get_root (self->page)));
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (popover), menu);
  gtk_popover_set_has_arrow (popover, !pointer);
  gtk_widget_set_halign (self->popover, pointer ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  gtk_popover_set_pointing_to (popover, place);
  gtk_widget_set_can_focus (self->popover, TRUE);
  gtk_popover_popup (popover);
}

static void
open_at_pointer (ContextMenu *self, GtkGesture *gesture, double x, double y)
{
  GtkWidget *at = gtk_widget_pick (self->page, x, y, GTK_PICK_DEFAULT), *item = NULL;
  g_autoptr (GMenuModel) menu = at != NULL ? self->func (at, &item, self->data) : NULL;

  if (menu == NULL)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  open_at (self, menu, &(GdkRectangle) { (int) x, (int) y, 1, 1 }, TRUE);
}

static void
on_pressed (GtkGesture *gesture, int n_press, double x, double y, ContextMenu *self)
{
  open_at_pointer (self, gesture, x, y);
}

static void
on_held (GtkGesture *gesture, double x, double y, ContextMenu *self)
{
  open_at_pointer (self, gesture, x, y);
}

static gboolean
on_key (GtkWidget *page, GVariant *arguments, gpointer data)
{
  ContextMenu *self = data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (page)), *item = NULL;
  g_autoptr (GMenuModel) menu = focus != NULL ? self->func (focus, &item, self->data) : NULL;
  graphene_rect_t bounds;

  if (menu == NULL || item == NULL || !gtk_widget_compute_bounds (item, page, &bounds))
    return FALSE;
  open_at (self, menu,
           &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width, (int) bounds.size.height }, FALSE);
  return TRUE;
}

static void
add_controllers (ContextMenu *self)
{
  GtkGesture *click = gtk_gesture_click_new (), *hold = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10");

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect (hold, "pressed", G_CALLBACK (on_held), self);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (trigger, gtk_callback_action_new (on_key, self, NULL)));
  gtk_widget_add_controller (self->page, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (self->page, GTK_EVENT_CONTROLLER (hold));
  gtk_widget_add_controller (self->page, keys);
}

/**
 * rushes_context_menu_add:
 * @page: has a layout manager, which places the popover
 * @func: asked each time; it may select what was meant
 *
 * Once for a page. Main thread.
 */
void
rushes_context_menu_add (GtkWidget *page, RushesContextMenuFunc func, gpointer data)
{
  ContextMenu *self = g_new0 (ContextMenu, 1);

  *self = (ContextMenu) { .page = page, .func = func, .data = data };
  g_set_weak_pointer (&self->popover, gtk_popover_menu_new_from_model (NULL));
  gtk_widget_set_name (self->popover, "context-menu");
  gtk_widget_set_parent (self->popover, page);
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (on_closed), self);
  g_object_set_data_full (G_OBJECT (page), "rushes-context-menu", self, g_free);
  g_signal_connect_swapped (page, "destroy", G_CALLBACK (on_page_destroyed), self);
  add_controllers (self);
}

/* Says to those who do not see the screen that this one has a menu. */
void
rushes_context_menu_mark (GtkWidget *item)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
}

/* @target: (nullable): a floating one is taken */
void
rushes_context_menu_append (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

/* Ends a section of the menu, where it has items; @section is a new one afterwards. */
void
rushes_context_menu_close (GMenu *menu, GMenu **section)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (*section)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (*section));
  g_object_unref (*section);
  *section = g_menu_new ();
}
