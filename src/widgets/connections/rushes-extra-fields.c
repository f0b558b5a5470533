/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-extra-fields.h"

#include "rushes-tip.h"

#include <glib/gi18n.h>

/* More fields of every request to a server: a name, a type and a value each. */
struct _RushesExtraFields
{
  AdwExpanderRow parent_instance;
  GPtrArray *fields; /* Field */
  GtkWidget *add_row;
};

typedef struct
{
  GtkWidget *row, *name, *type, *value;
} Field;

/* The types as people know them, and as GVariant does. */
static const struct
{
  const char *label;
  const char *type;
} types[] = { { N_("Text"), "s" }, { N_("Whole number"), "x" }, { N_("Number"), "d" }, { N_("Yes or no"), "b" } };

G_DEFINE_FINAL_TYPE (RushesExtraFields, rushes_extra_fields, ADW_TYPE_EXPANDER_ROW)

/* (transfer floating) (nullable) */
static GVariant *
to_boolean (const char *text)
{
  static const char *const words[] = { "false", "true", "no", "yes", "0", "1" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      return g_variant_new_boolean (i % 2 == 1);
  return NULL;
}

/* (transfer floating) (nullable): "0,5" counts as "0.5" */
static GVariant *
to_number (char *text)
{
  char *end;
  double number = g_ascii_strtod (g_strdelimit (text, ",", '.'), &end);

  return *text != '\0' && *end == '\0' ? g_variant_new_double (number) : NULL;
}

/* (transfer full) (nullable): none if the text does not fit the type */
static GVariant *
to_value (const char *type, const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  GVariant *value = NULL;
  gint64 whole;

  if (*type == 's')
    value = g_variant_new_string (text);
  else if (*type == 'b')
    value = to_boolean (trimmed);
  else if (*type == 'd')
    value = to_number (trimmed);
  else if (g_ascii_string_to_signed (trimmed, 10, G_MININT64, G_MAXINT64, &whole, NULL))
    value = g_variant_new_int64 (whole);
  return value != NULL ? g_variant_ref_sink (value) : NULL;
}

static GVariant *
dup_value (Field *field)
{
  return to_value (types[gtk_drop_down_get_selected (GTK_DROP_DOWN (field->type))].type, gtk_editable_get_text (GTK_EDITABLE (field->value)));
}

static void
on_changed (GtkWidget *widget, Field *field)
{
  g_autoptr (GVariant) value = dup_value (field);

  rushes_tip_mark (field->value, value == NULL, NULL);
}

static void
on_type (GtkWidget *widget, GParamSpec *pspec, Field *field)
{
  on_changed (widget, field);
}

static void
on_remove (GtkButton *button, RushesExtraFields *self)
{
  Field *field = g_object_get_data (G_OBJECT (button), "field");

  adw_expander_row_remove (ADW_EXPANDER_ROW (self), field->row);
  g_ptr_array_remove (self->fields, field);
}

static GtkWidget *
new_entry (const char *placeholder, int width)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  rushes_tip_name_entry (GTK_EDITABLE (entry), placeholder);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), width);
  gtk_widget_set_hexpand (entry, TRUE);
  return entry;
}

static GtkWidget *
new_types (void)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *drop;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    gtk_string_list_append (names, _(types[i].label));
  drop = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Type"), -1);
  return drop;
}

static Field *
add_field (RushesExtraFields *self)
{
  Field *field = g_new0 (Field, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");

  field->row = gtk_list_box_row_new ();
  field->name = new_entry (_("name"), 8);
  field->type = new_types ();
  field->value = new_entry (_("value"), 6);
  gtk_widget_set_name (field->name, "extra-name");
  gtk_widget_set_name (field->type, "extra-type");
  gtk_widget_set_name (field->value, "extra-value");
  rushes_tip_set (remove, _("Remove the Field"));
  gtk_widget_add_css_class (remove, "flat");
  gtk_box_append (GTK_BOX (box), field->name);
  gtk_box_append (GTK_BOX (box), field->type);
  gtk_box_append (GTK_BOX (box), field->value);
  gtk_box_append (GTK_BOX (box), remove);
  gtk_widget_add_css_class (box, "extra-field");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (field->row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (field->row), FALSE);
  g_object_set_data (G_OBJECT (remove), "field", field);
  g_signal_connect (remove, "clicked", G_CALLBACK (on_remove), self);
  g_signal_connect (field->value, "changed", G_CALLBACK (on_changed), field);
  g_signal_connect (field->type, "notify::selected", G_CALLBACK (on_type), field);
  g_ptr_array_add (self->fields, field);
  /* The row that adds stays the last. */
  adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->add_row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), field->row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->add_row);
  return field;
}

static void
on_add (RushesExtraFields *self)
{
  gtk_widget_grab_focus (add_field (self)->name);
}

/* Returns: whether every field that has a name has a value of its type; else the first that has not gets the focus */
gboolean
rushes_extra_fields_check (RushesExtraFields *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = self->fields->pdata[i];
      g_autoptr (GVariant) value = dup_value (field);

      if (value != NULL || *gtk_editable_get_text (GTK_EDITABLE (field->name)) == '\0')
        continue;
      on_changed (field->value, field);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
      gtk_widget_grab_focus (field->value);
      return FALSE;
    }
  return TRUE;
}

/* Returns: (transfer full): a{sv}; what has no name, or no value of its type, is left out */
GVariant *
rushes_extra_fields_dup_values (RushesExtraFields *self)
{
  GVariantDict values = G_VARIANT_DICT_INIT (NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = self->fields->pdata[i];
      g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->name))));
      g_autoptr (GVariant) value = dup_value (field);

      if (*name != '\0' && value != NULL)
        g_variant_dict_insert_value (&values, name, value);
    }
  return g_variant_ref_sink (g_variant_dict_end (&values));
}

static void
show_value (Field *field, const char *name, GVariant *value)
{
  g_autofree char *text = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (value, NULL) : g_variant_print (value, FALSE);

  gtk_editable_set_text (GTK_EDITABLE (field->name), name);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].type, g_variant_get_type_string (value)))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (field->type), i);
  gtk_editable_set_text (GTK_EDITABLE (field->value), text);
}

/* @values: (nullable): an a{sv}; the fields there were go */
void
rushes_extra_fields_set_values (RushesExtraFields *self, GVariant *values)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  for (guint i = 0; i < self->fields->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), ((Field *) self->fields->pdata[i])->row);
  g_ptr_array_set_size (self->fields, 0);
  if (values == NULL)
    return;
  g_variant_iter_init (&iter, values);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      show_value (add_field (self), name, value);
      g_variant_unref (value);
    }
}

static void
rushes_extra_fields_dispose (GObject *object)
{
  g_clear_object (&RUSHES_EXTRA_FIELDS (object)->add_row);
  G_OBJECT_CLASS (rushes_extra_fields_parent_class)->dispose (object);
}

static void
rushes_extra_fields_finalize (GObject *object)
{
  g_ptr_array_unref (RUSHES_EXTRA_FIELDS (object)->fields);
  G_OBJECT_CLASS (rushes_extra_fields_parent_class)->finalize (object);
}

static void
rushes_extra_fields_class_init (RushesExtraFieldsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_extra_fields_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_extra_fields_finalize;
}

static void
rushes_extra_fields_init (RushesExtraFields *self)
{
  GtkWidget *add = gtk_button_new_with_label (_("Add a Field"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->fields = g_ptr_array_new_with_free_func (g_free);
  rushes_tip_name_row (ADW_PREFERENCES_ROW (self));
  self->add_row = g_object_ref_sink (gtk_list_box_row_new ());
  gtk_widget_add_css_class (add, "flat");
  gtk_widget_set_name (add, "add-extra-field");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->add_row), add);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->add_row), FALSE);
  gtk_widget_set_focusable (self->add_row, FALSE); /* its button is */
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (on_add), self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->add_row);
}
