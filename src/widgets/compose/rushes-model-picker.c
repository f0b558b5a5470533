/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-model-picker.h"

#include "rushes-plain-row.h"
#include "rushes-tip.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The models of a connection, to be searched and picked. */
struct _RushesModelPicker
{
  GtkPopover parent_instance;
  GtkWidget *search, *list, *typed, *open;
  gboolean workflows; /* models are workflows, not names that a server may know */
  GtkFilterListModel *filtered;
  GtkStringFilter *filter;
};

enum
{
  SIGNAL_PICKED,
  SIGNAL_OPEN_WORKFLOW,
  SIGNAL_TYPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesModelPicker, rushes_model_picker, GTK_TYPE_POPOVER)

static GtkWidget *
new_row (gpointer item, gpointer data)
{
  const RushesModelSpec *spec = rushes_model_get_spec (item);
  GtkWidget *row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), spec->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), spec->missing != NULL ? _("Something is missing on the server") : spec->summary);
  if (spec->missing != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
pick (RushesModelPicker *self, guint position)
{
  g_autoptr (RushesModel) model = g_list_model_get_item (G_LIST_MODEL (self->filtered), position);

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_PICKED], 0, model);
}

static void
on_row_activated (RushesModelPicker *self, GtkListBoxRow *row)
{
  pick (self, gtk_list_box_row_get_index (row));
}

static void
on_search_changed (RushesModelPicker *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *label = g_strdup_printf (_("Use the Model “%s”"), text);

  gtk_string_filter_set_search (self->filter, text);
  gtk_button_set_label (GTK_BUTTON (self->typed), label);
  gtk_widget_set_visible (self->typed, !self->workflows && *text != '\0');
}

/* Lists are suggestions: the server decides. */
static void
on_typed_clicked (RushesModelPicker *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_TYPED], 0, name);
}

/* Return takes what is found first; a name that no list has is a name all the same. */
static void
on_search_activated (RushesModelPicker *self)
{
  on_search_changed (self); /* the entry waits a moment before it says so */
  if (g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) > 0)
    pick (self, 0);
  else if (gtk_widget_get_visible (self->typed))
    on_typed_clicked (self);
}

/* All models are there the next time. */
static void
on_closed (RushesModelPicker *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
on_open_clicked (RushesModelPicker *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_OPEN_WORKFLOW], 0);
}

/* @workflows: whether a workflow file can be opened; else any name can be typed */
void
rushes_model_picker_set_models (RushesModelPicker *self, GListModel *models, gboolean workflows)
{
  gtk_filter_list_model_set_model (self->filtered, models);
  self->workflows = workflows;
  gtk_widget_set_visible (self->open, workflows);
  gtk_widget_set_visible (self->search, !workflows || (models != NULL && g_list_model_get_n_items (models) > 6));
}

static void
rushes_model_picker_dispose (GObject *object)
{
  RushesModelPicker *self = RUSHES_MODEL_PICKER (object);

  g_clear_object (&self->filtered);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_MODEL_PICKER);
  G_OBJECT_CLASS (rushes_model_picker_parent_class)->dispose (object);
}

static void
rushes_model_picker_class_init (RushesModelPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_model_picker_dispose;
  signals[SIGNAL_PICKED] = g_signal_new ("picked", RUSHES_TYPE_MODEL_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, RUSHES_TYPE_MODEL);
  signals[SIGNAL_OPEN_WORKFLOW] = g_signal_new ("open-workflow", RUSHES_TYPE_MODEL_PICKER, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TYPED] = g_signal_new ("typed", RUSHES_TYPE_MODEL_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-model-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesModelPicker, search);
  gtk_widget_class_bind_template_child (widget_class, RushesModelPicker, list);
  gtk_widget_class_bind_template_child (widget_class, RushesModelPicker, typed);
  gtk_widget_class_bind_template_child (widget_class, RushesModelPicker, open);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_typed_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
}

static void
rushes_model_picker_init (RushesModelPicker *self)
{
  GtkExpression *name = gtk_property_expression_new (RUSHES_TYPE_MODEL, NULL, "name");

  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_tip_name_entry (GTK_EDITABLE (self->search), _("Search models"));
  rushes_tip_steer (GTK_WIDGET (self->search), GTK_WIDGET (self->list));
  self->filter = gtk_string_filter_new (name);
  self->filtered = gtk_filter_list_model_new (NULL, GTK_FILTER (self->filter));
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), G_LIST_MODEL (self->filtered), new_row, NULL, NULL);
}

RushesModelPicker *
rushes_model_picker_new (void)
{
  return g_object_new (RUSHES_TYPE_MODEL_PICKER, NULL);
}
