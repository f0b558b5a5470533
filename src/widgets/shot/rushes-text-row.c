/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-text-row.h"

/* A row with a text of several lines. Signal “changed”. */
struct _RushesTextRow
{
  AdwPreferencesRow parent_instance;
  GtkTextBuffer *buffer;
  GtkWidget *view;
};

G_DEFINE_FINAL_TYPE (RushesTextRow, rushes_text_row, ADW_TYPE_PREFERENCES_ROW)

static guint signal_changed;

static void
on_changed (RushesTextRow *self)
{
  g_signal_emit (self, signal_changed, 0);
}

static void
rushes_text_row_class_init (RushesTextRowClass *klass)
{
  signal_changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_text_row_init (RushesTextRow *self)
{
  self->view = gtk_text_view_new ();
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (on_changed), self);
}

GtkWidget *
rushes_text_row_new (const char *title)
{
  RushesTextRow *self = g_object_new (RUSHES_TYPE_TEXT_ROW, "activatable", FALSE, "focusable", FALSE, "title", title, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *label = gtk_label_new (title);

  gtk_widget_add_css_class (box, "textrow");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->view);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  return GTK_WIDGET (self);
}

/* Returns: (transfer full) */
char *
rushes_text_row_dup_text (RushesTextRow *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

/* The cursor stays where nothing is different; what was there before does not come back by undoing. */
void
rushes_text_row_set_text (RushesTextRow *self, const char *text)
{
  g_autofree char *before = rushes_text_row_dup_text (self);

  if (g_str_equal (before, text))
    return;
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
}
