/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-field-note.h"

#include "rushes-announce.h"
#include "rushes-tip.h"

/* A row of a list that says what is wrong with the row above it; without anything to say it is not there. */
struct _RushesFieldNote
{
  GtkListBoxRow parent_instance;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (RushesFieldNote, rushes_field_note, GTK_TYPE_LIST_BOX_ROW)

/**
 * rushes_field_note_say:
 * @field: the row that is meant
 * @text: (nullable): %NULL: nothing is wrong any more
 */
void
rushes_field_note_say (RushesFieldNote *self, GtkWidget *field, const char *text)
{
  gboolean news = text != NULL && !g_str_equal (gtk_label_get_label (self->label), text);

  gtk_label_set_label (self->label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  rushes_tip_mark (field, text != NULL, GTK_WIDGET (self->label));
  if (news) /* while something is typed, say */
    rushes_announce (field, text);
}

static void
rushes_field_note_class_init (RushesFieldNoteClass *klass)
{
}

static void
rushes_field_note_init (RushesFieldNote *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  self->label = GTK_LABEL (label);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_max_width_chars (self->label, 50);
  gtk_widget_set_margin_top (label, 9);
  gtk_widget_set_margin_bottom (label, 9);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_add_css_class (label, "error");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
