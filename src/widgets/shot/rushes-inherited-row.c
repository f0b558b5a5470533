/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-inherited-row.h"

#include "rushes-tip.h"

#include <glib/gi18n.h>

/* A setting that a shot has from its board: dim, with where it comes from, and a button that takes it over (“taken”). */
struct _RushesInheritedRow
{
  AdwActionRow parent_instance;
  char *title;     /* (nullable): NULL: the value is the title */
  GtkLabel *value;
};

G_DEFINE_FINAL_TYPE (RushesInheritedRow, rushes_inherited_row, ADW_TYPE_ACTION_ROW)

enum
{
  TAKEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_clicked (RushesInheritedRow *self)
{
  g_signal_emit (self, signals[TAKEN], 0);
}

static void
rushes_inherited_row_finalize (GObject *object)
{
  g_free (RUSHES_INHERITED_ROW (object)->title);
  G_OBJECT_CLASS (rushes_inherited_row_parent_class)->finalize (object);
}

static void
rushes_inherited_row_class_init (RushesInheritedRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_inherited_row_finalize;
  signals[TAKEN] = g_signal_new ("taken", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_inherited_row_init (RushesInheritedRow *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("document-edit-symbolic");

  self->value = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->value, PANGO_ELLIPSIZE_END);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->value));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  rushes_tip_set (button, _("Take Over for This Shot"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_clicked), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dimrow");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 1);
}

/* @title: (nullable): NULL: the value is the title */
GtkWidget *
rushes_inherited_row_new (const char *title)
{
  RushesInheritedRow *self = g_object_new (RUSHES_TYPE_INHERITED_ROW, NULL);

  self->title = g_strdup (title);
  gtk_widget_set_visible (GTK_WIDGET (self->value), title != NULL);
  return GTK_WIDGET (self);
}

/* @value: in words. @origin: where it comes from */
void
rushes_inherited_row_set (RushesInheritedRow *self, const char *value, const char *origin)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), self->title != NULL ? self->title : value);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), origin);
  gtk_label_set_label (self->value, value);
}
