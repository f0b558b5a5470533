/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-tip.h"

#include <glib/gi18n.h>

#define TIP "rushes-tip"

static gboolean
on_query (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tip)
{
  gtk_tooltip_set_text (tip, g_object_get_data (G_OBJECT (widget), TIP));
  return TRUE;
}

/* Returns: (nullable): what explains it, said here or in a `.ui` file */
const char *
rushes_tip_get (GtkWidget *widget)
{
  const char *text = g_object_get_data (G_OBJECT (widget), TIP);

  return text == NULL ? gtk_widget_get_tooltip_text (widget) : *text != '\0' ? text : NULL;
}

/* Returns: whether it is another text than before */
static gboolean
tell (GtkWidget *widget, const char *text)
{
  if (g_strcmp0 (rushes_tip_get (widget), text) == 0)
    return FALSE;
  if (g_object_get_data (G_OBJECT (widget), TIP) == NULL)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (on_query), NULL);
  g_object_set_data_full (G_OBJECT (widget), TIP, g_strdup (text != NULL ? text : ""), g_free);
  gtk_widget_set_has_tooltip (widget, rushes_tip_get (widget) != NULL);
  if (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_PRELIGHT)
    gtk_widget_trigger_tooltip_query (widget);
  return TRUE;
}

/* Explains what has a name of its own. GTK's own text has X asked where the pointer is whenever it is set, wherever that is, and waits for the answer: here only what is
 * under it has. @text: (nullable): nothing is to be explained */
void
rushes_tip_tell (GtkWidget *widget, const char *text)
{
  if (!tell (widget, text))
    return;
  if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/* Says what a widget of a mere picture does, to the eye and to the ear: a tooltip is no name. In `.ui` files both are written, but where many of it are made. */
void
rushes_tip_set (GtkWidget *widget, const char *text)
{
  tell (widget, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* Says what an entry without a visible label is for: what has the focus is the text inside of it. */
void
rushes_tip_name_entry (GtkEditable *entry, const char *name)
{
  GtkEditable *text = gtk_editable_get_delegate (entry);

  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (GTK_IS_ACCESSIBLE (text))
    gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_title (AdwPreferencesRow *row)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, adw_preferences_row_get_title (row), -1);
}

/* Says what the arrow of @button opens: libadwaita makes a tooltip of it and no name. */
void
rushes_tip_name_split (AdwSplitButton *button)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (button)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_MENU_BUTTON (child))
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, adw_split_button_get_dropdown_tooltip (button), -1);
}

/* Says the title of a row that opens, now and when it changes: libadwaita 1.2 says it of the line in it alone. */
void
rushes_tip_name_row (AdwPreferencesRow *row)
{
  g_signal_connect (row, "notify::title", G_CALLBACK (on_title), NULL);
  on_title (row);
}

/* Also of what has the focus in @field: the text, or the button that opens what is chosen from. */
static void
relate (GtkWidget *field, GtkAccessibleRelation relation, GtkWidget *other)
{
  GtkEditable *text = GTK_IS_EDITABLE (field) ? gtk_editable_get_delegate (GTK_EDITABLE (field)) : NULL;
  GtkWidget *inside = text != NULL ? GTK_WIDGET (text) : GTK_IS_DROP_DOWN (field) ? gtk_widget_get_first_child (field) : NULL;

  gtk_accessible_update_relation (GTK_ACCESSIBLE (field), relation, other, NULL, -1);
  if (inside != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (inside), relation, other, NULL, -1);
}

/* Says that @other is what changes on the screen when @control is used, so that a screen reader can lead there. @other: as long there as @control */
void
rushes_tip_steer (GtkWidget *control, GtkWidget *other)
{
  relate (control, GTK_ACCESSIBLE_RELATION_CONTROLS, other);
}

/* Says where that is read which explains a field, as what is seen beside or below it. @note: as long there as @field */
void
rushes_tip_note (GtkWidget *field, GtkWidget *note)
{
  if (GTK_IS_LABEL (note) && *gtk_label_get_text (GTK_LABEL (note)) == '\0') /* one that never had a text is a “GtkLabel” for the ear in GTK 4.8 */
    gtk_accessible_update_property (GTK_ACCESSIBLE (note), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  relate (field, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, note);
}

/* Returns: (nullable): what libadwaita shows below a title */
static GtkWidget *
find_subtitle (GtkWidget *parent)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = GTK_IS_LABEL (child) && gtk_widget_has_css_class (child, "subtitle") ? child : find_subtitle (child);
  return found;
}

/* Says of @field, which is in a row of libadwaita, that the line below the title of that explains it, whatever it says and when. */
void
rushes_tip_note_row (GtkWidget *field)
{
  GtkWidget *row = gtk_widget_get_ancestor (field, ADW_TYPE_ACTION_ROW), *subtitle = row != NULL ? find_subtitle (row) : NULL;

  g_return_if_fail (subtitle != NULL);
  rushes_tip_note (field, subtitle);
}

/* One message in GTK 4.8, a list of them in newer versions. */
static void
relate_message (GtkAccessible *accessible, GtkWidget *message)
{
  g_auto (GValue) value = G_VALUE_INIT;

  gtk_accessible_relation_init_value (GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, &value);
  if (G_VALUE_HOLDS_OBJECT (&value))
    gtk_accessible_update_relation (accessible, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, message, -1);
  else
    gtk_accessible_update_relation (accessible, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, message, NULL, -1);
}

static void
mark (GtkWidget *widget, gboolean wrong, GtkWidget *message)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_INVALID, wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (wrong && message != NULL)
    relate_message (GTK_ACCESSIBLE (widget), message);
  else
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE);
}

/* What has the focus in a field. */
static void
mark_parts (GtkWidget *widget, gboolean wrong, GtkWidget *message)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_TEXT (child) || GTK_IS_TEXT_VIEW (child))
      mark (child, wrong, message);
    else
      mark_parts (child, wrong, message);
}

/* Says of a row, an entry or what is around one that what stands in it cannot be used, to the eye and to the ear, or no more so.
 * @message: (nullable): where it is read why */
void
rushes_tip_mark (GtkWidget *field, gboolean wrong, GtkWidget *message)
{
  if (wrong)
    gtk_widget_add_css_class (field, "error");
  else
    gtk_widget_remove_css_class (field, "error");
  mark (field, wrong, message);
  mark_parts (field, wrong, message);
}

static void
name_close_button (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child) && gtk_button_get_icon_name (GTK_BUTTON (child)) != NULL)
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Close"), -1);
    else
      name_close_button (child);
}

static void
on_toasts (GListModel *children, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWidget) toast = g_list_model_get_item (children, i);
      name_close_button (toast);
    }
}

/* Says from now on what the button does that ends a toast: libadwaita 1.2 gives it a picture alone. */
void
rushes_tip_name_toasts (AdwToastOverlay *overlay)
{
  GListModel *children = gtk_widget_observe_children (GTK_WIDGET (overlay));

  g_signal_connect (children, "items-changed", G_CALLBACK (on_toasts), NULL);
  g_object_set_data_full (G_OBJECT (overlay), "toasts", children, g_object_unref);
}
