/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "top.h"

#include <string.h>

/* Returns: what has that name on top; there must be one */
GtkWidget *
get (const char *name)
{
  GtkWidget *widget = find_named (get_top (), name);

  if (widget == NULL)
    g_error ("The dialog has no “%s”", name);
  return widget;
}

const char *
get_text (const char *name)
{
  return get_typed (get (name));
}

gboolean
is_shown (const char *name)
{
  GtkWidget *widget = get_top () != NULL ? find_named (get_top (), name) : NULL;

  return widget != NULL && gtk_widget_get_mapped (widget);
}

static gboolean
is_label_with (GtkWidget *widget, const char *words)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;
}

/* Whether a label that is shown has these words in it. */
gboolean
has_words (GtkWidget *parent, const char *words)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (is_label_with (child, words) || has_words (child, words))
      return TRUE;
  return FALSE;
}

/* The same of what has that name on top, while it is shown. */
gboolean
says (const char *name, const char *words)
{
  return is_shown (name) && (is_label_with (get (name), words) || has_words (get (name), words));
}

gboolean
top_says (const char *words)
{
  return get_top () != NULL && has_words (get_top (), words);
}

/* Whether something lies on top, and its window has the keyboard. */
gboolean
top_is_active (void)
{
  GtkWidget *top = get_top ();

  return top != NULL && gtk_window_is_active (GTK_WINDOW (gtk_widget_get_root (top)));
}

void
close_all (void)
{
  while (get_top () != NULL)
    close_top ();
}

/* In the menu that is open below @parent. */
void
choose_item (GtkWidget *parent, const char *item)
{
  GtkWidget *menu, *label;

  wait_until (find_menu (parent) != NULL);
  wait_for_frames ();
  menu = find_menu (parent);
  label = find_text (menu, item);
  if (label == NULL)
    g_error ("The menu has no “%s”", item);
  click (label);
  wait_until (!gtk_widget_get_mapped (menu));
}

/* In a menu within the one that a right click gives. */
void
choose_in_submenu_of (GtkWidget *widget, const char *submenu, const char *item)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget)), *menu, *label;

  right_click (widget);
  wait_until (find_menu (root) != NULL);
  wait_for_frames ();
  menu = find_menu (root);
  click (find_text (menu, submenu));
  label = find_text (menu, item);
  g_assert_nonnull (label);
  wait_until (gtk_widget_get_mapped (label));
  wait_for_frames ();
  choose_item (root, item);
}

/* In the one that a right click gives. */
void
choose_in_menu_of (GtkWidget *widget, const char *item)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));

  right_click (widget);
  choose_item (root, item);
}
