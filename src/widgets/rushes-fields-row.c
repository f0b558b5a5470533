/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-fields-row.h"

/* The settings that only this model has, one row each; the subtitle sums them up. */
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
      return g_variant_new_int64 (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (input->control)));
    case RUSHES_FIELD_NUMBER:
      return g_variant_new_double (gtk_spin_button_get_value (GTK_SPIN_BUTTON (input->control)));
    case RUSHES_FIELD_CHOICE:
      return g_variant_new_string (input->choices[adw_combo_row_get_selected (ADW_COMBO_ROW (input->row))]);
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
      if (input->type != RUSHES_FIELD_INTEGER && input->type != RUSHES_FIELD_NUMBER)
        continue;
      g_string_append_printf (summary, "%s%s %g", summary->len > 0 ? " · " : "", input->label,
                              gtk_spin_button_get_value (GTK_SPIN_BUTTON (input->control)));
    }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), summary->str);
}

static void
add_spin (Input *input, const RushesField *field)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (field->minimum, field->maximum, field->step);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), field->type == RUSHES_FIELD_NUMBER ? 1 : 0);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, field->label, -1);
  input->row = adw_action_row_new ();
  input->control = spin;
  adw_action_row_add_suffix (ADW_ACTION_ROW (input->row), spin);
}

static void
add_choice (Input *input, const RushesField *field)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *const *) field->choices);

  input->choices = g_strdupv (field->choices);
  input->row = adw_combo_row_new ();
  adw_combo_row_set_model (ADW_COMBO_ROW (input->row), G_LIST_MODEL (list));
}

static void
set_value (Input *input, GVariant *value)
{
  if (input->control != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (input->control), g_variant_get_int64 (value));
  else if (input->control != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (input->control), g_variant_get_double (value));
  else if (input->choices != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    {
      for (guint i = 0; input->choices[i] != NULL; i++)
        if (g_str_equal (input->choices[i], g_variant_get_string (value, NULL)))
          adw_combo_row_set_selected (ADW_COMBO_ROW (input->row), i);
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
  else
    add_spin (input, field);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (input->row), field->label);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), input->row);
  g_ptr_array_add (self->inputs, input);
  set_value (input, field->initial);
  if (input->control != NULL)
    g_signal_connect_swapped (input->control, "value-changed", G_CALLBACK (update), self);
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
}

static void
rushes_fields_row_init (RushesFieldsRow *self)
{
  self->inputs = g_ptr_array_new_with_free_func (input_free);
}
