/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-settings-page.h"

#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-plain-row.h"
#include "rushes-settings-export.h"
#include "rushes-settings-import.h"
#include "rushes-settings-reset.h"
#include "rushes-way-back.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>

/* The page of the preferences where settings leave for another computer, come from one, and begin anew. */

typedef struct
{
  RushesCore *core;
  GSettings *settings;
} Page;

static void
page_free (gpointer data)
{
  Page *page = data;

  g_object_unref (page->core);
  g_object_unref (page->settings);
  g_free (page);
}

/* What is done with a file, on a worker. */
typedef struct
{
  RushesSettingsHere *here;
  GFile *file;
} Order;

static Order *
order_new (Page *page, GFile *file)
{
  Order *order = g_new (Order, 1);

  *order = (Order) { rushes_settings_here_new (page->core, page->settings), g_object_ref (file) };
  return order;
}

static void
order_free (gpointer data)
{
  Order *order = data;

  rushes_settings_here_free (order->here);
  g_object_unref (order->file);
  g_free (order);
}

static Page *
get_page (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "page");
}

static void
show_report (GtkWidget *widget, const char *heading, RushesSettingsReport *report)
{
  g_autofree char *count = rushes_settings_report_dup_count (report), *rest = rushes_settings_report_dup_rest (report);
  const char *first = *count != '\0' ? count : _("Nothing new.");
  g_autofree char *body = *rest != '\0' ? g_strconcat (first, "\n\n", rest, NULL) : g_strdup (first);

  rushes_message_show (widget, heading, body);
}

static void
show_failure (GtkWidget *widget, const char *heading, const GError *error)
{
  g_autofree char *text = rushes_error_text_lines (error, NULL);

  rushes_message_show (widget, heading, text);
}

static gpointer
do_export (gpointer data, GError **error)
{
  Order *order = data;

  return rushes_settings_export (order->here, order->file, error);
}

static void
on_exported (gpointer widget, gpointer order, gpointer report, const GError *error)
{
  if (report != NULL)
    show_report (widget, _("Settings Were Exported"), report);
  else
    show_failure (widget, _("Settings Were Not Exported"), error);
}

static gpointer
do_import (gpointer data, GError **error)
{
  Order *order = data;

  return rushes_settings_import (order->here, order->file, error);
}

static void
on_imported (gpointer widget, gpointer data, gpointer import, const GError *error)
{
  Order *order = data;

  if (import != NULL)
    show_report (widget, _("Settings Were Imported"), rushes_settings_import_adopt (import, order->here));
  else
    show_failure (widget, _("Settings Were Not Imported"), error);
}

static void
on_export_file (GFile *file, gpointer widget)
{
  rushes_way_back_work (widget, do_export, order_new (get_page (widget), file), order_free, (GDestroyNotify) rushes_settings_report_free, on_exported);
}

static void
on_import_file (GFile *file, gpointer widget)
{
  rushes_way_back_work (widget, do_import, order_new (get_page (widget), file), order_free, (GDestroyNotify) rushes_settings_import_free, on_imported);
}

static void
on_export (GtkWidget *button, GtkWidget *widget)
{
  rushes_file_save (button, _("Export Settings"), "rushes-settings.json", on_export_file, g_object_ref (widget), g_object_unref);
}

static void
on_import (GtkWidget *button, GtkWidget *widget)
{
  static const char *const types[] = { "application/json", NULL };

  rushes_file_open (button, _("Import Settings"), _("Settings of Rushes"), types, on_import_file, widget);
}

/* Connections that are to go: their keys go on a worker, whatever becomes of the page. */
typedef struct
{
  GPtrArray *all, *gone; /* RushesConnection */
  char *kept;            /* (nullable): the names of those whose keys stay */
  GError *cause;         /* (nullable): why */
  gpointer way_back;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_ptr_array_unref (removal->all);
  g_clear_pointer (&removal->gone, g_ptr_array_unref);
  g_free (removal->kept);
  g_clear_error (&removal->cause);
  g_free (removal);
}

static void
run_forget (GTask *task, gpointer core, gpointer data, GCancellable *cancellable)
{
  Removal *removal = data;

  removal->gone = rushes_settings_forget_keys (rushes_core_get_secrets (core), removal->all, &removal->kept, &removal->cause);
  g_task_return_boolean (task, TRUE);
}

static void
on_forgotten (GObject *core, GAsyncResult *result, gpointer nothing)
{
  Removal *removal = g_task_get_task_data (G_TASK (result));
  g_autoptr (GtkWidget) widget = rushes_way_back_take (removal->way_back);
  g_autofree char *why = removal->kept != NULL ? rushes_error_text_one_line (removal->cause, NULL) : NULL, *body = NULL;

  rushes_settings_remove (rushes_core_get_connections (RUSHES_CORE (core)), removal->gone);
  if (removal->cause == NULL || widget == NULL)
    return;
  body = removal->kept != NULL ? g_strdup_printf (_("Their keys could not be taken out of the keyring: %s. %s"), removal->kept, why)
                               : g_strdup_printf (_("The connections were removed. The keyring may still have a key of theirs; it said: %s"), removal->cause->message);
  rushes_message_show (widget, removal->kept != NULL ? _("Some Connections Were Kept") : _("A Key May Be Left"), body);
}

static void
remove_connections (GtkWidget *widget)
{
  RushesCore *core = get_page (widget)->core;
  g_autoptr (GTask) task = g_task_new (core, NULL, on_forgotten, NULL);
  Removal *removal = g_new0 (Removal, 1);

  removal->all = rushes_connections_dup_kept (rushes_core_get_connections (core));
  removal->way_back = rushes_way_back_new (widget);
  g_task_set_task_data (task, removal, removal_free);
  rushes_worker_run (task, run_forget);
}

/* What is to begin anew. */
typedef struct
{
  GtkWidget *widget;
  RushesSettingsPart part;
} Reset;

static void
reset_free (gpointer data)
{
  g_object_unref (((Reset *) data)->widget);
  g_free (data);
}

static void
do_reset (gpointer data)
{
  Reset *reset = data;

  if (reset->part == RUSHES_SETTINGS_CONNECTIONS)
    remove_connections (reset->widget);
  else
    rushes_settings_reset (get_page (reset->widget)->settings, reset->part);
}

static void
ask (GtkWidget *button, GtkWidget *widget, RushesSettingsPart part, const char *heading, const char *body, const char *yes)
{
  Reset *reset = g_new (Reset, 1);

  *reset = (Reset) { g_object_ref (widget), part };
  rushes_question_ask (button, heading, body, yes, TRUE, do_reset, reset, reset_free);
}

static void
on_reset_preferences (GtkWidget *button, GtkWidget *widget)
{
  ask (button, widget, RUSHES_SETTINGS_PREFERENCES, _("Reset Preferences?"),
       _("They become what they were after the first start, and saved filters go. Clips, boards and connections stay."), _("_Reset"));
}

static void
on_reset_prompts (GtkWidget *button, GtkWidget *widget)
{
  ask (button, widget, RUSHES_SETTINGS_PROMPTS, _("Reset Prompts?"),
       _("What stands in the form goes, for every model. Clips keep the prompts they were made with."), _("_Reset"));
}

static void
on_remove_connections (GtkWidget *button, GtkWidget *widget)
{
  ask (button, widget, RUSHES_SETTINGS_CONNECTIONS, _("Remove All Connections?"),
       _("Their keys go, too. Clips made with them stay, and jobs that wait for one wait until you choose another."), _("_Remove"));
}

static void
add_row (AdwPreferencesGroup *group, GtkWidget *widget, const char *title, const char *subtitle, const char *label, const char *name, GCallback callback)
{
  GtkWidget *row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW), *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_name (button, name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, row, NULL, -1);
  g_signal_connect_object (button, "clicked", callback, widget, 0);
  adw_preferences_group_add (group, row);
}

static AdwPreferencesGroup *
new_group (GtkWidget *page, const char *title, const char *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
  return group;
}

/* Main thread. */
GtkWidget *
rushes_settings_page_new (RushesCore *core, GSettings *settings)
{
  GtkWidget *widget = adw_preferences_page_new ();
  Page *page = g_new (Page, 1);
  AdwPreferencesGroup *travel, *reset;

  *page = (Page) { g_object_ref (core), g_object_ref (settings) };
  g_object_set_data_full (G_OBJECT (widget), "page", page, page_free);
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (widget), _("Transfer"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (widget), "send-to-symbolic");
  travel = new_group (widget, _("To Another Computer"),
                      _("Connections, workflows, styles, saved filters and preferences as one file. Keys stay in the keyring of this computer and are "
                        "entered again on the other. Clips and boards do not come along."));
  add_row (travel, widget, _("Export"), _("Write a file for another computer"), _("_Export…"), "export-settings", G_CALLBACK (on_export));
  add_row (travel, widget, _("Import"), _("What is here stays; the same is not doubled"), _("_Import…"), "import-settings", G_CALLBACK (on_import));
  reset = new_group (widget, _("Start Afresh"), _("Clips, boards, styles and workflows stay."));
  add_row (reset, widget, _("Preferences"), _("Playback, money, sorting and saved filters"), _("_Reset…"), "reset-preferences", G_CALLBACK (on_reset_preferences));
  add_row (reset, widget, _("Prompts"), _("What stands in the form, for every model"), _("Re_set…"), "reset-prompts", G_CALLBACK (on_reset_prompts));
  add_row (reset, widget, _("Connections"), _("Servers, with their keys"), _("Re_move All…"), "remove-connections", G_CALLBACK (on_remove_connections));
  return widget;
}
