/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-judge-keys.h"

/* The same keys for every page that shows clips. They ask the window's actions, and then for the next clip. */

/* Returns: whether keys are for a menu or for words that are typed: these have the focus. A menu that is closed may keep it. */
gboolean
rushes_judge_keys_are_taken (GtkWidget *page)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (page));
  GtkWidget *popover = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;

  return focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus) || (popover != NULL && gtk_widget_get_mapped (popover)));
}

/* @arguments: an action with its target, and what comes after it, or "" */
static gboolean
on_key (GtkWidget *page, GVariant *arguments, gpointer data)
{
  const char *detailed, *next;
  g_autofree char *action = NULL;
  g_autoptr (GVariant) target = NULL;

  g_variant_get (arguments, "(&s&s)", &detailed, &next);
  if (rushes_judge_keys_are_taken (page) || !g_action_parse_detailed_name (detailed, &action, &target, NULL) ||
      !gtk_widget_activate_action_variant (page, action, target))
    return FALSE;
  if (*next != '\0')
    gtk_widget_activate_action (page, next, NULL);
  return TRUE;
}

static void
add (GtkWidgetClass *page_class, guint key, GdkModifierType modifiers, const char *action)
{
  gtk_widget_class_add_binding (page_class, key, modifiers, on_key, "(ss)", action, "");
}

static void
add_judgement (GtkWidgetClass *page_class, guint key, const char *action)
{
  gtk_widget_class_add_binding (page_class, key, 0, on_key, "(ss)", action, "win.advance");
}

/* A page's own: @action, with its target, as judgements are asked for. */
void
rushes_judge_keys_add_one (GtkWidgetClass *page_class, guint key, const char *action)
{
  add (page_class, key, 0, action);
}

/* P picks, X rejects, 0–5 rate, 6–9 label, F is a favourite, T tags, Delete trashes, Ctrl+G stacks, Ctrl+Z takes back. */
void
rushes_judge_keys_add (GtkWidgetClass *page_class)
{
  add_judgement (page_class, GDK_KEY_p, "win.decide(1)");
  add_judgement (page_class, GDK_KEY_x, "win.decide(-1)");
  add_judgement (page_class, GDK_KEY_f, "win.favour");
  for (int number = 0; number <= 9; number++)
    {
      g_autofree char *action = g_strdup_printf (number <= 5 ? "win.rate(%d)" : "win.label(%d)", number);
      add_judgement (page_class, GDK_KEY_0 + number, action);
      add_judgement (page_class, GDK_KEY_KP_0 + number, action);
    }
  add (page_class, GDK_KEY_Delete, 0, "win.trash");
  add (page_class, GDK_KEY_KP_Delete, 0, "win.trash");
  add (page_class, GDK_KEY_t, 0, "win.edit-tags");
  add (page_class, GDK_KEY_e, 0, "win.reuse-selected");
  add (page_class, GDK_KEY_c, GDK_CONTROL_MASK, "win.copy");
  add (page_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste");
  add (page_class, GDK_KEY_g, GDK_CONTROL_MASK, "win.stack");
  add (page_class, GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.unstack");
  add (page_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo");
  add (page_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo");
}
