/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-preferences.h"

#include "rushes-connection-editor.h"
#include "rushes-connection-keeping.h"
#include "rushes-context-menu.h"
#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-money.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The preferences window: connections with their tests, the library, playback. */

static GtkWidget *
new_button (const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

/* A row's connection, for its buttons. */
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

  gtk_image_set_from_icon_name (GTK_IMAGE (row->icon), good ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (row->icon, good ? "error" : "success");
  gtk_widget_add_css_class (row->icon, good ? "success" : "error");
  gtk_label_set_label (GTK_LABEL (row->result), text);
  gtk_widget_set_visible (gtk_widget_get_ancestor (row->result, GTK_TYPE_LIST_BOX_ROW), !good);
  if (good && subtitle != NULL)
    adw_expander_row_set_subtitle (row->row, subtitle);
}

static void
on_result (gboolean good, const char *text, const char *certificate, gpointer widget)
{
  Row *row = g_object_get_data (widget, "row");

  show_result (row, good, text);
  if (!good)
    adw_expander_row_set_expanded (row->row, TRUE);
}

/* Nobody asked: a failure is only marked. */
static void
on_quiet_result (gboolean good, const char *text, const char *certificate, gpointer widget)
{
  show_result (g_object_get_data (widget, "row"), good, text);
}

static void
on_test (Row *row)
{
  RushesConnection *connection = get_connection (row);

  if (connection != NULL)
    rushes_connection_editor_test (row->core, connection, NULL, on_result, g_object_ref (row->row), g_object_unref);
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
    rushes_connection_editor_edit (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (row->row))), row->core, connection);
}

static void
do_remove (gpointer data)
{
  Row *row = data;

  rushes_connection_keeping_remove (row->core, row->id);
}

static void
on_remove (Row *row)
{
  Row *copy = g_new0 (Row, 1);

  copy->core = g_object_ref (row->core);
  copy->id = g_strdup (row->id);
  rushes_question_ask (GTK_WIDGET (row->row), _("Remove This Connection?"),
                       _("Clips made with it stay. Jobs that wait for it wait until you choose another."), _("_Remove"), TRUE,
                       do_remove, copy, row_free);
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
  return result_row;
}

static GtkWidget *
new_icon_button (const char *icon, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
new_buttons_row (Row *row, gboolean is_default)
{
  GtkWidget *buttons = adw_action_row_new ();
  GtkWidget *test = new_button (_("_Test")), *edit = new_icon_button ("document-edit-symbolic", _("Change…"));
  GtkWidget *make_default = new_icon_button ("starred-symbolic", _("Use It When None Is Named")), *remove = new_icon_button ("user-trash-symbolic", _("Remove…"));

  gtk_widget_set_name (test, "test-connection");
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

static GMenuModel *
new_menu (GtkWidget *at, GtkWidget **item, gpointer page)
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

static GtkWidget *
new_connection_row (RushesCore *core, RushesConnection *connection)
{
  GtkWidget *widget = adw_expander_row_new ();
  Row *row = g_new0 (Row, 1);

  row->core = g_object_ref (core);
  row->id = g_strdup (rushes_connection_get_id (connection));
  row->row = ADW_EXPANDER_ROW (widget);
  row->icon = gtk_image_new_from_icon_name ("network-server-symbolic");
  rushes_context_menu_mark (widget);
  g_object_set_data_full (G_OBJECT (widget), "row", row, row_free);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), rushes_connection_get_name (connection));
  adw_expander_row_set_subtitle (row->row, rushes_connection_get_url (connection));
  adw_expander_row_add_prefix (row->row, row->icon);
  if (rushes_connection_get_default (connection))
    {
      GtkWidget *pill = gtk_label_new (_("Default"));
      gtk_widget_add_css_class (pill, "pillnote");
      gtk_widget_add_css_class (pill, "neutral");
      gtk_widget_add_css_class (pill, "caption");
      gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
      adw_expander_row_add_action (row->row, pill);
    }
  adw_expander_row_add_row (row->row, new_result_row (row));
  adw_expander_row_add_row (row->row, new_buttons_row (row, rushes_connection_get_default (connection)));
  rushes_connection_editor_test (core, connection, NULL, on_quiet_result, g_object_ref (widget), g_object_unref);
  return widget;
}

/* One group per kind, kept in step with the list. */
typedef struct
{
  RushesCore *core;
  RushesProviderKind kind;
  AdwPreferencesGroup *group;
  GPtrArray *rows;
} Group;

static void
group_free (gpointer data, GClosure *closure)
{
  Group *group = data;

  g_object_unref (group->core);
  g_ptr_array_unref (group->rows);
  g_free (group);
}

static void
fill_group (GListModel *model, guint position, guint removed, guint added, Group *group)
{
  for (guint i = 0; i < group->rows->len; i++)
    adw_preferences_group_remove (group->group, group->rows->pdata[i]);
  g_ptr_array_set_size (group->rows, 0);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (RushesConnection) connection = g_list_model_get_item (model, i);
      GtkWidget *row;

      if (rushes_connection_get_kind (connection) != group->kind)
        continue;
      row = new_connection_row (group->core, connection);
      adw_preferences_group_add (group->group, row);
      g_ptr_array_add (group->rows, row);
    }
}

static void
on_add (GtkButton *button, Group *group)
{
  rushes_connection_editor_open (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))), group->core, group->kind);
}

static GtkWidget *
new_group (RushesCore *core, RushesProviderKind kind, const char *title, const char *description)
{
  GtkWidget *widget = adw_preferences_group_new ();
  GtkWidget *add = gtk_button_new ();
  GListModel *model = G_LIST_MODEL (rushes_core_get_connections (core));
  Group *group = g_new (Group, 1);

  *group = (Group) { g_object_ref (core), kind, ADW_PREFERENCES_GROUP (widget), g_ptr_array_new () };
  adw_preferences_group_set_title (group->group, title);
  adw_preferences_group_set_description (group->group, description);
  gtk_button_set_child (GTK_BUTTON (add), adw_button_content_new ());
  g_object_set (gtk_button_get_child (GTK_BUTTON (add)), "icon-name", "list-add-symbolic", "label", _("Add…"), NULL);
  gtk_widget_add_css_class (add, "flat");
  gtk_widget_set_valign (add, GTK_ALIGN_CENTER);
  gtk_widget_set_name (add, kind == RUSHES_PROVIDER_COMFYUI ? "add-comfyui" : "add-service");
  adw_preferences_group_set_header_suffix (group->group, add);
  g_signal_connect_data (add, "clicked", G_CALLBACK (on_add), group, group_free, 0);
  fill_group (model, 0, 0, 0, group);
  {
    GClosure *closure = g_cclosure_new (G_CALLBACK (fill_group), group, NULL);
    g_object_watch_closure (G_OBJECT (widget), closure);
    g_signal_connect_closure (model, "items-changed", closure, FALSE);
  }
  return widget;
}

static void
sum_month (GTask *task, gpointer source, gpointer ledger, GCancellable *cancellable)
{
  double *sum = g_new (double, 1);

  *sum = rushes_money_sum_month (ledger);
  g_task_return_pointer (task, sum, g_free);
}

static void
on_sum (GObject *row, GAsyncResult *result, gpointer data)
{
  g_autofree double *sum = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *text = g_strdup_printf (_("$%.2f, by the prices of the connections"), *sum);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
}

/* What was spent, and above what to ask. */
static GtkWidget *
new_money_group (RushesCore *core, GSettings *settings)
{
  GtkWidget *group = adw_preferences_group_new (), *spent = adw_action_row_new (), *limit = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (0, 100000, 5);
  g_autoptr (GTask) task = g_task_new (spent, NULL, on_sum, NULL);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Money"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (spent), _("Spent this month"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (limit), _("Ask first above"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (limit), _("US dollars a month; 0 never asks"));
  gtk_widget_set_name (spin, "monthly-limit");
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (limit), spin);
  g_settings_bind (settings, "monthly-limit", gtk_spin_button_get_adjustment (GTK_SPIN_BUTTON (spin)), "value", G_SETTINGS_BIND_DEFAULT);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), spent);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), limit);
  g_task_set_task_data (task, g_object_ref (rushes_core_get_ledger (core)), g_object_unref);
  g_task_run_in_thread (task, sum_month);
  return group;
}

static GtkWidget *
new_connections_page (RushesCore *core, GSettings *settings)
{
  GtkWidget *page = adw_preferences_page_new ();

  rushes_context_menu_add (page, new_menu, page);
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), _("Connections"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page), "network-server-symbolic");
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (new_group (core, RUSHES_PROVIDER_COMFYUI, "ComfyUI", _("On this computer or on your network."))));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (new_group (core, RUSHES_PROVIDER_OPENAI, _("Video Services"), _("Servers that speak the OpenAI Videos API."))));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (new_money_group (core, settings)));
  return page;
}

static void
run_verify (GTask *task, gpointer library, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *problems = rushes_library_verify (library, &error);

  if (problems != NULL)
    g_task_return_pointer (task, problems, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
on_verified (GObject *library, GAsyncResult *result, gpointer data)
{
  g_autoptr (AdwActionRow) row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (problems == NULL)
    {
      g_autofree char *lines = rushes_error_text_lines (error, NULL);
      g_string_append (text, lines);
    }
  else if (problems->len == 0)
    g_string_append (text, _("All clips are in order."));
  for (guint i = 0; problems != NULL && i < MIN (problems->len, 10); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (char *) problems->pdata[i]);
  adw_action_row_set_subtitle (row, text->str);
}

static void
on_verify (GtkButton *button, RushesLibrary *library)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW);
  g_autoptr (GTask) task = g_task_new (library, NULL, on_verified, g_object_ref (row));

  g_task_run_in_thread (task, run_verify);
}

static void
on_open_folder (GtkButton *button, RushesLibrary *library)
{
  g_autofree char *uri = g_filename_to_uri (rushes_paths_get_clips_dir (rushes_library_get_paths (library)), NULL, NULL);

  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))), uri, GDK_CURRENT_TIME);
}

static void
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle, const char *label, GCallback callback, gpointer data)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = new_button (label);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  g_signal_connect_object (button, "clicked", callback, data, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
}

static GtkWidget *
new_library_page (RushesCore *core)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  RushesLibrary *library = rushes_core_get_library (core);
  g_autofree char *used = g_format_size (rushes_library_get_used_bytes (library));
  g_autofree char *space = g_strdup_printf (_("%s used"), used);

  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), _("Library"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page), "folder-videos-symbolic");
  add_row (ADW_PREFERENCES_GROUP (group), _("Folder"), rushes_paths_get_clips_dir (rushes_core_get_paths (core)), _("_Open"),
           G_CALLBACK (on_open_folder), library);
  add_row (ADW_PREFERENCES_GROUP (group), _("Check every clip's file"), space, _("_Verify"), G_CALLBACK (on_verify), library);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return page;
}

static void
add_switch (AdwPreferencesGroup *group, GSettings *settings, const char *key, const char *title)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  g_settings_bind (settings, key, toggle, "active", G_SETTINGS_BIND_DEFAULT);
  adw_preferences_group_add (group, row);
}

static GtkWidget *
new_playback_page (GSettings *settings)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), _("Playback"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page), "media-playback-start-symbolic");
  add_switch (ADW_PREFERENCES_GROUP (group), settings, "loop", _("Play clips over and over"));
  add_switch (ADW_PREFERENCES_GROUP (group), settings, "mute", _("Start without sound"));
  add_switch (ADW_PREFERENCES_GROUP (group), settings, "advance", _("Go to the next take after a judgement, unless Caps Lock is on"));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return page;
}

void
rushes_preferences_show (GtkWindow *parent, RushesCore *core, GSettings *settings)
{
  GtkWidget *preferences = adw_preferences_window_new ();

  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (preferences), ADW_PREFERENCES_PAGE (new_connections_page (core, settings)));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (preferences), ADW_PREFERENCES_PAGE (new_library_page (core)));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (preferences),
                              ADW_PREFERENCES_PAGE (new_playback_page (settings)));
  gtk_window_set_default_size (GTK_WINDOW (preferences), MIN (640, gtk_widget_get_width (GTK_WIDGET (parent))), 576);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (preferences), FALSE);
  gtk_window_set_transient_for (GTK_WINDOW (preferences), parent);
  gtk_window_set_modal (GTK_WINDOW (preferences), TRUE);
  gtk_window_present (GTK_WINDOW (preferences));
}
