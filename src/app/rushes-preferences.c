/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-preferences.h"

#include "rushes-connection-editor.h"
#include "rushes-connection-row.h"
#include "rushes-context-menu.h"
#include "rushes-dialog.h"
#include "rushes-error-text.h"
#include "rushes-launch.h"
#include "rushes-money.h"
#include "rushes-plain-row.h"
#include "rushes-settings-page.h"
#include "rushes-tip.h"
#include "rushes-way-back.h"

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
      row = rushes_connection_row_new (group->core, connection);
      adw_preferences_group_add (group->group, row);
      g_ptr_array_add (group->rows, row);
    }
}

static void
on_add (GtkButton *button, Group *group)
{
  rushes_connection_editor_open (GTK_WIDGET (button), group->core, group->kind);
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

static gpointer
sum_month (gpointer ledger, GError **error)
{
  double *sum = g_new (double, 1);

  *sum = rushes_money_sum_month (ledger);
  return sum;
}

static void
on_sum (gpointer row, gpointer ledger, gpointer sum, const GError *error)
{
  g_autofree char *text = g_strdup_printf (_("$%.2f, by the prices of the connections"), *(double *) sum);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
}

/* What was spent, and above what to ask. */
static GtkWidget *
new_money_group (RushesCore *core, GSettings *settings)
{
  GtkWidget *group = adw_preferences_group_new (), *spent = rushes_plain_row_new (ADW_TYPE_ACTION_ROW), *limit = rushes_plain_row_new (ADW_TYPE_ACTION_ROW);
  GtkWidget *spin = gtk_spin_button_new_with_range (0, 100000, 5);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Money"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (spent), _("Spent this month"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (limit), _("Ask first above"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (limit), _("US dollars a month; 0 never asks"));
  gtk_widget_set_name (spin, "monthly-limit");
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Ask first above"), -1);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (limit), spin);
  rushes_tip_note_row (spin);
  g_settings_bind (settings, "monthly-limit", gtk_spin_button_get_adjustment (GTK_SPIN_BUTTON (spin)), "value", G_SETTINGS_BIND_DEFAULT);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), spent);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), limit);
  rushes_way_back_work (spent, sum_month, g_object_ref (rushes_core_get_ledger (core)), g_object_unref, g_free, on_sum);
  return group;
}

static GtkWidget *
new_connections_page (RushesCore *core, GSettings *settings)
{
  GtkWidget *page = adw_preferences_page_new ();

  rushes_context_menu_add (page, rushes_connection_row_new_menu, page);
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), _("Connections"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page), "network-server-symbolic");
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (new_group (core, RUSHES_PROVIDER_COMFYUI, "ComfyUI", _("On this computer or on your network."))));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (new_group (core, RUSHES_PROVIDER_OPENAI, _("Video Services"), _("Servers that speak the OpenAI Videos API."))));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (new_money_group (core, settings)));
  return page;
}

static gpointer
verify (gpointer library, GError **error)
{
  return rushes_library_verify (library, error);
}

#define PROBLEMS_SHOWN 10

static char *
describe_problems (GPtrArray *problems)
{
  GString *text = g_string_new (problems->len == 0 ? _("All clips are in order.") : NULL);

  for (guint i = 0; i < MIN (problems->len, PROBLEMS_SHOWN); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (char *) problems->pdata[i]);
  if (problems->len > PROBLEMS_SHOWN)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _("… and %u more; “rushes verify” lists them all"), problems->len - PROBLEMS_SHOWN);
    }
  return g_string_free (text, FALSE);
}

static void
on_verified (gpointer row, gpointer library, gpointer problems, const GError *error)
{
  g_autofree char *text = problems != NULL ? describe_problems (problems) : rushes_error_text_lines (error, NULL);

  adw_action_row_set_subtitle (row, text);
}

static void
on_verify (GtkButton *button, RushesLibrary *library)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW);

  rushes_way_back_work (row, verify, g_object_ref (library), g_object_unref, (GDestroyNotify) g_ptr_array_unref, on_verified);
}

static void
on_open_folder (GtkButton *button, RushesLibrary *library)
{
  rushes_folder_show (GTK_WIDGET (button), rushes_paths_get_clips_dir (rushes_library_get_paths (library)));
}

/* Returns: (transfer none): the row */
static GtkWidget *
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle, const char *label, GCallback callback, gpointer data)
{
  GtkWidget *row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW);
  GtkWidget *button = new_button (label);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  g_signal_connect_object (button, "clicked", callback, data, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
  return row;
}

static const char *const ways[] = { "ask", "copy", "link", NULL };

static gboolean
way_to_index (GValue *index, GVariant *way, gpointer data)
{
  for (guint i = 0; ways[i] != NULL; i++)
    if (g_str_equal (ways[i], g_variant_get_string (way, NULL)))
      g_value_set_uint (index, i);
  return TRUE;
}

static GVariant *
index_to_way (const GValue *index, const GVariantType *type, gpointer data)
{
  return g_variant_new_string (ways[MIN (g_value_get_uint (index), G_N_ELEMENTS (ways) - 2)]);
}

static GtkWidget *
new_import_row (GSettings *settings)
{
  GtkWidget *row = rushes_plain_row_new (ADW_TYPE_COMBO_ROW);
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *const[]) { _("Ask"), _("Copy"), _("Leave There"), NULL });

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Imported files"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Files that are left where they are are never moved or deleted by Rushes"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  gtk_widget_set_name (row, "import");
  g_settings_bind_with_mapping (settings, "import", row, "selected", G_SETTINGS_BIND_DEFAULT, way_to_index, index_to_way, NULL, NULL);
  return row;
}

/* All clips. On a worker. */
static gpointer
add_up (gpointer library, GError **error)
{
  return g_format_size (rushes_library_get_used_bytes (library));
}

static void
on_added_up (gpointer row, gpointer library, gpointer used, const GError *error)
{
  g_autofree char *space = g_strdup_printf (_("%s used"), (const char *) used);

  adw_action_row_set_subtitle (row, space);
}

static GtkWidget *
new_library_page (RushesCore *core, GSettings *settings)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  RushesLibrary *library = rushes_core_get_library (core);
  GtkWidget *verify;

  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), _("Library"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page), "folder-videos-symbolic");
  add_row (ADW_PREFERENCES_GROUP (group), _("Folder"), rushes_paths_get_clips_dir (rushes_core_get_paths (core)), _("_Open"),
           G_CALLBACK (on_open_folder), library);
  verify = add_row (ADW_PREFERENCES_GROUP (group), _("Check every clip's file"), "", _("_Verify"), G_CALLBACK (on_verify), library);
  rushes_way_back_work (verify, add_up, g_object_ref (library), g_object_unref, g_free, on_added_up);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_import_row (settings));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return page;
}

static void
add_switch (AdwPreferencesGroup *group, GSettings *settings, const char *key, const char *title)
{
  GtkWidget *row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW);
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
  add_switch (ADW_PREFERENCES_GROUP (group), settings, "mute", _("Play without sound"));
  add_switch (ADW_PREFERENCES_GROUP (group), settings, "advance", _("Go to the next take after a judgement, unless Caps Lock is on"));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return page;
}

void
rushes_preferences_show (GtkWindow *parent, RushesCore *core, GSettings *settings)
{
  GtkWidget *preferences = rushes_preferences_dialog_new ();

  rushes_preferences_dialog_add (preferences, new_connections_page (core, settings));
  rushes_preferences_dialog_add (preferences, new_library_page (core, settings));
  rushes_preferences_dialog_add (preferences, new_playback_page (settings));
  rushes_preferences_dialog_add (preferences, rushes_settings_page_new (core, settings));
  rushes_preferences_dialog_present (preferences, GTK_WIDGET (parent), 740, 576);
}
