/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-connection-row.h"

#include "rushes-connection-editor.h"
#include "rushes-connection-keeping.h"
#include "rushes-context-menu.h"
#include "rushes-dialog.h"
#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-error.h"
#include "rushes-plain-row.h"
#include "rushes-tip.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* A connection in the preferences: what is known of its server now, and what can be done with it, by buttons and by a menu. */

typedef struct
{
  RushesCore *core;
  char *id;
  AdwExpanderRow *row;
  GtkWidget *icon, *result;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_object_unref (row->core);
  g_free (row->id);
  g_free (row);
}

static RushesConnection *
get_connection (Row *row)
{
  return rushes_connections_find (rushes_core_get_connections (row->core), row->id);
}

/* What is known of a server now: its version, its memory, its line; or why it cannot be asked. */
static void
show_result (Row *row, gboolean good, const char *text)
{
  RushesConnection *connection = get_connection (row);
  g_autofree char *subtitle = connection != NULL ? g_strdup_printf ("%s\n%s", rushes_connection_get_url (connection), text) : NULL;

  gtk_image_set_from_icon_name (GTK_IMAGE (row->icon), good ? "object-select-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (row->icon, good ? "error" : "success");
  gtk_widget_add_css_class (row->icon, good ? "success" : "error");
  gtk_label_set_label (GTK_LABEL (row->result), text);
  gtk_widget_set_visible (gtk_widget_get_ancestor (row->result, GTK_TYPE_LIST_BOX_ROW), !good);
  if (good && subtitle != NULL)
    adw_expander_row_set_subtitle (row->row, subtitle);
}

static void
on_result (const RushesTestResult *result, GtkWidget *widget)
{
  Row *row = g_object_get_data (G_OBJECT (widget), "row");

  show_result (row, result->good, result->text);
  if (!result->good)
    adw_expander_row_set_expanded (row->row, TRUE);
}

/* Nobody asked: a failure is only marked. */
static void
on_quiet_result (const RushesTestResult *result, GtkWidget *widget)
{
  show_result (g_object_get_data (G_OBJECT (widget), "row"), result->good, result->text);
}

static void
on_test (Row *row)
{
  RushesConnection *connection = get_connection (row);

  if (connection != NULL)
    rushes_connection_editor_test (GTK_WIDGET (row->row), row->core, connection, NULL, on_result);
}

static void
on_default (Row *row)
{
  rushes_connections_set_default (rushes_core_get_connections (row->core), row->id);
}

static void
on_edit (Row *row)
{
  RushesConnection *connection = get_connection (row);

  if (connection != NULL)
    rushes_connection_editor_edit (GTK_WIDGET (row->row), row->core, connection);
}

static void
tell_kept (Row *row, const GError *error)
{
  g_autofree char *line = rushes_error_text_one_line (error, NULL);
  g_autofree char *text = g_strdup_printf (_("It was not removed, because its key could not be taken out of the keyring: %s"), line);

  show_result (row, FALSE, text);
  adw_expander_row_set_expanded (row->row, TRUE);
}

/* Its key may still be in the keyring: the row says so, and stays; one that has gone cannot say it. */
static void
on_removed (GObject *core, GAsyncResult *result, gpointer way_back)
{
  g_autoptr (GtkWidget) widget = rushes_way_back_take (way_back);
  GtkWidget *page = widget != NULL ? gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_PAGE) : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  if (rushes_connection_keeping_remove_finish (RUSHES_CORE (core), result, &error) || page == NULL)
    return;
  if (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_KEYRING_LOCKED))
    tell_kept (g_object_get_data (G_OBJECT (widget), "row"), error);
  else
    {
      body = g_strdup_printf (_("The connection was removed. The keyring may still have its key; it said: %s"), error->message);
      rushes_message_show (page, _("A Key May Be Left"), body);
    }
}

static void
do_remove (gpointer widget)
{
  Row *row = g_object_get_data (G_OBJECT (widget), "row");

  rushes_connection_keeping_remove_async (row->core, row->id, on_removed, rushes_way_back_new (widget));
}

static void
on_remove (Row *row)
{
  rushes_question_ask (GTK_WIDGET (row->row), _("Remove This Connection?"),
                       _("Clips made with it stay. Jobs that wait for it wait until you choose another."), _("_Remove"), TRUE,
                       do_remove, g_object_ref (row->row), g_object_unref);
}

static GtkWidget *
new_result_row (Row *row)
{
  GtkWidget *result_row = gtk_list_box_row_new ();

  row->result = gtk_label_new ("");
  gtk_label_set_wrap (GTK_LABEL (row->result), TRUE);
  gtk_label_set_xalign (GTK_LABEL (row->result), 0);
  gtk_label_set_selectable (GTK_LABEL (row->result), TRUE);
  gtk_widget_set_margin_start (row->result, 12);
  gtk_widget_set_margin_end (row->result, 12);
  gtk_widget_set_margin_top (row->result, 9);
  gtk_widget_set_margin_bottom (row->result, 9);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (result_row), row->result);
  gtk_widget_set_visible (result_row, FALSE);
  gtk_widget_set_focusable (result_row, FALSE); /* its text is */
  return result_row;
}

static GtkWidget *
new_icon_button (const char *icon, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  rushes_tip_set (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
new_buttons_row (Row *row, gboolean is_default)
{
  GtkWidget *buttons = rushes_plain_row_new (ADW_TYPE_ACTION_ROW);
  GtkWidget *test = gtk_button_new_with_mnemonic (_("_Test")), *edit = new_icon_button ("document-edit-symbolic", _("Change…"));
  GtkWidget *make_default = new_icon_button ("starred-symbolic", _("Use It When None Is Named")), *remove = new_icon_button ("user-trash-symbolic", _("Remove…"));

  gtk_widget_set_name (test, "test-connection");
  gtk_widget_set_valign (test, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (test, "suggested-action");
  g_signal_connect_swapped (test, "clicked", G_CALLBACK (on_test), row);
  gtk_widget_set_name (edit, "edit-connection");
  g_signal_connect_swapped (edit, "clicked", G_CALLBACK (on_edit), row);
  gtk_widget_set_name (make_default, "default-connection");
  g_signal_connect_swapped (make_default, "clicked", G_CALLBACK (on_default), row);
  gtk_widget_set_name (remove, "remove-connection");
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (on_remove), row);
  gtk_widget_set_visible (make_default, !is_default);
  adw_action_row_add_prefix (ADW_ACTION_ROW (buttons), test);
  adw_action_row_add_suffix (ADW_ACTION_ROW (buttons), edit);
  adw_action_row_add_suffix (ADW_ACTION_ROW (buttons), make_default);
  adw_action_row_add_suffix (ADW_ACTION_ROW (buttons), remove);
  gtk_widget_set_focusable (buttons, FALSE); /* each of them is */
  return buttons;
}

static void
on_action (GSimpleAction *action, GVariant *parameter, GtkWidget *widget)
{
  static const struct
  {
    const char *name;
    void (*act) (Row *row);
  } acts[] = { { "test", on_test }, { "edit", on_edit }, { "default", on_default }, { "remove", on_remove } };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (g_action_get_name (G_ACTION (action)), acts[i].name))
      acts[i].act (g_object_get_data (G_OBJECT (widget), "row"));
}

/* An item of the menu, for this row; nothing once the row is gone. */
static void
add_action (GSimpleActionGroup *actions, GMenu *section, const char *name, const char *label, GtkWidget *widget)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, NULL);
  g_autofree char *full = g_strconcat ("connection.", name, NULL);

  g_signal_connect_object (action, "activate", G_CALLBACK (on_action), widget, 0);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
  rushes_context_menu_append (section, label, full, NULL);
}

/* For rushes_context_menu_add(), with @page as its data. Returns: (transfer full) (nullable): what can be done with the row that is there */
GMenuModel *
rushes_connection_row_new_menu (GtkWidget *at, GtkWidget **item, gpointer page)
{
  GtkWidget *widget = gtk_widget_get_ancestor (at, ADW_TYPE_EXPANDER_ROW);
  Row *row = widget != NULL ? g_object_get_data (G_OBJECT (widget), "row") : NULL;
  RushesConnection *connection = row != NULL ? get_connection (row) : NULL;
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GMenu *menu, *section;

  if (connection == NULL)
    return NULL;
  *item = widget;
  menu = g_menu_new ();
  section = g_menu_new ();
  add_action (actions, section, "test", _("_Test"), widget);
  add_action (actions, section, "edit", _("_Change…"), widget);
  if (!rushes_connection_get_default (connection))
    add_action (actions, section, "default", _("_Use When None Is Named"), widget);
  rushes_context_menu_close (menu, &section);
  add_action (actions, section, "remove", _("_Remove…"), widget);
  rushes_context_menu_close (menu, &section);
  g_object_unref (section);
  gtk_widget_insert_action_group (page, "connection", G_ACTION_GROUP (actions));
  return G_MENU_MODEL (menu);
}

static void
add_pill (Row *row, const char *text, const char *style)
{
  GtkWidget *pill = gtk_label_new (text);

  gtk_widget_add_css_class (pill, "pillnote");
  gtk_widget_add_css_class (pill, style);
  gtk_widget_add_css_class (pill, "caption");
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  rushes_expander_row_add_suffix (row->row, pill);
}

/* Its server is asked at once how it is. */
GtkWidget *
rushes_connection_row_new (RushesCore *core, RushesConnection *connection)
{
  GtkWidget *widget = rushes_plain_row_new (ADW_TYPE_EXPANDER_ROW);
  Row *row = g_new0 (Row, 1);

  row->core = g_object_ref (core);
  row->id = g_strdup (rushes_connection_get_id (connection));
  row->row = ADW_EXPANDER_ROW (widget);
  row->icon = gtk_image_new_from_icon_name ("network-server-symbolic");
  rushes_context_menu_mark (widget);
  rushes_tip_name_row (ADW_PREFERENCES_ROW (widget));
  g_object_set_data_full (G_OBJECT (widget), "row", row, row_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), rushes_connection_get_name (connection));
  adw_expander_row_set_subtitle (row->row, rushes_connection_get_url (connection));
  adw_expander_row_add_prefix (row->row, row->icon);
  if (rushes_connection_get_flag (connection, RUSHES_CONNECTION_AWAITS_KEY)) /* came from another computer */
    add_pill (row, _("Key Missing"), "warning");
  if (rushes_connection_get_default (connection))
    add_pill (row, _("Default"), "neutral");
  adw_expander_row_add_row (row->row, new_result_row (row));
  adw_expander_row_add_row (row->row, new_buttons_row (row, rushes_connection_get_default (connection)));
  rushes_connection_editor_test (widget, core, connection, NULL, on_quiet_result);
  return widget;
}
