/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-fields-row.h"

#include "rushes-number.h"
#include "rushes-tip.h"

#include <math.h>

/* The settings that only this model has, one row each; the subtitle sums them up. Signal "changed". */
struct _RushesFieldsRow
{
  AdwExpanderRow parent_instance;
  GPtrArray *inputs; /* Input */
};

typedef struct
{
  char *name, *label;
  RushesFieldType type;
  GStrv choices;
  GtkWidget *row, *control;
} Input;

#define SEARCHED 10 /* choices from which on a search helps */

static guint signal_changed;

G_DEFINE_FINAL_TYPE (RushesFieldsRow, rushes_fields_row, ADW_TYPE_EXPANDER_ROW)

static void
input_free (gpointer data)
{
  Input *input = data;

  g_free (input->name);
  g_free (input->label);
  g_strfreev (input->choices);
  g_free (input);
}

static GVariant *
get_value (Input *input)
{
  switch (input->type)
    {
    case RUSHES_FIELD_INTEGER:
      return g_variant_new_int64 (llround (gtk_spin_button_get_value (GTK_SPIN_BUTTON (input->control))));
    case RUSHES_FIELD_NUMBER:
      return g_variant_new_double (gtk_spin_button_get_value (GTK_SPIN_BUTTON (input->control)));
    case RUSHES_FIELD_CHOICE:
      return g_variant_new_string (input->choices[gtk_drop_down_get_selected (GTK_DROP_DOWN (input->control))]);
    case RUSHES_FIELD_BOOLEAN:
      return g_variant_new_boolean (gtk_switch_get_active (GTK_SWITCH (input->control)));
    case RUSHES_FIELD_TEXT:
    default:
      return g_variant_new_string (gtk_editable_get_text (GTK_EDITABLE (input->row)));
    }
}

static void
update (RushesFieldsRow *self)
{
  g_autoptr (GString) summary = g_string_new (NULL);

  for (guint i = 0; i < self->inputs->len; i++)
    {
      Input *input = self->inputs->pdata[i];
      g_autofree char *number = NULL;

      if (input->type != RUSHES_FIELD_INTEGER && input->type != RUSHES_FIELD_NUMBER)
        continue;
      number = rushes_number_dup_text (gtk_spin_button_get_value (GTK_SPIN_BUTTON (input->control)));
      g_string_append_printf (summary, "%s%s %s", summary->len > 0 ? " · " : "", input->label, number);
    }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), summary->str);
}

static void
on_changed (RushesFieldsRow *self)
{
  update (self);
  g_signal_emit (self, signal_changed, 0);
}

/* As many digits as the value has: what is not shown would be rounded away. */
static guint
count_digits (const RushesField *field)
{
  if (field->type != RUSHES_FIELD_NUMBER || !g_variant_is_of_type (field->initial, G_VARIANT_TYPE_DOUBLE))
    return 0;
  return MAX (1, rushes_number_count_decimals (g_variant_get_double (field->initial)));
}

static void
add_spin (Input *input, const RushesField *field)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (field->minimum, field->maximum, field->step);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), count_digits (field));
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, field->label, -1);
  input->row = adw_action_row_new ();
  input->control = spin;
  adw_action_row_add_suffix (ADW_ACTION_ROW (input->row), spin);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer shortened)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (GPOINTER_TO_INT (shortened))
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 12);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
    }
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const char *text = gtk_string_object_get_string (GTK_STRING_OBJECT (gtk_list_item_get_item (item)));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

/* Names of files are long: the button shortens them, the list does not. */
static GtkListItemFactory *
new_factory (gboolean shortened)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), GINT_TO_POINTER (shortened));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  return factory;
}

/* What lists many files can be searched. */
static void
add_choice (Input *input, const RushesField *field)
{
  GtkStringList *list = gtk_string_list_new ((const char *const *) field->choices);
  GtkWidget *drop = gtk_drop_down_new (G_LIST_MODEL (list), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  g_autoptr (GtkListItemFactory) button = new_factory (TRUE), choices = new_factory (FALSE);

  input->choices = g_strdupv (field->choices);
  input->control = drop;
  input->row = adw_action_row_new ();
  gtk_drop_down_set_factory (GTK_DROP_DOWN (drop), button);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (drop), choices);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop), g_strv_length (field->choices) > SEARCHED);
  gtk_widget_set_valign (drop, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, field->label, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (input->row), drop);
}

static void
add_switch (Input *input)
{
  input->control = gtk_switch_new ();
  input->row = adw_action_row_new ();
  gtk_widget_set_valign (input->control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (input->row), input->control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (input->row), input->control);
}

static void
set_value (Input *input, GVariant *value)
{
  if (GTK_IS_SPIN_BUTTON (input->control) && g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (input->control), g_variant_get_int64 (value));
  else if (GTK_IS_SPIN_BUTTON (input->control) && g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (input->control), g_variant_get_double (value));
  else if (GTK_IS_SWITCH (input->control) && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    gtk_switch_set_active (GTK_SWITCH (input->control), g_variant_get_boolean (value));
  else if (input->choices != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    {
      for (guint i = 0; input->choices[i] != NULL; i++)
        if (g_str_equal (input->choices[i], g_variant_get_string (value, NULL)))
          gtk_drop_down_set_selected (GTK_DROP_DOWN (input->control), i);
    }
  else if (GTK_IS_EDITABLE (input->row) && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    gtk_editable_set_text (GTK_EDITABLE (input->row), g_variant_get_string (value, NULL));
}

static void
add_input (RushesFieldsRow *self, const RushesField *field)
{
  Input *input = g_new0 (Input, 1);

  input->name = g_strdup (field->name);
  input->label = g_strdup (field->label);
  input->type = field->type;
  if (field->type == RUSHES_FIELD_CHOICE)
    add_choice (input, field);
  else if (field->type == RUSHES_FIELD_TEXT)
    input->row = adw_entry_row_new ();
  else if (field->type == RUSHES_FIELD_BOOLEAN)
    add_switch (input);
  else
    add_spin (input, field);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (input->row), field->label);
  if (field->note != NULL && ADW_IS_ACTION_ROW (input->row))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (input->row), field->note);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), input->row);
  g_ptr_array_add (self->inputs, input);
  set_value (input, field->initial);
  g_signal_connect_swapped (input->control != NULL ? input->control : input->row,
                            GTK_IS_SPIN_BUTTON (input->control) ? "value-changed"
                            : GTK_IS_SWITCH (input->control)    ? "notify::active"
                            : GTK_IS_DROP_DOWN (input->control) ? "notify::selected"
                                                                : "changed",
                            G_CALLBACK (on_changed), self);
}

/* @fields: RushesField: what the model has now */
void
rushes_fields_row_set_fields (RushesFieldsRow *self, GPtrArray *fields)
{
  for (guint i = 0; i < self->inputs->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), ((Input *) self->inputs->pdata[i])->row);
  g_ptr_array_set_size (self->inputs, 0);
  for (guint i = 0; i < fields->len; i++)
    add_input (self, fields->pdata[i]);
  update (self);
}

/* Returns: (transfer full): an a{sv} */
GVariant *
rushes_fields_row_dup_values (RushesFieldsRow *self)
{
  GVariantDict values = G_VARIANT_DICT_INIT (NULL);

  for (guint i = 0; i < self->inputs->len; i++)
    {
      Input *input = self->inputs->pdata[i];
      g_variant_dict_insert_value (&values, input->name, get_value (input));
    }
  return g_variant_ref_sink (g_variant_dict_end (&values));
}

/* @values: an a{sv}; names the model does not have are passed over */
void
rushes_fields_row_set_values (RushesFieldsRow *self, GVariant *values)
{
  for (guint i = 0; i < self->inputs->len; i++)
    {
      Input *input = self->inputs->pdata[i];
      g_autoptr (GVariant) value = g_variant_lookup_value (values, input->name, NULL);
      if (value != NULL)
        set_value (input, value);
    }
}

/* Returns: (transfer none) (nullable): where a field is set; it is brought into view */
GtkWidget *
rushes_fields_row_find (RushesFieldsRow *self, const char *name)
{
  for (guint i = 0; i < self->inputs->len; i++)
    {
      Input *input = self->inputs->pdata[i];
      if (g_strcmp0 (input->name, name) != 0)
        continue;
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
      return input->row;
    }
  return NULL;
}

static void
rushes_fields_row_finalize (GObject *object)
{
  g_ptr_array_unref (RUSHES_FIELDS_ROW (object)->inputs);
  G_OBJECT_CLASS (rushes_fields_row_parent_class)->finalize (object);
}

static void
rushes_fields_row_class_init (RushesFieldsRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_fields_row_finalize;
  signal_changed = g_signal_new ("changed", RUSHES_TYPE_FIELDS_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_fields_row_init (RushesFieldsRow *self)
{
  self->inputs = g_ptr_array_new_with_free_func (input_free);
  rushes_tip_name_row (ADW_PREFERENCES_ROW (self));
}
