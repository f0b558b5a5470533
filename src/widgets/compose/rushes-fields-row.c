/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-fields-row.h"

#include "rushes-number.h"
#include "rushes-plain-row.h"
#include "rushes-tip.h"

#include <math.h>

/* The settings that only this model has, one row each; the subtitle sums them up. Signal "changed". What they are is known at once, their rows are made when somebody opens this
 * one: of each model that is chosen, in two forms, they took longest. */
struct _RushesFieldsRow
{
  AdwExpanderRow parent_instance;
  GPtrArray *inputs; /* Input */
  GPtrArray *fields; /* RushesField: what they are made of */
  gboolean made;     /* their rows are there */
};

typedef struct
{
  const RushesField *field;
  GVariant *value;
  GtkWidget *row, *control; /* (nullable): not made yet; a text has no control of its own */
} Input;

#define SEARCHED 10 /* choices from which on a search helps */

static guint signal_changed;

G_DEFINE_FINAL_TYPE (RushesFieldsRow, rushes_fields_row, ADW_TYPE_EXPANDER_ROW)

static void
input_free (gpointer data)
{
  Input *input = data;

  g_variant_unref (input->value);
  g_free (input);
}

/* Returns: (transfer floating): what the row says */
static GVariant *
read_row (Input *input)
{
  GtkStringObject *chosen = GTK_IS_DROP_DOWN (input->control) ? gtk_drop_down_get_selected_item (GTK_DROP_DOWN (input->control)) : NULL;

  switch (input->field->type)
    {
    case RUSHES_FIELD_INTEGER:
      return g_variant_new_int64 (llround (gtk_spin_button_get_value (GTK_SPIN_BUTTON (input->control))));
    case RUSHES_FIELD_NUMBER:
      return g_variant_new_double (gtk_spin_button_get_value (GTK_SPIN_BUTTON (input->control)));
    case RUSHES_FIELD_CHOICE:
      return g_variant_new_string (chosen != NULL ? gtk_string_object_get_string (chosen) : "");
    case RUSHES_FIELD_BOOLEAN:
      return g_variant_new_boolean (gtk_switch_get_active (GTK_SWITCH (input->control)));
    case RUSHES_FIELD_TEXT:
    default:
      return g_variant_new_string (gtk_editable_get_text (GTK_EDITABLE (input->row)));
    }
}

static void
take_value (Input *input, GVariant *value)
{
  g_variant_ref_sink (value);
  g_clear_pointer (&input->value, g_variant_unref);
  input->value = value;
}

static gboolean
is_number (const RushesField *field)
{
  return field->type == RUSHES_FIELD_INTEGER || field->type == RUSHES_FIELD_NUMBER;
}

static double
get_number (GVariant *value)
{
  return g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) ? g_variant_get_int64 (value) : g_variant_get_double (value);
}

static void
update (RushesFieldsRow *self)
{
  g_autoptr (GString) summary = g_string_new (NULL);

  for (guint i = 0; i < self->inputs->len; i++)
    {
      Input *input = self->inputs->pdata[i];
      g_autofree char *number = is_number (input->field) ? rushes_number_dup_text (get_number (input->value)) : NULL;

      if (number != NULL)
        g_string_append_printf (summary, "%s%s %s", summary->len > 0 ? " · " : "", input->field->label, number);
    }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), summary->str);
}

static void
tell (RushesFieldsRow *self)
{
  update (self);
  g_signal_emit (self, signal_changed, 0);
}

static void
on_changed (RushesFieldsRow *self)
{
  for (guint i = 0; i < self->inputs->len; i++)
    take_value (self->inputs->pdata[i], read_row (self->inputs->pdata[i]));
  tell (self);
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
add_spin (Input *input)
{
  const RushesField *field = input->field;
  GtkWidget *spin = gtk_spin_button_new_with_range (field->minimum, field->maximum, field->step);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), count_digits (field));
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, field->label, -1);
  input->row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW);
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
add_choice (Input *input)
{
  const RushesField *field = input->field;
  GtkStringList *list = gtk_string_list_new ((const char *const *) field->choices);
  GtkWidget *drop = gtk_drop_down_new (G_LIST_MODEL (list), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  g_autoptr (GtkListItemFactory) button = new_factory (TRUE), choices = new_factory (FALSE);

  input->control = drop;
  input->row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW);
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
  input->row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW);
  gtk_widget_set_valign (input->control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (input->row), input->control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (input->row), input->control);
}

static gboolean
is_of (GVariant *value, const GVariantType *type)
{
  return g_variant_is_of_type (value, type);
}

/* Returns: (transfer floating) (nullable): @value as the field has it; %NULL: it cannot be that */
static GVariant *
fit (const RushesField *field, GVariant *value)
{
  if (is_number (field) && (is_of (value, G_VARIANT_TYPE_INT64) || is_of (value, G_VARIANT_TYPE_DOUBLE)))
    {
      double number = CLAMP (get_number (value), field->minimum, field->maximum);
      return field->type == RUSHES_FIELD_INTEGER ? g_variant_new_int64 (llround (number)) : g_variant_new_double (number);
    }
  if (field->type == RUSHES_FIELD_BOOLEAN && is_of (value, G_VARIANT_TYPE_BOOLEAN))
    return g_variant_new_boolean (g_variant_get_boolean (value));
  if (field->type == RUSHES_FIELD_TEXT && is_of (value, G_VARIANT_TYPE_STRING))
    return g_variant_new_string (g_variant_get_string (value, NULL));
  if (field->type == RUSHES_FIELD_CHOICE && is_of (value, G_VARIANT_TYPE_STRING) && g_strv_contains ((const char *const *) field->choices, g_variant_get_string (value, NULL)))
    return g_variant_new_string (g_variant_get_string (value, NULL));
  return NULL;
}

/* What it is where nothing is said that fits. Returns: (transfer floating) */
static GVariant *
new_plain (const RushesField *field)
{
  switch (field->type)
    {
    case RUSHES_FIELD_INTEGER:
      return g_variant_new_int64 (llround (field->minimum));
    case RUSHES_FIELD_NUMBER:
      return g_variant_new_double (field->minimum);
    case RUSHES_FIELD_CHOICE:
      return g_variant_new_string (field->choices[0] != NULL ? field->choices[0] : "");
    case RUSHES_FIELD_BOOLEAN:
      return g_variant_new_boolean (FALSE);
    case RUSHES_FIELD_TEXT:
    default:
      return g_variant_new_string ("");
    }
}

static void
show_value (Input *input)
{
  const char *text = is_of (input->value, G_VARIANT_TYPE_STRING) ? g_variant_get_string (input->value, NULL) : "";

  if (is_number (input->field))
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (input->control), get_number (input->value));
  else if (input->field->type == RUSHES_FIELD_BOOLEAN)
    gtk_switch_set_active (GTK_SWITCH (input->control), g_variant_get_boolean (input->value));
  else if (input->field->type == RUSHES_FIELD_TEXT)
    gtk_editable_set_text (GTK_EDITABLE (input->row), text);
  for (guint i = 0; input->field->type == RUSHES_FIELD_CHOICE && input->field->choices[i] != NULL; i++)
    if (g_str_equal (input->field->choices[i], text))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (input->control), i);
}

static void
add_row (RushesFieldsRow *self, Input *input)
{
  const RushesField *field = input->field;

  if (field->type == RUSHES_FIELD_CHOICE)
    add_choice (input);
  else if (field->type == RUSHES_FIELD_TEXT)
    input->row = rushes_plain_row_new (ADW_TYPE_ENTRY_ROW);
  else if (field->type == RUSHES_FIELD_BOOLEAN)
    add_switch (input);
  else
    add_spin (input);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (input->row), field->label);
  if (field->note != NULL && ADW_IS_ACTION_ROW (input->row))
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (input->row), field->note);
      rushes_tip_note_row (input->control);
    }
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), input->row);
  show_value (input);
}

static void
follow (RushesFieldsRow *self, Input *input)
{
  g_signal_connect_swapped (input->control != NULL ? input->control : input->row,
                            GTK_IS_SPIN_BUTTON (input->control) ? "value-changed"
                            : GTK_IS_SWITCH (input->control)    ? "notify::active"
                            : GTK_IS_DROP_DOWN (input->control) ? "notify::selected"
                                                                : "changed",
                            G_CALLBACK (on_changed), self);
}

/* Somebody looks at them, or has to. */
static void
make_rows (RushesFieldsRow *self)
{
  if (self->made || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;
  self->made = TRUE;
  for (guint i = 0; i < self->inputs->len; i++)
    add_row (self, self->inputs->pdata[i]);
  for (guint i = 0; i < self->inputs->len; i++)
    follow (self, self->inputs->pdata[i]);
}

static void
drop_rows (RushesFieldsRow *self)
{
  for (guint i = 0; self->made && i < self->inputs->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), ((Input *) self->inputs->pdata[i])->row);
  self->made = FALSE;
  g_ptr_array_set_size (self->inputs, 0);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
}

static void
add_input (RushesFieldsRow *self, const RushesField *field)
{
  Input *input = g_new0 (Input, 1);
  GVariant *value = fit (field, field->initial);

  input->field = field;
  take_value (input, value != NULL ? value : new_plain (field));
  g_ptr_array_add (self->inputs, input);
}

/* @fields: RushesField: what the model has now */
void
rushes_fields_row_set_fields (RushesFieldsRow *self, GPtrArray *fields)
{
  drop_rows (self);
  self->fields = g_ptr_array_ref (fields);
  for (guint i = 0; i < fields->len; i++)
    add_input (self, fields->pdata[i]);
  make_rows (self);
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
      g_variant_dict_insert_value (&values, input->field->name, input->value);
    }
  return g_variant_ref_sink (g_variant_dict_end (&values));
}

/* Returns: whether it is another one than before, and nobody has been told */
static gboolean
set_value (RushesFieldsRow *self, Input *input, GVariant *value)
{
  GVariant *fitting = fit (input->field, value);

  if (fitting == NULL || g_variant_equal (g_variant_ref_sink (fitting), input->value))
    {
      g_clear_pointer (&fitting, g_variant_unref);
      return FALSE;
    }
  take_value (input, fitting);
  g_variant_unref (fitting);
  if (self->made)
    show_value (input);
  return !self->made;
}

/* @values: an a{sv}; names the model does not have are passed over */
void
rushes_fields_row_set_values (RushesFieldsRow *self, GVariant *values)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->inputs->len; i++)
    {
      Input *input = self->inputs->pdata[i];
      g_autoptr (GVariant) value = g_variant_lookup_value (values, input->field->name, NULL);
      if (value != NULL)
        changed |= set_value (self, input, value);
    }
  if (changed)
    tell (self);
}

/* Returns: (transfer none) (nullable): where a field is set; it is brought into view */
GtkWidget *
rushes_fields_row_find (RushesFieldsRow *self, const char *name)
{
  for (guint i = 0; i < self->inputs->len; i++)
    {
      Input *input = self->inputs->pdata[i];
      if (g_strcmp0 (input->field->name, name) != 0)
        continue;
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
      return input->row;
    }
  return NULL;
}

static void
rushes_fields_row_finalize (GObject *object)
{
  RushesFieldsRow *self = RUSHES_FIELDS_ROW (object);

  g_ptr_array_unref (self->inputs);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
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
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (make_rows), NULL);
}
