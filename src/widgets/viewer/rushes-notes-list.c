/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-notes-list.h"

#include "rushes-timecode.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

struct _RushesNotesList
{
  GtkBox parent_instance;
  GtkWidget *add, *list;
  RushesClip *clip;
};

G_DEFINE_FINAL_TYPE (RushesNotesList, rushes_notes_list, GTK_TYPE_BOX)

/* Returns: (transfer full) (nullable): the note of the row that @widget is in, or is */
static GVariant *
dup_note (RushesNotesList *self, GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);
  GVariant *notes = self->clip != NULL ? rushes_clip_get_info (self->clip)->notes : NULL;
  int index = row != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;

  return index >= 0 && index < (int) rushes_notes_count (notes) ? g_variant_get_child_value (notes, index) : NULL;
}

static void
on_activated (RushesNotesList *self, GtkListBoxRow *row)
{
  g_autoptr (GVariant) note = dup_note (self, GTK_WIDGET (row));
  gint64 from_us = RUSHES_NOTE_WHOLE;

  if (note != NULL)
    g_variant_get_child (note, 0, "x", &from_us);
  if (from_us != RUSHES_NOTE_WHOLE)
    gtk_widget_activate_action (GTK_WIDGET (self), "notes.show", "d", from_us / (double) G_USEC_PER_SEC);
}

static void
on_edit (RushesNotesList *self, GtkWidget *widget)
{
  g_autoptr (GVariant) note = dup_note (self, widget);

  if (note != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (self), "notes.edit", note);
}

static void
on_delete (RushesNotesList *self, GtkWidget *widget)
{
  g_autoptr (GVariant) note = dup_note (self, widget), none = rushes_notes_new (NULL);

  if (note != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.note", "(s@a(xxs)@a(xxs))", rushes_clip_get_id (self->clip),
                                g_variant_new_array (NULL, &note, 1), none);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RushesNotesList *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (key == GDK_KEY_F2)
    on_edit (self, focus);
  else if (key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete)
    on_delete (self, focus);
  else
    return FALSE;
  return TRUE;
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_button (RushesNotesList *self, GtkWidget *box, const char *icon, const char *tooltip, GCallback on_clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_css_classes (button, (const char *[]) { "flat", "noteaction", NULL });
  rushes_tip_set (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  g_signal_connect_swapped (button, "clicked", on_clicked, self);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
new_row (RushesNotesList *self, const RushesNote *note)
{
  double rate = rushes_clip_info_get_rate (rushes_clip_get_info (self->clip));
  g_autofree char *times = note->from_us != RUSHES_NOTE_WHOLE ? rushes_timecode_format_range (note->from_us, note->to_us, rate)
                                                              : g_strdup (_("All of the clip"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *label = new_label (times, "caption");

  gtk_widget_set_css_classes (label, (const char *[]) { "caption", "numeric", "notetimes", NULL });
  gtk_box_append (GTK_BOX (words), label);
  gtk_box_append (GTK_BOX (words), new_label (note->text, "body"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  add_button (self, box, "document-edit-symbolic", _("Change the Note"), G_CALLBACK (on_edit));
  add_button (self, box, "edit-delete-symbolic", _("Delete the Note"), G_CALLBACK (on_delete));
  return box;
}

/* Returns: the row that has the focus, or something in it; -1: none */
static int
get_focus_row (RushesNotesList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL && gtk_widget_is_ancestor (focus, self->list) ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  return row != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
}

/* What goes with the focus in it gives that to anything in the window. */
static void
focus_row (RushesNotesList *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), index);

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : self->add);
}

static void
fill (RushesNotesList *self)
{
  GVariant *notes = self->clip != NULL ? rushes_clip_get_info (self->clip)->notes : NULL;
  int n = rushes_notes_count (notes), focus = get_focus_row (self);
  GtkWidget *child;

  if (focus >= 0)
    gtk_widget_grab_focus (self->add);
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (int i = 0; i < n; i++)
    {
      RushesNote note = rushes_notes_get (notes, i);
      gtk_list_box_append (GTK_LIST_BOX (self->list), new_row (self, &note));
    }
  gtk_widget_set_visible (self->list, n > 0);
  if (focus >= 0)
    focus_row (self, MIN (focus, n - 1));
}

void
rushes_notes_list_set_clip (RushesNotesList *self, RushesClip *clip)
{
  if (self->clip != NULL)
    g_signal_handlers_disconnect_by_data (self->clip, self);
  g_set_object (&self->clip, clip);
  g_signal_connect_object (clip, "notify::notes", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
}

static void
rushes_notes_list_dispose (GObject *object)
{
  g_clear_object (&RUSHES_NOTES_LIST (object)->clip);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_NOTES_LIST);
  G_OBJECT_CLASS (rushes_notes_list_parent_class)->dispose (object);
}

static void
rushes_notes_list_class_init (RushesNotesListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_notes_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-notes-list.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesNotesList, add);
  gtk_widget_class_bind_template_child (widget_class, RushesNotesList, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
rushes_notes_list_init (RushesNotesList *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (self->list, keys);
}
