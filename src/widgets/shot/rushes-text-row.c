/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-text-row.h"

#include "rushes-tip.h"

#include <glib/gi18n.h>

/* A row with a text of several lines, that may be inherited: then it is dim and says from where. “changed” when it is different; “given” when the text
 * is inherited again. */
struct _RushesTextRow
{
  AdwPreferencesRow parent_instance;
  GtkTextBuffer *buffer;
  GtkWidget *view, *caption, *give_back;
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (RushesTextRow, rushes_text_row, ADW_TYPE_PREFERENCES_ROW)

static guint signal_changed, signal_given;

static void
on_changed (RushesTextRow *self)
{
  if (!self->setting)
    g_signal_emit (self, signal_changed, 0);
}

static void
on_give_back (RushesTextRow *self)
{
  g_signal_emit (self, signal_given, 0);
}

static void
rushes_text_row_class_init (RushesTextRowClass *klass)
{
  signal_changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signal_given = g_signal_new ("given", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static gboolean
ask_for_room (GtkWidget *view, GdkFrameClock *clock, gpointer data)
{
  gtk_widget_queue_resize (view);
  return G_SOURCE_REMOVE;
}

static void
on_height (GtkWidget *view)
{
  gtk_widget_add_tick_callback (view, ask_for_room, NULL, NULL);
}

/* The height of a text is only known while it is given its place, when no more room can be asked for: that is done with the next frame. */
static void
watch_height (RushesTextRow *self)
{
  GtkAdjustment *height = gtk_adjustment_new (0, 0, 0, 0, 0, 0);

  gtk_scrollable_set_vadjustment (GTK_SCROLLABLE (self->view), height);
  g_signal_connect_object (height, "notify::upper", G_CALLBACK (on_height), self->view, G_CONNECT_SWAPPED);
}

static void
rushes_text_row_init (RushesTextRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->view = gtk_text_view_new ();
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (on_changed), self);
  watch_height (self);
}

GtkWidget *
rushes_text_row_new (const char *title)
{
  RushesTextRow *self = g_object_new (RUSHES_TYPE_TEXT_ROW, "activatable", FALSE, "focusable", FALSE, "title", title, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->caption = gtk_label_new (title);
  gtk_widget_add_css_class (box, "textrow");
  gtk_widget_add_css_class (self->caption, "caption");
  gtk_widget_add_css_class (self->caption, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (self->caption), 0);
  gtk_widget_set_hexpand (self->caption, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (self->caption), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (head), self->caption);
  gtk_box_append (GTK_BOX (box), head);
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
  self->setting = TRUE;
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  self->setting = FALSE;
}

/* @inherited: the text is somebody else's. @origin: (nullable): whose, in words; NULL: it cannot be inherited */
void
rushes_text_row_set_origin (RushesTextRow *self, gboolean inherited, const char *origin)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  g_autofree char *said = inherited && origin != NULL ? g_strdup_printf ("%s · %s", title, origin) : g_strdup (title);

  if (self->give_back == NULL && origin != NULL)
    {
      self->give_back = gtk_button_new_from_icon_name ("edit-undo-symbolic");
      gtk_widget_set_css_classes (self->give_back, (const char *[]) { "flat", "small", NULL });
      rushes_tip_set (self->give_back, _("Inherit Again"));
      g_signal_connect_swapped (self->give_back, "clicked", G_CALLBACK (on_give_back), self);
      gtk_box_append (GTK_BOX (gtk_widget_get_parent (self->caption)), self->give_back);
    }
  if (self->give_back != NULL)
    gtk_widget_set_visible (self->give_back, !inherited);
  gtk_label_set_label (GTK_LABEL (self->caption), said);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  if (inherited)
    gtk_widget_add_css_class (GTK_WIDGET (self), "inherited");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "inherited");
}
